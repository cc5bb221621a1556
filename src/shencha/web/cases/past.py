"""The time machine: a case on an earlier day, clearly marked, with nothing to do on it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shencha.errors import BadInput, Fault
from shencha.law.measures.instruments import instrument
from shencha.procedure.case import ENDS
from shencha.procedure.names import GROUND_NAMES, STATE_NAMES
from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access
from shencha.records.clock import today
from shencha.records.reads.past import past
from shencha.text import same
from shencha.text.days import AS_WRITTEN, day_of, no_day
from shencha.web.acting import acting, only_for
from shencha.web.cases.board import boards
from shencha.web.cases.case import clock_rows, owed_rows
from shencha.web.cases.told import history, people_of
from shencha.web.units import registered
from shencha.web.words import CHOICES


@only_for()
@require_safe
def earlier(request: HttpRequest, number: str) -> HttpResponse:
    """The case as the reader could see it at the end of the day asked for; today's page for today."""
    membership = acting(request)
    access.case_for(membership, number)
    page = "party:case" if access.role_of(membership) in PARTY_SIDE else "cases:case"
    day = _day(request.GET.get("at", ""))
    if day is None:
        return redirect(page, number)
    found = past(membership, number, day)
    known = registered()
    whole, stands = found.whole, found.stands
    assert whole.state is not None
    access.saw(membership, found.file, f"case at {day}")
    shown = {
        "section": "desk",
        "page": page,
        "at": day,
        "number": number,
        "title": found.file.title,
        "party": found.file.party if found.shows_party else None,
        "ground": GROUND_NAMES[found.file.ground].begun,
        "state": STATE_NAMES[whole.state.value].begun,
        "result": CHOICES.get(whole.result or "") if whole.state in ENDS else None,
        "conditions": whole.conditions if whole.state in ENDS else (),
        "instrument": instrument(whole.instrument) if whole.instrument else None,
        "clocks": clock_rows(stands.clocks, known),
        "todos": owed_rows(membership, stands, known, people_of(found.events)),
        "boards": boards(stands.case, stands.clocks, known),
        "history": history(membership, found.events, known, people_of(found.events)),
        "papers": [
            (paper, CHOICES.get(paper.material, same(paper.material)), one)
            for one in found.events
            for paper in one.papers.all()
        ],
        "points": stands.points,
        "yesterday": date.fromordinal(today().toordinal() - 1),
    }
    return render(request, "cases/past.html", shown)


def _day(written: str) -> date | None:
    """The day asked for; None for today and later, and where none is asked for."""
    if not written:
        return None
    day = day_of(written)
    if day is None:
        raise BadInput([Fault("address", "at", no_day(written), AS_WRITTEN)])
    return day if day < today() else None
