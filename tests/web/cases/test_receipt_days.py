"""The day of receipt is entered when it is registered later, for the units that are awaited and no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Notice, StoredEvent
from shencha.server.sample.instance import HAINA, OFFICER, Story

SignIn = Callable[[str], Client]


@pytest.fixture
def number(settled: None) -> str:
    """A case on which four units are asked, one of which has answered."""
    story = Story(today())
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    asked = story.consulted(filed, 5, "not_affecting", ("cac", "mss", "mof", "csrc"))
    story.answers(asked, 1, "cac", "agree")
    return asked


def sent_on(number: str) -> date:
    return StoredEvent.objects.get(case__number=number, name="proposal_sent").on


def test_only_the_awaited_units_are_offered_by_name_and_the_clock_runs_from_the_receipt(
    number: str, sign_in: SignIn
) -> None:
    officer, case = sign_in(OFFICER), CaseFile.objects.get(number=number)
    address = f"/cases/{number}/do/proposal_delivered/"
    page = officer.get(address).content.decode()
    assert re.findall(r'name="to" value="(\w+)"', page) == ["mss", "mof", "csrc"]
    assert "财政部" in page
    received = sent_on(number) + timedelta(1)
    sent = {"key": "d", "expected": case.sequence, "to": ["mof"], "received": received.isoformat()}
    assert officer.post(address, sent).status_code == 302
    whole = fold(case, case.events.order_by("sequence"))
    started = {one.consultee: one.started for one in whole.periods if one.consultee}
    assert started["mof"] == received
    assert started["mss"] == sent_on(number)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_cannot_be_is_refused_at_its_field(number: str, sign_in: SignIn, days: int) -> None:
    officer, case = sign_in(OFFICER), CaseFile.objects.get(number=number)
    received = (sent_on(number) + timedelta(days)).isoformat()
    sent = {"key": "d", "expected": case.sequence, "to": ["mof"], "received": received}
    answer = officer.post(f"/cases/{number}/do/proposal_delivered/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert '<a href="#id_received">' in page
    assert received in page
    assert CaseFile.objects.get(number=number).sequence == case.sequence


def test_a_notice_delivered_on_paper_bears_the_day_of_receipt(number: str, sign_in: SignIn) -> None:
    officer, case = sign_in(OFFICER), CaseFile.objects.get(number=number)
    notice = Notice.objects.get(event__case=case, event__name="determination_notified")
    received = notice.issued_on + timedelta(2)
    address = f"/cases/{number}/do/notice_delivered/"
    assert "审查" in officer.get(address).content.decode()
    sent = {"key": "n", "expected": case.sequence, "notice": "determination_notified"}
    early = officer.post(address, sent | {"received": (notice.issued_on - timedelta(1)).isoformat()})
    assert early.status_code == 422
    assert officer.post(address, sent | {"received": received.isoformat()}).status_code == 302
    notice.refresh_from_db()
    assert notice.received_on == received
