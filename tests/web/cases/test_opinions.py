"""A unit's opinion: written by factor, looked at by a colleague, given or sent back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shencha.errors import NotAllowed
from shencha.procedure import acts as e
from shencha.records.acts import accounts, opinions
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, OpinionDraft, StoredEvent
from shencha.server.sample.instance import HAINA, OFFICER, Story, account_of

SignIn = Callable[[str], Client]
ONE, TWO = account_of("mss"), "second@mss.example"
State = OpinionDraft.State


@pytest.fixture
def story(settled: None) -> Story:
    return Story(today())


@pytest.fixture
def asked(story: Story) -> str:
    """A case on which two units are asked."""
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    return story.consulted(filed, 3, "not_affecting", ("cac", "mss"))


@pytest.fixture
def two(asked: str) -> str:
    """The same, where one unit has two people."""
    accounts.person(TWO, "第二人", "a-long-password-1")
    accounts.grant(TWO, "mss", "member_liaison")
    return asked


def draft(browser: Client, number: str, key: str = "k1", **given: str) -> int:
    fields = {"key": key, "opinion": "disagree", "reason-F2": "供应可能中断", "reason-F5": "数据出境"} | given
    return browser.post(f"/cases/{number}/opinion/", fields).status_code


def given_opinions(number: str) -> list[StoredEvent]:
    return list(StoredEvent.objects.filter(case__number=number, name="opinion_received"))


def test_one_writes_and_another_gives_it(two: str, sign_in: SignIn) -> None:
    one, other = sign_in(ONE), sign_in(TWO)
    assert draft(one, two) == draft(one, two) == 302  # a double click is one draft
    waiting = OpinionDraft.objects.get()
    assert not given_opinions(two)
    address, which = f"/cases/{two}/opinion/give/", {"draft": waiting.pk}
    assert one.post(address, which | {"key": "g0"}).status_code == 409, "its author may not give it"
    page = other.get(f"/cases/{two}/opinion/").content.decode()
    assert "供应可能中断" in page
    assert "同意并答复审查办公室" in page
    assert other.post(address, which | {"key": "g1"}).status_code == 302
    assert other.post(address, which | {"key": "g1"}).status_code == 302
    (made,) = given_opinions(two)
    assert made.payload["factors"] == ["F2", "F5"]
    assert made.payload["reason"] == "F2：供应可能中断\nF5：数据出境"
    assert (made.by.email, made.drafted_by) == (TWO, ONE)
    assert "贵单位已经答复" in one.get(f"/cases/{two}/opinion/").content.decode()


def test_it_is_sent_back_with_a_reason_and_written_anew(two: str, sign_in: SignIn) -> None:
    one, other = sign_in(ONE), sign_in(TWO)
    draft(one, two)
    waiting = OpinionDraft.objects.get()
    back, which = f"/cases/{two}/opinion/send-back/", {"draft": waiting.pk}
    assert one.post(back, which | {"reason": "自己"}).status_code == 409
    assert other.post(back, which | {"reason": " "}).status_code == 422
    assert other.post(back, which | {"reason": "F5 依据不足"}).status_code == 302
    assert "F5 依据不足" in one.get(f"/cases/{two}/opinion/").content.decode()
    assert other.post(f"/cases/{two}/opinion/give/", which | {"key": "g"}).status_code == 409
    assert draft(one, two, "k2", **{"reason-F5": ""}) == 302
    assert [one.state for one in OpinionDraft.objects.all()] == [State.SENT_BACK, State.WAITING]
    assert draft(other, two, "k3") == 409, "a colleague's draft waits"
    assert (
        draft(
            one,
            two,
            "k4",
            **{"opinion": "condition", "reason-F2": "", "reason-F5": "", "conditions": "甲\n乙"},
        )
        == 302
    )
    last = OpinionDraft.objects.get(state=State.WAITING)
    assert other.post(f"/cases/{two}/opinion/give/", {"key": "g", "draft": last.pk}).status_code == 302
    (made,) = given_opinions(two)
    assert (made.payload["opinion"], made.payload["conditions"]) == ("agree", ["甲", "乙"])


def test_where_there_are_two_no_door_lets_one_answer_alone(two: str, story: Story) -> None:
    by = Membership.objects.get(person__email=ONE)
    said = e.OpinionReceived(today(), "mss", "agree")
    with pytest.raises(NotAllowed, match="colleagues"):
        record(two, said, by=by, key="alone")
    with pytest.raises(NotAllowed, match="colleagues"):
        record(two, said, by=by, key="alone", drafted_by=by.person.key)
    with pytest.raises(NotAllowed, match="colleagues"):
        opinions.give_alone(two, opinions.Words("agree"), by=by, key="alone")
    Membership.objects.filter(person__email=TWO).update(active=False)
    assert opinions.give_alone(two, opinions.Words("agree"), by=by, key="alone").drafted_by == ""


def test_a_unit_of_one_sends_and_is_told_that_nobody_looked(asked: str, sign_in: SignIn) -> None:
    one = sign_in(ONE)
    assert "无复核环节" in one.get(f"/cases/{asked}/opinion/").content.decode()
    assert draft(one, asked, opinion="agree", **{"reason-F2": "", "reason-F5": ""}) == 302
    assert [made.payload["opinion"] for made in given_opinions(asked)] == ["agree"]
    page = one.get("/work/opinions/").content.decode()
    assert asked in page
    assert "已答复 1 件" in page


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"opinion": ""}, "没有选择意见"),
        ({"reason-F2": "", "reason-F5": ""}, "没有写明针对哪一个因素"),
        ({"opinion": "agree"}, "写了不同意的理由"),
        ({"opinion": "condition", "reason-F2": "", "reason-F5": ""}, "没有写条件"),
        ({"conditions": "甲"}, "没有选择有条件同意"),
        ({"reason-P1": "旧办法的因素"}, "没有因素 P1"),
        ({"remark": "长" * 20_001}, "太长"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    two: str, sign_in: SignIn, given: dict[str, str], wrong: str
) -> None:
    fields = {"key": "k", "opinion": "disagree", "reason-F2": "供应可能中断", "reason-F5": "数据出境"} | given
    answer = sign_in(ONE).post(f"/cases/{two}/opinion/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert wrong in page
    assert all(text in page for name, text in fields.items() if name.startswith("reason-F") and text)
    assert not OpinionDraft.objects.exists()


def test_nobody_outside_the_unit_reads_a_draft(two: str, sign_in: SignIn) -> None:
    draft(sign_in(ONE), two)
    made = OpinionDraft.objects.get()
    for who in (OFFICER, HAINA, account_of("ndrc"), "auditor@audit.example"):
        assert sign_in(who).get(f"/cases/{two}/opinion/").status_code == 404
    other = sign_in(account_of("cac"))
    assert "供应可能中断" not in other.get(f"/cases/{two}/opinion/").content.decode()
    assert other.post(f"/cases/{two}/opinion/give/", {"key": "x", "draft": made.pk}).status_code == 404


def test_the_second_round_shows_what_was_said_in_the_first(story: Story, asked: str, sign_in: SignIn) -> None:
    story.answers(asked, 2, "mss", "disagree", "供应可能中断")
    story.decides(asked, 1, e.SpecialProcedureNotified)
    story.does(asked, OFFICER, 0, e.SecondProposalSent, "affecting", ("cac", "mss"))
    page = sign_in(ONE).get(f"/cases/{asked}/opinion/").content.decode()
    changed = page[page.index('id="changed"') :]
    assert "供应可能中断" in changed
    assert "<strong>影响国家安全</strong>" in page[: page.index('id="changed"')]
    assert CaseFile.objects.get(number=asked).state == "special"
