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
from typing import Any

from shencha.evidence.flows.flow import Flow, Inventory
from shencha.evidence.flows.reasons import Reason, reasons
from shencha.law.export.rules import Route, Rules, Verdict, bound, needs, rules_on, strictest, verdict
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.places import HOME, NOT_ABROAD, is_abroad

EXEMPT = ("contract", "human_resources", "emergency", "transit")


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
    persons = _total([(flow.group, part[0]) for flow, part in zip(inventory.flows, parts, strict=True)])
    sensitive = _total([(flow.group, part[1]) for flow, part in zip(inventory.flows, parts, strict=True)])
    together = _total(
        [
            (flow.group, _part(flow.persons, counted(found)))
            for flow, found in zip(inventory.flows, states, strict=True)
        ]
    )
    need = needs(persons, sensitive, together)
    verdicts = [verdict(known, found, need) for found in states]
    volume = _volume_facts(inventory.flows, parts, persons, sensitive) if len(need) > 1 else ()
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
    whole = strictest(verdicts)
    missing = dict.fromkeys(name for a in answered for name in a.missing) if whole is Route.UNKNOWN else {}
    return Flows(inventory, on, known, persons, sensitive, tuple(answered), whole, tuple(missing))


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
        UNKNOWN if flow.ground is None else YES if flow.ground in EXEMPT else NO,
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


def _volume_facts(
    flows: Sequence[Flow], parts: Sequence[tuple[Count, Count]], persons: Count, sensitive: Count
) -> tuple[str, ...]:
    """The facts by which a volume could still cross a bound that matters."""
    found: dict[str, None] = {}
    free = (
        ("persons", persons, sensitive, "sensitive"),
        ("sensitive", sensitive, persons, "persons"),
    )
    for at, (what, total, other, others) in enumerate(free):
        for need in ("contract", "assessment"):
            line = bound(f"{need}_{what}")
            if other.at_least >= bound(f"{need}_{others}"):
                continue
            for flow, part in zip(flows, parts, strict=True):
                if _crosses(part[at], total, line):
                    found |= dict.fromkeys(_uncertain(flow))
            for group in {flow.group: None for flow in flows if flow.group}:
                own = [
                    (flow, part[at]) for flow, part in zip(flows, parts, strict=True) if flow.group == group
                ]
                known = [Count(part.at_least, part.at_least) for _, part in own]
                if _crosses(_total([(group, part) for part in known]), total, line):
                    found |= {f"flows.{flow.id}.group": None for flow, part in own if part.at_least}
    return tuple(found)


def _crosses(part: Count, total: Count, line: int) -> bool:
    """May this flow alone decide whether the total reaches the line?"""
    if part.at_most == part.at_least:
        return False
    least, most = total.at_least - part.at_least, None
    if total.at_most is not None and part.at_most is not None:
        most = total.at_most - part.at_most
    below = line - part.at_least - 1
    above = 0 if part.at_most is None else line - part.at_most
    return max(least, above) <= (below if most is None else min(most, below))


def _uncertain(flow: Flow) -> list[str]:
    names = []
    if flow.persons.at_least != flow.persons.at_most:
        names.append("persons")
    names += [n for n in ("personal", "sensitive") if getattr(flow, n) is UNKNOWN]
    if flow.ground is None:
        names.append("ground")
    if flow.country is None and flow.judicial is not YES:
        names.append("to.country")
    return [f"flows.{flow.id}.{name}" for name in names]


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


def as_dict(found: Flows) -> dict[str, Any]:
    """Each flow as the JSON answer has it."""
    return {
        "flows": [
            {
                "id": a.flow.id,
                "what": a.flow.what,
                "from": a.flow.origin,
                "whose": a.flow.whose,
                "to": {"name": a.flow.recipient, "country": a.flow.country, "role": a.flow.role},
                "means": a.flow.means,
                "purpose": a.flow.purpose,
                "legal_basis": a.flow.basis,
                "terms": [{"field": name, **term.as_dict()} for name, term in a.flow.terms],
                "persons": a.flow.persons.written,
                "counted": a.counts.word,
                "route": a.route.value,
                "reasons": [reason.as_dict() for reason in a.reasons],
                "missing": list(a.missing),
            }
            for a in found.flows
        ]
    }
