"""What an officer, a member, a party sees first: what is due, sorted by day.

Each part reads a few rows by an index and counts no further than a bound, so that a desk costs the same with a
thousand open cases and with a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from shencha.procedure.roles import CONSULTED, COUNTERSIGNERS, OFFICE, OFFICERS, Role
from shencha.records import access
from shencha.records.models import CaseFile, Membership, StoredEvent, Todo

SHOWN = 50
COUNTED = 999
"""Beyond this a part says `999+`."""
FRESH = 10
PARTS = ("overdue", "late", "sign", "today", "week", "later", "undated", "others")
"""What we owe stands in overdue, sign, today, week, later or undated; what others owe in late or others."""


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
    return access.todos_of(membership).filter(who__in=who_of(membership))


def owed_by_others(membership: Membership) -> QuerySet[Todo]:
    """The to-dos that others owe in cases that it may know of, without what it may not know."""
    todos, role = access.todos_of(membership), access.role_of(membership)
    if role in access.WHOLE_CASE:
        return todos.filter(office__in=(False,))  # written so, a database looks it up by the index
    return todos.filter(who="office") if role in access.PARTY_SIDE else todos.none()


def desk(membership: Membership, today: date) -> Desk:
    """The first page of a membership on a day, in a constant number of queries."""
    parts = tuple(part(membership, name, today) for name in PARTS)
    following = next((one.lines[0] for one in parts if one.id in ("week", "later") and one.lines), None)
    return Desk(parts, _fresh(membership), following)


def part(membership: Membership, name: str, today: date, *, page: int = 1) -> Part:
    """One part of a desk, a page of it.

    Args:
        name: one of PARTS. page: from 1.
    """
    todos, begin = _todos(membership, name, today), (page - 1) * SHOWN
    lines = list(todos[begin : begin + SHOWN + 1])
    if page == 1 and len(lines) <= SHOWN:
        return Part(name, lines, len(lines), False)
    total = todos.order_by()[: COUNTED + 1].count()
    return Part(name, lines[:SHOWN], min(total, COUNTED), total > COUNTED)


def _todos(membership: Membership, name: str, today: date) -> QuerySet[Todo]:
    week, signing = today + timedelta(days=7), _to_sign(membership)
    mine = owed_by(membership)
    if name == "sign":
        return mine.filter(signing) if signing is not None else mine.none()
    if signing is not None:
        mine = mine.exclude(signing)
    match name:
        case "late":
            return owed_by_others(membership).filter(due__lt=today)
        case "overdue":
            return mine.filter(due__lt=today)
        case "today":
            return mine.filter(due=today)
        case "week":
            return mine.filter(due__gt=today, due__lte=week)
        case "later":
            return mine.filter(due__gt=week)
        case "undated":
            return mine.filter(due__isnull=True)
        case _:
            return owed_by_others(membership).exclude(due__lt=today)


def _to_sign(membership: Membership) -> Q | None:
    """What a colleague drafted or looked at first, and this person finishes; None for whoever signs nothing."""
    role, anyone = access.role_of(membership), Q(second__in=(True,))  # written so, the index is used
    if role not in OFFICERS:
        return None
    others = anyone & ~Q(first=membership.person.key)
    return others if role in COUNTERSIGNERS else others & Q(act="evidence_decided")


def _fresh(membership: Membership) -> list[CaseFile]:
    """The newest cases on which nothing has been done, for whoever sees them all; by index, state by state."""
    if access.role_of(membership) not in access.WHOLE_CASE:
        return []
    cases = access.cases_of(membership).order_by("-id")
    found = [case for state in ("filed", "proposed") for case in cases.filter(state=state)[:FRESH]]
    return sorted(found, key=lambda case: (case.opened_on or date.min, case.pk), reverse=True)[:FRESH]


def ended_on(cases: Iterable[CaseFile]) -> dict[int, date]:
    """The day on which each of these ended cases ended; what is recorded after the conclusion does not move it."""
    ends = ("determination_notified", "commission_decided", "conclusion_notified", "withdrawn")
    events = StoredEvent.objects.filter(case__in=[one.pk for one in cases], name__in=ends)
    return dict(events.order_by("sequence").values_list("case_id", "on"))
