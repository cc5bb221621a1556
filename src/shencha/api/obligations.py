"""Promises and conditions across cases, and evidence handed in with its papers."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from shencha.api.events import EventOut, recorded
from shencha.api.headers import Expected, Key, Number, PageNumber, expected_of, page_of
from shencha.api.shapes import DayOut, Strict, Words
from shencha.api.tokens import acting
from shencha.procedure.roles import PARTY_SIDE, Shelf, reads_of
from shencha.records import access
from shencha.records.acts.evidence import hand_in
from shencha.records.clock import today
from shencha.records.models import ObligationRow

router = Router(tags=["obligations"])
READERS = reads_of(Shelf.PROMISES)
Stage = Literal["owed", "to_check", "to_decide", "released"]


class ObligationOut(Strict):
    """A promise or condition."""

    case: str
    commitment: str
    source: str
    owes: str
    stage: Stage
    due: DayOut | None
    review_on: DayOut | None
    handed_on: DayOut | None
    overdue: bool
    incomplete: bool
    """Nobody has said what shows it, by when, who looks, or when it is asked whether it is still needed."""


@router.get("/obligations", response=list[ObligationOut])
def obligations(
    request: HttpRequest, page: PageNumber = 1, stage: Annotated[Stage | None, Query(None)] = None
) -> list[ObligationOut]:
    """Across all cases that you may read, the one due first at the head; those released only where asked for."""
    found = access.obligations_of(acting(request, READERS))
    found = found.filter(stage=stage) if stage else found.exclude(stage="released")
    return [_out(one) for one in page_of(found, page)]


@router.post("/cases/{number}/evidence", response={201: EventOut})
def evidence(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    key: Key,
    expected: Expected,
    commitment: Annotated[Words, Form(..., description="The promise or condition, by its words.")],
    said: Annotated[Words, Form(..., alias="evidence", description="What the papers show.")],
    uploads: Annotated[list[UploadedFile], File([], alias="files")],
) -> EventOut:
    """The party hands in what shows that a promise or condition is kept, with its papers."""
    membership = acting(request, PARTY_SIDE)
    made = hand_in(
        number,
        commitment,
        said,
        [(one.name or "", one.chunks()) for one in uploads],
        by=membership,
        key=key,
        expected=expected_of(expected),
    )
    return recorded(response, membership, made)


def _out(one: ObligationRow) -> ObligationOut:
    return ObligationOut(
        case=one.case.number,
        commitment=one.commitment,
        source=one.source,
        owes=one.owes,
        stage=one.stage,  # type: ignore[arg-type]
        due=one.due.isoformat() if one.due else None,
        review_on=one.review_on.isoformat() if one.review_on else None,
        handed_on=one.handed_on.isoformat() if one.handed_on else None,
        overdue=one.stage == "owed" and one.due is not None and one.due < today(),
        incomplete=one.stale,
    )
