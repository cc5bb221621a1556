"""The chains from a holder down to a company: all of them where there are few, else the strongest of each."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shencha.evidence.control.interests import Range
from shencha.evidence.control.parties import Tie
from shencha.shapes import Shape

MOST = 2_000
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Path(Shape):
    """One chain that visits nobody twice, the holder first, the company last."""

    through: tuple[str, ...]
    statements: tuple[str, ...]
    share: Range


@dataclass(frozen=True, slots=True)
class Paths:
    """Chains by holder; `complete` when every one is there."""

    by_holder: dict[str, tuple[Path, ...]]
    complete: bool


def paths(ties: Sequence[Tie], of: str, holders: frozenset[str]) -> Paths:
    """The chains from each of the holders to the company.

    Above `MOST` chains only the strongest of each holder is told: the one with the largest upper share.
    """
    above: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.holder != tie.subject:
            above[tie.subject].append(tie)
    every = _every(above, of, holders)
    if every is not None:
        return Paths(every, complete=True)
    return Paths(_strongest(above, of, holders), complete=False)


def _every(
    above: dict[str, list[Tie]], of: str, holders: frozenset[str]
) -> dict[str, tuple[Path, ...]] | None:
    found: dict[str, list[Path]] = defaultdict(list)
    waiting: list[tuple[Tie, ...]] = [(tie,) for tie in reversed(above.get(of, []))]
    steps = told = 0
    while waiting:
        chain = waiting.pop()
        steps += 1
        top = chain[-1].holder
        if top in holders:
            found[top].append(_path(chain))
            told += 1
        if steps > 10 * MOST or told > MOST or len(chain) > LONGEST:
            return None
        seen = {of, *(t.holder for t in chain)}
        waiting += [(*chain, tie) for tie in reversed(above.get(top, [])) if tie.holder not in seen]
    return {
        holder: tuple(sorted(chains, key=lambda p: (-p.share.at_most, len(p.through))))
        for holder, chains in found.items()
    }


def _strongest(above: dict[str, list[Tie]], of: str, holders: frozenset[str]) -> dict[str, tuple[Path, ...]]:
    """One chain each, by Dijkstra over the products of upper shares; ties without shares count least."""
    best: dict[str, Tie] = {}
    waiting: list[tuple[float, int, int, str, Tie | None]] = [(-1.0, 0, 0, of, None)]
    settled: set[str] = set()
    number = 0
    while waiting:
        weight, length, _, party, tie = heapq.heappop(waiting)
        if party in settled:
            continue
        settled.add(party)
        if tie is not None:
            best[party] = tie
        for up in above.get(party, []):
            if up.holder not in settled:
                number += 1
                share = max(up.share.at_most, 1e-9)
                heapq.heappush(waiting, (weight * share, length + 1, number, up.holder, up))
    found: dict[str, tuple[Path, ...]] = {}
    for holder in holders & best.keys():
        chain = []
        at = holder
        while at != of:
            chain.append(best[at])
            at = best[at].subject
        found[holder] = (_path(tuple(reversed(chain))),)
    return found


def _path(chain: tuple[Tie, ...]) -> Path:
    """A chain whose first tie is the one in the company asked about."""
    low = high = 1.0
    for tie in chain:
        low, high = low * tie.share.at_least, high * tie.share.at_most
    through = (*(t.holder for t in reversed(chain)), chain[0].subject)
    assert all(a != b for a, b in pairwise(through))
    named = tuple(s for t in reversed(chain) for s in t.statements)
    return Path(through, named, Range(low, high))
