"""Leaves of a stored paper as a desk shows them: drawn, or told as text and tables; of scans what was recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import caches

from shencha.documents.leaves import asking
from shencha.documents.leaves.blocks import words_of
from shencha.errors import NotFound
from shencha.law.state_secrets import mark_typed
from shencha.records.clock import now
from shencha.records.files import places
from shencha.records.models import CasePaper, Reading, RecognisedLeaf, StoredFile
from shencha.text import Text

EMPTY = Text("文件中没有文字", "the file holds no words")
KEPT = 3600
"""Seconds for which a paper without pages stays read."""
MOST_LEAVES = 3_000
"""Leaves of a scan of which the characters are recognised."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of a paper."""

    number: int
    """From 1."""
    count: int
    """Leaves of the paper; 0 where it cannot be shown."""
    size: tuple[int, int] | None = None
    """Width and height of the picture at its usual width; None of what is told as text."""
    blocks: tuple[dict[str, Any], ...] = ()
    words: str = ""
    """What stands on a drawn leaf, for whoever cannot see it."""
    recognised: bool = False
    """Were the words read from a picture?"""
    reading: Reading | None = None
    """The work of recognising, where it is under way or done."""
    cut: bool = False
    reason: Text | None = None
    """Why nothing is shown."""


def leaf_of(paper: CasePaper, number: int) -> Leaf:
    """One leaf of a paper that the caller may read; the nearest where there is none of that number."""
    kind = asking.kind_of(paper.name, paper.file.kind)
    if not kind:
        return Leaf(1, 0, reason=asking.UNKNOWN)
    return _drawn(paper, kind, number) if kind in asking.DRAWN else _told(paper, kind, number)


def recognise(file: StoredFile, name: str) -> Reading | None:
    """Have the worker recognise the characters of a scan; None where nothing here does that, or it has no pages.

    How many leaves it has is found when the first are read.
    """
    kind = asking.kind_of(name, file.kind)
    if kind not in asking.DRAWN or not asking.can_recognise():
        return None
    found, _ = Reading.objects.get_or_create(
        file=file, defaults={"kind": kind, "asked_at": now(), "leaves": 1}
    )
    return found


def marked_leaves(file: StoredFile) -> list[int]:
    """The leaves of a scan among whose recognised words a mark of secrecy stands."""
    if "recognised" not in file.marks:
        return []
    read = RecognisedLeaf.objects.filter(file=file).values_list("number", "words")
    return [number for number, words in read if mark_typed(words)]


def picture_of(paper: CasePaper, number: int, width: int = asking.WIDTHS[0]) -> bytes:
    """A leaf of a paper that the caller may read, as PNG, stamped with case, paper and number.

    Raises:
        NotFound: the paper has no such leaf, or none that can be drawn.
    """
    kind = asking.kind_of(paper.name, paper.file.kind)
    stamp = f"{paper.case.number}   No. {paper.place}"
    with places.lying(paper.file_id) as path:
        there = kind in asking.DRAWN and number > 0
        made = asking.drawn(path, kind, number, width, stamp) if there else asking.UNKNOWN
    if isinstance(made, Text):
        raise NotFound(made)
    return made


def _drawn(paper: CasePaper, kind: str, number: int) -> Leaf:
    with places.lying(paper.file_id) as path:
        said = asking.words(path, kind, number, number)
        if not isinstance(said, Text) and 0 < said.count < number:
            number = said.count
            said = asking.words(path, kind, number, number)
    if isinstance(said, Text) or not said.words:
        return Leaf(1, 0, reason=said if isinstance(said, Text) else asking.BROKEN)
    wide, high = said.sizes[0]
    width = min(asking.WIDTHS[0], int(wide)) if kind == "picture" else asking.WIDTHS[0]
    size = (width, max(round(width * high / max(wide, 1)), 1))
    words = said.words[0].strip()
    if words:
        return Leaf(number, said.count, size, words=words)
    found = RecognisedLeaf.objects.filter(file=paper.file_id, number=number).first()
    reading = Reading.objects.filter(file=paper.file_id).first()
    return Leaf(
        number, said.count, size, words=found.words if found else "", recognised=True, reading=reading
    )


def _told(paper: CasePaper, kind: str, number: int) -> Leaf:
    key = f"leaves-{kind}-{paper.file_id}"
    told: dict[str, Any] | Text | None = caches["here"].get(key)
    if told is None:
        with places.lying(paper.file_id) as path:
            told = asking.blocks(path, kind)
        caches["here"].set(key, told, KEPT)
    if isinstance(told, Text):
        return Leaf(1, 0, reason=told)
    leaves = told["leaves"]
    if not any(words_of(one).strip() for one in leaves):
        return Leaf(1, 0, reason=EMPTY)
    number = min(number, len(leaves))
    return Leaf(number, len(leaves), blocks=tuple(leaves[number - 1]), cut=told["cut"])
