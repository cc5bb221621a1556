"""Where each party stands: layers by chain, the company lowest, rows ordered so that few links cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDE, HIGH, BETWEEN, ABOVE = 208, 92, 26, 74
LANE = 14
"""Width of the lane in which a link passes a layer."""

Node = Hashable
"""A party's id, or `(holder, subject, layer)` where a link passes."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in pixels from the left, and layers from the top."""

    places: dict[Node, tuple[float, int]]
    layers: int
    wide: float
    closing: frozenset[tuple[str, str]]
    """Links that close a circle; they go round the side."""


def layout(of: str, pairs: Sequence[tuple[str, str]]) -> Layout:
    """A place for every party of these `(holder, subject)` links, and for links that pass a layer."""
    heights, closing = _heights(of, pairs)
    top = max(heights.values())
    rows: list[list[Node]] = [[] for _ in range(top + 1)]
    for id_, height in heights.items():
        rows[top - height].append(id_)
    near: dict[Node, list[Node]] = defaultdict(list)
    for holder, subject in pairs:
        if (holder, subject) in closing:
            continue
        chain: list[Node] = [holder]
        for height in range(heights[holder] - 1, heights[subject], -1):
            lane = (holder, subject, top - height)
            rows[top - height].append(lane)
            chain.append(lane)
        chain.append(subject)
        for a, b in pairwise(chain):
            near[a].append(b)
            near[b].append(a)
    centre = _sweep(rows, near)
    left = min(centre[n] - _size(n) / 2 for row in rows for n in row)
    right = max(centre[n] + _size(n) / 2 for row in rows for n in row)
    places = {n: (centre[n] - _size(n) / 2 - left, at) for at, row in enumerate(rows) for n in row}
    return Layout(places, top + 1, right - left, frozenset(closing))


def _size(node: Node) -> float:
    return WIDE if isinstance(node, str) else LANE


def _sweep(rows: list[list[Node]], near: dict[Node, list[Node]]) -> dict[Node, float]:
    """Centres: each as near as it can be to those it is tied to, nobody on anybody."""
    centre: dict[Node, float] = {}
    for row in rows:
        _pack(row, {n: float(at) for at, n in enumerate(row)}, centre)
    for turn in range(12):
        for row in rows if turn % 2 == 0 else reversed(rows):
            wish = {n: sum(centre[m] for m in near[n]) / len(near[n]) if near[n] else centre[n] for n in row}
            row.sort(key=lambda n: wish[n])
            _pack(row, wish, centre)
    return centre


def _pack(row: list[Node], wish: dict[Node, float], centre: dict[Node, float]) -> None:
    """Put a row at its wishes without overlaps, moving runs of neighbours together (isotonic regression)."""
    runs: list[tuple[float, int]] = []  # mean of what the first centre would be, members
    offsets = []
    at = 0.0
    for place, node in enumerate(row):
        if place:
            at += (_size(row[place - 1]) + _size(node)) / 2 + BETWEEN
        offsets.append(at)
        mean, members = wish[node] - at, 1
        while runs and runs[-1][0] > mean:
            before, count = runs.pop()
            mean, members = (before * count + mean * members) / (count + members), count + members
        runs.append((mean, members))
    place = 0
    for mean, members in runs:
        for _ in range(members):
            centre[row[place]] = mean + offsets[place]
            place += 1


def _heights(of: str, pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Each party one layer above the highest it holds in; links that close a circle do not count."""
    above: dict[str, list[str]] = defaultdict(list)
    for holder, subject in pairs:
        above[subject].append(holder)
    open_, order, closing = {of}, [], set()
    seen = {of}
    stack: list[tuple[str, Iterator[str]]] = [(of, iter(above[of]))]
    while stack:
        node, rest = stack[-1]
        following = next(rest, None)
        if following is None:
            open_.discard(node)
            order.append(node)
            stack.pop()
        elif following in open_:
            closing.add((following, node))
        elif following not in seen:
            seen.add(following)
            open_.add(following)
            stack.append((following, iter(above[following])))
    heights = {of: 0}
    for node in reversed(order):
        for holder in above[node]:
            if (holder, node) not in closing:
                heights[holder] = max(heights.get(holder, 0), heights[node] + 1)
    return heights, closing
