"""The two thirds of the filings by which the reader may be made."""

from __future__ import annotations

from collections.abc import Iterator

from tests.documents.contradictions import Filing
from tests.documents.contradictions.making import Pool
from tests.documents.contradictions.making import filings as made


def filings() -> Iterator[Filing]:
    """Always the same ones."""
    return made(Pool())
