"""A third of the filings, with ways, names and sentences of their own. Whoever makes the reader does not read this folder."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from tests.documents.contradictions import Filing
from tests.documents.contradictions.held_back import names, ways
from tests.documents.contradictions.held_back.sentences import SENTENCES
from tests.documents.contradictions.making import Pool
from tests.documents.contradictions.making import filings as made


def filings() -> Iterator[Filing]:
    """Always the same ones."""
    return made(Pool(True, SimpleNamespace(**{**vars(ways), **vars(names)}), SENTENCES))
