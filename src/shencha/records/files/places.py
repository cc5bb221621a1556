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
from django.db.models import PROTECT, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Length

from shencha.records.clock import SHANGHAI, now
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
        with transaction.atomic():  # nobody else writes in it: `remove` never comes between the two
            arrived.replace(place)
            flush_folder(place.parent)
            flush_folder(place.parent.parent)
            return _registered(digest, size)[0]
    with transaction.atomic():
        file, made = _registered(digest, size)
        if not made and not file.whole:
            FilePiece.objects.filter(file=file).delete()
        if made or not file.whole:
            with arrived.open("rb") as opened:
                for number, chunk in enumerate(iter(lambda: opened.read(CHUNK), b"")):
                    FilePiece.objects.create(file=file, number=number, content=chunk)
    arrived.unlink()
    return file


def _registered(digest: str, size: int) -> tuple[StoredFile, bool]:
    """The row of a content, and whether it is new; one that waits for an act waits from now on."""
    file, made = StoredFile.objects.get_or_create(digest=digest, defaults={"size": size})
    if not made:
        unspoken().filter(pk=digest).update(kept_at=now())
    return file, made


def unspoken() -> QuerySet[StoredFile]:
    """The contents that no row speaks of: nothing handed in, prepared, reported or arriving."""
    found = StoredFile.objects.all()
    for one in StoredFile._meta.related_objects:
        if one.on_delete is PROTECT:
            rows = one.related_model._default_manager.filter(**{one.field.name: OuterRef("pk")})
            found = found.filter(~Exists(rows))
    return found


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


def remove(digest: str) -> bool:
    """Take a content off the disk that nobody registers; was it there? Pieces go with the row that registers them."""
    if in_pieces():
        return False
    with transaction.atomic():  # in which nobody else registers it
        place = path_of(digest)
        if not place.exists() or StoredFile.objects.filter(pk=digest).exists():
            return False
        place.unlink()
    return True


def on_disk() -> Iterator[str]:
    """The digests of the contents that lie on disk; none where the database holds them."""
    if not in_pieces():
        yield from (place.name for place in Path(settings.FILES).glob(f"??/{'?' * 64}"))


def date_back(digest: str, day: date) -> None:
    """Let a content's file bear a day and not a moment; pieces bear neither."""
    if not in_pieces():
        begins = datetime.combine(day, time(), SHANGHAI).timestamp()
        os.utime(path_of(digest), (begins, begins))
