"""The n-th write, flush or rename of a filing fails (no room, an error of the disk), for each n: strace injects it.

What was acknowledged is there; what failed left nothing half; the instance goes on as soon as the disk does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.hardening import HARDEN, SEED, tried
from tests.instances import Instance, instance
from tests.places import ROOT
from tests.records.acknowledged import goes_on, wrong
from tests.records.acting import acknowledged

CALLS = {
    "fdatasync": "EIO",
    "fsync": "EIO",
    "rename": "EIO",
    **({"pwrite64": "ENOSPC", "write": "ENOSPC", "linkat": "EIO"} if HARDEN else {}),
}
EVERY = tried(25, 1)
"""Of the calls that a filing makes, each so-manieth fails; those that write, in `make harden` only."""
STRACE = shutil.which("strace")

pytestmark = pytest.mark.skipif(
    STRACE is None, reason="strace (Debian) is not installed: no call can be made to fail"
)


def acts(made: Instance, number: int, said: Path, *strace: str) -> int:
    """One filing and its acceptance under strace; its exit code."""
    with said.open("wb") as out:
        return subprocess.run(
            [str(STRACE), "-f", "-qq", "-o", said.with_suffix(".trace"), *strace, sys.executable, "-m",
             "tests.records.acting", str(number), "1"],
            cwd=ROOT,
            env={**made.environment(), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=out,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode  # fmt: skip


def calls_of(trace: Path, name: str, folder: Path) -> list[int]:
    """Which calls of that name, counted from 1, touch the instance's folder."""
    lines = [line for line in trace.read_text(errors="replace").splitlines() if f" {name}(" in line]
    return [at for at, line in enumerate(lines, 1) if str(folder) in line]


@pytest.mark.parametrize("name", CALLS)
def test_the_nth_call_fails(name, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance") as made:
        connection.close()
        assert acts(made, 0, tmp_path / "said-0", "-y", "-e", f"trace={name}") == 0
        wanted = calls_of(tmp_path / "said-0.trace", name, made.data)
        told = acknowledged((tmp_path / "said-0").read_text())
        if name != "write":  # which may be of files that no filing needs
            assert wanted
        failed = 0
        for n in wanted[SEED % EVERY :: EVERY]:
            said = tmp_path / f"said-{n}"
            failed += acts(made, n, said, "-e", f"inject={name}:error={CALLS[name]}:when={n}") != 0
            told += acknowledged(said.read_text())
        assert wrong(told) == []
        goes_on()
        assert failed or not wanted, "no call failed: nothing was tried"
