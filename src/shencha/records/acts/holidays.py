"""A holiday notice taken in: put forward by one, put in force by another; every open case's days move with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.inputs import Document
from shencha.law.calendar.awaited_notice import read_notice
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.clocks import Clock, clocks
from shencha.procedure.roles import OFFICE
from shencha.records import access, log
from shencha.records import holidays as logged
from shencha.records.acts.logged import enter
from shencha.records.acts.put_forward import decide, reason_in, waiting
from shencha.records.acts.record import fold
from shencha.records.acts.reports import answer_due
from shencha.records.clock import now, today
from shencha.records.models import (
    CaseFile,
    Membership,
    MovedDay,
    MovedSeen,
    Report,
    SanctionDraft,
    TakenNotice,
    Todo,
)
from shencha.records.projections import owe_anew
from shencha.records.reads.sanctions import due_anew
from shencha.records.workdays import notice_of, workdays_now
from shencha.text import Text

LONGEST_NUMBER, LONGEST_URL = 100, 500
BATCH = 500


@dataclass(frozen=True, slots=True)
class Move:
    """A running clock of a case whose due day two calendars count differently."""

    case: CaseFile
    before: Clock
    after: Clock
    was: date
    becomes: date


def propose(
    written: dict[str, Any], *, number: str, published_on: date | None, url: str, by: Membership
) -> TakenNotice:
    """Lay a notice before a second person; nothing moves yet.

    Args:
        written: `year`, `off` and `work`, as `read_notice` reads them.
    Raises:
        NotAllowed: not by this role. BadInput: the notice, its number, day or address.
    """
    if access.role_of(by) not in OFFICE:
        raise NotAllowed(Text("放假通知由审查办公室收入", "the review office takes in holiday notices"))
    notice = read_notice(Document("notice", written), workdays_now())
    faults = []
    if not 0 < len(number.strip()) <= LONGEST_NUMBER:
        wrong = Text("没有写文号，或者太长", "the notice’s number is missing or too long")
        right = Text("例如 国办发明电〔2025〕7号", "for example Guoban Fa Mingdian [2025] No. 7")
        faults.append(Fault("form", "number", wrong, right))
    if published_on is None or published_on > today():
        wrong = Text("公布日期没有写，或者在今天之后", "its day of publication is missing or lies ahead")
        right = Text("请写通知公布的日期", "write the day on which it was published")
        faults.append(Fault("form", "published", wrong, right))
    if len(url) > LONGEST_URL or (url and not url.startswith(("https://", "http://"))):
        wrong = Text("网址写法不对，或者太长", "the address is not one, or too long")
        faults.append(Fault("form", "url", wrong, Text("请写 https:// 开头的网址", "begin with https://")))
    if faults or published_on is None:
        raise BadInput(faults)
    kept = {name: written.get(name, []) for name in ("off", "work")}
    with transaction.atomic():
        log.hold()
        same = TakenNotice.objects.filter(
            year=notice.year, written=kept, state=TakenNotice.State.PROPOSED, proposed_by=by.person
        ).first()
        if same is not None:
            return same
        taken = TakenNotice.objects.create(
            year=notice.year,
            written=kept,
            number=number.strip(),
            published_on=published_on,
            url=url,
            proposed_by=by.person,
            proposed_at=now(),
        )
        _enter(taken, logged.PROPOSED, logged.said_of(taken), by)
    return taken


def put_in_force(number: int, *, by: Membership) -> TakenNotice:
    """The second person puts it in force: days are counted by it from now on, and what moved is kept.

    Raises:
        NotFound: it is not there. NotAllowed: by whoever put it forward, or not by this role, or decided.
    """
    with transaction.atomic():
        log.hold()  # no event is written by the old calendar while the rows are made by the new one
        notice = waiting(TakenNotice.objects.all(), number, TakenNotice.State.IN_FORCE, by, _MISSING)
        if notice.state == TakenNotice.State.IN_FORCE:
            return notice
        old = workdays_now()
        decide(notice, TakenNotice.State.IN_FORCE, by)
        _enter(notice, logged.IN_FORCE, {"digest": logged.said_of(notice)["digest"]}, by)
        new = old.with_notice(notice_of(notice))
        for batch in _batches(reaching(CaseFile.objects.all(), notice.year)):
            MovedDay.objects.bulk_create(
                MovedDay(
                    notice=notice,
                    case=move.case,
                    clock=move.before.clock.value,
                    consultee=move.before.consultee or "",
                    before=move.was,
                    after=move.becomes,
                )
                for move in moves(batch, old, new, today())[0]
            )
            owe_anew(((one, _whole(one)) for one in batch), new)
        _others_anew(date(notice.year, 1, 1))
    return notice


def _others_anew(first: date) -> None:
    """Count anew the days of reports and of sanctions that a notice may move."""
    for report in Report.objects.filter(due__gte=first).exclude(state=Report.State.ANSWERED):
        by = answer_due(report)
        Report.objects.filter(pk=report.pk).update(due=by.due, provisional=by.provisional)
    for draft in SanctionDraft.objects.filter(due__gte=first):
        SanctionDraft.objects.filter(pk=draft.pk).update(due=due_anew(draft))


def send_back(number: int, reason: str, *, by: Membership) -> TakenNotice:
    """The second person sends it back with a reason; another may be put forward.

    Raises:
        NotFound, NotAllowed: as `put_in_force`. BadInput: no reason.
    """
    why = reason_in(reason)
    with transaction.atomic():
        notice = waiting(TakenNotice.objects.all(), number, TakenNotice.State.SENT_BACK, by, _MISSING)
        if notice.state == TakenNotice.State.PROPOSED:
            decide(notice, TakenNotice.State.SENT_BACK, by, why)
            said = {"digest": logged.said_of(notice)["digest"], "reason": notice.reason}
            _enter(notice, logged.SENT_BACK, said, by)
    return notice


def take_note(number: int, *, by: Membership) -> None:
    """This person has seen what the notice moved in their cases; their desk shows it no more.

    Raises:
        NotFound: nothing of theirs was moved by such a notice.
    """
    notice = TakenNotice.objects.filter(pk=number, state=TakenNotice.State.IN_FORCE).first()
    if notice is None or not access.moved_of(by).filter(notice=notice).exists():
        raise NotFound(Text("没有这份通知", "there is no such notice"))
    MovedSeen.objects.get_or_create(notice=notice, membership=by, defaults={"at": now()})


def reaching(cases: QuerySet[CaseFile], year: int) -> QuerySet[CaseFile]:
    """The cases in which something is owed on a day that a notice of that year may move."""
    owed = Todo.objects.filter(due__gte=date(year, 1, 1)).order_by().values("case")
    return cases.filter(pk__in=owed)


def moves(cases: Iterable[CaseFile], old: Workdays, new: Workdays, on: date) -> tuple[list[Move], int]:
    """The running clocks of the cases that end on another day by the new calendar; how many stay as they are.

    Args:
        cases: each with its events.
    """
    found, same = [], 0
    for one in cases:
        whole = _whole(one)
        at = max(on, whole.last or on)
        for before, after in zip(clocks(whole, at, old), clocks(whole, at, new), strict=True):
            if before.ended is not None or before.due is None or after.due is None:
                continue
            if before.due == after.due:
                same += 1
            else:
                found.append(Move(one, before, after, before.due, after.due))
    return found, same


def _whole(case: CaseFile) -> Any:
    return fold(case, sorted(case.events.all(), key=lambda event: event.sequence))


def _batches(cases: QuerySet[CaseFile]) -> Iterator[list[CaseFile]]:
    ids = list(cases.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), BATCH):
        yield list(CaseFile.objects.filter(pk__in=ids[at : at + BATCH]).prefetch_related("events"))


_MISSING = Text("没有这份通知", "there is no such notice")


def _enter(notice: TakenNotice, name: str, said: dict[str, Any], by: Membership) -> None:
    enter(logged.about(notice.pk), name, said, by=by, key=f"{name}-{notice.pk}")
