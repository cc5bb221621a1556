"""The statutory clocks of a case: start, budget, pauses, due day, status.

A clock is a question to the fold, asked of one day: nothing ticks. Where a clock's end is not on record
(a partial history), its status is `unknown` and nothing is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from shencha.law.calendar.periods import due
from shencha.law.calendar.strip import range_said
from shencha.law.calendar.workdays import Pause, Workdays, counted
from shencha.law.measures.figures import Figure, figures
from shencha.procedure.case import Case, ClockName, Period, State
from shencha.shapes import MAYBE, Count, Positive, Shape
from shencha.text import Text


class Status(StrEnum):
    """How a clock stands on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    """The act was done, but after the due day."""
    OVERDUE = "overdue"
    STOPPED = "stopped"
    """The case took another way before the act was done."""
    UNKNOWN = "unknown"
    """Only in a partial history: whether the act was done, and when, is not on record."""


@dataclass(frozen=True, slots=True)
class Clock(Shape):
    """One statutory clock on one day."""

    TOLD = """clock article consultee started budget paused counted due earliest latest certain provisional status
        ended if_complete assumed"""

    clock: ClockName
    article: str
    consultee: str | None
    started: date
    budget: Annotated[Positive, "working days, extensions included"]
    paused: tuple[Pause, ...]
    """The pauses that touch it, cut to its own start and end; an open one has no end."""
    counted: Count | None
    """Working days used by the day asked of, or until it ended; None when unknown."""
    due: Annotated[date | None, "null while a pause is open"]
    """No lawful last day exists until what was asked for has arrived."""
    provisional: bool
    status: Status
    ended: date | None
    if_complete: Annotated[
        bool, MAYBE, "it runs only if the papers are complete, which the office has not confirmed yet"
    ] = False
    earliest: Annotated[date | None, "no holiday notice still awaited ends it before"] = None
    """Where none is awaited, `due`."""
    latest: Annotated[date | None, "nor later than this"] = None
    missing_notice: int | None = None
    """Year of the holiday notice that is awaited."""
    assumed: Annotated[
        Literal["ex_officio_clock", "special_start"] | None,
        MAYBE,
        "the open point by whose policy it starts on its day, where no article names one",
    ] = None

    @property
    def range_said(self) -> Text | None:
        """Between which days it ends, in words; None where that is certain, or no last day exists."""
        if self.missing_notice is None:
            return None
        return range_said(self.earliest, self.latest, self.missing_notice)

    @property
    def certain(self) -> Annotated[bool, "both are the same day"]:
        """Do all notices that may still come end it on one day?"""
        return self.earliest is not None and self.earliest == self.latest


def figure_of(clock: ClockName, instrument: str) -> Figure:
    """The length of a clock without extensions, with the article that sets it."""
    known = figures(instrument)
    match clock:
        case ClockName.INTAKE:
            return known.intake_days
        case ClockName.PRELIMINARY:
            return known.preliminary_days
        case ClockName.CONSULTATION:
            return known.opinion_days
        case ClockName.SPECIAL:
            return known.special_days


def periods(case: Case) -> tuple[Period, ...]:
    """Every run of a clock; from a filing until its papers are accepted, intake as it runs if they are complete.

    Source: Measures 2022, Article 9 (2020: 8): the days count from the receipt of papers that meet the requirements,
    so they run from the first day, and accepting the papers late gives none back.
    """
    if case.state is not State.FILED or case.papers.received is None:
        return case.periods
    return (*case.periods, Period(ClockName.INTAKE, case.papers.received, if_complete=True))


def clocks(case: Case, at: date, calendar: Workdays) -> tuple[Clock, ...]:
    """Every clock that has started, in the order of starting; one for each of `periods`.

    Args:
        at: the day asked of, not before the case's last event.
    Source: Measures 2022, Articles 9, 11, 12, 14, 15; 2020, Articles 8, 10, 11, 13, 14.
    """
    if case.instrument is None:
        return ()
    return tuple(_clock(case, period, case.instrument, at, calendar) for period in periods(case))


def _clock(case: Case, period: Period, instrument: str, at: date, calendar: Workdays) -> Clock:
    figure = figure_of(period.clock, instrument)
    budget = figure.value + period.extended
    over, waiting = pauses_of(case, period)
    last = due(period.started, budget, calendar, over)
    paused = waiting is not None and last.due > waiting.start
    until = period.ended or at
    used = counted(period.started, until, calendar, [*over, *_up_to(waiting, until)])
    status = _status(period, last.due, at, paused)
    if case.partial and status not in (Status.MET, Status.MISSED):
        status = Status.UNKNOWN
    unknown = status is Status.UNKNOWN
    return Clock(
        period.clock,
        figure.article,
        period.consultee,
        period.started,
        budget,
        (*over, waiting) if waiting else tuple(over),
        None if unknown else used,
        None if paused else last.due,
        not paused and last.provisional,
        status,
        None if unknown else period.ended,
        period.if_complete,
        None if paused else last.earliest,
        None if paused else last.latest,
        None if paused else last.missing_notice,
        _assumed(case, period),
    )


def _assumed(case: Case, period: Period) -> Literal["ex_officio_clock", "special_start"] | None:
    if period.clock is ClockName.SPECIAL:
        return "special_start"
    return (
        "ex_officio_clock" if case.ground == "ex_officio" and period.clock is ClockName.PRELIMINARY else None
    )


def _status(period: Period, last: date, at: date, paused: bool) -> Status:
    if period.stopped:
        return Status.STOPPED
    if period.ended:
        return Status.MET if period.ended <= last else Status.MISSED
    if paused:
        return Status.PAUSED
    return Status.OVERDUE if at > last else Status.RUNNING


def pauses_of(case: Case, period: Period) -> tuple[Sequence[Pause], Pause | None]:
    """The pauses that touch a clock: those that are over, and the open one while the clock runs.

    A pause under way when the clock ended is cut to that end: what came later no longer concerns it.
    """
    if period.clock is ClockName.CONSULTATION and case.holds("pause_reach") == "office_clocks":
        return [], None
    over = []
    for pause in case.papers.pauses:
        if (own := _cut(pause.start, pause.end, period)) is not None:
            over.append(own)
    if case.papers.since is None or (own := _cut(case.papers.since, None, period)) is None:
        return over, None
    if period.ended is None:
        return over, own
    return [*over, own], None


def _cut(start: date, end: date | None, period: Period) -> Pause | None:
    if period.ended is not None:
        if start >= period.ended:
            return None
        end = period.ended if end is None else min(end, period.ended)
    if end is not None and end <= period.started:
        return None
    return Pause(max(start, period.started), end, None)


def _up_to(waiting: Pause | None, until: date) -> tuple[Pause, ...]:
    return (Pause(waiting.start, max(until, waiting.start), None),) if waiting else ()
