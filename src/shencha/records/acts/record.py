"""The one door through which an event enters a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from json import JSONDecoder, loads
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.policies import Choice
from shencha.procedure.acts import (
    ACTS,
    CarriedIn,
    CaseAssigned,
    ConcernRaised,
    DecisionDrafted,
    Event,
    Filed,
    OpinionReceived,
    Withdrawn,
    event_of_store,
    event_to,
)
from shencha.procedure.allowed import decide
from shencha.procedure.case import Case, apply, replay
from shencha.procedure.roles import CONSULTED, OFFICE
from shencha.records import access, log
from shencha.records.acts.assigning import assignable
from shencha.records.acts.logged import LONGEST_KEY, write
from shencha.records.clock import SHANGHAI, now
from shencha.records.jobs import mail
from shencha.records.models import (
    CaseFile,
    CasePaper,
    Membership,
    Organisation,
    StoredEvent,
    StoredFile,
)
from shencha.records.policies import choices
from shencha.records.prepared import Insert, Select
from shencha.records.projections import project
from shencha.records.workdays import workdays_now
from shencha.text import Text

_EVENTS = Select(
    lambda case: (
        StoredEvent.objects.filter(case_id=case).order_by("sequence").values_list("key", "by_id", "payload")
    )
)
_NEW_EVENT = Insert(StoredEvent)
_JSON = JSONDecoder()


class Overtaken(NotAllowed):
    """Someone else acted on the case first; says who and what, so that the other looks again."""

    code = "overtaken"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that comes with an event."""

    material: str
    name: str
    file: StoredFile
    item: str = ""
    """The item of a request for supplements that it answers, if that is a structure."""


def record(
    number: str,
    event: Event,
    *,
    by: Membership,
    key: str,
    expected: int | None = None,
    papers: Sequence[Paper] = (),
    at: datetime | None = None,
    drafted_by: str = "",
) -> StoredEvent:
    """Add one event to a case and return it with its receipt, or refuse and change nothing.

    Args:
        by: the membership in which the person acts.
        key: made by the client; the same key again returns the event that it made before.
        expected: how many events the person had seen; another number means that someone was faster.
        at: the moment, for a history that is carried in; now otherwise.
        drafted_by: the colleague who wrote a unit's opinion that this person gives.
    Raises:
        NotFound: the case is not there, or not theirs. NotAllowed: not in this state or not by this person.
        Overtaken: someone acted in between. BadInput: the key or the day.
    """
    moment = at or now()
    try:
        _check(event, key, by, moment)
    except BadInput:
        before = _by_key(number, key)  # sent again after midnight it is still the act of yesterday
        if before is None or before.by_id != by.person_id or before.payload != event_to(event):
            raise
        return before
    with transaction.atomic():
        case = _locked(by, number)
        if case is None:
            if (before := _by_key(number, key)) is not None:
                return _same_act(before, event, by)  # a retry by someone whom an act took off the case
            raise NotFound(Text(f"没有编号为 {number} 的案件", f"there is no case {number}"))
        stored = _EVENTS.rows(case.pk)
        if any(used == key for used, _, _ in stored):
            return _same_act(StoredEvent.objects.select_related("case", "by").get(key=key), event, by)
        if expected is not None and expected != case.sequence:
            raise _overtaken(case.pk, by)
        so_far = _replayed(case, [loads(payload) for _, _, payload in stored])
        calendar = workdays_now()
        decide(so_far, event, by=access.actor(by), calendar=calendar)
        _looked_at_twice(case, event, by, drafted_by)
        _on_paper(event, papers)
        if isinstance(event, CaseAssigned):
            assignable(event)
        return enter(
            case,
            so_far,
            event,
            by=by,
            key=key,
            papers=papers,
            moment=moment,
            drafted_by=drafted_by,
            calendar=calendar,
        )


