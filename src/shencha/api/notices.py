"""Notices to a party: both the day of issue and the day of receipt are kept (open point service_of_notices)."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from shencha.api.events import Sequence
from shencha.api.headers import Id, Number, PageNumber, page_of
from shencha.api.shapes import DayOut, StoredEvent, Strict
from shencha.api.tokens import acting
from shencha.documents.formats import FORMS
from shencha.errors import NotFound
from shencha.records import access
from shencha.records.acts.notices import opened, received
from shencha.records.models import Notice
from shencha.records.reads.papers import file_of, paper_of
from shencha.text import Text

router = Router(tags=["notices"])
PAPER_ANSWER = {
    "responses": {
        200: {
            "description": "The paper.",
            "content": {
                form.media_type: {"schema": {"type": "string", "format": "binary"}} for form in FORMS.values()
            },
        }
    }
}


class NoticeLine(Strict):
    """A notice in the list."""

    id: int
    case: str
    sequence: int
    notice: str
    """Name of the event that it tells."""
    issued_on: DayOut
    received_on: DayOut | None


class NoticeOut(NoticeLine):
    """A notice with what it says."""

    event: StoredEvent


@router.get("/notices", response=list[NoticeLine])
def notices(request: HttpRequest, page: PageNumber = 1) -> list[NoticeLine]:
    """The notices to you, the newest first."""
    return [NoticeLine(**_line(one)) for one in page_of(access.notices_of(acting(request)), page)]


@router.post("/notices/{notice_id}/open", response=NoticeOut)
def open_notice(request: HttpRequest, notice_id: Id) -> NoticeOut:
    """Read a notice; the first reading by someone of yours is kept as its receipt."""
    membership = acting(request)
    found = access.notices_of(membership).filter(pk=notice_id).first()
    if found is None:
        raise NotFound(Text("没有这份通知", "there is no such notice"))
    read = received(found, by=membership)
    return NoticeOut(**_line(read), event=read.event.payload)


@router.get("/cases/{number}/events/{sequence}/paper", openapi_extra=PAPER_ANSWER)
def event_paper(
    request: HttpRequest,
    number: Number,
    sequence: Sequence,
    form: Literal["pdf", "docx"] = "pdf",
    lang: Literal["zh", "en"] = "zh",
) -> HttpResponse:
    """The paper of an event that calls for one: the Chinese original, or the English courtesy copy."""
    membership = acting(request)
    stored, notice = paper_of(membership, number, sequence)
    opened(stored, by=membership)
    access.saw(membership, stored.case, f"notice {sequence}")
    made, name = file_of(stored, notice, lang, form)
    response = HttpResponse(made, content_type=FORMS[form].media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _line(one: Notice) -> dict[str, Any]:
    return {
        "id": one.pk,
        "case": one.event.case.number,
        "sequence": one.event.sequence,
        "notice": one.event.name,
        "issued_on": one.issued_on.isoformat(),
        "received_on": one.received_on.isoformat() if one.received_on else None,
    }
