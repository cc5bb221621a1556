"""The provisions on sanctions, each with its days in force, what it asks and what it threatens.

Source: `penalties.yaml`; the confidence of each record says how well its wording is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from shencha.law.data import Confidence, day, facts_of
from shencha.law.measures.instruments import in_force, instruments
from shencha.law.sanctions.money import FEN, Sum
from shencha.law.screening.sentences import article_name as article_words
from shencha.shapes import More, Shape
from shencha.text import Text

RANKS = ("law", "regulation", "rule")
"""Statute before regulation, regulation before departmental rule."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A three-valued fact, or its opposite."""

    fact: str
    opposite: bool = False


Names = Annotated[tuple[str, ...], More(uniqueItems=True)]
"""Facts, or provisions, by name, each once."""
Clause = tuple[Literal, ...]
"""One of these must hold."""
Asks = tuple[Clause, ...]
"""Each of these must hold."""


@dataclass(frozen=True, slots=True)
class Fine:
    """A range of fines, in fen or as multiples or a share of a sum that the facts give."""

    low: int
    high: int
    base: str | None = None
    """`purchase_amount` for multiples, `turnover_previous_year` for a share; None for a fixed range."""
    per_cent: int | None = None
    """Of the base; the ceiling is the higher of this and `high`."""
    optional: bool = False
    """The authority may leave the fine out."""
    only_in_charge: bool = False
    """Of persons: it falls on the one directly in charge alone, not on others directly responsible."""

    def ends(self, sums: Mapping[str, Sum]) -> tuple[Sum, Sum]:
        """Lower and upper end, each as exactly as the sums are known."""
        if self.base is None:
            return Sum(self.low, self.low), Sum(self.high, self.high)
        known = sums.get(self.base, Sum())
        if self.per_cent is None:
            return known.times(self.low), known.times(self.high)
        return Sum(self.low, self.low), known.share(self.per_cent, or_at_least=self.high)


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a provision."""

    id: str
    name: Text
    asks: Asks
    unit: Fine | None
    person: Fine | None
    """For each person directly in charge and, unless `only_in_charge`, directly responsible."""
    measures: tuple[str, ...]
    orders: tuple[str, ...] | None = None
    """Its own orders, instead of those of its provision; None: those of its provision."""

    @property
    def responsible(self) -> Fine | None:
        """For each person directly responsible who is not in charge."""
        return None if self.person is None or self.person.only_in_charge else self.person


@dataclass(frozen=True, slots=True)
class Provision:
    """One article (or paragraph) that threatens a sanction."""

    id: str
    instrument: str
    article: str
    duty: str | None
    """Articles of the same instrument that set the duty."""
    successor: str | None
    """The provision that took its place in a later version of the instrument."""
    bridge: bool
    """Do the Review Measures send a breach here?"""
    in_force_from: date
    in_force_to: date | None
    confidence: Confidence
    note: Text | None
    asks: Asks
    orders: tuple[str, ...] | None
    """None: which orders it has is not on record."""
    tiers: tuple[Tier, ...]

    def orders_of(self, tier: Tier | None) -> tuple[str, ...] | None:
        """The orders that come with one of its steps, or with none."""
        return self.orders if tier is None or tier.orders is None else tier.orders

    def in_force(self, on: date) -> bool:
        """Was it in force that day?"""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    @property
    def facts(self) -> tuple[str, ...]:
        """The three-valued facts that it and its tiers ask for, each once."""
        clauses = [*self.asks, *(clause for tier in self.tiers for clause in tier.asks)]
        return tuple(dict.fromkeys(literal.fact for clause in clauses for literal in clause))


@dataclass(frozen=True, slots=True)
class Cited(Shape):
    """A sentence of ours with the place it comes from."""

    instrument: str
    article: str | None
    text: Text
    confidence: Confidence

    @property
    def place(self) -> Text:
        """Instrument and article, as people name them."""
        measures = next((one.name for one in instruments() if one.id == self.instrument), None)
        name = measures or instrument_name(self.instrument)
        if self.article is None:
            return name
        return Text("{name}{article}", "{name}, {article}").fill(
            name=name, article=article_name(self.article)
        )


@cache
def provisions() -> tuple[Provision, ...]:
    """Every provision, in the order in which the review duty itself comes first."""
    return tuple(_provision(data) for data in facts_of("sanctions/penalties.yaml")["provisions"])


@cache
def rank_of(instrument: str) -> int:
    """0 for a statute, 1 for a regulation, 2 for a departmental rule."""
    return RANKS.index(_instruments()[instrument]["rank"])


@cache
def instrument_name(instrument: str) -> Text:
    """What people call an instrument of this file.

    Raises:
        KeyError: it is none of this file.
    """
    others = facts_of("sanctions/penalties.yaml")["procedure_instruments"]
    return Text.of(others[instrument] if instrument in others else _instruments()[instrument]["name"])


@cache
def instrument_from(instrument: str) -> date:
    """First day in force of an instrument of this file."""
    return date.fromisoformat(_instruments()[instrument]["in_force_from"])


@cache
def cited(rule: str) -> Cited:
    """One of the rules on choosing and measuring."""
    return cited_of(facts_of("sanctions/penalties.yaml")["rules"][rule])


def cited_of(data: Mapping[str, Any]) -> Cited:
    """The sentence that a record of the file carries."""
    return Cited(data["instrument"], data["article"], Text.of(data["text"]), Confidence(data["confidence"]))


def may_be_named(told: Cited, on: date) -> bool:
    """Was its instrument in force that day? One of which the record has no day may always be named."""
    known = _instruments().get(told.instrument)
    return known is None or on >= date.fromisoformat(known["in_force_from"])


def of_its_day(told: Cited, on: date) -> Cited:
    """The same, or, on a day before its instrument was in force, that the earlier text is not on record."""
    if may_be_named(told, on):
        return told
    return cited_of(facts_of("sanctions/penalties.yaml")["earlier"][told.instrument])


def bridge_on(on: date) -> Cited | None:
    """The article by which the Review Measures of that day send a breach to other laws."""
    version = in_force(on)
    bridges = facts_of("sanctions/penalties.yaml")["bridges"]
    return next((cited_of(one) for one in bridges if version and one["instrument"] == version.id), None)


@cache
def article_name(number: str) -> Text:
    """`第四十五条第一款`, `Article 45(1)`: in brackets stands a paragraph, or `item` and its number."""
    article, _, part = number.rstrip(")").partition("(")
    if not part:
        return Text(article_words(article).zh, f"Article {number}")
    item = part.removeprefix("item ")
    zh = f"{article_words(article).zh}第{'一二三四五六七八九'[int(item) - 1]}"
    return (
        Text(zh + "款", f"Article {number}")
        if item == part
        else Text(zh + "项", f"Article {article}, {part}")
    )


@cache
def label(kind: str, key: str) -> Text:
    """The name of an order, a measure, a tier or a conduct."""
    return Text.of(facts_of("sanctions/penalties.yaml")[kind][key])


def conducts() -> tuple[str, ...]:
    """The kinds of conduct a facts file can name."""
    return tuple(facts_of("sanctions/penalties.yaml")["conducts"])


def change_days() -> tuple[date, ...]:
    """Every day on which a provision came into force or had just left it."""
    return tuple(sorted(set(_change_days())))


def _change_days() -> Iterator[date]:
    for one in provisions():
        yield one.in_force_from
        if one.in_force_to:
            yield date.fromordinal(one.in_force_to.toordinal() + 1)


@cache
def _instruments() -> dict[str, Any]:
    return {one["id"]: one for one in facts_of("sanctions/penalties.yaml")["instruments"]}


def _provision(data: Mapping[str, Any]) -> Provision:
    since, until = day(data["in_force_from"]), day(data["in_force_to"])
    assert since is not None, data["id"]
    orders = data["orders"]
    return Provision(
        data["id"],
        data["instrument"],
        data["article"],
        data["duty"],
        data.get("successor"),
        data.get("bridge", False),
        since,
        until,
        Confidence(data["confidence"]),
        Text.of(data["note"]) if "note" in data else None,
        asks_of(data["asks"]),
        None if orders is None else tuple(orders),
        tuple(_tier(one) for one in data["tiers"]),
    )


def _tier(data: Mapping[str, Any]) -> Tier:
    return Tier(
        data["tier"],
        label("tiers", data["tier"]),
        asks_of(data.get("asks", ())),
        _fine(data.get("unit")),
        _fine(data.get("person")),
        tuple(data.get("measures", ())),
        tuple(data["orders"]) if "orders" in data else None,
    )


def _fine(data: Mapping[str, Any] | None) -> Fine | None:
    if data is None:
        return None
    said = {"optional": data.get("optional", False), "only_in_charge": data.get("only") == "in_charge"}
    if "times" in data:
        return Fine(data["min"], data["max"], data["times"], **said)
    ends = data["min"] * FEN, data["max"] * FEN
    return Fine(*ends, data.get("per_cent_of"), data.get("per_cent"), **said)


def asks_of(lines: Any) -> Asks:
    """What lines of the file ask: all of them, within a line one of those that `|` sets apart."""
    return tuple(tuple(_literal(word.strip()) for word in line.split("|")) for line in lines)


def _literal(word: str) -> Literal:
    return Literal(word.removeprefix("not "), word.startswith("not "))
