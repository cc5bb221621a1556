"""The log of all that was filed, said and decided: each entry a leaf of one tree, with the checkpoint then signed.

An entry is an event of a case, or an act beside them (`LoggedAct`): a sanction's steps, a change that a party reports.

The last signed size and root are kept in a file beside the database too. A restored old copy of the database
is then behind its own signature, and refuses to sign a second history.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, VerifierKey, sign, verify
from shencha.ledger.leaves import entry_of, fresh_salt
from shencha.ledger.receipt import build
from shencha.records.keys import NoKey
from shencha.records.log import epochs, memory
from shencha.records.log.memory import OldCopy as OldCopy
from shencha.records.models import LoggedAct, LogHead, StoredEvent, StoredFile
from shencha.records.prepared import Select, Update
from shencha.text import Text

PROGRAM = "program"
"""The role of whoever acts without an account: the program itself, or the machine's shell."""
HEAD = 1
"""Number of the log's row of LogHead."""
_HEAD = Select(
    lambda pk: LogHead.objects.select_for_update().filter(pk=pk).values_list("size", "peaks", "epoch")
)
_NEW_HEAD = Update(LogHead, "size", "peaks", "note", "epoch")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one append gives to the event it logs."""

    index: int
    salt: bytes
    nodes: bytes
    note: str


def verifier() -> VerifierKey:
    """The public key with which anyone verifies what is signed now."""
    head = LogHead.objects.filter(pk=HEAD).first() or LogHead(pk=HEAD)
    return epochs.verifier_of(head.epoch)


def append(record: dict[str, Any]) -> Entry:
    """Add a record to the log inside the caller's transaction, and sign the new checkpoint.

    Raises:
        OldCopy: the database is not what was last signed, or what was signed cannot be read.
        Unsettled: it is a restored copy, not yet compared with what was signed after it.
    """
    head = lock()
    epochs.refuse_unsettled()
    _refuse_old_copy(head)
    return _appended(record, head, lambda size, root: memory.remember(size, root, epoch=head.epoch))


def signs() -> bool:
    """Can this machine sign the next entry: it is no old or unsettled copy, and has the log's key?"""
    with transaction.atomic():
        head = lock()
        try:
            epochs.refuse_unsettled()
            _refuse_old_copy(head)
            epochs.signing_key(head.epoch)
        except (OldCopy, epochs.Unsettled, NoKey):
            return False
    return True


def append_epoch(record: dict[str, Any]) -> Entry:
    """Add the record that opens a new epoch, signed by its new key; what was signed before no longer binds.

    Inside the caller's transaction; the memory beside the database begins anew when it is committed.
    """
    head = lock()
    head.epoch += 1
    epochs.signing_key(head.epoch, begun=False)

    def begun(size: int, root: bytes) -> None:
        forget()
        memory.remember(size, root, epoch=head.epoch)
        epochs.settle()

    return _appended(record, head, begun)


def _appended(record: dict[str, Any], head: LogHead, then: Callable[[int, bytes], None]) -> Entry:
    salt = fresh_salt()
    leaf = merkle.leaf_hash(entry_of(record, salt))
    peaks, written = merkle.append(head.size, peaks_of(head), leaf)
    root = merkle.root_of(peaks)
    index, head.size, head.peaks = head.size, head.size + 1, b"".join(peaks)
    key = epochs.signing_key(head.epoch)
    head.note = sign(Checkpoint(key.name, head.size, root), key)
    _NEW_HEAD.one(head)
    size = head.size
    transaction.on_commit(lambda: then(size, root))
    return Entry(index, salt, b"".join(node for _, _, node in written), head.note)


def lock() -> LogHead:
    """The log's right edge, held until the end of the caller's transaction: one writer after the other."""
    found = _HEAD.rows(HEAD)
    if not found:
        LogHead.objects.get_or_create(pk=HEAD)
        found = _HEAD.rows(HEAD)
    size, peaks, epoch = found[0]
    return LogHead(pk=HEAD, size=size, peaks=bytes(peaks), epoch=epoch)


