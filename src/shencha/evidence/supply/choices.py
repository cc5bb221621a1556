"""Substitutes in a tangle may be left unused: the best choice counts, so that one more never brings a failure nearer.

Within a tangle no stock counts twice, and so a further substitute can make the tangle larger and what is counted
less. Nobody must use a substitute. So each tangle is reckoned again with every choice of its inner substitutes left
out, each choice as copies of its rows, and a row lasts as long as in the best of them. Where the choices are too many
to try, those that leave out fewest are tried, and that is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from shencha.evidence.supply.graph import Ints
from shencha.evidence.supply.rows import LIFE, Rows, ordered

_MOST_COPIES = 20_000
"""Rows that the choices of one tangle may make."""
_MOST_IN_ALL = 1_000_000
Without = frozenset[int]
"""Inner substitutes that a choice leaves out, by their edge."""


@dataclass(frozen=True, slots=True)
class Untried:
    """A tangle whose choices were not all tried: one of its components, its inner substitutes, the choices tried."""

    component: int
    substitutes: int
    tried: int


def with_choices(rows: Rows) -> tuple[Rows, tuple[Untried, ...]]:
    """The rows with copies for each choice in each tangle that has stock; and the tangles that have too many."""
    made, left = _Made(len(rows.kind)), list[Untried]()
    gone = np.zeros(len(rows.kind), bool)
    for knot in np.flatnonzero(rows.tangled).tolist():
        first, last = int(rows.knots[knot]), int(rows.knots[knot + 1])
        if not rows.stock[first:last].any():
            continue  # nothing can count twice
        tangle = _Tangle(rows, first, last, made)
        if tangle.most <= len(tangle.inner):  # not even each one by itself
            left.append(Untried(int(rows.component[first]), len(tangle.inner), 1))
            continue
        gone[first:last] = True
        tried, whole = tangle.choose()
        if not whole:
            left.append(Untried(int(rows.component[first]), len(tangle.inner), tried))
    if not made.heads:
        return rows, tuple(left)
    sources = np.repeat(np.arange(len(rows.kind)), np.diff(rows.starts))
    kept = ~gone[sources]
    kind = np.concatenate([np.where(gone, LIFE, rows.kind), *made.kind]).astype(np.uint8)
    component = np.concatenate([rows.component, *made.component])
    stock = np.concatenate([np.where(gone, 0, rows.stock), *made.stock])
    counted = np.concatenate([rows.counted, np.zeros(len(kind) - len(rows.kind), bool)])
    heads = np.concatenate([sources[kept], *made.heads])
    tails = np.concatenate([rows.rests_on[kept], *made.tails])
    return ordered(kind, component, stock, counted, heads, tails, rows.own, rows.life), tuple(left)


@dataclass(slots=True)
class _Made:
    """Rows and what they rest on, as they are added to those there are."""

    total: int
    copies: int = 0
    kind: list[Any] = field(default_factory=list)
    component: list[Any] = field(default_factory=list)
    stock: list[Any] = field(default_factory=list)
    heads: list[Ints] = field(default_factory=list)
    tails: list[Ints] = field(default_factory=list)

    def rows(self, kind: Any, component: Any, stock: Any) -> Ints:
        self.kind.append(kind)
        self.component.append(component)
        self.stock.append(stock)
        self.total, self.copies = self.total + len(kind), self.copies + len(kind)
        return np.arange(self.total - len(kind), self.total)

    def rests(self, heads: Ints, tails: Ints) -> None:
        self.heads.append(heads)
        self.tails.append(tails)


class _Tangle:
    """One tangle: its rows by their number within it, and the edges between them."""

    def __init__(self, rows: Rows, first: int, last: int, made: _Made) -> None:
        begin, end = int(rows.starts[first]), int(rows.starts[last])
        self.size, self._first, self._made = last - first, first, made
        self._kind, self._stock = rows.kind[first:last], rows.stock[first:last]
        self._component = rows.component[first:last]
        self._heads = np.repeat(np.arange(self.size), np.diff(rows.starts[first : last + 1]))
        self._tails = rows.rests_on[begin:end].astype(np.int64)
        self._local = (self._tails >= first) & (self._tails < last)
        self.inner = np.flatnonzero(rows.inner[begin:end]).tolist()
        self.most = min(_MOST_COPIES, _MOST_IN_ALL - made.copies) // (2 * self.size)
        """How many choices may be tried."""

    def choose(self) -> tuple[int, bool]:
        """Add the rows of each choice, those that leave out fewest first; how many, and whether that was each."""
        nothing: Without = frozenset()
        known, whole = {nothing: self._choice(nothing)}, True
        waiting = [nothing]
        for without in waiting:
            for edge in known[without].inner:
                further = without | {edge}
                if further not in known and len(known) < self.most:
                    known[further] = self._choice(further)
                    waiting.append(further)
                whole &= further in known
        best = {nothing: np.arange(self._first, self._first + self.size)}
        for without, one in known.items():
            if without:
                best[without] = self._joined(without, one, known)
        for without, one in known.items():
            self._rest(without, one, known, best)
        return len(known), whole

    def _choice(self, without: Without) -> _Choice:
        """Copies of all rows for one choice, and the tangles that are left in it."""
        kept = np.ones(len(self._heads), bool)
        kept[list(without)] = False
        heads, tails = self._heads[kept & self._local], self._tails[kept & self._local] - self._first
        ones = np.ones(len(heads), np.int8)
        _, label = connected_components(
            csr_array((ones, (heads, tails)), shape=(self.size, self.size)),
            directed=True,
            connection="strong",
        )
        inner = [
            edge
            for edge in self.inner
            if edge not in without and label[self._heads[edge]] == label[self._tails[edge] - self._first]
        ]
        copies = self._made.rows(self._kind, self._component, self._stock)
        return _Choice(kept, np.asarray(label, np.int64), inner, copies)

    def _better(self, without: Without, one: _Choice, known: Known) -> list[tuple[int, Without]]:
        """What may be left out further, where that was tried: the label it stands in, and the choice."""
        told = []
        for edge in one.inner:
            further = without | {edge}
            if further in known:
                told.append((int(one.label[self._heads[edge]]), further))
        return told

    def _joined(self, without: Without, one: _Choice, known: Known) -> Ints:
        """Of each row the row that holds its best; its copy itself where nothing more may be left out."""
        best = one.copies.copy()
        labels = [label for label, _ in self._better(without, one, known)]
        joined = np.flatnonzero(np.isin(one.label, labels))
        kind = np.full(len(joined), LIFE, np.uint8)
        best[joined] = self._made.rows(kind, self._component[joined], np.zeros(len(joined), np.int64))
        return best

    def _rest(self, without: Without, one: _Choice, known: Known, best: dict[Without, Ints]) -> None:
        """What the copies of a choice rest on, and what its best rows are the best of."""
        heads, tails = self._heads[one.kept], self._tails[one.kept].copy()
        local = self._local[one.kept]
        within = tails[local] - self._first
        together = one.label[heads[local]] == one.label[within]
        tails[local] = np.where(together, one.copies[within], best[without][within])
        self._made.rests(one.copies[heads], tails)
        joined = np.flatnonzero(best[without] != one.copies)
        self._made.rests(best[without][joined], one.copies[joined])
        for label, further in self._better(without, one, known):
            inside = np.flatnonzero(one.label == label)
            self._made.rests(best[without][inside], best[further][inside])


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice: the edges kept, the tangle each row then stands in, what else may be left out, its copies."""

    kept: npt.NDArray[np.bool_]
    label: Ints
    inner: list[int]
    copies: Ints


Known = dict[Without, _Choice]
