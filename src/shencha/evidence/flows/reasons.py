"""Why a flow needs its route: one reason for each rule that bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shencha.evidence.flows.flow import Flow
from shencha.law.data import Confidence
from shencha.law.export.rules import Rules, Verdict, rule
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.places import place_name
from shencha.shapes import Shape
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Reason(Shape):
    """One rule, and how it stands with this flow."""

    rule: str
    instrument: str
    article: str
    holds: Holds
    text: Text
    confidence: Confidence


def reasons(
    flow: Flow,
    state: tuple[Holds, ...],
    found: Verdict,
    need: frozenset[str],
    persons: Count,
    sensitive: Count,
    known: Rules,
) -> tuple[Reason, ...]:
    """The reasons for one flow's route, in the order in which the rules are asked."""
    words = {
        "persons": number(persons),
        "sensitive": number(sensitive),
        "place": place_name(flow.country) if flow.country else Text("国家不明", "country not known"),
    }
    return tuple(_reason(id_, holds, words, known) for id_, holds in _rules(flow, state, found, need, known))


def _reason(id_: str, holds: Holds, words: dict[str, Text], known: Rules) -> Reason:
    told = rule(id_, known)
    return Reason(id_, told.instrument, told.article, holds, told.text.fill(**words), told.confidence)


def _rules(
    flow: Flow, state: tuple[Holds, ...], found: Verdict, need: frozenset[str], known: Rules
) -> Iterator[tuple[str, Holds]]:
    active, exported, judicial, approved, personal, important, exempt, outside, ciio = state
    # before the Personal Information Protection Law only operators of critical infrastructure were bound
    told = known.personal_law or (known.ciio_by_law and ciio is not NO)
    if active is NO:
        if told:
            yield "not_active", YES
        return
    if told:
        yield {NO: ("in_mainland", YES), YES: ("abroad", YES), UNKNOWN: ("place_unknown", UNKNOWN)}[exported]
    if exported is NO:
        return
    if known.judicial and judicial is not NO:
        if judicial is YES and approved is not UNKNOWN:
            yield ("judicial_approved", YES) if approved is YES else ("judicial", YES)
            if approved is NO:
                return
        elif approved is not YES:
            yield "judicial_unknown", UNKNOWN
    if not known.volumes:
        if known.ciio_by_law and ciio is not NO and (personal | important) is not NO:
            yield "ciio_law_2016", ciio & (personal | important)
        return
    if flow.ground == "statutory_duty" and exempt is NO:
        yield "ground_statutory_duty_not_yet", YES
    elif flow.ground not in (None, "none"):
        yield f"ground_{flow.ground}", YES
    if outside is YES:
        return
    if flow.core is not NO:
        yield "core", flow.core
    if important is YES:
        yield "important", YES
        return
    if important is UNKNOWN and "important" in found.missing:
        yield "important_unknown", UNKNOWN
    if personal is NO:
        if important is NO:
            yield "nothing_regulated", YES
        return
    if exempt is YES:
        return
    if personal is UNKNOWN and "personal" in found.missing:
        yield "personal_unknown", UNKNOWN
    if exempt is UNKNOWN and "exempt" in found.missing:
        yield "ground_unknown", UNKNOWN
    if ciio is YES:
        yield "ciio", personal
        return
    if ciio is UNKNOWN and "ciio" in found.missing:
        yield "ciio_unknown", UNKNOWN
    if need == {"none"}:
        yield "volume_exempt", YES
    elif len(need) == 1:
        yield f"volume_{next(iter(need))}", YES
    else:
        yield "volume_unknown", UNKNOWN


def number(count: Count) -> Text:
    """A number of persons, or its range."""
    low = f"{count.at_least:,}"
    if count.at_most is None:
        if count.at_least == 0:
            return Text("人数不明", "an unknown number of persons")
        return Text(f"至少 {low} 人", f"at least {low} persons")
    high = f"{count.at_most:,}"
    return (
        Text(f"{low} 人", f"{low} persons")
        if low == high
        else Text(f"{low} 至 {high} 人", f"{low} to {high} persons")
    )
