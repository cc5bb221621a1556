"""The one door through which an event enters a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.workdays import published
from shencha.procedure.allowed import decide
from shencha.procedure.case import Case, apply, replay
from shencha.procedure.events import NOTICES, Event, event_from, event_to
from shencha.records import access, log
from shencha.records.clock import SHANGHAI, now
from shencha.records.models import (
    CaseFile,
    CasePaper,
    CaseUnit,
    Membership,
    Notice,
    Organisation,
    StoredEvent,
    StoredFile,
    Todo,
)
from shencha.records.projections import standing_columns, todo_rows, units_of
from shencha.text import Text

LONGEST_KEY = 64


class Overtaken(NotAllowed):
    """Someone else acted on the case first; says who and what, so that the other looks again."""

    code = "overtaken"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that comes with an event."""

    material: str
    name: str
    file: StoredFile


def record(
    number: str,
    event: Event,
    *,
    by: Membership,
    key: str,
    expected: int | None = None,
    papers: Sequence[Paper] = (),
    at: datetime | None = None,
) -> StoredEvent:
    """Add one event to a case and return it with its receipt, or refuse and change nothing.

    Args:
        by: the membership in which the person acts.
        key: made by the client; the same key again returns the event that it made before.
        expected: how many events the person had seen; another number means that someone was faster.
        at: the moment, for a history that is carried in; now otherwise.
    Raises:
        NotFound: the case is not there, or not theirs. NotAllowed: not in this state or not by this person.
        Overtaken: someone acted in between. BadInput: the key or the day.
    """
    moment = at or now()
    _check(event, key, moment)
    with transaction.atomic():
        case = (
            access.cases_of(by)
            .select_related(None)
            .select_for_update(of=("self",))
            .filter(number=number)
            .first()
        )
        if case is None:
            raise NotFound(Text(f"没有编号为 {number} 的案件", f"there is no case {number}"))
        stored = list(case.events.order_by("sequence"))
        if (before := next((one for one in stored if one.key == key), None)) is not None:
            return _same_act(before, event, by)
        if expected is not None and expected != case.sequence:
            raise _overtaken(stored[-1])
        so_far = fold(case, stored)
        decide(so_far, event, by=access.actor(by))
        return enter(case, so_far, event, by=by, key=key, papers=papers, moment=moment)


def open_case(
    number: str,
    ground: str,
    title: str,
    party: Organisation | None,
    event: Event,
    *,
    by: Membership,
    key: str,
    papers: Sequence[Paper] = (),
    at: datetime | None = None,
) -> StoredEvent:
    """Begin a case with its first event; inside the caller's transaction.

    Raises:
        NotAllowed, BadInput: as `record`.
    """
    moment = at or now()
    _check(event, key, moment)
    begun = Case(number, ground)
    decide(begun, event, by=access.actor(by))
    case = CaseFile.objects.create(number=number, ground=ground, title=title, party=party)
    return enter(case, begun, event, by=by, key=key, papers=papers, moment=moment)


def already(key: str, by: Membership) -> StoredEvent | None:
    """The event that this key made before, if it was this person's."""
    found = StoredEvent.objects.select_related("case", "by").filter(key=key, by=by.person).first()
    return found if found and access.cases_of(by).filter(pk=found.case_id).exists() else None


def fold(case: CaseFile, stored: Iterable[StoredEvent]) -> Case:
    """The case that its stored events make."""
    events = (event_from(one.payload) for one in stored)
    return replay(events, ground=case.ground, number=case.number)


def enter(
    case: CaseFile,
    so_far: Case,
    event: Event,
    *,
    by: Membership,
    key: str,
    papers: Sequence[Paper],
    moment: datetime,
) -> StoredEvent:
    """Write the event, its log entry and every row made from it; the caller decided and holds the lock."""
    after = apply(so_far, event)
    draft = so_far.draft(event.name)
    entry = StoredEvent(
        case=case,
        sequence=case.sequence + 1,
        name=event.name,
        on=event.on,
        payload=event_to(event),
        by=by.person,
        role=by.role,
        unit=by.organisation.unit or by.organisation.key,
        drafted_by=draft.by if draft else "",
        recorded_at=moment,
        key=key,
    )
    entry.log_index, entry.salt, entry.note = _logged(entry, papers)
    try:
        entry.save(force_insert=True)
    except IntegrityError:
        raise NotAllowed(
            Text("这个幂等键已用于另一项操作", "this key was used for another act already")
        ) from None
    if papers:
        CasePaper.objects.bulk_create(
            CasePaper(case=case, event=entry, file=p.file, material=p.material, name=p.name) for p in papers
        )
    _project(case, so_far, after, entry, event)
    return entry


def _logged(entry: StoredEvent, papers: Sequence[Paper]) -> tuple[int, bytes, str]:
    listed = [
        {"material": p.material, "name": p.name, "size": p.file.size, "sha256": p.file.digest} for p in papers
    ]
    made = log.append(log.record_of(entry, listed))
    return made.index, made.salt, made.note


def _project(case: CaseFile, so_far: Case, after: Case, entry: StoredEvent, event: Event) -> None:
    case.sequence = entry.sequence
    for column, value in standing_columns(after).items():
        setattr(case, column, value)
    if after.party and case.party_id is None:
        case.party = _organisation(after.party)
    case.save()
    calendar = published()
    if entry.sequence > 1:
        Todo.objects.filter(case=case).delete()
    Todo.objects.bulk_create(todo_rows(case, after, calendar))
    fresh = units_of(after) - units_of(so_far)
    if fresh:
        CaseUnit.objects.bulk_create(
            [CaseUnit(case=case, unit=unit) for unit in sorted(fresh)], ignore_conflicts=True
        )
    if event.name in NOTICES and case.party_id is not None:
        Notice.objects.create(event=entry, to_id=case.party_id, issued_on=event.on)


def _organisation(words: str) -> Organisation | None:
    parties = Organisation.objects.filter(kind=Organisation.Kind.PARTY)
    return (
        parties.filter(key=words).first()
        or parties.filter(name_zh=words).first()
        or parties.filter(name_en=words).first()
    )


def _check(event: Event, key: str, moment: datetime) -> None:
    faults = []
    if not key or len(key) > LONGEST_KEY:
        faults.append(
            Fault(
                "request",
                "key",
                Text("没有幂等键，或者太长", "the key is missing or too long"),
                Text(f"请给出 1 至 {LONGEST_KEY} 个字符", f"give 1 to {LONGEST_KEY} characters"),
            )
        )
    today: date = moment.astimezone(SHANGHAI).date()
    if event.on > today:
        faults.append(
            Fault(
                "request",
                "on",
                Text(f"日期 {event.on} 在今天之后", f"the day {event.on} lies after today"),
                Text(f"请写 {today} 或之前的日期", f"write {today} or an earlier day"),
            )
        )
    if faults:
        raise BadInput(faults)


def _same_act(before: StoredEvent, event: Event, by: Membership) -> StoredEvent:
    if before.payload != event_to(event) or before.by_id != by.person_id:
        raise NotAllowed(Text("这个幂等键已用于另一项操作", "this key was used for another act already"))
    return before


def _overtaken(last: StoredEvent) -> Overtaken:
    return Overtaken(
        Text(
            f"{last.by} 已先于您办理（第 {last.sequence} 个事件：{last.name}，{last.on}）；请重新查看后再办理",
            f"{last.by} acted before you (event {last.sequence}: {last.name}, {last.on}); look again, then act",
        )
    )
