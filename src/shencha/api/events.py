"""The events of a case: what happened, and the one door through which something happens."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Router

from shencha.api.headers import Expected, Key, Number, address_of, expected_of
from shencha.api.log import PLAIN, TEXT_ANSWER
from shencha.api.papers import PaperOut, paper_out
from shencha.api.shapes import LARGEST_ID, Event, MomentOut, StoredEvent, Strict
from shencha.api.signs import Known, told_of_act
from shencha.api.tokens import acting
from shencha.errors import NotAllowed
from shencha.inputs import Document
from shencha.procedure.acts import event_from
from shencha.procedure.roles import PARTY_SIDE, WHOLE_CASE, Role
from shencha.records import access, log
from shencha.records import models as records
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.text import Text

router = Router(tags=["events"])
Sequence = Annotated[int, Path(..., ge=1, le=LARGEST_ID, description="Which event of the case, from 1.")]


class EventOut(Strict):
    """One event as it is kept."""

    case: str
    sequence: int
    event: StoredEvent
    recorded_at: MomentOut
    by: str | None
    """Who recorded it; null where that is not yours to know."""
    role: Role | None
    papers: list[PaperOut]
    receipt: str
    """Address of its receipt."""


@router.get("/cases/{number}/events", response=list[EventOut])
def events(request: HttpRequest, number: Number) -> list[EventOut]:
    """The events of a case that you may read, in order."""
    membership = acting(request)
    file = access.case_for(membership, number)
    access.saw(membership, file, "events")
    return [event_out(membership, one) for one in access.events_of(membership, file)]


@router.post("/cases/{number}/events", response={201: EventOut})
def add_event(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    key: Key,
    expected: Expected,
    event: Annotated[Event, Body(...)],
    known: Known,
) -> EventOut:
    """Record an event: it happens whole, with its receipt, or not at all. `on` left out is today."""
    membership = acting(request)
    access.case_for(membership, number)
    data = {"on": today().isoformat(), **event}
    said = event_from(data, Document("request", {"events": [data]}))
    if said.name == "supplement_received" and access.role_of(membership) in PARTY_SIDE:
        raise NotAllowed(
            Text(
                "补充材料须连同文件提交：POST …/supplements",
                "a supplement comes with its files: POST …/supplements",
            )
        )
    told_of_act(known, key, membership, number, said.name, data)
    made = record(number, said, by=membership, key=key, expected=expected_of(expected))
    return recorded(response, membership, made)


@router.get("/cases/{number}/events/{sequence}", response=EventOut)
def event(request: HttpRequest, number: Number, sequence: Sequence) -> EventOut:
    """One event."""
    membership = acting(request)
    found = access.event_for(membership, number, sequence)
    access.saw(membership, found.case, f"event {sequence}")
    return event_out(membership, found)


@router.get("/cases/{number}/events/{sequence}/receipt", openapi_extra=TEXT_ANSWER)
def receipt(request: HttpRequest, number: Number, sequence: Sequence) -> HttpResponse:
    """Its receipt: a file (C2SP tlog-proof) that proves offline that the log holds it."""
    membership = acting(request)
    found = access.receipt_for(membership, number, sequence)
    access.saw(membership, found.case, f"receipt {sequence}")
    return HttpResponse(log.receipt(found), content_type=PLAIN)


def event_out(membership: Membership, one: records.StoredEvent) -> EventOut:
    """An event as this membership may know it."""
    shown = access.role_of(membership) in WHOLE_CASE or one.by_id == membership.person_id
    return EventOut(
        case=one.case.number,
        sequence=one.sequence,
        event=access.payload_as_seen(membership, one),
        recorded_at=one.recorded_at.isoformat(),
        by=one.by.key if shown else None,
        role=Role(one.role) if shown else None,
        papers=[paper_out(paper) for paper in one.papers.all()],
        receipt=f"{address_of(one)}/receipt",
    )


def recorded(response: HttpResponse, membership: Membership, made: records.StoredEvent) -> EventOut:
    """The answer to an act: the event it made, and where it is."""
    response.headers["Location"] = address_of(made)
    return event_out(membership, made)


def plain(data: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given."""
    return {name: value for name, value in data.items() if value is not None}
