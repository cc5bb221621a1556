"""The versions of the Measures: days in force, articles, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from shencha.law.data import Confidence, day
from shencha.law.measures.read import part, versions
from shencha.text import Text

MEASURES_2020, MEASURES_2022 = "measures-2020", "measures-2022"


@dataclass(frozen=True, slots=True)
class Article:
    """What one article is about, in our own words."""

    instrument: str
    number: str
    topic: Text
    what: Text
    confidence: Confidence
    counterpart: str | None
    """Number of the article that says it in the other version."""
    clock: str | None
    figures: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of the Measures."""

    id: str
    name: Text
    order: Text
    promulgated: date
    in_force_from: date
    in_force_to: date | None
    """Last day in force; None while it is in force."""
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One article before and after; either may be missing."""

    topic: Text
    before: Article | None
    after: Article | None


@cache
def _instruments() -> tuple[Instrument, ...]:
    return tuple(_instrument(part(version, "articles")) for version in versions())


def _instrument(data: dict[str, Any]) -> Instrument:
    articles = tuple(
        Article(
            data["id"],
            a["number"],
            Text.of(a["topic"]),
            Text.of(a["what"]),
            Confidence(a["confidence"]),
            a["counterpart"],
            a.get("clock"),
            tuple(a.get("figures", ())),
            tuple(a.get("rules", ())),
        )
        for a in data["articles"]
    )
    promulgated, since, until = (day(data[key]) for key in ("promulgated", "in_force_from", "in_force_to"))
    assert promulgated is not None, data["id"]
    assert since is not None, data["id"]
    return Instrument(
        data["id"], Text.of(data["name"]), Text.of(data["order"]), promulgated, since, until, articles
    )


def instruments() -> tuple[Instrument, ...]:
    """Every version that is implemented, the oldest first."""
    return _instruments()


def in_force(on: date) -> Instrument | None:
    """The version in force on that day; None before 2020-06-01.

    The trial measures of 2017 are not implemented.
    """
    for one in _instruments():
        if one.in_force_from <= on and (one.in_force_to is None or on <= one.in_force_to):
            return one
    return None


def governing(instrument_id: str | None, on: date) -> str:
    """The version that governs a matter: its own, or where it has none yet, the one in force on that day.

    Before the first version that is implemented, the first one stands in.
    """
    if instrument_id is not None:
        return instrument_id
    version = in_force(on)
    return version.id if version else _instruments()[0].id


def instrument(instrument_id: str) -> Instrument:
    """The version with that id.

    Raises:
        KeyError: no version has it.
    """
    for one in _instruments():
        if one.id == instrument_id:
            return one
    raise KeyError(instrument_id)


def in_force_from(instrument_id: str) -> date:
    """First day in force of the version with that id.

    Raises:
        KeyError: no version has it.
    """
    return instrument(instrument_id).in_force_from


def articles(instrument_id: str) -> tuple[Article, ...]:
    """The articles of a version, in order."""
    return instrument(instrument_id).articles


def article(instrument_id: str, number: str) -> Article:
    """One article of a version; a paragraph or item in brackets is left aside (`8(3)` is Article 8).

    Raises:
        KeyError: the version has no such article.
    """
    wanted = number.partition("(")[0]
    for one in articles(instrument_id):
        if one.number == wanted:
            return one
    raise KeyError(number)


def beside(instrument_id: str) -> Instrument:
    """The version that one is read beside: the one before it, of the first one that which follows."""
    ids = [one.id for one in _instruments()]
    at = ids.index(instrument_id)
    return _instruments()[at - 1 if at else min(1, len(ids) - 1)]


def same_article(number: str, of: str, in_: str) -> str | None:
    """The number that an article of one version has in another, through those between; None where one lacks it.

    Raises:
        KeyError: the version has no such article.
    """
    ids = [one.id for one in _instruments()]
    at, to = ids.index(of), ids.index(in_)
    found: str | None = number.partition("(")[0]
    while found is not None and at != to:
        if at > to:
            found, at = article(ids[at], found).counterpart, at - 1
        else:
            at += 1
            found = next((one.number for one in articles(ids[at]) if one.counterpart == found), None)
    return found


def compare(before: str, after: str) -> tuple[Change, ...]:
    """What became of each article, in the order of the later version, then what was dropped."""
    old = {one.number: one for one in articles(before)}
    changes = [
        Change(new.topic, old.pop(new.counterpart, None) if new.counterpart else None, new)
        for new in articles(after)
    ]
    return (*changes, *(Change(gone.topic, gone, None) for gone in old.values()))
