"""Reads identifiers out of the stores as numbers, and counts the persons behind them, as a range.

A record tells of at most one person. Beyond that nothing is believed but what the sources assume:

`at_most`: who shares an identifier of `of_one_person` is one person, so these records are united; a component
with several valid identity numbers is as many persons; every record without such an identifier is another one.
`at_least`: each valid identifier of `one_each` is a person of its own. Identifiers of different kinds, and
digests beside plain ones or under another salt, may be those of the same persons: the largest number counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.evidence.people import union
from shencha.evidence.people.column_names import RELATED, whose
from shencha.evidence.people.kinds import NUMBERED
from shencha.evidence.people.query import Wanted
from shencha.evidence.people.sources import Assumptions

MOST_SPACES = 250


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

    def filled(self) -> dict[str, tuple[str, int, int]]:
        """By column: its kind, how many fields are written, and how many of them are valid in any form."""
        found: dict[str, tuple[str, int, int]] = {}
        for column, written, valid in zip(self.columns, self.written, self.valid, strict=True):
            _, _, before = found.get(column.column, ("", 0, 0))
            found[column.column] = column.kind, written, before + valid
        return found


class Population:
    """All records of all stores, and the questions one can ask of them."""

    def __init__(self, assume: Assumptions) -> None:
        self.assume = assume
        self.numbering = union.Numbering()
        self.spaces: list[str] = []
        self.kinds: list[str] = []
        """Kind of each space."""
        self.plain: list[bool] = []
        """Does the space hold identifiers as they are, in their present form?"""
        self._groups: list[str | None] = []
        """For each space, among which its identifiers are each another's if its kind is; None: nowhere."""
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
            self.plain.append(not column.hashed and not column.older)
            self._groups.append(_group(column))
            if len(self.spaces) > MOST_SPACES:
                raise OverflowError(column.space)
        number = self.spaces.index(column.space)
        if _group(column) is None:
            self._groups[number] = None
        return number

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
        """Find the identifiers that stand with more different ones of another kind than a person has."""
        size = self.numbering.size
        self._blocked = np.zeros(max(size, 1), np.uint8)
        bound = self.assume.hub
        times = self.numbering.times()
        pairs: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        if size and int(times.max()) > bound:
            for held in self.tables:
                kinds = [column.kind for column in held.columns]
                believed = np.array([kind in self.assume.of_one_person for kind in kinds], np.bool_)
                if len(set(kinds)) < 2 or not believed.any():
                    continue
                number = np.array([kinds.index(kind) for kind in kinds], np.int64)
                for rows in held.chunks:
                    room = np.empty(rows.size * (rows.shape[0] - 1), np.uint64)
                    found = union.crowded(rows, number, believed, times, bound, room)
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

    def persons(
        self,
        *,
        store: str | None = None,
        marks: Iterable[str] | None = None,
        assume: Assumptions | None = None,
    ) -> Range:
        """The persons of all records, of one store's, or of those that bear one of the marks."""
        assume = assume or self.assume
        size = max(self.numbering.size, 1)
        parent, seen = np.arange(size, dtype=np.int32), np.zeros(size, np.uint8)
        there = np.zeros(size, np.uint8)
        """Identifiers of `one_each` that stand in these records, hubs among them."""
        nobody = np.zeros(size, np.uint8)
        two = np.arange(size, dtype=np.int32)
        without = 0
        beside = np.zeros(size, np.uint8)
        """Identifiers of rows that tell of several persons: a hub among them may be one of these."""
        for held, rows, chosen in self._chosen(store, marks):
            believed = _of_kinds(held, rows, assume.of_one_person)
            parts = _persons_of(held, assume.of_one_person)
            for columns in parts:
                of_one = believed if len(parts) == 1 else np.ascontiguousarray(rows[columns])
                union.join(parent, of_one, self._blocked, chosen, seen)
            if len(parts) > 1:
                union.mark(believed, chosen, beside)
            without += union.without(believed, self._blocked, chosen)
            union.mark(_of_kinds(held, rows, assume.one_each), chosen, there)
            numbered = {c.kind for c in held.columns if c.checked and c.kind in assume.one_each}
            if len(numbered) > 1:  # a row may show both of one person's: those two are not two persons
                union.join(two, _of_kinds(held, rows, NUMBERED, checked=True), nobody, chosen, there)
        at_least, surplus = 0, 0
        for spaces in self._each(assume.one_each):
            at_least = max(at_least, int(union.different(two, there, self.numbering.space_of, spaces)))
            if any(self.kinds[space] in assume.of_one_person for space in np.flatnonzero(spaces)):
                surplus += union.surplus(parent, seen, there, self.numbering.space_of, spaces)
        hubs = int(np.count_nonzero(beside & self._blocked[:size])) if beside.any() else 0
        at_most = without + int(union.components(parent, seen)) + surplus + hubs
        return Range(at_least, max(at_least, at_most))

    def _each(self, one_each: Iterable[str]) -> Iterator[npt.NDArray[np.bool_]]:
        """Spaces whose identifiers, if of these kinds, are all different persons'."""
        groups = dict.fromkeys(
            group for group, kind in zip(self._groups, self.kinds, strict=True) if group and kind in one_each
        )
        for group in groups:
            yield np.array(
                [g == group and kind in one_each for g, kind in zip(self._groups, self.kinds, strict=True)],
                np.bool_,
            )

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


def _group(column: Wanted) -> str | None:
    """What a column's identifiers are told apart from: an older form, or an unchecked digest, from nothing."""
    if column.older or (column.hashed and not column.valid):
        return None
    return column.domain


def _persons_of(held: Held, kinds: Iterable[str]) -> list[list[int]]:
    """The columns of these kinds by the person of whom each tells; one list, unless they are named for several.

    What is nobody's by its name, or a number of whoever works there, belongs to whomever the row is about.
    """
    of: dict[int, str | None] = {}
    for at, column in enumerate(held.columns):
        if column.kind in kinds:
            name = whose(column.column)
            of[at] = name if column.kind == "account" or name in RELATED else None
    about = next((name for name in of.values() if name is not None and name not in RELATED), "")
    found: dict[str, list[int]] = {}
    for at, named in of.items():
        found.setdefault(about if named is None else named, []).append(at)
    return list(found.values()) or [[]]


def _of_kinds(held: Held, rows: union.Nodes, kinds: Iterable[str], *, checked: bool = False) -> Any:
    return np.ascontiguousarray(
        rows[[at for at, c in enumerate(held.columns) if c.kind in kinds and (c.checked or not checked)]]
    )
