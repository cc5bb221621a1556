"""Integrated ownership of 100,000 entities with circles: all holders of one, beside scipy and networkx."""

from __future__ import annotations

import time

import networkx as nx
import numpy as np
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import spsolve

from benchmarks.row import Row, best
from shencha.evidence.control.integrated import Holdings, integrated

ENTITIES = 100_000
HELD = 60_000
NX_SECONDS = 5.0


def run() -> list[Row]:
    """One solve for all holders; the reference solves the same matrix once, networkx walks what paths it can."""
    rows = []
    for ranges in (False, True):
        holdings = _structure(ranges=ranges)
        ours = best(lambda h=holdings: integrated(h, 0), rounds=3)  # type: ignore[misc]
        matrix, first = _matrix(holdings)
        theirs = best(lambda m=matrix, f=first: spsolve(m, f), rounds=2)  # type: ignore[misc]
        found = integrated(holdings, 0)
        ends = np.ones(ENTITIES, bool)
        ends[holdings.subject] = False
        assert np.allclose(found.at_least[ends], spsolve(matrix, first)[ends], atol=1e-9)
        work = f"integrated shares of {ENTITIES:,} entities with circles, all holders of one"
        work += ", as ranges (two bounds)" if ranges else ", exact shares"
        rows.append(
            Row(
                work,
                "scipy spsolve of the same matrix",
                ours,
                theirs,
                ours / theirs,
                "at most 3 times",
                ours <= 3 * theirs,
            )
        )
    rows.append(_networkx(_structure(ranges=False)))
    return rows


def _structure(*, ranges: bool) -> Holdings:
    """Companies held by companies a little above them and by ends, and one in ten also by one below: circles."""
    rng = np.random.default_rng(2026)
    subject = np.repeat(np.arange(HELD), 3)
    step = rng.integers(1, 40, len(subject))
    holder = np.minimum(subject + step, ENTITIES - 1)
    back = rng.choice(np.arange(40, HELD), HELD // 10, replace=False)
    subject = np.concatenate([subject, back])
    holder = np.concatenate([holder, back - rng.integers(1, 40, len(back))])
    key = np.unique(subject * ENTITIES + holder)
    subject, holder = key // ENTITIES, key % ENTITIES
    share = rng.random(len(subject))
    share *= 0.9 / np.bincount(subject, share, ENTITIES)[subject]
    return Holdings(ENTITIES, holder, subject, share * (0.8 if ranges else 1.0), share)


def _matrix(holdings: Holdings) -> tuple[csc_array, np.ndarray]:
    step = csc_array((holdings.at_least, (holdings.holder, holdings.subject)), shape=(ENTITIES, ENTITIES))
    first = np.zeros(ENTITIES)
    first[0] = 1.0
    return (eye_array(ENTITIES, format="csc") - step).tocsc(), first


def _networkx(holdings: Holdings) -> Row:
    """Enumerates simple paths until the time is over: it does not come to an end, so it is told, not compared."""
    graph = nx.DiGraph(zip(holdings.subject.tolist(), holdings.holder.tolist(), strict=True))
    ours = best(lambda: integrated(holdings, 0), rounds=2)
    ends = [n for n in graph if graph.out_degree(n) == 0]
    begun, done = time.perf_counter(), 0
    for end in ends:
        for _ in nx.all_simple_paths(graph, 0, end, cutoff=9):
            if time.perf_counter() - begun > NX_SECONDS:
                break
        else:
            done += 1
            continue
        break
    spent = time.perf_counter() - begun
    note = f"networkx finished {done} of {len(ends):,} holders, paths of at most 9 links, in {spent:.0f} s; ours all"
    return Row(
        "the same, exact shares", "networkx path enumeration", ours, spent, spent / ours, "told", True, note
    )
