"""The text of a stored paper; read once, then remembered for a while under its digest."""

from __future__ import annotations

from pathlib import Path

from django.core.cache import cache

from shencha.documents.pages import Pages, pages_of
from shencha.records import files
from shencha.records.models import CasePaper

KEPT = 3600
"""Seconds."""


def text_of(paper: CasePaper) -> Pages:
    """The pages of a paper that the caller may read."""
    key = f"pages-{Path(paper.name).suffix.lower()[:8]}-{paper.file_id}".replace(" ", "")
    found: Pages | None = cache.get(key)
    if found is None:
        found = pages_of(files.path_of(paper.file_id), paper.name)
        cache.set(key, found, KEPT)
    return found
