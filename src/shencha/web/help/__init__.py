"""What the product says about itself to each of its readers: a page each, in both languages, and the glossary.

The pages are Markdown files beside this module, the same headings and commands in `zh/` and `en/`; README and
docs lead to these very files, and `/help/` shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from shencha.inputs import read
from shencha.text import Lang, Text

PLACE = Path(__file__).parent
READERS = ("party", "office", "member", "auditor", "operator", "builder")
"""In the order in which most readers come."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A page for one kind of reader: its title, its first sentence, and the rest as HTML."""

    reader: str
    title: str
    lead: str
    html: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the review with its meaning."""

    zh: str
    en: str
    meaning: Text


@dataclass(frozen=True, slots=True)
class Rejected:
    """A word that is not used for the review, the one that is, and why."""

    word: str
    instead: str
    because: Text


def source(reader: str, lang: Lang) -> str:
    """The Markdown of a reader's page.

    Raises:
        KeyError: there is no such reader.
    """
    if reader not in READERS:
        raise KeyError(reader)
    return (PLACE / lang / f"{reader}.md").read_text(encoding="utf-8")


@cache
def guide(reader: str, lang: Lang) -> Guide:
    """The page of a reader; KeyError where there is none."""
    title, lead, rest = source(reader, lang).split("\n\n", 2)
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    return Guide(reader, title.removeprefix("# "), lead, html)


@cache
def terms() -> tuple[Term, ...]:
    """The words of the review."""
    return tuple(Term(zh, en, Text(said, told)) for zh, en, said, told in _glossary()["terms"])


@cache
def rejected() -> tuple[Rejected, ...]:
    """The words that are not used, each with its reason."""
    return tuple(Rejected(word, use, Text(zh, en)) for word, use, zh, en in _glossary()["rejected"])


def _glossary() -> dict[str, list[list[str]]]:
    told: dict[str, list[list[str]]] = read(PLACE / "glossary.yaml").data
    return told
