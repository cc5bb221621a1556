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


class Numbering:
    """Numbers hashes from 0 in the order in which they come; tells their space and how often they came."""

    def __init__(self) -> None:
        self.size = 0
        self._keys = np.zeros(1 << 16, np.uint64)
        self._nodes = np.zeros(1 << 16, np.int32)
        self.space_of = np.zeros(1 << 16, np.uint8)
        self.times = np.zeros(1 << 16, np.uint8)
        """How many rows hold the identifier; 255 stands for that many and more."""

    def number(self, hashes: Hashes, space: int) -> Nodes:
        """Node numbers of a column of hashes of that space."""
        self._room(len(hashes))
        out = np.empty(len(hashes), np.int32)
        self.size = _number(
            hashes, self._keys, self._nodes, self.space_of, self.times, self.size, np.uint8(space), out
        )
        return out

    def hashes(self) -> tuple[Hashes, Nodes]:
        """Every hash with its node."""
        held = self._keys != _EMPTY
        return self._keys[held], self._nodes[held]

    def _room(self, more: int) -> None:
        wanted = self.size + more
        if wanted > len(self.space_of):
            capacity = max(wanted, len(self.space_of) * 3 // 2)
            self.space_of = _longer(self.space_of, capacity)
            self.times = _longer(self.times, capacity)
        if wanted > _FULL * len(self._keys):
            capacity = len(self._keys)
            while wanted > _FULL * capacity:
                capacity *= 2
            keys, nodes = np.zeros(capacity, np.uint64), np.empty(capacity, np.int32)
            _move(self._keys, self._nodes, keys, nodes)
            self._keys, self._nodes = keys, nodes


def _longer(old: npt.NDArray[Any], capacity: int) -> npt.NDArray[Any]:
    new = np.zeros(capacity, old.dtype)
    new[: len(old)] = old
    return new


@numba.njit(cache=True, nogil=True, inline="always")
def _slot(key, mask):  # type: ignore[no-untyped-def]
    return (key * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20)) & mask


@numba.njit(cache=True, nogil=True)
def _number(hashes, keys, nodes, space_of, times, size, space, out):  # type: ignore[no-untyped-def]
    mask = np.uint64(len(keys) - 1)
    one = np.uint64(1)
    for row in range(len(hashes)):
        key = hashes[row]
        if key == MISSING:
            out[row] = NO_NODE
            continue
        if key == INVALID:
            out[row] = BAD_NODE
            continue
        at = _slot(key, mask)
        while keys[at] != 0 and keys[at] != key:
            at = (at + one) & mask
        if keys[at] == 0:
            keys[at] = key
            nodes[at] = size
            space_of[size] = space
            size += 1
        node = nodes[at]
        out[row] = node
        if times[node] != 255:
            times[node] += 1
    return size


@numba.njit(cache=True, nogil=True)
def _move(old_keys, old_nodes, keys, nodes):  # type: ignore[no-untyped-def]
    mask = np.uint64(len(keys) - 1)
    one = np.uint64(1)
    for place in range(len(old_keys)):
        key = old_keys[place]
        if key != 0:
            at = _slot(key, mask)
            while keys[at] != 0:
                at = (at + one) & mask
            keys[at] = key
            nodes[at] = old_nodes[place]


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
def leftovers(strong, weak, blocked, chosen, out):  # type: ignore[no-untyped-def]
    """Records without a strong identifier: (those without any, number of mixes written to `out`).

    A mix stands for the weak identifiers of one record; equal ones are one person at most.
    """
    records = strong.shape[1]
    without, mixes = 0, 0
    for row in range(records):
        if len(chosen) and not chosen[row]:
            continue
        held = False
        for column in range(strong.shape[0]):
            node = strong[column, row]
            if node >= 0 and not blocked[node]:
                held = True
                break
        if held:
            continue
        mix = np.uint64(0)
        for column in range(weak.shape[0]):
            node = weak[column, row]
            if node >= 0 and not blocked[node]:
                mixed = (np.uint64(node) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
                mixed ^= mixed >> np.uint64(29)
                mix += mixed * np.uint64(0xBF58476D1CE4E5B9)  # a sum: the order of columns does not matter
        if mix == 0:
            without += 1
        else:
            out[mixes] = mix
            mixes += 1
    return without, mixes


@numba.njit(cache=True, nogil=True)
def components(parent, seen):  # type: ignore[no-untyped-def]
    """Number of components among the nodes that take part."""
    found = 0
    for node in range(len(parent)):
        if seen[node] and parent[node] == node:
            found += 1
    return found


@numba.njit(cache=True, nogil=True)
def components_with(parent, seen, space_of, spaces, held):  # type: ignore[no-untyped-def]
    """For each space, the number of components that hold an identifier of it.

    Args:
        held: a bit for each space, by root; zeros, changed.
    """
    found = np.zeros(spaces, np.int64)
    for node in range(len(parent)):
        if seen[node]:
            root = _root(parent, node)
            bit = np.uint64(1) << np.uint64(space_of[node])
            if not held[root] & bit:
                held[root] |= bit
                found[space_of[node]] += 1
    return found


@numba.njit(cache=True, nogil=True)
def surplus(parent, seen, space_of, space):  # type: ignore[no-untyped-def]
    """How many identifiers of an exclusive space stand beside another one of it in their component.

    A person has one resident identity number for life, so a component with three of them is three persons,
    whatever telephone they share.
    """
    held = np.zeros(len(parent), np.bool_)
    several = 0
    for node in range(len(parent)):
        if seen[node] and space_of[node] == space:
            root = _root(parent, node)
            if held[root]:
                several += 1
            held[root] = True
    return several


@numba.njit(cache=True, nogil=True)
def crowded(rows, partners, times, bound, out):  # type: ignore[no-untyped-def]
    """Pairs (identifier that came more than `bound` times, strong identifier beside it), written to `out`.

    A pair is `node << 32 | partner`.
    """
    found = 0
    for row in range(rows.shape[1]):
        for column in range(rows.shape[0]):
            node = rows[column, row]
            if node < 0 or times[node] <= bound:
                continue
            for other in range(rows.shape[0]):
                partner = rows[other, row]
                if other != column and partner >= 0 and partners[other]:
                    out[found] = np.uint64(node) << np.uint64(32) | np.uint64(partner)
                    found += 1
    return found
