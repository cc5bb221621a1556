"""A changed number: every clock's new last day is that of a case under the new number, and lateness follows."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.case import replay
from shencha.procedure.clocks import clocks
from shencha.studies.changed_figure import FIGURES, effect

AT = date(2026, 9, 1)
PAPERS = ("declaration", "analysis_report", "procurement_documents")


def a_case(determined: date, paused: bool = False):
    on = date(2026, 3, 2)
    story = [e.Filed(on, PAPERS), e.MaterialsAccepted(on)]
    if paused:
        story += [e.SupplementRequested(on, ("x",)), e.SupplementReceived(date(2026, 3, 9), ("x",))]
    return replay(
        [*story, e.DeterminationNotified(determined, review=True)], ground="procurement", number="c"
    )


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(FIGURES)),
    st.integers(1, 60),
    st.dates(date(2026, 3, 10), date(2026, 4, 30)),
    st.booleans(),
)
def test_the_number_in_force_changes_nothing_and_a_larger_one_never_makes_late(figure, value, day, paused):
    case = a_case(day, paused)
    own = {c.clock: c for c in clocks(case, AT, published())}
    found = effect([case], figure, value, AT, published()).moved
    for one in found:
        assert one.clock == own[FIGURES[figure]]
        assert one.new_due is not None
        assert (one.new_due > one.clock.due) == (value > one.clock.budget)
        assert one.would_be_late <= one.was_late or value < one.clock.budget
        if value == one.clock.budget:
            assert (one.new_due, one.would_be_late) == (one.clock.due, one.was_late)


def test_ten_days_for_fifteen_make_who_took_twelve_late():
    case = a_case(date(2026, 3, 18))
    for value, late in ((15, 0), (12, 0), (11, 1), (10, 1)):
        assert effect([case], "intake_days", value, AT, published()).as_dict()["late_after"] == late


def test_what_sets_no_clock_is_refused():
    for figure, value in (("users", 5), ("intake_days", 0)):
        with pytest.raises(ValueError, match="sets no clock"):
            effect([], figure, value, AT, published())
