"""Of what people are reminded, and at which stage: found anew from what is owed on a day, never stored ahead.

The stages of a day: some working days before it, the last working day on or before it, and the first one after it.
Days are working days of the published calendar in Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet

from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import EvidenceDecided, SupervisionRecorded
from shencha.procedure.roles import OFFICERS, Power, Role, reads_of, with_power
from shencha.procedure.supervision import PARTY, Obligation, named
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import SHANGHAI
from shencha.records.jobs import mail
from shencha.records.models import (
    CaseFile,
    Membership,
    ObligationRow,
    Person,
    Recusal,
    Reminder,
    Report,
    ReportConcern,
    SanctionDraft,
    Todo,
)
from shencha.records.reads.absences import at_work

OVERSEE = with_power(Power.OVERSEE)
"""Who follows a promise or condition on the office's side."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of which people are to be reminded now."""

    about: str
    stage: str
    round: str
    whose: Q
    """The memberships concerned."""
    case: CaseFile | None = None
    report: int | None = None

    def people(self) -> QuerySet[Person]:
        """Who is written to: nobody who left, was recused from the case, or whom the report concerns."""
        held = Membership.objects.filter(self.whose, active=True)
        held = held.exclude(access.withheld(self.case)) if self.case is not None else held
        holders = at_work(held).values("person")
        people = Person.objects.filter(pk__in=holders, is_active=True)
        if self.case is not None:
            people = people.exclude(pk__in=Recusal.objects.filter(case=self.case).values("person"))
        if self.report is not None:
            people = people.exclude(pk__in=ReportConcern.objects.filter(report=self.report).values("person"))
        return people


def stage(due: date, on: date, calendar: Workdays, before: Sequence[int]) -> str:
    """The stage that a due day has reached; empty while it is too early.

    Args:
        before: how many working days ahead reminders go out.
    """
    if on > due:
        return "overdue"
    last = calendar.total(due)
    if on >= calendar.nth(last):
        return "on_day"
    return next((f"before_{n}" for n in sorted(before) if last > n and on >= calendar.nth(last - n)), "")


def waiting(on: date, calendar: Workdays, before: Sequence[int]) -> Iterator[Waiting]:
    """All of which someone is to be reminded on a working day, whether that was done already or not."""
    horizon = calendar.nth(calendar.total(on) + max(before, default=0) + 1) - timedelta(days=1)
    yield from _todos(on, horizon, calendar, before)
    yield from _owed(on, horizon, calendar, before)
    yield from _reviews(on, horizon, calendar, before)
    yield from _evidence()
    yield from _incomplete()
    yield from _reports(on, horizon, calendar, before)
    yield from _sanctions(on, horizon, calendar, before)


def reminded_days(case: int) -> dict[str, list[date]]:
    """The days on which anyone was reminded of each promise or condition of a case, by its `about_promise`."""
    sent = Reminder.objects.filter(about__startswith=f"promise:{case}:", sent_at__isnull=False)
    days: dict[str, list[date]] = {}
    for one in sent.order_by("sent_at"):
        assert one.sent_at is not None
        known = days.setdefault(one.about, [])
        if (day := one.sent_at.astimezone(SHANGHAI).date()) not in known:
            known.append(day)
    return days


def about_promise(case: int, commitment: str) -> str:
    """The name of a promise or condition, whose rows come and go with every event."""
    return f"promise:{case}:{sha256(commitment.encode()).hexdigest()[:32]}"


def _todos(on: date, horizon: date, calendar: Workdays, before: Sequence[int]) -> Iterator[Waiting]:
    for one in Todo.objects.select_related("case").filter(due__lte=horizon).iterator(chunk_size=1000):
        assert one.due is not None
        if reached := stage(one.due, on, calendar, before):
            about = f"todo:{one.case_id}:{one.who}:{one.act}"
            yield Waiting(about, reached, str(one.due), mail.whose(one.case, one.who, one.act), one.case)


