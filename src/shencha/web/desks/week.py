"""The load by week, and the days that a holiday notice not yet out may still move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.law.calendar.strip import awaited
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.roles import OFFICE, Side, of_side
from shencha.records import access
from shencha.records.clock import today
from shencha.records.reads import worklists
from shencha.records.workdays import workdays
from shencha.web.acting import acting, only_for
from shencha.web.desks.office import WEEK_OF, Line, lines
from shencha.web.units import registered

WEEKS = 12
EACH = 8
"""Lines of a week that are shown; a page of its own has all of them."""
MOST = 100
"""Provisional days shown at most; a note says when there are more."""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday."""

    first: date
    last: date
    working: int
    """Working days in it."""
    provisional: bool
    lines: Sequence[Line]
    """The first of them."""
    total: int
    others: Sequence[Line]
    """What others owe in it."""
    share: int
    """Its load in per cent of the heaviest week, in steps of ten."""

    @property
    def name(self) -> str:
        """As the address of its own page names it."""
        return f"{WEEK_OF}{self.first}"


@only_for(*of_side(Side.OFFICE, Side.UNITS, Side.COMMISSION))
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Twelve weeks of what is owed, and what is provisional."""
    membership, on = acting(request), today()
    known, calendar = registered(), workdays()
    monday = on - timedelta(on.weekday())
    overdue, more_overdue = worklists.page_of(membership, ("overdue", "late"), on, 1)
    totals, todos = worklists.weeks(worklists.owed_by(membership), monday, WEEKS, EACH)
    _, theirs = worklists.weeks(worklists.owed_by_others(membership).filter(due__gte=on), monday, WEEKS, EACH)
    provisional = list(worklists.owed_by(membership).filter(provisional=True)[: MOST + 1])
    shown = {
        "section": "desk",
        "today": on,
        "overdue": lines(overdue, membership, known),
        "more_overdue": more_overdue,
        "weeks": _weeks(
            totals, lines(todos, membership, known), lines(theirs, membership, known), monday, calendar
        ),
        "provisional": lines(provisional[:MOST], membership, known),
        "more": len(provisional) > MOST,
        "most": MOST,
        "awaited": awaited(calendar.covered_to.year + 1),
        "covered_to": calendar.covered_to,
        "in_office": access.role_of(membership) in OFFICE,
    }
    return render(request, "cases/week.html", shown)


def _weeks(
    totals: Sequence[int],
    ours: Sequence[Line],
    others: Sequence[Line],
    monday: date,
    calendar: Workdays,
) -> list[Week]:
    def within(told: Sequence[Line], first: date) -> list[Line]:
        return [one for one in told if one.todo.due and first <= one.todo.due <= first + timedelta(6)]

    most, found = max(totals) or 1, []
    for n, total in enumerate(totals):
        first = monday + timedelta(7 * n)
        last = first + timedelta(6)
        found.append(
            Week(
                first,
                last,
                calendar.total(last) - calendar.total(first - timedelta(1)),
                last > calendar.covered_to,
                within(ours, first),
                total,
                within(others, first),
                -(-10 * total // most) * 10,
            )
        )
    return found
