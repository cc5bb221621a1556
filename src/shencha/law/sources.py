"""Where the text behind a fact of law was read, on which day, how sure that is: so that a stranger can look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

from shencha.law.data import Confidence, day, facts_of
from shencha.shapes import Key, Shape
from shencha.text import Text

FILE = "sources.yaml"
SEEN = ("official_copy", "collection", "reprint")
"""Ways in which the wording itself was read."""


@dataclass(frozen=True, slots=True)
class Source(Shape):
    """One place where a text was read."""

    TOLD = "id name how strength place read"

    id: Annotated[str, Key("source")]
    name: Annotated[Text, Key("text")]
    how: str
    place: str | None
    """Where a stranger can look; None where nothing public can be named."""
    read: date | None

    @property
    def strength(self) -> Text:
        """How sure what rests on it is, in words."""
        return Text.of(facts_of(FILE)["how"][self.how])

    def bears(self, confidence: Confidence) -> bool:
        """May a fact that rests on it be called so?"""
        if confidence is Confidence.REREAD:
            return self.how in SEEN
        return self.how != "none" if confidence is Confidence.SECONDARY else True


@cache
def sources() -> dict[str, Source]:
    """Every source by its id."""
    return {
        key: Source(key, Text.of(one["name"]), one["how"], one["place"], day(one["read"]))
        for key, one in facts_of(FILE)["sources"].items()
    }


def source_of(instrument: str, article: str | None) -> Source:
    """Where an article of an instrument was read; a paragraph or item in brackets is left aside.

    Raises:
        KeyError: nothing is said of that instrument.
    """
    covered = facts_of(FILE)["covers"][instrument]
    return sources()[covered.get((article or "").partition("(")[0], covered["all"])]


def instruments_covered() -> tuple[str, ...]:
    """The instruments of which it is told where they were read."""
    return tuple(facts_of(FILE)["covers"])
