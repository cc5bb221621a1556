"""Need to know: who may see what. Every view, list, count, search and export asks here.

Not yours is the same answer as not there. A person acts in one membership at a time; what the person holds
besides does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from shencha.errors import NotFound
from shencha.procedure.acts import ACTS
from shencha.procedure.case import Case
from shencha.procedure.roles import (
    CONSULTED,
    IN_OFFICE,
    OFFICE,
    PARTY_SIDE,
    ROLES,
    WHOLE_CASE,
    Actor,
    Reads,
    Role,
    Shelf,
    reads_as,
    reads_of,
)
from shencha.records.clock import now
from shencha.records.models import (
    AnalysisRun,
    CaseFile,
    CasePaper,
    CaseUnit,
    Draft,
    LoggedAct,
    Membership,
    MovedDay,
    MovedSeen,
    Notice,
    ObligationRow,
    OpinionDraft,
    Organisation,
    PartyRegister,
    Person,
    Recusal,
    Remark,
    Report,
    ReportConcern,
    ReportedChange,
    SanctionDraft,
    Seen,
    StoredEvent,
    SupplierPart,
    TakenNotice,
    Todo,
)
from shencha.records.prepared import Insert, Select
from shencha.text import Text

SUPERVISED = ("concluded",)

_SEEN = Insert(Seen)
_UNNOTED = Select(
    lambda membership: (
        TakenNotice.objects.filter(state=TakenNotice.State.IN_FORCE)
        .exclude(pk__in=MovedSeen.objects.filter(membership=membership).values("notice"))
        .order_by()
        .values_list("pk")
    )
)
"""The notices in force of which a membership has not taken note: most often none, and then nothing more is asked."""


def role_of(membership: Membership) -> Role:
    """The role as the procedure knows it."""
    return Role(membership.role)


def actor(membership: Membership) -> Actor:
    """The person as the procedure sees it."""
    unit = membership.organisation.unit or membership.organisation.key
    return Actor(membership.person.key, role_of(membership), unit)


def parties_of(membership: Membership) -> QuerySet[Organisation]:
    """The parties for which this membership acts."""
    role = role_of(membership)
    if not membership.active:
        return Organisation.objects.none()
    if role is Role.COUNSEL:
        return Organisation.objects.filter(represented_by__counsel=membership.organisation_id)
    if role in PARTY_SIDE:
        return Organisation.objects.filter(pk=membership.organisation_id)
    return Organisation.objects.none()


def cases_of(membership: Membership) -> QuerySet[CaseFile]:
    """The cases that this membership may know of."""
    role = role_of(membership)
    cases = CaseFile.objects.select_related("party")
    if not membership.active:
        return cases.none()
    if role in IN_OFFICE:
        cases = cases.filter(~_recused(membership, "pk"))
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
    todos = Todo.objects.select_related("case__party").order_by(F("due").asc(nulls_last=True), "id")
    if not membership.active:
        return todos.none()
    if role in IN_OFFICE:
        todos = todos.filter(~_recused(membership, "case_id"))
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


def unit_of(membership: Membership) -> str | None:
    """The unit under which this membership is asked in a case, if it is asked at all."""
    role = role_of(membership)
    if role in CONSULTED:
        return membership.organisation.unit
    return "commission" if role is Role.COMMISSION_SECRETARY else None


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


def _recused(membership: Membership, case: str) -> Exists:
    return Exists(Recusal.objects.filter(person=membership.person_id, case=OuterRef(case)))


def case_for(membership: Membership, number: str) -> CaseFile:
    """That case, if this membership may know of it.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = cases_of(membership).filter(number=number).first()
    if found is None:
        raise NotFound(Text(f"没有编号为 {number} 的案件", f"there is no case {number}"))
    return found


def sees_event(membership: Membership, event: StoredEvent) -> bool:
    """May this membership read that event of a case it may know of?"""
    reads = ROLES[role_of(membership)].reads
    if reads is Reads.WHOLE or reads in ACTS[event.name].read_by:
        return True
    if reads is not Reads.UNIT:
        return False
    unit = membership.organisation.unit
    return (event.unit == unit and event.role in CONSULTED) or event.payload.get("from") == unit


def stored_events(case: CaseFile) -> list[StoredEvent]:
    """Everything that happened in a case, in order, with its papers: for the fold, never to be shown as it is."""
    with_files = Prefetch("papers", CasePaper.objects.select_related("file").order_by("id"))
    stored = list(case.events.select_related("by").prefetch_related(with_files).order_by("sequence"))
    for event in stored:
        event.case = case
    return stored


def events_of(membership: Membership, case: CaseFile) -> list[StoredEvent]:
    """The events of a case that this membership may read, in order."""
    return readable(membership, stored_events(case))


def readable(membership: Membership, stored: Iterable[StoredEvent]) -> list[StoredEvent]:
    """Those events that this membership may read."""
    return [event for event in stored if sees_event(membership, event)]


