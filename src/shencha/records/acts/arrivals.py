"""A file that arrives in pieces for a form: announced, its ranges put one after the other, taken with the form.

The bytes lie apart until then (`files.arriving`); nothing else speaks of them before the form that they belong to is
sent. On disk a range is not flushed when it comes: as long as the machine runs, what was written is what is read. What
lay there before the machine last started is not trusted and is sent again. A file is read back for its digest while
it arrives (`read_back`); whole, it is flushed and kept (`files.keep`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.state_secrets import mark_in
from shencha.records import files
from shencha.records.clock import now
from shencha.records.files import arriving, places, read_back
from shencha.records.models import Arrival, Membership, StoredFile
from shencha.text import Text

KEPT_FOR = timedelta(hours=24)
"""An upload whose form is not sent for so long is removed."""
AT_ONCE = 50
"""Uploads that one membership may have waiting."""
READ_BACK_FROM = 16 * 2**20
"""Bytes from which it pays to read a file back while it arrives."""
NOT_THERE = Text("没有这次上传", "there is no such upload")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose uploads they are."""

    membership: Membership


class Offset(NotAllowed):
    """A range does not follow on what has arrived; says where to go on."""

    code = "wrong_offset"

    def __init__(self, received: int) -> None:
        super().__init__(
            Text(f"已收到 {received} 字节，请从那里继续", f"{received} bytes have arrived; go on from there")
        )
        self.received = received


class Arrived(files.OnDisk):
    """The content of an upload, for whoever keeps it; kept once, however often its form is sent."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__(arriving.place_of(arrival), arrival.file)
        self.arrival = arrival

    def digest(self) -> str:
        """Of what lies on the disk; most of it was read back already."""
        return read_back.digest_of(self.path, self.arrival.size)

    def kept_as(self, file: StoredFile) -> None:
        """The upload remembers what it became."""
        super().kept_as(file)
        read_back.forget(self.path)
        Arrival.objects.filter(pk=self.arrival.pk).update(file=file)
        arriving.taken(self.arrival)

    def refused(self) -> None:
        """Nothing of it stays, its name included."""
        self.arrival.delete()


def begin(owner: Owner, *, place: str, field: str, name: str, size: int, stamp: str) -> Arrival:
    """Announce a file for a form; one that was begun before, by its name, size and stamp, is gone on with.

    Args:
        place: address of the form. field: name of its box. size: in bytes.
        stamp: tells another file of the same name and size apart.
    Raises:
        NotAllowed: too many are waiting. BadInput: nothing or too much announced, a name marked as a state secret.
    """
    shown = files.safe_name(name)
    if mark := mark_in(name):
        raise BadInput([files.marked(name, mark)])
    most = settings.MOST_UPLOAD_BYTES
    if not 0 < size <= most:
        wrong = Text("文件是空的，或者太大", "the file is empty or too large")
        right = Text(f"每份不超过 {most // 2**20} MB", f"up to {most // 2**20} MB each")
        raise BadInput([_fault(shown, wrong, right)])
    if (
        not place.startswith("/")
        or len(place) > 500
        or not field
        or len(field) > 100
        or "\0" in place + field
    ):
        wrong = Text("没有写明是哪个表单", "it does not say for which form")
        raise BadInput([_fault(shown, wrong, Text("请刷新页面", "reload the page"))])
    sweep()
    with transaction.atomic():
        waiting = _mine(owner).filter(used=False)
        same = waiting.filter(place=place, field=field, name=shown, size=size, stamp=stamp[:64], file=None)
        if (before := same.first()) is not None:
            return before
        if waiting.count() >= AT_ONCE:
            raise NotAllowed(
                Text(
                    "等待提交的上传太多，请先提交或者删除", "too many uploads wait; send or remove some first"
                )
            )
        return Arrival.objects.create(
            key=secrets.token_urlsafe(24),
            membership=owner.membership,
            place=place,
            field=field,
            name=shown,
            size=size,
            stamp=stamp[:64],
            begun_at=now(),
        )


def arrival_for(owner: Owner, key: str) -> Arrival:
    """One's own upload.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = _mine(owner).select_related("file").filter(key=key).first()
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def lies_at(arrival: Arrival) -> Path:
    """Where the content of a whole upload lies."""
    return arriving.laid(arrival)


def waiting_at(owner: Owner, place: str) -> list[Arrival]:
    """One's own uploads for a form that was not sent yet."""
    return list(_mine(owner).filter(place=place, used=False))


def received(arrival: Arrival) -> int:
    """How many bytes have arrived and can be trusted."""
    return arrival.size if arrival.file_id is not None else arriving.length(arrival)


def put(arrival: Arrival, *, offset: int, chunks: Iterable[bytes]) -> int:
    """Write a range where the last one ended, piece by piece; what came before a cut stays.

    Returns:
        How many bytes have arrived now.
    Raises:
        Offset: the range does not follow on. BadInput: more bytes than were announced; nothing of the range stays.
            Or the whole bears the mark of a state secret; then nothing of it stays.
    """
    try:
        at = arriving.append(arrival, offset, chunks)
    except arriving.Elsewhere as ended:
        raise Offset(ended.at) from None
    except arriving.TooMuch:
        wrong = Text("内容超过声明的大小", "more bytes than were announced")
        right = Text("请重新选择文件上传", "choose the file again")
        raise BadInput([_fault(arrival.name, wrong, right)]) from None
    if at == arrival.size:
        try:
            files.refuse_marked(arriving.laid(arrival), arrival.name)
        except BadInput:
            drop(arrival)
            raise
    if arrival.size >= READ_BACK_FROM and not places.in_pieces():
        read_back.follow(arriving.place_of(arrival), at)
    return at


def whole_at(owner: Owner, key: str, place: str, field: str) -> Arrival:
    """An upload that a form brings with it.

    Raises:
        BadInput: it is not there, not theirs, for another form, or not whole; what to do about it.
    """
    found = _mine(owner).select_related("file").filter(key=key, place=place, field=field).first()
    if found is None or received(found) != found.size:
        name = found.name if found else field
        wrong = Text("文件没有传完，什么也没有收下", "the file did not arrive whole, and nothing was taken")
        right = Text(
            "请重新选择同一个文件，从中断处继续", "choose the same file again to go on where it stopped"
        )
        raise BadInput([_fault(name, wrong, right)])
    return found


def use(arrivals: Iterable[Arrival]) -> None:
    """The form that they came with was taken."""
    for one in arrivals:
        Arrival.objects.filter(pk=one.pk).update(used=True)


def drop(arrival: Arrival) -> None:
    """Remove an upload and its bytes, unless they were kept with a form."""
    place = arriving.place_of(arrival)
    read_back.forget(place)
    place.unlink(missing_ok=True)
    arrival.delete()


def sweep() -> int:
    """Remove uploads that nobody sends, and their bytes; how many there were."""
    found = list(Arrival.objects.filter(begun_at__lt=now() - KEPT_FOR)[:100])
    for one in found:
        drop(one)
    arriving.sweep(now() - KEPT_FOR)
    return len(found)


def _mine(owner: Owner) -> QuerySet[Arrival]:
    return Arrival.objects.filter(membership=owner.membership)


def _fault(name: str, wrong: Text, right: Text) -> Fault:
    return Fault(name, "file", wrong, right)
