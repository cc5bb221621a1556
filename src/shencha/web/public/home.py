"""The first page, and what the review is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import in_force
from shencha.law.measures.members import members
from shencha.records.clock import today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What brings most people here: must we file, until when, what does the text say."""
    return render(request, "public/home.html", {"governing": in_force(today())})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the review is, who takes part, and how long each step takes."""
    on = today()
    governing = in_force(on)
    assert governing is not None, "a version has been in force since 2020"
    shown = {"governing": governing, "figures": figures(governing.id), "members": members(on)}
    return render(request, "public/about.html", shown)
