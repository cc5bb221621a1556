"""The first page, and what the review is."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.law.calendar.periods import due
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import in_force
from shencha.law.measures.members import members
from shencha.procedure.acts import DeterminationNotified, Filed, MaterialsAccepted
from shencha.procedure.case import replay
from shencha.procedure.standing import Standing, standing
from shencha.records.clock import today
from shencha.records.workdays import workdays
from shencha.web.timeline import Happened, timeline


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What brings most people here: must we file, until when, what does the text say."""
    on = today()
    stands, events = _example(on)
    shown = {
        "governing": in_force(on),
        "timeline": timeline(stands, events, on, workdays()),
        "clock": stands.clocks[-1],
        "today": on,
    }
    return render(request, "public/home.html", shown)


def _example(on: date) -> tuple[Standing, list[Happened]]:
    """A fictional case in its preliminary review, its days counted back from today, to look at."""
    filed = on - timedelta(45)
    accepted, notified = (due(filed, days, workdays()).due for days in (3, 8))
    told = (
        Filed(filed, ("declaration", "analysis_report", "listing_documents")),
        MaterialsAccepted(accepted),
        DeterminationNotified(notified, True),
    )
    stands = standing(replay(told, ground="foreign_listing"), on, workdays())
    return stands, [Happened(one.on, one.name, one.act.done, n) for n, one in enumerate(told, 1)]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the review is, who takes part, and how long each step takes."""
    on = today()
    governing = in_force(on)
    assert governing is not None, "a version has been in force since 2020"
    shown = {"governing": governing, "figures": figures(governing.id), "members": members(on)}
    return render(request, "public/about.html", shown)
