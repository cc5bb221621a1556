"""Cuts: what is taken away together, and what follows from each of many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from shencha.evidence.supply.choices import with_choices
from shencha.evidence.supply.graph import Ints, SupplyGraph
from shencha.evidence.supply.rows import LIFE, OWN, rows_of
from shencha.evidence.supply.services import Gate, Service

WIDTH = 512
"""Scenarios side by side: a look at a need serves them all, and their rows of one component fill whole cache lines."""
_SMALL_WORK = 40_000
_SMALL_KNOTS = 100_000
"""Rows that stand in knots times scenarios up to which a compiler would cost more than it saves."""
_MOST_BYTES = 1 << 27
"""Of one block's table; a very large graph is answered for fewer cuts at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One supplier, one jurisdiction or one component that is cut off, and the components it takes away."""

    name: str
    components: Ints


@dataclass(frozen=True, slots=True)
class Cut:
    """One scenario: everything in it is cut off on the same day."""

    taken: tuple[Taken, ...]

    @property
    def name(self) -> str:
        """`supplier:acme`; several are joined by +."""
        return "+".join(one.name for one in self.taken)


@dataclass(frozen=True, slots=True)
class Failure:
    """One service that fails, after how many days, and one shortest chain that explains it."""

    service: int
    after_days: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from one cut."""

    cut: Cut
    failures: tuple[Failure, ...]
    """The soonest first; at most as many as are told, `failed` says how many there are."""
    failed: int
    components_lost: int


def single_cuts(graph: SupplyGraph) -> tuple[list[Cut], list[Cut]]:
    """Each supplier and each jurisdiction by itself."""
    suppliers = _by_number(graph.supplier, len(graph.suppliers))
    places = _by_number(graph.jurisdiction, len(graph.jurisdictions))
    return (
        [Cut((Taken(f"supplier:{s.id}", c),)) for s, c in zip(graph.suppliers, suppliers, strict=True)],
        [Cut((Taken(f"jurisdiction:{p}", c),)) for p, c in zip(graph.jurisdictions, places, strict=True)],
    )


def owned_by(graph: SupplyGraph) -> dict[str, Ints]:
    """Components by the owner of their supplier: the owner's id where the register names one, and its jurisdiction."""
    found: dict[str, list[int]] = {}
    for number, one in enumerate(graph.suppliers):
        for owner in dict.fromkeys((one.owner, one.owner_jurisdiction)):
            if owner:
                found.setdefault(owner, []).append(number)
    return {owner: np.flatnonzero(np.isin(graph.supplier, numbers)) for owner, numbers in found.items()}


def owner_cuts(graph: SupplyGraph) -> list[Cut]:
    """All suppliers of one owner, and of owners from one jurisdiction, by themselves."""
    return [Cut((Taken(f"owner:{owner}", taken),)) for owner, taken in owned_by(graph).items()]


def pairs_of(cuts: Sequence[Cut]) -> list[Cut]:
    """Each two of these together, in the order of their names."""
    ordered = sorted(cuts, key=lambda cut: cut.name)
    return [Cut((*one.taken, *other.taken)) for one, other in combinations(ordered, 2)]


def _by_number(numbers: Ints, count: int) -> list[Ints]:
    order = np.argsort(numbers, kind="stable")
    edges = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[start:end] for start, end in pairwise(edges)]


