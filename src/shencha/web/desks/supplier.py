"""The supplier's first page: what parties ask of it, and by when."""

from __future__ import annotations

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
SHOWN = 200


@supplier_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Parts to fill in first, the earliest day first; then those that are handed in or closed."""
    on = today()
    parts = [(one, STATES[standing_of(one)]) for one in access.parts_of(acting(request))[:SHOWN]]
    open_states = (State.ASKED, State.SENT_BACK)
    ours = [one for one in parts if one[0].state in open_states and one[0].draft.case_id is None]
    shown = {
        "section": "desk",
        "today": on,
        "weekday": weekday(on),
        "asked": ours,
        "given": [one for one in parts if one not in ours],
    }
    return render(request, "supplier/desk.html", shown)