def event_for(membership: Membership, number: str, sequence: int) -> StoredEvent:
    """One event.

    Raises:
        NotFound: case or event is not there, or not theirs.
    """
    case = case_for(membership, number)
    for event in (
        case.events.select_related("by", "case").prefetch_related("papers__file").filter(sequence=sequence)
    ):
        if sees_event(membership, event):
            return event
    raise NotFound(Text(f"案件 {number} 没有第 {sequence} 个事件", f"case {number} has no event {sequence}"))


def payload_as_seen(membership: Membership, event: StoredEvent) -> dict[str, Any]:
    """An event that this membership may read, as it may be read: a unit is not told which others are asked."""
    payload: dict[str, Any] = event.payload
    if "to" in payload and not sees_consultees(membership):
        return payload | {"to": [membership.organisation.unit]}
    return payload


def receipt_for(membership: Membership, number: str, sequence: int) -> StoredEvent:
    """One event of which this membership may have the receipt, which shows all of it.

    Raises:
        NotFound: case or event is not there, or not theirs, or only in part.
    """
    event = event_for(membership, number, sequence)
    if payload_as_seen(membership, event) != event.payload:
        raise NotFound(Text("没有这份回执", "there is no such receipt"))
    return event


def colleagues_of(membership: Membership, case: CaseFile) -> QuerySet[Person]:
    """Who else answers for the same unit and may look at this case."""
    held = Membership.objects.filter(
        active=True,
        person__is_active=True,
        organisation__unit=membership.organisation.unit,
        role__in=[role.value for role in CONSULTED],
    )
    away = Recusal.objects.filter(case=case).values("person")
    people = Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=away)
    return people.exclude(pk=membership.person_id)


def side_of(membership: Membership) -> str | None:
    """On whose side a membership reads papers and writes remarks; None for those who write none."""
    role = role_of(membership)
    if role in OFFICE:
        return "office"
    return (membership.organisation.unit or None) if role in CONSULTED else None


def remarks_of(membership: Membership, case: CaseFile) -> QuerySet[Remark]:
    """The remarks of this membership's own side on the papers of a case that it may know of."""
    remarks = Remark.objects.select_related("by", "resolved_by", "paper").filter(paper__case=case)
    side = side_of(membership)
    return remarks.filter(side=side) if side and membership.active else remarks.none()


def has_desk(unit: str) -> bool:
    """Is there anyone with an account who can answer for that unit?"""
    return unit in with_desk([unit])


def with_desk(units: Iterable[str]) -> set[str]:
    """Those of the units for which someone with an account can answer."""
    answering = [role.value for role in CONSULTED]
    held = Membership.objects.filter(active=True, person__is_active=True, role__in=answering)
    found = held.filter(organisation__unit__in=list(units)).values_list("organisation__unit", flat=True)
    return set(found)


def opinion_drafts_of(membership: Membership, case: CaseFile) -> QuerySet[OpinionDraft]:
    """What this membership's own unit prepared in a case that it may know of; nobody else reads it."""
    drafts = OpinionDraft.objects.select_related("by", "looked_by").filter(case=case)
    if role_of(membership) not in CONSULTED or not membership.active:
        return drafts.none()
    return drafts.filter(unit=membership.organisation.unit)


def sees_consultees(membership: Membership) -> bool:
    """May this membership know which units are asked and what each still owes?"""
    return role_of(membership) in reads_as(Reads.WHOLE, Reads.COMMISSION)


def sees_todo(membership: Membership, who: str) -> bool:
    """May this membership read what `who` owes in a case that it may know of?

    A unit is told only what it owes itself: what the office must do next follows from opinions it does not see.
    """
    if sees_consultees(membership):
        return True
    if role_of(membership) in CONSULTED:
        return who == membership.organisation.unit
    return who in ("office", "party")


def papers_of(membership: Membership, case: CaseFile) -> list[CasePaper]:
    """The papers of a case that this membership may read."""
    return [paper for event in events_of(membership, case) for paper in event.papers.all()]


def paper_for(membership: Membership, number: str, paper_id: int) -> CasePaper:
    """One paper.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    for paper in papers_of(membership, case_for(membership, number)):
        if paper.pk == paper_id:
            return paper
    raise NotFound(Text("没有这份材料", "there is no such paper"))


def drafts_of(membership: Membership) -> QuerySet[Draft]:
    """The drafts of the parties for which this membership acts; the office has none."""
    return Draft.objects.select_related("party", "case").filter(party__in=parties_of(membership))


def draft_for(membership: Membership, draft_id: int) -> Draft:
    """One draft.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = drafts_of(membership).filter(pk=draft_id).first()
    if found is None:
        raise NotFound(Text("没有这份草稿", "there is no such draft"))
    return found


def parts_of(membership: Membership) -> QuerySet[SupplierPart]:
    """The suppliers' parts that this membership may read: a supplier's own ones, a party's in its own drafts."""
    parts = SupplierPart.objects.select_related("supplier", "draft__party", "changed_by")
    if not membership.active:
        return parts.none()
    if role_of(membership) is Role.SUPPLIER:
        return parts.filter(supplier=membership.organisation_id)
    return parts.filter(draft__in=drafts_of(membership))


