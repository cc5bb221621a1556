"""What an officer, a member, a party sees first: what is due, sorted by day.

Each part reads a few rows by an index and counts no further than a bound, so that a desk costs the same with a
thousand open cases and with a hundred thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from shencha.procedure.roles import CONSULTED, OFFICE, Role
from shencha.records import access
from shencha.records.models import CaseFile, Membership, Todo

SHOWN = 50
COUNTED = 999
"""Beyond this a part says `999+`."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a desk: the first lines, and how many there are (bounded)."""

    id: str
    lines: list[Todo]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What is due, what others owe, and what is new."""

    parts: tuple[Part, ...]
    fresh: list[CaseFile]
    next: Todo | None
    """The first thing due after today, for a desk with nothing to do today."""


def who_of(membership: Membership) -> tuple[str, ...]:
    """The names under which this membership's to-dos stand."""
    role = access.role_of(membership)
    if role in OFFICE:
        return ("office",)
    if role in access.PARTY_SIDE:
        return ("party",)
    if role in CONSULTED:
        return (membership.organisation.unit,)
    return ("commission",) if role is Role.COMMISSION_SECRETARY else ()


def owed_by(membership: Membership) -> QuerySet[Todo]:
    """The to-dos that this membership's side owes, in cases that it may know of, the earliest first."""
    todos = Todo.objects.select_related("case__party").filter(who__in=who_of(membership))
    if access.role_of(membership) not in access.WHOLE_CASE:
        todos = todos.filter(case__in=access.cases_of(membership).select_related(None))
    return todos.order_by("due", "id")


def owed_by_others(membership: Membership) -> QuerySet[Todo]:
    """The to-dos that others owe in cases that it may know of, without what it may not know."""
    role = access.role_of(membership)
    todos = Todo.objects.select_related("case__party").exclude(who__in=who_of(membership))
    if role in OFFICE:
        return todos.order_by("due", "id")
    if role in access.PARTY_SIDE:
        mine = access.cases_of(membership).select_related(None)
        return todos.filter(who="office", case__in=mine).order_by("due", "id")
    return todos.none()


def desk(membership: Membership, today: date) -> Desk:
    """The first page of a membership on a day, in a constant number of queries."""
    mine = owed_by(membership)
    dated = mine.filter(due__isnull=False)
    week = today + timedelta(days=7)
    parts = (
        _part("overdue", dated.filter(due__lt=today)),
        _part("today", dated.filter(due=today)),
        _part("week", dated.filter(due__gt=today, due__lte=week)),
        _part("later", dated.filter(due__gt=week)),
        _part("undated", mine.filter(due__isnull=True)),
        _part("others", owed_by_others(membership)),
    )
    following = next((part.lines[0] for part in parts[2:4] if part.lines), None)
    fresh = access.cases_of(membership).filter(state__in=("filed", "proposed")).order_by("-id")[:10]
    return Desk(parts, list(fresh), following)


def _part(name: str, todos: QuerySet[Todo]) -> Part:
    lines = list(todos[: SHOWN + 1])
    if len(lines) <= SHOWN:
        return Part(name, lines, len(lines), False)
    total = todos[: COUNTED + 1].count()
    return Part(name, lines[:SHOWN], min(total, COUNTED), total > COUNTED)
