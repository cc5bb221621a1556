"""The rows behind the desks, made from the fold and from nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import NOTICES, Event, NoticeDelivered, Recused
from shencha.procedure.case import Case
from shencha.procedure.supervision import Obligation
from shencha.procedure.todos import on_desks, todos
from shencha.records.models import (
    CaseFile,
    CaseUnit,
    Notice,
    ObligationRow,
    Organisation,
    Person,
    Recusal,
    StoredEvent,
    Todo,
)
from shencha.records.prepared import Delete, Insert, Update
from shencha.records.workdays import workdays_now

COMMISSION = "commission"
OFFICE = "office"

_CASE = Update(CaseFile, "party", "state", "result", "sequence", "opened_on", "last_on")
_OLD_TODOS, _NEW_TODOS = Delete(Todo, "case"), Insert(Todo)
_NEW_NOTICE = Insert(Notice)


def project(case: CaseFile, so_far: Case, after: Case, entry: StoredEvent, event: Event) -> None:
    """Write the rows that an event changes; inside the transaction that stores it."""
    case.sequence = entry.sequence
    for column, value in standing_columns(after).items():
        setattr(case, column, value)
    if after.party and case.party_id is None:
        case.party = _organisation(after.party)
    _CASE.one(case)
    if entry.sequence > 1:
        _OLD_TODOS.of(case.pk)
    _NEW_TODOS.many(todo_rows(case, after, workdays_now()))
    if after.obligations != so_far.obligations:
        ObligationRow.objects.filter(case=case).delete()
        ObligationRow.objects.bulk_create(obligation_rows(case, after))
    if fresh := units_of(after) - units_of(so_far):
        CaseUnit.objects.bulk_create(CaseUnit(case=case, unit=unit) for unit in sorted(fresh))
    if event.name in NOTICES and case.party_id is not None:
        _NEW_NOTICE.one(Notice(event=entry, to_id=case.party_id, issued_on=event.on))
    match event:
        case NoticeDelivered(notice=notice):
            _delivered(case, notice, event.receipt)
        case Recused(person=person):
            for one in Person.objects.filter(key=person):
                Recusal.objects.get_or_create(case=case, person=one)
        case _:
            pass


def make_anew(case: CaseFile, whole: Case) -> None:
    """Write the rows that follow from the fold alone as this program makes them, where an older one made others."""
    for column, value in standing_columns(whole).items():
        setattr(case, column, value)
    _CASE.one(case)
    _OLD_TODOS.of(case.pk)
    _NEW_TODOS.many(todo_rows(case, whole, workdays_now()))
    ObligationRow.objects.filter(case=case).delete()
    ObligationRow.objects.bulk_create(obligation_rows(case, whole))


def _delivered(case: CaseFile, notice: str, on: date) -> None:
    """The oldest notice of that name that nobody has opened was delivered on paper."""
    waiting = Notice.objects.filter(event__case=case, event__name=notice, received_on=None)
    first = waiting.order_by("id").values("pk")[:1]
    Notice.objects.filter(pk__in=list(first.values_list("pk", flat=True))).update(received_on=on)


def _organisation(words: str) -> Organisation | None:
    parties = Organisation.objects.filter(kind=Organisation.Kind.PARTY)
    return (
        parties.filter(key=words).first()
        or parties.filter(name_zh=words).first()
        or parties.filter(name_en=words).first()
    )


def standing_columns(case: Case) -> dict[str, Any]:
    """The columns of a case file that its events make."""
    return {
        "state": case.state.value if case.state else "",
        "result": case.result or "",
        "opened_on": case.opened,
        "last_on": case.last,
    }


def todo_rows(file: CaseFile, case: Case, calendar: Workdays) -> list[Todo]:
    """What is owed in the case; the same on every day, since only `overdue` depends on the day."""
    assert case.last is not None
    return [
        Todo(
            case_id=file.pk,
            who=todo.who,
            office=todo.who == OFFICE,
            party_id=file.party_id,
            act=todo.act,
            due=todo.due,
            article=todo.article,
            provisional=todo.provisional,
            earliest=todo.earliest,
            latest=todo.latest,
            missing_notice=todo.missing_notice,
            since=todo.first_on or case.last,
            first=todo.first or "",
            first_on=todo.first_on,
            second=todo.first_on is not None,
            house=todo.house,
        )
        for todo in on_desks(case, todos(case, case.last, calendar))
    ]


def obligation_rows(file: CaseFile, case: Case) -> list[ObligationRow]:
    """The promises and conditions that stand, or stood until they were released."""
    return [
        ObligationRow(
            case_id=file.pk,
            commitment=one.commitment,
            source=one.source,
            owes=one.owes,
            due=one.due,
            review_on=one.review_on if one.active else None,
            stage=stage_of(one),
            handed_on=one.waiting.on if one.waiting and one.active else None,
            stale=bool(one.stale),
        )
        for one in case.obligations
        if one.standing
    ]


def stage_of(one: Obligation) -> str:
    """How far it has come, in a word."""
    if one.released is not None:
        return "released"
    if one.to_decide:
        return "to_decide"
    return "to_check" if one.to_check else "owed"


def units_of(case: Case) -> set[str]:
    """The units that have come to do with the case."""
    units = {unit for one in case.rounds for unit in one.to}
    if case.concern:
        units.add(case.concern.by)
    if case.commission is not None:
        units.add(COMMISSION)
    return units
