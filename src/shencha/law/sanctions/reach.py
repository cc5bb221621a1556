"""Whether each provision reaches one act: three-valued, with exactly the facts that could still change it.

The unknown facts that a provision asks for are completed in every way, and so is the act's last day where it
is not known (one day for each span in which the law was the same). What all completions share is the answer;
a fact is missing if two completions that differ in it alone have different outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.sanctions.facts import Act, SanctionFacts, place_of
from shencha.law.sanctions.governing import Compared, Than, compare
from shencha.law.sanctions.provisions import Asks, Provision, Tier

Completion = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one completion of the facts leads to."""

    provision: Provision
    tier: Tier | None
    """None: its orders alone."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One provision and one act."""

    provision: Provision
    applies: Holds
    missing: tuple[str, ...]
    tiers: tuple[tuple[Tier, Holds], ...]
    """Each step that some completion reaches."""
    orders_alone: Holds
    """Does it apply without any of its steps?"""
    elements: tuple[tuple[tuple[str, bool], Holds], ...]
    """Each fact it asks for (and whether its opposite is asked), and whether what is asked holds."""
    compared: tuple[Compared, ...] = ()
    """The later provision beside it, for each pair of steps that completions reach."""
    taken_over: bool = False
    """It is the later provision, and governs because it is milder."""


@dataclass(frozen=True, slots=True)
class Known:
    """One act of the facts, as of a day, under a set of provisions."""

    facts: SanctionFacts
    at: int
    on: date
    provisions: tuple[Provision, ...]

    @property
    def act(self) -> Act:
        """The act itself."""
        return self.facts.acts[self.at]

    @property
    def ends(self) -> tuple[date, ...]:
        """The days at which it may be judged; one if its last day is known or it goes on."""
        act, on = self.act, self.on
        if act.end:
            return (min(act.end, on),)
        if act.ongoing is YES:
            return (on,)
        changes = {one.in_force_from for one in self.provisions}
        changes |= {one.in_force_to + timedelta(1) for one in self.provisions if one.in_force_to}
        start = act.start or min((min(changes) - timedelta(1), on))
        return tuple(sorted({start, *(day for day in changes if start < day <= on)}))

    @property
    def last(self) -> date:
        """The last day on which it may have ended."""
        return min(self.act.end or self.on, self.on)

    def families(self) -> Iterator[tuple[Provision, ...]]:
        """Each provision with those that took its place later, the earliest first."""
        by_id = {one.id: one for one in self.provisions}
        later = {one.successor for one in self.provisions if one.successor}
        for one in self.provisions:
            if one.id not in later:
                family = [one]
                while (follows := family[-1].successor) and follows in by_id:
                    family.append(by_id[follows])
                yield tuple(family)

    def unknown(self, family: Sequence[Provision]) -> tuple[str, ...]:
        """The facts a family asks for that are not known."""
        asked = dict.fromkeys(fact for one in family for fact in one.facts)
        return tuple(fact for fact in asked if self.facts.value(fact, self.act) is UNKNOWN)

    def complete(self, unknown: Sequence[str], values: Sequence[bool]) -> Completion:
        """The facts with these values for the unknown ones."""
        return _Completed(self.facts, self.act, dict(zip(unknown, values, strict=True)))


class _Completed(Mapping[str, bool]):
    def __init__(self, facts: SanctionFacts, act: Act, values: Mapping[str, bool]) -> None:
        self._facts, self._act, self._values = facts, act, values

    def __getitem__(self, fact: str) -> bool:
        if fact in self._values:
            return self._values[fact]
        return self._facts.value(fact, self._act) is YES

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def holds(asks: Asks, completion: Completion) -> bool:
    """Do complete facts meet what is asked?"""
    return all(any(completion[one.fact] != one.opposite for one in clause) for clause in asks)


def tier_of(provision: Provision, completion: Completion) -> Tier | None:
    """The last step whose conditions hold."""
    return next((tier for tier in reversed(provision.tiers) if holds(tier.asks, completion)), None)


