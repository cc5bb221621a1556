"""Integrated ownership: what everyone holds in one company, over all chains and circles at once.

Seen from the company, a share is a chance to move to its holder; what a party holds in the end is the sum over
all walks that arrive there, y = e + Aᵀy. Without circles the sum ends by itself; with circles it is the solution of
sparse linear equations. Lower bounds solve it with the lower shares, upper bounds with the upper ones.
Source: integrated ownership after Brioschi, Buzzacchi and Colombo (1989); Vitali, Glattfelder and Battiston (2011).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.evidence.control.interests import Range
from shencha.evidence.control.parties import Tie

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_NEAR = 1e-12
_MOST_STEPS = 300


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Who holds how much in whom: one entry for each pair; shares from 0 to 1."""

    parties: int
    holder: Places
    subject: Places
    at_least: Numbers
    at_most: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Integrated:
    """What each party holds in the company asked about; one entry for each party."""

    at_least: Numbers
    at_most: Numbers
    """Never above what the lower bounds of the others leave; valid for parties who are held by nobody."""
    reaches: Flags
    """Is there a chain from the party down to the company?"""
    circle: Flags
    """Lies in a circle that owns itself wholly: nobody outside holds anything in it."""


def summed(ties: Sequence[tuple[Tie, Range]], number: Mapping[str, int], of: str) -> Integrated:
    """What everyone holds in a company by ties with these shares; `number` is the place of each party."""
    holdings = Holdings(
        len(number),
        np.array([number[t.holder] for t, _ in ties], np.int64),
        np.array([number[t.subject] for t, _ in ties], np.int64),
        np.array([r.at_least for _, r in ties], np.float64),
        np.array([r.at_most for _, r in ties], np.float64),
    )
    return integrated(holdings, number[of])


def integrated(holdings: Holdings, of: int) -> Integrated:
    """What every party holds in one company, as a lower and an upper bound.

    Args:
        holdings: shares of every company's holders; the lower ones of a company sum to at most 1.
        of: the company asked about.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    size = holdings.parties
    links = csr_array(
        (np.ones(len(holdings.holder)), (holdings.subject, holdings.holder)), shape=(size, size)
    )
    near: Places = np.sort(breadth_first_order(links, of, return_predecessors=False)).astype(np.int64)
    place = np.full(size, -1, np.int64)
    place[near] = np.arange(len(near))
    kept = place[holdings.subject] >= 0
    holder, subject = place[holdings.holder[kept]], place[holdings.subject[kept]]
    low, high = holdings.at_least[kept], holdings.at_most[kept]
    start = int(place[of])
    circle = _self_owned(len(near), holder, subject, low)
    if circle.any():
        open_ = ~circle[subject]
        holder, subject, low, high = holder[open_], subject[open_], low[open_], high[open_]
    lower, _ = _walks(len(near), holder, subject, low, start, most=1 + _NEAR)
    if np.array_equal(low, high):
        upper = lower.copy()
    else:
        upper, loose = _walks(len(near), holder, subject, high, start, most=1 - _NEAR)
        held = np.zeros(len(near), np.bool_)
        held[subject] = True
        spare = 1.0 - lower[~held].sum()
        upper[~held] = np.minimum(upper[~held], lower[~held] + max(spare, 0.0))
        upper[loose] = np.where(held[loose], 1.0, lower[loose] + max(spare, 0.0))
    told = [np.zeros(size), np.zeros(size)]
    for out, found in zip(told, (lower, upper), strict=True):
        out[near] = np.clip(found, 0.0, 1.0)
    reaches, whole = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    reaches[near], whole[near] = True, circle
    return Integrated(told[0], told[1], reaches, whole)


def _walks(
    size: int, holder: Places, subject: Places, share: Numbers, start: int, *, most: float
) -> tuple[Numbers, Flags]:
    """Sum over all walks from the start, and the parties for which the sum has no end.

    Args:
        most: a company's shares may sum to so much and the sum still ends; above it circles are looked for.
    """
    from scipy.sparse import csr_array

    endless = np.zeros(size, np.bool_)
    step = csr_array((share, (holder, subject)), shape=(size, size))
    sums = np.bincount(subject, share, size)
    if sums.max(initial=0.0) > most:
        endless = _endless(size, holder, subject, share)
        if endless.any():
            kept = ~endless[subject]
            step = csr_array((share[kept], (holder[kept], subject[kept])), shape=(size, size))
            beyond = _upstream(size, holder, subject, np.flatnonzero(endless))
            endless = beyond
    first = np.zeros(size)
    first[start] = 1.0
    found, moving = first.copy(), first
    for _ in range(_MOST_STEPS):
        moving = step @ moving
        found += moving
        if moving.max(initial=0.0) < 1e-17:
            return found, endless
    return _solved(step, first), endless


def _solved(step: Any, first: Numbers) -> Numbers:
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import splu

    solved: Numbers = splu((eye_array(len(first), format="csc") - step).tocsc()).solve(first)
    return solved


def _endless(size: int, holder: Places, subject: Places, share: Numbers) -> Flags:
    """Companies in circles whose upper shares could keep everything inside, so that their sum may not end.

    A circle of companies is safe when each passes on less than all of what it receives, at least somewhere and
    never more than all anywhere.
    """
    groups = circles(size, holder, subject)
    inside = groups[holder] == groups[subject]
    kept = np.bincount(subject[inside], share[inside], size)
    round_ = np.bincount(groups, minlength=groups.max(initial=0) + 1) > 1
    round_[groups[holder[holder == subject]]] = True
    most, least = np.zeros(len(round_)), np.ones(len(round_))
    np.maximum.at(most, groups, kept)
    np.minimum.at(least, groups, kept)
    unsafe = round_ & ((most > 1 + _NEAR) | (least >= 1 - _NEAR))
    return unsafe[groups]


def _self_owned(size: int, holder: Places, subject: Places, low: Numbers) -> Flags:
    """Companies from which no walk ever leaves: held wholly, and only by companies of which the same is true."""
    sums = np.bincount(subject, low, size)
    leaks = np.flatnonzero(sums < 1 - _NEAR)
    solid = low > 0
    return ~_upstream(size, subject[solid], holder[solid], leaks)


def _upstream(size: int, to: Places, start: Places, seeds: Places) -> Flags:
    """All that can be reached from the seeds along `start → to`, the seeds included."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    found = np.zeros(size, np.bool_)
    if not len(seeds):
        return found
    rows = np.concatenate([start, np.full(len(seeds), size)])
    columns = np.concatenate([to, seeds])
    graph = csr_array((np.ones(len(rows)), (rows, columns)), shape=(size + 1, size + 1))
    reached = breadth_first_order(graph, size, return_predecessors=False)
    found[reached[reached < size]] = True
    return found


def circles(size: int, holder: Places, subject: Places) -> Places:
    """For each party the number of its group: those who hold each other in circles are in one."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    graph = csr_array((np.ones(len(holder)), (subject, holder)), shape=(size, size))
    _, groups = connected_components(graph, directed=True, connection="strong")
    found: Places = groups.astype(np.int64)
    return found
