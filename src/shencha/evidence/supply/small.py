"""The same as `kernel`, by numpy: a small graph is answered before a compiler would have started."""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np

from shencha.evidence.supply.rows import LIFE, Rows

Table = Any


class SmallTable:
    """Rows × scenarios of one block, reckoned row by row with all scenarios of a row at once."""

    def __init__(self, rows: Rows, table: Table, add: Any, never: Any, steps: Any) -> None:
        self._rows, self._table, self._add, self._never, self._steps = rows, table, add, never, steps

    def fill(self, cut_starts: Any, cut_columns: Any) -> Any:
        """Fill the table; how many components of the bills each scenario loses."""
        rows, table = self._rows, self._table
        self._cut_starts, self._cut_columns = cut_starts, cut_columns
        for knot in range(len(rows.knots) - 1):
            first, last = int(rows.knots[knot]), int(rows.knots[knot + 1])
            if last - first == 1:
                table[first] = self._row(first)
            elif rows.tangled[knot]:
                self._tangle(first, last)
            else:
                self._settle(first, last, self._row, self._later)
        return np.count_nonzero(table[rows.counted] != self._never, axis=0)

    def _sources(self, row: int) -> Any:
        return self._rows.rests_on[self._rows.starts[row] : self._rows.starts[row + 1]]

    def _row(self, row: int) -> Any:
        if self._rows.kind[row] == LIFE:
            return (self._table[self._sources(row)] ^ self._steps).max(axis=0) ^ self._steps
        found = self._first_gone(row)
        return np.where(found == self._never, found, found + self._add[row])

    def _first_gone(self, row: int) -> Any:
        sources = self._sources(row)
        if len(sources):
            found = self._table[sources].min(axis=0)
        else:
            found = np.full(self._table.shape[1], self._never, self._table.dtype)
        found[self._cut_columns[self._cut_starts[row] : self._cut_starts[row + 1]]] = 0
        return found

    def _settle(self, first: int, last: int, value: Any, later: Any) -> None:
        """Reckon a knot, the smallest first, then once more by whole rows, until nothing changes.

        Args:
            value: a row from what it rests on, for all scenarios. later: a row of the knot in one scenario, from one
                that it rests on there; None where that one alone says nothing.
        """
        table, above = self._table, self._above(first, last)
        table[first:last] = self._never
        never = int(self._never)
        for row in range(first, last):
            own = int(self._sources(row)[0]) if self._rows.kind[row] == LIFE else -1
            if not first <= own < last:
                table[row] = value(row)
        begun = table[first:last].copy()
        for column in range(table.shape[1]):
            known = table[:, column]
            known[first:last] = begun[:, column]
            waiting = [(int(known[row]), row) for row in range(first, last) if known[row] != never]
            heapq.heapify(waiting)
            while waiting:
                days, row = heapq.heappop(waiting)
                if days != known[row]:
                    continue
                for higher in above[row - first]:
                    found = later(higher, row, days, column)
                    if found is not None and found < known[higher]:
                        known[higher] = found
                        heapq.heappush(waiting, (found, higher))
        changed, order = True, range(first, last)
        while changed:
            changed = False
            for row in order:
                found = value(row)
                if not np.array_equal(found, table[row]):
                    table[row] = found
                    changed = True
            order = order[::-1]

    def _above(self, first: int, last: int) -> list[list[int]]:
        """Of each row of a knot the rows of the knot that rest on it."""
        found: list[list[int]] = [[] for _ in range(last - first)]
        for row in range(first, last):
            for source in self._sources(row).tolist():
                if first <= source < last:
                    found[source - first].append(row)
        return found

    def _later(self, row: int, source: int, days: int, column: int) -> int:
        if self._rows.kind[row] != LIFE:
            return days + int(self._add[row])
        steps = int(self._steps)
        beside = (
            int(self._table[one, column]) ^ steps for one in self._sources(row).tolist() if one != source
        )
        return int(max(days ^ steps, *beside, 0)) ^ steps

    def _tangle(self, first: int, last: int) -> None:
        rows, table, days = self._rows, self._table, ~self._steps
        base = np.zeros((last - first, table.shape[1]), table.dtype)
        lent = base.copy()
        turn = 0

        def only_days(value: Any) -> Any:
            return np.where(value == self._never, value, value & days)

        def outer(row: int) -> Any:
            return self._sources(row)[~rows.inner[rows.starts[row] : rows.starts[row + 1]]]

        def value(row: int) -> Any:
            if rows.kind[row] == LIFE:
                return np.maximum(lent[row - first], only_days(table[outer(row)]).max(axis=0))
            found = only_days(self._first_gone(row))
            more = (self._add[row] & days) if turn == 0 else 0
            return np.maximum(np.where(found == self._never, found, found + more), base[row - first])

        def later(row: int, source: int, after: int, column: int) -> int | None:
            if rows.kind[row] != LIFE:
                more = int(self._add[row] & days) if turn == 0 else 0
                return max(after + more, int(base[row - first, column]))
            if source not in outer(row):
                return None
            beside: list[int] = only_days(table[outer(row), column]).tolist()
            return max(int(lent[row - first, column]), *beside)

        while True:
            before = table[first:last].copy()
            self._settle(first, last, value, later)
            if turn == 0:
                base = table[first:last].copy()
            elif np.array_equal(before, table[first:last]):
                return
            for row in range(first, last):
                inside = self._sources(row)[rows.inner[rows.starts[row] : rows.starts[row + 1]]]
                if len(inside):
                    lent[row - first] = np.maximum(lent[row - first], table[inside].max(axis=0))
            turn += 1
