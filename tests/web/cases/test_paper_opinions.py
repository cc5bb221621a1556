"""A paper opinion at the counter: taken in with its scan by one, confirmed or sent back by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shencha.errors import BadInput, NotAllowed
from shencha.procedure import acts as e
from shencha.records.acts.record import fold, record
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, Membership, StoredEvent
from shencha.server.sample.instance import CLERK, HAINA, OFFICER, SECOND, Story, account_of

SignIn = Callable[[str], Client]


@pytest.fixture
def story(settled: None) -> Story:
    return Story(today())


@pytest.fixture
def number(story: Story) -> str:
    """A case on which two units are asked, one of which has no account any more."""
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    asked = story.consulted(filed, 5, "not_affecting", ("cac", "mss"))
    Membership.objects.filter(person__email=account_of("cac")).update(active=False)
    return asked


def taken_in(browser: Client, number: str, **given: object) -> int:
    fields = {
        "key": "paper-1",
        "expected": CaseFile.objects.get(number=number).sequence,
        "from": "cac",
        "opinion": "disagree",
        "reason": "供应可能中断",
        "factors": ["F2"],
        "arrived": (today() - timedelta(days=1)).isoformat(),
        "file": SimpleUploadedFile("回函 扫描.pdf", b"%PDF-1.4 scan"),
    } | given
    return browser.post(f"/cases/{number}/paper-opinion/", fields).status_code


def test_one_takes_it_in_and_another_confirms_it(number: str, sign_in: SignIn) -> None:
    clerk, second = sign_in(CLERK), sign_in(SECOND)
    assert "登记纸面意见" in clerk.get(f"/cases/{number}/").content.decode()
    assert taken_in(clerk, number) == taken_in(clerk, number) == 302
    assert not StoredEvent.objects.filter(name="opinion_received").exists()
    paper = CasePaper.objects.get(case__number=number, material="paper_opinion")
    assert paper.name == "回函 扫描.pdf"
    page = second.get(f"/cases/{number}/").content.decode()
    assert "供应可能中断" in page[page.index('id="second"') :]
    assert clerk.post(f"/cases/{number}/sign/opinion_received/", {"key": "s0"}).status_code == 409
    assert second.post(f"/cases/{number}/sign/opinion_received/", {"key": "s1"}).status_code == 302
    made = StoredEvent.objects.get(name="opinion_received")
    assert (made.by.email, made.drafted_by) == (SECOND, CLERK)
    case = CaseFile.objects.get(number=number)
    whole = fold(case, case.events.order_by("sequence"))
    ended = {one.consultee: one.ended for one in whole.periods if one.consultee}
    assert ended == {"cac": today() - timedelta(days=1), "mss": None}
    assert clerk.get(f"/cases/{number}/paper-opinion/").status_code == 409, "the other unit has an account"


def test_it_is_sent_back(number: str, sign_in: SignIn) -> None:
    taken_in(sign_in(CLERK), number)
    second = sign_in(SECOND)
    back = f"/cases/{number}/send-back/opinion_received/"
    assert second.post(back, {"key": "b", "reason": "与原件不符"}).status_code == 302
    assert second.post(f"/cases/{number}/sign/opinion_received/", {"key": "s"}).status_code == 409
    assert taken_in(sign_in(OFFICER), number, key="paper-2") == 302


@pytest.mark.parametrize(
    "given",
    [
        {"from": "mss"},
        {"file": ""},
        {"file": SimpleUploadedFile("空.pdf", b"")},
        {"arrived": "2999-01-01"},
        {"arrived": "2001-01-01"},
        {"arrived": "昨天"},
        {"opinion": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(
    number: str, sign_in: SignIn, given: dict[str, object]
) -> None:
    before = StoredEvent.objects.count()
    assert taken_in(sign_in(CLERK), number, **given) == 422
    assert StoredEvent.objects.count() == before


def test_no_door_takes_in_a_paper_of_a_unit_with_an_account_or_without_a_scan(
    number: str, story: Story
) -> None:
    by = story.held[OFFICER]
    for unit, refused in (("mss", NotAllowed), ("cac", BadInput)):
        drafted = e.DecisionDrafted(today(), e.OpinionReceived(today(), unit, "agree"), by.person.key)
        with pytest.raises(refused):
            record(number, drafted, by=by, key=f"x-{unit}")
