"""The rows behind the desks, made from the fold and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import NOTICES, OWED, CaseAssigned, Event, NoticeDelivered, Recused
from shencha.procedure.case import Case
from shencha.procedure.chasing import chase_from
from shencha.procedure.supervision import PARTY, Obligation
from shencha.procedure.todos import lies_with, on_desks, todos
from shencha.records.models import (
    CaseFile,
    CaseReader,
    CaseUnit,
    LoggedAct,
    Notice,
    ObligationRow,
    Organisation,
    Person,
    Recusal,
    StoredEvent,
    Todo,
)
from shencha.records.prepared import Delete, Insert, Select, Update

COMMISSION = "commission"
OFFICE = "office"
UNITS = "units"

_CASE = Update(
    CaseFile,
    "ground",
    "title",
    "party",
    "state",
    "result",
    "sequence",
    "opened_on",
    "last_on",
    "due_on",
    "paused",
    "lies_with",
    "officer",
    "deputy",
    "restricted",
)
_OLD_TODOS, _NEW_TODOS = Delete(Todo, "case"), Insert(Todo)
_NEW_NOTICE = Insert(Notice)
_PARTY = {
    column: Select(
        lambda kind, words, column=column: (
            Organisation.objects.filter(kind=kind, **{column: words}).order_by("pk").values_list("pk")
        )
    )
    for column in ("key", "name_zh", "name_en")
}
_KEYS = Select(lambda key: Person.objects.filter(key=key).values_list("pk"))
FILING_CARRIED = "filing_carried"
"""The act that says what can still be known of a filing whose event does not hold its content."""
NOTICE_RECEIVED = "notice_received"
"""The act by which someone of the addressee opened a notice: its event's number in the case, and the day."""


class _Place(NamedTuple):
    """Where rows of a case hang: the case's number in the store, and its party's."""

    pk: int
    party_id: int | None


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a case but its events and papers, as its events make them."""

    columns: dict[str, Any]
    """Of the case file; its party by its number in the store."""
    todos: list[Todo]
    obligations: list[ObligationRow]
    units: set[str]
    recused: frozenset[str]
    """Persons by their keys."""
    readers: frozenset[str]
    """Who else may see a restricted case, by their keys."""


def rows_of(file: CaseFile, whole: Case, calendar: Workdays, filed: Mapping[str, Any] | None = None) -> Rows:
    """The rows of a case; the one way in which they are made, for the door and for the audit.

    Args:
        file: where they hang; nothing of it but its number in the store and the party already found is used.
        filed: what was carried in of a filing whose event does not hold its party, ground and title.
    """
    known = filed or {}
    party = whole.party or known.get("party")
    party_id = _organisation(party) if party else None
    owed = todo_rows(_Place(file.pk, party_id), whole, calendar)
    columns = (
        standing_columns(whole)
        | list_columns(whole, owed)
        | {
            "ground": whole.ground or "",
            "title": whole.title or known.get("title", ""),
            "party_id": party_id,
        }
    )
    return Rows(
        columns,
        owed,
        obligation_rows(file, whole),
        units_of(whole),
        whole.recused,
        readers_of(whole),
    )


def carried_in(case: CaseFile, whole: Case) -> Mapping[str, Any] | None:
    """What was carried in of a filing whose event does not hold its content; None where the event holds it."""
    if whole.title is not None:
        return None
    found = LoggedAct.objects.filter(about=f"case:{case.number}", name=FILING_CARRIED)
    return found.values_list("said", flat=True).first()


def project(
    case: CaseFile, so_far: Case, after: Case, entry: StoredEvent, event: Event, calendar: Workdays
) -> None:
    """Write the rows that an event changes; inside the transaction that stores it."""
    rows = rows_of(case, after, calendar, carried_in(case, after))
    case.sequence = entry.sequence
    for column, value in rows.columns.items():
        setattr(case, column, value)
    _CASE.one(case)
    if entry.sequence > 1:
        _OLD_TODOS.of(case.pk)
    _NEW_TODOS.many(rows.todos)
    if (after.obligations, after.chases) != (so_far.obligations, so_far.chases):
        ObligationRow.objects.filter(case=case).delete()
        ObligationRow.objects.bulk_create(rows.obligations)
    if fresh := rows.units - units_of(so_far):
        CaseUnit.objects.bulk_create(CaseUnit(case=case, unit=unit) for unit in sorted(fresh))
    if event.name in NOTICES and case.party_id is not None:
        _NEW_NOTICE.one(Notice(event=entry, to_id=case.party_id, issued_on=event.on))
    match event:
        case NoticeDelivered():
            receive(case)
        case CaseAssigned():
            CaseReader.objects.filter(case=case).delete()
            people = Person.objects.filter(key__in=rows.readers)
            CaseReader.objects.bulk_create(CaseReader(case=case, person=one) for one in people)
        case Recused(person=person):
            for one in Person.objects.filter(key=person):
                Recusal.objects.get_or_create(case=case, person=one)
        case _:
            pass


def make_anew(case: CaseFile, rows: Rows) -> None:
    """Write the rows that follow from the fold alone as this program makes them, where an older one made others."""
    for column in ("state", "result", "opened_on", "last_on", "due_on", "paused", "lies_with"):
        setattr(case, column, rows.columns[column])
    _CASE.one(case)
    _OLD_TODOS.of(case.pk)
    _NEW_TODOS.many(rows.todos)
    ObligationRow.objects.filter(case=case).delete()
    ObligationRow.objects.bulk_create(rows.obligations)


def receipts(told: Iterable[tuple[int, int, Mapping[str, Any]]]) -> dict[int, tuple[date, date | None]]:
    """The notices of a case by the number of their event: the day of issue, and that of receipt where there is one.

    A notice delivered on paper is the oldest of its name that nobody has received; one opened is the one opened.

    Args:
        told: of each event, and of each opening (`NOTICE_RECEIVED`): its place in the log, the event's number in the
            case, and what was said.
    """
    found: dict[int, tuple[date, date | None]] = {}
    names: dict[int, str] = {}
    for _, sequence, said in sorted(told, key=itemgetter(0)):
        name = str(said.get("event", ""))
        if name in NOTICES:
            found[sequence], names[sequence] = (date.fromisoformat(said["on"]), None), name
        elif name == NoticeDelivered.name:
            open_yet = [at for at, (_, got) in found.items() if got is None and names[at] == said["notice"]]
            if open_yet:
                on = date.fromisoformat(said.get("received") or said["on"])
                found[open_yet[0]] = (found[open_yet[0]][0], on)
        elif not name and found.get(said["sequence"], (None, True))[1] is None:
            found[said["sequence"]] = (found[said["sequence"]][0], date.fromisoformat(said["on"]))
    return found


def told_of(case: CaseFile) -> list[tuple[int, int, Mapping[str, Any]]]:
    """What `receipts` reads of a case."""
    events = StoredEvent.objects.filter(case=case).values_list("log_index", "sequence", "payload")
    acts = LoggedAct.objects.filter(about=f"case:{case.number}", name=NOTICE_RECEIVED)
    return [*events, *((at, 0, said) for at, said in acts.values_list("log_index", "said"))]


def receive(case: CaseFile) -> None:
    """Write the days of receipt of a case's notices."""
    made = receipts(told_of(case))
    for notice in Notice.objects.select_related("event").filter(event__case=case, received_on=None):
        _, received = made.get(notice.event.sequence, (None, None))
        if received is not None:
            Notice.objects.filter(pk=notice.pk).update(received_on=received)


