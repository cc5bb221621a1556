"""One's due days in one's own calendar: a secret address for each role, made, replaced and ended here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import NotFound
from shencha.law.calendar.strip import awaited
from shencha.procedure.roles import OFFICE, PARTY_SIDE
from shencha.records import access
from shencha.records.acts.feeds import close_feed, open_feed
from shencha.records.models import CalendarFeed
from shencha.records.reads.calendars import calendar_of, membership_of
from shencha.records.workdays import workdays
from shencha.text import Lang, Text
from shencha.web.acting import acting, only_for
from shencha.web.desks.moved import OFFICE_NAME, news, told
from shencha.web.done import ENDED, done
from shencha.web.units import registered

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOVED_SHOWN = 100


@only_for()
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Make an address (shown once), replace it, or end it."""
    membership = acting(request)
    address = ""
    if request.method == "POST":
        if request.POST.get("act") == "end":
            close_feed(membership)
            done(request, ENDED)
            return redirect("calendar")
        address = request.build_absolute_uri(reverse("calendar_feed", args=[open_feed(membership)]))
    role = access.role_of(membership)
    party = role in PARTY_SIDE
    shown = {
        "section": "desk",
        "feed": CalendarFeed.objects.filter(membership=membership).first(),
        "address": address,
        "news": news(membership),
        "moved": told(access.moved_of(membership).order_by("-id")[:MOVED_SHOWN], registered()),
        "case_page": "party:case" if party else "cases:case",
        "put_by": OFFICE_NAME if party else None,
        "in_office": role in OFFICE,
        "covered_to": workdays().covered_to,
        "awaited": awaited(workdays().covered_to.year + 1),
    }
    return render(request, "calendar.html", shown)


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whoever knows its address; in English with ?lang=en."""
    membership = membership_of(secret)
    if membership is None:
        raise NotFound(Text("没有这份日历", "there is no such calendar"))
    lang: Lang = "en" if request.GET.get("lang") == "en" else "zh"
    site = request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(calendar_of(membership, lang, site), content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = 'inline; filename="shencha.ics"'
    return response
