"""The load by week, and the days that a holiday notice not yet out may still move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.law.strip import awaited
from shencha.law.workdays import published
from shencha.procedure.roles import CONSULTED, OFFICE, Role
from shencha.records import access, worklists
from shencha.records.clock import today
from shencha.records.models import Membership, Todo
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
    others: Sequence[Line]
    """What others owe in it."""
    share: int
    """Its load in per cent of the heaviest week, in steps of ten."""


@only_for(*OFFICE, *CONSULTED, Role.COMMISSION_SECRETARY)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Twelve weeks of what is owed, and what is provisional."""
    membership, on = acting(request), today()
    known = registered()
    monday = on - timedelta(on.weekday())
    end = monday + timedelta(7 * WEEKS)
    todos = list(worklists.owed_by(membership).filter(due__isnull=False, due__lt=end)[: MOST + 1])
    theirs = list(worklists.owed_by_others(membership).filter(due__isnull=False, due__lt=end)[: MOST + 1])
    late = [one for one in (*todos, *theirs) if one.due and one.due < on]
    provisional = list(worklists.owed_by(membership).filter(provisional=True)[:MOST])
    shown = {
        "section": "desk",
        "today": on,
        "overdue": lines(late, membership, known),
        "weeks": _weeks(todos[:MOST], theirs[:MOST], on, membership, known),
        "more": len(todos) > MOST or len(theirs) > MOST,
        "provisional": lines(provisional, membership, known),
        "awaited": awaited(published().covered_to.year + 1),
        "covered_to": published().covered_to,
        "in_office": access.role_of(membership) in OFFICE,
    }
    return render(request, "cases/week.html", shown)


def _weeks(
    todos: Sequence[Todo], theirs: Sequence[Todo], on: date, membership: Membership, known: Mapping[str, Text]
) -> list[Week]:
    """The weeks from today's, without what is overdue."""
    calendar, monday = published(), on - timedelta(on.weekday())
    ours, others = lines(todos, membership, known), lines(theirs, membership, known)

    def within(told: Sequence[Line], first: date) -> list[Line]:
        last = first + timedelta(6)
        return [one for one in told if one.todo.due and max(first, on) <= one.todo.due <= last]

    firsts = [monday + timedelta(7 * n) for n in range(WEEKS)]
    found = [(first, within(ours, first), within(others, first)) for first in firsts]
    most = max((len(owed) for _, owed, _ in found), default=0) or 1
    return [
        Week(
            first,
            first + timedelta(6),
            calendar.total(first + timedelta(6)) - calendar.total(first - timedelta(1)),
            first + timedelta(6) > calendar.covered_to,
            owed,
            awaiting,
            -(-10 * len(owed) // most) * 10,
        )
        for first, owed, awaiting in found
    ]
