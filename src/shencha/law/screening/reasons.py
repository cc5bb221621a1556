"""Why a ground holds or does not: one reason for each thing its article asks, in whole sentences.

What a cell of the table says is put into names once; only a number, a place or a list of kinds is filled in anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, reduce
from typing import Annotated, Any

from shencha.law.data import Confidence
from shencha.law.logic.cells import HELD, OUTCOMES, Outcome, Table
from shencha.law.logic.facts import FACT, Facts, reader
from shencha.law.logic.holds import UNKNOWN, YES, Holds
from shencha.law.logic.rules import (
    Above,
    Abroad,
    AnyOf,
    Both,
    Cited,
    Condition,
    Either,
    Element,
    Expression,
    From,
    OneOf,
    Said,
    elements,
    evaluate,
)
from shencha.law.measures.instruments import article
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.network_data import rules as network_data_2025
from shencha.law.places import place_name
from shencha.law.screening.sentences import number, said, users
from shencha.shapes import More, Shape
from shencha.text import Text
from shencha.text.days import said_day
from shencha.text.lists import listed


@dataclass(frozen=True, slots=True)
class Reason(Shape):
    """One thing an article asks, and how it stands with this party."""

    TOLD = "rule instrument article holds text facts confidence"

    rule: str
    instrument: str
    article: str
    holds: Holds
    text: Text
    fact: str
    value: Any
    """As a facts file writes it; a list as a tuple."""
    confidence: Confidence
    """How well the article's wording is known."""

    @property
    def facts(
        self,
    ) -> Annotated[Mapping[str, Any], More(propertyNames={"enum": list(FACT)}, minProperties=1)]:
        """The fact that it is about, as a facts file writes it."""
        return {self.fact: self.value}


@dataclass(frozen=True, slots=True)
class GroundAnswer(Shape):
    """Whether one ground holds, and why."""

    ground: Annotated[str, More(enum=["procurement", "data_processing", "foreign_listing"])]
    holds: Holds
    reasons: Annotated[tuple[Reason, ...], More(minItems=1)]

    @property
    def name(self) -> Text:
        """What people call the ground."""
        return said("grounds", self.ground)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One element in one cell; its reason, where that depends on nothing but the cell."""

    element: Element
    holds: Holds
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the table says of a party with these answers, in names."""

    outcome: Outcome
    duty: Holds
    missing: tuple[str, ...]
    silent: tuple[str, ...]
    """The open points on which the outcome turns whatever the facts."""
    grounds: tuple[tuple[str, Holds, tuple[_Asked, ...]], ...]
    turns: frozenset[str]
    """The facts on which a ground turns."""


@lru_cache(maxsize=4096)
def verdict(table: Table, digits: tuple[int, ...]) -> Verdict:
    """What the table says where its questions have these answers."""
    place = table.place(digits)
    answers: dict[Condition, Holds] = {
        asks: HELD[digit] for asks, digit in zip(table.asks, digits, strict=True)
    }
    grounds = tuple(
        (
            ground.id,
            Holds(int(table.grounds[row, place])),
            tuple(_asked(element, answers[element.asks]) for element in told(table.cited[row], answers)),
        )
        for row, ground in enumerate(table.regime.grounds)
    )
    turns = {fact for row in table.turns for fact in table.facts(int(row[place]))}
    return Verdict(
        OUTCOMES[table.outcome[place]],
        Holds(int(table.duty[place])),
        table.facts(int(table.missing[place])),
        table.points if table.silent[place] else (),
        grounds,
        frozenset(turns),
    )


def told(cited: Expression, answers: Mapping[Condition, Holds]) -> Iterator[Element]:
    """The elements by which a ground is told: of alternatives only those that hold, where one does."""
    return elements(_pruned(cited, answers))


