"""Stored files hashed again: is each there, and is it still what its name says?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q, Sum

from shencha.records.clock import now
from shencha.records.files import places
from shencha.records.log.kept import each
from shencha.records.models import StoredFile
from shencha.text import Text

SLICE = 2**30
"""Bytes that the worker hashes in a night, at most one file more."""


@dataclass(slots=True)
class Checked:
    """How far a check is."""

    files: int = 0
    bytes: int = 0


def everything(
    checked: Checked,
    since: datetime | None = None,
    *,
    hashing: bool = True,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[Text]:
    """The files that are missing or changed; each that is hashed bears the moment from then on.

    Args:
        checked: is counted up.
        since: those hashed since that moment are passed over; that they are there, with their size, is asked of all.
        advance: is told bytes hashed and bytes in all.
    """
    wanted = StoredFile.objects.all()
    fresh = Q(checked_at__gte=since) if since else Q(pk__in=[])
    total = wanted.exclude(fresh).aggregate(of=Sum("size"))["of"] or 0
    for file in each(wanted, "pk", first=""):
        again = hashing and not (since and file.checked_at and file.checked_at >= since)
        wrong = check(file) if again else _absent(file) or _known(file)
        if again:
            checked.files, checked.bytes = checked.files + 1, checked.bytes + file.size
            advance(checked.bytes, total)
        if wrong is not None:
            yield wrong


def tonight() -> Checked:
    """Hash those that were hashed longest ago, `SLICE` bytes of them; what is wrong stays noted on the file."""
    checked = Checked()
    for file in StoredFile.objects.order_by("checked_at", "pk").iterator(chunk_size=500):
        if checked.bytes >= SLICE:
            break
        check(file)
        checked.files, checked.bytes = checked.files + 1, checked.bytes + file.size
    return checked


def check(file: StoredFile) -> Text | None:
    """Hash one file again and note when, and whether it is whole; what is wrong with it."""
    wrong = _absent(file)
    if wrong is None:
        digest = sha256()
        for chunk in places.read(file.digest):
            digest.update(chunk)
        if digest.hexdigest() != file.digest:
            wrong = _said(file, Text("内容已被改动", "its content was changed"))
    StoredFile.objects.filter(pk=file.pk).update(checked_at=now(), whole=wrong is None)
    return wrong


def _known(file: StoredFile) -> Text | None:
    """What an earlier look has shown."""
    return None if file.whole else _said(file, Text("内容已被改动", "its content was changed"))


def _absent(file: StoredFile) -> Text | None:
    size = places.size_of(file.digest)
    if size is None:
        return _said(file, Text("文件不在", "it is not there"))
    if size != file.size:
        return _said(
            file,
            Text(f"应有 {file.size} 字节，实有 {size}", f"it has {size} bytes and should have {file.size}"),
        )
    return None


def _said(file: StoredFile, what: Text) -> Text:
    return Text(f"文件 {file.digest}：{what.zh}", f"file {file.digest}: {what.en}")
