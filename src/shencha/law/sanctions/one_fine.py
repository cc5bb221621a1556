"""One act, one fine: of the provisions that reach an act, the one with the higher amount carries the fine.

Where the upper ends are equal the statute goes before the regulation, and of two statutes that of the review
duty itself (the order of `penalties.yaml`); the others are named as equal. While facts are unknown the winners
of all completions are candidates. With more than `MOST` unknown facts every provision is a candidate.

Source: Administrative Penalty Law (2021), Article 29.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from shencha.law.logic.holds import NO, YES
from shencha.law.sanctions.provisions import Fine, Names, rank_of
from shencha.law.sanctions.reach import Known, Outcome, Reached, outcome
from shencha.law.sanctions.spans import NOTHING, Span, hull
from shencha.shapes import Shape

MOST = 8


@dataclass(frozen=True, slots=True)
class OneFine(Shape):
    """The fine of one act."""

    provision: str | None
    """None: no fine, or not determined (then there are candidates)."""
    candidates: Names
    equal: Names
    """Provisions with the very same range, whose fine is not added."""
    unit: Span
    person: Span
    """For each person directly in charge."""
    responsible: Span
    """For each person directly responsible who is not in charge."""


def one_fine(known: Known, found: Sequence[Reached]) -> OneFine:
    """The provision that carries the fine, and its range."""
    able = [one for one in found if one.applies is not NO]
    ids = {one.provision.id for one in able}
    families = [family for family in known.families() if ids & {one.id for one in family}]
    unknown = tuple(dict.fromkeys(fact for family in families for fact in known.unknown(family)))
    if len(unknown) > MOST:
        spans = [span_of(tier.unit, known) for one in able for tier, _ in one.tiers]
        people = [span_of(tier.person, known) for one in able for tier, _ in one.tiers]
        others = [span_of(tier.responsible, known) for one in able for tier, _ in one.tiers]
        every = tuple(one.provision.id for one in able)
        return OneFine(None, every, (), *(hull([NOTHING, *each]) for each in (spans, people, others)))
    winners: list[Outcome | None] = []
    equal: set[frozenset[str]] = set()
    for end in known.ends:
        for values in product((False, True), repeat=len(unknown)):
            complete = known.complete(unknown, values)
            led = [outcome(family, end, known.on, complete)[0] for family in families]
            fined = [one for one in led if one and one.tier and one.tier.unit]
            best = _best(fined, known)
            winners += best or [None]
            equal.add(frozenset(_equal(fined, best[0]) if len(best) == 1 else ()))
    candidates = tuple(dict.fromkeys(one.provision.id for one in winners if one))
    certain = len(candidates) == 1 and None not in winners
    steps = [one.tier if one else None for one in winners]
    return OneFine(
        candidates[0] if certain else None,
        () if certain else candidates,
        tuple(sorted(frozenset.intersection(*equal))) if certain else (),
        hull(span_of(tier.unit if tier else None, known) for tier in steps),
        hull(span_of(tier.person if tier else None, known) for tier in steps),
        hull(span_of(tier.responsible if tier else None, known) for tier in steps),
    )


def _best(fined: Sequence[Outcome], known: Known) -> list[Outcome]:
    """The winner, or all that may be one where sums are not known."""
    return [one for one in fined if not any(_beats(other, one, fined, known) for other in fined)]


def _beats(other: Outcome, one: Outcome, fined: Sequence[Outcome], known: Known) -> bool:
    if other is one or not (other.tier and other.tier.unit and one.tier and one.tier.unit):
        return False
    a, b = other.tier.unit, one.tier.unit
    if a.base == b.base and a.base is not None and a.per_cent == b.per_cent:
        above, level = a.high > b.high, a.high == b.high
    else:
        high, rival = a.ends(known.act.sums)[1], b.ends(known.act.sums)[1]
        above = rival.at_most is not None and high.at_least > rival.at_most
        level = high.exact and rival.exact and high == rival
    return above or (level and _place(other, fined) < _place(one, fined))


def _place(one: Outcome, fined: Sequence[Outcome]) -> tuple[int, int]:
    return rank_of(one.provision.instrument), fined.index(one)


def _equal(fined: Sequence[Outcome], best: Outcome) -> list[str]:
    assert best.tier
    return [
        one.provision.id for one in fined if one is not best and one.tier and one.tier.unit == best.tier.unit
    ]


def span_of(fine: Fine | None, known: Known) -> Span:
    """The range that one step of a provision threatens for this act."""
    if fine is None:
        return NOTHING
    low, high = fine.ends(known.act.sums)
    return Span(low, high, YES if fine.optional else NO)
