"""The inner loops of a cut: many scenarios side by side, one column each, over the rows in their order.

Written for numba, compiled on first use and kept on disk; importing this module compiles nothing, and small
graphs never come here (see `supply_small`, which does the same by numpy and is tested to agree).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

_SMALL = 20_000


def block(
    table: Any,
    touched: Any,
    kind: Any,
    starts: Any,
    rests_on: Any,
    inner: Any,
    add: Any,
    knots: Any,
    tangled: Any,
    counted: Any,
    cut_starts: Any,
    cut_columns: Any,
    lost: Any,
    never: Any,
    steps: Any,
) -> None:
    """Fill `table` (rows × scenarios) and count what is lost.

    Args:
        add: what an OWN row adds: its days above the bits of `steps`, and one step.
        cut_starts, cut_columns: the scenarios in which an OWN row's supply is cut.
        never: the value that means it is not lost at all, all bits set.
        steps: mask of the bits below the days.
    """
    width = table.shape[1]
    found = np.empty(width, table.dtype)
    for knot in range(len(knots) - 1):
        first, last = knots[knot], knots[knot + 1]
        if last - first == 1:
            touched[first] = _row(
                table,
                touched,
                first,
                kind,
                starts,
                rests_on,
                add,
                cut_starts,
                cut_columns,
                found,
                never,
                steps,
            )
            if touched[first]:
                table[first, :] = found
        elif tangled[knot]:
            _tangle(
                table,
                touched,
                first,
                last,
                kind,
                starts,
                rests_on,
                inner,
                add,
                cut_starts,
                cut_columns,
                found,
                never,
                steps,
            )
        else:
            _circle(
                table,
                touched,
                first,
                last,
                kind,
                starts,
                rests_on,
                add,
                cut_starts,
                cut_columns,
                found,
                never,
                steps,
            )
        for row in range(first, last):
            if counted[row] and touched[row]:
                for column in range(width):
                    lost[column] += table[row, column] != never


def _row(
    table: Any,
    touched: Any,
    row: Any,
    kind: Any,
    starts: Any,
    rests_on: Any,
    add: Any,
    cut_starts: Any,
    cut_columns: Any,
    found: Any,
    never: Any,
    steps: Any,
) -> bool:
    """One row from what it rests on, into `found`; whether anything in it is lost."""
    width = len(found)
    if kind[row] == 1:
        for at in range(starts[row], starts[row + 1]):
            if not touched[rests_on[at]]:
                return False
        for column in range(width):
            found[column] = 0
        for at in range(starts[row], starts[row + 1]):
            source = table[rests_on[at]]
            for column in range(width):
                one, other = found[column] ^ steps, source[column] ^ steps
                found[column] = (one if one > other else other) ^ steps
        return True
    some = cut_starts[row + 1] > cut_starts[row]
    for column in range(width):
        found[column] = never
    for at in range(starts[row], starts[row + 1]):
        if touched[rests_on[at]]:
            some = True
            source = table[rests_on[at]]
            for column in range(width):
                found[column] = min(found[column], source[column])
    for at in range(cut_starts[row], cut_starts[row + 1]):
        found[cut_columns[at]] = 0
    if some:
        more = add[row]
        for column in range(width):
            value = found[column]
            found[column] = value if value == never else value + more
    return bool(some)


def _circle(
    table: Any,
    touched: Any,
    first: Any,
    last: Any,
    kind: Any,
    starts: Any,
    rests_on: Any,
    add: Any,
    cut_starts: Any,
    cut_columns: Any,
    found: Any,
    never: Any,
    steps: Any,
) -> None:
    """A circle of needs stands until something in it falls: sweep to and fro from 'never' downwards."""
    for row in range(first, last):
        touched[row] = True
        table[row, :] = never
    changed, forward = True, True
    while changed:
        changed = False
        for index in range(last - first):
            row = first + index if forward else last - 1 - index
            _row(
                table, touched, row, kind, starts, rests_on, add, cut_starts, cut_columns, found, never, steps
            )
            for column in range(len(found)):
                if found[column] != table[row, column]:
                    table[row, column] = found[column]
                    changed = True
        forward = not forward


def _tangle(
    table: Any,
    touched: Any,
    first: Any,
    last: Any,
    kind: Any,
    starts: Any,
    rests_on: Any,
    inner: Any,
    add: Any,
    cut_starts: Any,
    cut_columns: Any,
    found: Any,
    never: Any,
    steps: Any,
) -> None:
    """A knot with substitutes in it: first as if none stood in, then time is handed on, stock never twice."""
    size, width = last - first, len(found)
    nothing = found[0] ^ found[0]
    base = np.empty((size, width), table.dtype)
    before = np.empty((size, width), table.dtype)
    lent = np.zeros((size, width), table.dtype)
    base[:, :] = 0
    for turn in range(1 << 62):
        for row in range(first, last):
            touched[row] = True
            table[row, :] = never
        changed, forward = True, True
        while changed:
            changed = False
            for index in range(size):
                row = first + index if forward else last - 1 - index
                if kind[row] == 0:
                    for column in range(width):
                        found[column] = never
                    for at in range(starts[row], starts[row + 1]):
                        if touched[rests_on[at]]:
                            for column in range(width):
                                found[column] = min(found[column], table[rests_on[at], column])
                    for at in range(cut_starts[row], cut_starts[row + 1]):
                        found[cut_columns[at]] = 0
                    more = add[row] & ~steps if turn == 0 else nothing
                    for column in range(width):
                        value = found[column]
                        if value != never:
                            value = (value & ~steps) + more
                        found[column] = max(value, base[row - first, column])
                else:
                    found[:] = lent[row - first]
                    for at in range(starts[row], starts[row + 1]):
                        source = rests_on[at]
                        if inner[at]:
                            continue
                        for column in range(width):
                            value = table[source, column] if touched[source] else never
                            if value != never:
                                value &= ~steps
                            found[column] = max(found[column], value)
                for column in range(width):
                    if found[column] != table[row, column]:
                        table[row, column] = found[column]
                        changed = True
            forward = not forward
        if turn == 0:
            base[:, :] = table[first:last]
        else:
            same = True
            for row in range(size):
                for column in range(width):
                    if before[row, column] != table[first + row, column]:
                        same = False
            if same:
                return
        before[:, :] = table[first:last]
        for row in range(first, last):
            for at in range(starts[row], starts[row + 1]):
                if inner[at]:
                    for column in range(width):
                        value = table[rests_on[at], column]
                        lent[row - first, column] = max(lent[row - first, column], value)


def chains(
    table: Any,
    starts: Any,
    rests_on: Any,
    kind: Any,
    add: Any,
    cut_starts: Any,
    cut_columns: Any,
    rows: Any,
    columns: Any,
    out: Any,
    ends: Any,
) -> int:
    """For each (row, scenario) the rows of a shortest chain down to a cut, written to `out`.

    Returns:
        How many chains fitted; `ends[i]` is where the i-th ends, negative if it must be searched for.
    """
    at = 0
    for asked in range(len(rows)):
        row, column, begun = rows[asked], columns[asked], at
        while True:
            if at >= len(out):
                return asked
            out[at] = row
            at += 1
            wanted = table[row, column]
            if kind[row] == 0:
                is_cut = False
                for one in range(cut_starts[row], cut_starts[row + 1]):
                    is_cut |= cut_columns[one] == column
                if is_cut:
                    ends[asked] = at
                    break
                if wanted < add[row]:  # in a tangle, where time is handed on
                    at = begun
                    ends[asked] = -1
                    break
                wanted -= add[row]
            further = -1
            for one in range(starts[row], starts[row + 1]):
                if table[rests_on[one], column] == wanted:
                    further = rests_on[one]
                    break
            if further < 0 or at - begun > len(kind):
                at = begun
                ends[asked] = -1
                break
            row = further
    return len(rows)


def _longest(starts: Any, rests_on: Any, knots: Any, stock: Any) -> tuple[int, int]:
    days, chain = np.zeros(len(stock), np.int64), np.zeros(len(stock), np.int64)
    most_days, most_chain = 0, 0
    for knot in range(len(knots) - 1):
        first, last = knots[knot], knots[knot + 1]
        high, far, sum_days = 0, 0, 0
        for row in range(first, last):
            sum_days += stock[row]
            for at in range(starts[row], starts[row + 1]):
                high, far = max(high, days[rests_on[at]]), max(far, chain[rests_on[at]])
        for row in range(first, last):
            days[row], chain[row] = high + sum_days, far + last - first
        most_days, most_chain = max(most_days, high + sum_days), max(most_chain, far + last - first)
    return most_days, most_chain


def longest(starts: Any, rests_on: Any, knots: Any, stock: Any) -> tuple[int, int]:
    """An upper bound for the days and the number of rows of any chain."""
    work = _longest if len(stock) + len(rests_on) < _SMALL else compiled("_longest")
    days, chain = work(starts, rests_on, knots, stock)
    return int(days), int(chain)


def reach(starts: Any, rests_on: Any, kind: Any, knots: Any, bits: Any) -> None:
    """Pass the bits of every row down to all it rests on; substitutes are not rested on."""
    for back in range(len(knots) - 1):
        knot = len(knots) - 2 - back
        first, last = knots[knot], knots[knot + 1]
        all_of = bits[first]
        for row in range(first, last):
            all_of |= bits[row]
        if not all_of:
            continue
        for row in range(first, last):
            bits[row] = all_of
            end = starts[row + 1] if kind[row] == 0 else starts[row] + 1
            for at in range(starts[row], end):
                bits[rests_on[at]] |= all_of


@cache
def compiled(name: str) -> Callable[..., Any]:
    """One of this module's loops as machine code; what it calls is compiled with it."""
    import numba

    if name == "block":
        for inner_name in ("_row", "_circle", "_tangle"):
            globals()[inner_name] = compiled(inner_name)
    made: Callable[..., Any] = numba.njit(cache=True, nogil=True)(_SOURCES[name])
    return made


_SOURCES = {one.__name__: one for one in (block, chains, reach, _row, _circle, _tangle, _longest)}
