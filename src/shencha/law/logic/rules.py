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
from datetime import date
from typing import Any, Protocol, Self, TypeAlias, TypeVar, overload

from shencha.law.logic.facts import Count, Facts, reader
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


class _Asks(_Joins):
    """Asks one fact: it is handed the value of the fact that it names and sees nothing else."""

    __slots__ = ()
    fact: str

    def says(self, value: Any) -> Holds:
        """Whether it holds for that value of the fact."""
        raise NotImplementedError

    def of(self, facts: Facts) -> Holds:
        """Whether it holds for these facts."""
        return self.says(reader(self.fact)(facts))


@dataclass(frozen=True, slots=True)
class Said(_Asks):
    """The fact itself is yes or no."""

    fact: str

    def says(self, value: Holds) -> Holds:
        """The fact as it is known."""
        return value


@dataclass(frozen=True, slots=True)
class Above(_Asks):
    """The count is more than a figure."""

    fact: str
    figure: Figure

    def says(self, value: Count) -> Holds:
        """Strictly more; unknown while the range lies on both sides."""
        return value.above(self.figure.value)


@dataclass(frozen=True, slots=True)
class AnyOf(_Asks):
    """What is bought belongs to one of the kinds an article names."""

    fact: str
    kinds: frozenset[str]
    perhaps: frozenset[str] = frozenset()
    """Kinds that the article does not name, but that its catch-all may reach."""

    def says(self, value: frozenset[str] | None) -> Holds:
        """No for an empty list, and for kinds that this article does not name."""
        if value is None:
            return UNKNOWN
        if not self.kinds.isdisjoint(value):
            return YES
        return NO if self.perhaps.isdisjoint(value) else UNKNOWN


@dataclass(frozen=True, slots=True)
class Abroad(_Asks):
    """The place lies abroad (国外)."""

    fact: str

    def says(self, value: str | None) -> Holds:
        """Neither the mainland nor Hong Kong, Macau or Taiwan."""
        return UNKNOWN if value is None else YES if is_abroad(value) else NO


@dataclass(frozen=True, slots=True)
class OneOf(_Asks):
    """The step is one of some kinds."""

    fact: str
    kinds: frozenset[str]

    def says(self, value: str | None) -> Holds:
        """No for every other kind."""
        return UNKNOWN if value is None else YES if value in self.kinds else NO


@dataclass(frozen=True, slots=True)
class From(_Asks):
    """The day is a given one or a later one."""

    fact: str
    day: date

    def says(self, value: date | None) -> Holds:
        """No for every day before."""
        return UNKNOWN if value is None else YES if value >= self.day else NO


@dataclass(frozen=True, slots=True)
class Silent(_Joins):
    """The text does not say; no fact can settle it."""

    point: str
    """Id of the open point."""

    def of(self, facts: Facts) -> Holds:
        """Never known."""
        return UNKNOWN


Question: TypeAlias = Said | Above | AnyOf | Abroad | OneOf | From
"""One thing asked of one fact."""
Condition: TypeAlias = Question | Silent
"""One thing asked of one fact, or of the text."""


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
    asks: Question


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
        case _:
            return ask(expression)


def elements(cited: Expression, rule: Rule | None = None) -> Iterator[Element]:
    """Each thing an expression asks of the facts, in its order, under the nearest rule that asks it."""
    match cited:
        case Both(one, other) | Either(one, other):
            yield from elements(one, rule)
            yield from elements(other, rule)
        case Cited(inner, says):
            yield from elements(says, inner)
        case Silent():
            return
        case _:
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

    def any_of(self, kinds: Collection[str], perhaps: Collection[str] = ()) -> AnyOf:
        """At least one of these kinds; `perhaps` are those that a catch-all may reach."""
        return AnyOf(self.fact, frozenset(kinds), frozenset(perhaps))


@dataclass(frozen=True, slots=True)
class _Step:
    fact: str

    def one_of(self, kinds: Collection[str]) -> OneOf:
        """One of these kinds."""
        return OneOf(self.fact, frozenset(kinds))


@dataclass(frozen=True, slots=True)
class _Day:
    fact: str

    def not_before(self, day: date) -> From:
        """That day or a later one."""
        return From(self.fact, day)


class _Actor:
    ciio = Said("actor.ciio")
    platform_operator = Said("actor.platform_operator")
    data_handler = Said("actor.data_handler")
    users_with_personal_information = _Number("actor.users_with_personal_information")


class _Procurement:
    planned = Said("procurement.planned")
    product_kinds = _Kinds("procurement.product_kinds")
    may_affect_national_security = Said("procurement.may_affect_national_security")


class _Listing:
    planned = Said("listing.planned")
    venue_is_abroad = Abroad("listing.venue")
    kind = _Step("listing.kind")
    listed_there_since = _Day("listing.listed_there_since")


class _DataProcessing:
    may_affect_national_security = Said("data_processing.may_affect_national_security")


class Words:
    """The facts as rules speak of them: each word asks, and answers nothing yet."""

    actor = _Actor
    procurement = _Procurement
    listing = _Listing
    data_processing = _DataProcessing


WORDS = Words()
