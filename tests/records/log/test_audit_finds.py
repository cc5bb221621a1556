"""The audit finds what was changed behind the program's back, names it, gathers all of it, and never fails itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.instances import instance
from tests.records.conftest import House

from shencha.ledger.checkpoint import Checkpoint, parse
from shencha.procedure import acts as e
from shencha.records import access, log
from shencha.records.acts import notices
from shencha.records.clock import today
from shencha.records.files import Changed, content, places, rehash
from shencha.records.log import auditing, epochs, looks, memory
from shencha.records.log.auditing import Audit, audit_everything
from shencha.records.models import CaseFile, Notice, StoredEvent, StoredFile
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, YUNQI

pytestmark = pytest.mark.tampers


@pytest.fixture
def house(tmp_path: Path, django_db_blocker: Any) -> Iterator[House]:
    """A case under consultation with a recusal and a notice that was opened, on SQLite."""
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance") as made:
        house = House(made, sample.Story(today()))
        number = house.story.consulted(house.files(days=44), 9, "not_affecting", sample.CORE)
        house.story.answers(number, 5, "ndrc", "agree")
        house.act(number, HEAD, e.Recused(house.today, HEAD, "曾任顾问"))
        notices.received(Notice.objects.get(), by=house.held(YUNQI))
        assert audited().faults == ()
        yield house


def audited(**given: Any) -> Audit:
    return audit_everything(**given)


def change(statement: str, *values: Any) -> None:
    """As someone with the database and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(statement, values)
        assert cursor.rowcount > 0, statement


def faults() -> list[str]:
    return [one.en for one in audited().faults]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE records_storedevent SET name = 'filed' WHERE name = 'opinion_received'", "its name"),
        ("UPDATE records_storedevent SET \"on\" = '2026-01-01' WHERE sequence = 2", "day or the place"),
        ("DELETE FROM records_recusal", "recused"),
        ("UPDATE records_casefile SET title = 'x'", "title"),
        ("UPDATE records_casefile SET ground = 'procurement'", "ground"),
        (
            "UPDATE records_casefile SET party_id = (SELECT id FROM records_organisation WHERE key = 'haina')",
            "party",
        ),
        ("UPDATE records_todo SET since = '2020-01-01'", "to-dos"),
        ("UPDATE records_todo SET party_id = NULL", "to-dos"),
        ("UPDATE records_todo SET office = NOT office", "to-dos"),
        ("UPDATE records_notice SET received_on = NULL", "receipt"),
        (
            "UPDATE records_notice SET to_id = (SELECT id FROM records_organisation WHERE key = 'haina')",
            "receipt",
        ),
        ("DELETE FROM records_notice", "receipt"),
        ("UPDATE records_casepaper SET case_id = 999", "papers"),
        ("UPDATE records_storedfile SET size = 1", "bytes"),
        ("DELETE FROM records_storedevent WHERE sequence = 3", "an entry is missing"),
        ("DELETE FROM records_loggedact", "right edge"),
        ("DELETE FROM records_storedfile", "CasePaper.file_id point to one that is not there"),
        ("UPDATE records_storedevent SET payload = 'nothing' WHERE sequence = 2", "cannot be read"),
        (
            'UPDATE records_storedevent SET payload = \'{"event": "no such"}\' WHERE sequence = 2',
            "cannot be read",
        ),
        ("DELETE FROM records_person WHERE email = 'liaison@ndrc.example'", "missing"),
    ],
)
def test_a_change_with_the_database_alone_is_found(house: House, statement: str, said: str) -> None:
    change(statement)
    assert any(said in one for one in faults()), faults()


def test_all_that_is_wrong_is_gathered(house: House) -> None:
    change('UPDATE records_storedevent SET payload = \'{"event": "no such"}\' WHERE sequence = 2')
    change("UPDATE records_casefile SET title = 'x'")
    places.path_of(StoredFile.objects.all()[0].digest).unlink()
    found = " ".join(faults())
    assert "it is not there" in found
    assert "cannot be read" in found


def test_a_file_that_was_changed_is_found_and_not_given_out(house: House) -> None:
    file = StoredFile.objects.all()[0]
    raw = places.path_of(file.digest).read_bytes()
    places.path_of(file.digest).write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    given_out = []
    with pytest.raises(Changed):
        given_out.extend(content(file))
    assert given_out == []
    assert any(f"file {file.digest}: its content was changed" in one for one in faults())
    assert any("was changed" in one.en for one in audited(hashing=False).faults), "what was seen stays known"
    places.path_of(file.digest).write_bytes(raw)
    assert faults() == []


def test_a_check_goes_on_where_it_stopped(house: House) -> None:
    count = StoredFile.objects.count()
    first = audited()
    assert first.files == count
    since = StoredFile.objects.order_by("checked_at")[1].checked_at
    assert audited(unchecked_since=since).files == 1
    assert rehash.tonight().files == count


def test_a_moment_that_runs_backwards_is_pointed_out_and_is_no_fault(house: House) -> None:
    house.story.does(house.files(days=3), CLERK, 2, e.MaterialsAccepted)
    found = audited()
    assert found.faults == ()
    assert any("bear an earlier moment" in one.en for one in found.remarks)


def test_checkpoints_kept_outside_are_compared(house: House) -> None:
    held, _ = parse(log.checkpoint())
    house.act(house.files(), OFFICER, e.SupplementRequested(house.today, ("x",)))
    assert audited(outside=[held]).faults == ()
    other = Checkpoint(held.origin, held.size, bytes(32))
    later = Checkpoint(held.origin, held.size + 99, bytes(32))
    found = [one.en for one in audited(outside=[held, other, later]).faults]
    assert len([one for one in found if "two histories" in one]) == 2


def test_a_signature_is_verified_once_and_a_changed_checkpoint_is_found_all_the_same(house: House) -> None:
    assert faults() == []
    size, digest, _ = memory.recall(auditing.VERIFIED)  # type: ignore[misc]
    assert size == log.head()[0]
    event = StoredEvent.objects.order_by("log_index")[0]
    broken = event.note[:-5] + ("A" if event.note[-5] != "A" else "B") + event.note[-4:]
    change(f"UPDATE records_storedevent SET note = '{broken}' WHERE id = {event.pk}")
    assert any("signature" in one for one in faults()), "the digest differs, so each is verified again"
    assert memory.recall(auditing.VERIFIED)[:2] == (size, digest)  # type: ignore[index]
    change(f"UPDATE records_storedevent SET note = '{event.note}' WHERE id = {event.pk}")
    assert faults() == []
    assert auditing.audit_everything(anew=True).faults == ()


def test_an_edge_that_names_an_epoch_nobody_opened_is_told_and_ends_no_audit(house: House) -> None:
    access.saw(house.held(OFFICER), CaseFile.objects.get(), "case")
    looks.seal()
    change("UPDATE records_loghead SET epoch = 8")
    assert any("names epoch 8" in one for one in faults())


def test_an_audit_needs_no_secret_key(house: House) -> None:
    """As on an auditor's machine, or after its loss: the public half is known."""
    (house.instance.data / "log.key").unlink()
    epochs._key.cache_clear()
    assert faults() == []
    epochs._key.cache_clear()
