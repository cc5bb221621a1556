"""What a file is made of: the lines of each part in which a mark may stand, or why a part could not be read."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from gzip import GzipFile
from io import UnsupportedOperation
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

from shencha.documents.apart import Bounds, apart
from shencha.documents.covers import compounds, mails, rich, zips
from shencha.documents.covers.texts import lines_of, raw_lines

SCAN, LOCKED, UNLOOKED = "scan", "locked", "unlooked"
"""What is said of a part in which no mark could be looked for."""
HEAD = 2**16
DEEPEST = 4
"""How deep a container in a container is looked at."""
MOST = 2**31
"""Bytes that are read of all parts together, unpacked."""
MOST_PARTS = 20_000
LARGEST = 2**26
"""Bytes of what must lie in memory as a whole: rich text, mail, compound files, pictures."""
LARGEST_LAID = 2**28
"""Bytes of what is unpacked onto the disk to be read: an archive in an archive, what was rolled or packed."""
BOUNDS = Bounds(seconds=60, memory=1_500 * 2**20)
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PACKED = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ": "xz"}
SEALED = (b"7z\xbc\xaf", b"Rar!", b"MSCF")
"""Archives that are not opened."""


class Spent(Exception):
    """More was in it than is looked at."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one part, page or name."""

    lines: Iterable[str]
    alone: bool = True
    """Is the level alone a mark in it? Not among bytes whose meaning is guessed."""
    foot: bool = False
    """Is it a page, whose last lines are looked at as its first?"""


Part = Lines | str


@dataclass(slots=True)
class Looking:
    """One look at one file, with what is left of its bounds."""

    apart: bool = True
    left: int = MOST
    parts_left: int = field(default=MOST_PARTS)

    def spend(self, count: int) -> None:
        """Count bytes that were read.

        Raises:
            Spent: there have been too many.
        """
        self.left -= count
        if self.left < 0:
            raise Spent

    def parts(self, file: IO[bytes], depth: int = 0, *, office: bool = False) -> Iterator[Part]:
        """The parts of a file, told by its first bytes.

        Args:
            depth: of how many containers it came out. office: is it a part of an office file?
        Raises:
            Spent.
        """
        self.parts_left -= 1
        if self.parts_left < 0:
            raise Spent
        head = file.read(HEAD)
        file.seek(0)
        container = head.startswith((b"PK", OLE, *PACKED)) or b"%PDF-" in head[:1024]
        if container and depth > DEEPEST:
            yield UNLOOKED
        elif b"%PDF-" in head[:1024]:
            yield from self._pdf(file, depth)
        elif head.startswith(b"PK"):
            yield from zips.parts(self, file, depth)
        elif head.startswith(OLE):
            yield from compounds.parts(self.whole(file))
        elif head.lstrip().startswith(b"{\\rtf"):
            yield from rich.parts(self.whole(file))
        elif head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
            yield from () if office else (SCAN,)
            yield Lines(raw_lines(head if office else self.whole(file)), alone=False)
        elif head.startswith(tuple(PACKED)) or head[257:262] == b"ustar":
            yield from self._rolled(file, depth, packed=head[257:262] != b"ustar")
        elif head.startswith(SEALED):
            yield UNLOOKED
        elif mails.MAIL.match(head):
            yield from mails.parts(self, self.whole(file), depth)
        else:
            yield from self._text(file, head, office=office)

    def whole(self, file: IO[bytes]) -> bytes:
        """Its bytes at once, as far as they are looked at.

        Raises:
            Spent: there are more.
        """
        content = file.read(LARGEST + 1)
        self.spend(len(content))
        if len(content) > LARGEST:
            raise Spent
        return content

    def _text(self, file: IO[bytes], head: bytes, *, office: bool) -> Iterator[Part]:
        written = lines_of(self, file, head)
        if written is not None:
            yield from (Lines(lines) for lines in written)
            return
        if not office:
            yield UNLOOKED
        yield Lines(raw_lines(self.whole(file)), alone=False)

    def _rolled(self, file: IO[bytes], depth: int, *, packed: bool) -> Iterator[Part]:
        members = 0
        try:
            with tarfile.open(fileobj=file, mode="r|*") as rolled:
                for one in rolled:
                    members += 1
                    yield Lines([one.name], alone=False)
                    if one.isfile() and (content := rolled.extractfile(one)) is not None:
                        with TemporaryFile() as laid:
                            self.copied(content, laid)
                            yield from self.parts(laid, depth + 1)
            if members or not packed:
                return
        except (tarfile.TarError, OSError, EOFError, zlib.error):
            if not packed:
                yield UNLOOKED
                return
        file.seek(0)
        try:
            with GzipFile(fileobj=file) as one_file, TemporaryFile() as laid:
                self.copied(cast("IO[bytes]", one_file), laid)
                yield from self.parts(laid, depth + 1)
        except (OSError, EOFError, zlib.error):
            yield UNLOOKED

    def copied(self, content: IO[bytes], into: IO[bytes]) -> None:
        """Lay what is packed on disk, in a file without a name, so that one may go to and fro in it.

        Raises:
            Spent: it is too much.
        """
        size = 0
        while chunk := content.read(HEAD):
            self.spend(len(chunk))
            size += len(chunk)
            if size > LARGEST_LAID:
                raise Spent
            into.write(chunk)
        into.seek(0)

    def _pdf(self, file: IO[bytes], depth: int) -> Iterator[Part]:
        if not self.apart:
            from shencha.documents.covers import pdfs

            yield from pdfs.parts(self, file, depth)
            return
        with TemporaryFile() as laid:
            try:
                number = file.fileno()
            except (UnsupportedOperation, AttributeError, OSError):
                shutil.copyfileobj(file, laid)
                laid.flush()
                number = laid.fileno()
            said = _asked(Path(f"/proc/self/fd/{number}"))
        if said is None:
            yield UNLOOKED
            return
        if said["mark"]:
            yield Lines([said["mark"]])
        yield from said["unseen"]


def _asked(path: Path) -> dict[str, Any] | None:
    try:
        done = apart("shencha.documents.covers", [], BOUNDS, given=path)
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return said