def _owed(on: date, horizon: date, calendar: Workdays, before: Sequence[int]) -> Iterator[Waiting]:
    """Evidence that is owed: both sides are told."""
    for row in _rows().filter(stage="owed", due__lte=horizon):
        assert row.due is not None
        if reached := stage(row.due, on, calendar, before):
            whose = _owing(row) | _overseeing(row)
            yield Waiting(about_promise(row.case_id, row.commitment), reached, str(row.due), whose, row.case)


def _reviews(on: date, horizon: date, calendar: Workdays, before: Sequence[int]) -> Iterator[Waiting]:
    for row in _rows().filter(review_on__lte=horizon):
        assert row.review_on is not None
        if reached := stage(row.review_on, on, calendar, before):
            about = f"review-{about_promise(row.case_id, row.commitment)}"
            yield Waiting(about, reached, str(row.review_on), _overseeing(row), row.case)


def _evidence() -> Iterator[Waiting]:
    """Evidence that waits for whoever verifies it, then for the second person."""
    for row in _rows().filter(stage__in=("to_check", "to_decide")):
        one = named(fold(row.case, row.case.events.order_by("sequence")).obligations, row.commitment)
        if one is not None:
            whose = _verifying(one) if one.to_check else mail.holding(EvidenceDecided.act.by)
            about = about_promise(row.case_id, row.commitment)
            yield Waiting(about, row.stage, str(len(one.handed)), whose, row.case)


def _incomplete() -> Iterator[Waiting]:
    """What nobody has given evidence, day, verifier or review: the office is told once."""
    for row in _rows().filter(stale=True):
        whose = mail.holding(frozenset({Role.CASE_OFFICER, Role.OFFICE_HEAD}))
        yield Waiting(about_promise(row.case_id, row.commitment), "incomplete", "", whose, row.case)


def _reports(on: date, horizon: date, calendar: Workdays, before: Sequence[int]) -> Iterator[Waiting]:
    """Reports from outside that wait for an answer: the desk that reads that kind."""
    for one in Report.objects.filter(due__lte=horizon).exclude(state=Report.State.ANSWERED):
        if reached := stage(one.due, on, calendar, before):
            desk = mail.holding(reads_of(access.SHELVES[one.kind]))
            yield Waiting(f"report:{one.pk}", reached, str(one.due), desk, report=one.pk)


def _sanctions(on: date, horizon: date, calendar: Workdays, before: Sequence[int]) -> Iterator[Waiting]:
    """The next day of a sanction that the office owes: whoever may decide or serve it."""
    for one in SanctionDraft.objects.filter(due__lte=horizon):
        assert one.due is not None
        if reached := stage(one.due, on, calendar, before):
            yield Waiting(f"sanction:{one.pk}", reached, str(one.due), mail.holding(OFFICERS))


def _rows() -> QuerySet[ObligationRow]:
    return ObligationRow.objects.select_related("case").exclude(stage="released").order_by("id")


def _owing(row: ObligationRow) -> Q:
    """The party, and the supplier by whom it is owed where that one has an account."""
    theirs = mail.of_party(row.case)
    if row.owes == PARTY:
        return theirs
    supplier = Q(organisation__name_zh=row.owes) | Q(organisation__name_en=row.owes)
    return theirs | (mail.holding(frozenset({Role.SUPPLIER})) & supplier)


def _overseeing(row: ObligationRow) -> Q:
    """Supervision reads a case only once it is concluded."""
    reads = row.case.state in access.SUPERVISED
    return mail.holding(OVERSEE if reads else OVERSEE - {Role.SUPERVISOR})


def _verifying(one: Obligation) -> Q:
    """The person or body named as verifier, if the words name one; else all who may look at evidence."""
    able = mail.holding(SupervisionRecorded.act.by)
    found = able & (
        Q(person__name=one.verifier)
        | Q(person__email__iexact=one.verifier)
        | Q(organisation__name_zh=one.verifier)
        | Q(organisation__name_en=one.verifier)
    )
    active = Membership.objects.filter(found, active=True, person__is_active=True)
    return found if one.verifier and active.exists() else able
