"""The bytes of a file on its way in pieces: on disk beside SQLite, in the database where that is PostgreSQL."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Length

from shencha.records.files import places
from shencha.records.models import Arrival, ArrivalPiece
from shencha.records.secrets import made_folder


class Elsewhere(Exception):
    """A range does not begin where the last one ended; says where that is."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class TooMuch(Exception):
    """More bytes than were announced; nothing of the range stays."""


def length(arrival: Arrival) -> int:
    """How many bytes have come and can be trusted."""
    if places.in_pieces():
        return (
            ArrivalPiece.objects.filter(arrival=arrival).aggregate(size=Sum(Length("content")))["size"] or 0
        )
    place = place_of(arrival)
    return place.stat().st_size if place.exists() else 0


def append(arrival: Arrival, offset: int, chunks: Iterable[bytes]) -> int:
    """Write a range where the last one ended, piece by piece; what came before a cut stays.

    Returns:
        How many bytes have come now.
    Raises:
        Elsewhere, TooMuch.
    """
    put = _in_rows if places.in_pieces() else _on_disk
    return put(arrival, offset, chunks)


def _on_disk(arrival: Arrival, offset: int, chunks: Iterable[bytes]) -> int:
    place = place_of(arrival)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("ab", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        at = file.seek(0, os.SEEK_END)
        if at != offset or arrival.file_id is not None:
            raise Elsewhere(at)
        for chunk in chunks:
            at += len(chunk)
            if at > arrival.size:
                file.truncate(offset)
                raise TooMuch
            file.write(chunk)
        if not _boot():
            os.fsync(file.fileno())
    return at


def _in_rows(arrival: Arrival, offset: int, chunks: Iterable[bytes]) -> int:
    at = offset
    for piece in _gathered(chunks):
        with transaction.atomic():
            held = Arrival.objects.select_for_update().filter(pk=arrival.pk, file=None).first()
            there = length(arrival) if held else 0
            if held is None or there != at:
                raise Elsewhere(there)
            if piece and at + len(piece) <= arrival.size:
                ArrivalPiece.objects.create(arrival=held, begins=at, content=piece)
        at += len(piece)
        if at > arrival.size:
            ArrivalPiece.objects.filter(arrival=arrival, begins__gte=offset).delete()
            raise TooMuch
    return at


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces as they are kept; at least one piece, though it be empty."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= places.CHUNK:
            yield bytes(waiting[: places.CHUNK])
            del waiting[: places.CHUNK]
    yield bytes(waiting)


def laid(arrival: Arrival) -> Path:
    """Where the content of a whole file lies on this machine's disk."""
    if not places.in_pieces():
        return places.path_of(arrival.file.digest) if arrival.file is not None else place_of(arrival)
    place = place_of(arrival)
    made_folder(place.parent)
    made = place.with_name(
        f"{place.name}.{secrets.token_hex(4)}"
    )  # another request may read the one that lies there
    with made.open("xb") as out:
        for piece in _come(arrival) if arrival.file is None else places.read(arrival.file.digest):
            out.write(piece)
    return made.replace(place)


def _come(arrival: Arrival) -> Iterator[bytes]:
    begins = 0
    rows = ArrivalPiece.objects.filter(arrival=arrival).values_list("content", flat=True)
    while (piece := rows.filter(begins=begins).first()) is not None:
        yield bytes(piece)
        begins += len(piece)


def taken(arrival: Arrival) -> None:
    """It was kept under its digest: its pieces are no longer needed."""
    ArrivalPiece.objects.filter(arrival=arrival).delete()


def sweep(before: datetime) -> None:
    """Remove from this machine's disk what it does not trust, and copies of pieces that are older."""
    folder = Path(settings.DATA) / "arriving"
    here = _boot() or "here"
    for one in folder.iterdir() if folder.exists() else ():
        if one.name != here:
            shutil.rmtree(one) if one.is_dir() else one.unlink(missing_ok=True)
    copies = (folder / here).glob("*") if places.in_pieces() else ()
    for one in copies:
        if one.stat().st_mtime < before.timestamp():
            one.unlink(missing_ok=True)


def place_of(arrival: Arrival) -> Path:
    """Its place on this machine's disk."""
    return Path(settings.DATA) / "arriving" / (_boot() or "here") / arrival.key


@cache
def _boot() -> str:
    """Names the time since this machine last started; empty where the system does not tell it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
