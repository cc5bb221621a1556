"""Where contents lie: on disk beside SQLite; in pieces in the database where that is PostgreSQL.

Machines that share a PostgreSQL share no folder, and one dump of it holds every paper. A content is written in the
transaction that registers it, so nothing of it is left where that is rolled back.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Length

from shencha.records.clock import SHANGHAI
from shencha.records.models import FilePiece, StoredFile
from shencha.records.secrets import flush_folder, made_folder

CHUNK = 2**20
"""Bytes that are read, written and kept at once."""


def in_pieces() -> bool:
    """Does the database hold the contents?"""
    return connection.vendor == "postgresql"


def path_of(digest: str) -> Path:
    """Where the content of that digest lies on disk, beside SQLite."""
    return Path(settings.FILES) / digest[:2] / digest


def settle(arrived: Path, digest: str, size: int) -> StoredFile:
    """A content that lies flushed on our own disk, under its digest from now on; it is gone from where it lay."""
    if not in_pieces():
        place = path_of(digest)
        made_folder(place.parent)
        arrived.replace(place)
        flush_folder(place.parent)
        flush_folder(place.parent.parent)
        return StoredFile.objects.get_or_create(digest=digest, defaults={"size": size})[0]
    with transaction.atomic():
        file, made = StoredFile.objects.get_or_create(digest=digest, defaults={"size": size})
        if not made and not file.whole:
            FilePiece.objects.filter(file=file).delete()
        if made or not file.whole:
            with arrived.open("rb") as opened:
                for number, chunk in enumerate(iter(lambda: opened.read(CHUNK), b"")):
                    FilePiece.objects.create(file=file, number=number, content=chunk)
    arrived.unlink()
    return file


def read(digest: str) -> Iterator[bytes]:
    """A content as it lies there, a piece at a time.

    Raises:
        FileNotFoundError: it is not there.
    """
    if not in_pieces():
        with path_of(digest).open("rb") as opened:
            while chunk := opened.read(CHUNK):
                yield chunk
        return
    number = 0
    rows = FilePiece.objects.filter(file_id=digest).values_list("content", flat=True)
    while (piece := rows.filter(number=number).first()) is not None:
        yield bytes(piece)
        number += 1
    if not number:
        raise FileNotFoundError(digest)


def beginning(digest: str, most: int) -> bytes:
    """The first so many bytes of a content."""
    found = b""
    for chunk in read(digest):
        found += chunk
        if len(found) >= most:
            break
    return found[:most]


def size_of(digest: str) -> int | None:
    """How many bytes lie there; None where nothing does."""
    if in_pieces():
        found = FilePiece.objects.filter(file_id=digest).aggregate(size=Sum(Length("content")))["size"]
        return None if found is None else int(found)
    try:
        return path_of(digest).stat().st_size
    except OSError:
        return None


def lay(digest: str, place: Path) -> Path:
    """The content under a name of its own, for whoever reads files by their names; it is not to be written to."""
    if in_pieces():
        with place.open("xb") as out:
            for chunk in read(digest):
                out.write(chunk)
        return place
    try:
        os.link(path_of(digest), place)
    except OSError:
        shutil.copyfile(path_of(digest), place)
    return place


@contextmanager
def lying(digest: str) -> Iterator[Path]:
    """A file with that content, for as long as the block lasts."""
    if not in_pieces():
        yield path_of(digest)
        return
    with tempfile.TemporaryDirectory(prefix="reading-", dir=settings.DATA) as folder:
        yield lay(digest, Path(folder) / digest)


def remove(digest: str) -> None:
    """Take a content off the disk; pieces go with the row that registers them."""
    if not in_pieces():
        path_of(digest).unlink(missing_ok=True)


def date_back(digest: str, day: date) -> None:
    """Let a content's file bear a day and not a moment; pieces bear neither."""
    if not in_pieces():
        begins = datetime.combine(day, time(), SHANGHAI).timestamp()
        os.utime(path_of(digest), (begins, begins))
