"""Whose case it is: the head names anyone, an officer takes what nobody has or hands on the own one."""

import pytest
from tests.procedure.stories import day

from shencha.procedure import acts as e
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import replay
from shencha.procedure.roles import Actor, Role

FILED = e.Filed(day("03-02"), ("declaration", "analysis_report", "listing_documents"))
LI, WANG, ZHAO = (
    Actor("li", Role.CASE_OFFICER),
    Actor("wang", Role.SECOND_OFFICER),
    Actor("zhao", Role.OFFICE_HEAD),
)
ON = day("03-03")


def case(*more):
    return replay((FILED, *more), ground="foreign_listing")


def gives(officer, deputy=None, reason=None, restricted=False, readers=()):
    return e.CaseAssigned(ON, officer, deputy, reason, restricted, readers)


LIS = gives("li", "wang")


@pytest.mark.parametrize(
    ("before", "by", "event", "may"),
    [
        ((), ZHAO, gives("wang"), True),
        ((), LI, gives("li"), True),
        ((), LI, gives("wang"), False),
        ((), LI, gives("li", restricted=True), False),
        ((), ZHAO, gives("li", restricted=True, readers=("wang",)), True),
        ((), ZHAO, gives("li", readers=("wang",)), False),
        ((), ZHAO, gives("li", "li"), False),
        ((LIS,), LI, gives("chen", reason="休假"), True),
        ((LIS,), LI, gives("chen"), False),
        ((LIS,), WANG, gives("wang", reason="李静休假"), True),
        ((LIS,), ZHAO, gives("chen", reason="均衡工作量"), True),
        ((LIS,), Actor("chen", Role.CASE_OFFICER), gives("chen", reason="想办"), False),
        ((gives("li", restricted=True),), LI, gives("chen", reason="休假"), False),
        ((gives("li", restricted=True),), LI, gives("chen", reason="休假", restricted=True), True),
        ((e.Recused(ON, "li", "亲属"),), ZHAO, gives("li"), False),
        ((LIS, e.Recused(ON, "li", "亲属")), WANG, gives("wang", reason="李静回避"), True),
    ],
)
def test_who_gives_a_case_to_whom(before, by, event, may):
    found = refusal(case(*before), event, by=by)
    assert (found is None) is may, found


def test_whoever_steps_out_has_the_case_no_longer():
    assert case(LIS).officer == "li"
    left = case(LIS, e.Recused(ON, "li", "亲属"))
    assert (left.officer, left.deputy) == (None, "wang")
    assert "case_assigned" in may_next(left, by=Actor("chen", Role.CASE_OFFICER))
    assert "case_assigned" not in may_next(case(LIS), by=Actor("chen", Role.CASE_OFFICER))
    assert "case_assigned" not in may_next(case(), by=Actor("sun", Role.OFFICE_CLERK))


def test_giving_a_case_moves_nothing_in_it():
    before, after = case(), case(LIS)
    assert (before.state, before.moved, before.periods) == (after.state, after.moved, after.periods)
