"""Due days by the column: `workdays.due` for a million periods at once, from the same table of totals."""

from __future__ import annotations

from datetime import date
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from shencha.law.calendar.workdays import LAST_YEAR, Workdays

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]

NOT_A_DAY = np.iinfo(np.int64).min
"""How NaT is kept in a column of numbers."""
EPOCH = date(1970, 1, 1).toordinal()
"""Ordinal of the first day of numpy's days."""


def due_many(
    starts: Days, days: npt.NDArray[Any], calendar: Workdays, pauses: tuple[Days, Days] | None = None
) -> Days:
    """The last day of many periods, each as `due` finds it; a day after `calendar.covered_to` is provisional.

    Args:
        starts: (n,) of datetime64[D]; the starting day is not counted.
        days: (n,) whole working days, at least 1.
        pauses: begins and ends, both (n, k) of datetime64[D], in any order, overlapping or not. NaT for both
            where a row has fewer than k pauses, NaT for the end of a pause that is still open.
    Returns:
        (n,) of datetime64[D]; NaT where an open pause holds the period up.
    Raises:
        ValueError: shapes that differ; a row with days < 1, a pause that ends before it starts, or a day
            outside the calendar.
    """
    begins, ends = (np.empty((len(starts), 0), "M8[D]"),) * 2 if pauses is None else pauses
    if not (starts.shape == days.shape and begins.shape == ends.shape and begins.shape[:1] == starts.shape):
        raise ValueError("starts, days, begins and ends must have one row for each period")
    out = np.empty(starts.shape, np.int64)
    totals = np.frombuffer(calendar.totals, np.int32)
    ordinals = np.frombuffer(calendar.ordinals, np.int32)
    columns = (numbers(starts), days.astype(np.int64, copy=False))
    spans = _in_order(numbers(begins), numbers(ends))
    bad = _fill(*columns, *spans, calendar.first - EPOCH, EPOCH, totals, ordinals, out)
    if bad >= 0:
        raise ValueError(
            f"row {bad}: {days[bad]} working days from {starts[bad]} cannot be counted; "
            f"days are at least 1, a pause ends after it starts, {calendar.covered_from} to {LAST_YEAR}-12-31"
        )
    return out.view("M8[D]")


def numbers(days: Days) -> Numbers:
    """A column of days as days since 1970."""
    return np.ascontiguousarray(days.astype("M8[D]", copy=False)).view(np.int64)


@numba.njit(nogil=True)
def _fill(
    starts: Numbers,
    days: Numbers,
    begins: Numbers,
    ends: Numbers,
    first: int,
    epoch: int,
    totals: npt.NDArray[np.int32],
    ordinals: npt.NDArray[np.int32],
    out: Numbers,
) -> int:
    """Fill `out`; returns the first row that cannot be counted, or -1.

    Each pause counts from where the one before it ended, if they overlap; one that begins on the due day or
    later finds its target reached and adds nothing. No branch here is hard to foresee for the processor.
    """
    size = totals.size
    for row in range(starts.size):
        at = starts[row]
        if days[row] < 1 or not first <= at < first + size:
            return row
        target = totals[at - first] + days[row]
        held = False
        for pause in range(begins.shape[1]):
            begin, end = begins[row, pause], ends[row, pause]
            if begin == NOT_A_DAY:
                continue
            is_open = end == NOT_A_DAY
            if end < begin and not is_open:
                return row
            begin, end = max(begin, at), max(end, at)
            if begin - first >= size:
                break
            before = totals[begin - first]
            if is_open:
                held |= target > before
                break
            if end - first >= size and target > before:
                return row
            target += (totals[min(end - first, size - 1)] - before) * (target > before)
            at = end
        if held:
            out[row] = NOT_A_DAY
        elif target > ordinals.size:
            return row
        else:
            out[row] = ordinals[target - 1] - epoch
    return -1


def _in_order(begins: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Each row's pauses by their begin; only rows that are not so already are moved."""
    rows = np.flatnonzero((begins[:, 1:] < begins[:, :-1]).any(axis=1))
    if rows.size == 0:
        return begins, ends
    order = np.argsort(begins[rows], axis=1)
    begins, ends = begins.copy(), ends.copy()
    begins[rows] = np.take_along_axis(begins[rows], order, axis=1)
    ends[rows] = np.take_along_axis(ends[rows], order, axis=1)
    return begins, ends
