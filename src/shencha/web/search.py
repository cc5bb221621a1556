"""Search over what one may see: cases by number, name and party; nothing else is even counted."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.records import access
from shencha.web.acting import acting, only_for
from shencha.web.cases.desk import WORKING
from shencha.web.words import GROUNDS, STATES

SHOWN = 50
LONGEST = 100


@only_for(*WORKING, *access.PARTY_SIDE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Cases whose number, name or party has every word that was typed."""
    membership = acting(request)
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = []
    if typed:
        cases = access.cases_of(membership)
        for word in typed.split():
            cases = cases.filter(
                Q(number__icontains=word)
                | Q(title__icontains=word)
                | Q(party__name_zh__icontains=word)
                | Q(party__name_en__icontains=word)
            )
        found = [(one, STATES[one.state], GROUNDS[one.ground]) for one in cases.order_by("-id")[: SHOWN + 1]]
    shown = {
        "section": "desk",
        "typed": typed,
        "found": found[:SHOWN],
        "more": len(found) > SHOWN,
        "page": "party:case" if access.role_of(membership) in access.PARTY_SIDE else "cases:case",
    }
    return render(request, "search.html", shown)
