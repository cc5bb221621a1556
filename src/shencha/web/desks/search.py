"""Search over what one may see; nothing else is even counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.acts import ACTS
from shencha.procedure.names import GROUND_NAMES, STATE_NAMES
from shencha.procedure.roles import PARTY_SIDE, WORKING
from shencha.records import access
from shencha.records.models import CaseFile
from shencha.records.reads.searching import SHOWN, Hit, folded, search
from shencha.text import Text
from shencha.web.acting import acting, only_for

LONGEST = 100
AROUND = 40
"""Characters of a passage shown on each side of the word."""


@dataclass(frozen=True, slots=True)
class Line:
    """A case that was found, and where its words stand."""

    file: CaseFile
    state: Text
    ground: Text
    event: Text | None
    passage: str


@only_for(*WORKING, *PARTY_SIDE)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Cases that have every word that was typed: in number, name or party, or in what happened in them."""
    membership = acting(request)
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = search(membership, typed)
    shown = {
        "section": "desk",
        "typed": typed,
        "found": [_line(hit, typed) for hit in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "page": "party:case" if access.role_of(membership) in PARTY_SIDE else "cases:case",
    }
    return render(request, "search.html", shown)


def _line(hit: Hit, typed: str) -> Line:
    event = ACTS[hit.event.name].name if hit.event else None
    state, ground = STATE_NAMES[hit.file.state].begun, GROUND_NAMES[hit.file.ground].begun
    return Line(hit.file, state, ground, event, passage(hit.said, typed.split()))


def passage(said: str, words: list[str]) -> str:
    """The part of a text around the first of the words that stands in it."""
    places = [at for word in words if (at := folded(said).find(folded(word))) >= 0]
    if not places:
        return ""
    start, end = max(places[0] - AROUND, 0), places[0] + AROUND * 2
    return f"{'…' if start else ''}{said[start:end]}{'…' if end < len(said) else ''}"
