"""The first questions of counsel, each answered by points with instrument and article, as far as the texts go.

Source: `questions.yaml`; what no text answers is told as open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from shencha.law.data import Confidence, facts_of
from shencha.law.logic.holds import NO
from shencha.law.measures.instruments import instruments
from shencha.law.network_data import rules as network_data
from shencha.law.sanctions.provisions import article_name
from shencha.law.sanctions.provisions import instrument_name as of_sanctions
from shencha.law.screening.screen import Outcome, Screening
from shencha.law.sources import Source, source_of
from shencha.shapes import Key, Shape
from shencha.text import Text

_FILE = "counsel/questions.yaml"


@dataclass(frozen=True, slots=True)
class Point(Shape):
    """One thing that a text says."""

    TOLD = "instrument article text confidence source"

    instrument: str
    article: str | None
    text: Text
    confidence: Confidence

    @property
    def place(self) -> Text:
        """Instrument and article, as people name them."""
        name = name_of(self.instrument)
        return (
            Text("{name}{article}", "{name}, {article}").fill(name=name, article=article_name(self.article))
            if self.article
            else name
        )

    @property
    def source(self) -> Source:
        """Where the text was read."""
        return source_of(self.instrument, self.article)


@dataclass(frozen=True, slots=True)
class Question(Shape):
    """One question, with what the texts say and what they do not."""

    TOLD = "id title points open"

    id: Annotated[str, Key("question")]
    title: Text
    bears: frozenset[str]
    """`listing`, `data_processing`, `procurement`: what is planned; `no_duty`: nothing has to be filed."""
    points: tuple[Point, ...]
    open: tuple[Text, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Every question, in the order in which counsel asks."""
    return tuple(
        Question(
            one["id"],
            Text.of(one["title"]),
            frozenset(one["bears"]),
            tuple(point_of(point) for point in one["points"]),
            tuple(Text.of(text) for text in one["open"]),
        )
        for one in facts_of(_FILE)["questions"]
    )


def point_of(told: Mapping[str, Any]) -> Point:
    """A point as a data file tells it."""
    confidence = Confidence(told["confidence"])
    return Point(told["instrument"], told["article"], Text.of(told["text"]), confidence)


def question(id_: str) -> Question:
    """The question with that id.

    Raises:
        KeyError: there is none.
    """
    return next((one for one in questions() if one.id == id_), None) or _none(id_)


def asked_by(answer: Screening) -> tuple[Question, ...]:
    """The questions that bear on what a party plans; none where nothing was analysed."""
    if answer.outcome in (Outcome.REFUSED, Outcome.NOT_COVERED):
        return ()
    facts = answer.facts
    planned = {
        "listing": facts.listing.planned,
        "procurement": facts.procurement.planned,
        "data_processing": facts.data_processing.may_affect_national_security,
    }
    bearing = {name for name, holds in planned.items() if holds is not NO}
    if answer.duty is NO:
        bearing.add("no_duty")
    return tuple(one for one in questions() if one.bears & bearing)


@cache
def name_of(instrument: str) -> Text:
    """What people call an instrument that a point cites."""
    own = facts_of(_FILE)["instruments"]
    if instrument in own:
        return Text.of(own[instrument])
    if instrument == network_data.INSTRUMENT:
        return network_data.NAME
    measures = next((one.name for one in instruments() if one.id == instrument), None)
    return measures or of_sanctions(instrument)


def _none(id_: str) -> Question:
    raise KeyError(id_)
