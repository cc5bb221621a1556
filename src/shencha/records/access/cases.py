"""Which cases a membership may know of, what is owed in them, and the fold as it may know it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from shencha.errors import NotFound
from shencha.procedure.case import Case
from shencha.procedure.roles import (
    CONSULTED,
    IN_OFFICE,
    OFFICE,
    PARTY_SIDE,
    WHOLE_CASE,
    Role,
    Shelf,
    reads_of,
)
from shencha.records.access.there import there
from shencha.records.access.who import parties_of, role_of, sees_consultees, unit_of
from shencha.records.models import (
    AnalysisRun,
    CaseFile,
    CaseReader,
    CaseUnit,
    Membership,
    MovedDay,
    MovedSeen,
    ObligationRow,
    Organisation,
    Recusal,
    ReportedChange,
    TakenNotice,
    Todo,
)
from shencha.records.prepared import Rows, Select
from shencha.text import Text

SUPERVISED = ("concluded",)
WITHHELD_FROM = OFFICE - {Role.OFFICE_HEAD}
"""Who of the office does not see a case that the head restricted, unless it was given to them."""


_UNNOTED = Select(
    lambda membership: (
        TakenNotice.objects.filter(state=TakenNotice.State.IN_FORCE)
        .exclude(pk__in=MovedSeen.objects.filter(membership=membership).values("notice"))
        .order_by()
        .values_list("pk")
    )
)
"""The notices in force of which a membership has not taken note: most often none, and then nothing more is asked."""


def cases_of(membership: Membership) -> QuerySet[CaseFile]:
    """The cases that this membership may know of."""
    role = role_of(membership)
    cases = CaseFile.objects.select_related("party", "officer", "deputy")
    if not membership.active:
        return cases.none()
    if role in IN_OFFICE:
        cases = cases.filter(~_recused(membership, "pk"))
    if role in WITHHELD_FROM:
        return cases.filter(_shown(membership))
    if role in WHOLE_CASE:
        return cases
    if role in PARTY_SIDE:
        return cases.filter(party__in=parties_of(membership))
    if (unit := unit_of(membership)) is not None:
        return cases.filter(units__unit=unit)
    if role is Role.SUPERVISOR:
        return cases.filter(state__in=SUPERVISED)
    return cases.none()


def todos_of(membership: Membership) -> QuerySet[Todo]:
    """What anyone owes in the cases that this membership may know of, as far as it may know of that too.

    A row at a time and by the columns of the to-do, so that a desk reads no further than it shows.
    """
    role = role_of(membership)
    todos = Todo.objects.select_related("case__party", "case__officer").order_by(
        F("due").asc(nulls_last=True), "id"
    )
    if not membership.active:
        return todos.none()
    if role in IN_OFFICE:
        todos = todos.filter(~_recused(membership, "case_id"))
    if role in WITHHELD_FROM:
        return todos.filter(_shown(membership, "case__"))
    if role in WHOLE_CASE:
        return todos
    if role in PARTY_SIDE:
        theirs = list(parties_of(membership).values_list("pk", flat=True))
        return todos.filter(party__in=theirs, who__in=("office", "party"), house=False)
    if (unit := unit_of(membership)) is not None:
        asked = CaseUnit.objects.filter(unit=unit, case=OuterRef("case_id"))
        return todos.filter(Exists(asked), who=unit)
    return todos.none()


def obligations_of(membership: Membership) -> QuerySet[ObligationRow]:
    """The promises and conditions in the cases of which this membership may read them, the earliest due first."""
    role = role_of(membership)
    if role not in reads_of(Shelf.PROMISES):
        return ObligationRow.objects.none()
    rows = ObligationRow.objects.select_related("case__party").filter(case__in=cases_of(membership))
    return rows.order_by(F("due").asc(nulls_last=True), "id")


def moved_of(membership: Membership) -> QuerySet[MovedDay]:
    """The due days that holiday notices moved, in the cases and of the clocks that this membership may know of."""
    rows = MovedDay.objects.select_related("case__party", "notice__decided_by")
    rows = rows.filter(case__in=cases_of(membership))
    if sees_consultees(membership):
        return rows
    own = [membership.organisation.unit] if role_of(membership) in CONSULTED else []
    return rows.filter(consultee__in=["", *own])


def newly_moved(membership: Membership) -> QuerySet[MovedDay]:
    """Those of which this membership has not yet taken note."""
    fresh = [pk for (pk,) in _UNNOTED.rows(membership.pk)]
    return moved_of(membership).filter(notice__in=fresh) if fresh else MovedDay.objects.none()


def _shown(membership: Membership, case: str = "") -> Q:
    """Inside the office a restricted case is shown to those it was given to, and to those named beside."""
    person = membership.person_id
    theirs = Q(**{f"{case}officer": person}) | Q(**{f"{case}deputy": person})
    named = Exists(CaseReader.objects.filter(person=person, case=OuterRef(f"{case}pk")))
    return Q(**{f"{case}restricted__in": (False,)}) | theirs | Q(named)


def withheld(case: CaseFile) -> Q:
    """Memberships that a restricted case is kept from; nobody's where it is not restricted."""
    if not case.restricted:
        return Q(pk__in=[])
    named = Q(person__in=[pk for pk in (case.officer_id, case.deputy_id) if pk])
    named |= Q(person__in=CaseReader.objects.filter(case=case).values("person"))
    return Q(role__in=[role.value for role in WITHHELD_FROM]) & ~named


