"""What the office sent in a case, and whether it was delivered and opened; and whose cases the office has."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from shencha.api.cases import Ground
from shencha.api.headers import Number
from shencha.api.shapes import DayOut, Strict, TextOut, text_out
from shencha.api.tokens import acting
from shencha.procedure.roles import OFFICERS, WHOLE_CASE
from shencha.records import access
from shencha.records.acts.assigning import colleagues
from shencha.records.reads.sent import sent_in

router = Router(tags=["cases"])


class SentOut(Strict):
    """One paper to one addressee."""

    sequence: int
    event: str
    what: TextOut
    to: str
    """A unit's id, or `party`."""
    on_desk: bool
    """Has the addressee an account on whose desk it lies? Else it is delivered on paper."""
    delivered: DayOut | None
    opened: DayOut | None


class ColleagueOut(Strict):
    """Someone to whom a case can be given, with the open cases that are theirs."""

    key: str
    name: str
    load: int
    of_ground: int
    """Of these, the ones of the ground asked about."""


@router.get("/cases/{number}/sent", response=list[SentOut])
def sent(request: HttpRequest, number: Number) -> list[SentOut]:
    """What went out, the newest first; for those who read the whole case."""
    membership = acting(request, WHOLE_CASE)
    file = access.case_for(membership, number)
    access.saw(membership, file, "case")
    return [
        SentOut(
            sequence=one.event.sequence,
            event=one.event.name,
            what=text_out(one.what),
            to=one.to,
            on_desk=one.on_desk,
            delivered=one.delivered.isoformat() if one.delivered else None,
            opened=one.opened.isoformat() if one.opened else None,
        )
        for one in sent_in(file, access.events_of(membership, file))
    ]


@router.get("/colleagues", response=list[ColleagueOut])
def loaded(
    request: HttpRequest,
    ground: Annotated[Ground | None, Query(None)],
) -> list[ColleagueOut]:
    """Whom of the office a case can be given to, whoever has least first. The queue: `GET /api/cases?officer=-`."""
    acting(request, OFFICERS)
    return [
        ColleagueOut(key=one.key, name=one.name, load=one.load, of_ground=one.of_ground)
        for one in colleagues(ground=ground or "")
    ]
