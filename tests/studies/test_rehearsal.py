"""Rehearsals: latest days are those of the production clocks, and what no article sets is said to be unset."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import Workdays, published
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
        assert step.last.due == step.latest
        assert step.provisional == (step.range_said is not None)


@settings(max_examples=40, deadline=None)
@given(plans, st.dates(date(2022, 2, 15), date(2029, 12, 31)))
def test_whether_it_is_over_by_a_day_is_certain_only_where_an_article_sets_the_last_day(plan, day):
    found = rehearse(plan, published())
    by = {step.step: step for step in found.steps}
    done = found.done_by(day)
    assert done["special"] != "yes"
    assert done["ordinary"] != "yes"
    assert (done["no_review"] == "yes") == (by["determination"].last.latest <= day)
    assert (done["ordinary"] == "no") == (by["conclusion"].earliest > day)


def test_the_version_of_the_day_sets_the_days():
    found = {s.step: s for s in rehearse(Plan("procurement", date(2021, 3, 1)), published()).steps}
    assert (found["special_conclusion"].days, found["special_conclusion"].article) == (45, "13")
    with pytest.raises(ValueError, match="does not know"):
        rehearse(Plan("foreign_listing", date(2021, 3, 1)), published())
    with pytest.raises(ValueError, match="no version"):
        rehearse(Plan("procurement", date(2020, 5, 31)), published())


@pytest.mark.parametrize("year", [2021, 2023, 2024, 2025, 2026])
def test_the_range_of_every_step_holds_what_the_year_then_brought(year):
    """With the notice of a year hidden each latest day is a range; with it the day lies in the range."""
    hidden = Workdays([one for one in published().notices if one.year < year])
    known = Workdays([one for one in published().notices if one.year <= year])
    for month in (1, 4, 8, 11):
        plan = Plan("procurement", date(year - (month > 6), month, 5), (0, 2), (1, 10))
        before, after = rehearse(plan, hidden), rehearse(plan, known)
        for was, now in zip(before.steps, after.steps, strict=True):
            if now.latest.year > year or was.last.latest is None:
                continue
            assert was.last.earliest <= now.latest <= was.last.latest, (plan, was.step)
            assert was.earliest <= now.earliest
            if was.last.latest < published().covered_from.replace(year=year):
                assert now.latest == was.latest


def test_a_range_is_told_in_words_with_the_notice_that_makes_it_certain():
    steps = rehearse(Plan("procurement", date(2026, 12, 28)), published()).steps
    told = steps[0].as_dict()
    assert told["latest_not_before"] < told["latest_at_most"]
    assert (told["certain"], told["missing_notice"]) == (False, 2027)
    assert steps[0].range_said.zh.endswith("2027年的放假通知发布后确定")
    steps = rehearse(Plan("procurement", date(2026, 3, 2)), published()).steps
    assert [one.as_dict()["certain"] for one in steps] == [True] * len(steps)
