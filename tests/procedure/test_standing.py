"""The open points an answer relied on, no others; who owes what; with whom the case lies."""

import pytest
from tests.procedure.stories import (
    IN_2021,
    MONDAY,
    approved,
    asked,
    concluded,
    day,
    filed,
    in_special,
    proposed,
    stands,
    tell,
    under_review,
)

from shencha.law.measures.open_points import OPEN_POINTS
from shencha.procedure import acts as e
from shencha.procedure.todos import lies_with

ASKED = e.SupplementRequested(MONDAY, ("chart",))


@pytest.mark.parametrize(
    ("story", "at", "points"),
    [
        (filed(), MONDAY, ["incomplete_filing"]),
        ((*filed(), e.MaterialsAccepted(MONDAY)), MONDAY, []),
        ((*filed(), e.MaterialsAccepted(MONDAY)), day("03-17"), ["no_deemed_approval"]),
        (under_review(), MONDAY, []),
        ((*under_review(), ASKED), MONDAY, ["pause_endpoints"]),
        ((*under_review(), ASKED, e.SupplementReceived(day("03-04"), ("chart",))), day("03-04"), ["pause_endpoints"]),
        ((*under_review(), ASKED, e.SupplementReceived(MONDAY, ("chart",))), MONDAY, []),
        (asked(), MONDAY, ["silence_in_consultation"]),
        (asked(), day("05-06"), ["silence_in_consultation"]),
        ((*asked(), e.OpinionReceived(MONDAY, "cac", "disagree")), MONDAY, []),
        (in_special(), MONDAY, ["special_start"]),
        ((*approved(), e.ConclusionNotified(MONDAY, "affecting", ("keep stock",))), MONDAY, ["special_start", "conditions"]),
        (concluded(), MONDAY, []),
        ((*filed(), e.Withdrawn(MONDAY)), MONDAY, ["withdrawal"]),
        (filed(IN_2021), day("2022-02-14"), ["incomplete_filing"]),
        (filed(IN_2021), day("2022-02-15"), ["transition", "incomplete_filing"]),
        (concluded(IN_2021), day("2026-01-05"), []),
        ((*under_review(), e.NoticeDelivered(MONDAY, "determination_notified")), MONDAY, []),
        ((*under_review(), e.NoticeDelivered(day("03-03"), "determination_notified")), day("03-03"), ["service_of_notices"]),
    ],
)  # fmt: skip
def test_an_answer_names_the_open_points_it_relied_on_and_no_others(story, at, points):
    assert list(stands(tell(*story), at).open_points) == points
    assert set(points) <= set(OPEN_POINTS)


@pytest.mark.parametrize(
    ("story", "owed", "whose"),
    [
        (filed(), [("office", "materials_accepted", day("03-16"))], ("office",)),
        (filed(papers=("declaration",)), [("office", "supplement_requested", None)], ("office",)),
        ((*filed(), ASKED), [("party", "supplement_received", None)], ("party",)),
        ((*filed(), e.MaterialsAccepted(MONDAY)), [("office", "determination_notified", day("03-16"))], ("office",)),
        (under_review(), [("office", "proposal_sent", day("04-14"))], ("office",)),
        (
            (*under_review(), ASKED),
            [("party", "supplement_received", None), ("office", "proposal_sent", None)],
            ("party",),
        ),
        (asked("cac"), [("cac", "opinion_received", day("03-23"))], ("cac",)),
        (
            (*asked("cac", "ndrc"), e.OpinionReceived(MONDAY, "cac", "disagree")),
            [("ndrc", "opinion_received", day("03-23")), ("office", "special_procedure_notified", None)],
            ("office",),
        ),
        ((*asked("cac"), e.OpinionReceived(MONDAY, "cac", "agree")), [("office", "conclusion_notified", None)], ("office",)),
        (
            approved()[:-1],
            [("commission", "commission_decided", None), ("office", "conclusion_notified", day("07-10"))],
            ("commission",),
        ),
        (approved(), [("office", "conclusion_notified", day("07-10"))], ("office",)),
        (concluded(), [], ()),
    ],
)  # fmt: skip
def test_who_owes_what_by_when_and_with_whom_the_case_lies(story, owed, whose):
    found = stands(tell(*story), MONDAY)
    assert [(todo.who, todo.act, todo.due) for todo in found.todos] == owed
    assert lies_with(found.case, [one.who for one in found.todos]) == whose


def test_ex_officio_nothing_has_a_day_before_the_review_is_opened():
    found = stands(tell(*proposed(), ground="ex_officio"), day("06-01"))
    assert (found.clocks, [(todo.who, todo.due, todo.overdue) for todo in found.todos]) == (
        (),
        [("office", None, False)],
    )


def test_a_to_do_is_overdue_from_the_day_after_its_last():
    case = tell(*asked("cac"))
    assert [stands(case, day(at)).todos[0].overdue for at in ("03-23", "03-24")] == [False, True]


def test_a_case_remembers_since_when_it_is_where_it_is():
    case = tell(*filed(), e.MaterialsAccepted(day("03-03")), e.SupplementRequested(day("03-04"), ("chart",)))
    assert case.since == day("03-03")


@pytest.mark.parametrize(
    ("story", "result"),
    [
        ((*filed(), e.MaterialsAccepted(MONDAY), e.DeterminationNotified(MONDAY, review=False)), "no_review"),
        (concluded(), "not_affecting"),
        ((*approved(), e.ConclusionNotified(MONDAY, "affecting")), "affecting"),
        (under_review(), None),
        ((*under_review(), e.Withdrawn(MONDAY)), None),
    ],
)
def test_a_case_has_one_of_three_results_or_none(story, result):
    assert stands(tell(*story), MONDAY).as_dict()["result"] == result
