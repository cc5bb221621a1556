"""The lawful road ahead of a case: which steps may still follow, and the last day of each if none is extended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.case import Case, ClockName, State
from shencha.procedure.clocks import Clock, Status, clocks, figure_of
from shencha.procedure.standing import Standing

FOLLOWING = {
    State.FILED: (ClockName.PRELIMINARY, ClockName.CONSULTATION, ClockName.SPECIAL),
    State.INTAKE: (ClockName.PRELIMINARY, ClockName.CONSULTATION, ClockName.SPECIAL),
    State.PRELIMINARY: (ClockName.CONSULTATION, ClockName.SPECIAL),
    State.CONSULTATION: (ClockName.SPECIAL,),
}
"""Which clocks may lawfully follow in a state; the special procedure only where opinions differ (Article 12)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step that may still follow, from the last lawful day of the one before it."""

    clock: ClockName
    start: date
    last: date
    if_they_differ: bool
    """It follows only where those consulted do not agree."""
    if_today: bool
    """The case waits for papers: so it is if they arrive on the day asked of."""


def road(stands: Standing, calendar: Workdays, others: Clock | None = None) -> tuple[Stretch, ...]:
    """The steps that may still follow, in their order; none of an ended case, a partial one, or one out of time.

    Args:
        stands: the case on the day asked of, as its reader may know it.
        others: the clock of a step that others owe, of which the reader knows the last day alone (`opinions_by`).
    """
    case = stands.case
    if case.instrument is None or case.partial or case.state not in FOLLOWING or not case.open:
        return ()
    return tuple(_road(stands, case.instrument, FOLLOWING[case.state], calendar, others))


def _road(
    stands: Standing,
    instrument: str,
    following: tuple[ClockName, ...],
    calendar: Workdays,
    others: Clock | None,
) -> Iterator[Stretch]:
    ends = [last_day(clock, stands.at, calendar) for clock in stands.clocks if clock.ended is None]
    known = [end for end in ends if end is not None]
    if others is not None and others.due is not None:
        yield Stretch(others.clock, others.started, others.due, if_they_differ=False, if_today=False)
        known.append(others.due)
    if not known:
        return
    start = max(*known, stands.at)  # out of time, the next step begins today at the earliest
    waiting = any(clock.status is Status.PAUSED for clock in stands.clocks)
    for name in following:
        last = due(start, figure_of(name, instrument).value, calendar).due
        yield Stretch(name, start, last, name is ClockName.SPECIAL, waiting)
        start = last


def opinions_by(case: Case, at: date, calendar: Workdays) -> Clock | None:
    """The clock by which the last opinion of the round under way is owed, answered or not; None in any other state.

    It tells a party when the step ends at the latest, and nothing of who has answered.
    """
    asked = case.round
    if case.state is not State.CONSULTATION or asked is None:
        return None
    timed = [
        clock
        for clock in clocks(case, at, calendar)
        if clock.clock is ClockName.CONSULTATION and clock.started >= asked.sent and clock.due
    ]
    return max(timed, key=lambda clock: clock.due or date.min, default=None)


def last_day(clock: Clock, at: date, calendar: Workdays) -> date | None:
    """The due day of a clock; of one that is paused, its due day if what is awaited arrives today."""
    if clock.status is not Status.PAUSED or clock.counted is None:
        return clock.due
    return due(at, clock.budget - clock.counted, calendar).due if clock.budget > clock.counted else at