def _person(key: str | None) -> int | None:
    found = _KEYS.rows(key) if key else []
    return int(found[0][0]) if found else None


def readers_of(case: Case) -> frozenset[str]:
    """Who else may see a restricted case, by their keys."""
    named = case.assigned.readers if case.assigned and case.assigned.restricted else ()
    return frozenset(named)


def _organisation(words: str) -> int | None:
    for column in ("key", "name_zh", "name_en"):
        found = _PARTY[column].rows(Organisation.Kind.PARTY.value, words)
        if found:
            return int(found[0][0])
    return None


def standing_columns(case: Case) -> dict[str, Any]:
    """The columns of a case file that its events make."""
    return {
        "state": case.state.value if case.state else "",
        "result": case.result or "",
        "opened_on": case.opened,
        "last_on": case.last,
    }


def list_columns(case: Case, owed: Sequence[Todo]) -> dict[str, Any]:
    """The columns by which lists of cases are filtered, sorted and shown.

    Args:
        owed: the case's to-dos, as `todo_rows` makes them.
    """
    return {
        "due_on": min((one.due for one in owed if one.due), default=None),
        "paused": case.open and case.papers.since is not None,
        "lies_with": _side(lies_with(case, [one.who for one in owed])),
        "officer_id": _person(case.officer),
        "deputy_id": _person(case.deputy),
        "restricted": bool(case.assigned and case.assigned.restricted),
    }


def _side(whose: Sequence[str]) -> str:
    """On which side of the counter a case lies; units are not told apart."""
    if not whose:
        return ""
    return whose[0] if whose[0] in (OFFICE, PARTY, COMMISSION) else UNITS


def owe_anew(cases: Iterable[tuple[CaseFile, Case]], calendar: Workdays) -> None:
    """Write anew what is owed in these cases, where a notice or a policy moved their days."""
    files, made = [], []
    for file, whole in cases:
        owed = todo_rows(file, whole, calendar)
        for column, value in list_columns(whole, owed).items():
            setattr(file, column, value)
        files.append(file)
        made += owed
    Todo.objects.filter(case__in=files).delete()
    Todo.objects.bulk_create(made)
    CaseFile.objects.bulk_update(files, ["due_on", "paused", "lies_with"])


def todo_rows(file: CaseFile | _Place, case: Case, calendar: Workdays) -> list[Todo]:
    """What is owed in the case; the same on every day, since only `overdue` depends on the day."""
    if case.last is None:
        return []
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
            since=todo.first_on or case.moved or case.last,
            first=todo.first or "",
            first_on=todo.first_on,
            second=todo.first_on is not None,
            house=todo.house,
            chased=len(todo.chased),
            chased_on=todo.chased[-1] if todo.chased else None,
            chase_from=chase_from(case, todo.due, todo.chased, calendar) if todo.act in OWED else None,
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
            chased=len(chased),
            chased_on=chased[-1] if chased else None,
            stale=bool(one.stale),
        )
        for one in case.obligations
        if one.standing
        for chased in (case.chased("evidence_received", one.commitment),)
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
    if case.commission is not None or (case.ground == "ex_officio" and case.periods):
        units.add(COMMISSION)
    return units
