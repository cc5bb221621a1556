"""What programs are told of the provisions that reach an act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from shencha.law.data import Confidence
from shencha.law.logic.holds import NO, YES, Holds
from shencha.law.sanctions.facts import ACT, ACTOR, SUMS, place_of
from shencha.law.sanctions.money import Written, Yuan, yuan
from shencha.law.sanctions.provisions import Cited, Fine, Names, Provision, Tier, bridge_on, label
from shencha.law.sanctions.reach import Known, Reached
from shencha.shapes import SPREAD, Key, More, Shape
from shencha.text import Text

_Base = Annotated[str, More(enum=list(SUMS))]
_PARTY = Text("当事人是{what}", "the party is: {what}")
_SAYS = {
    YES: Text("案卷记明：{what}。", "The record says: {what}."),
    NO: Text("案卷记明并非如此：{what}。", "The record says that it is not so: {what}."),
    Holds.UNKNOWN: Text("案卷没有说明：{what}。", "The record does not say: {what}."),
}


@dataclass(frozen=True, slots=True)
class Named(Shape):
    """An order or a measure with its words."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Multiple(Shape):
    """So many times a sum."""

    of: _Base
    least: Annotated[int, Key("from")]
    most: Annotated[int, Key("to")]


@dataclass(frozen=True, slots=True)
class Share(Shape):
    """So many per cent of a sum, or a number of yuan where that is more."""

    of: _Base
    per_cent: int
    floor: Annotated[Yuan, Key("or")]


@dataclass(frozen=True, slots=True)
class Threat(Shape):
    """A range of fines, by what it is counted, and between which sums that is for this act."""

    least: Annotated[Written, Key("from")]
    most: Annotated[Written, Key("to")]
    may_be_left_out: Holds
    multiple: Multiple | None
    share: Share | None


@dataclass(frozen=True, slots=True)
class Reason(Shape):
    """One fact that a provision asks for, and what the record says of it."""

    rule: str
    holds: Holds
    facts: Mapping[str, Holds]
    cited: Annotated[Cited, SPREAD]


@dataclass(frozen=True, slots=True)
class TierTold(Shape):
    """One step of a provision, and whether the act reaches it."""

    id: Annotated[str, Key("tier")]
    holds: Holds
    text: Text
    unit: Threat | None
    person: Threat | None
    responsible: Threat | None
    orders: tuple[Named, ...]
    measures: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ProvisionTold(Shape):
    """One provision, whether it reaches the act, and what it threatens."""

    id: Annotated[str, Key("provision")]
    instrument: str
    article: str
    duty: str | None
    applies: Holds
    taken_over: bool
    missing: Names
    reasons: tuple[Reason, ...]
    orders: tuple[Named, ...] | None
    orders_alone: Holds
    tiers: tuple[TierTold, ...]
    note: Text | None
    confidence: Confidence


def provision_told(one: Reached, known: Known) -> ProvisionTold:
    """What is told of a provision that was asked about this act."""
    law = one.provision
    return ProvisionTold(
        law.id,
        law.instrument,
        law.article,
        law.duty,
        one.applies,
        one.taken_over,
        one.missing,
        tuple(_reasons(one, known)),
        None if law.orders is None else _named("orders", law.orders),
        one.orders_alone,
        tuple(_tier(law, tier, held, known) for tier, held in one.tiers),
        law.note,
        law.confidence,
    )


def _tier(law: Provision, tier: Tier, held: Holds, known: Known) -> TierTold:
    return TierTold(
        tier.id,
        held,
        tier.name,
        _threat(tier.unit, known),
        _threat(tier.person, known),
        _threat(tier.responsible, known),
        _named("orders", law.orders_of(tier) or ()),
        _named("measures", tier.measures),
    )


def _reasons(one: Reached, known: Known) -> Iterator[Reason]:
    law = one.provision
    for (fact, opposite), held in one.elements:
        value = ~held if opposite else held
        text = _SAYS[value].fill(what=_label(fact))
        told = Cited(law.instrument, law.article, text, law.confidence)
        yield Reason(f"{law.id}.{fact}", held, {place_of(fact, known.at): value}, told)
    bridge = bridge_on(known.last) if law.bridge and one.applies is not NO else None
    if bridge:
        yield Reason("bridge", YES, {}, bridge)


def _named(kind: str, keys: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(Named(key, label(kind, key)) for key in keys)


def _threat(fine: Fine | None, known: Known) -> Threat | None:
    if fine is None:
        return None
    low, high = fine.ends(known.act.sums)
    multiple = Multiple(fine.base, fine.low, fine.high) if fine.base and fine.per_cent is None else None
    share = Share(fine.base, fine.per_cent, yuan(fine.high)) if fine.base and fine.per_cent else None
    return Threat(low.written, high.written, YES if fine.optional else NO, multiple, share)


def _label(fact: str) -> Text:
    block, _, name = fact.rpartition(".")
    if block == "actor":
        return _PARTY.fill(what=ACTOR[name])
    return label("conducts", name) if block == "conduct" else ACT[name]
