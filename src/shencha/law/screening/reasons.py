"""Why a ground holds or does not: one reason for each thing its article asks, in whole sentences.

What a cell of the table says is put into names once; only a number, a place or a list of kinds is filled in anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from shencha.law.data import Confidence
from shencha.law.logic.cells import Table
from shencha.law.logic.facts import Facts
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.logic.rules import Above, Abroad, AnyOf, Element, Said
from shencha.law.measures.instruments import article
from shencha.law.measures.product_kinds import PRODUCT_KINDS
from shencha.law.network_data import rules as network_data_2025
from shencha.law.places import place_name
from shencha.law.screening.sentences import listed, number, said, users
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing an article asks, and how it stands with this party."""

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

    def as_dict(self) -> dict[str, Any]:
        """The contract's reason."""
        return {
            "rule": self.rule,
            "instrument": self.instrument,
            "article": self.article,
            "holds": self.holds.word,
            "text": self.text.as_dict(),
            "facts": {self.fact: list(self.value) if isinstance(self.value, tuple) else self.value},
            "confidence": self.confidence.value,
        }


@dataclass(frozen=True, slots=True)
class GroundAnswer:
    """Whether one ground holds, and why."""

    ground: str
    holds: Holds
    reasons: tuple[Reason, ...]

    @property
    def name(self) -> Text:
        """What people call the ground."""
        return said("grounds", self.ground)

    def as_dict(self) -> dict[str, Any]:
        """The contract's ground."""
        return {
            "ground": self.ground,
            "holds": self.holds.word,
            "reasons": [reason.as_dict() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One element in one cell; its reason, where that depends on nothing but the cell."""

    element: Element
    holds: Holds
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the table says of one cell, in names."""

    missing: tuple[str, ...]
    grounds: tuple[tuple[str, Holds, tuple[_Asked, ...]], ...]
    turns: frozenset[str]
    """The facts on which a ground turns."""


@lru_cache(maxsize=4096)
def verdict(table: Table, place: int) -> Verdict:
    """What the table says of that cell."""
    answers = {
        asks: (NO, UNKNOWN, YES)[place // weight % 3]
        for asks, weight in zip(table.asks, table.weights, strict=True)
    }
    grounds = tuple(
        (
            ground.id,
            Holds(int(table.grounds[row, place])),
            tuple(_asked(element, answers[element.asks]) for element in table.elements[row]),
        )
        for row, ground in enumerate(table.regime.grounds)
    )
    turns = {fact for row in table.turns for fact in table.facts(int(row[place]))}
    return Verdict(table.facts(int(table.missing[place])), grounds, frozenset(turns))


def grounds_of(table: Table, place: int, facts: Facts) -> tuple[GroundAnswer, ...]:
    """Every ground the version knows, for a party whose facts lie in that cell."""
    return tuple(
        [
            GroundAnswer(ground, holds, tuple([a.reason or _reason_with_values(a, facts) for a in asked]))
            for ground, holds, asked in verdict(table, place).grounds
        ]
    )


def _asked(element: Element, holds: Holds) -> _Asked:
    match element.asks:
        case Above() | AnyOf() | Abroad():
            return _Asked(element, holds, None)
        case Said():
            text = said("reasons", element.name, holds.word)
            return _Asked(element, holds, _reason(element, holds, text, holds.word))


def _reason(element: Element, holds: Holds, text: Text, value: Any) -> Reason:
    confidence = _confidence(element.instrument, element.article)
    return Reason(
        element.name, element.instrument, element.article, holds, text, element.asks.fact, value, confidence
    )


def _reason_with_values(asked: _Asked, facts: Facts) -> Reason:
    element, holds = asked.element, asked.holds
    match element.asks:
        case Above(_, figure):
            count = facts.actor.users_with_personal_information
            word = "range" if holds is UNKNOWN and not count.unknown else holds.word
            text = said("reasons", element.name, word).fill(users=users(count), figure=number(figure.value))
            return _reason(element, holds, text, count.written)
        case Abroad():
            return _reason_of_place(asked, facts.listing.venue)
        case _:
            return _reason_of_kinds(asked, facts.procurement.product_kinds)


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
    text = said("reasons", element.name, holds.word)
    if found is None:
        return _reason(element, holds, text, "unknown")
    assert isinstance(element.asks, AnyOf)
    value = tuple(kind for kind in PRODUCT_KINDS if kind in found)
    named = listed(PRODUCT_KINDS[kind].name for kind in value if kind in element.asks.kinds)
    return _reason(element, holds, text.fill(kinds=named), value)


@cache
def _confidence(of: str, number: str) -> Confidence:
    if of == network_data_2025.INSTRUMENT:
        return network_data_2025.CONFIDENCE
    return article(of, number).confidence
