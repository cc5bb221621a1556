"""What is late and may be chased, how often it was, and from which day it is to be chased again.

No article speaks of chasing: the ladder of days is the office's own (`chase_after_days`, `chase_again_days`), and a
chase moves no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import Chased, EvidenceChased, OpinionChased, SupplementChased
from shencha.procedure.case import Case
from shencha.procedure.clocks import clocks
from shencha.procedure.refusals import Refusal
from shencha.procedure.supervision import PARTY
from shencha.procedure.todos import wanted_by
from shencha.text import Text
from shencha.text.lists import listed


@dataclass(frozen=True, slots=True)
class Late:
    """Something that one owes, with its days."""

    of: str
    """A consultee's id, `party`, or the words of a promise."""
    due: date | None
    """None: no day is set for it, and the office may chase when it sees fit."""
    chased: tuple[date, ...]


def late(case: Case, act: type[Chased], at: date, calendar: Workdays) -> tuple[Late, ...]:
    """What that act may chase on that day: what is past its day, or has none."""
    if act is OpinionChased:
        return _opinions(case, at, calendar)
    if act is SupplementChased:
        day = wanted_by(case)
        waits = case.open and bool(case.papers.asked) and (day is None or day < at)
        return (Late(PARTY, day, case.chased("supplement_received", PARTY)),) if waits else ()
    return tuple(
        Late(one.commitment, one.due, case.chased("evidence_received", one.commitment))
        for one in case.obligations
        if one.owes == PARTY and one.due is not None and one.due < at and one.waiting is None
    )


def _opinions(case: Case, at: date, calendar: Workdays) -> tuple[Late, ...]:
    if case.round is None or not case.open:
        return ()
    running = {
        one.consultee: one for one in clocks(case, at, calendar) if one.ended is None and one.consultee
    }
    found = []
    for one in case.round.silent:
        clock = running.get(one)
        if clock is not None and (clock.due is None or at <= clock.due):
            continue
        found.append(Late(one, clock.due if clock else None, case.chased("opinion_received", one)))
    return tuple(found)


def chase_from(case: Case, day: date | None, chased: tuple[date, ...], calendar: Workdays) -> date | None:
    """The day on which the ladder has it chased next; None where no day is set for it.

    Args:
        day: by which it is owed. chased: days on which it was chased already.
    """
    if day is None:
        return None
    policy = "chase_again_days" if chased else "chase_after_days"
    return due(chased[-1] if chased else day, int(case.holds(policy)), calendar).due


def unchaseable(case: Case, event: Chased, calendar: Workdays) -> Refusal | None:
    """Why that may not be chased on its day; None if it may."""
    waits = {one.of: one for one in late(case, type(event), event.on, calendar)}
    match event:
        case OpinionChased(to=to):
            whom = to
        case EvidenceChased(commitment=commitment):
            whom = (commitment,)
        case _:
            whom = (PARTY,)
    early = [one for one in whom if one not in waits]
    if early:
        return _not_late(early, list(waits), event)
    again = [one for one in whom if event.on in waits[one].chased]
    if again:
        return Refusal(
            Text(f"{listed(again).zh} 当日已经催办", f"{listed(again).en} was chased on that day already"),
            Text("请改日再催办", "chase on another day"),
        )
    if event.until is not None and event.until < event.on:
        return Refusal(
            Text(f"要求办理的日期 {event.until} 已过", f"it is asked for by {event.until}, which is past"),
            Text(f"请写 {event.on} 或之后的日期", f"write {event.on} or a later day"),
        )
    return None


def _not_late(early: list[str], waits: list[str], event: Chased) -> Refusal:
    if isinstance(event, EvidenceChased) or waits:
        right = Text(
            f"可以催办：{listed(waits).zh}" if waits else "现在没有逾期的事项",
            f"late are {listed(waits).en}" if waits else "nothing is late at present",
        )
    else:
        right = Text("请在期限届满之后催办", "chase once its day is past")
    return Refusal(
        Text(f"{listed(early).zh} 没有逾期", f"nothing of {listed(early).en} is late"),
        right,
    )
