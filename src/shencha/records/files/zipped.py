"""A zip file that goes out while it is made: nothing of it lies anywhere."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, cast

from shencha.records import files
from shencha.records.models import StoredFile

Member = bytes | StoredFile


def zipped(members: Iterable[tuple[str, Member]]) -> Iterator[bytes]:
    """The zip file in pieces; papers are read, and compared with their digests, as they go out.

    Raises:
        Changed: a paper was changed where it lies.
    """
    out = _Pieces()
    with zipfile.ZipFile(cast(IO[bytes], out), "w", zipfile.ZIP_STORED) as archive:
        for name, member in members:
            chunks = files.content(member) if isinstance(member, StoredFile) else [member]
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as opened:
                for chunk in chunks:
                    opened.write(chunk)
                    yield from out.taken()
    yield from out.taken()


class _Pieces:
    """What a zip file writes to that is sent on at once."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, chunk: bytes) -> int:
        self._held.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> Iterator[bytes]:
        """What was written since."""
        held, self._held = self._held, []
        yield from held
