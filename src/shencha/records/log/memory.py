"""What this machine remembers, beside the database, of what was signed last: behind it nothing is signed.

One line, overwritten in place, so that a power cut leaves the old one or the new.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from shencha.errors import ShenchaError
from shencha.records.secrets import flush_folder
from shencha.text import Text

LOG = "log.signed"
"""The file beside the database that remembers the log's last checkpoint."""
_LINE = 128
"""Bytes of the line."""


class OldCopy(ShenchaError):
    """The database is older than what was last signed: it would sign a second history."""

    code = "old_copy"
    status = 503


class Signed(NamedTuple):
    """The last checkpoint."""

    size: int
    root: bytes
    epoch: int
    """0 in a line of before epochs were noted."""


def recall(name: str = LOG) -> Signed | None:
    """The last checkpoint of a tree; None before the first.

    Raises:
        OldCopy: the line cannot be read.
    """
    with _opened(fcntl.LOCK_SH, name) as file:
        return _read(file, name)


def remember(size: int, root: bytes, name: str = LOG, epoch: int = 1, *, flushed: bool = False) -> None:
    """Note that a checkpoint of that size and root was signed, here or by an earlier copy.

    Written after the commit and never lowered within an epoch; the newest of several processes wins.
    """
    with _opened(fcntl.LOCK_EX, name) as file:
        before = _read(file, name)
        if before is not None and (before.epoch or epoch, before.size) >= (epoch, size):
            return
        os.pwrite(file, f"{size} {root.hex()} {epoch}".ljust(_LINE - 1).encode() + b"\n", 0)
        if flushed:
            os.fsync(file)
    if flushed:
        flush_folder(Path(settings.DATA))


def forget(name: str = LOG) -> None:
    """Let the memory begin anew; only a new epoch may do so."""
    (Path(settings.DATA) / name).unlink(missing_ok=True)


@contextmanager
def _opened(lock: int, name: str) -> Iterator[int]:
    file = os.open(os.path.join(settings.DATA, name), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, lock)
        yield file
    finally:
        os.close(file)


def _read(file: int, name: str) -> Signed | None:
    line = os.pread(file, _LINE, 0)
    if not line:
        return None
    try:
        size, root, *epoch = line.decode().split()
        return Signed(int(size), bytes.fromhex(root), int(epoch[0]) if epoch else 0)
    except ValueError:
        raise OldCopy(
            Text(
                f"无法读取数据目录中的 {name}，不能确认数据库是否为旧的副本；请从备份恢复该文件",
                f"{name} in the data folder cannot be read, so nobody knows whether the database is an old copy; "
                "restore that file from the backup",
            )
        ) from None
