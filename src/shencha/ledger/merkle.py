"""A Merkle tree over log entries: append, root, proofs, and their verification.

Source: RFC 6962, section 2.1 (hashes); RFC 9162, sections 2.1.3 and 2.1.4 (proofs). A node is named by its
level and its index in that level; only complete nodes are stored, and each is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

Hash = bytes
Nodes = Callable[[int, int], Hash]
"""Gives the stored hash of a complete node by (level, index); level 0 holds the leaves."""

EMPTY_ROOT: Hash = sha256(b"").digest()


def leaf_hash(entry: bytes) -> Hash:
    """Hash of one log entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """Hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def append(size: int, peaks: Sequence[Hash], leaf: Hash) -> tuple[list[Hash], list[tuple[int, int, Hash]]]:
    """Add one leaf to a tree of `size` leaves.

    Args:
        peaks: roots of the complete subtrees from left to right, one for each bit set in `size`.
    Returns:
        The new peaks, and every node that became complete as (level, index, hash), the leaf first.
    """
    after = list(peaks)
    written = [(0, size, leaf)]
    node, level, index = leaf, 0, size
    while index & 1:
        node = node_hash(after.pop(), node)
        level, index = level + 1, index >> 1
        written.append((level, index, node))
    after.append(node)
    return after, written


def root_of(peaks: Sequence[Hash]) -> Hash:
    """Root of the tree with these peaks."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def peaks_of(leaves: Sequence[Hash]) -> list[Hash]:
    """Peaks of the tree over these leaf hashes."""
    peaks: list[Hash] = []
    for size, leaf in enumerate(leaves):
        peaks, _ = append(size, peaks, leaf)
    return peaks


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[Hash]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves (RFC 9162, 2.1.3.1).

    Raises:
        ValueError: the index lies outside the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} lies outside a tree of {size}")
    return _path(index, 0, size, nodes)


def consistency_proof(first: int, second: int, nodes: Nodes) -> list[Hash]:
    """The hashes that show that a tree of `second` leaves extends one of `first` (RFC 9162, 2.1.4.1).

    Raises:
        ValueError: not 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"a tree of {second} cannot extend one of {first}")
    return _extension(first, 0, second, True, nodes)


def inclusion_root(leaf: Hash, index: int, size: int, proof: Sequence[Hash]) -> Hash | None:
    """The root that this proof leads to (RFC 9162, 2.1.3.2), or None when its length is wrong."""
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = node_hash(step, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


def extends(first: int, first_root: Hash, second: int, second_root: Hash, proof: Sequence[Hash]) -> bool:
    """Does the proof show that the second tree extends the first (RFC 9162, 2.1.4.2)?"""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second:
        return False
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _range(low: int, high: int, nodes: Nodes) -> Hash:
    """Hash of the leaves from low (included) to high (excluded); low is a multiple of the split below."""
    count = high - low
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return nodes(level, low >> level)
    middle = low + _split(count)
    return node_hash(_range(low, middle, nodes), _range(middle, high, nodes))


def _path(index: int, low: int, high: int, nodes: Nodes) -> list[Hash]:
    if high - low == 1:
        return []
    middle = low + _split(high - low)
    if index < middle:
        return [*_path(index, low, middle, nodes), _range(middle, high, nodes)]
    return [*_path(index, middle, high, nodes), _range(low, middle, nodes)]


def _extension(first: int, low: int, high: int, whole: bool, nodes: Nodes) -> list[Hash]:
    if first == high:
        return [] if whole else [_range(low, high, nodes)]
    middle = low + _split(high - low)
    if first <= middle:
        return [*_extension(first, low, middle, whole, nodes), _range(middle, high, nodes)]
    return [*_extension(first, middle, high, False, nodes), _range(low, middle, nodes)]


def _split(count: int) -> int:
    """The largest power of two smaller than count."""
    return 1 << ((count - 1).bit_length() - 1)
