"""What can follow a breach of the review regime: provisions, ranges, the law that governs, limitation, steps.

The law answers as of a day: an act is judged by the provisions in force at its end (a continuing act too), the
day asked of being the day of decision; the later law governs only if it is milder. One act bears one fine.
Leniency and aggravation are reasons on the range and never change its numbers.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 29, 32, 33, 36, 37.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated

from shencha.law.calendar.workdays import Workdays, published
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.instruments import MEASURES_2022, in_force
from shencha.law.sanctions.act import ActAnswer
from shencha.law.sanctions.facts import ROLES, SanctionFacts
from shencha.law.sanctions.money import yuan
from shencha.law.sanctions.provisions import (
    Cited,
    Names,
    Provision,
    cited,
    may_be_named,
    of_its_day,
    provisions,
)
from shencha.law.sanctions.reach import Known
from shencha.law.sanctions.spans import NOTHING, Span, hull
from shencha.law.sanctions.steps import Hearing, Step, hearing, late_payment, steps
from shencha.shapes import Key, More, Shape
from shencha.text import Text

_OUTSIDE = Text("{fine} 元不在法定幅度之内", "{fine} yuan is outside the range")
_FORBIDDEN = Text(
    "{fine} 元：依法不得处罚。{why}（{place}）",
    "{fine} yuan: a penalty is forbidden. {why} ({place})",
)


@dataclass(frozen=True, slots=True)
class Decision(Shape):
    """One fine of a decision that was made."""

    TOLD = "who yuan within reasons"

    who: str
    """`unit`, or `persons.0` and so on."""
    fine: int
    """In fen."""
    within: Holds
    """Does it lie in the range?"""
    reasons: tuple[Cited, ...]
    """What forbids it, or could; or what lets it lie below the range."""

    @property
    def yuan(self) -> Annotated[float, Key("fine")]:
        """In yuan."""
        return yuan(self.fine)


@dataclass(frozen=True, slots=True)
class Total(Shape):
    """The ranges over all acts."""

    unit: Span
    person: Span
    responsible: Span
    reasons: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class PersonFined(Shape):
    """One person of the facts and the range by the part it had."""

    name: str
    role: Annotated[str, More(enum=list(ROLES))]
    fine: Span


@dataclass(frozen=True)
class Sanctions(Shape):
    """The answer of `shencha sanctions`."""

    TOLD = "on day case acts total persons notes steps hearing_told late_payment decided missing"

    on: date
    """The day asked of: clocks are read on it."""
    day: Annotated[date, Key("day_of_decision")]
    """The day of decision: that of the decision that was made, otherwise the day asked of."""
    facts: SanctionFacts
    acts: Annotated[tuple[ActAnswer, ...], More(minItems=1)]
    calendar: Workdays

    @cached_property
    def unit(self) -> Span:
        """The range for the unit over all acts: several acts are weighed one by one and added."""
        return _sum([act.fine.unit for act in self.acts])

    @cached_property
    def person(self) -> Span:
        """The range for a person directly in charge of all acts."""
        return _sum([act.fine.person for act in self.acts])

    @cached_property
    def responsible(self) -> Span:
        """The range for a person directly responsible for all acts who is not in charge."""
        return _sum([act.fine.responsible for act in self.acts])

    @cached_property
    def steps(self) -> Annotated[tuple[Step, ...], Key("procedure")]:
        """The procedure; none where the law that set its steps is not on record (decided before 2021-07-15)."""
        on_record = may_be_named(cited("time"), self.day)
        found = steps(self.facts, self.on, self.calendar) if on_record else ()
        return found if self.hearing else tuple(replace(one, warning=None) for one in found)

    @property
    def hearing(self) -> Hearing | None:
        """May the party ask for a hearing?"""
        measures = frozenset(m for act in self.acts for m in act.measures)
        return hearing(measures, self.unit.possible)

    @property
    def missing(self) -> Names:
        """Every missing fact of every act."""
        return tuple(dict.fromkeys(name for act in self.acts for name in act.missing))

    @property
    def no_penalty(self) -> Holds:
        """Is a penalty forbidden for every act? `UNKNOWN` where it may be for one."""
        found = {act.no_penalty.holds for act in self.acts}
        return found.pop() if len(found) == 1 else UNKNOWN if UNKNOWN in found else NO

    @cached_property
    def decided(self) -> tuple[Decision, ...]:
        """Each fine of a decision, held against the range."""
        decided = self.facts.decided
        if decided is None:
            return ()
        each = [("unit", decided.unit, self.unit)] if decided.unit else []
        for at, fine in enumerate(decided.persons):
            if fine is not None:
                each.append((f"persons.{at}", fine, self._fined(at)))
        return tuple(self._decision(who, fine.at_least, span) for who, fine, span in each)

    def _fined(self, at: int) -> Span:
        """The range of the person in that place: by the part it had, either where that is not told."""
        persons = self.facts.persons
        if at >= len(persons):
            return self.person if self.person == self.responsible else hull([self.person, self.responsible])
        return {"in_charge": self.person, "responsible": self.responsible}.get(persons[at].role, NOTHING)

    def within(self, span: Span, fen: int) -> Holds:
        """Does a fine lie in a range? Below it, or below one of those added up, only where it can be reduced."""
        held = span.holds(fen)
        if held is YES and UNKNOWN in {act.no_penalty.holds for act in self.acts}:
            return UNKNOWN
        top = span.high.at_most
        if held is NO and self._lenient and (top is None or fen <= top):
            return UNKNOWN
        return held

    def against(self, span: Span, fen: int) -> tuple[Cited, ...]:
        """What speaks against a fine, or could: what forbids a penalty, or lets it lie below its range."""
        held = self.within(span, fen)
        if held is YES:
            return ()
        told = [c for act in self.acts if act.no_penalty.holds is held for c in act.no_penalty.reasons]
        if held is NO:
            told = [c for act in self.acts if act.no_penalty.holds is YES for c in act.no_penalty.reasons]
        elif span.holds(fen) is NO:
            told += self._lenient
        return tuple(dict.fromkeys(told))

    def refusal(self, fen: int) -> tuple[Text, Text]:
        """Why a fine for the unit that is outside its range cannot be proposed, and what would be right."""
        fine, against = f"{yuan(fen):,}", self.against(self.unit, fen)
        if self.no_penalty is YES and against:
            why = against[0]
            wrong = _FORBIDDEN.fill(fine=fine, why=why.text, place=why.place)
            return wrong, Text("请不写罚款，或者改正事实", "propose no fine, or correct the facts")
        return _OUTSIDE.fill(fine=fine), Text("请改正数额或者事实", "correct the sum or the facts")

    @property
    def _lenient(self) -> tuple[Cited, ...]:
        """What lets the fine lie below the range, or may."""
        return tuple(c for act in self.acts if act.no_penalty.holds is not YES for c in act.lenient)

    def _decision(self, who: str, fen: int, span: Span) -> Decision:
        return Decision(who, fen, self.within(span, fen), self.against(span, fen))

    @property
    def case(self) -> str | None:
        """What the facts call the case."""
        return self.facts.case

    @property
    def total(self) -> Total:
        """The ranges over all acts."""
        added = (of_its_day(cited("several_acts"), self.day),) if len(self.acts) > 1 else ()
        return Total(self.unit, self.person, self.responsible, added)

    @property
    def persons(self) -> tuple[PersonFined, ...]:
        """Each person of the facts."""
        return tuple(
            PersonFined(person.name, person.role, self._fined(at))
            for at, person in enumerate(self.facts.persons)
        )

    @property
    def hearing_told(self) -> Annotated[Hearing | None, Key("hearing")]:
        """The same, once a procedure is on record."""
        return self.hearing if self.steps else None

    @property
    def late_payment(self) -> Cited | None:
        """What a fine not paid in time costs, once a procedure is on record."""
        return late_payment() if self.steps else None

    @property
    def notes(self) -> tuple[Cited, ...]:
        """What holds for the whole answer: what is not on record, the ladder of discretion, what a supplier faces."""
        time, ladder = cited("time"), cited("ladder")
        out = [] if may_be_named(time, self.day) else [of_its_day(time, self.day)]
        out += [told for act in self.acts for told in act.not_on_record]
        if may_be_named(ladder, self.day):
            out.append(ladder)
        if self.hearing and self.facts.steps and may_be_named(time, self.day):
            out += [cited(rule) for rule in ("collective", "vetting", "decision_holds")]
        if self.facts.actor.get("supplier") is YES and (measures := in_force(self.day)):
            out.append(cited("supplier" if measures.id == MEASURES_2022 else "supplier_2020"))
        return tuple(dict.fromkeys(out))


def sanctions(
    facts: SanctionFacts,
    on: date,
    *,
    law: tuple[Provision, ...] | None = None,
    calendar: Workdays | None = None,
) -> Sanctions:
    """What can follow, as of that day.

    Args:
        on: the day asked of, which is the day of decision unless one was made before; no fact may lie after it.
        law: the provisions to ask; default: those of this package.
    """
    asked = provisions() if law is None else law
    day = facts.steps.get("decided_on", on)
    acts = tuple(ActAnswer(Known(facts, at, day, asked)) for at in range(len(facts.acts)))
    return Sanctions(on, day, facts, acts, calendar or published())


def _sum(spans: list[Span]) -> Span:
    total = spans[0]
    for span in spans[1:]:
        total = total.plus(span)
    return total
