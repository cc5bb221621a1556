"""Power cuts at moments drawn at random, from what a process wrote, flushed and named: nothing acknowledged is lost.

Two controls show that the replay would find it: a database that does not flush its log (SQLite's `synchronous=NORMAL`),
and papers that are not flushed.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from tests.hardening import HARDEN, SEED, tried
from tests.instances import Instance, instance, working_on
from tests.records.acknowledged import goes_on, wrong
from tests.records.acting import acknowledged
from tests.records.power import MODES, STRACE, Disk, Op, recorded

from shencha.errors import ShenchaError

FILINGS = tried(1, 12)
"""With as many acceptances; a dozen fill SQLite's log, so that cuts fall into its checkpoints too."""
CUTS = tried(2, 60)
"""For each mode."""
TRIED = tried(4, 20)
"""Disks of each control."""
pytestmark = [
    pytest.mark.skipif(STRACE is None, reason="strace (Debian) is not installed: no write is recorded"),
    pytest.mark.django_db(transaction=True),
]
Recording = tuple[Path, list[Op]]


@pytest.fixture(scope="module")
def in_use(tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Recording:  # type: ignore[no-untyped-def]
    """An instance as it was before, and what then was done on it."""
    folder = tmp_path_factory.mktemp("power")
    with django_db_blocker.unblock(), instance("sqlite", folder / "instance") as made:
        connection.close()
        return _recording(folder, made, FILINGS)


def _recording(folder: Path, made: Instance, filings: int) -> Recording:
    shutil.copytree(made.data, folder / "before", ignore=shutil.ignore_patterns("*-shm"))
    words = ("-m", "tests.records.acting", "0", str(filings))
    return folder / "before", recorded(made.data, folder / "trace", made.environment(), *words)


def _cut(
    recording: Recording,
    folder: Path,
    cuts: list[tuple[int, str]],
    deaf: Callable[[str], bool] = lambda name: False,
) -> list[list[str]]:
    """For each moment and mode what does not hold of the disk that is left."""
    before, ops = recording
    disk, at, answers = Disk(before, deaf), 0, []
    for turn, (moment, mode) in enumerate(sorted(cuts)):
        for op in ops[at:moment]:
            disk.does(op)
        at = moment
        place = folder / str(turn)
        disk.after_a_cut(mode, random.Random(SEED * 1_000_003 + turn), place)
        said = b"".join(op.content for op in ops[:moment] if op.kind == "said").decode()
        answers.append([f"{mode}, after call {moment}: {one}" for one in _wrong(place, said, turn)])
        shutil.rmtree(place)
    return answers


def _wrong(place: Path, said: str, turn: int) -> list[str]:
    with working_on(place, ""):
        try:
            found = wrong(acknowledged(said))
            if not found and turn % 20 == 0:
                goes_on()
        except (DatabaseError, ShenchaError, OSError) as broken:
            return [f"broken: {broken}"]
        return found


def _drawn(ops: list[Op], cuts: int, after: str = "") -> list[tuple[int, str]]:
    """Moments in each mode, some of them just after something was acknowledged."""
    drawn = random.Random(SEED)
    first = next((at for at, op in enumerate(ops) if op.kind == after), 0)
    told = [at + 1 for at, op in enumerate(ops) if op.kind == "said"]
    moments = [drawn.choice(told) if n % 2 else drawn.randint(first, len(ops)) for n in range(cuts)]
    return [(moment, mode) for moment in moments for mode in MODES]


def test_what_was_acknowledged_outlasts_a_power_cut(in_use, tmp_path):
    assert not [one for found in _cut(in_use, tmp_path, _drawn(in_use[1], CUTS)) for one in found]


@pytest.mark.parametrize(
    ("deaf", "lost"),
    [
        (lambda name: name.endswith("-wal"), "lost: "),
        (lambda name: name.startswith("files"), ""),
    ],
    ids=["the database's log is not flushed", "papers are not flushed"],
)
def test_the_replay_finds_what_a_program_lost_that_did_not_flush(in_use, tmp_path, deaf, lost):
    cuts = [one for one in _drawn(in_use[1], TRIED, "said") if one[1] != "ordered"]
    found = _cut(in_use, tmp_path, cuts, deaf)
    assert any(one and lost in " ".join(one) for one in found), "nothing was lost: the replay is blind"


@pytest.mark.skipif(not HARDEN, reason="a new instance is recorded in make harden")
def test_the_first_act_of_a_new_instance_outlasts_a_power_cut_with_its_keys(tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        (tmp_path / "instance").mkdir()
        made = Instance("sqlite", tmp_path / "instance", "")
        recording = _recording(tmp_path, made, 1)
        (tmp_path / "cuts").mkdir()
        found = _cut(recording, tmp_path / "cuts", _drawn(recording[1], 40, "said"))
        assert not [one for each in found for one in each]
