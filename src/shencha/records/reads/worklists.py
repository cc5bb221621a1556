"""What an officer, a member, a party sees first: what is due, sorted by day.

Each part reads a few rows by an index and counts no further than a bound, so that a desk costs the same with a
thousand open cases and with a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncWeek

from shencha.procedure.case import ENDS
from shencha.procedure.roles import CONSULTED, COUNTERSIGNERS, OFFICE, OFFICERS, PARTY_SIDE, WHOLE_CASE, Role
from shencha.records import access
from shencha.records.models import Absence, CaseFile, Membership, Organisation, StoredEvent, Todo
from shencha.records.prepared import ByNumber, Rows, Select

SHOWN = 50
"""Lines of a part that are given at most, a page of them."""
COUNTED = 200
"""Beyond this a part says `200+`."""
FRESH = 10
ALL, MINE, UNIT = "all", "mine", "unit"
WHOSE = (MINE, UNIT, ALL)
"""Whose cases a desk of the office shows; what waits for a signature is shown whosever it is."""
_LINES = ByNumber(lambda *ids: Todo.objects.select_related("case__party", "case__officer").filter(pk__in=ids))
UNTOUCHED = ("filed", "proposed")
"""States in which nothing has been done yet."""
WEEK = timedelta(days=7)
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
    if role in PARTY_SIDE:
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
    if role in WHOLE_CASE:
        return todos.filter(office__in=(False,))  # written so, a database looks it up by the index
    return todos.filter(who="office") if role in PARTY_SIDE else todos.none()


def desk(membership: Membership, today: date, *, shown: int = SHOWN, whose: str = ALL) -> Desk:
    """The first page of a membership on a day, in a constant number of queries.

    Args:
        shown: lines of each part at most. whose: of WHOSE.
    """
    ids = {name: _ids(membership, name, today, whose) for name in PARTS}
    rows = _LINES.found([pk for found in ids.values() for pk in found[:shown]])
    parts = tuple(
        Part(
            name,
            [rows[pk] for pk in found[:shown] if pk in rows],
            min(len(found), COUNTED),
            len(found) > COUNTED,
        )
        for name, found in ids.items()
    )
    following = next((one.lines[0] for one in parts if one.id in ("week", "later") and one.lines), None)
    return Desk(parts, _fresh(membership), following)


def drafted(membership: Membership, today: date, most: int) -> list[Todo]:
    """What colleagues or this person drafted and someone else signs, due later than this week; the earliest first."""
    place, week, key = membership.organisation, today + WEEK, membership.person.key
    if not membership.active:
        return []
    if access.role_of(membership) in PARTY_SIDE:
        return list(_to_be_signed(membership, week, key)[:most])
    return _drafted(membership.role, most).all(membership.person_id, place.pk, place.unit, week, key)


def _to_be_signed(membership: Membership, week: date, key: str) -> QuerySet[Todo]:
    signing = _to_sign(access.role_of(membership), key)
    mine = owed_by(membership).filter(second__in=(True,), due__gt=week)
    return mine if signing is None else mine.exclude(signing)


@cache
def _drafted(role: str, most: int) -> Rows[Todo]:
    def found(person: int, organisation: int, unit: str, week: date, key: str) -> QuerySet[Todo]:
        place = Organisation(pk=organisation, unit=unit)
        held = Membership(person_id=person, organisation=place, role=role)
        return _to_be_signed(held, week, key)[:most]

    return Rows(found)


def unassigned(membership: Membership) -> int:
    """How many open cases nobody has, for whoever is of the office; counted no further than a page says."""
    return len(_unassigned(membership.role).rows(membership.person_id)) if membership.active else 0


@cache
def _unassigned(role: str) -> Select:
    def found(person: int) -> QuerySet[Any, Any]:
        cases = access.cases_of(access.in_office(role, person)).filter(officer=None)
        return (
            cases.exclude(state__in=[one.value for one in ENDS]).order_by().values_list("pk")[: COUNTED + 1]
        )

    return Select(found)


def page_of(
    membership: Membership, names: Sequence[str], today: date, page: int, whose: str = ALL
) -> tuple[list[Todo], bool]:
    """A page of parts of a desk, one after the other, and whether another follows.

    Args:
        names: of PARTS. page: from 1. whose: of WHOSE.
    """
    week, key = today + WEEK, membership.person.key
    todos = _todos(membership, names[0], today, week, key, whose)
    for name in names[1:]:
        todos |= _todos(membership, name, today, week, key, whose)
    begin = (page - 1) * SHOWN
    lines = list(todos[begin : begin + SHOWN + 1])
    return lines[:SHOWN], len(lines) > SHOWN


def weeks(owed: QuerySet[Todo], first: date, count: int, each: int) -> tuple[list[int], list[Todo]]:
    """How much is owed in each of so many weeks, exactly, and the first lines of each.

    Args:
        owed: `owed_by` or `owed_by_others`. first: a Monday. each: lines of a week at most.
    """
    owed = owed.filter(due__gte=first, due__lt=first + count * WEEK)
    totals = [0] * count
    for day, n in owed.order_by().values_list("due").annotate(n=Count("id")):
        totals[(day - first) // WEEK] += n
    place = Window(RowNumber(), partition_by=TruncWeek("due"), order_by=["due", "id"])
    return totals, list(owed.annotate(place=place).filter(place__lte=each).order_by("due", "id"))


def week_page(membership: Membership, first: date, page: int) -> tuple[list[Todo], bool]:
    """A page of what is owed in the week of that Monday, and whether another follows."""
    begin = (page - 1) * SHOWN
    todos = owed_by(membership).filter(due__gte=first, due__lt=first + WEEK)
    lines = list(todos[begin : begin + SHOWN + 1])
    return lines[:SHOWN], len(lines) > SHOWN


def _ids(membership: Membership, name: str, today: date, whose: str) -> list[int]:
    """The to-dos of a part in their order, one more than are counted; no row is read."""
    if not membership.active:
        return []
    place, week = membership.organisation, today + WEEK
    if access.role_of(membership) in PARTY_SIDE:
        found = _todos(membership, name, today, week, "").values_list("pk", flat=True)
        return list(found[: COUNTED + 1])
    asked = _part(membership.role, name, whose)
    key = membership.person.key
    return [pk for (pk,) in asked.rows(membership.person_id, place.pk, place.unit, today, week, key)]


@cache
def _part(role: str, name: str, whose: str) -> Select:
    """How a membership of that role finds a part of its desk; compiled once."""

    def found(
        person: int, organisation: int, unit: str, today: date, week: date, key: str
    ) -> QuerySet[Any, Any]:
        place = Organisation(pk=organisation, unit=unit)
        held = Membership(person_id=person, organisation=place, role=role)
        return _todos(held, name, today, week, key, whose).values_list("pk")[: COUNTED + 1]

    return Select(found)


def _todos(
    membership: Membership, name: str, today: date, week: date, key: str, whose: str = ALL
) -> QuerySet[Todo]:
    """A part of a desk.

    Args:
        key: the person's own, who signs nothing that this person drafted.
    """
    mine, signing = owed_by(membership), _to_sign(access.role_of(membership), key)
    if name == "sign":
        return mine.filter(signing) if signing is not None else mine.none()
    if signing is not None:
        mine = mine.exclude(signing)
    theirs = owed_by_others(membership)
    if whose != ALL:
        chosen = _whose(membership, whose, today)
        mine, theirs = mine.filter(chosen), theirs.filter(chosen)
    match name:
        case "late":
            return theirs.filter(due__lt=today)
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
            return theirs.exclude(due__lt=today)


def _whose(membership: Membership, whose: str, today: date) -> Q:
    """Cases that are mine or that I stand in for; or those of my organisation, what nobody has among them."""
    person, place = membership.person_id, membership.organisation_id
    if whose == MINE:
        away = Absence.objects.filter(first__lte=today, last__gte=today, deputy__person=person)
        stands_in = Q(case__officer__in=away.values("membership__person"))
        return Q(case__officer=person) | Q(case__deputy=person) | stands_in
    colleagues = Membership.objects.filter(organisation=place, active=True).values("person")
    return Q(case__officer=None) | Q(case__officer__in=colleagues)


def _to_sign(role: Role, key: str) -> Q | None:
    """What a colleague drafted or looked at first, and this person finishes; None for whoever signs nothing."""
    anyone = Q(second__in=(True,))  # written so, the index is used
    if role not in OFFICERS:
        return None
    others = anyone & ~Q(first=key)
    return others if role in COUNTERSIGNERS else others & Q(act="evidence_decided")


def _fresh(membership: Membership) -> list[CaseFile]:
    """The newest cases on which nothing has been done, for whoever sees them all; by index, state by state."""
    if not membership.active or access.role_of(membership) not in WHOLE_CASE:
        return []
    ids = sorted(
        (pk for state in UNTOUCHED for (pk,) in _newest(membership.role).rows(membership.person_id, state)),
        reverse=True,
    )
    cases = _fresh_cases(membership.role).found(ids[:FRESH], membership.person_id) if ids else {}
    found = [cases[pk] for pk in ids[:FRESH] if pk in cases]
    return sorted(found, key=lambda case: (case.opened_on or date.min, case.pk), reverse=True)


@cache
def _fresh_cases(role: str) -> ByNumber[CaseFile]:
    return ByNumber(
        lambda person, *ids: access.cases_of(
            Membership(person_id=person, organisation=Organisation(), role=role)
        ).filter(pk__in=ids)
    )


@cache
def _newest(role: str) -> Select:
    """How a membership of that role finds the newest cases in a state; compiled once."""

    def found(person: int, state: str) -> QuerySet[Any, Any]:
        held = Membership(person_id=person, organisation=Organisation(), role=role)
        return access.cases_of(held).filter(state=state).order_by("-id").values_list("pk")[:FRESH]

    return Select(found)


def opinions_awaited(cases: Iterable[int]) -> dict[int, Todo]:
    """Of these cases, by number in the store: the opinion that is owed last; one query, for a party's own cases.

    A party learns from it the last day of the step, not whose opinion it is.
    """
    owed = Todo.objects.filter(case__in=list(cases), act="opinion_received").order_by("due", "id")
    return {one.case_id: one for one in owed}


def ended_on(cases: Iterable[CaseFile]) -> dict[int, date]:
    """The day on which each of these ended cases ended; what is recorded after the conclusion does not move it."""
    ends = ("determination_notified", "commission_decided", "conclusion_notified", "withdrawn")
    events = StoredEvent.objects.filter(case__in=[one.pk for one in cases], name__in=ends)
    return dict(events.order_by("sequence").values_list("case_id", "on"))
