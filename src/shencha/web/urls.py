"""Addresses of the pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from shencha.web.desks.calendars import calendar_feed, calendar_page
from shencha.web.desks.first import act_in, desk
from shencha.web.desks.moved import take_note
from shencha.web.desks.search import find
from shencha.web.uploads import upload, uploads

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("shencha.web.public.urls")),
    path("language/", set_language, name="language"),
    path("desk/", desk, name="desk"),
    path("calendar/", calendar_page, name="calendar"),
    path("calendar/<slug:secret>.ics", calendar_feed, name="calendar_feed"),
    path("calendar/moved/<int:taken_id>/noted/", take_note, name="take_note"),
    path("acting/", act_in, name="act_in"),
    path("uploads/", uploads, name="uploads"),
    path("uploads/<slug:key>/", upload, name="upload"),
    path("search/", find, name="search"),
    path("party/", include("shencha.web.party.urls")),
    path("supplies/", include("shencha.web.supplier.urls")),
    path("", include("shencha.web.reports.urls")),
    path("", include("shencha.web.supervision.urls")),
    path("", include("shencha.web.sanctions.urls")),
    path("", include("shencha.web.evidence.urls")),
    path("", include("shencha.web.cases.urls")),
]
