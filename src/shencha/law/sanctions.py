"""What can follow a breach of the review regime: provisions, ranges, the law that governs, limitation, steps.

The law answers as of a day: an act is judged by the provisions in force at its end (a continuing act too), the
day asked of being the day of decision; the later law governs only if it is milder. One act bears one fine.
Leniency and aggravation are reasons on the range and never change its numbers.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 29, 32, 33, 36, 37.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.law.liability import Known
from shencha.law.money import yuan
from shencha.law.penalty_steps import Step, hearing, late_payment, steps
from shencha.law.provisions import Cited, Provision, cited, instrument_from, provisions
from shencha.law.sanction_facts import SanctionFacts
from shencha.law.sanctioned_act import ActAnswer
from shencha.law.spans import NOTHING, Span
from shencha.law.workdays import Workdays, published


@dataclass(frozen=True)
class Sanctions:
    """The answer of `shencha sanctions`."""

    on: date
    facts: SanctionFacts
    acts: tuple[ActAnswer, ...]
    calendar: Workdays

    @cached_property
    def unit(self) -> Span:
        """The range for the unit over all acts: several acts are weighed one by one and added."""
        return _sum([act.fine.unit for act in self.acts])

    @cached_property
    def person(self) -> Span:
        """The range for each person with a part in all acts."""
        return _sum([act.fine.person for act in self.acts])

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The procedure."""
        return steps(self.facts, self.on, self.calendar)

    @property
    def hearing(self) -> tuple[Holds, Cited] | None:
        """May the party ask for a hearing?"""
        measures = frozenset(m for act in self.acts for m in act.measures)
        return hearing(measures, self.unit.high.at_most != 0)

    @property
    def missing(self) -> tuple[str, ...]:
        """Every missing fact of every act."""
        return tuple(dict.fromkeys(name for act in self.acts for name in act.missing))

    @property
    def may_go_below(self) -> bool:
        """Can the fine lie below the range, since the law lets it be reduced or left out?"""
        return any(
            c.holds is not NO and c.effect != "heavier" for act in self.acts for c in act.circumstances
        )

    @cached_property
    def decided(self) -> tuple[tuple[str, int, Holds], ...]:
        """Each fine of a decision (who, fen, whether it lies in the range)."""
        decided = self.facts.decided
        if decided is None:
            return ()
        each = [("unit", decided.unit, self.unit)] if decided.unit else []
        each += [(f"persons.{at}", fine, self.person) for at, fine in enumerate(decided.persons)]
        return tuple((who, fine.at_least, self.within(span, fine.at_least)) for who, fine, span in each)

    def within(self, span: Span, fen: int) -> Holds:
        """Does a fine lie in a range? Below it only where the law lets it be reduced."""
        held = span.holds(fen)
        if held is NO and fen < span.low.at_least and self.may_go_below:
            return UNKNOWN
        return held

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        heard = self.hearing
        return {
            "on": self.on.isoformat(),
            "case": self.facts.case,
            "acts": [act.as_dict() for act in self.acts],
            "total": {
                "unit": self.unit.as_dict(),
                "person": self.person.as_dict(),
                "reasons": [cited("several_acts").as_dict()] if len(self.acts) > 1 else [],
            },
            "persons": [
                {
                    "name": person.name,
                    "role": person.role,
                    "fine": self.person.as_dict() if person.role != "other" else NOTHING.as_dict(),
                }
                for person in self.facts.persons
            ],
            "notes": [note.as_dict() for note in self.notes],
            "procedure": [step.as_dict() for step in self.steps],
            "hearing": heard[1].as_dict(holds=heard[0].word) if heard and self.steps else None,
            "late_payment": late_payment().as_dict() if self.steps else None,
            "decided": [
                {"who": who, "fine": yuan(fen), "within": held.word} for who, fen, held in self.decided
            ],
            "missing": list(self.missing),
        }

    @property
    def notes(self) -> tuple[Cited, ...]:
        """What holds for the whole answer: the ladder of discretion, and what a supplier faces."""
        ladder = cited("ladder")
        out = [ladder] if self.on >= instrument_from(ladder.instrument) else []
        if self.facts.actor.get("supplier") is YES:
            out.append(cited("supplier"))
        return tuple(out)


def sanctions(
    facts: SanctionFacts,
    on: date,
    *,
    law: tuple[Provision, ...] | None = None,
    calendar: Workdays | None = None,
) -> Sanctions:
    """What can follow, as of that day.

    Args:
        on: the day of decision; no fact may lie after it.
        law: the provisions to ask; default: those of this package.
    """
    asked = provisions() if law is None else law
    acts = tuple(ActAnswer(Known(facts, at, on, asked)) for at in range(len(facts.acts)))
    return Sanctions(on, facts, acts, calendar or published())


def _sum(spans: list[Span]) -> Span:
    total = spans[0]
    for span in spans[1:]:
        total = total.plus(span)
    return total