def outcome(
    family: Sequence[Provision], end: date, on: date, completion: Completion
) -> tuple[Outcome | None, Compared | None]:
    """What complete facts lead to for an act that ended that day, and how the later law compares."""
    old = next((one for one in family if one.in_force(end)), None)
    if old is None or not holds(old.asks, completion):
        return None, None
    found = Outcome(old, tier_of(old, completion))
    new = next((one for one in family if one is not old and one.in_force(on)), None)
    if new is None or new.in_force_from <= end:
        return found, None
    if not holds(new.asks, completion):
        return None, None
    after = tier_of(new, completion)
    compared = compare(old, found.tier, new, after)
    return (Outcome(new, after) if compared.later_is is Than.MILDER else found), compared


def reached(known: Known) -> Iterator[Reached]:
    """Every provision that was in force at a day on which the act may be judged, or that took over."""
    for family in known.families():
        yield from _family(known, family)


def _family(known: Known, family: tuple[Provision, ...]) -> Iterator[Reached]:
    ends, unknown = known.ends, known.unknown(family)
    in_force = [one for one in family if any(one.in_force(end) for end in ends)]
    if not in_force:
        return
    outcomes: dict[tuple[date, tuple[bool, ...]], Outcome | None] = {}
    compared: dict[Compared, None] = {}
    for end in ends:
        for values in product((False, True), repeat=len(unknown)):
            found, beside = outcome(family, end, known.on, known.complete(unknown, values))
            outcomes[end, values] = found
            if beside:
                compared[beside] = None
    led = {one.provision.id for one in outcomes.values() if one}
    missing = _missing(known, ends, unknown, outcomes)
    for one in family:
        if one in in_force or one.id in led:
            own = [found if found and found.provision is one else None for found in outcomes.values()]
            yield _reached(known, one, own, missing, compared, taken_over=one not in in_force)


def _reached(
    known: Known,
    one: Provision,
    own: list[Outcome | None],
    missing: tuple[str, ...],
    compared: Mapping[Compared, None],
    *,
    taken_over: bool,
) -> Reached:
    applies = _three([found is not None for found in own])
    tiers = tuple(
        (tier, held)
        for tier in one.tiers
        if (held := _three([found is not None and found.tier is tier for found in own])) is not NO
    )
    sums = dict.fromkeys(
        f"acts.{known.at}.{fine.base}"
        for tier, _ in tiers
        for fine in (tier.unit, tier.person)
        if fine and fine.base and not all(end.exact for end in fine.ends(known.act.sums))
    )
    elements = tuple(
        (
            (literal.fact, literal.opposite),
            _turned(known.facts.value(literal.fact, known.act), literal.opposite),
        )
        for clause in one.asks
        for literal in clause
    )
    return Reached(
        one,
        applies,
        () if applies is NO else (*missing, *sums),
        tiers,
        _three([found is not None and found.tier is None for found in own]),
        elements,
        tuple(beside for beside in compared if one.id in (beside.earlier, beside.later)),
        taken_over,
    )


def _turned(value: Holds, opposite: bool) -> Holds:
    return ~value if opposite else value


def _three(found: Sequence[bool]) -> Holds:
    return YES if all(found) else UNKNOWN if any(found) else NO


def _missing(
    known: Known, ends: Sequence[date], unknown: Sequence[str], outcomes: Mapping[Any, Outcome | None]
) -> tuple[str, ...]:
    names = []
    for i, fact in enumerate(unknown):
        flips = (
            outcomes[end, values] != outcomes[end, (*values[:i], True, *values[i + 1 :])]
            for end, values in outcomes
            if not values[i]
        )
        if any(flips):
            names.append(place_of(fact, known.at))
    ways = {values for _, values in outcomes}
    if any(len({outcomes[end, values] for end in ends}) > 1 for values in ways):
        names.append(f"acts.{known.at}.until")
    return tuple(dict.fromkeys(names))
