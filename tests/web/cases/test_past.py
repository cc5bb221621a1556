"""The time machine: no later event leaks, and need to know is that of the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.records.acts.record import record
from shencha.records.clock import SHANGHAI, today
from shencha.records.models import CaseFile, StoredEvent
from shencha.records.reads.past import calendar_on
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
READERS = (
    sample.OFFICER,
    sample.HAINA,
    "auditor@audit.example",
    "liaison@ndrc.example",
    "supervisor@supervision.example",
    sample.SECRETARY,
    "owner@yunqi.example",
)
TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]+"')


def looks(browser: Client, number: str, at: date) -> str:
    page = browser.get(f"/cases/{number}/earlier/?at={at}")
    assert page.status_code in (200, 404)
    return f"{page.status_code} " + TOKEN.sub("", page.content.decode())


def test_no_later_event_changes_what_an_earlier_day_shows(sign_in: SignIn) -> None:
    """Each day's page is taken before the next events happen, and is the same after the whole story."""
    story = sample.Story(today())
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 60)
    to = ("ndrc", "miit")
    steps = [
        lambda: story.accepted(number, 58),
        lambda: story.decides(number, 52, e.DeterminationNotified, True),
        lambda: story.does(number, sample.OFFICER, 40, e.ProposalSent, "not_affecting", to),
        lambda: story.answers(number, 35, "ndrc", "agree"),
        lambda: story.answers(number, 33, "miit", "agree"),
        lambda: story.decides(number, 20, e.ConclusionNotified, "not_affecting", ("保留日志",)),
    ]
    browsers = {email: sign_in(email) for email in READERS}
    taken: dict[tuple[str, date], str] = {}

    def look() -> None:
        last = StoredEvent.objects.filter(case__number=number).order_by("-sequence")[0].recorded_at
        day = last.astimezone(SHANGHAI).date()
        taken.update({(email, day): looks(one, number, day) for email, one in browsers.items()})

    look()
    for step in steps:
        step()
        look()
    for (email, day), before in taken.items():
        after = looks(browsers[email], number, day)
        if before.startswith("200"):
            assert after == before, (email, day)
        else:
            assert after.startswith("404"), (email, day)
    told = [before[:3] for before in taken.values()]
    assert told.count("200") > 15
    assert "404" in told


def test_who_is_asked_later_did_not_know_before(sign_in: SignIn, settled: None) -> None:
    story = sample.Story(today())
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 60)
    story.consulted(number, 10, "not_affecting", ("ndrc",))
    liaison = sign_in("liaison@ndrc.example")
    assert liaison.get(f"/cases/{number}/").status_code == 200
    assert looks(liaison, number, story.ago(5)).startswith("200")
    assert looks(liaison, number, story.ago(15)).startswith("404")
    assert looks(sign_in(sample.HAINA), number, story.ago(70)).startswith("404")


def test_who_stepped_out_sees_no_past_either(sign_in: SignIn, settled: None) -> None:
    story = sample.Story(today())
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
    gone = e.Recused(today(), sample.OFFICER, "利益冲突")
    record(number, gone, by=story.held[sample.OFFICER], key="recused")
    assert looks(sign_in(sample.OFFICER), number, story.ago(5)).startswith("404")
    assert looks(sign_in(sample.SECOND), number, story.ago(5)).startswith("200")


def test_today_and_later_lead_to_the_present_and_no_day_is_a_fault(sign_in: SignIn, settled: None) -> None:
    story = sample.Story(today())
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
    party = sign_in(sample.HAINA)
    address = f"/cases/{number}/earlier/"
    assert party.get(f"{address}?at={today()}")["Location"] == f"/party/cases/{number}/"
    assert party.get(address).status_code == 302
    assert party.get(f"{address}?at=yesterday").status_code == 422
    assert "较早某日" in party.get(f"/party/cases/{number}/").content.decode()
    assert CaseFile.objects.get(number=number).state == "filed"


@pytest.mark.parametrize(
    ("at", "last"), [(date(2025, 11, 3), 2025), (date(2025, 11, 4), 2026), (date(2019, 1, 1), 2020)]
)
def test_the_calendar_is_that_of_the_notices_then_out(db: None, at: date, last: int) -> None:
    assert calendar_on(at).notices[-1].year == last
    assert calendar_on(today()).notices == published().notices
