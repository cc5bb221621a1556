"""Reads identifiers out of the stores as numbers, and counts the persons behind them, as a range.

`at_least`: components over all links that hold an identifier of one and the same space, of the space that has
most. A component known by a device only and one known by a telephone only may be one person, so they cannot
both be counted at least; two that both hold a telephone, and are linked by nothing, are two.
`at_most`: components over strong links, a component with several resident identity numbers counted that
often; records with weak identifiers only, equal mixes once; and each record without any identifier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.evidence.people import union
from shencha.evidence.people.query import Wanted
from shencha.evidence.people.sources import Link

_MOST_SPACES = 64


@dataclass(frozen=True, slots=True)
class Range:
    """A number of persons, or the bounds between which it lies."""

    at_least: int
    at_most: int

    def as_dict(self) -> dict[str, int]:
        """`{"at_least", "at_most"}`."""
        return {"at_least": self.at_least, "at_most": self.at_most}


@dataclass(slots=True)
class Held:
    """A table's records, as node numbers."""

    store: str
    table: str
    columns: tuple[Wanted, ...]
    chunks: list[union.Nodes] = field(default_factory=list)
    marks: list[npt.NDArray[np.uint32]] = field(default_factory=list)
    """Bits of each record, by the names of `Population.marks`; empty where the table has none."""
    rows: int = 0
    written: list[int] = field(default_factory=list)
    valid: list[int] = field(default_factory=list)
    excluded_rows: dict[str, int] = field(default_factory=dict)


