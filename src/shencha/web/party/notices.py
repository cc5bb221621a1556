"""All notices to the parties for which the reader acts, the newest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.acts import NOTICES
from shencha.records import access
from shencha.web.acting import acting
from shencha.web.party.ours import party_page

A_PAGE = 50


@party_page
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Fifty a page; whether each has been opened."""
    page = Paginator(access.notices_of(acting(request)), A_PAGE).get_page(request.GET.get("page"))
    shown = {"section": "desk", "page": page, "notices": [(one, NOTICES[one.event.name]) for one in page]}
    return render(request, "party/notices.html", shown)
