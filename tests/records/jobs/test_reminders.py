"""Reminders go out by themselves: before a day, on it, after it; once each, on both engines, after any restart."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import sleep
from typing import Any

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st
from tests.mailbox_server import Box, mailbox

from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.records.acts import reminders
from shencha.records.clock import SHANGHAI
from shencha.records.jobs import reminding
from shencha.records.models import CaseFile, ObligationRow, Person, Reminder
from shencha.server.sample import instance as sample

PARTY = {"owner@beifang.example"}
OFFICER, SUPERVISOR, SECOND = sample.OFFICER, "supervisor@supervision.example", "second@office.example"
PROMISE = "每季度报告备件库存"
AHEAD = (1, 5)


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    with mailbox(settings) as taken:
        yield taken


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)


def workday(day: date, more: int) -> date:
    """The working day so many after the last one on or before a day."""
    calendar = published()
    return calendar.nth(calendar.total(day) + more)


@pytest.fixture
def concluded(house: Any) -> str:
    """A case that ended with conditions; only they wait."""
    sample._ended(house.story)
    case = CaseFile.objects.get(title="变电站安全网关采购")
    ObligationRow.objects.exclude(case=case).delete()
    return case.number


def only(commitment: str) -> ObligationRow:
    ObligationRow.objects.exclude(commitment=commitment).delete()
    return ObligationRow.objects.get()


def complete(house: Any, number: str, due: date, **more: Any) -> ObligationRow:
    """One promise with everything said, due on a day."""
    promise = e.CommitmentRecorded(
        house.today, "新承诺", "party", None, "promise", "库存表", due, None,
        **({"verifier": "监督员甲", "review_on": date(2099, 1, 4)} | more),
    )  # fmt: skip
    house.act(number, OFFICER, promise)
    return only("新承诺")


@pytest.mark.tampers
def test_both_sides_are_reminded_before_on_and_after_the_day_and_once_each(
    house: Any, concluded: str, box: Box
) -> None:
    due = workday(house.today, 12)
    row = complete(house, concluded, due)
    assert reminders.work_once(at(workday(due, -6))).sent == 0
    expected = PARTY | {OFFICER, SUPERVISOR}
    for day, stage in ((-5, "before_5"), (-1, "before_1"), (0, "on_day"), (1, "overdue")):
        assert reminders.work_once(at(workday(due, day))).sent == len(expected), stage
        assert box.emptied() == expected
        for later in (1, 8):
            assert reminders.work_once(at(workday(due, day), 10 + later)) == reminders.Done(0, 0, 0)
        about = reminding.about_promise(row.case_id, row.commitment)
        assert Reminder.objects.filter(about=about, stage=stage, sent_at__isnull=False).count() == 3
    assert reminders.work_once(at(workday(due, 30))).sent == 0
    assert len(reminding.reminded_days(row.case_id)[about]) == 1, "all mails of this test left today"


@pytest.mark.tampers
def test_the_mail_says_that_something_waits_and_not_what(house: Any, concluded: str, box: Box) -> None:
    complete(house, concluded, workday(house.today, 1))
    reminders.work_once(at(house.today))
    for _, message in box.taken:
        body = message.get_payload(decode=True)
        assert isinstance(body, bytes)
        told = body.decode() + str(message["Subject"])
        assert "等待您处理" in told
        for secret in (
            concluded,
            "新承诺",
            "变电站",
            "beifang",
            "北方",
            "承诺",
            "promise",
            "逾期",
            "overdue",
        ):
            assert secret not in told
    assert len({message["Message-ID"] for _, message in box.taken}) == len(box.taken)


@pytest.mark.tampers
def test_nothing_goes_out_on_rest_days_or_before_the_hour(
    house: Any, concluded: str, box: Box, settings: Any
) -> None:
    complete(house, concluded, workday(house.today, 1))
    settings.REMIND_AT = time(8, 30)
    saturday = next(d for n in range(1, 9) if (d := house.today + timedelta(n)).weekday() == 5)
    assert not published().is_workday(saturday)
    assert reminders.work_once(at(saturday)) == reminders.Done(0, 0, 0)
    assert reminders.work_once(at(workday(house.today, 2), 7)) == reminders.Done(0, 0, 0)
    assert reminders.work_once(at(workday(house.today, 2), 9)).sent > 0


@pytest.mark.tampers
def test_a_relay_that_refuses_one_is_asked_again_for_that_one(house: Any, concluded: str, box: Box) -> None:
    complete(house, concluded, workday(house.today, 1))
    box.refuses = {SUPERVISOR}
    first = reminders.work_once(at(house.today))
    assert (first.sent, first.refused) == (2, 1)
    assert box.emptied() == PARTY | {OFFICER}
    assert reminders.work_once(at(house.today) + timedelta(minutes=1)).refused == 0
    box.refuses = set()
    assert reminders.work_once(at(house.today) + timedelta(minutes=6)).sent == 1
    assert box.emptied() == {SUPERVISOR}


@pytest.mark.tampers
def test_a_worker_that_stops_between_noting_and_sending_loses_nothing(
    house: Any, concluded: str, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(house, concluded, workday(house.today, 1))

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(reminders.mail, "send", stopped)
        reminders.work_once(at(house.today))
    assert box.emptied() == set()
    assert reminders.work_once(at(house.today) + timedelta(minutes=1)).sent == 2
    assert reminders.work_once(at(house.today) + timedelta(minutes=11)).sent == 1
    assert box.emptied() == PARTY | {OFFICER, SUPERVISOR}


@pytest.mark.tampers
def test_workers_at_once_send_each_reminder_once(house: Any, concluded: str, box: Box) -> None:
    complete(house, concluded, workday(house.today, 1))
    begin, done = threading.Barrier(4), list[reminders.Done]()

    def worker(number: int) -> None:
        begin.wait()
        try:
            done.append(reminders.work_once(at(house.today) + timedelta(microseconds=number)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(one.sent for one in done) == 3
    assert box.emptied() == PARTY | {OFFICER, SUPERVISOR}


@pytest.mark.tampers
def test_evidence_waits_for_its_verifier_then_for_a_second_person(
    house: Any, concluded: str, box: Box
) -> None:
    complete(house, concluded, date(2098, 1, 6), verifier=Person.objects.get(email=SUPERVISOR).name)
    for _ in range(2):
        house.act(concluded, "owner@beifang.example", e.EvidenceReceived(house.today, "新承诺", "库存表"))
        only("新承诺")
        reminders.work_once(at(house.today))
        assert box.emptied() == {SUPERVISOR}
        looked = e.SupervisionRecorded(house.today, "新承诺", True, "属实", SUPERVISOR)
        house.act(concluded, SUPERVISOR, looked)
        only("新承诺")
        box.thrown_away()
        reminders.work_once(at(house.today))
        assert SECOND in box.emptied()
        house.act(concluded, SECOND, e.EvidenceDecided(house.today, "新承诺", False, SECOND, "不全"))
        only("新承诺")


@pytest.mark.tampers
def test_the_office_is_told_once_of_what_could_be_forgotten(house: Any, concluded: str, box: Box) -> None:
    only("源代码托管于境内")
    reminders.work_once(at(house.today))
    assert box.emptied() == {OFFICER, "head@office.example"}
    assert reminders.work_once(at(workday(house.today, 3))).sent == 0


def test_an_officer_is_reminded_of_a_statutory_day_unless_recused(house: Any, box: Box) -> None:
    number = house.intake()
    due = CaseFile.objects.get(number=number).todos.get(who="office").due
    assert due is not None
    box.thrown_away()
    reminders.work_once(at(workday(due, -1)))
    assert box.emptied() == {OFFICER}
    house.act(number, OFFICER, e.Recused(house.today, OFFICER, "亲属"))
    assert reminders.work_once(at(due)).sent == 0


def test_an_extension_makes_another_day_with_reminders_of_its_own(house: Any, box: Box) -> None:
    number = house.intake()
    todo = CaseFile.objects.get(number=number).todos.get(who="office")
    box.thrown_away()
    assert todo.due is not None
    reminders.work_once(at(todo.due))
    assert box.emptied() == {OFFICER}
    needed = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, needed, OFFICER))
    house.act(number, SECOND, needed)
    later = CaseFile.objects.get(number=number).todos.get(who="office")
    assert later.due is not None
    assert later.due > todo.due
    box.thrown_away()
    reminders.work_once(at(workday(later.due, -5)))
    assert box.emptied() == {OFFICER}


def test_serve_sends_them_by_itself_and_no_second_time_after_a_restart(house: Any, box: Box) -> None:
    if not published().is_workday(house.today):
        pytest.skip("reminders go out on working days")
    number = house.files(days=30)
    house.act(number, "clerk@office.example", e.MaterialsAccepted(house.today - timedelta(days=30)))
    assert CaseFile.objects.get(number=number).todos.get(who="office").due < house.today
    box.thrown_away()
    environment = house.instance.environment() | {
        "SHENCHA_SMTP": f"127.0.0.1:{box.port}",
        "SHENCHA_REMIND_AT": "00:00",
    }
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "serve"]
    for expected in ({OFFICER}, set()):
        serving = subprocess.Popen([*command, f"--port={port}", "--workers=2"], env=environment)
        try:
            for _ in range(600 if expected else 100):
                if box.taken:
                    break
                sleep(0.1)
        finally:
            serving.terminate()
            serving.wait(30)
        assert box.emptied() == expected


@pytest.mark.tampers
def test_without_a_relay_nothing_is_noted(house: Any, concluded: str, settings: Any) -> None:
    settings.MAIL_WAITING = False
    assert reminders.work_once(at(house.today)) == reminders.Done(0, 0, 0)
    assert not Reminder.objects.exists()


@given(st.dates(date(2021, 1, 1), date(2026, 12, 31)), st.integers(-40, 40))
def test_stages_follow_each_other_and_none_is_skipped(due: date, away: int) -> None:
    calendar, order = published(), ["", "before_5", "before_1", "on_day", "overdue"]
    on = due + timedelta(away)
    now, then = (reminding.stage(due, one, calendar, AHEAD) for one in (on, on + timedelta(1)))
    assert order.index(now) <= order.index(then)
    assert (now == "overdue") == (on > due)
    worked = [d for n in range(-40, 15) if calendar.is_workday(d := due + timedelta(n))]
    assert {reminding.stage(due, one, calendar, AHEAD) for one in worked} == set(order)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SHENCHA_REMIND_BEFORE", "soon"), ("SHENCHA_REMIND_BEFORE", "0"), ("SHENCHA_REMIND_AT", "25:00")],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Any, name: str, value: str) -> None:
    environment = {**os.environ, "SHENCHA_DATA": str(tmp_path), name: value}
    command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "admin", "remind"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
