"""All that can follow one act: which provisions reach it, the law that governs, the one fine, the limitation.

The act is judged by the provisions in force at its end (a continuing act too), the later law only if it is milder.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 29, 36, 37.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.instruments import MEASURES_2020, MEASURES_2022, in_force_from
from shencha.law.sanctions.circumstances import Circumstance, NoPenalty, circumstances, no_penalty
from shencha.law.sanctions.facts import ACT, ACTOR, place_of
from shencha.law.sanctions.money import yuan
from shencha.law.sanctions.one_fine import OneFine, one_fine
from shencha.law.sanctions.provisions import (
    Cited,
    bridge_on,
    cited,
    instrument_from,
    label,
    may_be_named,
    of_its_day,
)
from shencha.law.sanctions.reach import Known, Reached, reached
from shencha.law.sanctions.spans import NOTHING, Span
from shencha.law.sanctions.steps import Limitation, limitation
from shencha.text import Text

_PROCESSING_FROM = instrument_from("ndr_2025")
"""Since that day an article punishes processing without the review."""
_SAYS = {
    YES: Text("案卷记明：{what}。", "The record says: {what}."),
    NO: Text("案卷记明并非如此：{what}。", "The record says that it is not so: {what}."),
    UNKNOWN: Text("案卷没有说明：{what}。", "The record does not say: {what}."),
}


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
    def missing(self) -> tuple[str, ...]:
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

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        act, fine = self.known.act, self.fine
        choice = dict.fromkeys(
            of_its_day(cited(rule), self.known.on)
            for rule in ("time", *(["continuing"] if self.continuing else []))
        )
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
                "responsible": fine.responsible.as_dict(),
                "reasons": [of_its_day(cited("one_fine"), self.known.on).as_dict()],
            },
            "gain": act.sums["gain"].written,
            "limitation": self.limitation.as_dict() if self.limitation else None,
            "circumstances": [one.as_dict() for one in self.circumstances],
            "no_penalty": self.no_penalty.as_dict(),
            "gaps": [one.as_dict() for one in self.gaps],
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
                    "responsible": _fine(tier.responsible, self.known),
                    "orders": [named("orders", order) for order in law.orders_of(tier) or ()],
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
        bridge = bridge_on(self.known.last) if law.bridge and one.applies is not NO else None
        if bridge:
            yield bridge.as_dict(rule="bridge", holds="yes", facts={})


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


def _open(span: Span) -> Span:
    """The range while it is open whether there is a penalty at all."""
    return replace(span, may=UNKNOWN if span.may is NO else span.may)


def _label(fact: str) -> Text:
    block, _, name = fact.rpartition(".")
    if block == "actor":
        return _PARTY.fill(what=ACTOR[name])
    return label("conducts", name) if block == "conduct" else ACT[name]


_PARTY = Text("当事人是{what}", "the party is: {what}")
