"""All that can follow one act: which provisions reach it, the law that governs, the one fine, the limitation.

The act is judged by the provisions in force at its end (a continuing act too), the later law only if it is milder.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 29, 36, 37.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.instruments import MEASURES_2020, MEASURES_2022, in_force_from
from shencha.law.sanctions.circumstances import Circumstance, NoPenalty, circumstances, no_penalty
from shencha.law.sanctions.governing import Compared
from shencha.law.sanctions.money import Written
from shencha.law.sanctions.one_fine import OneFine, one_fine
from shencha.law.sanctions.provisions import (
    Cited,
    Names,
    bridge_on,
    cited,
    instrument_from,
    may_be_named,
    of_its_day,
)
from shencha.law.sanctions.reach import Known, Reached, reached
from shencha.law.sanctions.spans import NOTHING, Span
from shencha.law.sanctions.steps import Limitation, limitation
from shencha.law.sanctions.told import ProvisionTold, provision_told
from shencha.shapes import SPREAD, Key, More, Shape

_PROCESSING_FROM = instrument_from("ndr_2025")
"""Since that day an article punishes processing without the review."""


@dataclass(frozen=True, slots=True)
class Governing(Shape):
    """By which law an act is judged."""

    reasons: tuple[Cited, ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Fined(Shape):
    """The one fine of an act, and why there is one."""

    fine: Annotated[OneFine, SPREAD]
    reasons: tuple[Cited, ...]


@dataclass(frozen=True)
class ActAnswer(Shape):
    """All that can follow one act."""

    TOLD = (
        "id start end ongoing times judged_on provisions governing fined gain limitation circumstances no_penalty gaps "
        "missing"
    )

    known: Known

    @cached_property
    def found(self) -> tuple[Reached, ...]:
        """Every provision in force at the time, and whether it reaches the act."""
        return tuple(reached(self.known))

    @cached_property
    def fine(self) -> OneFine:
        """The one fine; none where a penalty is forbidden."""
        match self.no_penalty.holds:
            case Holds.YES:
                return OneFine(None, (), (), NOTHING, NOTHING, NOTHING)
            case Holds.UNKNOWN:
                found = one_fine(self.known, self.found)
                unit, person, other = map(_open, (found.unit, found.person, found.responsible))
                return replace(found, unit=unit, person=person, responsible=other)
            case _:
                return one_fine(self.known, self.found)

    @cached_property
    def no_penalty(self) -> NoPenalty:
        """Is a penalty forbidden?"""
        return no_penalty(self.limitation, self.circumstances)

    @cached_property
    def limitation(self) -> Limitation | None:
        """Until when the act can be punished; None where no provision reaches it."""
        if all(one.applies is NO for one in self.found):
            return None
        return limitation(self.known.facts, self.known.at, self.known.on)

    @cached_property
    def circumstances(self) -> tuple[Circumstance, ...]:
        """What weighs on the range, or may, by the rules in force on the day of decision."""
        return tuple(
            one for one in circumstances(self.known) if of_its_day(one.cited, self.known.on) is one.cited
        )

    @property
    def measures(self) -> frozenset[str]:
        """Every other measure that some provision may carry; none where a penalty is forbidden."""
        if self.no_penalty.holds is YES:
            return frozenset()
        return frozenset(m for one in self.found for tier, _ in one.tiers for m in tier.measures)

    @property
    def missing(self) -> Names:
        """The facts that could still change which provisions reach the act, by which step, or the fine's ends."""
        return tuple(dict.fromkeys(name for one in self.found for name in one.missing))

    @property
    def continuing(self) -> bool:
        """Did a provision that reaches the act come into force while it went on?"""
        start = self.known.act.start
        return start is not None and any(
            start < one.provision.in_force_from <= end
            for one in self.found
            if one.applies is not NO
            for end in self.known.ends
        )

    @property
    def not_on_record(self) -> tuple[Cited, ...]:
        """What would weigh on the range, or may, by rules of which the text of that day is not on record."""
        told = [one.cited for one in circumstances(self.known) if not may_be_named(one.cited, self.known.on)]
        return tuple(dict.fromkeys(of_its_day(one, self.known.on) for one in told))

    @property
    def lenient(self) -> tuple[Cited, ...]:
        """What lets a fine lie below its range, or may."""
        told = [one.cited for one in circumstances(self.known) if one.effect != "heavier"]
        return tuple(dict.fromkeys(of_its_day(one, self.known.on) for one in told))

    @property
    def gaps(self) -> tuple[Cited, ...]:
        """What is said of conduct that breaks the Measures and that no article in force for the act punishes."""
        end, day, found = self.known.last, self.known.on, self.known.act.found
        listing = found("lists_abroad_without_filing") is not NO
        processing = found("processes_without_review") is not NO and self.known.ends[0] < _PROCESSING_FROM
        if not (listing or processing) or day < in_force_from(MEASURES_2020):
            return ()
        if end < in_force_from(MEASURES_2022):
            told = [("listing_not_yet", listing), ("processing_not_yet", processing)]
            return tuple(cited(rule) for rule, asked in told if asked)
        told = [("listing_gap", listing), ("listing_since", listing), ("processing_gap", processing)]
        gaps = [cited(rule) for rule, asked in told if asked]
        bridge = bridge_on(end)
        return (*(one for one in gaps if may_be_named(one, day)), *([bridge] if bridge else []))

    @property
    def id(self) -> str:
        """What the act is called."""
        return self.known.act.id

    @property
    def start(self) -> Annotated[date | None, Key("from")]:
        """Its first day."""
        return self.known.act.start

    @property
    def end(self) -> Annotated[date | None, Key("until")]:
        """Its last day."""
        return self.known.act.end

    @property
    def ongoing(self) -> Holds:
        """Does it go on?"""
        return self.known.act.ongoing

    @property
    def times(self) -> int | None:
        """How often it was done."""
        return self.known.act.times

    @property
    def judged_on(self) -> Annotated[tuple[date, ...], More(minItems=1)]:
        """The days by whose law it may be judged."""
        return self.known.ends

    @property
    def provisions(self) -> tuple[ProvisionTold, ...]:
        """Every provision that was asked, and what it threatens."""
        return tuple(provision_told(one, self.known) for one in self.found)

    @property
    def governing(self) -> Governing:
        """By which law the act is judged, and how a later one compares."""
        rules = ("time", *(["continuing"] if self.continuing else []))
        choice = dict.fromkeys(of_its_day(cited(rule), self.known.on) for rule in rules)
        return Governing(tuple(choice), tuple(dict.fromkeys(c for f in self.found for c in f.compared)))

    @property
    def fined(self) -> Annotated[Fined, Key("fine")]:
        """The one fine with the rule that there is one."""
        return Fined(self.fine, (of_its_day(cited("one_fine"), self.known.on),))

    @property
    def gain(self) -> Written:
        """What was gained unlawfully."""
        return self.known.act.sums["gain"].written


def _open(span: Span) -> Span:
    """The range while it is open whether there is a penalty at all."""
    return replace(span, may=UNKNOWN if span.may is NO else span.may)
