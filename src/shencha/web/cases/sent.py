"""What the office sent in a case, and whether it was delivered and opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.roles import WHOLE_CASE
from shencha.records import access
from shencha.records.reads.sent import sent_in
from shencha.web.acting import acting, only_for
from shencha.web.units import registered, unit_name


@only_for(*WHOLE_CASE)
@require_safe
def sent(request: HttpRequest, number: str) -> HttpResponse:
    """Each paper with its addressee, its day on the desk, its receipt, and who has not opened it."""
    membership = acting(request)
    file = access.case_for(membership, number)
    known = registered()
    lines = [(one, unit_name(one.to, known)) for one in sent_in(file, access.events_of(membership, file))]
    access.saw(membership, file, "case")
    shown = {
        "section": "desk",
        "file": file,
        "lines": lines,
        "unopened": sum(one.opened is None and one.delivered is None for one, _ in lines),
    }
    return render(request, "cases/sent.html", shown)
