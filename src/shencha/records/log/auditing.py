"""Is everything that is kept what was entered? The log, every row made from it, and every file by its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

from shencha.errors import ShenchaError
from shencha.ledger.audit import Keys, audit
from shencha.ledger.checkpoint import Checkpoint, VerifierKey
from shencha.records import log
from shencha.records.files import rehash
from shencha.records.keys import NoKey
from shencha.records.log import days, epochs, looks, memory, preparing, repeated, rights
from shencha.records.log.kept import Order, kept, notes_of
from shencha.records.log.views import rows_of_acts, views
from shencha.records.models import CaseFile, LoggedAct, LogHead, StoredEvent
from shencha.text import Text

VERIFIED = "verified.signed"
"""The file beside the database that remembers how many checkpoints were verified, and the digest of these."""
MOST = 1_000
"""Faults that are told; where there are more, the last line counts them."""
Advance = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, what does not hold, and what an auditor should look at though it may be right."""

    entries: int
    cases: int
    faults: tuple[Text, ...]
    files: int = 0
    """Stored files whose content was hashed again."""
    remarks: tuple[Text, ...] = ()


@dataclass(slots=True)
class _Found:
    told: list[Text] = field(default_factory=list)
    more: int = 0

    def take(self, faults: Iterator[Text]) -> None:
        try:
            for one in faults:
                if len(self.told) < MOST:
                    self.told.append(one)
                else:
                    self.more += 1
        except NoKey as missing:
            self.told.append(missing.text)

    def all(self) -> tuple[Text, ...]:
        if not self.more:
            return tuple(self.told)
        return (*self.told, Text(f"另有 {self.more} 处不符", f"{self.more} further faults"))


def audit_everything(
    *,
    outside: Sequence[Checkpoint] = (),
    unchecked_since: datetime | None = None,
    hashing: bool = True,
    anew: bool = False,
    advance: Advance = lambda done, of: None,
) -> Audit:
    """Recompute log, rows and files from what is kept; it gathers what does not hold and goes on.

    Args:
        outside: checkpoints that others kept, their signatures verified.
        unchecked_since: hash only the files not hashed since that moment, so that a check can be resumed.
        hashing: False: only whether each file is there, with its size.
        anew: verify each signature with the public key alone, also those that an earlier audit has seen here.
        advance: is told bytes hashed and bytes in all.
    """
    found, order = _Found(), Order()
    signers = _signers(found)
    verified = 0 if anew else _verified_before(signers)
    own = () if anew else epochs.held(len(signers))
    found.take(audit(kept(order), signers, _last_signed(found), log.head(), outside, verified, own))
    found.take(_strangers(order))
    found.take(views())
    found.take(rows_of_acts())
    found.take(rights.unlike())
    found.take(preparing.unlike())
    found.take(repeated.unlike())
    found.take(days.unlike())
    found.take(looks.unlike(signers))
    checked = rehash.Checked()
    found.take(rehash.everything(checked, unchecked_since, hashing=hashing, advance=advance))
    entries = StoredEvent.objects.count() + LoggedAct.objects.count()
    if not found.told:
        memory.remember(order.entries, _under(order.notes.digest(), signers), VERIFIED)
    return Audit(
        entries, CaseFile.objects.count(), found.all(), checked.files, (*order.remarks(), *looks.remarks())
    )


def _signers(found: _Found) -> Keys:
    """The keys by the epochs that the log itself opened; an edge that names another, or a lost key, is told."""
    opened = LoggedAct.objects.filter(about=epochs.ABOUT, name=epochs.OPENED).count()
    head = LogHead.objects.filter(pk=log.HEAD).first()
    if head is not None and head.epoch != opened + 1:
        told = Text(
            f"日志的右端记为第 {head.epoch} 个纪元，日志中已开启 {opened + 1} 个",
            f"the log's right edge names epoch {head.epoch}, and the log has opened {opened + 1}",
        )
        found.take(iter([told]))
    try:
        return epochs.signers(opened + 1)
    except ShenchaError as error:
        found.take(iter([error.text]))
        return [(0, VerifierKey(epochs.origin(1), bytes(32)))]


def _verified_before(signers: Keys) -> int:
    """So many first entries bear checkpoints that an audit of this machine has verified, none changed since."""
    try:
        known = memory.recall(VERIFIED)
    except memory.OldCopy:
        return 0
    return known.size if known is not None and _under(notes_of(known.size), signers) == known.root else 0


def _under(notes: bytes, signers: Keys) -> bytes:
    """The digest of checkpoints with the keys under which they were verified."""
    keys = "".join(f"{first} {key}\n" for first, key in signers)
    return sha256(keys.encode() + notes).digest()


def _strangers(order: Order) -> Iterator[Text]:
    """Rows that belong to nothing: entries that point nowhere, a second right edge, a number that names no row."""
    lost = StoredEvent.objects.count() + LoggedAct.objects.count() - order.entries
    if lost:
        yield Text(f"有 {lost} 条记录不属于任何案件或者人员", f"{lost} entries belong to no case or person")
    if log.checkpoint() != order.note:
        yield Text(
            "公布的检查点不是最后一条记录的检查点", "the checkpoint that is published is not the last entry's"
        )
    if LogHead.objects.exclude(pk__in=(log.HEAD, looks.HEAD)).exists():
        yield Text("日志的右端不止一个", "the log has more than one right edge")
    yield from _dangling()


def _dangling() -> Iterator[Text]:
    """Asked of the rows themselves: whoever holds the database takes its own guards away."""
    relations, asked = _relations()
    with connection.cursor() as cursor:
        cursor.execute(asked)
        counts = cursor.fetchone()
    for named, count in zip(relations, counts, strict=True):
        if count:
            yield Text(
                f"{named} 有 {count} 行指向不存在的行",
                f"{count} rows of {named} point to one that is not there",
            )


@cache
def _relations() -> tuple[tuple[str, ...], str]:
    """Every column that points to a row, and one question that counts for each the rows that point to none."""
    named, counts = [], []
    for model in apps.get_app_config("records").get_models():
        for one in model._meta.concrete_fields:
            if isinstance(one, ForeignKey):
                to = one.target_field
                here, there = model._meta.db_table, to.model._meta.db_table
                counts.append(  # the names are those of our own models
                    f'(SELECT COUNT(*) FROM "{here}" AS m WHERE m."{one.column}" IS NOT NULL AND NOT EXISTS '  # noqa: S608
                    f'(SELECT 1 FROM "{there}" AS o WHERE o."{to.column}" = m."{one.column}"))'
                )
                named.append(f"{model.__name__}.{one.attname}")
    return tuple(named), f"SELECT {', '.join(counts)}"


def _last_signed(found: _Found) -> tuple[int, bytes] | None:
    """What the memory beside the database says; one that cannot be read is a fault."""
    try:
        return log.last_signed()
    except (log.OldCopy, NoKey) as unreadable:
        found.take(iter([unreadable.text]))
        return None