def _pruned(expression: Expression, answers: Mapping[Condition, Holds]) -> Expression:
    match expression:
        case Both(one, other):
            return Both(_pruned(one, answers), _pruned(other, answers))
        case Either(one, other):
            holding = [leg for leg in (one, other) if evaluate(leg, lambda a: answers.get(a, UNKNOWN)) is YES]
            return reduce(Either, [_pruned(leg, answers) for leg in holding or (one, other)])
        case Cited(rule, says):
            return Cited(rule, _pruned(says, answers))
        case _:
            return expression


def grounds_of(verdict: Verdict, facts: Facts) -> tuple[GroundAnswer, ...]:
    """Every ground the version knows, for a party with these answers."""
    return tuple(
        [
            GroundAnswer(ground, holds, tuple([a.reason or _reason_with_values(a, facts) for a in asked]))
            for ground, holds, asked in verdict.grounds
        ]
    )


def _asked(element: Element, holds: Holds) -> _Asked:
    if isinstance(element.asks, Said):
        text = said("reasons", element.name, holds.word)
        return _Asked(element, holds, _reason(element, holds, text, holds.word))
    return _Asked(element, holds, None)


def _reason(element: Element, holds: Holds, text: Text, value: Any) -> Reason:
    confidence = _confidence(element.instrument, element.article)
    return Reason(
        element.name, element.instrument, element.article, holds, text, element.asks.fact, value, confidence
    )


def _reason_with_values(asked: _Asked, facts: Facts) -> Reason:
    element, holds = asked.element, asked.holds
    value = reader(element.asks.fact)(facts)
    match element.asks:
        case Above(_, figure):
            word = "range" if holds is UNKNOWN and not value.unknown else holds.word
            text = said("reasons", element.name, word).fill(users=users(value), figure=number(figure.value))
            return _reason(element, holds, text, value.written)
        case Abroad():
            return _reason_of_place(asked, value)
        case OneOf():
            return _reason_of_step(asked, value)
        case From(_, since):
            return _reason_of_day(asked, value, since)
        case _:
            return _reason_of_kinds(asked, value)


@lru_cache(maxsize=1024)
def _reason_of_step(asked: _Asked, kind: str | None) -> Reason:
    text = said("reasons", asked.element.name, asked.holds.word)
    if kind is not None:
        text = text.fill(kind=LISTING_KINDS[kind].name)
    return _reason(asked.element, asked.holds, text, kind or "unknown")


@lru_cache(maxsize=1024)
def _reason_of_day(asked: _Asked, found: date | None, since: date) -> Reason:
    text = said("reasons", asked.element.name, asked.holds.word)
    words = {"since": said_day(since)} | ({"day": said_day(found)} if found else {})
    return _reason(asked.element, asked.holds, text.fill(**words), found and found.isoformat())


@lru_cache(maxsize=1024)
def _reason_of_place(asked: _Asked, venue: str | None) -> Reason:
    element, holds = asked.element, asked.holds
    text = said("reasons", element.name, holds.word)
    if venue is None:
        return _reason(element, holds, text, "unknown")
    return _reason(element, holds, text.fill(venue=place_name(venue)), venue)


@lru_cache(maxsize=1024)
def _reason_of_kinds(asked: _Asked, found: frozenset[str] | None) -> Reason:
    element, holds = asked.element, asked.holds
    if found is None:
        return _reason(element, holds, said("reasons", element.name, holds.word), "unknown")
    assert isinstance(element.asks, AnyOf)
    text = said("reasons", element.name, "perhaps" if holds is UNKNOWN else holds.word)
    value = tuple(kind for kind in PRODUCT_KINDS if kind in found)
    asked_for = element.asks.perhaps if holds is UNKNOWN else element.asks.kinds
    named = listed(PRODUCT_KINDS[kind].name for kind in value if kind in asked_for)
    return _reason(element, holds, text.fill(kinds=named), value)


@cache
def _confidence(of: str, number: str) -> Confidence:
    if of == network_data_2025.INSTRUMENT:
        return network_data_2025.CONFIDENCE
    return article(of, number).confidence