def open_case(
    number: str,
    event: Filed | ConcernRaised | CarriedIn,
    *,
    by: Membership,
    key: str,
    papers: Sequence[Paper] = (),
    confirmed_at: datetime | None = None,
    at: datetime | None = None,
) -> StoredEvent:
    """Begin a case with its first event, which says whose it is and what it is called; inside the caller's transaction.

    Args:
        confirmed_at: when the signatory confirmed with a second factor.
    Raises:
        NotAllowed, BadInput: as `record`.
    """
    moment = at or now()
    _check(event, key, by, moment)
    ground = "ex_officio" if isinstance(event, ConcernRaised) else event.ground
    begun = Case(number, ground, choices=choices())
    decide(begun, event, by=access.actor(by))
    case = CaseFile.objects.create(number=number)
    return enter(case, begun, event, by=by, key=key, papers=papers, moment=moment, confirmed_at=confirmed_at)


def already(key: str, by: Membership) -> StoredEvent | None:
    """The event that this key made before, if it was this person's."""
    found = StoredEvent.objects.select_related("case", "by").filter(key=key, by=by.person).first()
    return found if found and access.cases_of(by).filter(pk=found.case_id).exists() else None


def fold(case: CaseFile, stored: Iterable[StoredEvent]) -> Case:
    """The case that its stored events make."""
    return _replayed(case, [one.payload for one in stored])


def folded(cases: QuerySet[CaseFile], chosen: tuple[Choice, ...] | None = None) -> Iterator[Case]:
    """The cases that their stored events make, by their numbers in the store; read in one go, a row at a time.

    Args:
        chosen: as if the office had put these policies in force; left out, those that it did.
    """
    chosen = choices() if chosen is None else chosen
    begun = {pk: (ground, number) for pk, ground, number in cases.values_list("pk", "ground", "number")}
    rows = (
        StoredEvent.objects.filter(case__in=cases)
        .order_by("case_id", "sequence")
        .values_list("case_id", Cast("payload", TextField()))
    )
    for pk, events in groupby(rows.iterator(chunk_size=5_000), key=itemgetter(0)):
        ground, number = begun[pk]
        payloads = _JSON.decode(f"[{','.join(text for _, text in events)}]")  # one call for all of a case
        told = map(event_of_store, payloads)
        yield replay(told, ground=ground_of(ground, payloads), number=number, choices=chosen)


def _replayed(case: CaseFile, payloads: Sequence[dict[str, Any]]) -> Case:
    ground = ground_of(case.ground, payloads)
    return replay(map(event_of_store, payloads), ground=ground, number=case.number, choices=choices())


def ground_of(kept: str, payloads: Sequence[Mapping[str, Any]]) -> str | None:
    """The ground to replay with: that of the row only for a filing of before its event held one."""
    old = bool(payloads) and payloads[0].get("event") == Filed.name and "ground" not in payloads[0]
    return kept if old or not payloads else None


def enter(
    case: CaseFile,
    so_far: Case,
    event: Event,
    *,
    by: Membership,
    key: str,
    papers: Sequence[Paper],
    moment: datetime,
    confirmed_at: datetime | None = None,
    drafted_by: str = "",
    calendar: Workdays | None = None,
) -> StoredEvent:
    """Write the event, its log entry and every row made from it; the caller decided and holds the lock.

    Args:
        calendar: by which the caller decided; as the database has it now when left out.
    """
    after = apply(so_far, event)
    draft = so_far.draft(event.name) if access.role_of(by) in OFFICE else None
    entry = StoredEvent(
        case=case,
        sequence=case.sequence + 1,
        name=event.name,
        on=event.on,
        payload=event_to(event),
        by=by.person,
        role=by.role,
        unit=by.organisation.unit or by.organisation.key,
        drafted_by=draft.by if draft else drafted_by,
        confirmed_at=confirmed_at,
        recorded_at=moment,
        key=key,
    )
    listed = [log.paper_of(p.material, p.name, p.file, p.item) for p in papers]
    write(entry, log.record_of(entry, listed), lambda: _NEW_EVENT.one(entry))
    if papers:
        CasePaper.objects.bulk_create(
            CasePaper(case=case, event=entry, file=p.file, material=p.material, name=p.name, item=p.item)
            for p in papers
        )
    project(case, so_far, after, entry, event, calendar or workdays_now())
    mail.announce(case, so_far, after, event, by=by.person)
    return entry


