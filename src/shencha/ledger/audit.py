"""Does the whole log hold? Entries, tree, checkpoints, recomputed from the records themselves, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, SigningKey, Unverifiable, VerifierKey, sign, verify
from shencha.ledger.leaves import entry_of
from shencha.text import Text

Keys = Sequence[tuple[int, VerifierKey]]
"""The log's public keys, each with the number of the first entry that it signs; the oldest first."""


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
    nodes: bytes = b""
    """The nodes that it completes, from its leaf upwards, 32 bytes each."""
    unreadable: Text | None = None
    """Why no record could be made of what is kept."""


@dataclass(slots=True)
class _Tree:
    """What was recomputed so far."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)
    whole: bool = True
    """No entry was missing: roots can be told."""

    @property
    def root(self) -> bytes:
        return merkle.root_of(self.peaks)


def audit(
    entries: Iterable[Logged],
    keys: Keys,
    last_signed: tuple[int, bytes] | None = None,
    head: tuple[int, bytes] | None = None,
    outside: Sequence[Checkpoint] = (),
    verified: int = 0,
    own: Collection[SigningKey] = (),
) -> Iterator[Text]:
    """What does not hold, in the order of the log; nothing when the log is whole.

    Args:
        entries: in the order of their numbers.
        last_signed: size and root as remembered outside the database.
        head: size and root of the right edge to which the next entry will be added.
        outside: checkpoints that others kept, their signatures verified.
        verified: so many first entries bear checkpoints, letter by letter, whose signatures were verified before;
            what they say is compared all the same.
        own: keys that are held here. What one of them signs is the same letter by letter each time (RFC 8032), so
            that signing again and comparing says what verifying says, at a third of its cost.
    """
    tree, signers = _Tree(), {one.verifier: one for one in own}
    waiting: dict[int, list[tuple[bytes, Callable[[int, int], Text]]]] = {}
    for size, root in [last_signed] if last_signed else []:
        waiting.setdefault(size, []).append((root, _forgotten))
    for one in outside:
        waiting.setdefault(one.size, []).append((one.root, _rewritten))
    for entry in entries:
        if entry.index < tree.size:
            yield _said(entry, Text("序号重复", "its number is there twice"))
            continue
        if entry.index > tree.size:
            yield _gap(entry, tree.size)
            tree.whole, tree.size = False, entry.index
        yield from _leaf(entry)
        yield from _nodes(entry, tree)
        yield from _signature(entry, tree, keys, signers, entry.index < verified)
        for root, say in waiting.pop(tree.size, ()):
            if tree.whole and root != tree.root:
                yield say(tree.size, tree.size)
    for size, kept in waiting.items():
        if size:
            yield from (say(size, tree.size) for _, say in kept)
    if head is not None and (head[0] != tree.size or (tree.whole and head[1] != tree.root)):
        yield Text(
            f"日志的右端记为 {head[0]} 条，实有 {tree.size} 条，或者根不同",
            f"the log's right edge says {head[0]} entries, there are {tree.size}, or its root is another",
        )


def _leaf(entry: Logged) -> Iterator[Text]:
    if entry.unreadable is not None:
        yield _said(entry, entry.unreadable)
    elif len(entry.nodes) < 32 or (
        entry.record is not None and merkle.leaf_hash(entry_of(entry.record, entry.salt)) != entry.nodes[:32]
    ):
        yield _said(
            entry,
            Text(
                "记录与日志中的条目不符，记录已被改动",
                "the record is not what the log holds; it was changed",
            ),
        )


def _nodes(entry: Logged, tree: _Tree) -> Iterator[Text]:
    """Take the entry into the tree; its nodes must be those that it completes."""
    leaf = entry.nodes[:32] if len(entry.nodes) >= 32 else merkle.EMPTY_ROOT
    if not tree.whole:
        tree.size += 1
        return
    tree.peaks, written = merkle.append(tree.size, tree.peaks, leaf)
    tree.size += 1
    kept = [entry.nodes[at : at + 32] for at in range(0, len(entry.nodes), 32)]
    if len(kept) != len(written):
        yield _said(
            entry,
            Text(
                f"应有 {len(written)} 个节点，实有 {len(kept)} 个",
                f"it completes {len(written)} nodes of the tree, and {len(kept)} are kept",
            ),
        )
    for (level, index, node), found in zip(written, kept, strict=False):
        if node != found:
            yield _said(
                entry,
                Text(
                    f"树中第 {level} 层第 {index} 个节点不符",
                    f"node {index} of level {level} of the tree does not fit",
                ),
            )


def _signature(
    entry: Logged, tree: _Tree, keys: Keys, own: Mapping[VerifierKey, SigningKey], verified: bool
) -> Iterator[Text]:
    key = next((one for first, one in reversed(keys) if first <= entry.index), keys[0][1])
    if tree.whole:
        due, signer = Checkpoint(key.name, tree.size, tree.root), own.get(key)
        if verified and entry.note.startswith(due.text() + "\n"):
            return
        if signer is not None and entry.note == sign(due, signer):
            return
    try:
        checkpoint = verify(entry.note, key)
    except Unverifiable as error:
        yield _said(entry, error.text)
        return
    if checkpoint.size != tree.size or (tree.whole and checkpoint.root != tree.root):
        yield _said(
            entry,
            Text(
                "检查点的条数或者根与日志不符",
                "size or root of its checkpoint do not fit the log",
            ),
        )


def _gap(entry: Logged, size: int) -> Text:
    return _said(
        entry,
        Text(
            f"序号为 {entry.index}，应为 {size}；有条目缺失",
            f"its number is {entry.index} and should be {size}; an entry is missing",
        ),
    )


def _forgotten(signed: int, size: int) -> Text:
    return Text(
        f"曾签署 {signed} 条的检查点，日志现有 {size} 条或者根不同：这是旧的副本，或者历史已被改动",
        f"a checkpoint of {signed} entries was signed, the log has {size} or another root: an old copy, or a "
        "changed history",
    )


def _rewritten(held: int, size: int) -> Text:
    return Text(
        f"外部保存的检查点有 {held} 条，日志现有 {size} 条或者根不同：日志有两部历史",
        f"the checkpoint kept outside has {held} entries, the log has {size} or another root: there are two "
        "histories",
    )


def _said(entry: Logged, what: Text) -> Text:
    return Text(f"{entry.where}：{what.zh}", f"{entry.where}: {what.en}")
