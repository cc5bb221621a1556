"""Reads an arriving file back from the disk while the rest of it still arrives, so that its digest is soon done.

What one process has read back is only ahead of what another would read; the digest is the same, of the same bytes.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

CHUNK = 2**20
MOST = 200
"""Files that a process follows at once; of the oldest the reading begins anew."""


@dataclass(slots=True)
class _Read:
    """How far a file was read."""

    at: int = 0
    digest: Any = field(default_factory=sha256)
    lock: Lock = field(default_factory=Lock)


_READ: OrderedDict[str, _Read] = OrderedDict()
_ALL = Lock()
_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="read-back")


def follow(path: Path, upto: int) -> None:
    """Flush what has arrived and read it back, beside whatever else is done; a file that goes meanwhile is left."""
    _READER.submit(_followed, path, upto)


def digest_of(path: Path, size: int) -> str:
    """SHA-256 of a file that is whole, in hexadecimal; what was read back before is not read again."""
    read = _reading(path)
    with read.lock:
        _advance(read, path, size)
        return str(read.digest.hexdigest())


def forget(path: Path) -> None:
    """It is kept, or gone."""
    with _ALL:
        _READ.pop(path.name, None)


def _reading(path: Path) -> _Read:
    with _ALL:
        read = _READ.setdefault(path.name, _Read())
        while len(_READ) > MOST:
            _READ.popitem(last=False)
        return read


def _followed(path: Path, upto: int) -> None:
    try:
        with path.open("rb") as file:
            os.fdatasync(file.fileno())
        read = _reading(path)
        with read.lock:
            _advance(read, path, upto)
    except FileNotFoundError:
        forget(path)


def _advance(read: _Read, path: Path, upto: int) -> None:
    with path.open("rb") as file:
        file.seek(read.at)
        while read.at < upto and (chunk := file.read(min(CHUNK, upto - read.at))):
            read.digest.update(chunk)
            read.at += len(chunk)
