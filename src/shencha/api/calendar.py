"""One's due days as a calendar."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from shencha.api.shapes import Strict
from shencha.api.tokens import acting
from shencha.records.acts.feeds import close_feed, open_feed
from shencha.records.reads.calendars import calendar_of

router = Router(tags=["worklist"])
MEDIA_TYPE = "text/calendar; charset=utf-8"
ANSWER = {
    "responses": {
        200: {
            "description": "The calendar (iCalendar, RFC 5545).",
            "content": {"text/calendar": {"schema": {"type": "string"}}},
        }
    }
}


@router.get("/calendar", openapi_extra=ANSWER)
def due_days(request: HttpRequest, lang: Literal["zh", "en"] = "zh") -> HttpResponse:
    """What your side owes by when, and what the office owes you, as iCalendar; provisional days are marked."""
    site = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(calendar_of(acting(request), lang, site), content_type=MEDIA_TYPE)


class FeedOut(Strict):
    """The address of a calendar, shown this once."""

    address: str


@router.post("/calendar/feed", response={201: FeedOut})
def open_address(request: HttpRequest) -> Status[FeedOut]:
    """A secret address of your calendar, for programs that send no token; the one before ends."""
    address = request.build_absolute_uri(f"/calendar/{open_feed(acting(request))}.ics")
    return Status(201, FeedOut(address=address))


@router.delete("/calendar/feed", response={204: None})
def close_address(request: HttpRequest) -> Status[None]:
    """End that address."""
    close_feed(acting(request))
    return Status(204, None)
