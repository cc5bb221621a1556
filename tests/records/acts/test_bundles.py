"""A case given out as one file verifies offline, with two verifiers; whatever is done to a member is found and named."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from tests.instances import instance
from tests.places import ROOT
from tests.records.conftest import House

from shencha.errors import NotFound
from shencha.ledger.bundle import verified
from shencha.ledger.checkpoint import Unreadable, Unverifiable, decoded
from shencha.ledger.receipt import check, read
from shencha.procedure import acts as e
from shencha.records import log
from shencha.records.acts import bundles
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import LoggedAct, StoredEvent
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, HAINA, HEAD, OFFICER, YUNQI

AUDITOR = "auditor@audit.example"


@pytest.fixture(scope="module")
def given(tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[tuple[House, str, Path]]:
    """A case under consultation with an opinion that the party may not read, given to the auditor."""
    data = tmp_path_factory.mktemp("bundles")
    with django_db_blocker.unblock(), instance("sqlite", data / "instance") as made:
        house = House(made, sample.Story(today()))
        number = house.story.consulted(house.files(days=44), 9, "not_affecting", sample.CORE)
        house.story.answers(number, 5, "ndrc", "agree")
        path = data / "case.zip"
        with path.open("wb") as out:
            bundles.written(bundles.give(number, to=house.held(AUDITOR)), out)
        yield house, number, path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, content: dict[str, bytes] | list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in content.items() if isinstance(content, dict) else content:
            archive.writestr(name, raw)
    return path


def faults(path: Path) -> dict[str, str]:
    return {name: what.en for name, what in verified(str(path), log.verifier()).faults}


def run(house: House, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, on that instance."""
    command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "log", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=house.instance.environment()
    )


