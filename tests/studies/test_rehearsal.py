"""Rehearsals: latest days are those of the production clocks, and what no article sets is said to be unset."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import published
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.studies.rehearsal import Plan, rehearse

plans = st.builds(
    Plan,
    st.sampled_from(GROUNDS_FILED),
    st.dates(date(2022, 2, 15), date(2027, 12, 31)),
    st.integers(0, 3).flatmap(lambda low: st.integers(low, 5).map(lambda high: (low, high))),
    st.integers(1, 10).flatmap(lambda low: st.integers(low, 40).map(lambda high: (low, high))),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(plans)
def test_latest_days_are_the_sum_of_the_statutory_days_and_of_what_the_party_needs(plan):
    found = {step.step: step for step in rehearse(plan, published()).steps}
    replies = plan.rounds[1] * plan.reply_days[1]
    days = 10
    assert found["determination"].latest == due(plan.files_on, days, published()).due
    days += replies + (45 if plan.extended else 30)
    assert found["preliminary"].latest == due(plan.files_on, days, published()).due
    assert found["opinions"].latest == due(plan.files_on, days + 15, published()).due
    assert found["special_conclusion"].latest == due(plan.files_on, days + 15 + 90, published()).due
    for step in found.values():
        assert plan.files_on <= step.earliest <= step.latest
        assert step.provisional == (published().missing_notice(plan.files_on, step.latest) is not None)


@settings(max_examples=40, deadline=None)
@given(plans, st.dates(date(2022, 2, 15), date(2029, 12, 31)))
def test_whether_it_is_over_by_a_day_is_certain_only_where_an_article_sets_the_last_day(plan, day):
    found = rehearse(plan, published())
    by = {step.step: step for step in found.steps}
    done = found.done_by(day)
    assert done["special"] != "yes"
    assert done["ordinary"] != "yes"
    assert (done["no_review"] == "yes") == (by["determination"].latest <= day)
    assert (done["ordinary"] == "no") == (by["conclusion"].earliest > day)


def test_the_version_of_the_day_sets_the_days():
    found = {s.step: s for s in rehearse(Plan("procurement", date(2021, 3, 1)), published()).steps}
    assert (found["special_conclusion"].days, found["special_conclusion"].article) == (45, "13")
    with pytest.raises(ValueError, match="does not know"):
        rehearse(Plan("foreign_listing", date(2021, 3, 1)), published())
    with pytest.raises(ValueError, match="no version"):
        rehearse(Plan("procurement", date(2020, 5, 31)), published())
