"""The log as migrations write to it: with the columns that its head had then."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, sign
from shencha.ledger.leaves import entry_of, fresh_salt
from shencha.records.log import HEAD, Entry, epochs, memory


def append(apps: Any, record: dict[str, Any]) -> Entry:
    """As `log.append`, by the tables that a migration sees; nothing else writes while it runs."""
    head, _ = apps.get_model("records", "LogHead").objects.get_or_create(pk=HEAD)
    salt, kept = fresh_salt(), bytes(head.peaks)
    peaks = [kept[at : at + 32] for at in range(0, len(kept), 32)]
    peaks, written = merkle.append(head.size, peaks, merkle.leaf_hash(entry_of(record, salt)))
    root = merkle.root_of(peaks)
    index, head.size, head.peaks = head.size, head.size + 1, b"".join(peaks)
    key = epochs.signing_key(getattr(head, "epoch", 1))
    head.note = sign(Checkpoint(key.name, head.size, root), key)
    head.save()
    size = head.size
    transaction.on_commit(lambda: memory.remember(size, root))
    return Entry(index, salt, b"".join(node for _, _, node in written), head.note)
