"""The supplier's first page: what parties ask of it, and by when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.acts.parts import State
from shencha.records.clock import today
from shencha.web.acting import acting, only_for
from shencha.web.desks.office import weekday
from shencha.web.supplier.words import STATES, standing_of

supplier_page = only_for(Role.SUPPLIER)
A_PAGE = 50


@supplier_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Parts to fill in first, the earliest day first; then those that are handed in or closed."""
    on = today()
    parts = access.parts_of(acting(request))
    open_ones = Q(state__in=(State.ASKED, State.SENT_BACK), draft__case=None)
    asked, given = (
        Paginator(found, A_PAGE).get_page(request.GET.get(name))
        for name, found in (("asked", parts.filter(open_ones)), ("given", parts.exclude(open_ones)))
    )
    shown = {
        "section": "desk",
        "today": on,
        "weekday": weekday(on),
        "asked": asked,
        "ours": [(one, STATES[standing_of(one)]) for one in asked],
        "given": given,
        "done": [(one, STATES[standing_of(one)]) for one in given],
    }
    return render(request, "supplier/desk.html", shown)
