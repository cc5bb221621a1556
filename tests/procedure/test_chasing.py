"""What is late may be chased, by the office's ladder of days; a chase moves no clock."""

from datetime import date

import pytest
from tests.procedure.stories import day

from shencha.law.calendar.workdays import published
from shencha.law.measures.policies import Choice
from shencha.procedure import acts as e
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import replay
from shencha.procedure.chasing import chase_from, late
from shencha.procedure.clocks import clocks
from shencha.procedure.roles import Actor, Role
from shencha.procedure.todos import todos

PAPERS = ("declaration", "analysis_report", "listing_documents")
CLERK = Actor("sun", Role.OFFICE_CLERK)
ASKED = (
    e.Filed(day("03-02"), PAPERS),
    e.MaterialsAccepted(day("03-02")),
    e.DeterminationNotified(day("03-09"), True),
    e.ProposalSent(day("03-10"), "not_affecting", ("cac", "ndrc")),
)
DUE = date(2026, 3, 31)
"""Fifteen working days after 10 March."""


def case(*more, choices=()):
    return replay((*ASKED, *more), ground="foreign_listing", choices=choices)


def chase(on, *to, **more):
    return e.OpinionChased(on, to or ("cac",), **more)


def test_an_opinion_is_chased_once_its_day_is_past_and_not_before():
    assert "opinion_chased" in may_next(case(), by=CLERK)
    assert refusal(case(), chase(DUE), by=CLERK)
    assert refusal(case(), chase(date(2026, 4, 1)), by=CLERK) is None
    assert refusal(case(), chase(date(2026, 4, 1), "mps"), by=CLERK)
    answered = case(e.OpinionReceived(day("03-20"), "cac", "agree"))
    assert refusal(answered, chase(date(2026, 4, 1)), by=CLERK)
    assert refusal(answered, chase(date(2026, 4, 1), "ndrc"), by=CLERK) is None


def test_a_chase_moves_no_clock_and_makes_nobody_agree():
    before, after = case(), case(chase(date(2026, 4, 1), "cac", "ndrc"))
    at = date(2026, 4, 2)
    assert clocks(before, at, published()) == clocks(after, at, published())
    assert after.round == before.round
    assert after.moved == before.moved == day("03-10")
    assert [one.chased for one in todos(after, at, published())] == [(date(2026, 4, 1),)] * 2


def test_the_ladder_counts_from_the_day_then_from_the_last_chase_by_the_policy_of_the_case():
    assert chase_from(case(), DUE, (), published()) == date(2026, 4, 2)
    assert chase_from(case(), DUE, (date(2026, 4, 2),), published()) == date(2026, 4, 10)
    patient = case(choices=(Choice("chase_after_days", 10, date(2026, 1, 1)),))
    assert chase_from(patient, DUE, (), published()) == date(2026, 4, 15)
    assert chase_from(case(), None, (), published()) is None


def test_the_same_unit_is_not_chased_twice_on_a_day_nor_for_a_day_that_is_past():
    once = case(chase(date(2026, 4, 1)))
    assert refusal(once, chase(date(2026, 4, 1)), by=CLERK)
    assert refusal(once, chase(date(2026, 4, 2)), by=CLERK) is None
    assert refusal(once, chase(date(2026, 4, 2), until=date(2026, 4, 1)), by=CLERK)


def test_supplements_are_chased_after_the_day_by_which_they_were_wanted():
    asked = replay((ASKED[0], e.SupplementRequested(day("03-03"), ("股权结构图",))), ground="foreign_listing")
    event = e.SupplementChased(day("03-05"))
    assert refusal(asked, event, by=CLERK) is None, "no day was set, so the office judges"
    assert refusal(case(), e.SupplementChased(day("03-20")), by=CLERK), "nothing is asked"
    assert e.SupplementChased.act.notice


@pytest.mark.parametrize(("on", "may"), [(date(2026, 7, 30), False), (date(2026, 7, 31), True)])
def test_evidence_is_chased_after_its_day_and_a_new_period_begins_at_nought(on, may):
    promise = e.CommitmentRecorded(
        date(2026, 5, 1), "报告库存", "party", None, "promise", "表", date(2026, 7, 30), "month"
    )
    story = (
        e.OpinionReceived(day("03-20"), "cac", "agree"),
        e.OpinionReceived(day("03-20"), "ndrc", "agree"),
        e.ConclusionNotified(day("03-24"), "not_affecting"),
        promise,
    )
    event = e.EvidenceChased(on, "报告库存")
    assert (refusal(case(*story), event, by=CLERK) is None) is may
    assert refusal(case(*story), e.EvidenceChased(on, "别的"), by=CLERK)
    again = case(
        *story,
        e.EvidenceChased(date(2026, 7, 31), "报告库存"),
        e.EvidenceReceived(date(2026, 8, 3), "报告库存", "表"),
        e.SupervisionRecorded(date(2026, 8, 4), "报告库存", True, "相符", "li"),
        e.EvidenceDecided(date(2026, 8, 5), "报告库存", True, "wang"),
    )
    (next_one,) = late(again, e.EvidenceChased, date(2026, 9, 1), published())
    assert (next_one.due, next_one.chased) == (date(2026, 8, 30), ())
