"""A partial record, as of public cases: what its gaps excuse, and what no missing step could excuse."""

from __future__ import annotations

from shencha.law.measures.steps import steps
from shencha.procedure.acts import (
    ACTS,
    ConcernRaised,
    Event,
    InterimMeasuresRequired,
    PreliminaryExtended,
    SpecialExtended,
)
from shencha.procedure.allowed import refusal
from shencha.procedure.case import ENDS, Case, State
from shencha.procedure.fitting import unfit
from shencha.procedure.names import STATE_NAMES
from shencha.procedure.refusals import Refusal
from shencha.procedure.standing import Gap
from shencha.text import Text


def never(case: Case, event: Event) -> Refusal | None:
    """Why the event can stand at this place of no record, whatever steps are missing; None if it can.

    A day that goes back, a step after the end, a step or a measure that this version or ground does not
    know, an extension beyond the article's.
    """
    if (case.last and event.on < case.last) or case.state in ENDS:
        return refusal(case, event)
    name = event.act.name
    by_filing = case.ground != "ex_officio"
    if event.act.ex_officio is by_filing:
        foreign = [name for name, act in ACTS.items() if act.ex_officio is by_filing]
        return Refusal(
            Text(
                f"{event.name}（{name.zh}）不属于事由为 {case.ground} 的案件",
                f"{event.name} ({name.en}) is no step of a case whose ground is {case.ground}",
            ),
            Text(
                f"请核对 ground，或者删去该事件；该事由没有 {', '.join(foreign)}",
                f"check the ground, or leave the event out; that ground knows no {', '.join(foreign)}",
            ),
        )
    match event:
        case InterimMeasuresRequired() if case.instrument and "interim" not in steps(case.instrument):
            return Refusal(
                Text(
                    f"2020年版没有 {event.name}（{name.zh}）",
                    f"the 2020 version knows no {event.name} ({name.en})",
                ),
                Text(
                    "请删去该事件，可以写成注释；这类措施自2022年版第十六条起才有",
                    "leave the event out, or write it as a comment; such measures came with Article 16 of 2022",
                ),
            )
        case PreliminaryExtended() if case.state is State.PRELIMINARY:
            return refusal(case, event)
        case PreliminaryExtended() | SpecialExtended() | ConcernRaised():
            return unfit(case, event)
        case _:
            return None


def gap(so_far: Case, event: Event, number: int) -> Gap | None:
    """Where the record jumps: the event could not follow by the rules on what is on record before it."""
    if refusal(so_far, event) is None:
        return None
    name = event.act.name
    said = Text(f"{event.name}（{name.zh}）", f"{event.name} ({name.en})")
    if so_far.state is None:
        text = Text(
            f"记录从 {said.zh} 开始，之前的步骤没有公开",
            f"the record begins with {said.en}; the steps before it are not public",
        )
    else:
        state = STATE_NAMES[so_far.state]
        text = Text(
            f"记录中“{state.zh}”之后就是 {said.zh}，其间的步骤没有公开",
            f"on record, {said.en} follows on “{state.en}”; the steps between are not public",
        )
    return Gap(number, event.name, text)
