"""On which components most others rest, how deep the needs go, and what rests on some components.

How many rest on each is estimated from a sample whose marks are passed down the graph 64 at a time, then counted
exactly for those that may be the first; of a bill with no more components than the sample it is exact throughout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from shencha.evidence.supply.graph import Ints, SupplyGraph
from shencha.evidence.supply.rows import Rows

MOST = 10
_SAMPLE = 512
_COUNTED = 24
_SMALL = 20_000


@dataclass(frozen=True, slots=True)
class Keystones:
    """The components on which most others rest, and the length of the longest way down from a root."""

    components: tuple[tuple[int, int], ...]
    """Component, and how many rest on it at any remove; the most first."""
    depth: int
    """Steps from the roots to the farthest component, by the shortest way."""


def keystones_of(graph: SupplyGraph, rows: Rows) -> Keystones:
    """The first `MOST`, and the depth."""
    count = graph.inside
    needed = np.bincount(graph.needs.items, minlength=len(graph.names))[:count]
    candidates = np.argsort(-_estimated(graph, rows), kind="stable")[:_COUNTED]
    counted = [(int(one), len(resting_on(graph, [int(one)]))) for one in candidates if needed[one]]
    counted.sort(key=lambda pair: (-pair[1], graph.names[pair[0]]))
    return Keystones(tuple(counted[:MOST]), _depth(graph))


def resting_on(graph: SupplyGraph, components: Iterable[int]) -> Ints:
    """The components that need one of these at any remove, without these; substitutes are not rested on."""
    from scipy.sparse.csgraph import breadth_first_order

    seeds = np.unique(np.fromiter(components, np.int64))
    if not len(seeds):
        return seeds
    reached = breadth_first_order(_graph(graph, seeds, up=True), len(graph.names), return_predecessors=False)
    return np.setdiff1d(reached[reached < len(graph.names)], seeds).astype(np.int64)


def _graph(graph: SupplyGraph, seeds: Ints, *, up: bool) -> Any:
    """Needs as a matrix, upwards or downwards, with one more node that leads to the seeds."""
    from scipy.sparse import csr_array

    size = len(graph.names)
    heads, tails = graph.needs.heads(), graph.needs.items
    rows, columns = (tails, heads) if up else (heads, tails)
    rows, columns = np.concatenate([rows, np.full(len(seeds), size)]), np.concatenate([columns, seeds])
    return csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(size + 1, size + 1))


def _depth(graph: SupplyGraph) -> int:
    from scipy.sparse.csgraph import breadth_first_order

    roots = np.array(sorted({root for one in graph.bill.files for root in one.roots}), np.int64)
    if not len(roots):
        return 0
    size = len(graph.names)
    order, before = breadth_first_order(_graph(graph, roots, up=False), size)
    deep = np.zeros(size + 1, np.int64)
    for one in order[1:].tolist():
        deep[one] = deep[before[one]] + 1
    return int(deep.max()) - 1


def _estimated(graph: SupplyGraph, rows: Rows) -> Ints:
    """About how many components rest on each, in units of the sample."""
    from shencha.evidence.supply import kernel

    count = graph.inside
    sample = np.arange(count)
    if count > _SAMPLE:
        sample = np.sort(np.random.default_rng(2022).choice(count, _SAMPLE, replace=False))
    work: Any = kernel.reach if len(rows.kind) < _SMALL else kernel.compiled("reach")
    found = np.zeros(count, np.int64)
    for start in range(0, len(sample), 64):
        some = sample[start : start + 64]
        bits = np.zeros(len(rows.kind), np.uint64)
        bits[rows.own[some]] = np.uint64(1) << np.arange(len(some), dtype=np.uint64)
        work(rows.starts, rows.rests_on, rows.kind, rows.knots, bits)
        found += np.bitwise_count(bits[rows.own[:count]])
    return found
