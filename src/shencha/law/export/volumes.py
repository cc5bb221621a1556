"""What volumes need, where of some flows it is not known whether they count, or in which of the two volumes.

A flow counts or it does not, and its information is sensitive or it is not: its persons go whole into one volume, the
other, or none. The largest such flows are tried in every way, so the answer is exact while those ways are no more than
`MOST`; of the rest each person may be anywhere, which can only widen it.
Source: Provisions of 2024-03-22 on cross-border data flows, Articles 5, 7, 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product
from math import prod

from shencha.law.export.rules import bound, needs
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import NO, YES, Holds

ENDLESS = 10**12
"""More persons than a file may hold; a million such sums still fit 64 bits."""
MOST = 1024
"""Ways in which flows are tried together."""
NONE = Count(0, 0)


class Kind(Enum):
    """Where the persons of a flow are counted."""

    NOWHERE = 0
    PLAIN = 1
    SENSITIVE = 2


@dataclass(frozen=True, slots=True)
class Open:
    """A flow of which it is not known where its persons are counted."""

    persons: Count
    kinds: tuple[Kind, ...]

    @classmethod
    def of(cls, persons: Count, counts: Holds, sensitive: Holds) -> Open:
        """From what is known: does it count, and is it sensitive?"""
        found = {
            Kind.NOWHERE: counts is not YES,
            Kind.PLAIN: counts is not NO and sensitive is not YES,
            Kind.SENSITIVE: counts is not NO and sensitive is not NO,
        }
        return cls(ended(persons), tuple(kind for kind, can in found.items() if can))


@dataclass(frozen=True, slots=True)
class Box:
    """Both volumes for one way of taking the flows that are tried; each has an upper end (`ended`)."""

    persons: Count
    """Whose information, none of it sensitive."""
    sensitive: Count

    def without(self, persons: Count, sensitive: Count) -> Box:
        """The same without what one flow adds."""
        return Box(minus(self.persons, persons), minus(self.sensitive, sensitive))

    def without_kind(self, persons: Count, kind: Kind) -> Box:
        """The same without a flow that is counted there."""
        plain, other = kind is Kind.PLAIN, kind is Kind.SENSITIVE
        return self.without(persons if plain else NONE, persons if other else NONE)


def tried(open_: Sequence[Open]) -> list[int]:
    """Places of the flows that are tried, the largest first."""
    order = sorted(
        range(len(open_)),
        key=lambda at: (_top(open_[at].persons), open_[at].persons.at_least, len(open_[at].kinds), -at),
        reverse=True,
    )
    fits = [n for n in range(len(order) + 1) if prod(len(open_[at].kinds) for at in order[:n]) <= MOST]
    return order[: fits[-1]]


def boxes(base: Box, whole: Sequence[Open]) -> Iterator[tuple[tuple[Kind, ...], Box]]:
    """Every way of taking the flows that are tried: where each is counted, and both volumes.

    Args:
        base: the volumes without them.
    """
    for ways in product(*(one.kinds for one in whole)):
        plain = [one.persons for one, kind in zip(whole, ways, strict=True) if kind is Kind.PLAIN]
        other = [one.persons for one, kind in zip(whole, ways, strict=True) if kind is Kind.SENSITIVE]
        yield ways, Box(plus(base.persons, *plain), plus(base.sensitive, *other))


def needs_of(base: Box, whole: Sequence[Open], together: Count) -> frozenset[str]:
    """What the volumes may need: one word when it is certain.

    Args:
        together: whose information of either kind, over all other flows.
    """
    found: set[str] = set()
    for ways, box in boxes(base, whole):
        counted = [one.persons for one, kind in zip(whole, ways, strict=True) if kind is not Kind.NOWHERE]
        found |= needs(box.persons, box.sensitive, plus(together, *counted))
    return frozenset(found)


def persons_decide(rest: Box, low: int, high: int | None, *, sensitive: bool) -> bool:
    """May it change what is needed whether one flow adds `low` or `high` persons to the rest?"""
    mine, other = ("sensitive", "persons") if sensitive else ("persons", "sensitive")
    volume, beside = (rest.sensitive, rest.persons) if sensitive else (rest.persons, rest.sensitive)
    for need in ("contract", "assessment"):
        if beside.at_least < bound(f"{need}_{other}"):
            line = bound(f"{need}_{mine}")
            least = 0 if high is None else line - high
            if _meet(volume, least, line - 1 - low):
                return True
    return False


def kind_decides(rest: Box, flow: Count) -> bool:
    """May it change what is needed whether the persons of one flow are in the one volume or in the other?"""
    many, few = bound("assessment_persons"), bound("assessment_sensitive")
    least, most = rest.persons.at_least, rest.sensitive.at_least
    if most < bound("contract_sensitive") and _meet(flow, 1, bound("contract_persons") - 1 - least):
        return True
    if least >= many or most >= few:
        return False
    fullest = Box(_cut(rest.persons, many - 1), _cut(rest.sensitive, few - 1))
    return _meet(flow, few - _top(fullest.sensitive), many - 1 - least) or _meet(
        flow, many - _top(fullest.persons), few - 1 - most
    )


def ended(count: Count) -> Count:
    """The same with an upper end beyond any real number where it has none, so that sums can be taken apart again."""
    return Count(count.at_least, _top(count))


def plus(*counts: Count) -> Count:
    """Counts added."""
    return Count(sum(one.at_least for one in counts), sum(_top(one) for one in counts))


def minus(of: Count, part: Count) -> Count:
    """A sum without one of the counts that it adds."""
    return Count(of.at_least - part.at_least, _top(of) - _top(part))


def _meet(count: Count, low: int, high: int) -> bool:
    """Does a count have a value from `low` to `high`?"""
    return max(low, count.at_least) <= min(high, _top(count))


def _top(count: Count) -> int:
    return ENDLESS if count.at_most is None else count.at_most


def _cut(count: Count, top: int) -> Count:
    return Count(count.at_least, min(top, _top(count)))
