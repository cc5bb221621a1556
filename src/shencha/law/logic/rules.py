"""How a rule of law is written: once, beside its article, and then asked in several ways.

A rule's function says what its article says, in its order, with `&` and `|` over what is asked of the facts.
It builds an expression; the expression is evaluated for one party (a `Holds`), for a column of parties or
for every cell of a grid (arrays of the same numbers), and taken apart into one reason for each thing asked.
A rule knows no date (the version does), no number (the figures do) and no language (the texts are keyed by
its name).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeAlias, TypeVar, overload

from shencha.law.logic.facts import Facts, reader
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.figures import Figure, Figures
from shencha.law.places import is_abroad


class Logical(Protocol):
    """What has a three-valued and, or: one `Holds`, or an array of them."""

    def __and__(self, other: Any, /) -> Self: ...
    def __or__(self, other: Any, /) -> Self: ...


L = TypeVar("L", bound=Logical)


class _Joins:
    """Gives expressions their `&` and `|`."""

    __slots__ = ()

    def __and__(self, other: Expression) -> Both:
        return Both(self, other)  # type: ignore[arg-type]

    def __or__(self, other: Expression) -> Either:
        return Either(self, other)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Said(_Joins):
    """The fact itself is yes or no."""

    fact: str

    def of(self, facts: Facts) -> Holds:
        """The fact as it is known."""
        holds: Holds = reader(self.fact)(facts)
        return holds


@dataclass(frozen=True, slots=True)
class Above(_Joins):
    """The count is more than a figure."""

    fact: str
    figure: Figure

    def of(self, facts: Facts) -> Holds:
        """Strictly more; unknown while the range lies on both sides."""
        return facts.actor.users_with_personal_information.above(self.figure.value)


@dataclass(frozen=True, slots=True)
class AnyOf(_Joins):
    """What is bought belongs to one of the kinds an article names."""

    fact: str
    kinds: frozenset[str]

    def of(self, facts: Facts) -> Holds:
        """No for an empty list, and for kinds that this article does not name."""
        found = facts.procurement.product_kinds
        return UNKNOWN if found is None else NO if self.kinds.isdisjoint(found) else YES


@dataclass(frozen=True, slots=True)
class Abroad(_Joins):
    """The place lies abroad (国外)."""

    fact: str

    def of(self, facts: Facts) -> Holds:
        """Neither the mainland nor Hong Kong, Macau or Taiwan."""
        venue = facts.listing.venue
        return UNKNOWN if venue is None else YES if is_abroad(venue) else NO


Condition: TypeAlias = Said | Above | AnyOf | Abroad
"""One thing asked of one fact."""


@dataclass(frozen=True, slots=True)
class Both(_Joins):
    """One and the other."""

    one: Expression
    other: Expression


@dataclass(frozen=True, slots=True)
class Either(_Joins):
    """One or the other."""

    one: Expression
    other: Expression


@dataclass(frozen=True, slots=True)
class Cited(_Joins):
    """What a rule says, with the place where it says so."""

    rule: Rule
    says: Expression


Expression: TypeAlias = Condition | Both | Either | Cited


@dataclass(frozen=True, slots=True)
class Element:
    """One thing asked, under the article that asks it."""

    name: str
    """Key of its texts: the rule's name and the fact's last word."""
    instrument: str
    article: str
    asks: Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """One article's test."""

    name: str
    instrument: str
    article: str
    body: Callable[[Words, Figures], Expression]

    @overload
    def __call__(self, facts: Words, figures: Figures) -> Expression: ...
    @overload
    def __call__(self, facts: Facts, figures: Figures) -> Holds: ...
    def __call__(self, facts: Words | Facts, figures: Figures) -> Expression | Holds:
        """Does it hold for these facts; or, asked in words by another rule, what it says."""
        if isinstance(facts, Words):
            return Cited(self, self.body(facts, figures))
        known = facts
        return evaluate(self.body(WORDS, figures), lambda asks: asks.of(known))


def rule(instrument: str, *, article: str) -> Callable[[Callable[[Words, Figures], Expression]], Rule]:
    """Mark a function as the rule of that article; its name keys the texts of its reasons."""

    def mark(body: Callable[[Words, Figures], Expression]) -> Rule:
        return Rule(body.__name__, instrument, article, body)

    return mark


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which a party may have to do with the review."""

    id: str
    rule: Rule
    duty: bool
    """Does its article oblige the party to file, or does it only place the activity under the review?"""


def evaluate(expression: Expression, ask: Callable[[Condition], L]) -> L:
    """The expression's value, where `ask` answers each condition: a `Holds`, or an array of them."""
    match expression:
        case Both(one, other):
            return evaluate(one, ask) & evaluate(other, ask)
        case Either(one, other):
            return evaluate(one, ask) | evaluate(other, ask)
        case Cited(_, says):
            return evaluate(says, ask)
        case Said() | Above() | AnyOf() | Abroad():
            return ask(expression)


def elements(cited: Expression, rule: Rule | None = None) -> Iterator[Element]:
    """Each thing an expression asks, in its order, under the nearest rule that asks it."""
    match cited:
        case Both(one, other) | Either(one, other):
            yield from elements(one, rule)
            yield from elements(other, rule)
        case Cited(inner, says):
            yield from elements(says, inner)
        case Said() | Above() | AnyOf() | Abroad():
            assert rule, "an expression stands under a rule"
            word = cited.fact.rpartition(".")[2]
            yield Element(f"{rule.name}.{word}", rule.instrument, rule.article, cited)


@dataclass(frozen=True, slots=True)
class _Number:
    fact: str

    def above(self, figure: Figure | None) -> Above:
        """More than the figure; the figure itself is not more."""
        assert figure, "only a version that has the figure asks for it"
        return Above(self.fact, figure)


@dataclass(frozen=True, slots=True)
class _Kinds:
    fact: str

    def any_of(self, kinds: Collection[str]) -> AnyOf:
        """At least one of these kinds."""
        return AnyOf(self.fact, frozenset(kinds))


class _Actor:
    ciio = Said("actor.ciio")
    platform_operator = Said("actor.platform_operator")
    users_with_personal_information = _Number("actor.users_with_personal_information")


class _Procurement:
    planned = Said("procurement.planned")
    product_kinds = _Kinds("procurement.product_kinds")
    may_affect_national_security = Said("procurement.may_affect_national_security")


class _Listing:
    planned = Said("listing.planned")
    venue_is_abroad = Abroad("listing.venue")


class _DataProcessing:
    may_affect_national_security = Said("data_processing.may_affect_national_security")


class Words:
    """The facts as rules speak of them: each word asks, and answers nothing yet."""

    actor = _Actor
    procurement = _Procurement
    listing = _Listing
    data_processing = _DataProcessing


WORDS = Words()
