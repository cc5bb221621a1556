"""What would change the answer: the smallest sets of changed facts that give another outcome.

A change turns one answer of a question over, or learns one that is not known yet; what else is unknown stays
so. Only changes to an outcome that is certain count. All smallest sets are given, none that contains
another. An answer that is still undetermined has none: `missing` says what it turns on. A sentence says how far the
facts lie from another answer and that the office may open a review all the same; it is no advice to arrange them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations, product
from typing import Annotated, Any

from shencha.law.logic.cells import OUTCOMES, Outcome, Table
from shencha.law.logic.facts import FACT, Facts, reader
from shencha.law.logic.holds import NO, YES, Holds
from shencha.law.logic.rules import Above, Abroad, AnyOf, From, OneOf, Question
from shencha.law.measures.kinds import LISTING_KINDS
from shencha.law.screening.sentences import article_name, number, said
from shencha.shapes import Key, More, Shape
from shencha.text import Text
from shencha.text.days import said_day

_CERTAIN = 3  # codes below are outcomes of complete facts
_TARGETS = {0: (2,), 1: (0, 2), 2: (0,)}
_HOLDS = {0: NO, 2: YES}


@dataclass(frozen=True, slots=True)
class Change(Shape):
    """One fact that would be otherwise."""

    TOLD = "fact now then margin"

    fact: Annotated[str, More(enum=list(FACT))]
    now: Annotated[Any, Key("from")]
    then: Annotated[Any, Key("to")]
    margin: int | None
    """For a number: how many more, or fewer if negative, counted from the nearest end of its range."""
    text: Text


@dataclass(frozen=True, slots=True)
class Flip(Shape):
    """Changes that together give another outcome."""

    outcome: Annotated[Outcome, More(enum=["must_file", "subject_to_review", "need_not_file"])]
    changes: Annotated[tuple[Change, ...], More(minItems=1)]
    text: Text


def nearest(table: Table, digits: tuple[int, ...], facts: Facts) -> tuple[Flip, ...]:
    """The smallest sets of changes that give another certain outcome; none for an undetermined answer."""
    return tuple(
        _flip(table, outcome, tuple(_change(table.asks[axis], _HOLDS[to], facts) for axis, to in turned))
        for outcome, turned in _smallest(table, digits)
    )


@lru_cache(maxsize=4096)
def _smallest(
    table: Table, digits: tuple[int, ...]
) -> tuple[tuple[Outcome, tuple[tuple[int, int], ...]], ...]:
    now = int(table.outcome[table.place(digits)])
    if now >= _CERTAIN:
        return ()
    for size in range(1, len(digits) + 1):
        found = [
            (OUTCOMES[then], turned)
            for turned in _turned(digits, size)
            if (then := int(table.outcome[table.place(_moved(digits, turned))])) < _CERTAIN and then != now
        ]
        if found:
            return tuple(found)
    return ()


def _turned(digits: tuple[int, ...], size: int) -> Iterator[tuple[tuple[int, int], ...]]:
    for axes in combinations(range(len(digits)), size):
        for targets in product(*(_TARGETS[digits[axis]] for axis in axes)):
            yield tuple(zip(axes, targets, strict=True))


def _moved(digits: tuple[int, ...], turned: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    moved = list(digits)
    for axis, to in turned:
        moved[axis] = to
    return tuple(moved)


def _change(asks: Question, to: Holds, facts: Facts) -> Change:
    now = facts.written(asks.fact)
    words = said("flips", asks.fact, to.word)
    match asks:
        case Above(fact, figure):
            held, line = reader(fact)(facts), figure.value
            then = {"at_least": line + 1} if to is YES else {"at_most": line}
            holds = asks.of(facts)
            if holds is NO and held.at_most is not None:
                margin = line + 1 - held.at_most
                return Change(fact, now, then, margin, _by("more", fact, margin, line))
            if holds is YES:
                margin = held.at_least - line
                return Change(fact, now, then, -margin, _by("fewer", fact, margin, line))
            return Change(fact, now, then, None, words.fill(figure=number(line)))
        case OneOf(fact, kinds):
            return Change(
                fact, now, next(k for k in LISTING_KINDS if (k in kinds) is (to is YES)), None, words
            )
        case From(fact, day):
            then_on = day if to is YES else day - timedelta(days=1)
            return Change(fact, now, then_on.isoformat(), None, words.fill(since=said_day(day)))
        case AnyOf(fact, kinds):
            return Change(fact, now, sorted(kinds) if to is YES else [], None, words)
        case Abroad(fact):
            return Change(fact, now, "abroad" if to is YES else "not_abroad", None, words)
        case _:
            return Change(asks.fact, now, to.word, None, words)


def _by(way: str, fact: str, margin: int, line: int) -> Text:
    return said("flips", fact, way).fill(margin=number(margin), figure=number(line))


def _flip(table: Table, outcome: Outcome, changes: tuple[Change, ...]) -> Flip:
    joint = said("flips", "and")
    text = said("flips", "sentence").fill(
        changes=Text(
            joint.zh.join(change.text.zh for change in changes),
            joint.en.join(change.text.en for change in changes),
        ),
        result=said("flips", outcome).fill(article=article_name(table.regime.ex_officio)),
    )
    return Flip(outcome, changes, text)
