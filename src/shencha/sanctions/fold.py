"""A sanction on its way: what each act makes of it, what may follow, and why something may not yet.

It is no case: its acts stand in the log beside the events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from shencha.law.calendar.workdays import Workdays
from shencha.law.sanctions.steps import hearing_from, hearing_until, not_heavier
from shencha.procedure.changing import replace
from shencha.procedure.roles import Actor
from shencha.sanctions import acts as a
from shencha.sanctions.acts import PENALTY, SANCTION_EVENTS, SanctionEvent, Stage
from shencha.text import Text


@dataclass(frozen=True)
class Decision:
    """What is to be decided, or was."""

    outcome: str
    words: str
    fine: int | None
    by: str


@dataclass(frozen=True)
class Sanction:
    """One sanction as its acts make it."""

    stage: Stage | None = None
    title: str = ""
    on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    answer: Mapping[str, Any] = field(default_factory=dict)
    proposed: str = ""
    fine: int | None = None
    """Intended for the unit, in yuan."""
    drafted_by: str = ""
    decided_by: str = ""
    """Who countersigned the draft or sent it back."""
    reason: str = ""
    """Why the draft, or the last draft of the decision, was sent back."""
    days: Mapping[str, date] = field(default_factory=dict)
    """Days of the steps by the names of `law.sanctions.facts.STEPS`, and of the hearing."""
    defences: tuple[tuple[date, str], ...] = ()
    hearing_waived: bool = False
    hearing_held: date | None = None
    record: str = ""
    """What the hearing's record says."""
    decision: Decision | None = None

    @property
    def hearing(self) -> str:
        """May the party ask for one: `yes`, `unknown` (offered all the same), or empty."""
        told = self.answer.get("hearing")
        return str(told["holds"]) if told else ""

    @property
    def hearing_requested(self) -> bool:
        """Has the party asked for one?"""
        return a.HearingRequested.act.sets in self.days


def after(so_far: Sanction, event: SanctionEvent, by: str) -> Sanction:
    """The sanction after one more act; never refuses."""
    out = replace(so_far, stage=event.act.leads or so_far.stage)
    if event.act.sets:
        out = replace(out, days={**so_far.days, event.act.sets: event.on})
    match event:
        case a.SanctionDrafted():
            opened = (event.facts.get("procedure") or {}).get("opened_on")
            return replace(
                out,
                title=event.title,
                on=event.on,
                facts=event.facts,
                answer=event.answer,
                proposed=event.proposed,
                fine=event.fine,
                drafted_by=by,
                days={"opened_on": date.fromisoformat(str(opened))} if opened else {},
            )
        case a.SanctionCountersigned():
            return replace(out, decided_by=by)
        case a.SanctionSentBack(reason=reason):
            return replace(out, decided_by=by, reason=reason)
        case a.DefenceHeard(on=on, words=words):
            return replace(out, defences=(*so_far.defences, (on, words)))
        case a.HearingWaived():
            return replace(out, hearing_waived=True)
        case a.HearingHeld(on=on, words=words):
            return replace(out, hearing_held=on, record=words)
        case a.SanctionDecisionDrafted(outcome=outcome, words=words, fine=fine):
            return replace(out, decision=Decision(outcome, words, fine, by), reason="")
        case a.SanctionDecisionSentBack(reason=reason):
            return replace(out, decision=None, reason=reason)
        case a.RightsNotified() | a.HearingRequested() | a.DecisionSigned() | a.DecisionServed():
            return out
        case _:
            assert_never(event)


def open_in(stage: Stage) -> tuple[str, ...]:
    """The acts that may follow in a stage, whoever takes them."""
    return tuple(name for name, event in SANCTION_EVENTS.items() if event.act.follows is stage)


def may(sanction: Sanction, by: Actor) -> tuple[str, ...]:
    """The acts that this person may take next, as far as the state and the person say."""
    if sanction.stage is None:
        return ()
    drafter = sanction.decision.by if sanction.decision else sanction.drafted_by
    return tuple(
        name
        for name in open_in(sanction.stage)
        if by.role in (row := SANCTION_EVENTS[name].act).by
        and not (row.second and by.person == drafter)
        and _left(sanction, name)
    )


def _left(sanction: Sanction, name: str) -> bool:
    """Is anything of that name left to do? A hearing is asked for, waived and held once."""
    if name == a.HearingRequested.name:
        return bool(sanction.hearing) and not sanction.hearing_requested
    if name == a.HearingWaived.name:
        return bool(sanction.hearing) and not sanction.hearing_requested and not sanction.hearing_waived
    if name == a.HearingHeld.name:
        return sanction.hearing_requested and sanction.hearing_held is None
    return True


def refusal(
    sanction: Sanction, event: SanctionEvent, *, by: Actor, today: date, calendar: Workdays
) -> Text | None:
    """Why an act may not follow; None if it may."""
    if event.name not in may(sanction, by):
        return Text("现在不能办理，或者不由您办理", "it is not open now, or not to you")
    if event.on > today:
        return Text("所记日期晚于今天", "its day lies after today")
    earlier = max((day for day in sanction.days.values()), default=None)
    if earlier is not None and event.on < earlier:
        return Text(
            f"所记日期早于前一步骤（{earlier}）", f"its day lies before the step before it ({earlier})"
        )
    match event:
        case a.HearingHeld():
            first, rule = hearing_from(event.told_on, calendar)
            if event.on < first:
                return Text(f"{rule.text.zh}最早为 {first}。", f"{rule.text.en} The earliest day is {first}.")
        case a.SanctionDecisionDrafted():
            return _undecidable(sanction, event, today, calendar)
    return None


def _undecidable(
    sanction: Sanction, event: a.SanctionDecisionDrafted, today: date, calendar: Workdays
) -> Text | None:
    if sanction.hearing:
        if sanction.hearing_requested and sanction.hearing_held is None:
            return Text("当事人已要求听证，须先举行听证", "the party asked for a hearing, which comes first")
        last = hearing_until(sanction.days[a.RightsNotified.act.sets], calendar).due
        if not sanction.hearing_requested and not sanction.hearing_waived and today <= last:
            return Text(
                f"当事人可以在 {last} 之前要求听证，并且没有书面放弃；其后才能拟定决定",
                f"the party may ask for a hearing until {last} and has not waived it in writing; decide after that",
            )
    intended, fine = sanction.fine or 0, event.fine or 0
    if event.outcome == PENALTY and fine > intended:
        rule = not_heavier()
        return Text(
            f"高于已告知的数额 {intended:,} 元：{rule.text.zh}如有新的事实，请另行拟稿并重新告知。",
            f"it is more than the {intended:,} yuan of which the party was told: {rule.text.en} "
            "New facts call for a new draft and a new notice.",
        )
    return None
