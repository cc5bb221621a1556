"""The load by week, and the days that a holiday notice not yet out may still move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.law.strip import awaited
from shencha.procedure.roles import CONSULTED, OFFICE, Role
from shencha.records import access, worklists
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.desk import Line, lines
from shencha.web.units import registered

WEEKS = 12
MOST = 300
"""To-dos read at most; a note says when there are more."""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday."""

    first: date
    last: date
    working: int
    """Working days in it."""
    provisional: bool
    lines: Sequence[Line]
    share: int
    """Its load in per cent of the heaviest week, in steps of ten."""


@only_for(*OFFICE, *CONSULTED, Role.COMMISSION_SECRETARY)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Twelve weeks of what is owed, and what is provisional."""
    membership, on = acting(request), today()
    known = registered()
    monday = on - timedelta(on.weekday())
    todos = list(
        worklists.owed_by(membership).filter(due__isnull=False, due__lt=monday + timedelta(7 * WEEKS))[
            : MOST + 1
        ]
    )
    provisional = list(worklists.owed_by(membership).filter(provisional=True)[:MOST])
    shown = {
        "section": "desk",
        "today": on,
        "overdue": lines([one for one in todos if one.due and one.due < monday], membership, known),
        "weeks": _weeks(todos[:MOST], monday, membership, known),
        "more": len(todos) > MOST,
        "provisional": lines(provisional, membership, known),
        "awaited": awaited(workdays().covered_to.year + 1),
        "covered_to": workdays().covered_to,
        "in_office": access.role_of(membership) in OFFICE,
    }
    return render(request, "cases/week.html", shown)


def _weeks(
    todos: Sequence[object], monday: date, membership: Membership, known: Mapping[str, Text]
) -> list[Week]:
    calendar = workdays()
    found: list[tuple[date, list[Line]]] = []
    told = lines(todos, membership, known)  # type: ignore[arg-type]
    for n in range(WEEKS):
        first = monday + timedelta(7 * n)
        last = first + timedelta(6)
        found.append((first, [one for one in told if one.todo.due and first <= one.todo.due <= last]))
    most = max((len(owed) for _, owed in found), default=0) or 1
    return [
        Week(
            first,
            first + timedelta(6),
            calendar.total(first + timedelta(6)) - calendar.total(first - timedelta(1)),
            first + timedelta(6) > calendar.covered_to,
            owed,
            -(-10 * len(owed) // most) * 10,
        )
        for first, owed in found
    ]