def part_for(membership: Membership, part_id: int) -> SupplierPart:
    """One supplier's part.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = parts_of(membership).filter(pk=part_id).first()
    if found is None:
        raise NotFound(Text("没有这一部分", "there is no such part"))
    return found


def notices_of(membership: Membership) -> QuerySet[Notice]:
    """The notices to the parties for which this membership acts."""
    return Notice.objects.select_related("event__case").filter(to__in=parties_of(membership))


def seen_lines(membership: Membership) -> QuerySet[Seen]:
    """Who saw what; for auditors only."""
    lines = Seen.objects.select_related("person", "case")
    return lines if role_of(membership) in reads_of(Shelf.LOOKS) else lines.none()


def published() -> QuerySet[StoredEvent]:
    """Conclusions that the office has made public, the newest first; for anyone."""
    return (
        StoredEvent.objects.filter(name="conclusion_published").select_related("case").order_by("-log_index")
    )


SHELVES: Mapping[str, Shelf] = {
    Report.Kind.PARTY: Shelf.REPORTS_ON_PARTIES,
    Report.Kind.REVIEW: Shelf.REPORTS_ON_THE_REVIEW,
}
"""Where a report stands by its kind; no desk reads both."""


def reports_of(membership: Membership) -> QuerySet[Report]:
    """The reports that this membership may read; never one that concerns the person itself."""
    shelves = ROLES[role_of(membership)].shelves if membership.active else frozenset()
    kinds = [kind for kind, shelf in SHELVES.items() if shelf in shelves]
    concerned = ReportConcern.objects.filter(person=membership.person_id, report=OuterRef("pk"))
    return Report.objects.filter(~Exists(concerned), kind__in=kinds)


def referred_to(membership: Membership) -> QuerySet[Report]:
    """The reports put before this member unit of which no case was made; it reads the desk's words, no more."""
    if role_of(membership) is not Role.MEMBER_LIAISON or not membership.active:
        return Report.objects.none()
    return Report.objects.filter(referred_to=membership.organisation.unit, case=None)


def sanctions_of(membership: Membership) -> QuerySet[SanctionDraft]:
    """Draft decisions on sanctions: for those who decide in the office, and for auditors."""
    drafts = SanctionDraft.objects.select_related("drafted_by", "decided_by").order_by("-id")
    reads = membership.active and role_of(membership) in reads_of(Shelf.SANCTIONS)
    return drafts if reads else drafts.none()


def sanction_for(membership: Membership, sanction_id: int) -> SanctionDraft:
    """One draft decision.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = sanctions_of(membership).filter(pk=sanction_id).first()
    if found is None:
        raise NotFound(Text("没有这份处罚决定草案", "there is no such draft decision"))
    return found


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


def act_for(about: str, entry: int) -> LoggedAct:
    """One act beside the events of a case, for whoever may read what it is about; the caller has asked that.

    Raises:
        NotFound: there is no such act there.
    """
    found = LoggedAct.objects.select_related("by").filter(about=about, log_index=entry).first()
    if found is None:
        raise NotFound(Text("没有这份回执", "there is no such receipt"))
    return found


def registers_of(membership: Membership) -> QuerySet[PartyRegister]:
    """Registers of parties that were screened: for officers, supervision and auditors; the newest first."""
    rows = PartyRegister.objects.select_related("by", "file", "answered", "earlier")
    reads = role_of(membership) in reads_of(Shelf.REGISTERS)
    return rows if membership.active and reads else rows.none()


def register_for(membership: Membership, register_id: int) -> PartyRegister:
    """One register.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = registers_of(membership).filter(pk=register_id).first()
    if found is None:
        raise NotFound(Text("没有这份登记表", "there is no such register"))
    return found


def saw(membership: Membership, case: CaseFile, what: str) -> None:
    """Write down that an official looked; a party's looks at its own case are its own affair."""
    if role_of(membership) not in PARTY_SIDE:
        _SEEN.many([Seen(person=membership.person, role=membership.role, case=case, what=what, at=now())])


LOOK = timedelta(minutes=30)
"""Looks within this time are one look: reading a page again does not make it old."""


def looked_before(membership: Membership, case: CaseFile) -> datetime | None:
    """When this person last looked at the case, before the look under way; None the first time."""
    seen = Seen.objects.filter(case=case, person=membership.person_id, at__lt=now() - LOOK)
    return seen.values_list("at", flat=True).first()


def case_as_seen(membership: Membership, case: Case) -> Case:
    """The fold with what this membership may not know taken out: drafts and the office's own judgements first."""
    if role_of(membership) in WHOLE_CASE:
        return case
    case = replace(case, drafts=(), judged=())
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
    return replace(case, periods=periods, rounds=rounds, recused=frozenset())
