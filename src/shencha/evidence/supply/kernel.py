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
MOST_WORK = 1_000_000_000
"""Needs looked at in one tangle for all scenarios together, before it is left as it is: a minute or two."""


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
    most_work: Any,
    given_up: Any,
) -> None:
    """Fill `table` (rows × scenarios) and count what is lost.

    Args:
        add: what an OWN row adds: its days above the bits of `steps`, and one step.
        cut_starts, cut_columns: the scenarios in which an OWN row's supply is cut.
        never: the value that means it is not lost at all, all bits set.
        steps: mask of the bits below the days.
        most_work: needs looked at in one tangle for one scenario, before it is left as it is.
        given_up: of each tangled knot the turns after which it was left as it was; 0 where it came to an end.
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
            most_turns = max(2, most_work // max(starts[last] - starts[first], 1))
            done = _tangle(
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
                never,
                steps,
                most_turns,
            )
            if not done:
                given_up[knot] = most_turns
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
    """A circle of needs stands until something in it falls; the ends run round it, the smallest first."""
    size, width = last - first, len(found)
    for row in range(first, last):
        touched[row] = True
        table[row, :] = never
    begins, above = _above(first, last, starts, rests_on)
    most = len(above) + size + 1
    heap, places = np.empty(most, table.dtype), np.empty(most, np.int64)
    cut = np.zeros(size, np.bool_)
    for column in range(width):
        held = 0
        for row in range(first, last):
            cut[row - first] = False
            for at in range(cut_starts[row], cut_starts[row + 1]):
                cut[row - first] |= cut_columns[at] == column
            if kind[row] == 1:
                continue
            value = never
            for at in range(starts[row], starts[row + 1]):
                other = rests_on[at]
                if (other < first or other >= last) and touched[other]:
                    value = min(value, table[other, column])
            if cut[row - first]:
                value = value ^ value
            if value != never:
                value += add[row]
                table[row, column] = value
                held = _push(heap, places, held, value, row)
        while held:
            value, row = heap[0], places[0]
            held = _pop(heap, places, held)
            if value != table[row, column]:
                continue
            for at in range(begins[row - first], begins[row - first + 1]):
                higher = above[at]
                if kind[higher] == 0:
                    later = value + add[higher]
                else:
                    later = value ^ steps
                    for one in range(starts[higher], starts[higher + 1]):
                        other = rests_on[one]
                        if other == row:
                            continue
                        beside = (table[other, column] if touched[other] else never) ^ steps
                        later = beside if beside > later else later
                    later ^= steps
                if later < table[higher, column]:
                    table[higher, column] = later
                    held = _push(heap, places, held, later, higher)
    changed, forward = True, True
    while changed:  # fewer steps on a tie may come round once more
        changed = False
        for index in range(size):
            row = first + index if forward else last - 1 - index
            _row(
                table, touched, row, kind, starts, rests_on, add, cut_starts, cut_columns, found, never, steps
            )
            for column in range(width):
                if found[column] != table[row, column]:
                    table[row, column] = found[column]
                    changed = True
        forward = not forward


def _above(first: Any, last: Any, starts: Any, rests_on: Any) -> Any:
    """Of each row of a knot the rows of the knot that rest on it, as starts and items."""
    size = last - first
    begins = np.zeros(size + 1, np.int64)
    for at in range(starts[first], starts[last]):
        other = rests_on[at]
        if first <= other < last:
            begins[other - first + 1] += 1
    for one in range(size):
        begins[one + 1] += begins[one]
    items, filled = np.empty(begins[size], np.int64), begins[:size].copy()
    for row in range(first, last):
        for at in range(starts[row], starts[row + 1]):
            other = rests_on[at]
            if first <= other < last:
                items[filled[other - first]] = row
                filled[other - first] += 1
    return begins, items


def _push(heap: Any, places: Any, held: Any, value: Any, row: Any) -> Any:
    """One more into a heap with the smallest first; how many it holds."""
    at = held
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= value:
            break
        heap[at], places[at] = heap[parent], places[parent]
        at = parent
    heap[at], places[at] = value, row
    return held + 1


def _pop(heap: Any, places: Any, held: Any) -> Any:
    """Take the smallest off; how many are left."""
    held -= 1
    value, row, at = heap[held], places[held], 0
    while True:
        child = 2 * at + 1
        if child >= held:
            break
        if child + 1 < held and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at], places[at] = heap[child], places[child]
        at = child
    heap[at], places[at] = value, row
    return held


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
    never: Any,
    steps: Any,
    most_turns: Any,
) -> bool:
    """A knot with substitutes in it: first as if none stood in, then time is handed on, stock never twice.

    Each turn reckons the knot anew, the smallest first. What is handed on only ever grows, so that to stop early (after
    `most_turns` turns of one scenario) tells failures too soon, never too late.

    Returns:
        Whether nothing changed any more in any scenario.
    """
    size, width, ended = last - first, table.shape[1], True
    begins, above = _above(first, last, starts, rests_on)
    most = 2 * (len(above) + size) + 1
    heap, places = np.empty(most, table.dtype), np.empty(most, np.int64)
    now, before = np.empty(size, table.dtype), np.empty(size, table.dtype)
    base, lent = np.empty(size, table.dtype), np.empty(size, table.dtype)
    outside = np.empty(size, table.dtype)
    days = ~steps
    for row in range(first, last):
        touched[row] = True
    for column in range(width):
        for row in range(first, last):  # what is known from outside the knot
            one, value = row - first, never
            base[one], lent[one] = 0, 0
            if kind[row] == 1:
                value = lent[one]
            for at in range(starts[row], starts[row + 1]):
                other = rests_on[at]
                if first <= other < last:
                    continue
                beside = table[other, column] if touched[other] else never
                if beside != never:
                    beside &= days
                value = max(value, beside) if kind[row] == 1 else min(value, beside)
            for at in range(cut_starts[row], cut_starts[row + 1]):
                if cut_columns[at] == column:
                    value = value ^ value
            outside[one] = value
        turn = 0
        while True:
            now[:] = never
            held = 0
            for row in range(first, last):
                one = row - first
                value = outside[one]
                if kind[row] == 1:
                    own = rests_on[starts[row]]
                    if first <= own < last:
                        continue
                    value = max(value, lent[one])
                elif value != never:
                    if turn == 0:
                        value += add[row] & days
                    value = max(value, base[one])
                if value != never:
                    now[one] = value
                    held = _push(heap, places, held, value, one)
            while held:
                value, one = heap[0], places[0]
                held = _pop(heap, places, held)
                if value != now[one]:
                    continue
                for at in range(begins[one], begins[one + 1]):
                    higher = above[at]
                    up = higher - first
                    later = value
                    if kind[higher] == 0:
                        if turn == 0:
                            later += add[higher] & days
                        later = max(later, base[up])
                    else:
                        if rests_on[starts[higher]] != first + one:
                            continue  # it only stands in
                        later = max(max(later, lent[up]), outside[up])
                    if later < now[up]:
                        now[up] = later
                        held = _push(heap, places, held, later, up)
            same = turn > 0
            for one in range(size):
                if turn == 0:
                    base[one] = now[one]
                elif before[one] != now[one]:
                    same = False
                before[one] = now[one]
            turn += 1
            if same:
                break
            if turn >= most_turns:
                ended = False
                break
            for row in range(first, last):
                for at in range(starts[row], starts[row + 1]):
                    if inner[at]:
                        lent[row - first] = max(lent[row - first], now[rests_on[at] - first])
        table[first:last, column] = now
    return ended


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
    """Pass the bits of every row down to all it rests on; substitutes are not rested on.

    Within a knot they go round by needs alone: what only stands in for another there is not rested on.
    """
    longest = 1
    for knot in range(len(knots) - 1):
        longest = max(longest, knots[knot + 1] - knots[knot])
    waiting = np.empty(longest, np.int64)
    is_waiting = np.zeros(longest, np.bool_)
    for back in range(len(knots) - 1):
        knot = len(knots) - 2 - back
        first, last = knots[knot], knots[knot + 1]
        size = last - first
        head, held = 0, 0
        for row in range(first, last):
            if bits[row]:
                waiting[held] = row
                held += 1
                is_waiting[row - first] = True
        while held:
            row = waiting[head]
            head = (head + 1) % size
            held -= 1
            is_waiting[row - first] = False
            end = starts[row + 1] if kind[row] == 0 else starts[row] + 1
            for at in range(starts[row], end):
                other = rests_on[at]
                more = bits[row] & ~bits[other]
                if not more:
                    continue
                bits[other] |= more
                if first <= other < last and not is_waiting[other - first]:
                    waiting[(head + held) % size] = other
                    held += 1
                    is_waiting[other - first] = True


@cache
def compiled(name: str) -> Callable[..., Any]:
    """One of this module's loops as machine code; what it calls is compiled with it."""
    import numba

    if name == "block":
        for inner_name in ("_above", "_push", "_pop", "_row", "_circle", "_tangle"):
            globals()[inner_name] = compiled(inner_name)
    made: Callable[..., Any] = numba.njit(cache=True, nogil=True)(_SOURCES[name])
    return made


_SOURCES = {
    one.__name__: one for one in (block, chains, reach, _above, _push, _pop, _row, _circle, _tangle, _longest)
}
