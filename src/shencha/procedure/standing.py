"""Where a case stands on a day: state, clocks, to-dos, what may follow, and the open points relied on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.instruments import in_force, instruments
from shencha.law.measures.open_points import OPEN_POINTS, OpenPoint, Points, points_on
from shencha.procedure.acts import EventName
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case, ClockName, State
from shencha.procedure.clocks import Clock, Status, clocks
from shencha.procedure.names import RESULT_NAMES
from shencha.procedure.todos import Todo, owed
from shencha.shapes import MAYBE, Key, More, Positive, Shape
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Gap(Shape):
    """A place where a partial record jumps: the steps before this event are not on record."""

    event: Annotated[Positive, "number of the event, from 1"]
    name: EventName
    text: Text


@dataclass(frozen=True, slots=True)
class Standing(Shape):
    """The answer of `shencha replay`; `record` and `gaps` are told of a partial history only."""

    TOLD = "number at instrument state result clocks todos may_next open_points record told_gaps"
    MORE = {"dependentRequired": {"record": ["gaps"], "gaps": ["record"]}}  # noqa: RUF012

    case: Case
    at: date
    clocks: tuple[Clock, ...]
    todos: tuple[Todo, ...]
    may_next: Annotated[tuple[EventName, ...], More(uniqueItems=True)]
    open_points: Points
    gaps: tuple[Gap, ...] = ()

    @property
    def points(self) -> tuple[OpenPoint, ...]:
        """The open points relied on, in the words of the policy that holds for the case."""
        return tuple(points_on(self.open_points, self.case.opened or self.at, self.case.choices))

    @property
    def number(self) -> Annotated[str, Key("case")]:
        """The number of the case."""
        return self.case.number

    @property
    def instrument(self) -> Annotated[str | None, More(enum=[version.id for version in instruments()])]:
        """The version that governs."""
        return self.case.instrument

    @property
    def state(self) -> State:
        """Where the case is; only what has begun stands anywhere."""
        assert self.case.state is not None
        return self.case.state

    @property
    def result(self) -> Annotated[str | None, More(enum=[*RESULT_NAMES, None])]:
        """Its end."""
        return self.case.result

    @property
    def record(self) -> Annotated[Literal["partial"] | None, MAYBE]:
        """Only some steps are on record."""
        return "partial" if self.case.partial else None

    @property
    def told_gaps(self) -> Annotated[tuple[Gap, ...] | None, MAYBE, Key("gaps")]:
        """What is not on record."""
        return self.gaps if self.case.partial else None


def standing(case: Case, at: date, calendar: Workdays, gaps: Sequence[Gap] = ()) -> Standing:
    """Where the case stands on that day.

    Args:
        case: the fold of its events up to and including `at`.
        gaps: what a partial record does not tell.
    """
    running = clocks(case, at, calendar)
    relied = set(_relied_on(case, running, at))
    return Standing(
        case,
        at,
        running,
        owed(case, running, at, calendar),
        _may_follow(case, running, at),
        tuple(point for point in OPEN_POINTS if point in relied),
        tuple(gaps),
    )


def _may_follow(case: Case, running: tuple[Clock, ...], at: date) -> tuple[str, ...]:
    """As `may_next`; what follows from silence only once the days of the silent are over (open point O1)."""
    names, asked = may_next(case), case.round
    if case.state is not State.CONSULTATION or asked is None or asked.disagreed or not asked.silent:
        return names
    waits = [c for c in running if c.consultee in asked.silent and c.status is not Status.OVERDUE]
    early = {"conclusion_notified"} if waits else set()
    early |= {"special_procedure_notified"} if len(waits) == len(asked.silent) else set()
    return tuple(name for name in names if name not in early)


def _relied_on(case: Case, running: tuple[Clock, ...], at: date) -> Iterator[str]:
    """The open points whose policy this very answer rests on, no others."""
    asked = case.round
    first = next((one for one in case.rounds if not one.second), None)
    passed = first is not None and first.silent and case.holds("silence_in_consultation") != "waits"
    if passed or (case.state is State.CONSULTATION and asked and asked.silent and not asked.disagreed):
        yield "silence_in_consultation"
    if any(clock.clock is ClockName.SPECIAL for clock in running):
        yield "special_start"
    sure = [clock for clock in running if not clock.if_complete]
    if any(clock.paused for clock in sure):
        yield "pause_endpoints"
    if any(clock.status is Status.OVERDUE and clock.clock is not ClockName.CONSULTATION for clock in sure):
        yield "no_deemed_approval"
    if case.ground == "ex_officio" and sure:
        yield "ex_officio_clock"
    until = max(day for day in (case.ended or at, case.last) if day)
    governing = in_force(until)
    if governing and governing.id != case.instrument:
        yield "transition"
    if case.state is State.FILED:
        yield "incomplete_filing"
    if case.received_on(case.opened or at) != (case.opened or at):
        yield "time_zone"
    if case.state is State.WITHDRAWN:
        yield "withdrawal"
    if case.conditions:
        yield "conditions"
    if any(notice.delivered and notice.delivered != notice.issued for notice in case.notices):
        yield "service_of_notices"
