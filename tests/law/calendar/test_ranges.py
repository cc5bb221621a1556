"""The range of a due day: exact for every notice of the model, and wide enough for every year that came."""

import itertools
from datetime import date, timedelta
from statistics import median

import chinese_calendar
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.law.calendar.columns import due_many
from shencha.law.calendar.festivals import blocks
from shencha.law.calendar.notices import HolidayNotice
from shencha.law.calendar.periods import due
from shencha.law.calendar.range_columns import range_many
from shencha.law.calendar.unpublished import FURTHER, REACH, ordinary
from shencha.law.calendar.workdays import Pause, Workdays, published
from shencha.text import same

CALENDAR = published()
ONE = timedelta(1)
LENGTHS = (10, 15, 30, 45, 90)
HIDDEN = Workdays([one for one in CALENDAR.notices if one.amends], 2019)
"""Nothing is known of 2020 to 2026 but the extraordinary notice of 26 January 2020."""


def every_day(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


# The model once more, by trying everything: small, slow, and knowing nothing of graphs.


def weekdays_beside(day, step, count):
    found = []
    while len(found) < count:
        day += step * ONE
        if day.weekday() < 5:
            found.append(day)
    return found


def extents(block):
    """Each way to lay days off around one block: all of them, and for each further one the holiday's ends."""
    for joined in range(FURTHER + 1):
        for left in range(block.owed + joined + 1):
            before = weekdays_beside(block.days[0], -1, left)
            after = weekdays_beside(block.days[-1], 1, block.owed + joined - left)
            laid = [*before, *after, *block.days]
            yield [*before, *after], [(min(laid), max(laid))] * joined


def all_of(found, first, last):
    """Every notice of the model for blocks whose runs never touch, as rows of 1 (worked) and 0 by day."""
    days, rows = every_day(first, last), set()
    taken = {day for block in found for day in block.days}
    weekends = [day for day in days if day.weekday() >= 5]
    for choice in itertools.product(*(list(extents(block)) for block in found)):
        off = taken.union(*(laid for laid, _ in choice))
        ends = [[*laid, *block.days] for block, (laid, _) in zip(found, choice, strict=True)]
        runs = {day for days in ends for day in every_day(min(days), max(days))}
        further = [holiday for _, joined in choice for holiday in joined]
        for worked in itertools.combinations(
            [day for day in weekends if day not in runs | taken], len(further)
        ):
            near = zip(further, worked, strict=True)
            if all(begin - REACH * ONE <= day <= end + REACH * ONE for (begin, end), day in near):
                rows.add(tuple(int(day in worked or (day.weekday() < 5 and day not in off)) for day in days))
    return days, np.array(sorted(rows))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 3, 17), date(2027, 5, 24)),
        (date(2031, 5, 20), date(2031, 7, 20)),
        (date(2026, 5, 20), date(2026, 7, 20)),
        (date(2029, 1, 20), date(2029, 3, 20)),
    ],
    ids=["qingming and labour 2027", "dragon boat 2031", "dragon boat 2026", "spring 2029"],
)
def test_the_range_is_that_of_all_notices_of_the_model(first, last):
    found = [one for one in blocks(first.year) if first <= one.days[0] <= last]
    days, rows = all_of(found, first, last)
    calendar = Workdays([], 2019)
    for at in range(0, len(days) - 35, 2):
        totals = rows[:, at + 1 :].cumsum(axis=1)
        for length in (1, 4, 9, 15):
            ends = (totals >= length).argmax(axis=1)
            asked = due(days[at], length, calendar)
            assert (asked.earliest, asked.latest) == (
                days[at + 1 + ends.min()],
                days[at + 1 + ends.max()],
            ), (days[at], length)


