"""Marked and unmarked papers, made from a list of the ways in which marks are written.

Each module here that has `papers()` is a maker. It yields `Paper`s and knows nothing of the reader that is tried
(`shencha.documents.covers`); whoever writes one works from how marks are put on papers, not from what is found.
`tests/documents/test_secrecy_corpus.py` runs them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper and what is right to do with it."""

    way: str
    """How its mark is written, or why it has none though it may look so; unique among all."""
    container: str
    """What it comes in: txt, rtf, docx, xlsx, pptx, odt, ofd, pdf, eml, zip, doc and so on."""
    name: str
    """As its owner calls it."""
    content: bytes
    marked: bool
    held_back: bool
    """Not looked at while the reader is tuned; a third of all."""


def papers() -> Iterator[Paper]:
    """Those of every maker."""
    for one in iter_modules(__path__):
        made = import_module(f"{__name__}.{one.name}")
        if hasattr(made, "papers"):
            yield from made.papers()