def _recused(membership: Membership, case: str) -> Exists:
    return Exists(Recusal.objects.filter(person=membership.person_id, case=OuterRef(case)))


def case_for(membership: Membership, number: str) -> CaseFile:
    """That case, if this membership may know of it.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    absent = Text(f"没有编号为 {number} 的案件", f"there is no case {number}")
    if role_of(membership) not in OFFICE or not membership.active:
        return there(cases_of(membership), absent, number=number)
    found = _numbered(membership.role).all(number, membership.person_id)
    if not found:
        raise NotFound(absent)
    return found[0]


def newest(membership: Membership, count: int) -> list[CaseFile]:
    """The newest cases that this membership may know of."""
    if role_of(membership) not in OFFICE or not membership.active:
        return list(cases_of(membership).order_by("-id")[:count])
    return _newest(membership.role, count).all(membership.person_id)


def in_office(role: str, person: int) -> Membership:
    """Someone of the office, as far as it matters for what they may know of: a role and a person."""
    return Membership(person_id=person, organisation=Organisation(), role=role)


@cache
def _numbered(role: str) -> Rows[CaseFile]:
    return Rows(lambda number, person: cases_of(in_office(role, person)).filter(number=number))


@cache
def _newest(role: str, count: int) -> Rows[CaseFile]:
    return Rows(lambda person: cases_of(in_office(role, person)).order_by("-id")[:count])


def runs_of(membership: Membership, case: CaseFile) -> QuerySet[AnalysisRun]:
    """The analyses of a case that it may know of: those on reported changes, and for the office its own."""
    runs = AnalysisRun.objects.filter(case=case)
    return runs if role_of(membership) in WHOLE_CASE else runs.filter(change__isnull=False)


def changes_of(membership: Membership) -> QuerySet[ReportedChange]:
    """What parties reported in the cases of which this membership may read it; the newest first."""
    if role_of(membership) not in reads_of(Shelf.PROMISES):
        return ReportedChange.objects.none()
    changes = ReportedChange.objects.select_related("case__party", "by", "act")
    told = Prefetch("analyses", AnalysisRun.objects.defer("answer"))
    return changes.filter(case__in=cases_of(membership)).prefetch_related(told)


def case_as_seen(membership: Membership, case: Case) -> Case:
    """The fold with what this membership may not know taken out: drafts and the office's own judgements first."""
    if role_of(membership) in WHOLE_CASE:
        return case
    case = replace(case, drafts=(), judged=(), assigned=None)
    if role_of(membership) is Role.COMMISSION_SECRETARY:
        return case
    unit = membership.organisation.unit if role_of(membership) in CONSULTED else None
    periods = tuple(p for p in case.periods if p.consultee is None or p.consultee == unit)
    rounds = tuple(
        replace(
            one,
            to=tuple(to for to in one.to if to == unit),
            opinions=tuple(o for o in one.opinions if o.consultee == unit),
            delivered=tuple(d for d in one.delivered if d == unit),
        )
        for one in case.rounds
        if unit
    )
    chases = tuple(one for one in case.chases if one.owed != "opinion_received" or one.of == unit)
    return replace(case, chases=chases, periods=periods, rounds=rounds, recused=frozenset())
