"""Who looked at which case: a second tree, signed as the log is and not published.

A look is a row at once, so that nothing of it is lost; about once a minute the worker seals what came since as one
entry. Until then whoever holds the database alone can change it unseen. Each night the log itself takes in how far
this tree is (`acts.days`), so that a tree made anew with the key contradicts every receipt of after that night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Min

from shencha.canonical import digest_of
from shencha.errors import ShenchaError
from shencha.ledger import merkle
from shencha.ledger.audit import Keys, Logged, audit
from shencha.ledger.checkpoint import Checkpoint, SigningKey, VerifierKey, sign
from shencha.ledger.leaves import entry_of, fresh_salt
from shencha.records import log
from shencha.records.clock import now
from shencha.records.log import epochs, memory
from shencha.records.log.kept import DAMAGED
from shencha.records.models import AuditLook, ClosedDay, LogHead, LookBatch, Seen
from shencha.text import Text

HEAD = 2
"""Number of this tree's row of LogHead."""
MEMORY = "looks.signed"
MOST = 5_000
"""Looks in one entry."""
AT_ONCE = 200
"""Entries that an audit reads together."""
LATE = timedelta(minutes=10)
"""A look that is not sealed after this is pointed out: no worker runs, or it refuses to sign."""
_LOOK = ("pk", "person__key", "role", "case__number", "what", "at")
_AUDITORS = ("pk", "person__key", "at")


def seal() -> int:
    """Enter the looks that wait as one entry of their tree; how many. For the worker alone.

    Nothing is sealed in a copy of which nobody knows whether it is the newest, nor behind what was signed before.
    """
    if epochs.copied() is not None:
        return 0
    with transaction.atomic():
        seen = dict(_waiting(Seen.objects, _LOOK))
        audits = dict(_waiting(AuditLook.objects, _AUDITORS))
        if not seen and not audits:
            return 0
        head, _ = LogHead.objects.select_for_update().get_or_create(pk=HEAD)
        if not _follows(head):
            return 0
        batch = LookBatch(
            number=head.size, sealed_at=now(), epoch=log.lock().epoch, salt=fresh_salt(), nodes=b"", note=""
        )
        _append(batch, head, seen.values(), audits.values())
        Seen.objects.filter(pk__in=seen).update(batch=batch)
        AuditLook.objects.filter(pk__in=audits).update(batch=batch)
    return len(seen) + len(audits)


