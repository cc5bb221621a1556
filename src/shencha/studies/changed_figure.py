"""What a changed number would have meant for recorded cases: each clock of the figure, with both due days.

The cases stay as they were recorded, only the length of the period is another: who would have been late, and
by how many working days each last day moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from shencha.law.calendar.periods import Due, due
from shencha.law.calendar.workdays import Pause, Workdays
from shencha.procedure.case import Case, ClockName
from shencha.procedure.clocks import Clock, Status, clocks, figure_of, pauses_of, periods
from shencha.shapes import Key, Shape

FIGURES = {
    "intake_days": ClockName.INTAKE,
    "preliminary_days": ClockName.PRELIMINARY,
    "opinion_days": ClockName.CONSULTATION,
    "special_days": ClockName.SPECIAL,
}
"""The figures that set the length of a clock."""


@dataclass(frozen=True, slots=True)
class Moved(Shape):
    """One clock under both numbers."""

    TOLD = "case name consultee started ended due new_due earliest latest certain provisional was_late would_be_late"

    case: str
    clock: Clock
    new: Due | None
    """The period under the other number; None while a pause is open."""
    was_late: bool
    would_be_late: bool

    @property
    def name(self) -> Annotated[ClockName, Key("clock")]:
        """Which clock."""
        return self.clock.clock

    @property
    def consultee(self) -> str | None:
        """Whose opinion it waits for."""
        return self.clock.consultee

    @property
    def started(self) -> date:
        """When it began."""
        return self.clock.started

    @property
    def ended(self) -> date | None:
        """When it ended."""
        return self.clock.ended

    @property
    def due(self) -> date | None:
        """Its last day under the number in force."""
        return self.clock.due

    @property
    def earliest(self) -> date | None:
        """While a notice is awaited, the first day that the new one may be."""
        return self.new.earliest if self.new else None

    @property
    def latest(self) -> date | None:
        """The last such day."""
        return self.new.latest if self.new else None

    @property
    def certain(self) -> bool:
        """Are both the same day?"""
        return self.new is not None and self.new.certain

    @property
    def provisional(self) -> bool:
        """Does it depend on a notice that is awaited?"""
        return self.new is not None and self.new.provisional

    @property
    def new_due(self) -> date | None:
        """Its last day."""
        return self.new.due if self.new else None


@dataclass(frozen=True, slots=True)
class Effect(Shape):
    """The effect of a changed figure on many cases."""

    TOLD = "figure value clocks late_before late_after moved"

    figure: str
    value: int
    moved: Annotated[tuple[Moved, ...], Key("cases")]

    @property
    def clocks(self) -> int:
        """How many clocks it moves."""
        return len(self.moved)

    @property
    def late_before(self) -> int:
        """How many were late."""
        return sum(one.was_late for one in self.moved)

    @property
    def late_after(self) -> int:
        """How many would be late."""
        return sum(one.would_be_late for one in self.moved)


def effect(cases: Iterable[Case], figure: str, value: int, at: date, calendar: Workdays) -> Effect:
    """What the cases would look like on that day with another number of days.

    Raises:
        ValueError: a figure that sets no clock, or a number below 1.
    """
    if figure not in FIGURES or value < 1:
        raise ValueError(f"{figure} = {value} sets no clock")
    clock = FIGURES[figure]
    moved = []
    for case in cases:
        assert case.instrument is not None
        more = value - figure_of(clock, case.instrument).value
        for period, found in zip(periods(case), clocks(case, at, calendar), strict=True):
            if found.clock is clock and found.status is not Status.UNKNOWN:
                over, waiting = pauses_of(case, period)
                moved.append(_moved(case, found, list(over), waiting, more, at, calendar))
    return Effect(figure, value, tuple(moved))


def _moved(
    case: Case,
    clock: Clock,
    over: list[Pause],
    waiting: Pause | None,
    more: int,
    at: date,
    calendar: Workdays,
) -> Moved:
    found = due(clock.started, max(clock.budget + more, 1), calendar, over)
    last = found.due
    paused = waiting is not None and last > waiting.start
    was = clock.status in (Status.MISSED, Status.OVERDUE)
    done = clock.status in (Status.MET, Status.MISSED)
    until = clock.ended if done and clock.ended else at
    would = clock.status is not Status.STOPPED and not paused and until > last
    return Moved(case.number, clock, None if paused else found, was, would)