class Cutter:
    """Answers cuts of one graph, many at a time.

    Args:
        explain: whether a chain is wanted for each failure; without it the numbers are narrower.
    """

    def __init__(self, graph: SupplyGraph, *, explain: bool = True) -> None:
        self.graph, self.rows = graph, rows_of(graph)
        self._rows, self.untried = with_choices(self.rows)
        self._explain = explain
        self._kept: Any = None
        """The table of the last block: its memory serves the next, which costs less than asking for more."""
        knots = np.diff(self._rows.knots)
        self._in_knots = int(knots[knots > 1].sum())
        self._scenarios = 1
        """How many share the work that a tangle may take."""
        self.given_up: dict[int, int] = {}
        """Tangles that were left before nothing changed any more: by their knot the turns taken."""
        days = max(int(self._rows.longest_days), 1).bit_length() + 1
        self._bits = int(self._rows.longest_chain + 1).bit_length() if explain else 0
        wide = next(w for w in ((32, 64) if explain else (16, 32, 64)) if days + self._bits <= w)
        self.dtype = np.dtype(f"uint{wide}")
        self._never = self.dtype.type(2**wide - 1)
        self._steps = self.dtype.type((1 << self._bits) - 1)
        step = (self._rows.kind == OWN).astype(np.int64) * bool(self._bits)
        self._add = ((self._rows.stock << self._bits) | step).astype(self.dtype)
        self._simple = np.array(
            [self._rows.life[s.needs] if not isinstance(s.needs, Gate) else -1 for s in graph.services],
            np.int64,
        )

    def consequences(
        self,
        cuts: Sequence[Cut],
        *,
        told: int = 1_000,
        advance: Callable[[int, int], None] = lambda done, of: None,
    ) -> Iterator[Consequence]:
        """What follows from each cut, in the order given.

        Args:
            told: how many failures of one cut are told with their chains, the soonest first.
            advance: told how many cuts are done, and of how many.
        """
        self._scenarios = max(len(cuts), 1)
        small = len(self._rows.kind) * -(-len(cuts) // WIDTH) <= _SMALL_WORK
        small &= self._in_knots * len(cuts) <= _SMALL_KNOTS
        width = min(WIDTH if small else self._width(), max(len(cuts), 1))
        for start in range(0, len(cuts), width):
            some = cuts[start : start + width]
            advance(start, len(cuts))
            yield from self._block(some, small=small, told=told)
        advance(len(cuts), len(cuts))

    def tables(self, cuts: Sequence[Cut]) -> Iterator[tuple[Any, Any]]:
        """Days of every row and losses, block by block (the table is good until the next block)."""
        self._scenarios = max(len(cuts), 1)
        width = self._width()
        for start in range(0, len(cuts), width):
            some = cuts[start : start + width]
            table, lost, _ = self._table(some, small=False)
            yield table, lost

    def _width(self) -> int:
        """How many scenarios are reckoned side by side: the more, the fewer looks at each need."""
        return max(1, min(WIDTH, _MOST_BYTES // max(1, len(self._rows.kind) * self.dtype.itemsize)))

    def lives(self, cut: Cut) -> Ints:
        """How many days each component lives under one cut; -1 for ever."""
        self._scenarios = 1
        small = len(self._rows.kind) <= _SMALL_WORK and self._in_knots <= _SMALL_KNOTS
        table, _, _ = self._table([cut], small=small)
        found = table[self._rows.life, 0]
        days: Ints = np.where(found == self._never, -1, (found >> self._bits).astype(np.int64))
        return days

    def _table(self, cuts: Sequence[Cut], *, small: bool) -> tuple[Any, Any, Any]:
        rows = self._rows
        shape = (len(rows.kind), len(cuts))
        cut = self._cut_columns(cuts)
        if small:
            from shencha.evidence.supply.small import SmallTable

            table = np.full(shape, self._never, self.dtype)
            lost = SmallTable(rows, table, self._add, self._never, self._steps).fill(*cut)
            return table, lost, cut
        from shencha.evidence.supply.kernel import MOST_WORK, compiled

        if self._kept is None or self._kept.size < shape[0] * shape[1]:
            self._kept = np.empty(shape[0] * shape[1], self.dtype)
        table = self._kept[: shape[0] * shape[1]].reshape(shape)
        table.fill(self._never)
        lost = np.zeros(len(cuts), np.int64)
        given_up = np.zeros(len(rows.knots) - 1, np.int64)
        compiled("block")(
            table,
            np.zeros(shape[0], np.bool_),
            rows.kind,
            rows.starts,
            rows.rests_on,
            rows.inner,
            self._add,
            rows.knots,
            rows.tangled,
            rows.counted,
            *cut,
            lost,
            self._never,
            self._steps,
            MOST_WORK // self._scenarios,
            given_up,
        )
        for knot in np.flatnonzero(given_up).tolist():
            self.given_up[knot] = max(int(given_up[knot]), self.given_up.get(knot, 0))
        return table, lost, cut

    def left_open(self) -> Iterator[tuple[int, int, int]]:
        """Of each tangle that was given up: one of its components, how many rows it has, and the turns taken."""
        for knot, turns in self.given_up.items():
            first, last = int(self._rows.knots[knot]), int(self._rows.knots[knot + 1])
            yield int(self._rows.component[first]), last - first, turns

    def _cut_columns(self, cuts: Sequence[Cut]) -> tuple[Any, Any]:
        """For each row the columns in which its supply is cut."""
        taken = [(column, one.components) for column, cut in enumerate(cuts) for one in cut.taken]
        away = np.concatenate([c for _, c in taken]) if taken else np.zeros(0, np.int64)
        columns = np.repeat(np.array([n for n, _ in taken], np.int32), [len(c) for _, c in taken])
        if self._rows.copies is None:
            places = self._rows.own[away]
        else:
            copies = [self._rows.copies[one] for one in away]
            columns = np.repeat(columns, [len(one) for one in copies])
            places = np.concatenate(copies) if copies else np.zeros(0, np.int64)
        order = np.argsort(places, kind="stable")
        starts = np.zeros(len(self._rows.kind) + 1, np.int32)
        np.cumsum(np.bincount(places, minlength=len(self._rows.kind)), out=starts[1:])
        return starts, columns[order]

    def _block(self, cuts: Sequence[Cut], *, small: bool, told: int) -> Iterator[Consequence]:
        table, lost, cut = self._table(cuts, small=small)
        values = self._services(table)
        found: list[tuple[int, int, int]] = []  # column, service, days
        failed = np.count_nonzero(values != self._never, axis=0)
        for column in np.flatnonzero(failed):
            days = (values[:, column] >> self._bits).astype(np.int64)
            fails = np.flatnonzero(values[:, column] != self._never)
            after = days[fails] + self._tolerated()[fails]
            soonest = np.lexsort((fails, after))[:told]
            found += [(int(column), int(fails[i]), int(after[i])) for i in soonest]
        because = self._chains(table, cuts, cut, found, small=small) if self._explain else [()] * len(found)
        failures: list[list[Failure]] = [[] for _ in cuts]
        for (place, service, after), chain in zip(found, because, strict=True):
            failures[place].append(Failure(service, after, chain))
        for number, one in enumerate(cuts):
            yield Consequence(one, tuple(failures[number]), int(failed[number]), int(lost[number]))

    def _tolerated(self) -> Ints:
        return np.array([s.tolerates_days for s in self.graph.services], np.int64)

    def _services(self, table: Any) -> Any:
        """Days (and steps) of every service in every scenario, before what it tolerates."""
        values = table[np.maximum(self._simple, 0)]
        for number in np.flatnonzero(self._simple < 0):
            values[number] = self._gate(table, self.graph.services[number].needs)
        return values

    def _gate(self, table: Any, needs: int | Gate) -> Any:
        """The count-th longest of the parts; of those that last as long, the one soonest explained."""
        if not isinstance(needs, Gate):
            return table[self._rows.life[needs]]
        parts = np.stack([self._gate(table, one) for one in needs.parts])
        days = parts >> self._bits
        last = np.sort(days, axis=0)[len(needs.parts) - needs.count]
        return np.where(days == last, parts, self._never).min(axis=0)

    def _leaf(self, table: Any, service: Service, column: int) -> int:
        """The component of a service's tree whose failure decides."""
        needs: int | Gate = service.needs
        while isinstance(needs, Gate):
            wanted = self._gate(table[:, column : column + 1], needs)[0]
            needs = next(p for p in needs.parts if self._gate(table[:, column : column + 1], p)[0] == wanted)
        return needs

    def _chains(
        self, table: Any, cuts: Sequence[Cut], cut: Any, found: list[tuple[int, int, int]], *, small: bool
    ) -> list[tuple[str, ...]]:
        services = self.graph.services
        leaves = [
            services[s].needs if self._simple[s] >= 0 else self._leaf(table, services[s], column)
            for column, s, _ in found
        ]
        asked = self._rows.life[np.array(leaves, np.int64)] if leaves else np.zeros(0, np.int32)
        columns = np.array([column for column, _, _ in found], np.int32)
        told = []
        for places, column in zip(self._traced(table, cut, asked, columns, small), columns, strict=True):
            told.append(self._words(places, cuts[column]))
        return told

    def _traced(self, table: Any, cut: Any, asked: Any, columns: Any, small: bool) -> Iterator[list[int]]:
        from shencha.evidence.supply import kernel as supply_kernel

        rows = self._rows
        work: Any = supply_kernel.chains if small else supply_kernel.compiled("chains")
        done, out = 0, np.empty(max(1 << 12, 16 * len(asked)), np.int32)
        while done < len(asked):
            ends = np.zeros(len(asked) - done, np.int64)
            fitted = work(
                table,
                rows.starts,
                rows.rests_on,
                rows.kind,
                self._add,
                *cut,
                asked[done:],
                columns[done:],
                out,
                ends,
            )
            begun = 0
            for index in range(fitted):
                if ends[index] < 0:
                    yield self._searched(table, cut, int(asked[done + index]), int(columns[done + index]))
                    continue
                yield out[begun : ends[index]].tolist()
                begun = int(ends[index])
            done += fitted
            if not fitted:
                out = np.empty(2 * len(out), np.int32)

    def _searched(self, table: Any, cut: Any, row: int, column: int) -> list[int]:
        """In a tangle: the nearest cut among what is lost below this row, breadth first."""
        starts, columns = cut
        came: dict[int, int] = {row: -1}
        waiting = [row]
        for one in waiting:
            if column in columns[starts[one] : starts[one + 1]]:
                chain = [one]
                while came[chain[-1]] >= 0:
                    chain.append(came[chain[-1]])
                return chain[::-1]
            for further in self._rows.rests_on[self._rows.starts[one] : self._rows.starts[one + 1]].tolist():
                if further not in came and table[further, column] != self._never:
                    came[further] = one
                    waiting.append(further)
        raise AssertionError("a failure has a cut below it")

    def _words(self, places: list[int], cut: Cut) -> tuple[str, ...]:
        """Names along the chain; what stands in for the one before it is written `substitute:NAME`."""
        rows, names, words = self._rows, self.graph.names, list[str]()
        before = LIFE
        one = -1
        for place in places:
            component = int(rows.component[place])
            stands_in = before == LIFE and words and component != one
            if component != one:
                words.append(f"substitute:{names[component]}" if stands_in else names[component])
            one, before = component, int(rows.kind[place])
        holder = next(t for t in cut.taken if _holds(t.components, one))
        return (*words, holder.name)


def _holds(components: Ints, one: int) -> bool:
    at = int(np.searchsorted(components, one))
    return at < len(components) and int(components[at]) == one
