"""Asks the bounded process for a leaf of a paper; what it cannot read is answered with the reason in words."""

from __future__ import annotations

import json
import subprocess
import threading
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shencha.documents.apart import Bounds, apart
from shencha.documents.kinds.table import BY_ENDING
from shencha.text import Text

DRAWN = ("pdf", "picture")
"""Kinds whose leaves are drawn."""
READ = ("word", "sheet", "slides", "text", "table")
"""Kinds that are told as text and tables; `table` is a text file of rows."""
TABLES = (".csv",)
_OPENED = {
    "word": (".docx", ".docm"),
    "sheet": (".xlsx", ".xlsm"),
    "slides": (".pptx", ".pptm"),
}
"""Of office files those of ECMA-376 are opened here; older and other ones are not."""
WIDTHS = (900, 1_600)
"""Pixels of a leaf on a desk, and of one that is looked at closely."""
BOUNDS = Bounds(seconds=20, memory=1_500 * 2**20)
RECOGNISING = Bounds(seconds=120, memory=3_500 * 2**20)
UNKNOWN = Text("这类文件不能在这里显示，请下载查看", "this kind of file is not shown here; download it")
SLOW = Text("读取超过了时限，请下载查看", "reading it took too long; download it")
BROKEN = Text(
    "文件已损坏、已加密、过于庞大，或者与扩展名不符",
    "the file is broken, encrypted, too large or not what its name says",
)
_AT_ONCE = threading.BoundedSemaphore(2)
"""So many readings at a time in one process: each may take the memory of its bounds."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on some leaves of a drawn paper."""

    count: int
    """Leaves of the whole paper."""
    words: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each leaf, in its own unit."""


def kind_of(name: str, told: str = "") -> str:
    """How a file is shown: by what its content was found to be, else by its ending; empty where it is not shown.

    Args:
        told: `documents.kinds.look.Look.kind`, if anybody looked.
    """
    ending = Path(name).suffix.lower()
    kind = told or (BY_ENDING[ending].id if ending in BY_ENDING else "")
    if kind == "text" and ending in TABLES:
        return "table"
    if ending not in _OPENED.get(kind, (ending,)):
        return ""
    return kind if kind in (*DRAWN, *READ) else ""


def drawn(path: Path, kind: str, leaf: int, width: int, stamp: str = "") -> bytes | Text:
    """A leaf as PNG, with the stamp in its lower right corner; or why it cannot be drawn.

    Args:
        leaf: from 1. width: in pixels.
    """
    return _asked(path, ["draw", kind, str(leaf), str(width), stamp], BOUNDS)


def words(path: Path, kind: str, first: int, last: int) -> Words | Text:
    """What stands on some leaves of a drawn paper; or why it cannot be read."""
    said = _asked(path, ["words", kind, str(first), str(last)], BOUNDS)
    if isinstance(said, Text):
        return said
    found = json.loads(said)
    return Words(found["count"], tuple(found["words"]), tuple((w, h) for w, h in found["sizes"]))


def blocks(path: Path, kind: str) -> dict[str, Any] | Text:
    """The leaves of a file without pages, as `leaves.blocks` tells them; or why it cannot be read."""
    said = _asked(path, ["blocks", kind], BOUNDS)
    if isinstance(said, Text):
        return said
    found: dict[str, Any] = json.loads(said)
    return found


def recognised(path: Path, kind: str, first: int, last: int) -> list[str] | None:
    """The words of some scanned leaves; None where they cannot be read, or nothing here recognises any."""
    asked = ["recognise", kind, str(first), str(last)]
    said = _asked(path, asked, RECOGNISING) if can_recognise() else UNKNOWN
    return None if isinstance(said, Text) else list(json.loads(said))


@cache
def can_recognise() -> bool:
    """Is the extra `scans` installed?"""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def _asked(path: Path, words: list[str], bounds: Bounds) -> bytes | Text:
    with _AT_ONCE:
        try:
            done = apart("shencha.documents.leaves", words, bounds, given=path)
        except subprocess.TimeoutExpired:
            return SLOW
    return done.stdout if done.returncode == 0 else BROKEN