def stranger(path: Path, folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    """The verifiers as they lie in the bundle, alone in a folder."""
    for name in ("verify.py", "verify_bundle.py"):
        (folder / name).write_bytes(members(path)[name])
    command = [sys.executable, "-I", "-c", f"import sys, runpy; sys.path.insert(0, {str(folder)!r}); "
               f"sys.argv = ['verify_bundle.py', {str(path)!r}, {key!r}]; "
               f"runpy.run_path({str(folder / 'verify_bundle.py')!r}, run_name='__main__')"]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_strangers_verifiers_are_short() -> None:
    for name in ("verify.py", "verify_bundle.py"):
        assert len((ROOT / "src/shencha/ledger" / name).read_text().splitlines()) <= 100


def test_it_holds_by_both_verifiers_and_says_what_it_is(
    given: tuple[House, str, Path], tmp_path: Path
) -> None:
    house, number, path = given
    found = verified(str(path), log.verifier())
    assert found.faults == ()
    assert (found.case, found.given_to, found.entries) == (number, AUDITOR, StoredEvent.objects.count())
    assert found.members == len(members(path)) - 1
    theirs = stranger(path, tmp_path, str(log.verifier()))
    assert (theirs.returncode, "it holds" in theirs.stdout) == (0, True), theirs.stderr
    assert (
        f"案件 {number} 的证据包"
        in run(house, "verify", str(path), "--key", str(log.verifier()), "--lang", "zh").stdout
    )


def test_it_holds_every_entry_every_paper_and_every_word(given: tuple[House, str, Path]) -> None:
    _, _number, path = given
    content = members(path)
    told = content["案件.txt"].decode()
    for event in StoredEvent.objects.all():
        assert any(name.startswith(f"entries/{event.sequence:04d}-{event.name}") for name in content)
        for paper in event.papers.all():
            assert any(name.endswith(paper.name) for name in content)
            assert paper.file.digest in told
    filed = StoredEvent.objects.get(name="filed").payload
    assert filed["title"] in told
    assert filed["answers_digest"] in told
    assert "征求意见的单位" in told


def test_an_original_receipt_is_continued_by_the_bundles_checkpoint(
    given: tuple[House, str, Path], tmp_path: Path
) -> None:
    content = members(given[2])
    for event in StoredEvent.objects.all():
        (tmp_path / "original").write_text(log.receipt(event))
        (tmp_path / "checkpoint").write_bytes(content["checkpoint.txt"])
        (tmp_path / "proof").write_bytes(content[f"consistency/{event.sequence:04d}-{event.name}.txt"])
        held = read((tmp_path / "original").read_text())
        proof = [decoded("consistency", line, 32) for line in (tmp_path / "proof").read_text().split()]
        newer = (tmp_path / "checkpoint").read_text()
        assert check(held, log.verifier(), newer, proof).size == event.log_index + 1
    command = ["verify", str(tmp_path / "original"), "--key", str(log.verifier())]
    command += ["--checkpoint", str(tmp_path / "checkpoint"), "--consistency", str(tmp_path / "proof")]
    assert run(given[0], *command).returncode == 0


def test_each_member_that_is_changed_cut_or_left_out_is_named(
    given: tuple[House, str, Path], tmp_path: Path
) -> None:
    content = members(given[2])
    for name, raw in content.items():
        if name == "bundle.tlog-proof" or not raw:
            continue
        other = bytes([raw[0] ^ 1]) + raw[1:]
        for changed, said in ((other, "changed"), (raw[:-1], "changed"), (None, "missing")):
            rest = {one: kept for one, kept in content.items() if one != name}
            put = rest if changed is None else {**rest, name: changed}
            found = faults(packed(tmp_path / "changed.zip", put))
            assert list(found) == [name]
            assert said in found[name]


def test_what_is_put_in_twice_or_beside_is_named(given: tuple[House, str, Path], tmp_path: Path) -> None:
    content = members(given[2])
    beside = packed(tmp_path / "beside.zip", {**content, "papers/偷放.txt": b"x"})
    assert faults(beside) == {"papers/偷放.txt": "it is no part of the bundle"}
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = packed(tmp_path / "twice.zip", [*content.items(), ("README.txt", b"x")])
    assert faults(twice) == {"README.txt": "it is there twice"}
    theirs = stranger(given[2], tmp_path, str(log.verifier()))
    assert theirs.returncode == 0


def test_a_content_that_the_archive_itself_hides_is_named(
    given: tuple[House, str, Path], tmp_path: Path
) -> None:
    """A byte changed within the zip file, whose own checksum no longer fits."""
    raw = bytearray(given[2].read_bytes())
    at = raw.index(StoredEvent.objects.get(name="filed").payload["title"].encode())
    raw[at] ^= 1
    (tmp_path / "x.zip").write_bytes(raw)
    assert set(faults(tmp_path / "x.zip").values()) == {"it was changed"}


def own(content: dict[str, bytes]) -> bytes:
    return content["bundle.tlog-proof"]


OWN: dict[str, tuple[Callable[[dict[str, bytes]], bytes], int]] = {
    "cut": (lambda one: own(one)[: len(own(one)) // 2], 2),
    "line ends": (lambda one: own(one).replace(b"\n", b"\r\n"), 2),
    "byte order mark": (lambda one: b"\xef\xbb\xbf" + own(one), 2),
    "size": (lambda one: own(one).replace(b"\n\n", b"\n\n", 1).replace(b"/log\n", b"/log\n9", 1), 1),
    "another receipt": (lambda one: next(raw for name, raw in one.items() if name.startswith("entries/")), 1),
}


@pytest.mark.parametrize("what", OWN)
def test_a_bundles_own_receipt_that_was_changed_proves_nothing(
    given: tuple[House, str, Path], tmp_path: Path, what: str
) -> None:
    (change, code), house = OWN[what], given[0]
    content = members(given[2])
    path = packed(tmp_path / "x.zip", {**content, "bundle.tlog-proof": change(content)})
    assert run(house, "verify", str(path), "--key", str(log.verifier())).returncode == code
    assert stranger(path, tmp_path, str(log.verifier())).returncode == code


def test_another_logs_key_and_no_bundle_are_refused(given: tuple[House, str, Path], tmp_path: Path) -> None:
    from shencha.ledger.checkpoint import SigningKey

    house, other = given[0], str(SigningKey.fresh("elsewhere.example/log").verifier)
    assert run(house, "verify", str(given[2]), "--key", other).returncode == 1
    assert stranger(given[2], tmp_path, other).returncode == 1
    empty = packed(tmp_path / "empty.zip", {"a.txt": b"a"})
    assert run(house, "verify", str(empty), "--key", other).returncode == 2
    (tmp_path / "cut.zip").write_bytes(given[2].read_bytes()[:-400])
    assert run(house, "verify", str(tmp_path / "cut.zip"), "--key", other).returncode == 2
    with pytest.raises(Unverifiable):
        verified(str(given[2]), SigningKey.fresh("elsewhere.example/log").verifier)
    with pytest.raises(Unreadable):
        verified(str(empty), log.verifier())


def test_a_party_gets_what_it_may_read_and_nothing_of_the_rest(given: tuple[House, str, Path]) -> None:
    house, number, _ = given
    made = bundles.give(number, to=house.held(YUNQI), by=house.held(YUNQI))
    names = " ".join(made.members)
    assert "filed" in names
    assert "opinion" not in names
    raw = b"".join(made.stream())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    for word in ("ndrc", "opinion_received", AUDITOR):
        assert word.encode() not in whole, word


def test_nobody_else_is_given_one(given: tuple[House, str, Path]) -> None:
    house, number, _ = given
    for who in (HAINA, CLERK, OFFICER, "liaison@ndrc.example", "system@operation.example"):
        with pytest.raises((NotFound, ObjectDoesNotExist)):
            bundles.give(number, to=house.held(who))
    house.act(number, HEAD, e.Recused(house.today, HEAD, "曾任顾问"))
    with pytest.raises(NotFound):
        bundles.give(number, to=house.held(HEAD))


def test_that_it_was_given_is_an_entry_and_the_audit_agrees(given: tuple[House, str, Path]) -> None:
    house, number, _ = given
    before = LoggedAct.objects.filter(name="bundle_given").count()
    bundles.give(number, to=house.held(AUDITOR), by=house.held(AUDITOR))
    assert LoggedAct.objects.filter(name="bundle_given").count() == before + 1
    assert audit_everything().faults == ()


def test_the_command_writes_one_and_refuses_what_it_cannot(
    given: tuple[House, str, Path], tmp_path: Path
) -> None:
    house, number, _ = given
    out = tmp_path / "out.zip"
    told = json.loads(run(house, "bundle", number, str(out), "--to", AUDITOR, "--json").stdout)
    assert told["bytes"] == out.stat().st_size
    assert json.loads(run(house, "verify", str(out), "--json").stdout)["faults"] == []
    assert run(house, "bundle", number, str(out), "--to", AUDITOR).returncode == 2
    assert run(house, "bundle", number, str(tmp_path / "no" / "x.zip"), "--to", AUDITOR).returncode == 2
    assert run(house, "bundle", number, str(tmp_path / "y.zip"), "--to", OFFICER).returncode != 0
    assert run(house, "bundle", "2026-9999", str(tmp_path / "y.zip"), "--to", AUDITOR).returncode != 0
    assert [one.name for one in tmp_path.iterdir()] == ["out.zip"]
