"""Days backwards from a wanted listing: the latest that hold, counted by hand and against going forwards day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.law.calendar.workdays import Workdays, published
from shencha.studies.listing_days import WAYS, backwards, forwards


def test_the_days_of_one_listing_counted_by_hand():
    """2026-06-30: what must be over is over on Monday 29 June; holidays 4-6 April, 1-5 May, 19-21 June; 9 May worked."""
    marks = {one.step: one for one in backwards(date(2026, 6, 30), published()).ways["ordinary"]}
    assert marks["csrc_done"].on <= date(2026, 6, 29)
    assert (marks["csrc_filed"].days, marks["csrc_done"].days) == (3, 20)
    assert marks["submit"].on == marks["consultation"].on + timedelta(1), (
        "the review is over before the submission"
    )
    assert [
        marks[step].article for step in ("intake", "preliminary", "consultation", "submit", "csrc_filed")
    ] == ["9", "11", "12", "9", "16"]


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2024, 1, 2), date(2030, 12, 31)), st.sampled_from(list(WAYS)))
def test_filing_a_day_later_would_be_too_late(listing, way):
    marks = backwards(listing, published()).ways[way]
    assert marks[-1].on == listing
    assert marks[-2].on < listing
    later = forwards(marks[0].on + timedelta(1), way, published())[-1]
    assert (later.latest or later.on) >= listing
    over = marks[-2].latest
    assert over is None or over < listing, "over by then whatever the awaited notice brings"
    assert [one.on for one in marks] == sorted(one.on for one in marks)


@pytest.mark.parametrize(("way", "days"), [("ordinary", 55), ("extended", 70), ("special", 160)])
def test_a_way_takes_its_statutory_days(way, days):
    marks = forwards(date(2026, 3, 2), way, published())
    assert sum(one.days or 0 for one in marks if one.instrument == "measures-2022") == days


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025, 2026])
@pytest.mark.parametrize("way", WAYS)
def test_the_range_of_every_step_holds_what_the_year_then_brought(year, way):
    hidden = Workdays([one for one in published().notices if one.year < year])
    known = Workdays([one for one in published().notices if one.year <= year])
    for start in (date(year - 1, 9, 6), date(year - 1, 12, 20), date(year, 1, 4), date(year, 2, 22)):
        for was, now in zip(forwards(start, way, hidden), forwards(start, way, known), strict=True):
            if now.on.year == year or now.on.year < year:
                assert was.earliest <= now.on <= was.latest, (start, was.step)


def test_what_depends_on_an_awaited_notice_is_told_as_a_range_in_words():
    marks = {one.step: one for one in backwards(date(2027, 2, 1), published()).ways["ordinary"]}
    told = marks["csrc_done"].as_dict()
    assert (told["certain"], told["provisional"], told["missing_notice"]) == (False, True, 2027)
    assert told["earliest"] < told["latest"] < "2027-02-01"
    assert "2027年的放假通知发布后确定" in marks["csrc_done"].range_said.zh
    assert marks["file"].range_said is None
