"""What a sentence claims, and whether two claims can both be true: the truth by which a reader is judged.

Nothing is read here. Whoever makes a sentence says what it claims; `clash` then follows from two claims alone. What
reasonable people may judge either way (how far "about" reaches, a rounded figure beside an exact one) is neither, and
counts for and against nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity: true for certain within the inner bounds, false for certain outside the outer ones.

    `of` tells what is counted where a number alone would not (a currency, working days).
    """

    low: float
    high: float
    lowest: float
    highest: float
    of: str = ""


def exact(value: float, grain: float = 0, of: str = "") -> Span:
    """One number, whose last written digit stands for `grain` (0: no rounding is possible)."""
    return Span(value, value, value - grain / 2, value + grain / 2, of)


def about(value: float, of: str = "") -> Span:
    """Nobody doubts five per cent, and nobody believes a fifth."""
    return Span(value * 0.95, value * 1.05, value * 0.8, value * 1.2, of)


def above(value: float, of: str = "", *, itself: bool = False) -> Span:
    """More than; `itself`: at least."""
    least = value if itself else value * (1 + 1e-9)
    return Span(least, value * 1.4, least, inf, of)


def below(value: float, of: str = "", *, itself: bool = False) -> Span:
    """Less than; `itself`: at most."""
    most = value if itself else value * (1 - 1e-9)
    return Span(value * 0.7, most, 0, most, of)


def nearly(value: float, of: str = "") -> Span:
    """A little less than."""
    return Span(value * 0.93, value * (1 - 1e-9), value * 0.75, value * 1.02, of)


def between(low: float, high: float, of: str = "") -> Span:
    """A range, both ends included."""
    return Span(low, high, low, high, of)


def scaled(span: Span, times: float, of: str = "") -> Span:
    """The same in a smaller unit."""
    return Span(span.low * times, span.high * times, span.lowest * times, span.highest * times, of)


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or the days within which it lies."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Name:
    """One of a closed list: a market, a country, a company, a product; `within` is the country of a market."""

    id: str
    within: str = ""


Value = Span | Days | Name | bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of one subject of a filing."""

    subject: str
    value: Value


UNDER = {
    "listing.planned": ("market", "submission", "listing_day", "raised", "issued"),
    "procurement.planned": (
        "supplier",
        "product",
        "sum",
        "delivery",
        "notice",
        "stock",
        "replacing",
        "made_in",
    ),
    "actor.platform_operator": ("users", "sensitive"),
    "exported": ("kept_in",),
}
"""Who denies the first is at odds with all that is said of the others; whether to mark that is left open."""


def clash(one: Claim, other: Claim) -> bool | None:
    """Can the two not both be true? None where that is open."""
    if one.subject != other.subject:
        for denied, beside in ((one, other), (other, one)):
            if beside.subject in UNDER.get(denied.subject, ()):
                return None
        return False
    match one.value, other.value:
        case Span() as a, Span() as b if a.of != b.of:
            return True
        case Span() as a, Span() as b:
            if a.highest < b.lowest or b.highest < a.lowest:
                return True
            return False if a.low <= b.high and b.low <= a.high else None
        case Days() as a, Days() as b:
            return a.last < b.first or b.last < a.first
        case Name() as a, Name() as b:
            if not (a.within and b.within):
                return a.id != b.id
            return a.within != b.within or (a.id != b.id and "" not in (a.id, b.id))
        case a, b:
            return a != b