def _waiting(rows: Any, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Held until the end of the transaction, so that no other worker seals them too."""
    held = rows.select_for_update().filter(batch=None).order_by("pk").values_list("pk", flat=True)[:MOST]
    for line in rows.filter(pk__in=list(held), batch=None).values_list(*columns):
        yield line[0], line


def _append(
    batch: LookBatch, head: LogHead, seen: Iterable[tuple[Any, ...]], audits: Iterable[tuple[Any, ...]]
) -> None:
    leaf = merkle.leaf_hash(entry_of(_record(batch, seen, audits), bytes(batch.salt)))
    peaks, written = merkle.append(head.size, log.peaks_of(head), leaf)
    root = merkle.root_of(peaks)
    head.size, head.peaks, head.epoch = head.size + 1, b"".join(peaks), batch.epoch
    key = epochs.signing_key(batch.epoch)
    head.note = sign(
        Checkpoint(_origin(key.name), head.size, root), SigningKey(_origin(key.name), key.private)
    )
    batch.nodes, batch.note = b"".join(node for _, _, node in written), head.note
    batch.save()
    head.save()
    size = head.size
    transaction.on_commit(lambda: memory.remember(size, root, MEMORY, batch.epoch))


def _record(
    batch: LookBatch, seen: Iterable[tuple[Any, ...]], audits: Iterable[tuple[Any, ...]]
) -> dict[str, Any]:
    """What the tree holds of a batch: its moment and epoch, and the digests of its lines."""
    return {
        "batch": batch.number,
        "epoch": batch.epoch,
        "sealed_at": _written(batch.sealed_at),
        "looks": digest_of(_lines(seen)),
        "looks_of_auditors": digest_of(_lines(audits)),
    }


def _lines(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [[*line[:-1], _written(line[-1])] for line in sorted(rows)]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _origin(name: str) -> str:
    return f"{name}/looks"


def _follows(head: LogHead) -> bool:
    """Is what was signed last, as this machine remembers it, the beginning of this tree?"""
    try:
        signed = log.last_signed(MEMORY)
    except ShenchaError:
        return False
    return signed is None or log.continues(head, *signed, stored=_stored)


def _stored(level: int, index: int) -> bytes:
    last = ((index + 1) << level) - 1
    found = LookBatch.objects.values_list("nodes", flat=True).get(number=last)
    return bytes(found[32 * level : 32 * level + 32])


def reached() -> tuple[int, bytes]:
    """Size and root of the tree now; 0 while nobody has looked."""
    head = LogHead.objects.filter(pk=HEAD).first() or LogHead(pk=HEAD)
    return head.size, merkle.root_of(log.peaks_of(head))


def unlike(signers: Keys) -> Iterator[Text]:
    """What does not hold of the tree, and the looks that are not what it holds; `signers` are the log's keys."""
    note = ""

    def watched() -> Iterator[Logged]:
        nonlocal note
        for entry in _kept():
            note = entry.note
            yield entry

    try:
        last = log.last_signed(MEMORY)
    except ShenchaError as unreadable:
        last = None
        yield unreadable.text
    for one in audit(watched(), _keys(signers), last, reached(), list(_outside())):
        yield Text(f"查阅记录：{one.zh}", f"looks: {one.en}")
    head = LogHead.objects.filter(pk=HEAD).first() or LogHead(pk=HEAD)
    epoch = LookBatch.objects.order_by("-number").values_list("epoch", flat=True).first()
    if head.note != note or (epoch is not None and head.epoch != epoch):
        yield Text("查阅记录：右端不是最后一条的检查点", "looks: the right edge is not the last entry's")


def remarks() -> list[Text]:
    """Looks that should have been sealed long ago."""
    count = Seen.objects.filter(batch=None, at__lt=now() - LATE).count()
    if not count:
        return []
    return [
        Text(
            f"有 {count} 条查阅记录尚未封存：后台进程没有运行，或者拒绝签署",
            f"{count} looks are not sealed yet: no worker runs, or it refuses to sign",
        )
    ]


def _kept() -> Iterator[Logged]:
    rows = LookBatch.objects.order_by("number").iterator(chunk_size=AT_ONCE)
    while batches := list(islice(rows, AT_ONCE)):
        seen, audits = _of(Seen.objects, batches, _LOOK), _of(AuditLook.objects, batches, _AUDITORS)
        for batch in batches:
            where = f"{batch.number} {_written(batch.sealed_at)}"
            entry = Logged(batch.number, None, bytes(batch.salt), batch.note, where, bytes(batch.nodes))
            try:
                yield replace(entry, record=_record(batch, seen[batch.pk], audits[batch.pk]))
            except DAMAGED as error:
                said = str(error)[:200]
                yield replace(entry, unreadable=Text(f"无法读取：{said}", f"it cannot be read: {said}"))


def _of(
    rows: Any, batches: Iterable[LookBatch], columns: tuple[str, ...]
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *line in rows.filter(batch__in=batches).values_list("batch_id", *columns):
        found[pk].append(tuple(line))
    return found


def _keys(signers: Keys) -> list[tuple[int, VerifierKey]]:
    """The log's keys under this tree's name, each from the entry at which its epoch first signed here."""
    first = dict(LookBatch.objects.values_list("epoch").annotate(Min("number")))
    found = [
        (first[epoch], VerifierKey(_origin(key.name), key.public))
        for epoch, (_, key) in enumerate(signers, 1)
        if epoch in first
    ]
    return sorted(found, key=lambda one: one[0]) or [(0, signers[0][1])]


def _outside() -> Iterator[Checkpoint]:
    """How far the tree was on each night, as the log holds it."""
    for said in ClosedDay.objects.order_by("on").values_list("act__said", flat=True):
        try:
            yield Checkpoint("", said["looks"]["size"], bytes.fromhex(said["looks"]["root"]))
        except DAMAGED:
            continue  # the entry itself is then a fault of the log
