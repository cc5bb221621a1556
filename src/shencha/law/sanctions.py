"""What can follow a breach of the review regime: provisions, ranges, the law that governs, limitation, steps.

The law answers as of a day: an act is judged by the provisions in force at its end (a continuing act too), the
day asked of being the day of decision; the later law governs only if it is milder. One act bears one fine.
Leniency and aggravation are reasons on the range and never change its numbers.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 29, 32, 33, 36, 37.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from shencha.law.data import facts_of
from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.law.liability import Known, Reached, holds, reached
from shencha.law.money import Sum, yuan
from shencha.law.one_fine import NOTHING, OneFine, Span, one_fine
from shencha.law.penalty_steps import Limitation, Step, hearing, late_payment, limitation, steps
from shencha.law.provisions import (
    Cited,
    Provision,
    asks_of,
    bridge_on,
    cited,
    cited_of,
    instrument_from,
    label,
    provisions,
)
from shencha.law.sanction_facts import ACT, ACTOR, SanctionFacts, place_of
from shencha.law.workdays import Workdays, published
from shencha.text import Text

LISTING_FILED_FROM = date(2022, 2, 15)
"""Since that day Article 7 of the Measures asks for the filing of a listing abroad."""
_SAYS = {
    YES: Text("案卷记明：{what}。", "The record says: {what}."),
    NO: Text("案卷记明并非如此：{what}。", "The record says that it is not so: {what}."),
    UNKNOWN: Text("案卷没有说明：{what}。", "The record does not say: {what}."),
}


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One circumstance that weighs on the range."""

    id: str
    effect: str
    """`none_must`, `none_may`, `lighter_or_reduced` or `heavier`."""
    holds: Holds
    missing: tuple[str, ...]
    cited: Cited

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return self.cited.as_dict(
            circumstance=self.id, effect=self.effect, holds=self.holds.word, missing=list(self.missing)
        )


@dataclass(frozen=True)
class ActAnswer:
    """All that can follow one act."""

    known: Known

    @cached_property
    def found(self) -> tuple[Reached, ...]:
        """Every provision in force at the time, and whether it reaches the act."""
        return tuple(reached(self.known))

    @cached_property
    def fine(self) -> OneFine:
        """The one fine."""
        return one_fine(self.known, self.found)

    @cached_property
    def limitation(self) -> Limitation | None:
        """Until when the act can be punished; None where no provision reaches it."""
        if all(one.applies is NO for one in self.found):
            return None
        return limitation(self.known.facts, self.known.at, self.known.on)

    @cached_property
    def circumstances(self) -> tuple[Circumstance, ...]:
        """What weighs on the range, or may."""
        return tuple(_circumstances(self.known))

    @property
    def measures(self) -> frozenset[str]:
        """Every other measure that some provision may carry."""
        return frozenset(m for one in self.found for tier, _ in one.tiers for m in tier.measures)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still change which provisions reach the act, by which step, or the fine's ends."""
        return tuple(dict.fromkeys(name for one in self.found for name in one.missing))

    @property
    def continuing(self) -> bool:
        """Did the law change while the act went on?"""
        start = self.known.act.start
        return start is not None and any(
            start < one.provision.in_force_from <= end for one in self.found for end in self.known.ends
        )

    @property
    def gap(self) -> Cited | None:
        """What is said of a listing abroad without the filing, for which no article threatens a sanction."""
        if self.known.act.found("lists_abroad_without_filing") is NO:
            return None
        return cited("listing_gap" if self.known.ends[-1] >= LISTING_FILED_FROM else "listing_not_yet")

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        act, fine = self.known.act, self.fine
        choice = [cited("time"), *([cited("continuing")] if self.continuing else [])]
        return {
            "id": act.id,
            "from": act.start and act.start.isoformat(),
            "until": act.end and act.end.isoformat(),
            "ongoing": act.ongoing.word,
            "times": act.times,
            "judged_on": [end.isoformat() for end in self.known.ends],
            "provisions": [self.provision(one) for one in self.found],
            "governing": {
                "reasons": [one.as_dict() for one in choice],
                "compared": [
                    one.as_dict() for one in dict.fromkeys(c for f in self.found for c in f.compared)
                ],
            },
            "fine": {
                "provision": fine.provision,
                "candidates": list(fine.candidates),
                "equal": list(fine.equal),
                "unit": fine.unit.as_dict(),
                "person": fine.person.as_dict(),
                "reasons": [cited("one_fine").as_dict()],
            },
            "gain": act.sums["gain"].written,
            "limitation": self.limitation.as_dict() if self.limitation else None,
            "circumstances": [one.as_dict() for one in self.circumstances],
            "gap": self.gap.as_dict() if self.gap else None,
            "missing": list(self.missing),
        }

    def provision(self, one: Reached) -> dict[str, Any]:
        """One provision, JSON-ready."""
        law = one.provision
        return {
            "provision": law.id,
            "instrument": law.instrument,
            "article": law.article,
            "duty": law.duty,
            "applies": one.applies.word,
            "taken_over": one.taken_over,
            "missing": list(one.missing),
            "reasons": list(self._reasons(one)),
            "orders": None if law.orders is None else [named("orders", order) for order in law.orders],
            "orders_alone": one.orders_alone.word,
            "tiers": [
                {
                    "tier": tier.id,
                    "holds": held.word,
                    "text": tier.name.as_dict(),
                    "unit": _fine(tier.unit, self.known),
                    "person": _fine(tier.person, self.known),
                    "measures": [named("measures", measure) for measure in tier.measures],
                }
                for tier, held in one.tiers
            ],
            "note": law.note.as_dict() if law.note else None,
            "confidence": law.confidence.value,
        }

    def _reasons(self, one: Reached) -> Iterator[dict[str, Any]]:
        law, at = one.provision, self.known.at
        for (fact, opposite), held in one.elements:
            value = ~held if opposite else held
            text = _SAYS[value].fill(what=_label(fact))
            yield Cited(law.instrument, law.article, text, law.confidence).as_dict(
                rule=f"{law.id}.{fact}", holds=held.word, facts={place_of(fact, at): value.word}
            )
        bridge = bridge_on(self.known.ends[-1]) if law.bridge and one.applies is not NO else None
        if bridge:
            yield bridge.as_dict(rule="bridge", holds="yes", facts={})


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
        held = span.holds(Sum(fen, fen))
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


