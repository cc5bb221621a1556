"""Which events of a case a membership may read, and what of each: the rows of the acts say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from shencha.errors import NotFound
from shencha.procedure.acts import ACTS
from shencha.procedure.roles import CONSULTED, ROLES, Reads
from shencha.records.access.cases import case_for
from shencha.records.access.there import there
from shencha.records.access.who import parties_of, role_of, sees_consultees
from shencha.records.joined import joined
from shencha.records.models import CaseFile, CasePaper, LoggedAct, Membership, Notice, StoredEvent
from shencha.records.prepared import Rows, beside
from shencha.text import Text


def sees_event(membership: Membership, event: StoredEvent) -> bool:
    """May this membership read that event of a case it may know of?"""
    reads = ROLES[role_of(membership)].reads
    if reads is Reads.WHOLE or reads in ACTS[event.name].read_by:
        return True
    if reads is not Reads.UNIT:
        return False
    unit = membership.organisation.unit
    if ACTS[event.name].letter and unit in event.payload["to"]:
        return True
    return (event.unit == unit and event.role in CONSULTED) or event.payload.get("from") == unit


def stored_events(case: CaseFile) -> list[StoredEvent]:
    """Everything that happened in a case, in order, with its papers: for the fold, never to be shown as it is."""
    stored = _STORED.all(case.pk)
    beside(stored, "papers", _PAPERS.all(case.pk))
    for event in stored:
        event.case = case
    return stored


_STORED = Rows(
    lambda case: StoredEvent.objects.filter(case_id=case).select_related("by").order_by("sequence")
)
_PAPERS = Rows(
    lambda case: CasePaper.objects.filter(event__case_id=case).select_related("file").order_by("id")
)


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
    found = case.events.select_related("by", "case").filter(sequence=sequence)
    for event in joined(found, "papers", "file"):
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


def notices_of(membership: Membership) -> QuerySet[Notice]:
    """The notices to the parties for which this membership acts."""
    return Notice.objects.select_related("event__case").filter(to__in=parties_of(membership))


def published() -> QuerySet[StoredEvent]:
    """Conclusions that the office has made public, the newest first; for anyone."""
    return (
        StoredEvent.objects.filter(name="conclusion_published").select_related("case").order_by("-log_index")
    )


def promises_published() -> QuerySet[StoredEvent]:
    """Promises that party and office agreed to make public, the newest first; for anyone."""
    return (
        StoredEvent.objects.filter(name="commitment_published").select_related("case").order_by("-log_index")
    )


def act_for(about: str, entry: int) -> LoggedAct:
    """One act beside the events of a case, for whoever may read what it is about; the caller has asked that.

    Raises:
        NotFound: there is no such act there.
    """
    return there(
        LoggedAct.objects.select_related("by"),
        Text("没有这份回执", "there is no such receipt"),
        about=about,
        log_index=entry,
    )
