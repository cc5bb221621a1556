"""An opinion on paper: one takes it in, another confirms it, and the unit's clock ends when it arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.procedure.test_allowed import MONDAY, NDRC, SECOND, asked, tell

from shencha.procedure import acts as e
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import ClockName
from shencha.procedure.roles import Actor, Role

CLERK = Actor("chen", Role.OFFICE_CLERK, "office")
HEAD = Actor("zhou", Role.OFFICE_HEAD, "office")
SAID = e.OpinionReceived(MONDAY, "cac", "disagree", "供应可能中断", ("F2",))
LATER = replace(SAID, on=MONDAY + timedelta(days=3))
TAKEN = e.DecisionDrafted(MONDAY, SAID, CLERK.person)


def test_one_takes_it_in_and_another_confirms_the_same_words():
    case = tell(*asked())
    assert "decision_drafted" in may_next(case, by=CLERK)
    assert refusal(case, TAKEN, by=CLERK) is None
    assert refusal(case, SAID, by=SECOND), "nobody has taken it in"
    assert "opinion_received" not in may_next(case, by=SECOND)
    taken = tell(*asked(), TAKEN)
    assert "opinion_received" in may_next(taken, by=SECOND)
    assert refusal(taken, LATER, by=SECOND) is None
    assert refusal(taken, LATER, by=CLERK), "a clerk confirms nothing"
    assert refusal(taken, replace(LATER, reason="别的理由"), by=SECOND), "other words"
    assert refusal(taken, replace(LATER, consultee="ndrc"), by=SECOND), "another unit"


def test_whoever_took_it_in_does_not_confirm_it():
    taken = tell(*asked(), e.DecisionDrafted(MONDAY, SAID, SECOND.person))
    assert refusal(taken, LATER, by=SECOND)
    assert "opinion_received" not in may_next(taken, by=SECOND)
    assert refusal(taken, e.DecisionSentBack(MONDAY, "opinion_received", SECOND.person, "x"), by=SECOND)
    assert refusal(taken, LATER, by=HEAD) is None


def test_it_is_sent_back():
    back = e.DecisionSentBack(MONDAY, "opinion_received", SECOND.person, "与原件不符")
    assert refusal(tell(*asked(), TAKEN), back, by=SECOND) is None
    assert tell(*asked(), TAKEN, back).drafts == ()


def test_the_units_clock_ends_when_the_paper_arrived():
    (ended,) = [
        period.ended
        for period in tell(*asked(), TAKEN, LATER).periods
        if period.clock is ClockName.CONSULTATION and period.consultee == "cac"
    ]
    assert ended == MONDAY
    alone = tell(*asked(), LATER)
    assert LATER.on in [one.ended for one in alone.periods if one.consultee == "cac"]


def test_another_units_own_answer_leaves_the_paper_waiting_and_its_own_ends_the_wait():
    other = e.OpinionReceived(MONDAY, "ndrc", "agree")
    assert refusal(tell(*asked(), TAKEN), other, by=NDRC) is None
    assert tell(*asked(), TAKEN, other).draft("opinion_received") == TAKEN
    assert tell(*asked(), TAKEN, e.OpinionReceived(MONDAY, "cac", "agree")).drafts == ()


def test_a_paper_taken_in_late_bears_the_day_it_arrived_but_none_before_it_was_asked():
    later = MONDAY + timedelta(days=7)
    case = tell(*asked(), e.OpinionReceived(later, "ndrc", "agree"))
    assert refusal(case, TAKEN, by=CLERK) is None
    taken = tell(*asked(), e.OpinionReceived(later, "ndrc", "agree"), TAKEN)
    assert taken.last == later
    early = replace(
        TAKEN,
        on=case.round.sent - timedelta(days=1),
        decision=replace(SAID, on=case.round.sent - timedelta(days=1)),
    )
    assert refusal(case, early, by=CLERK)


@pytest.mark.parametrize("unit", ["csrc", "nobody"])
def test_only_of_a_unit_that_is_asked(unit):
    drafted = e.DecisionDrafted(MONDAY, replace(SAID, consultee=unit), CLERK.person)
    assert refusal(tell(*asked()), drafted, by=CLERK)


def test_it_is_read_again_as_it_was_written():
    assert e.event_from(e.event_to(TAKEN)) == TAKEN
