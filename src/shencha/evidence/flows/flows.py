"""What leaves the country, and by which route: every flow of an inventory, and the whole, with reasons.

Volumes are cumulated since 1 January of the year asked about, over all recipients, as the provisions of 2024
count; what is exempt does not count. Flows of one `group` may concern the same persons: together they are at least
the largest and at most their sum; whether one person in two flows counts once the text known here does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shencha.evidence.flows.flow import Flow, Inventory
from shencha.evidence.flows.reasons import Reason, reasons
from shencha.law.export.rules import Route, Rules, Verdict, exempt, rules_on, strictest, verdict
from shencha.law.export.volumes import (
    NONE,
    Box,
    Kind,
    Open,
    boxes,
    ended,
    kind_decides,
    needs_of,
    persons_decide,
    tried,
)
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.places import HOME, NOT_ABROAD, is_abroad


@dataclass(frozen=True, slots=True)
class Answered:
    """One flow with its route."""

    flow: Flow
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    """Dotted names of facts that could still change the route."""
    counts: Holds
    """Does it count towards the volumes?"""
    active: bool
    """Did it run between 1 January and the day asked about?"""

    @property
    def route(self) -> Route:
        """What the export needs."""
        return self.verdict.route


@dataclass(frozen=True, slots=True)
class Flows:
    """Every flow of an exporter, and the whole."""

    inventory: Inventory
    on: date
    rules: Rules
    persons: Count
    """Whose personal information, none of it sensitive, went abroad since 1 January."""
    sensitive: Count
    """Whose sensitive personal information did."""
    flows: tuple[Answered, ...]
    route: Route
    missing: tuple[str, ...]


def check(inventory: Inventory, on: date) -> Flows:
    """The routes as of a day."""
    known = rules_on(on)
    states = [state(flow, inventory.ciio, on) for flow in inventory.flows]
    parts = [_parts(flow, found) for flow, found in zip(inventory.flows, states, strict=True)]
    groups = [flow.group for flow in inventory.flows]
    persons, sensitive = (
        _total(list(zip(groups, [part[at] for part in parts], strict=True))) for at in (0, 1)
    )
    whole = _tried(inventory.flows, states)
    rest = [
        (NONE, NONE, NONE)
        if at in whole
        else (ended(part[0]), ended(part[1]), ended(_part(flow.persons, counted(states[at]))))
        for at, (flow, part) in enumerate(zip(inventory.flows, parts, strict=True))
    ]
    plain, other, together = (
        _total(list(zip(groups, [one[at] for one in rest], strict=True))) for at in range(3)
    )
    base = Box(plain, other)
    need = needs_of(base, list(whole.values()), together)
    verdicts = [verdict(known, found, need) for found in states]
    volume: tuple[str, ...] = ()
    if len(need) > 1:
        ways = [(dict(zip(whole, one, strict=True)), box) for one, box in boxes(base, list(whole.values()))]
        volume = _volume_facts(inventory.flows, states, rest, ways)
    answered = [
        Answered(
            flow,
            told,
            reasons(flow, found, told, need, persons, sensitive, known),
            _facts(flow, told.missing, volume),
            counted(found),
            found[0] is YES,
        )
        for flow, found, told in zip(inventory.flows, states, verdicts, strict=True)
    ]
    route = strictest(verdicts)
    missing = dict.fromkeys(name for a in answered for name in a.missing) if route is Route.UNKNOWN else {}
    return Flows(inventory, on, known, persons, sensitive, tuple(answered), route, tuple(missing))


def _tried(flows: Sequence[Flow], states: Sequence[tuple[Holds, ...]]) -> dict[int, Open]:
    """The flows that are tried in every way, by their place; a group's persons are no sum and are not tried."""
    open_ = {}
    for at, (flow, found) in enumerate(zip(flows, states, strict=True)):
        one = Open.of(flow.persons, counted(found), flow.sensitive)
        if len(one.kinds) > 1 and not flow.group and flow.persons.at_most != 0:
            open_[at] = one
    places = list(open_)
    return {places[n]: open_[places[n]] for n in tried(list(open_.values()))}


def state(flow: Flow, ciio: Holds, on: date) -> tuple[Holds, ...]:
    """What the rule asks of a flow (`ASKS`), as far as it is known on that day."""
    ended = flow.until is not None and flow.until < date(on.year, 1, 1)
    begun = flow.since is None or flow.since <= on
    exported = UNKNOWN if flow.country is None else NO if flow.country == HOME else YES
    judicial = flow.judicial
    if judicial is YES and flow.country in NOT_ABROAD:
        # a body of that place, of which Article 36 does not say whether it is foreign, or a foreign one's seat
        judicial = UNKNOWN
    elif judicial is YES:
        exported = YES
    elif flow.country is not None and not is_abroad(flow.country):
        judicial = NO
    return (
        YES if begun and not ended else NO,
        exported,
        judicial,
        flow.approved,
        flow.personal,
        flow.important | flow.core,
        UNKNOWN if flow.ground is None else YES if exempt(flow.ground, on) else NO,
        UNKNOWN if flow.ground is None else YES if flow.ground == "free_trade_zone" else NO,
        ciio,
    )


def counted(found: tuple[Holds, ...]) -> Holds:
    """Does a flow in that state count towards the volumes?"""
    active, exported, _, _, personal, _, exempt, outside, _ = found
    return active & exported & personal & ~exempt & ~outside


