"""The log of all events: each a leaf of one tree, each with the checkpoint signed when it was the last.

The last signed size and root are kept in a file beside the database too. A restored old copy of the database
is then behind its own signature, and refuses to sign a second history.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from shencha.errors import ShenchaError
from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, SigningKey, VerifierKey, sign
from shencha.ledger.leaves import entry_of, fresh_salt
from shencha.ledger.receipt import build
from shencha.records.models import LogHead, LogNode, StoredEvent
from shencha.records.secrets import kept_secret
from shencha.text import Text


class OldCopy(ShenchaError):
    """The database is older than what was last signed: it would sign a second history."""

    code = "old_copy"
    status = 503


@dataclass(frozen=True, slots=True)
class Entry:
    """What one append gives to the event it logs."""

    index: int
    salt: bytes
    note: str


@cache
def signing_key() -> SigningKey:
    """The log's key; made once, kept in the data folder with owner-only rights."""
    seed = kept_secret(Path(settings.DATA) / "log.key", lambda: os.urandom(32))
    return SigningKey.from_seed(settings.LOG_ORIGIN, seed)


def verifier() -> VerifierKey:
    """The public key with which anyone verifies."""
    return signing_key().verifier


def append(record: dict[str, Any]) -> Entry:
    """Add a record to the log inside the caller's transaction, and sign the new checkpoint.

    Raises:
        OldCopy: the database is behind what was last signed.
    """
    head = LogHead.objects.select_for_update().filter(pk=1).first() or LogHead(pk=1)
    _refuse_old_copy(head)
    salt = fresh_salt()
    leaf = merkle.leaf_hash(entry_of(record, salt))
    peaks, written = merkle.append(head.size, _peaks(head), leaf)
    root = merkle.root_of(peaks)
    index, head.size, head.peaks = head.size, head.size + 1, b"".join(peaks)
    head.note = sign(Checkpoint(settings.LOG_ORIGIN, head.size, root), signing_key())
    LogNode.objects.bulk_create([LogNode(level=level, index=at, hash=node) for level, at, node in written])
    head.save()
    size = head.size
    transaction.on_commit(lambda: _remember(size, root))
    return Entry(index, salt, head.note)


def record_of(event: StoredEvent, papers: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """What the log holds of an event: all that was said, by whom, in which role, when, with which papers."""
    if papers is None:
        papers = [
            {
                "material": paper.material,
                "name": paper.name,
                "size": paper.file.size,
                "sha256": paper.file.digest,
            }
            for paper in event.papers.all()
        ]
    return {
        "case": event.case.number,
        "sequence": event.sequence,
        "event": event.payload,
        "by": event.by.key,
        "role": event.role,
        "unit": event.unit,
        "drafted_by": event.drafted_by,
        "recorded_at": event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "papers": sorted(papers, key=lambda paper: (paper["material"], paper["sha256"], paper["name"])),
    }


def receipt(event: StoredEvent) -> str:
    """The receipt of an event: a file that proves, offline, that the log holds it (C2SP tlog-proof)."""
    size = event.log_index + 1
    proof = merkle.inclusion_proof(event.log_index, size, _stored)
    return build(event.log_index, proof, event.note, record_of(event), bytes(event.salt), verifier())


def checkpoint() -> str:
    """The log's newest signed checkpoint; empty before the first event."""
    head = LogHead.objects.filter(pk=1).first()
    return head.note if head else ""


def consistency(first: int, second: int) -> list[str]:
    """Base64 hashes that show that the log of `second` entries extends that of `first`.

    Raises:
        ValueError: not 0 < first <= second <= the log's size.
    """
    head = LogHead.objects.filter(pk=1).first()
    if head is None or second > head.size:
        raise ValueError(f"the log has no {second} entries")
    return [base64.b64encode(step).decode() for step in merkle.consistency_proof(first, second, _stored)]


def entries() -> Iterator[StoredEvent]:
    """Every event in the order of the log, with what its record needs."""
    found = StoredEvent.objects.select_related("case", "by").prefetch_related("papers__file")
    return found.order_by("log_index").iterator(chunk_size=2000)


def nodes() -> Iterator[tuple[int, int, bytes]]:
    """Every stored node of the tree."""
    for level, index, node in LogNode.objects.values_list("level", "index", "hash").iterator(chunk_size=5000):
        yield level, index, bytes(node)


def head() -> tuple[int, bytes]:
    """Size and root of the right edge to which the next entry will be added."""
    kept = LogHead.objects.filter(pk=1).first() or LogHead(pk=1)
    return kept.size, merkle.root_of(_peaks(kept))


def last_signed() -> tuple[int, bytes] | None:
    """Size and root as the file beside the database remembers them."""
    try:
        kept = json.loads(_memory().read_text())
    except FileNotFoundError:
        return None
    return kept["size"], bytes.fromhex(kept["root"])


def _peaks(head: LogHead) -> list[bytes]:
    peaks = bytes(head.peaks)
    return [peaks[at : at + 32] for at in range(0, len(peaks), 32)]


def _stored(level: int, index: int) -> bytes:
    return bytes(LogNode.objects.values_list("hash", flat=True).get(level=level, index=index))


def _refuse_old_copy(head: LogHead) -> None:
    signed = last_signed()
    if signed is None:
        return
    size, root = signed
    same = head.size > size or (head.size == size and merkle.root_of(_peaks(head)) == root)
    if not same:
        raise OldCopy(
            Text(
                f"数据库有 {head.size} 条记录，而已签署的检查点有 {size} 条：这是旧的副本，或者历史已被改动；拒绝签署",
                f"the database holds {head.size} entries, but a checkpoint of {size} was signed: this is an old "
                "copy, or its history was changed; nothing is signed",
            )
        )


def _memory() -> Path:
    return Path(settings.DATA) / "log.signed"


def _remember(size: int, root: bytes) -> None:
    """Written after the commit and never lowered; the newest of several processes wins."""
    with contextlib.ExitStack() as stack:
        lock = stack.enter_context((Path(settings.DATA) / "log.lock").open("a"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        signed = last_signed()
        if signed is not None and signed[0] >= size:
            return
        fresh = _memory().with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"size": size, "root": root.hex()}))
        fresh.replace(_memory())
