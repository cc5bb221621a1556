"""A paper that arrives in pieces: begun, its ranges put one after the other, finished whole or not at all.

The bytes lie in a folder of their own until then; nothing of the draft speaks of them before they are whole.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.materials import MATERIALS
from shencha.law.state_secrets import mark_in
from shencha.records import access, files
from shencha.records.acts import drafts
from shencha.records.clock import now
from shencha.records.models import Arrival, Draft, DraftPaper, Membership
from shencha.text import Text

KEPT_FOR = timedelta(hours=24)
"""An upload that is not gone on with for so long is removed."""
AT_ONCE = 20
"""Uploads that one membership may have under way."""


class Offset(NotAllowed):
    """A range does not follow on what has arrived; says where to go on."""

    code = "wrong_offset"

    def __init__(self, received: int) -> None:
        super().__init__(
            Text(f"已收到 {received} 字节，请从那里继续", f"{received} bytes have arrived; go on from there")
        )
        self.received = received


def begin(draft: Draft, *, by: Membership, material: str, name: str, size: int, stamp: str) -> Arrival:
    """Announce a file; one that was begun before, by its name, size and stamp, is gone on with.

    Args:
        size: in bytes.
        stamp: tells another file of the same name and size apart.
    Raises:
        NotFound: the draft is not theirs. NotAllowed: it was filed already, or too many are under way.
        BadInput: no such material, nothing or too much announced, a name marked as a state secret.
    """
    shown = files.safe_name(name)
    if mark := mark_in(name):
        raise BadInput([files.marked(name, mark)])
    if material not in MATERIALS:
        wrong = Text("没有这种材料", "there is no such material")
        raise BadInput([_fault(shown, wrong, Text("、".join(MATERIALS), ", ".join(MATERIALS)))])
    if not 0 < size <= settings.MOST_UPLOAD_BYTES:
        most = settings.MOST_UPLOAD_BYTES // 2**20
        wrong = Text("文件是空的，或者太大", "the file is empty or too large")
        raise BadInput([_fault(shown, wrong, Text(f"每份不超过 {most} MB", f"up to {most} MB each"))])
    sweep()
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        mine = Arrival.objects.filter(membership=by, paper=None)
        same = mine.filter(draft=held, material=material, name=shown, size=size, stamp=stamp[:40]).first()
        if same is not None:
            return same
        if mine.count() >= AT_ONCE:
            raise NotAllowed(
                Text("同时上传的文件太多，请先完成", "too many uploads at once; finish some first")
            )
        return Arrival.objects.create(
            key=secrets.token_urlsafe(24),
            membership=by,
            draft=held,
            material=material,
            name=shown,
            size=size,
            stamp=stamp[:40],
            begun_at=now(),
        )


def arrival_for(by: Membership, key: str) -> Arrival:
    """One's own upload.

    Raises:
        NotFound: it is not there, or not theirs, or the draft is theirs no more.
    """
    found = Arrival.objects.filter(key=key, membership=by, draft__in=access.drafts_of(by)).first()
    if found is None:
        raise NotFound(Text("没有这次上传", "there is no such upload"))
    return found


def received(arrival: Arrival) -> int:
    """How many bytes have arrived and lie on disk."""
    place = _place(arrival)
    return place.stat().st_size if place.exists() else 0


def put(arrival: Arrival, *, offset: int, chunks: Iterable[bytes]) -> int:
    """Write a range where the last one ended, piece by piece; what came before a cut stays.

    Returns:
        How many bytes have arrived now.
    Raises:
        Offset: the range does not follow on. BadInput: more bytes than were announced; nothing of the range stays.
    """
    place = _place(arrival)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        at = file.seek(0, os.SEEK_END)
        if at != offset:
            raise Offset(at)
        for chunk in chunks:
            at += len(chunk)
            if at > arrival.size:
                file.truncate(offset)
                wrong = Text("内容超过声明的大小", "more bytes than were announced")
                right = Text("请重新选择文件上传", "choose the file again")
                raise BadInput([_fault(arrival.name, wrong, right)])
            file.write(chunk)
    return at


def finish(arrival: Arrival, *, by: Membership) -> DraftPaper:
    """Attach the file once it is whole; sent twice it is attached once.

    Raises:
        NotFound, NotAllowed: as `begin`. Offset: bytes are still missing; the upload may go on.
        BadInput: it is marked as a state secret; nothing of it stays.
    """
    with transaction.atomic():
        held = drafts.held_open(arrival.draft, by)
    if (before := DraftPaper.objects.filter(pk=arrival.paper or 0, draft=held).first()) is not None:
        return before
    if (here := received(arrival)) != arrival.size:
        raise Offset(here)
    try:
        kept = files.adopt(_place(arrival), arrival.name)
    except BadInput:
        arrival.delete()
        raise
    with transaction.atomic():
        paper = drafts.attach_kept(held, by=by, material=arrival.material, name=arrival.name, kept=kept)
        Arrival.objects.filter(pk=arrival.pk).update(paper=paper.pk)
    return paper


def sweep() -> int:
    """Remove uploads that nobody goes on with, and their bytes; how many there were."""
    stale = list(Arrival.objects.filter(begun_at__lt=now() - KEPT_FOR)[:100])
    for one in stale:
        _place(one).unlink(missing_ok=True)
        one.delete()
    return len(stale)


def _place(arrival: Arrival) -> Path:
    return Path(settings.DATA) / "arriving" / arrival.key


def _fault(name: str, wrong: Text, right: Text) -> Fault:
    return Fault(name, "file", wrong, right)
