"""Does the whole log hold? Entries, tree, checkpoints, recomputed from the records themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shencha.ledger import merkle
from shencha.ledger.checkpoint import Unverifiable, VerifierKey, verify
from shencha.ledger.leaves import entry_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry as it is kept."""

    index: int
    record: Any
    """None where the law ordered it destroyed; its leaf is then taken from the tree."""
    salt: bytes
    note: str
    where: str
    """What a person calls it: `2026-0014/3 supplement_requested`."""


def audit(
    entries: Iterable[Logged],
    nodes: Mapping[tuple[int, int], bytes],
    keys: Sequence[tuple[int, VerifierKey]],
    last_signed: tuple[int, bytes] | None = None,
    head: tuple[int, bytes] | None = None,
) -> Iterator[Text]:
    """What does not hold, in the order of the log; nothing when the log is whole.

    Args:
        nodes: the stored tree by (level, index).
        keys: the log's public keys, each with the number of the first entry that it signs, oldest first.
        last_signed: size and root as remembered outside the database.
        head: size and root of the right edge to which the next entry will be added.
    """
    peaks: list[bytes] = []
    size = 0
    complete = 0
    root_at_signed: bytes | None = None
    for entry in entries:
        if entry.index != size:
            yield Text(
                f"{entry.where}：序号为 {entry.index}，应为 {size}；有条目缺失",
                f"{entry.where}: its number is {entry.index} and should be {size}; an entry is missing",
            )
            break
        stored = nodes.get((0, size))
        leaf = merkle.leaf_hash(entry_of(entry.record, entry.salt)) if entry.record is not None else stored
        if leaf is None or leaf != stored:
            yield Text(
                f"{entry.where}：记录与日志中的条目不符，记录已被改动",
                f"{entry.where}: the record is not what the log holds; it was changed",
            )
        peaks, written = merkle.append(size, peaks, stored or leaf or merkle.EMPTY_ROOT)
        size, complete = size + 1, complete + len(written)
        for level, index, node in written:
            if nodes.get((level, index)) != node:
                yield Text(
                    f"{entry.where}：树中第 {level} 层第 {index} 个节点不符",
                    f"{entry.where}: node {index} of level {level} of the tree does not fit",
                )
        root = merkle.root_of(peaks)
        if last_signed and last_signed[0] == size:
            root_at_signed = root
        try:
            checkpoint = verify(entry.note, _signer(keys, entry.index))
        except Unverifiable as error:
            yield Text(f"{entry.where}：{error.text.zh}", f"{entry.where}: {error.text.en}")
            continue
        if (checkpoint.size, checkpoint.root) != (size, root):
            yield Text(
                f"{entry.where}：检查点的条数或者根与日志不符",
                f"{entry.where}: size or root of its checkpoint do not fit the log",
            )
    if len(nodes) > complete:
        extra = len(nodes) - complete
        yield Text(
            f"树中多出 {extra} 个节点，没有条目与之对应：有条目被删除",
            f"the tree has {extra} nodes too many, to which no entry belongs: an entry was removed",
        )
    if head is not None and head != (size, merkle.root_of(peaks)):
        yield Text(
            f"日志的右端记为 {head[0]} 条，实有 {size} 条，或者根不同",
            f"the log's right edge says {head[0]} entries, there are {size}, or its root is another",
        )
    if last_signed and (last_signed[0] > size or root_at_signed not in (None, last_signed[1])):
        yield Text(
            f"曾签署 {last_signed[0]} 条的检查点，日志现有 {size} 条或者根不同：这是旧的副本，或者历史已被改动",
            f"a checkpoint of {last_signed[0]} entries was signed, the log has {size} or another root: "
            "an old copy, or a changed history",
        )


def _signer(keys: Sequence[tuple[int, VerifierKey]], index: int) -> VerifierKey:
    return next(key for first, key in reversed(keys) if first <= index)
