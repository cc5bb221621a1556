"""Secrets that are made once and kept in the data folder, readable by their owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, fresh: Callable[[], bytes]) -> bytes:
    """The bytes of a secret file; made with owner-only rights when absent, by whichever process comes first."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        content = fresh()
        made = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its secret counts
            os.link(made, path)
        made.unlink()
        flush_folder(path.parent)
        return path.read_bytes()


def flush_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut, as `fsync` makes contents."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def made_folder(folder: Path) -> Path:
    """A folder readable by its owner only, and its own name on disk if it was not there before."""
    if not folder.is_dir():
        made_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.parent)
    return folder
