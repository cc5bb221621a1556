"""Connected components of identifiers, from streams of hashes: a numba hash table and union-find.

Hashes become node numbers as they arrive; only node numbers are kept (four bytes for each identifier of a
record), and every question (strong links, all links, the rows of one mark) is a pass over them.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from shencha.evidence.people.query import INVALID, MISSING

Nodes = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]
NO_NODE, BAD_NODE = -1, -2
"""Nothing is written; what is written is no such identifier."""
_EMPTY = np.uint64(0)
_FULL = 0.6
_LARGE = 1 << 22
"""Slots from which the table grows twofold only, and not fourfold."""
_NODE, _TIMES, _ONCE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(1 << 32)
_MOST_TIMES = np.uint64(255)


class Numbering:
    """Numbers hashes from 0 in the order in which they come; tells their space and how often they came."""

    def __init__(self) -> None:
        self.size = 0
        self._table = _zeros(1 << 17)
        """Of each slot the hash, then its node and how often it came, in one cache line."""
        self.space_of = np.zeros(1 << 16, np.uint8)

    def number(self, hashes: Hashes, space: int) -> Nodes:
        """Node numbers of a column of hashes of that space."""
        self._room(len(hashes))
        out = np.empty(len(hashes), np.int32)
        self.size = int(_number(hashes, self._table, self.space_of, self.size, np.uint8(space), out))
        return out

    def hashes(self) -> tuple[Hashes, Nodes]:
        """Every hash with its node."""
        keys, held = self._table[::2], self._table[1::2]
        used = keys != _EMPTY
        return keys[used], held[used].astype(np.uint32).astype(np.int32)

    def times(self) -> npt.NDArray[np.uint8]:
        """How many rows hold each identifier; 255 stands for that many and more."""
        out = np.zeros(self.size, np.uint8)
        _times(self._table, out)
        return out

    def _room(self, more: int) -> None:
        wanted = self.size + more
        if wanted > len(self.space_of):
            self.space_of = _longer(self.space_of, max(wanted, len(self.space_of) * 3 // 2))
        slots = len(self._table) // 2
        if wanted > _FULL * slots:
            while wanted > _FULL * slots:
                slots *= 4 if slots < _LARGE else 2
            table = _zeros(2 * slots)
            _move(self._table, table)
            self._table = table


def _zeros(size: int) -> npt.NDArray[np.uint64]:
    """Zeros written at once: memory that is only promised comes page by page, and in small ones."""
    table = np.empty(size, np.uint64)
    table.fill(0)
    return table


def _longer(old: npt.NDArray[Any], capacity: int) -> npt.NDArray[Any]:
    new = np.zeros(capacity, old.dtype)
    new[: len(old)] = old
    return new


@numba.njit(cache=True, nogil=True, inline="always")
def _slot(key, mask):  # type: ignore[no-untyped-def]
    return (key * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20)) & mask


@numba.njit(cache=True, nogil=True)
def _number(hashes, table, space_of, size, space, out):  # type: ignore[no-untyped-def]
    one, two = np.uint64(1), np.uint64(2)
    mask = np.uint64(len(table) // 2 - 1)
    for row in range(len(hashes)):
        key = hashes[row]
        if key == MISSING:
            out[row] = NO_NODE
            continue
        if key == INVALID:
            out[row] = BAD_NODE
            continue
        at = _slot(key, mask)
        while table[two * at] != 0 and table[two * at] != key:
            at = (at + one) & mask
        held = table[two * at + one]
        if table[two * at] == 0:
            table[two * at] = key
            held = np.uint64(size)
            space_of[size] = space
            size += 1
        out[row] = np.int32(held & _NODE)
        if held >> _TIMES < _MOST_TIMES:
            table[two * at + one] = held + _ONCE
    return size


@numba.njit(cache=True, nogil=True)
def _move(old, table):  # type: ignore[no-untyped-def]
    one, two = np.uint64(1), np.uint64(2)
    mask = np.uint64(len(table) // 2 - 1)
    for place in range(0, len(old), 2):
        key = old[place]
        if key != 0:
            at = _slot(key, mask)
            while table[two * at] != 0:
                at = (at + one) & mask
            table[two * at] = key
            table[two * at + one] = old[place + 1]


@numba.njit(cache=True, nogil=True)
def _times(table, out):  # type: ignore[no-untyped-def]
    for place in range(0, len(table), 2):
        if table[place] != 0:
            held = table[place + 1]
            out[held & _NODE] = np.uint8(held >> _TIMES)


@numba.njit(cache=True, nogil=True, inline="always")
def _root(parent, node):  # type: ignore[no-untyped-def]
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@numba.njit(cache=True, nogil=True)
def join(parent, rows, blocked, chosen, seen):  # type: ignore[no-untyped-def]
    """Unite the identifiers of each record; blocked ones link nobody.

    Args:
        parent: union-find over nodes, changed.
        rows: node numbers, one line for each column, shape (columns, records).
        chosen: which records take part; empty: all.
        seen: marks the nodes that stand in a record that takes part, changed.
    """
    columns, records = rows.shape
    for row in range(records):
        if len(chosen) and not chosen[row]:
            continue
        first = -1
        for column in range(columns):
            node = rows[column, row]
            if node < 0 or blocked[node]:
                continue
            seen[node] = 1
            if first < 0:
                first = _root(parent, node)
            else:
                other = _root(parent, node)
                if other < first:
                    parent[first] = other
                    first = other
                elif first < other:
                    parent[other] = first


@numba.njit(cache=True, nogil=True)
def without(rows, blocked, chosen):  # type: ignore[no-untyped-def]
    """How many records hold none of these identifiers that would unite them with others."""
    found = 0
    for row in range(rows.shape[1]):
        if len(chosen) and not chosen[row]:
            continue
        held = False
        for column in range(rows.shape[0]):
            node = rows[column, row]
            if node >= 0 and not blocked[node]:
                held = True
                break
        found += not held
    return found


@numba.njit(cache=True, nogil=True)
def mark(rows, chosen, there):  # type: ignore[no-untyped-def]
    """Mark the identifiers that stand in a record that takes part."""
    for column in range(rows.shape[0]):
        for row in range(rows.shape[1]):
            node = rows[column, row]
            if node >= 0 and (not len(chosen) or chosen[row]):
                there[node] = 1


@numba.njit(cache=True, nogil=True)
def components(parent, seen):  # type: ignore[no-untyped-def]
    """Number of components among the nodes that take part."""
    found = 0
    for node in range(len(parent)):
        if seen[node] and parent[node] == node:
            found += 1
    return found


@numba.njit(cache=True, nogil=True)
def different(parent, there, space_of, spaces):  # type: ignore[no-untyped-def]
    """Number of components among the marked identifiers of these spaces."""
    found = 0
    counted = np.zeros(len(parent), np.bool_)
    for node in range(len(parent)):
        if there[node] and spaces[space_of[node]]:
            root = _root(parent, node)
            found += not counted[root]
            counted[root] = True
    return found


@numba.njit(cache=True, nogil=True)
def surplus(parent, seen, there, space_of, spaces):  # type: ignore[no-untyped-def]
    """How many marked identifiers of these spaces stand beside another one of them in their component.

    A person has one identity number, so a component with three of them is three persons, whatever account they
    share. One that unites nobody, a hub, stands for itself.
    """
    held = np.zeros(len(parent), np.bool_)
    several = 0
    for node in range(len(parent)):
        if there[node] and spaces[space_of[node]]:
            if not seen[node]:
                several += 1
                continue
            root = _root(parent, node)
            several += held[root]
            held[root] = True
    return several


@numba.njit(cache=True, nogil=True)
def crowded(rows, kinds, believed, times, bound, out):  # type: ignore[no-untyped-def]
    """Pairs (believed identifier that came more than `bound` times, one of another kind beside it), to `out`.

    A pair is `node << 32 | partner`.

    Args:
        kinds: for each column, which columns are of its kind: they have its number.
        believed: columns whose identifiers unite records.
    """
    found = 0
    for row in range(rows.shape[1]):
        for column in range(rows.shape[0]):
            node = rows[column, row]
            if node < 0 or not believed[column] or times[node] <= bound:
                continue
            for other in range(rows.shape[0]):
                partner = rows[other, row]
                if kinds[other] != kinds[column] and partner >= 0:
                    out[found] = np.uint64(node) << np.uint64(32) | np.uint64(partner)
                    found += 1
    return found
