"""A notice to the party; opening it notes the day of receipt beside the day of issue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shencha.errors import NotFound
from shencha.law.measures.instruments import instrument
from shencha.procedure.acts import NOTICES, event_from
from shencha.records import access
from shencha.records.acts.notices import received
from shencha.records.acts.record import fold
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.cases.told import fields_of
from shencha.web.party.ours import party_page


@party_page
@require_http_methods(["GET", "HEAD"])
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """What was decided, in words, with both its days."""
    membership = acting(request)
    found = access.notices_of(membership).filter(pk=notice_id).first()
    if found is None:
        raise NotFound(Text("没有这份通知", "There is no such notice"))
    if request.method == "GET":
        found = received(found, by=membership)
    file = found.event.case
    whole = fold(file, file.events.order_by("sequence"))
    shown = {
        "section": "desk",
        "notice": found,
        "file": file,
        "title": NOTICES[found.event.name],
        "fields": fields_of(event_from(found.event.payload)),
        "instrument": instrument(whole.instrument) if whole.instrument else None,
    }
    return render(request, "party/notice.html", shown)
