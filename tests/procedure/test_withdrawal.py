"""Who withdraws: the party itself, or two of the office at its request in writing; nobody where nothing was filed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.procedure.stories import MONDAY, filed, proposed, tell, under_review

from shencha.procedure import acts as e
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import replay
from shencha.procedure.roles import Actor, Role

OWNER = Actor("lin", Role.PARTY_OWNER, "yunqi")
OFFICER = Actor("wang", Role.CASE_OFFICER, "office")
SECOND = Actor("li", Role.SECOND_OFFICER, "office")
ASKED = e.Withdrawn(MONDAY, "上市计划取消", MONDAY)
TAKEN = e.DecisionDrafted(MONDAY, ASKED, OFFICER.person)


def test_the_party_withdraws_itself_with_a_reason():
    case = tell(*filed())
    assert refusal(case, e.Withdrawn(MONDAY, "上市计划取消"), by=OWNER) is None
    assert "does not say the reason" in refusal(case, e.Withdrawn(MONDAY), by=OWNER).wrong.en
    assert refusal(case, ASKED, by=OWNER), "a request in writing is for the office to record"


@pytest.mark.parametrize("by", [OFFICER, SECOND, Actor("zhou", Role.OFFICE_HEAD, "office")])
def test_nobody_of_the_office_ends_a_case_alone(by):
    for story in (filed(), under_review()):
        assert refusal(tell(*story), e.Withdrawn(MONDAY, "x", MONDAY), by=by)
        assert refusal(tell(*story), e.Withdrawn(MONDAY), by=by)
        assert "withdrawn" not in may_next(tell(*story), by=by)


def test_one_takes_the_request_in_and_another_confirms_the_same_words():
    case = tell(*under_review())
    assert refusal(case, TAKEN, by=OFFICER) is None
    taken = tell(*under_review(), TAKEN)
    assert refusal(taken, ASKED, by=OFFICER), "not whoever took it in"
    assert "withdrawn" in may_next(taken, by=SECOND)
    assert refusal(taken, replace(ASKED, on=MONDAY + timedelta(2)), by=SECOND) is None
    assert refusal(taken, replace(ASKED, reason="别的"), by=SECOND)
    assert tell(*under_review(), TAKEN, ASKED).withdrawal == ASKED
    assert tell(*under_review(), TAKEN, e.Withdrawn(MONDAY, "自行撤回")).drafts == (), "the party was faster"


@pytest.mark.parametrize(
    "change", [{"reason": None}, {"requested": None}, {"requested": MONDAY - timedelta(1)},
               {"requested": MONDAY + timedelta(1)}]
)  # fmt: skip
def test_the_paper_says_why_and_of_which_day_it_is(change):
    drafted = replace(TAKEN, decision=replace(ASKED, **change))
    assert refusal(tell(*filed()), drafted, by=OFFICER)


def test_where_nothing_was_filed_there_is_nothing_to_withdraw():
    opened = (
        *proposed(),
        e.SubmittedToCommission(MONDAY),
        e.CommissionDecided(MONDAY, approved=True),
        e.ReviewOpened(MONDAY, "yunqi"),
    )
    for by, event in ((OWNER, e.Withdrawn(MONDAY, "x")), (OFFICER, TAKEN), (SECOND, ASKED)):
        case = tell(*opened, ground="ex_officio")
        assert "no filing to withdraw" in refusal(case, event, by=by).wrong.en
        assert "withdrawn" not in may_next(case, by=by)
    assert replay([*proposed(), e.Withdrawn(MONDAY)], ground="ex_officio").state == "withdrawn", (
        "what was recorded before that rule is folded as it stands"
    )


def test_the_old_form_is_read_for_ever():
    old = {"on": "2026-03-02", "event": "withdrawn", "reason": "x"}
    assert e.event_from(old) == e.event_from(old | {"version": 1}) == e.Withdrawn(MONDAY, "x")
    assert e.event_from(e.event_to(ASKED)) == ASKED
    assert e.event_from(e.event_to(TAKEN)) == TAKEN
