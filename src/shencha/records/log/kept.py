"""The entries of the log as they are kept, read one after another however damaged they are."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from shencha.errors import ShenchaError
from shencha.ledger.audit import Logged
from shencha.records import log
from shencha.records.joined import joined
from shencha.records.models import LoggedAct, StoredEvent
from shencha.text import Text

DAMAGED = (
    ObjectDoesNotExist,
    ShenchaError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
)
"""What reading a row raises that someone changed behind the program's back."""
BATCH = 1_000
BACKWARDS = 5
"""So many places are named where moments run backwards; the others are counted."""
_Row = TypeVar("_Row", bound=Model)


class Order:
    """Watches whether each entry bears a later moment than the one before."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._count = 0
        self._places: list[str] = []
        self.entries = 0
        """How many entries were read."""
        self.note = ""
        """The checkpoint of the last of them."""
        self.notes = sha256()
        """Of the checkpoints of all, one after another."""

    def then(self, at: datetime, where: str) -> None:
        """The next entry."""
        if self._last is not None and at < self._last:
            self._count += 1
            self._places += [where][: BACKWARDS - len(self._places)]
        self._last = at

    def remarks(self) -> list[Text]:
        """What to point out; a history that was carried in runs backwards too, so it is no fault by itself."""
        if not self._count:
            return []
        zh, en = "、".join(self._places), ", ".join(self._places)
        return [
            Text(
                f"有 {self._count} 条记录的时刻早于其前一条（例如 {zh}）：补录的历史，或者时钟、记录曾被改动",
                f"{self._count} entries bear an earlier moment than the one before them (such as {en}): a history "
                "that was carried in, or a clock or a record that was set back",
            )
        ]


def kept(order: Order) -> Iterator[Logged]:
    """Every entry in the order of the log; one that cannot be read says so."""
    events = joined(StoredEvent.objects.select_related("case", "by"), "papers", "file")
    acts = LoggedAct.objects.select_related("by")
    rows: Iterator[StoredEvent | LoggedAct] = heapq.merge(
        each(events, "log_index"), each(acts, "log_index"), key=attrgetter("log_index")
    )
    digest = order.notes
    for row in rows:
        order.entries, order.note = order.entries + 1, row.note
        digest.update(row.note.encode())
        yield _logged(row, order)


def notes_of(size: int) -> bytes:
    """The digest of the checkpoints of so many first entries, one after another."""
    digest = sha256()
    rows = (
        model.objects.filter(log_index__lt=size).order_by("log_index").values_list("log_index", "note")
        for model in (StoredEvent, LoggedAct)
    )
    for _, note in heapq.merge(*(one.iterator(chunk_size=5_000) for one in rows)):
        digest.update(note.encode())
    return digest.digest()


def each(rows: QuerySet[_Row], by: str, first: int | str = -1) -> Iterator[_Row]:
    """The rows in the order of a unique column, some at a time; what spoils its batch is read alone, or passed over.

    What is passed over is missed in the log, whose numbers leave no gap.

    Args:
        first: less than every value of the column.
    """
    last = first
    while True:
        following = rows.filter(**{f"{by}__gt": last}).order_by(by)
        numbers = list(following.values_list(by, flat=True)[:BATCH])
        if not numbers:
            return
        try:
            yield from list(following.filter(**{f"{by}__lte": numbers[-1]}))
        except DAMAGED:
            for number in numbers:
                try:
                    yield from list(rows.filter(**{by: number}))
                except DAMAGED:
                    continue
        last = numbers[-1]


def where(row: StoredEvent | LoggedAct) -> str:
    """What a person calls an entry."""
    if isinstance(row, StoredEvent):
        return f"{row.case.number}/{row.sequence} {row.name}"
    return f"{row.about} {row.name}"


def _logged(row: StoredEvent | LoggedAct, order: Order) -> Logged:
    called, record, why = f"entry {row.log_index}", None, None
    try:
        called = where(row)
        order.then(row.recorded_at, called)
        record = log.record_of_entry(row)
        why = _unlike(row)
    except DAMAGED as error:
        said = str(error)[:200]
        why = Text(f"无法读取：{said}", f"it cannot be read: {said}")
    return Logged(row.log_index, record, bytes(row.salt), row.note, called, bytes(row.nodes), why)


def _unlike(row: StoredEvent | LoggedAct) -> Text | None:
    """The columns of an event that repeat its record, where they say otherwise."""
    if isinstance(row, StoredEvent) and (
        row.payload.get("event") != row.name
        or row.payload.get("on") != row.on.isoformat()
        or any(paper.case_id != row.case_id for paper in row.papers.all())
    ):
        return Text(
            "名称、日期或者材料的位置与记录不符",
            "its name, day or the place of its papers is not its record's",
        )
    return None
