"""Looks are sealed in a tree of their own; the reports of a day are one entry that tells nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.instances import ON_BOTH, instance
from tests.records.conftest import House

from shencha.records import access, log
from shencha.records.acts import audits, days, reports
from shencha.records.clock import today
from shencha.records.log import epochs, looks
from shencha.records.log.auditing import audit_everything
from shencha.records.models import (
    AuditLook,
    CaseFile,
    ClosedDay,
    LoggedAct,
    LookBatch,
    Membership,
    Report,
    Seen,
)
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import OFFICER

pytestmark = pytest.mark.tampers


@pytest.fixture(params=ON_BOTH)
def house(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock(), instance(request.param, tmp_path / "instance") as made:
        house = House(made, sample.Story(today()))
        house.files(days=5)
        yield house


def look(house: House, times: int = 2) -> None:
    for _ in range(times):
        access.saw(house.held(OFFICER), CaseFile.objects.get(), "case")
    audits.looked(by=Membership.objects.get(role="auditor"))


def report(text: str) -> Report:
    form = reports.fresh_form()
    return reports.submit(kind="party", about="云栖出行", text=text, key=form)[0]


def faults() -> list[str]:
    return [one.en for one in audit_everything(hashing=False).faults]


def change(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0, statement


def test_what_is_sealed_holds_and_is_published_nowhere(house: House) -> None:
    entries = log.head()
    for size in (1, 2, 3):
        look(house)
        assert looks.seal() == 3
        assert looks.seal() == 0, "nothing waits"
        assert looks.reached() == log.last_signed(looks.MEMORY)
        assert looks.reached()[0] == LookBatch.objects.count() == size
    assert log.head() == entries
    assert Seen.objects.filter(batch=None).count() == AuditLook.objects.filter(batch=None).count() == 0
    assert faults() == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records_seen WHERE id = (SELECT MIN(id) FROM records_seen)",
        "UPDATE records_seen SET what = 'x'",
        "UPDATE records_seen SET batch_id = NULL",
        "UPDATE records_auditlook SET at = '2020-02-02 02:02:02'",
        "UPDATE records_lookbatch SET sealed_at = '2020-02-02 02:02:02'",
    ],
)
def test_a_sealed_look_that_is_changed_is_found(house: House, statement: str) -> None:
    for _ in range(2):
        look(house)
        looks.seal()
    change(statement)
    assert any(one.startswith("looks: ") for one in faults())


def test_a_tail_that_is_cut_off_is_found_and_nothing_is_sealed_behind_it(house: House) -> None:
    look(house)
    looks.seal()
    before = looks.reached()
    note = LookBatch.objects.get().note
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, peaks, note FROM records_loghead WHERE id = 2")
        edge = cursor.fetchone()
    look(house)
    looks.seal()
    with connection.cursor() as cursor:
        for rows in ("records_seen", "records_auditlook"):
            cursor.execute(f"DELETE FROM {rows} WHERE batch_id = (SELECT MAX(id) FROM records_lookbatch)")
        cursor.execute("DELETE FROM records_lookbatch WHERE number = 1")
        cursor.execute("UPDATE records_loghead SET size = %s, peaks = %s, note = %s WHERE id = 2", edge)
    assert looks.reached() == before
    assert LookBatch.objects.get().note == note
    assert any("a checkpoint of 2 entries was signed" in one for one in faults())
    look(house)
    assert looks.seal() == 0
    (Path(settings.DATA) / looks.MEMORY).unlink()
    assert looks.seal() > 0


def test_a_tree_made_anew_contradicts_the_night_in_the_log(house: House) -> None:
    """Whoever holds database and key and cuts off the tail is found by the entry of that night."""
    for _ in range(2):
        look(house)
        looks.seal()
    days.close(today())
    assert faults() == []
    (Path(settings.DATA) / looks.MEMORY).unlink()
    with connection.cursor() as cursor:
        for rows in ("records_seen", "records_auditlook", "records_lookbatch"):
            cursor.execute(f"DELETE FROM {rows}")
        cursor.execute("DELETE FROM records_loghead WHERE id = 2")
    look(house)
    looks.seal()
    assert any("kept outside has 2 entries" in one for one in faults())


def test_a_copy_that_nobody_has_compared_seals_nothing(house: House) -> None:
    look(house)
    epochs.mark_copied(Path(settings.DATA), epochs.Copied(1, "", "2026-12-01"))
    assert looks.seal() == 0
    days.keep_up()
    epochs.settle()
    assert looks.seal() > 0


def test_a_power_cut_between_commit_and_memory_is_no_fault(house: House) -> None:
    look(house)
    looks.seal()
    lagging = (Path(settings.DATA) / looks.MEMORY).read_bytes()
    look(house)
    looks.seal()
    (Path(settings.DATA) / looks.MEMORY).write_bytes(lagging)
    look(house)
    assert looks.seal() > 0
    assert faults() == []


def test_the_entry_of_a_day_tells_nothing_of_its_reports(house: House) -> None:
    look(house)
    none = days.close(today() - timedelta(1))
    for text in ("一", "二", "三"):
        report(text)
    some = days.close(today())
    assert none is not None
    assert some is not None
    empty, full = (one.act.said for one in (none, some))
    assert set(empty) == set(full) == {"on", "since", "reports", "looks"}
    assert len(empty["reports"]) == len(full["reports"]) == 64
    assert empty["looks"] == full["looks"]
    assert days.close(today()) is None
    assert faults() == []


def test_days_that_were_missed_are_closed_together(house: House) -> None:
    report("一")
    first, later = today(), today() + timedelta(4)
    days.close(first)
    made = days.close(later)
    assert made is not None
    assert made.since == first + timedelta(1)
    assert ClosedDay.objects.count() == LoggedAct.objects.filter(name="day_closed").count() == 2
    assert faults() == []


def test_an_instance_without_looks_and_reports_has_nothing_to_close(house: House) -> None:
    assert days.close(today()) is None


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (lambda one: change("UPDATE records_reportentry SET text = 'x'"), "the reports of"),
        (lambda one: change("UPDATE records_report SET state = 'answered'"), "its steps"),
        (lambda one: change("UPDATE records_report SET due = '2030-01-01'"), "the reports of"),
        (lambda one: change("DELETE FROM records_reportentry"), "the reports of"),
        (lambda one: change("UPDATE records_closedday SET \"on\" = '2020-01-01'"), "the reports of"),
        (lambda one: change("DELETE FROM records_closedday"), "the row of its entry"),
    ],
)
def test_a_report_that_is_changed_after_its_day_is_found(
    house: House, does: Callable[[Report], None], said: str
) -> None:
    made = report("没有履行承诺")
    days.close(today())
    assert faults() == []
    does(made)
    found = faults()
    assert any(said in one for one in found), found
    assert not any(made.number in one for one in found), (
        "the number of a report would tell how many there are"
    )
