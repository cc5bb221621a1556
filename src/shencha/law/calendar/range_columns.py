"""Ranges of due days by the column: `ranges.ends` for a million periods at once.

The notices that may still come are walked once for each starting day, with the most and the fewest working days on
each day after it; what is kept is a table of two distances for each starting day and length.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from shencha.law.calendar.columns import EPOCH, Days, Numbers, numbers
from shencha.law.calendar.festivals import lunar_years
from shencha.law.calendar.workdays import Workdays

Table = npt.NDArray[np.int16]
MOST_DAYS = 1_000
"""Longest period of a table, in working days."""


def range_many(starts: Days, days: npt.NDArray[Any], calendar: Workdays) -> tuple[Days, Days]:
    """The earliest and the latest due day of many periods without pauses, each as `due` finds them.

    Args:
        starts: (n,) of datetime64[D]; not counted. days: (n,) whole working days, 1 to 1,000.
    Returns:
        Two columns of (n,) datetime64[D]; NaT where a year is reached whose lunar days are not tabled.
    Raises:
        ValueError: shapes that differ; a row with fewer than 1 or too many days, or a day outside the calendar.
    """
    if starts.shape != days.shape or starts.ndim != 1:
        raise ValueError("starts and days must have one row for each period")
    earliest, latest = np.empty(starts.shape, np.int64), np.empty(starts.shape, np.int64)
    if not starts.size:
        return earliest.view("M8[D]"), latest.view("M8[D]")
    begins, lengths = numbers(starts), days.astype(np.int64, copy=False)
    most = int(lengths.max())
    if lengths.min() < 1 or most > MOST_DAYS:
        raise ValueError(f"a period has 1 to {MOST_DAYS} working days")
    first, last = int(begins.min()), int(begins.max())
    if first + EPOCH < calendar.first:
        raise ValueError(f"{starts.min()} lies before {calendar.covered_from}")
    end = int(np.datetime64(f"{lunar_years()[-1] + 1}-01-01", "D").astype(np.int64))
    _look_up(begins, lengths, first, _table(calendar, first, last, most), earliest, latest, end)
    return earliest.view("M8[D]"), latest.view("M8[D]")


@lru_cache(4)
def _table(calendar: Workdays, first: int, last: int, most: int) -> Table:
    """For each starting day and length the days to the earliest and to the latest due day; by days since 1970."""
    end = last + most * 2 + 60
    edges, offsets, sizes = list[tuple[int, int, int]](), [0], list[int]()
    ways = [calendar.ways(day + EPOCH) for day in range(first + 1, end + 1)]
    places = [{state: at for at, state in enumerate(one)} for one in ways]
    for at, one in enumerate(ways):
        after = places[at + 1] if at + 1 < len(places) else {}
        edges += [
            (places[at][state], after.get(to, 0), worked)
            for state, found in one.items()
            for to, worked in found
        ]
        offsets.append(len(edges))
        sizes.append(len(one))
    table = np.empty((last - first + 1, most, 2), np.int16)
    _walk(np.array(edges, np.int16), np.array(offsets), np.array([*sizes, 1]), table)
    return table


@numba.njit(nogil=True)
def _walk(edges: npt.NDArray[np.int16], offsets: Numbers, sizes: Numbers, table: Table) -> None:
    rows, most, _ = table.shape
    widest = sizes.max()
    high, low = np.zeros(widest, np.int64), np.zeros(widest, np.int64)
    more, fewer = np.zeros(widest, np.int64), np.zeros(widest, np.int64)
    for row in range(rows):
        high[:] = 0
        low[:] = 0
        early, late, day = 0, 0, row
        while late < most:
            size = sizes[day + 1]
            more[:size] = -1
            fewer[:size] = 1 << 30
            for edge in range(offsets[day], offsets[day + 1]):
                state, to, worked = edges[edge, 0], edges[edge, 1], edges[edge, 2]
                more[to] = max(more[to], high[state] + worked)
                fewer[to] = min(fewer[to], low[state] + worked)
            high, more, low, fewer = more, high, fewer, low
            day += 1
            best, least = high[:size].max(), low[:size].min()
            while early < min(best, most):
                table[row, early, 0] = day - row
                early += 1
            while late < min(least, most):
                table[row, late, 1] = day - row
                late += 1


@numba.njit(nogil=True)
def _look_up(
    starts: Numbers, days: Numbers, first: int, table: Table, earliest: Numbers, latest: Numbers, end: int
) -> None:
    for row in range(starts.size):
        start = starts[row]
        at, length = start - first, days[row] - 1
        last = start + table[at, length, 1]
        if last < end:
            earliest[row], latest[row] = start + table[at, length, 0], last
        else:
            earliest[row] = latest[row] = np.iinfo(np.int64).min
