"""Clocks: start, budget, pauses, status; days counted by hand from the notices for 2021 and 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedure.stories import IN_2021, MONDAY, asked, day, filed, in_special, stands, tell, under_review

from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.case import ClockName
from shencha.procedure.clocks import Status, clocks, figure_of


def clock(case, at, name="preliminary", consultee=None):
    found = clocks(case, at, published())
    (one,) = [c for c in found if c.clock == name and c.consultee == consultee]
    return one


@pytest.mark.parametrize(
    ("name", "version", "days", "article"),
    [
        ("intake", "measures-2020", 10, "8"),
        ("intake", "measures-2022", 10, "9"),
        ("preliminary", "measures-2020", 30, "10"),
        ("preliminary", "measures-2022", 30, "11"),
        ("consultation", "measures-2020", 15, "11"),
        ("consultation", "measures-2022", 15, "12"),
        ("special", "measures-2020", 45, "13"),
        ("special", "measures-2022", 90, "14"),
    ],
)
def test_a_clock_has_its_length_and_article_by_version(name, version, days, article):
    figure = figure_of(ClockName(name), version)
    assert (figure.value, figure.article) == (days, article)


@pytest.mark.parametrize(
    ("at", "status", "counted"),
    [("03-02", "running", 0), ("03-16", "running", 10), ("03-17", "overdue", 11)],
)
def test_a_clock_runs_to_the_end_of_its_last_day(at, status, counted):
    case = tell(*filed(), e.MaterialsAccepted(MONDAY))
    found = clock(case, day(at), "intake")
    assert (found.status, found.counted, found.due) == (status, counted, day("03-16"))


@pytest.mark.parametrize(("on", "status"), [("03-16", "met"), ("03-17", "missed")])
def test_an_act_on_the_last_day_is_in_time_and_one_later_is_not(on, status):
    case = tell(*filed(), e.MaterialsAccepted(MONDAY), e.DeterminationNotified(day(on), review=True))
    found = clock(case, day("04-01"), "intake")
    assert (found.status, found.ended) == (status, day(on))


@pytest.mark.parametrize(
    ("start", "budget", "due"), [(IN_2021, 45, "2021-05-06"), (MONDAY, 90, "2026-07-10")]
)
def test_the_special_procedure_by_version(start, budget, due):
    """2021: 22 days in March, 22 in April with Sunday the 25th, and 6 May after the holiday.
    2026: 21 in March, 21 in April, 19 in May with Saturday the 9th, 21 in June, and 8 in July.
    """
    found = clock(tell(*in_special(start)), start, "special")
    assert (found.budget, found.due) == (budget, day(due))


def test_the_special_procedure_is_extended_again_and_again():
    case = tell(*in_special(), e.SpecialExtended(MONDAY, 30, "x"), e.SpecialExtended(MONDAY, 200, "x"))
    assert clock(case, MONDAY, "special").budget == 320


def test_a_pause_begins_after_the_request_and_ends_with_the_last_receipt():
    """From 2 March: the 3rd and 4th count, the 5th to the 10th are out, so that the 11th is day 3."""
    case = tell(
        *under_review(),
        e.SupplementRequested(day("03-04"), ("chart", "list")),
        e.SupplementReceived(day("03-06"), ("chart",)),
        e.SupplementReceived(day("03-10"), ("list",)),
    )
    assert [clock(case, day(at)).counted for at in ("03-10", "03-11")] == [2, 3]
    (pause,) = clock(case, day("03-11")).paused
    assert (pause.start, pause.end) == (day("03-04"), day("03-10"))


def test_while_a_pause_is_open_there_is_no_last_day():
    case = tell(*under_review(), e.SupplementRequested(day("03-04"), ("chart",)))
    found = clock(case, day("03-20"))
    assert (found.status, found.due, found.counted) == (Status.PAUSED, None, 2)
    assert found.as_dict()["paused"] == [{"from": "2026-03-04", "to": None}]


def test_a_pause_stops_every_clock_that_runs_and_no_other():
    case = tell(
        *asked(),
        e.OpinionReceived(day("03-03"), "ndrc", "agree"),
        e.SupplementRequested(day("03-04"), ("chart",)),
    )
    statuses = {c.consultee: c.status for c in clocks(case, day("03-05"), published()) if c.consultee}
    assert statuses == {"cac": "paused", "ndrc": "met", "miit": "paused"}


@pytest.mark.parametrize("received", [False, True], ids=["open", "over"])
def test_a_pause_that_begins_on_the_day_a_clock_ends_is_none_of_its(received):
    case = tell(
        *under_review(),
        e.SupplementRequested(day("03-04"), ("chart",)),
        e.ProposalSent(day("03-04"), "not_affecting", ("cac", "ndrc")),
        *([e.SupplementReceived(day("03-06"), ("chart",))] if received else []),
    )
    assert clock(case, day("03-09")).paused == ()
    (pause,) = clock(case, day("03-09"), "consultation", "cac").paused
    assert (pause.start, pause.end) == (day("03-04"), day("03-06") if received else None)


def test_a_pause_that_begins_the_day_before_a_clock_ends_is_cut_to_that_day():
    case = tell(
        *under_review(),
        e.SupplementRequested(day("03-03"), ("chart",)),
        e.ProposalSent(day("03-04"), "not_affecting", ("cac", "ndrc")),
    )
    (pause,) = clock(case, day("03-09")).paused
    assert (pause.start, pause.end) == (day("03-03"), day("03-04"))


def test_a_withdrawal_cuts_an_open_pause_and_stops_the_clock():
    case = tell(*under_review(), e.SupplementRequested(day("03-04"), ("chart",)), e.Withdrawn(day("03-09")))
    found = clock(case, day("04-01"))
    assert (found.status, found.ended, found.counted) == ("stopped", day("03-09"), 2)
    assert found.as_dict()["paused"] == [{"from": "2026-03-04", "to": "2026-03-09"}]


def test_a_delivery_on_another_day_moves_that_departments_clock_alone():
    case = tell(*asked(), e.ProposalDelivered(day("03-05"), ("miit",)))
    started = {c.consultee: c.started for c in clocks(case, day("03-05"), published()) if c.consultee}
    assert started == {"cac": MONDAY, "ndrc": MONDAY, "miit": day("03-05")}


def test_a_disagreement_leaves_the_others_running_until_the_special_procedure_stops_them():
    dissent = e.OpinionReceived(day("03-03"), "ndrc", "disagree")
    before = tell(*asked(), dissent)
    after = tell(*asked(), dissent, e.SpecialProcedureNotified(day("03-04")))
    assert clock(before, day("03-04"), "consultation", "cac").status == "running"
    assert clock(after, day("03-04"), "consultation", "cac").status == "stopped"


def test_a_day_past_the_last_notice_is_provisional():
    covered = published().covered_to
    begun = under_review(covered - timedelta(days=5))
    assert clock(tell(*begun), covered).provisional
    assert not clock(tell(*under_review()), MONDAY).provisional


@given(st.integers(0, 60), st.integers(0, 40), st.integers(0, 60))
def test_counted_is_what_the_pause_leaves_of_the_workdays(before, length, after):
    asked_on = MONDAY + timedelta(days=before)
    back = asked_on + timedelta(days=length)
    at = back + timedelta(days=after)
    case = tell(*under_review(), e.SupplementRequested(asked_on, ("x",)), e.SupplementReceived(back, ("x",)))
    days = [MONDAY + timedelta(days=n) for n in range(1, (at - MONDAY).days + 1)]
    by_hand = [d for d in days if published().is_workday(d) and not asked_on < d <= back]
    overdue_first = sum(published().is_workday(d) for d in days if d <= asked_on) >= 30
    found = clock(case, at)
    assert found.counted == len(by_hand)
    assert found.due is not None
    past = len(by_hand) >= 30 and at > by_hand[29]
    assert (found.status == "overdue") == past, "also on a rest day after the thirtieth"
    assert overdue_first or (found.due > back or found.due <= asked_on)


def test_a_case_without_events_has_no_clock():
    assert clocks(tell(), date(2026, 3, 2), published()) == ()


def test_from_the_filing_on_the_ten_days_run_if_the_papers_are_complete():
    found = stands(tell(*filed()), MONDAY).clocks
    assert [(one.clock, one.if_complete, one.started, one.due) for one in found] == [
        ("intake", True, MONDAY, date(2026, 3, 16))
    ]
    accepted = stands(tell(*filed(), e.MaterialsAccepted(date(2026, 3, 12))), date(2026, 3, 12)).clocks
    assert [(one.clock, one.if_complete, one.started, one.due) for one in accepted] == [
        ("intake", False, MONDAY, date(2026, 3, 16))
    ], "the same day, before and after they are accepted"
