"""A sign that no font here can set is told to a program before it issues a paper, as the pages tell a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ninja import Header

from shencha.documents.signs import told_first
from shencha.procedure.acts import DECISIONS, PAPERS
from shencha.records.acts.record import already
from shencha.records.models import Draft, Membership
from shencha.records.reads import paper_words

ISSUE = frozenset({*PAPERS, *DECISIONS})
"""Acts by which a paper goes out."""
Known = Annotated[
    str | None,
    Header(
        None,
        alias="Known-Signs",
        max_length=2_000,
        pattern=r"^U\+[0-9A-F]{4,6}(,U\+[0-9A-F]{4,6})*$",
        description="Signs that no font of this instance has and with which you go on, as the refusal named them: "
        "`U+20BB7`, with commas. A paper shows an empty box for each; the record keeps it.",
    ),
]


def told_of_filing(known: str | None, draft: Draft) -> None:
    """Go on where every sign on the papers of a filing can be set, or the caller knows of those that cannot.

    Raises:
        BadInput: there are such signs, and what to write to go on.
    """
    told_first(known, paper_words.of_filing(draft), file="request", where="Known-Signs")


def told_of_act(
    known: str | None, key: str, membership: Membership, number: str, name: str, said: Any
) -> None:
    """The same for an act in a case, whose paper shows what is said and whose it is; not for one sent again.

    Raises:
        BadInput: as `told_of_filing`.
    """
    if name in ISSUE and already(key, membership) is None:
        words = [*_words(said), *paper_words.of_case(membership, number, name)]
        told_first(known, words, file="request", where="Known-Signs")


def _words(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for one in said.values():
            yield from _words(one)
    elif isinstance(said, list | tuple):
        for one in said:
            yield from _words(one)