def test_the_range_is_exact_with_pauses_too():
    first, last = date(2027, 3, 17), date(2027, 5, 24)
    days, rows = all_of([one for one in blocks(2027) if first <= one.days[0] <= last], first, last)
    calendar = Workdays([], 2019)
    for at, wait, over in [(0, 10, 20), (12, 3, 25), (5, 8, 12), (16, 1, 9)]:
        counts = np.array([not at + wait < day <= at + over for day in range(len(days))])
        totals = (rows * counts)[:, at + 1 :].cumsum(axis=1)
        ends = (totals >= 15).argmax(axis=1)
        asked = due(days[at], 15, calendar, [Pause(days[at + wait], days[at + over])])
        assert (asked.earliest, asked.latest) == (days[at + 1 + ends.min()], days[at + 1 + ends.max()])


@pytest.mark.wide
def test_the_true_day_lies_in_the_range_for_every_start_from_2020_to_2026_and_the_range_is_narrow():
    days = np.arange("2020-01-01", "2027-01-01", dtype="M8[D]")
    for length in LENGTHS:
        lengths = np.full(days.shape, length)
        true = due_many(days, lengths, CALENDAR)
        earliest, latest = range_many(days, lengths, HIDDEN)
        known = true < np.datetime64("2026-12-19")  # from here on the true day is not known either
        assert (earliest <= true)[known].all()
        assert (true <= latest)[known].all()
        assert median((latest - earliest)[known].astype(int)) <= 3
        assert known.sum() > 2300


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 120)), min_size=1, max_size=8
    )
)
def test_a_column_of_ranges_agrees_with_each_alone(asked):
    for calendar in (CALENDAR, HIDDEN):
        rows = [(max(start, calendar.covered_from), days) for start, days in asked]
        starts = np.array([start for start, _ in rows], "M8[D]")
        earliest, latest = range_many(starts, np.array([days for _, days in rows]), calendar)
        alone = [due(start, days, calendar) for start, days in rows]
        assert earliest.tolist() == [one.earliest for one in alone]
        assert latest.tolist() == [one.latest for one in alone]


@pytest.mark.parametrize("asked", [("2026-03-02", 0), ("2026-03-02", 1001), ("2018-12-31", 5)])
def test_what_cannot_be_counted_is_refused(asked):
    start, days = asked
    with pytest.raises(ValueError):
        range_many(np.array([start], "M8[D]"), np.array([days]), HIDDEN)
    assert range_many(np.array([], "M8[D]"), np.array([], int), HIDDEN)[0].size == 0


def real(year):
    """A year as chinesecalendar has it, so that years before 2020 can be asked for."""
    days = every_day(date(year - 1, 12, 1), date(year, 12, 31))
    return {day: chinese_calendar.is_workday(day) for day in days}


@pytest.mark.parametrize("year", [2014, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
def test_every_yearly_notice_since_2014_is_of_the_model(year):
    came = real(year)
    if year == 2020:  # without what the epidemic added
        came |= {date(2020, 1, 31): True, date(2020, 2, 1): True}
    assert ordinary(year, came.__getitem__)


def test_the_extraordinary_notices_of_2015_and_2020_are_not():
    assert not ordinary(2015, real(2015).__getitem__)
    assert not ordinary(2020, real(2020).__getitem__)


def test_in_2015_the_added_day_off_leaves_the_range():
    before = Workdays([], 2014)
    came = real(2015)
    off = {day: same("放假") for day, worked in came.items() if not worked and day.weekday() < 5}
    work = {day: same("上班") for day, worked in came.items() if worked and day.weekday() >= 5}
    after = before.with_notice(HolidayNotice(2015, (), off, work))
    start = date(2015, 8, 20)
    assert due(start, 10, before).latest == date(2015, 9, 3)
    assert due(start, 10, after).due == date(2015, 9, 6)


@given(
    st.dates(date(2020, 1, 1), date(2026, 9, 30)), st.integers(1, 90), st.integers(0, 30), st.integers(0, 20)
)
def test_the_range_holds_the_true_day_with_pauses(start, days, after, length):
    pauses = [Pause(start + timedelta(after), start + timedelta(after + length))]
    true, found = due(start, days, CALENDAR, pauses), due(start, days, HIDDEN, pauses)
    if not true.provisional:
        assert found.earliest <= true.due <= found.latest
    assert found.earliest <= found.due <= found.latest
