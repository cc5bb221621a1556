"""The audit of a long log beside hashing the same records once; and the memory that it takes."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.instance import on_an_instance
from benchmarks.row import Row

ENTRIES = int(os.environ.get("SHENCHA_BENCH_ENTRIES", "1000000"))
AT_ONCE = 5_000
MOST_MEGABYTES = 200


def run() -> list[Row]:
    """Measured in a process of its own, on an instance that is thrown away."""
    return on_an_instance(_measure)


def _measure(folder: Path) -> list[Row]:
    _grow(ENTRIES)
    hashing, first, audit = _timed(_hashed), _timed(_audited), _timed(_audited)
    # the highest that the process ever reached, all its libraries included
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    work, most = f"audit of {ENTRIES:,} entries, signatures verified by an earlier one", "at most 4 times"
    anew = f"the first audit of {ENTRIES:,} entries, each signature verified"
    return [
        Row(anew, "hashing the same records once", first, hashing, first / hashing, "told", True),
        Row(work, "hashing the same records once", audit, hashing, audit / hashing, most, audit <= 4 * hashing),
        Row(f"memory of that audit: {megabytes:.0f} MB", f"{MOST_MEGABYTES} MB", audit, hashing,
            megabytes / MOST_MEGABYTES, "below it", megabytes < MOST_MEGABYTES),
    ]  # fmt: skip


def _timed(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _grow(size: int) -> None:
    """Entries as the door makes them, some thousands to a transaction: looks of a party at what it changed."""
    from django.db import transaction

    from shencha.ledger import merkle
    from shencha.ledger.checkpoint import Checkpoint, sign
    from shencha.ledger.leaves import entry_of, fresh_salt
    from shencha.records import log
    from shencha.records.clock import now
    from shencha.records.log import epochs, memory
    from shencha.records.models import LoggedAct, LogHead

    key, moment, peaks = epochs.signing_key(1), now(), list[bytes]()

    def acts() -> Iterator[LoggedAct]:
        nonlocal peaks
        for index in range(size):
            act = LoggedAct(
                about=f"bench:{index}", name="noted", said={"text": "所报信息" * 40, "number": index}, role=log.PROGRAM,
                recorded_at=moment, key=f"bench-{index}", log_index=index, salt=fresh_salt(), papers=[],
            )  # fmt: skip
            leaf = merkle.leaf_hash(entry_of(log.record_of_act(act), act.salt))
            peaks, written = merkle.append(index, peaks, leaf)
            act.nodes = b"".join(node for _, _, node in written)
            act.note = sign(Checkpoint(key.name, index + 1, merkle.root_of(peaks)), key)
            yield act

    made = acts()
    while batch := list(islice(made, AT_ONCE)):
        with transaction.atomic():
            LoggedAct.objects.bulk_create(batch)
    LogHead.objects.update_or_create(
        pk=log.HEAD, defaults={"size": size, "peaks": b"".join(peaks), "note": batch_note()}
    )
    memory.remember(size, merkle.root_of(peaks))


def batch_note() -> str:
    """The checkpoint of the last entry."""
    from shencha.records.models import LoggedAct

    return str(LoggedAct.objects.order_by("-log_index").values_list("note", flat=True)[0])


def _hashed() -> None:
    """What nobody can do without: read each record, write it as canonical JSON, hash it."""
    from shencha.ledger.leaves import entry_of
    from shencha.records import log
    from shencha.records.models import LoggedAct

    for act in LoggedAct.objects.order_by("log_index").iterator(chunk_size=AT_ONCE):
        entry_of(log.record_of_act(act), bytes(act.salt))


def _audited() -> None:
    from shencha.records.log.auditing import audit_everything

    faults = [one for one in audit_everything(hashing=False).faults if "bench" in one.en]
    assert not faults, faults[:3]
