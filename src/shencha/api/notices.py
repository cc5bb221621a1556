"""Notices to a party: both the day of issue and the day of receipt are kept (open point service_of_notices)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from shencha.api.headers import Id
from shencha.api.shapes import DayOut, StoredEvent, Strict
from shencha.api.tokens import acting
from shencha.errors import NotFound
from shencha.records import access
from shencha.records.acts.notices import received
from shencha.records.models import Notice
from shencha.text import Text

router = Router(tags=["notices"])


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
def notices(request: HttpRequest) -> list[NoticeLine]:
    """The notices to you, the newest first; at most 200."""
    return [NoticeLine(**_line(one)) for one in access.notices_of(acting(request))[:200]]


@router.post("/notices/{notice_id}/open", response=NoticeOut)
def open_notice(request: HttpRequest, notice_id: Id) -> NoticeOut:
    """Read a notice; the first reading by someone of yours is kept as its receipt."""
    membership = acting(request)
    found = access.notices_of(membership).filter(pk=notice_id).first()
    if found is None:
        raise NotFound(Text("没有这份通知", "there is no such notice"))
    read = received(found, by=membership)
    return NoticeOut(**_line(read), event=read.event.payload)


def _line(one: Notice) -> dict[str, Any]:
    return {
        "id": one.pk,
        "case": one.event.case.number,
        "sequence": one.event.sequence,
        "notice": one.event.name,
        "issued_on": one.issued_on.isoformat(),
        "received_on": one.received_on.isoformat() if one.received_on else None,
    }
