"""The Commission refuses with a reason, and what it refused does not go to it again as it was."""

from __future__ import annotations

from datetime import timedelta

from tests.procedure.stories import MONDAY, approved, proposed, stands, tell

from shencha.procedure import acts as e
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.roles import Actor, Role

SECRETARY = Actor("qin", Role.COMMISSION_SECRETARY, "commission")
OFFICER = Actor("wang", Role.CASE_OFFICER, "office")
SUBMITTED = approved()[:-1]
REFUSED = (*SUBMITTED, e.CommissionDecided(MONDAY, False, "风险没有说明"))


def test_a_refusal_says_why_and_an_approval_may():
    case = tell(*SUBMITTED)
    assert "(reason)" in refusal(case, e.CommissionDecided(MONDAY, False), by=SECRETARY).wrong.en
    assert refusal(case, REFUSED[-1], by=SECRETARY) is None
    assert refusal(case, e.CommissionDecided(MONDAY, True), by=SECRETARY) is None
    assert refusal(case, e.CommissionDecided(MONDAY, False)) is None, "a case file need not say it"
    raised = tell(*proposed(), e.SubmittedToCommission(MONDAY), ground="ex_officio")
    assert refusal(raised, e.CommissionDecided(MONDAY, False), by=SECRETARY)


def test_after_a_refusal_the_office_owes_a_new_proposal_and_not_the_same_once_more():
    case = tell(*REFUSED)
    assert [todo.act for todo in stands(case, MONDAY).todos] == ["second_proposal_sent"]
    again = e.SubmittedToCommission(MONDAY)
    assert "submitted_to_commission" not in may_next(case, by=OFFICER)
    assert refusal(case, again, by=OFFICER)
    assert refusal(case, again) is None, "the state allows it, as the contract says"


def test_a_new_analysis_or_a_new_proposal_opens_the_way():
    again = e.SubmittedToCommission(MONDAY + timedelta(1))
    for fresh in (
        e.AnalysisRecorded(MONDAY + timedelta(1), "补充分析"),
        e.SecondProposalSent(MONDAY + timedelta(1), "affecting", ("cac",)),
    ):
        case = tell(*REFUSED, fresh)
        assert refusal(case, again, by=OFFICER) is None
        assert "submitted_to_commission" in [todo.act for todo in stands(case, again.on).todos]


def test_the_old_form_is_read_for_ever():
    old = {"on": "2026-03-02", "event": "commission_decided", "approved": "no"}
    assert e.event_from(old) == e.CommissionDecided(MONDAY, False)
    assert e.event_from(e.event_to(REFUSED[-1])) == REFUSED[-1]