def named(kind: str, key: str) -> dict[str, Any]:
    """An order or a measure with its words."""
    return {"id": key, "text": label(kind, key).as_dict()}


def _fine(fine: Any, known: Known) -> dict[str, Any] | None:
    if fine is None:
        return None
    low, high = fine.ends(known.act.sums)
    return {
        "from": low.written,
        "to": high.written,
        "may_be_left_out": "yes" if fine.optional else "no",
        "multiple": {"of": fine.base, "from": fine.low, "to": fine.high}
        if fine.base and fine.per_cent is None
        else None,
        "share": {"of": fine.base, "per_cent": fine.per_cent, "or": yuan(fine.high)}
        if fine.per_cent
        else None,
    }


def _sum(spans: list[Span]) -> Span:
    total = spans[0]
    for span in spans[1:]:
        total = total.plus(span)
    return total


def _label(fact: str) -> Text:
    block, _, name = fact.rpartition(".")
    if block == "actor":
        return _PARTY.fill(what=ACTOR[name])
    return label("conducts", name) if block == "conduct" else ACT[name]


_PARTY = Text("当事人是{what}", "the party is: {what}")


def _circumstances(known: Known) -> Iterator[Circumstance]:
    """Those that hold, and those that may where at least one of their facts is known to hold."""
    for data in facts_of("penalties.yaml")["circumstances"]:
        asks = asks_of(data["asks"])
        wanted = [literal for clause in asks for literal in clause]
        values = {one.fact: known.facts.value(one.fact, known.act) for one in wanted}
        unknown = [fact for fact, value in values.items() if value is UNKNOWN]
        found = [
            holds(asks, known.complete(unknown, filled))
            for filled in product((False, True), repeat=len(unknown))
        ]
        held = YES if all(found) else UNKNOWN if any(found) else NO
        said = any(value is YES for value in values.values())
        if held is YES or (held is UNKNOWN and said):
            missing = tuple(place_of(fact, known.at) for fact in unknown)
            yield Circumstance(data["id"], data["effect"], held, missing, cited_of(data))