class Population:
    """All records of all stores, and the questions one can ask of them."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.numbering = union.Numbering()
        self.spaces: list[str] = []
        self.kinds: list[str] = []
        """Kind of each space."""
        self.tables: list[Held] = []
        self.marks: list[str] = []
        self.hub_nodes: dict[int, int] = {}
        """How many identifiers of each space are hubs."""
        self._blocked: npt.NDArray[np.uint8] = np.zeros(0, np.uint8)

    def space(self, column: Wanted) -> int:
        """The number of a column's space."""
        if column.space not in self.spaces:
            self.spaces.append(column.space)
            self.kinds.append(column.kind)
            if len(self.spaces) > _MOST_SPACES:
                raise OverflowError(column.space)
        return self.spaces.index(column.space)

    def bit(self, mark: str) -> int:
        """The bit of a mark."""
        if mark not in self.marks:
            self.marks.append(mark)
            assert len(self.marks) <= 31
        return 1 << self.marks.index(mark)

    def add(
        self,
        held: Held,
        batches: Iterable[list[npt.NDArray[np.uint64]]],
        advance: Callable[[int], None] = lambda rows: None,
    ) -> None:
        """Number the identifiers of a table as they come; a last column beyond the identifiers holds marks."""
        width = len(held.columns)
        spaces = [self.space(column) for column in held.columns]
        held.written, held.valid = [0] * width, [0] * width
        for batch in batches:
            rows = np.empty((width, len(batch[0])), np.int32)
            for at in range(width):
                rows[at] = self.numbering.number(batch[at], spaces[at])
                held.written[at] += int(np.count_nonzero(rows[at] != union.NO_NODE))
                held.valid[at] += int(np.count_nonzero(rows[at] >= 0))
            held.chunks.append(rows)
            if len(batch) > width:
                held.marks.append(batch[width].astype(np.uint32))
            held.rows += rows.shape[1]
            advance(held.rows)
        self.tables.append(held)

    def find_hubs(self) -> None:
        """Find the identifiers that stand with more different strong ones of a space than a person has."""
        size = self.numbering.size
        self._blocked = np.zeros(max(size, 1), np.uint8)
        bound = self.link.hub
        times = self.numbering.times()
        pairs: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        if size and int(times.max()) > bound:
            for held in self.tables:
                partners = np.array([c.kind in self.link.strong for c in held.columns], np.bool_)
                if len(held.columns) < 2 or not partners.any():
                    continue
                for rows in held.chunks:
                    room = np.empty(rows.size * (rows.shape[0] - 1), np.uint64)
                    found = union.crowded(rows, partners, times, bound, room)
                    if found:
                        pairs = np.union1d(pairs, room[:found])
        if len(pairs):
            nodes, partner = (
                (pairs >> np.uint64(32)).astype(np.int64),
                pairs.astype(np.uint32).astype(np.int64),
            )
            of_space = nodes * 256 + self.numbering.space_of[partner]
            several, counts = np.unique(of_space, return_counts=True)
            self._blocked[np.unique(several[counts > bound] // 256)] = 1
        hubs = np.flatnonzero(self._blocked[:size])
        numbers, counts = np.unique(self.numbering.space_of[hubs], return_counts=True)
        self.hub_nodes = dict(zip(numbers.tolist(), counts.tolist(), strict=True))

    def distinct(self) -> dict[int, int]:
        """How many different valid identifiers each space holds, hubs included."""
        counts = np.bincount(self.numbering.space_of[: self.numbering.size], minlength=len(self.spaces))
        return dict(enumerate(counts.tolist()))

    def hub_rows(self) -> dict[int, int]:
        """How many fields of records hold a hub, by space."""
        found: dict[int, int] = dict.fromkeys(self.hub_nodes, 0)
        for held in self.tables if found else ():
            for at, column in enumerate(held.columns):
                space = self.space(column)
                for rows in held.chunks if space in found else ():
                    nodes = rows[at]
                    found[space] += int(np.count_nonzero(self._blocked[nodes[nodes >= 0]]))
        return found

    def marked(self, mark: str) -> int:
        """How many records bear the mark."""
        if mark not in self.marks:
            return 0
        bit = np.uint32(self.bit(mark))
        return sum(int(np.count_nonzero(marks & bit)) for held in self.tables for marks in held.marks)

    def persons(self, *, store: str | None = None, marks: Iterable[str] | None = None) -> Range:
        """The persons of all records, of one store's, or of those that bear one of the marks."""
        size = self.numbering.size
        parent = np.arange(max(size, 1), dtype=np.int32)
        seen = np.zeros(max(size, 1), np.uint8)
        blocked = self._blocked
        without = 0
        mixes: list[npt.NDArray[np.uint64]] = []
        for held, rows, chosen in self._chosen(store, marks):
            strong, weak = self._parts(held, rows)
            union.join(parent, strong, blocked, chosen, seen)
            room = np.empty(rows.shape[1], np.uint64)
            more, found = union.leftovers(strong, weak, blocked, chosen, room)
            without += more
            if found:
                mixes.append(np.unique(room[:found]))
        at_most = without + int(union.components(parent, seen))
        for number, kind in enumerate(self.kinds):
            if kind == "resident_id":
                at_most += union.surplus(parent, seen, self.numbering.space_of, number)
        if mixes:
            at_most += len(np.unique(np.concatenate(mixes)))
        del mixes
        for held, rows, chosen in self._chosen(store, marks):
            if any(column.kind in self.link.weak for column in held.columns):
                union.join(parent, rows, blocked, chosen, seen)
        spaces = max(len(self.spaces), 1)
        held_by_root = np.zeros(len(parent), np.uint64)
        by_space = union.components_with(parent, seen, self.numbering.space_of, spaces, held_by_root)
        return Range(int(by_space.max()), at_most)

    def _chosen(
        self, store: str | None, marks: Iterable[str] | None
    ) -> Iterator[tuple[Held, union.Nodes, npt.NDArray[np.bool_]]]:
        everyone = np.zeros(0, np.bool_)
        bits = None if marks is None else sum(self.bit(mark) for mark in set(marks))
        for held in self.tables:
            if store is not None and held.store != store:
                continue
            if bits is None:
                for rows in held.chunks:
                    yield held, rows, everyone
            else:
                for rows, of_rows in zip(held.chunks, held.marks, strict=False):
                    chosen = (of_rows & np.uint32(bits)) != 0
                    if chosen.any():
                        yield held, rows, chosen

    def _parts(self, held: Held, rows: union.Nodes) -> tuple[Any, Any]:
        strong = [at for at, column in enumerate(held.columns) if column.kind in self.link.strong]
        weak = [at for at, column in enumerate(held.columns) if column.kind in self.link.weak]
        return np.ascontiguousarray(rows[strong]), np.ascontiguousarray(rows[weak])
