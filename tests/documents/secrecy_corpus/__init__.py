"""Marked and unmarked papers, made from the list of the ways in which marks are written (ways.md).

Each module here that has `papers()` is a maker. It yields `Paper`s and knows nothing of the reader that is tried
(`shencha.documents.covers`). Every third paper, marked and unmarked counted apart, is held back from tuning.
`tests/documents/test_secrecy_corpus.py` tries a part, `make harden P=secrecy` all, as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper and what is right to do with it."""

    way: str
    """How its mark is written and where, or why it has none though it may look so; unique among all."""
    container: str
    """What it comes in: txt, rtf, docx, xlsx, pptx, odt, ofd, pdf, eml, zip, doc and so on."""
    name: str
    """As its owner calls it."""
    content: bytes
    marked: bool
    held_back: bool = False
    """Not looked at while the reader is tuned; a third of all."""


def papers() -> Iterator[Paper]:
    """Those of every maker, every third held back."""
    seen: Counter[bool] = Counter()
    for one in iter_modules(__path__):
        made = import_module(f"{__name__}.{one.name}")
        for paper in made.papers() if hasattr(made, "papers") else ():
            seen[paper.marked] += 1
            yield replace(paper, held_back=seen[paper.marked] % 3 == 0)