def _check(event: Event, key: str, by: Membership, moment: datetime) -> None:
    """What can be said of the request without looking at the case."""
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
    elif event.on < today and event.act.handed_in and access.role_of(by) not in OFFICE:
        faults.append(
            Fault(
                "request",
                "on",
                Text(f"日期 {event.on} 在今天之前", f"the day {event.on} lies before today"),
                Text(f"提交之日即为 {today}", f"what is handed in now bears the day {today}"),
            )
        )
    if faults:
        raise BadInput(faults)


@cache
def _door(role: str) -> Select:
    """How a membership of that role finds and holds a case; compiled once."""

    def found(number: str, person: int, organisation: int, unit: str) -> QuerySet[Any, Any]:
        place = Organisation(pk=organisation, unit=unit)
        held = Membership(person_id=person, organisation=place, role=role)
        cases = access.cases_of(held).select_related(None).select_for_update()
        return cases.filter(number=number).values_list("id", "ground", "title", "party_id", "sequence")

    return Select(found)


def _locked(by: Membership, number: str) -> CaseFile | None:
    """The case, if it is theirs, held until the end of the transaction; its projected columns are not read."""
    if not by.active:
        return None
    rows = _door(by.role).rows(number, by.person_id, by.organisation_id, by.organisation.unit)
    if not rows:
        return None
    pk, ground, title, party, sequence = rows[0]
    case = CaseFile(pk=pk, number=number, ground=ground, title=title, party_id=party, sequence=sequence)
    case._state.adding = False
    return case


def _looked_at_twice(case: CaseFile, event: Event, by: Membership, drafted_by: str) -> None:
    """A unit with several people gives no opinion that only one of them has seen.

    Raises:
        NotAllowed: nobody else wrote it, and someone else could have.
    """
    if not isinstance(event, OpinionReceived) or access.role_of(by) not in CONSULTED:
        return
    if drafted_by in ("", by.person.key) and access.colleagues_of(by, case).exists():
        raise NotAllowed(
            Text(
                "贵单位有其他同事可以复核：请先拟稿，由另一位同事复核后发出",
                "your unit has colleagues: draft the opinion first, and let another of them look and send it",
            )
        )


def _on_paper(event: Event, papers: Sequence[Paper]) -> None:
    """What reaches the office on paper comes with the paper, an opinion only of a unit that cannot send it itself.

    Raises:
        NotAllowed: the unit has an account. BadInput: the paper is missing.
    """
    taken = event.decision if isinstance(event, DecisionDrafted) else None
    if not isinstance(taken, OpinionReceived | Withdrawn):
        return
    if isinstance(taken, OpinionReceived) and access.has_desk(taken.consultee):
        raise NotAllowed(
            Text(
                f"{taken.consultee} 有自己的账户，只能由其自行答复",
                f"{taken.consultee} has an account of its own and must answer itself",
            )
        )
    if not papers:
        raise BadInput(
            [
                Fault(
                    "request",
                    "file",
                    Text("没有附上纸面原件的扫描件", "the scan of the paper is not attached"),
                    Text("请附上扫描件", "attach the scan"),
                )
            ]
        )


def _by_key(number: str, key: str) -> StoredEvent | None:
    return StoredEvent.objects.select_related("case", "by").filter(case__number=number, key=key).first()


def _same_act(before: StoredEvent, event: Event, by: Membership) -> StoredEvent:
    if before.payload != event_to(event) or before.by_id != by.person_id:
        raise NotAllowed(Text("这个幂等键已用于另一项操作", "this key was used for another act already"))
    return before


def _overtaken(case: int, by: Membership) -> Overtaken:
    last = StoredEvent.objects.select_related("by").filter(case=case).order_by("-sequence")[0]
    name = ACTS[last.name].name
    if last.by_id == by.person_id:
        return Overtaken(
            Text(
                f"您已在另一个窗口办理（第 {last.sequence} 个事件：{name.zh}，{last.on}）；请重新查看后再办理",
                f"you acted in another window (event {last.sequence}: {name.en}, {last.on}); look again, then act",
            )
        )
    return Overtaken(
        Text(
            f"{last.by} 已先于您办理（第 {last.sequence} 个事件：{name.zh}，{last.on}）；请重新查看后再办理",
            f"{last.by} acted before you (event {last.sequence}: {name.en}, {last.on}); look again, then act",
        )
    )
