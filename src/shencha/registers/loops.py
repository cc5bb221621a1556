"""The loops over a register's rows, compiled by numba and kept on disk: each reads its columns once.

A row's cell is the sum of its digits (no 0, unknown 1, yes 2) times the questions' weights; each of the first
four functions adds one question's share to many rows, and `look` reads what their cells say. They are short
so that the processor does many rows at a time.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from shencha.law.logic.holds import UNKNOWN, YES

Places = npt.NDArray[np.uint16]
_YES, _UNKNOWN = int(YES), int(UNKNOWN)


@numba.njit(cache=True, nogil=True)
def said(place: Places, column: Any, weight: Any) -> None:
    """A three-valued fact, as numbers of `Holds`."""
    for row in range(len(place)):
        place[row] += (column[row] - (column[row] >> np.uint8(1))) * weight


@numba.njit(cache=True, nogil=True)
def above(place: Places, low: Any, high: Any, bound: int, weight: Any) -> None:
    """More than a bound: surely if the lower end is, perhaps if the upper one is."""
    for row in range(len(place)):
        place[row] += (np.uint8(low[row] > bound) + np.uint8(high[row] > bound)) * weight


@numba.njit(cache=True, nogil=True)
def any_of(place: Places, column: Any, asked: Any, open_: Any, weight: Any) -> None:
    """Any of the bits asked for; other bits say that it is not known."""
    for row in range(len(place)):
        named, maybe = np.uint8((column[row] & asked) != 0), np.uint8((column[row] & open_) != 0)
        place[row] += (named + (named | maybe)) * weight


@numba.njit(cache=True, nogil=True)
def from_on(place: Places, column: Any, first: Any, unknown: Any, weight: Any) -> None:
    """Numbers from the first on; one says that nothing is known."""
    for row in range(len(place)):
        there, open_ = np.uint8(column[row] >= first), np.uint8(column[row] == unknown)
        place[row] += (there + there + open_) * weight


@numba.njit(cache=True, nogil=True)
def one_of(place: Places, column: Any, numbers: Any, unknown: Any, weight: Any) -> None:
    """One of the numbers whose bits are set; one says that nothing is known."""
    for row in range(len(place)):
        there = np.uint8((numbers >> column[row]) & np.uint16(1))
        place[row] += (there + there + np.uint8(column[row] == unknown)) * weight


@numba.njit(cache=True, nogil=True)
def classed(place: Places, raw: Any, classes: Any) -> None:
    """What the answers to a part's questions amount to."""
    for row in range(len(place)):
        place[row] += classes[np.intp(raw[row])]


@numba.njit(cache=True, nogil=True)
def look(
    place: Places,
    outcomes: Any,
    duties: Any,
    masks: Any,
    secret: Any,
    refused: int,
    outcome: Any,
    duty: Any,
    missing: Any,
) -> None:
    """What each row's cell says; a row of state secrets is refused and nothing is said of it."""
    for row in range(len(place)):
        cell = np.intp(place[row])
        shut = secret[row] == _YES
        outcome[row] = refused if shut else outcomes[cell]
        duty[row] = _UNKNOWN if shut else duties[cell]
        missing[row] = 0 if shut else masks[cell]


@numba.njit(cache=True, nogil=True)
def tell(place: Places, secret: Any, counts: Any) -> int:
    """Count the rows of each cell, and answer how many are of state secrets, which are in none."""
    refused = 0
    for row in range(len(place)):
        if secret[row] == _YES:
            refused += 1
        else:
            counts[np.intp(place[row])] += 1
    return refused


@numba.njit(cache=True, nogil=True)
def shut(place: Places, secret: Any) -> None:
    """Rows of state secrets have no cell; theirs is 0."""
    for row in range(len(place)):
        place[row] *= np.uint16(secret[row] != _YES)
