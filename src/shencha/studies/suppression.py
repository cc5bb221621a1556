"""Withholds small numbers so that published totals and sums do not give them back.

Primary: every count from 1 up to the threshold, less one, is withheld. Complementary: as long as the published
numbers, the sums between them and the rule itself pin a withheld small count to fewer than `threshold` values,
one more number of a sum it stands in is withheld, the smallest first. What an outsider can know is asked of a
solver, in whole numbers: the least and the greatest value that fit everything published. A number that is no
small count and that the others give anyway is published in the end: withholding it protects nothing.

Source: the usual practice of official statistics (primary and secondary cell suppression); HiGHS by scipy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

THRESHOLD = 5
"""Counts below it, other than none, are withheld (a policy of the office)."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of others."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Counts by name, of which some are withheld."""

    counts: Mapping[str, int]
    withheld: frozenset[str]
    threshold: int

    def __getitem__(self, name: str) -> int | None:
        return None if name in self.withheld else self.counts[name]


def suppress(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    threshold: int = THRESHOLD,
    *,
    known: Collection[str] = (),
) -> Published:
    """Withhold what is small, and what would give it back.

    Args:
        counts: every count, totals included, none negative.
        sums: which counts are sums of which; every sum that an outsider could know of.
        known: counts that anyone knows, such as what cannot happen at all: withholding them hides nothing.
    Raises:
        ValueError: threshold below 2, or a sum that does not add up.
    """
    if threshold < 2:
        raise ValueError(f"a threshold of {threshold} withholds nothing")
    for one in sums:
        if counts[one.total] != sum(counts[part] for part in one.parts):
            raise ValueError(f"{one.total} is not the sum of its parts")
    small = sorted(name for name, count in counts.items() if 0 < count < threshold and name not in known)
    withheld = set(small)
    unsafe = list(small)
    while unsafe:
        name = unsafe[-1]
        if _safe(name, counts, sums, withheld, threshold):
            unsafe.pop()
            continue
        more = _next(name, counts, sums, withheld, set(known))
        if more is None:  # nothing published bears on it any more
            unsafe.pop()
            continue
        withheld.add(more)
        unsafe = list(small)
    given_back = {
        name for name in withheld - set(small) if len(set(_bounds(name, counts, sums, withheld))) == 1
    }
    return Published(dict(counts), frozenset(withheld - given_back), threshold)


def could_be(name: str, published: Published, sums: Sequence[Sum]) -> tuple[int, int | None]:
    """The least and the greatest value of a withheld count that fit all that is published; None: no bound."""
    return _bounds(name, published.counts, sums, published.withheld)


def _safe(
    name: str, counts: Mapping[str, int], sums: Sequence[Sum], withheld: set[str], threshold: int
) -> bool:
    low, high = _bounds(name, counts, sums, withheld)
    return high is None or high - low + 1 >= threshold


def _bounds(
    name: str, counts: Mapping[str, int], sums: Sequence[Sum], withheld: frozenset[str] | set[str]
) -> tuple[int, int | None]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows, names = _system(name, sums, withheld)
    if not rows:
        return 0, None
    at = {other: i for i, other in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    right = np.zeros(len(rows))
    for row, one in enumerate(rows):
        for part, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
            if part in at:
                matrix[row, at[part]] += sign
            else:
                right[row] -= sign * counts[part]
    limits = LinearConstraint(matrix, right, right)
    goal = np.zeros(len(names))
    ends: list[int | None] = []
    for sign in (1, -1):
        goal[at[name]] = sign
        found: Any = milp(goal, constraints=limits, bounds=Bounds(0, np.inf), integrality=np.ones(len(names)))
        ends.append(None if found.x is None else round(sign * found.fun))
    low = ends[0]
    return (0 if low is None else low), ends[1]


def _system(
    name: str, sums: Sequence[Sum], withheld: frozenset[str] | set[str]
) -> tuple[list[Sum], list[str]]:
    """The sums that bear on a withheld count, by way of other withheld counts, and those counts."""
    reached, rows = {name}, dict[int, Sum]()
    grown = True
    while grown:
        grown = False
        for i, one in enumerate(sums):
            own = {one.total, *one.parts} & withheld
            if i not in rows and own & reached:
                rows[i] = one
                reached |= own
                grown = True
    return list(rows.values()), sorted(reached)


def _next(
    name: str, counts: Mapping[str, int], sums: Sequence[Sum], withheld: set[str], known: set[str]
) -> str | None:
    """The smallest published count of a sum that bears on the unsafe one; parts before totals."""
    rows, _ = _system(name, sums, withheld)
    near = [one for one in rows if name in (one.total, *one.parts)]
    for group in (near, rows):
        parts = {part for one in group for part in one.parts} - withheld - known
        totals = {one.total for one in group} - withheld - known
        for found in (parts - totals, totals):
            if found:
                return min(found, key=lambda other: (counts[other] == 0, counts[other], other))
    return None
