"""The text of a paper, page by page, so that it can be searched, cited and compared with its last version.

Reading never runs or fetches what a file holds. It happens in a process of its own (`documents.leaves`), with a bound
on time, memory and length, since a paper may be broken or made to harm. A picture of a page has no text: that is said,
not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shencha.documents.leaves import asking
from shencha.documents.leaves.blocks import words_of
from shencha.text import Text

MOST_PAGES = 400
PICTURES = Text("文件中没有文字，可能是扫描件", "the file holds no text and may be a scan")


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of a paper."""

    pages: tuple[str, ...]
    cut: bool = False
    """Is there more than was read?"""
    reason: Text | None = None
    """Why there is no text."""
    count: int = 0
    """Pages of the file, those beyond the cut and those without text included; 0 where it has none to count."""


def pages_of(path: Path, name: str) -> Pages:
    """Read a file in a process of its own.

    Args:
        path: where its content lies. name: as its author called it; the extension says the kind.
    """
    kind = asking.kind_of(name)
    if kind in asking.DRAWN:
        said = asking.words(path, kind, 1, MOST_PAGES)
        if isinstance(said, Text):
            return Pages((), reason=said)
        pages, count = said.words, said.count
        cut = count > len(pages)
    elif kind:
        told = asking.blocks(path, kind)
        if isinstance(told, Text):
            return Pages((), reason=told)
        pages, cut = tuple(map(words_of, told["leaves"])), told["cut"]
        count = len(pages)
    else:
        return Pages((), reason=asking.UNKNOWN)
    if not any(page.strip() for page in pages):
        return Pages((), reason=PICTURES, count=count)
    return Pages(pages, cut, count=count)


def count_of(path: Path, name: str) -> Pages:
    """How many pages a file has, without its text where that is not needed for counting."""
    kind = asking.kind_of(name)
    if kind not in asking.DRAWN:
        return pages_of(path, name)
    said = asking.words(path, kind, 1, 0)
    return Pages((), reason=said) if isinstance(said, Text) else Pages((), count=said.count)
