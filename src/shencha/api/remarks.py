"""Remarks at a page of a paper; each side of a review reads its own."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from shencha.api.headers import Id, Key, Number
from shencha.api.shapes import MomentOut, Strict
from shencha.api.tokens import acting
from shencha.procedure.roles import CONSULTED, OFFICE
from shencha.records import access
from shencha.records.acts import remarks
from shencha.records.models import Remark

router = Router(tags=["papers"])
READERS = (*OFFICE, *CONSULTED)
Thousandth = Annotated[int, Field(ge=0, le=remarks.WHOLE)]


class RemarkIn(Strict):
    """What is noted, and where."""

    page: Annotated[int, Field(ge=1, le=remarks.FURTHEST)]
    text: Annotated[str, Field(min_length=1, max_length=remarks.LONGEST, pattern=r"^[^\x00]*$")]
    region: Annotated[list[Thousandth], Field(min_length=4, max_length=4)] | None = None
    """Left, top, width and height in thousandths of the page; the whole page if left out."""


class RemarkOut(Strict):
    """A remark of your side."""

    id: int
    paper: int
    page: int
    region: list[int] | None
    text: str
    by: str
    at: MomentOut
    resolved_by: str | None
    resolved_at: MomentOut | None


@router.get("/cases/{number}/remarks", response=list[RemarkOut])
def remarked(request: HttpRequest, number: Number) -> list[RemarkOut]:
    """What your side noted at the papers of a case."""
    membership = acting(request, READERS)
    case = access.case_for(membership, number)
    found = access.remarks_of(membership, case).select_related("by", "resolved_by")
    return [_out(one) for one in found]


@router.post("/cases/{number}/papers/{paper_id}/remarks", response={201: RemarkOut})
def remark(request: HttpRequest, number: Number, paper_id: Id, key: Key, said: RemarkIn) -> Status[RemarkOut]:
    """Note something at a page, or at a region of it."""
    membership = acting(request, READERS)
    made = remarks.remark(
        number, paper_id, by=membership, page=said.page, text=said.text, key=key, region=said.region
    )
    return Status(201, _out(made))


@router.post("/cases/{number}/remarks/{remark_id}/resolve", response=RemarkOut)
def resolve(request: HttpRequest, number: Number, remark_id: Id) -> RemarkOut:
    """A remark is dealt with; anyone of your side may say so."""
    membership = acting(request, READERS)
    access.case_for(membership, number)
    return _out(remarks.resolve(number, remark_id, by=membership))


def _out(one: Remark) -> RemarkOut:
    return RemarkOut(
        id=one.pk,
        paper=one.paper_id,
        page=one.page,
        region=one.region,
        text=one.text,
        by=one.by.key,
        at=one.at.isoformat(),
        resolved_by=one.resolved_by.key if one.resolved_by else None,
        resolved_at=one.resolved_at.isoformat() if one.resolved_at else None,
    )
