"""What a changed number would have meant for recorded cases: each clock of the figure, with both due days.

The cases stay as they were recorded, only the length of the period is another: who would have been late, and
by how many working days each last day moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.law.calendar.periods import Due, due
from shencha.law.calendar.workdays import Pause, Workdays
from shencha.procedure.case import Case, ClockName
from shencha.procedure.clocks import Clock, Status, clocks, figure_of, pauses_of, periods

FIGURES = {
    "intake_days": ClockName.INTAKE,
    "preliminary_days": ClockName.PRELIMINARY,
    "opinion_days": ClockName.CONSULTATION,
    "special_days": ClockName.SPECIAL,
}
"""The figures that set the length of a clock."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock under both numbers."""

    case: str
    clock: Clock
    new: Due | None
    """The period under the other number; None while a pause is open."""
    was_late: bool
    would_be_late: bool

    @property
    def new_due(self) -> date | None:
        """Its last day."""
        return self.new.due if self.new else None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "case": self.case,
            "clock": self.clock.clock.value,
            "consultee": self.clock.consultee,
            "started": self.clock.started.isoformat(),
            "ended": self.clock.ended and self.clock.ended.isoformat(),
            "due": self.clock.due and self.clock.due.isoformat(),
            "new_due": self.new_due and self.new_due.isoformat(),
            "earliest": self.new and self.new.earliest and self.new.earliest.isoformat(),
            "latest": self.new and self.new.latest and self.new.latest.isoformat(),
            "certain": self.new is not None and self.new.certain,
            "provisional": self.new is not None and self.new.provisional,
            "was_late": self.was_late,
            "would_be_late": self.would_be_late,
        }


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a changed figure on many cases."""

    figure: str
    value: int
    moved: tuple[Moved, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "figure": self.figure,
            "value": self.value,
            "clocks": len(self.moved),
            "late_before": sum(one.was_late for one in self.moved),
            "late_after": sum(one.would_be_late for one in self.moved),
            "cases": [one.as_dict() for one in self.moved],
        }


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
