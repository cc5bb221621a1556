"""The leader's page: the office's work on one sheet of A4."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.names import STATE_NAMES
from shencha.procedure.roles import OFFICE
from shencha.records.clock import today
from shencha.records.reads.overview import Month, overview
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.chips import days_left
from shencha.web.desks.office import lines, weekday
from shencha.web.units import registered, unit_name

HIGH = 90.0
"""Height of the tallest bar of the trend."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A month of the trend as it is drawn, in a picture of 600 by 130."""

    month: Month
    name: Text
    x: float
    came_high: float
    ended_high: float

    @property
    def came_y(self) -> float:
        """Where its bar begins."""
        return 100 - self.came_high

    @property
    def ended_y(self) -> float:
        """Where its bar begins."""
        return 100 - self.ended_high


@only_for(*OFFICE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How many by step, who is late and by how much, this week, the trend of a year."""
    membership, on = acting(request), today()
    found, known, calendar = overview(membership, on), registered(), workdays()
    most = max((count for _, count in found.by_state), default=1)
    now = found.months[-1]
    shown = {
        "section": "desk",
        "today": on,
        "weekday": weekday(on),
        "found": found,
        "now": now,
        "steps": [(STATE_NAMES[state].begun, count, 100 * count / most) for state, count in found.by_state],
        "late": [
            (unit_name(one.who, known), one.count, one.since, -days_left(one.since, on, calendar))
            for one in found.late
        ],
        "overdue": lines(found.overdue, membership, known),
        "week": lines(found.week, membership, known),
        "bars": _bars(found.months),
    }
    return render(request, "cases/overview.html", shown)


def _bars(months: tuple[Month, ...]) -> list[Bars]:
    most = max([max(one.came, one.ended) for one in months] + [1])
    return [
        Bars(
            one,
            Text(f"{one.first.month}月", f"{one.first:%b}"),
            50.0 * n,
            HIGH * one.came / most,
            HIGH * one.ended / most,
        )
        for n, one in enumerate(months)
    ]
