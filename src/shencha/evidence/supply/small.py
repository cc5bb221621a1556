"""The same as `supply_kernel`, by numpy: a small graph is answered before a compiler would have started."""

from __future__ import annotations

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
                self._settle(first, last, self._row)
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

    def _settle(self, first: int, last: int, value: Any) -> None:
        """Sweep a knot to and fro from 'never' downwards until nothing changes."""
        table, order = self._table, range(first, last)
        table[first:last] = self._never
        changed = True
        while changed:
            changed = False
            for row in order:
                found = value(row)
                if not np.array_equal(found, table[row]):
                    table[row] = found
                    changed = True
            order = order[::-1]

    def _tangle(self, first: int, last: int) -> None:
        rows, table, days = self._rows, self._table, ~self._steps
        base = np.zeros((last - first, table.shape[1]), table.dtype)
        lent = base.copy()
        turn = 0

        def only_days(value: Any) -> Any:
            return np.where(value == self._never, value, value & days)

        def value(row: int) -> Any:
            if rows.kind[row] == LIFE:
                outer = self._sources(row)[~rows.inner[rows.starts[row] : rows.starts[row + 1]]]
                return np.maximum(lent[row - first], only_days(table[outer]).max(axis=0))
            found = only_days(self._first_gone(row))
            more = (self._add[row] & days) if turn == 0 else 0
            return np.maximum(np.where(found == self._never, found, found + more), base[row - first])

        while True:
            before = table[first:last].copy()
            self._settle(first, last, value)
            if turn == 0:
                base = table[first:last].copy()
            elif np.array_equal(before, table[first:last]):
                return
            for row in range(first, last):
                inside = self._sources(row)[rows.inner[rows.starts[row] : rows.starts[row + 1]]]
                if len(inside):
                    lent[row - first] = np.maximum(lent[row - first], table[inside].max(axis=0))
            turn += 1