def _parts(flow: Flow, found: tuple[Holds, ...]) -> tuple[Count, Count]:
    """What the flow adds to persons without and with sensitive information."""
    counts = counted(found)
    return _part(flow.persons, counts & ~flow.sensitive), _part(flow.persons, counts & flow.sensitive)


def _part(persons: Count, counts: Holds) -> Count:
    if counts is NO:
        return Count(0, 0)
    return persons if counts is YES else Count(0, persons.at_most)


def _total(parts: Sequence[tuple[str, Count]]) -> Count:
    """The sum; of flows of one group at least the largest, at most all of them."""
    low, high, endless = 0, 0, False
    largest: dict[str, int] = defaultdict(int)
    for group, part in parts:
        if group:
            largest[group] = max(largest[group], part.at_least)
        else:
            low += part.at_least
        endless = endless or part.at_most is None
        high += part.at_most or 0
    return Count(low + sum(largest.values()), None if endless else high)


Way = tuple[dict[int, Kind], Box]
"""Where each flow that is tried is counted, and both volumes."""


def _volume_facts(
    flows: Sequence[Flow],
    states: Sequence[tuple[Holds, ...]],
    parts: Sequence[tuple[Count, Count, Count]],
    ways: Sequence[Way],
) -> tuple[str, ...]:
    """The facts by which a volume could still cross a bound that matters, while all others stay as they are.

    Args:
        parts: what each flow that is not tried adds to the volumes.
    """
    found: dict[str, None] = {}
    for at, flow in enumerate(flows):
        counts = counted(states[at])
        if counts is NO or not (names := _uncertain(flow)):
            continue
        told = _in_group(parts[at], ways) if flow.group else _alone(at, flow, counts, parts[at], ways)
        found |= {f"flows.{flow.id}.{name}": None for name in names if _FACT.get(name, "counts") in told}
    for group in {flow.group: None for flow in flows if flow.group}:
        own = [(flow, part) for flow, part in zip(flows, parts, strict=True) if flow.group == group]
        for which in (0, 1):
            joint = _total([(group, Count(part[which].at_least, part[which].at_least)) for _, part in own])
            if joint.at_most != joint.at_least and any(_moves(joint, which, box) for _, box in ways):
                found |= {f"flows.{flow.id}.group": None for flow, part in own if part[which].at_least}
    return tuple(found)


_FACT = {"persons": "persons", "sensitive": "sensitive"}
"""What else is not known of a flow decides whether it counts at all."""


def _alone(
    at: int, flow: Flow, counts: Holds, part: tuple[Count, Count, Count], ways: Sequence[Way]
) -> set[str]:
    """Which kinds of fact of a flow could change what is needed: its number, its kind, whether it counts."""
    told: set[str] = set()
    own = ended(flow.persons)
    low, high = own.at_least, own.at_most
    can = [kind for kind in Open.of(own, counts, flow.sensitive).kinds if kind is not Kind.NOWHERE]
    for chosen, box in ways:
        rest = box.without_kind(own, chosen[at]) if at in chosen else box.without(part[0], part[1])
        for kind in can:
            if low != high and persons_decide(rest, low, high, sensitive=kind is Kind.SENSITIVE):
                told.add("persons")
            if counts is UNKNOWN and persons_decide(rest, 0, high, sensitive=kind is Kind.SENSITIVE):
                told.add("counts")
        if flow.sensitive is UNKNOWN and kind_decides(rest, own):
            told.add("sensitive")
    return told


def _in_group(part: tuple[Count, Count, Count], ways: Sequence[Way]) -> set[str]:
    """The same of a flow whose persons may be those of others: every kind, where its volume may cross a bound."""
    open_ = [which for which in (0, 1) if part[which].at_least != part[which].at_most]
    crosses = any(_moves(part[which], which, box) for which in open_ for _, box in ways)
    return {"persons", "sensitive", "counts"} if crosses else set()


def _moves(part: Count, which: int, box: Box) -> bool:
    """May a part of one of the volumes change what is needed by where in its range it lies?"""
    rest = box.without(part, NONE) if which == 0 else box.without(NONE, part)
    return persons_decide(rest, part.at_least, part.at_most, sensitive=which == 1)


def _uncertain(flow: Flow) -> list[str]:
    """The facts of a flow that are not known and bear on what it adds to the volumes."""
    names = []
    if flow.persons.at_least != flow.persons.at_most:
        names.append("persons")
    names += [n for n in ("personal", "sensitive") if getattr(flow, n) is UNKNOWN]
    if flow.ground is None:
        names.append("ground")
    if flow.country is None and flow.judicial is not YES:
        names.append("to.country")
    return names


def _facts(flow: Flow, missing: tuple[str, ...], volume: tuple[str, ...]) -> tuple[str, ...]:
    """Names of facts for what the rule misses."""
    found: dict[str, None] = {}
    for name in missing:
        if name == "volume":
            found |= dict.fromkeys(volume)
        elif name == "ciio":
            found["exporter.ciio"] = None
        elif name == "important":
            found |= {
                f"flows.{flow.id}.{n}": None for n in ("important", "core") if getattr(flow, n) is UNKNOWN
            }
        else:
            found[f"flows.{flow.id}.{_NAMES.get(name, name)}"] = None
    return tuple(found)


_NAMES = {
    "exported": "to.country",
    "judicial": "to.foreign_judicial",
    "exempt": "ground",
    "outside_list": "ground",
}
