"""Due days by the column beside numpy's business days, and one due day with its ledger beside walking the days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import chinese_calendar
import holidays
import numpy as np
import numpy.typing as npt

from benchmarks.row import Row, best
from shencha.law.calendar.columns import due_many
from shencha.law.calendar.periods import due
from shencha.law.calendar.range_columns import range_many
from shencha.law.calendar.workdays import Workdays, published

PERIODS = 1_000_000
SINGLES = 200
LONGEST = 90
FIRST, LAST = date(2020, 6, 1), date(2026, 3, 31)
Days = npt.NDArray[np.datetime64]
Lengths = npt.NDArray[np.int64]


def run() -> list[Row]:
    """A million due days, without and with two pauses each; one due day with a reason for each of its days."""
    return [*_columns(), *_ranges(), *_single()]


def _columns() -> list[Row]:
    calendar, week = published(), _business_days()
    starts, lengths, begins, ends = _periods()
    plain = best(lambda: due_many(starts, lengths, calendar))
    paused = best(lambda: due_many(starts, lengths, calendar, (begins, ends)))
    by_numpy = best(lambda: _by_numpy(week, starts, lengths), rounds=2)
    by_numpy_paused = best(lambda: _by_numpy_paused(week, starts, lengths, begins, ends), rounds=2)
    assert np.array_equal(due_many(starts, lengths, calendar), _by_numpy(week, starts, lengths))
    assert np.array_equal(
        due_many(starts, lengths, calendar, (begins, ends)),
        _by_numpy_paused(week, starts, lengths, begins, ends),
    )
    rows = []
    for work, ours, theirs, columns in (
        ("without pauses", plain, by_numpy, (starts, lengths)),
        ("with two pauses each", paused, by_numpy_paused, (starts, lengths, begins, ends)),
    ):
        name, ratio = f"{PERIODS:,} due days {work}", theirs / ours
        against = "numpy.busday_offset made right for make-up days"
        rows.append(Row(name, against, ours, theirs, ratio, "at least 50 times faster", ratio >= 50))
        copied = _copied(columns)
        rows.append(Row(name, "a copy of the input columns", ours, copied, ours / copied, "told", True))
    return rows


def _ranges() -> list[Row]:
    """Both bounds of a million due days while no notice is known, beside one day each by numpy."""
    unknown = Workdays((), FIRST.year)
    starts, lengths, _, _ = _periods()
    bounds = range_many(starts, lengths, unknown)
    for row in range(0, PERIODS, PERIODS // 500):
        alone = due(starts[row].item(), int(lengths[row]), unknown)
        assert (bounds[0][row].item(), bounds[1][row].item()) == (alone.earliest, alone.latest)
    ours = best(lambda: range_many(starts, lengths, unknown))
    theirs = best(lambda: _by_numpy(_business_days(), starts, lengths), rounds=2)
    work, against = (
        f"{PERIODS:,} due days as ranges, both bounds",
        "numpy.busday_offset made right, one bound",
    )
    return [Row(work, against, ours, theirs, theirs / ours, "at least 50 times faster", theirs / ours >= 50)]


def _copied(columns: tuple[Any, ...]) -> float:
    return best(lambda: [column.copy() for column in columns])


def _periods() -> tuple[Days, Lengths, Days, Days]:
    """Starts, lengths and two pauses each, in order and apart, as numpy can treat them too; ever the same."""
    rng = np.random.default_rng(2022)
    starts = np.datetime64(FIRST, "D") + rng.integers(0, (LAST - FIRST).days, PERIODS)
    lengths = rng.integers(1, LONGEST + 1, PERIODS)
    spans = np.cumsum(rng.integers(1, 30, (PERIODS, 4)), axis=1)
    edges = starts[:, None] + spans
    return starts, lengths, np.ascontiguousarray(edges[:, ::2]), np.ascontiguousarray(edges[:, 1::2])


def _business_days() -> np.busdaycalendar:
    """Every day of the week may be worked; all days that are not are listed, weekends included."""
    calendar = published()
    every = (FIRST + timedelta(n) for n in range((date(2028, 1, 1) - FIRST).days))
    return np.busdaycalendar("1111111", np.array([d for d in every if not calendar.is_workday(d)], "M8[D]"))


def _by_numpy(week: np.busdaycalendar, starts: Days, lengths: Lengths) -> Days:
    return np.busday_offset(starts, lengths, roll="backward", busdaycal=week)


def _by_numpy_paused(
    week: np.busdaycalendar, starts: Days, lengths: Lengths, begins: Days, ends: Days
) -> Days:
    found = _by_numpy(week, starts, lengths)
    for begin, end in zip(begins.T, ends.T, strict=True):
        rows = np.flatnonzero(found > begin)
        out = np.busday_count(begin[rows] + 1, end[rows] + 1, busdaycal=week)
        found[rows] = np.busday_offset(found[rows], out, busdaycal=week)
    return found


def _single() -> list[Row]:
    rng = np.random.default_rng(2020)
    starts = [FIRST + timedelta(int(n)) for n in rng.integers(0, (LAST - FIRST).days, SINGLES)]
    asked = list(zip(starts, map(int, rng.integers(1, LONGEST + 1, SINGLES)), strict=True))
    calendar, china = published(), holidays.country_holidays("CN", years=range(2020, 2028))
    for start, days in asked:
        found = due(start, days, calendar)
        assert found.earliest == found.due == found.latest
        assert _walked(start, days) == [(day.date, day.counted, day.why) for day in found.ledger]
    ours = best(lambda: [due(start, days, calendar).ledger for start, days in asked]) / SINGLES
    walk = best(lambda: [_walked(start, days) for start, days in asked], rounds=3) / SINGLES
    others = [china.get_nth_working_day(start, days) for start, days in asked]
    agree = sum(other == due(*period, calendar).due for other, period in zip(others, asked, strict=True))
    nth = best(lambda: [china.get_nth_working_day(start, days) for start, days in asked]) / SINGLES
    work = f"one due day with its whole ledger and its range, 1 to {LONGEST} working days"
    return [
        Row(
            work,
            "the day loop with chinesecalendar",
            ours,
            walk,
            walk / ours,
            "at least 50 times faster",
            walk / ours >= 50,
        ),
        Row(
            work,
            "holidays.get_nth_working_day, without ledger",
            ours,
            nth,
            nth / ours,
            "not slower",
            nth >= ours,
            f"agrees on {agree} of {SINGLES} days",
        ),
    ]


def _walked(start: date, days: int) -> list[tuple[date, int | None, str]]:
    """A ledger as one would write it with chinesecalendar: one look-up a day."""
    ledger: list[tuple[date, int | None, str]] = []
    day, number, one = start, 0, timedelta(1)
    while number < days:
        day += one
        off, _ = chinese_calendar.get_holiday_detail(day)
        weekend = day.weekday() >= 5
        if off:
            ledger.append((day, None, "weekend" if weekend else "holiday"))
        else:
            number += 1
            ledger.append((day, number, "makeup_workday" if weekend else "workday"))
    return ledger