def paper_of(material: str, name: str, file: StoredFile, item: str = "") -> dict[str, Any]:
    """What the log holds of a paper; the item that it answers only where it answers one with a structure."""
    told = {"material": material, "name": name, "size": file.size, "sha256": file.digest}
    return told | {"item": item} if item else told


def record_of(event: StoredEvent, papers: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """What the log holds of an event: all that was said, by whom, in which role, when, with which papers."""
    if papers is None:
        papers = [paper_of(one.material, one.name, one.file, one.item) for one in event.papers.all()]
    record = {
        "case": event.case.number,
        "sequence": event.sequence,
        "event": event.payload,
        "by": event.by.key,
        "role": event.role,
        "unit": event.unit,
        "drafted_by": event.drafted_by,
        "recorded_at": event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "papers": sorted(
            papers,
            key=lambda paper: (paper["material"], paper["sha256"], paper["name"], paper.get("item", "")),
        ),
    }
    if event.confirmed_at is not None:
        record["confirmed_at"] = event.confirmed_at.astimezone(UTC).isoformat(timespec="microseconds")
    return record


def record_of_act(act: LoggedAct) -> dict[str, Any]:
    """What the log holds of an act beside the events of a case."""
    return record_of_said(
        act.about,
        act.name,
        act.said,
        act.recorded_at,
        act.by.key if act.by else "",
        act.role,
        act.unit,
        act.papers,
    )


def record_of_said(
    about: str,
    name: str,
    said: Mapping[str, Any],
    at: datetime,
    by: str = "",
    role: str = PROGRAM,
    unit: str = "",
    papers: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The same from its parts: `by` is empty where no person with an account did it."""
    return {
        "about": about,
        "act": name,
        "said": said,
        "by": by,
        "role": role,
        "unit": unit,
        "recorded_at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "papers": list(papers),
    }


def record_of_entry(entry: StoredEvent | LoggedAct) -> dict[str, Any]:
    """What the log holds of any of its entries."""
    return record_of(entry) if isinstance(entry, StoredEvent) else record_of_act(entry)


def entry_at(index: int) -> StoredEvent | LoggedAct | None:
    """The entry of that number, from 0; None where the log has none."""
    event = StoredEvent.objects.select_related("case", "by").filter(log_index=index).first()
    return event or LoggedAct.objects.select_related("by").filter(log_index=index).first()


def receipt(entry: StoredEvent | LoggedAct, size: int | None = None) -> str:
    """The receipt of an entry: a file that proves, offline, that the log holds it (C2SP tlog-proof).

    Args:
        size: of the log whose checkpoint proves it: that of the entry itself when left out.
    """
    last = entry if size is None else entry_at(size - 1)
    if last is None:
        raise ValueError(f"the log has no {size} entries")
    proof = merkle.inclusion_proof(entry.log_index, last.log_index + 1, _stored)
    record, key = record_of_entry(entry), _signer(last.log_index)
    return build(entry.log_index, proof, last.note, record, bytes(entry.salt), key)


def signers() -> list[tuple[int, VerifierKey]]:
    """The public keys of the log, each with the number of the first entry that it signs; oldest first."""
    head = LogHead.objects.filter(pk=HEAD).first() or LogHead(pk=HEAD)
    return epochs.signers(head.epoch)


def _signer(index: int) -> VerifierKey:
    return next(key for first, key in reversed(signers()) if first <= index)


def checkpoint() -> str:
    """The log's newest signed checkpoint; empty before the first event."""
    head = LogHead.objects.filter(pk=HEAD).first()
    return head.note if head else ""


def consistency(first: int, second: int) -> list[str]:
    """Base64 hashes that show that the log of `second` entries extends that of `first`.

    Raises:
        ValueError: not 0 < first <= second <= the log's size.
    """
    head = LogHead.objects.filter(pk=HEAD).first()
    if head is None or second > head.size:
        raise ValueError(f"the log has no {second} entries")
    return [base64.b64encode(step).decode() for step in merkle.consistency_proof(first, second, _stored)]


def hold() -> None:
    """Let nobody write to the log until the transaction ends: whoever records an event waits."""
    _HEAD.rows(HEAD)


def head() -> tuple[int, bytes]:
    """Size and root of the right edge to which the next entry will be added."""
    kept = lock_free_head()
    return kept.size, merkle.root_of(peaks_of(kept))


def lock_free_head() -> LogHead:
    """The right edge as it is now, held by nobody."""
    return LogHead.objects.filter(pk=HEAD).first() or LogHead(pk=HEAD)


def last_signed(name: str = memory.LOG) -> tuple[int, bytes] | None:
    """Size and root as this machine remembers them; None before the first signature, or where a later epoch counts."""
    found = memory.recall(name)
    return None if found is None or _opened_elsewhere(found, lock_free_head()) else (found.size, found.root)


def must_remember() -> None:
    """Let this machine have a memory: it begins with an empty log; one that finds entries is a copy or a newcomer.

    A newcomer signs nothing until it was told the newest checkpoint (`epochs.refuse_unsettled`).
    """
    if memory.recall() is not None or epochs.copied() is not None:
        return
    size, root = head()
    if size:
        epochs.mark_copied(Path(settings.DATA), epochs.Copied(size, root.hex(), ""))
    else:
        memory.remember(size, root, flushed=True)


def forget() -> None:
    """Let the memory beside the database begin anew; only a new epoch may do so."""
    for one in Path(settings.DATA).glob("*.signed"):
        one.unlink()


def peaks_of(head: LogHead) -> list[bytes]:
    """The roots of the complete subtrees at the right edge, the largest first."""
    peaks = bytes(head.peaks)
    return [peaks[at : at + 32] for at in range(0, len(peaks), 32)]


def _stored(level: int, index: int) -> bytes:
    """A complete node; the entry that completed it is the last of its leaves."""
    last = ((index + 1) << level) - 1
    found = StoredEvent.objects.filter(log_index=last).values_list("nodes", flat=True).first()
    if found is None:
        found = LoggedAct.objects.values_list("nodes", flat=True).get(log_index=last)
    return bytes(found[32 * level : 32 * level + 32])


def _refuse_old_copy(head: LogHead) -> None:
    signed = memory.recall()
    if signed is None or continues(head, signed.size, signed.root):
        return
    size = signed.size
    if not _opened_elsewhere(signed, head):
        raise OldCopy(
            Text(
                f"数据库有 {head.size} 条记录，而已签署的检查点有 {size} 条：这是旧的副本，或者历史已被改动；拒绝签署",
                f"the database holds {head.size} entries, but a checkpoint of {size} was signed: this is an old "
                "copy, or its history was changed; nothing is signed",
            )
        )


def continues(
    head: LogHead, size: int, root: bytes, stored: Callable[[int, int], bytes] | None = None
) -> bool:
    """Is the tree that was signed the beginning of this one? `stored` finds the nodes of a tree beside the log."""
    now = merkle.root_of(peaks_of(head))
    if head.size == size:
        return now == root
    if size == 0:
        return True
    if head.size < size:
        return False
    # Another process has committed and is about to remember it, or the power failed between the two.
    return merkle.extends(
        size, root, head.size, now, merkle.consistency_proof(size, head.size, stored or _stored)
    )


def _opened_elsewhere(signed: memory.Signed, head: LogHead) -> bool:
    """Did two people open a later epoch at another machine, whose key was brought here by whoever runs this one?

    Raises:
        NoKey: they did, and the key is not here yet.
    """
    if not 0 < signed.epoch < head.epoch:
        return False
    verify(checkpoint(), epochs.signing_key(head.epoch).verifier)
    return True
