"""The text of a stored paper; read once, then remembered for a while under its digest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.core.cache import caches

from shencha.documents.reading import Pages, count_of, pages_of
from shencha.records.files import places
from shencha.records.models import CasePaper, DraftPaper

KEPT = 3600
"""Seconds."""


def text_of(paper: CasePaper | DraftPaper) -> Pages:
    """The pages of a paper that the caller may read."""
    return _kept("pages", paper, pages_of)


def counted(paper: CasePaper | DraftPaper) -> Pages:
    """How many pages it has."""
    return _kept("count", paper, count_of)


def _kept(what: str, paper: CasePaper | DraftPaper, read: Callable[[Path, str], Pages]) -> Pages:
    key = f"{what}-{Path(paper.name).suffix.lower()[:8]}-{paper.file_id}".replace(" ", "")
    found: Pages | None = caches["here"].get(key)
    if found is None:
        with places.lying(paper.file_id) as path:
            found = read(path, paper.name)
        caches["here"].set(key, found, KEPT)
    return found
