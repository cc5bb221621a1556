"""What was asked for in a case and what came of it, item by item, each file against its last version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shencha.documents.items import grounds, headline
from shencha.procedure.allowed import may_next
from shencha.procedure.roles import PARTY_SIDE
from shencha.procedure.supplements import Item
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CasePaper, StoredEvent
from shencha.records.reads.supplements import asked_items
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.changed import predecessors


@dataclass(frozen=True, slots=True)
class File:
    """A file that came in answer, and the version before it."""

    paper: CasePaper
    before: CasePaper | None
    beside: str
    """Where both stand side by side; empty for whoever does not read so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its answer."""

    name: str
    title: Text
    typed: Item | None
    grounds: Text | None
    asked: StoredEvent
    answered: StoredEvent | None
    text: str
    files: tuple[File, ...]
    late: bool

    @property
    def due(self) -> date | None:
        """The day that the office named."""
        return self.typed.due if self.typed else None


@only_for()
@require_safe
def supplements(request: HttpRequest, number: str) -> HttpResponse:
    """Every item that was asked for, the open ones first."""
    membership, on = acting(request), today()
    file = access.case_for(membership, number)
    stored = access.events_of(membership, file)
    whole = fold(file, file.events.order_by("sequence"))
    before, beside = predecessors(stored), access.side_of(membership) is not None
    lines = []
    for one in asked_items(stored):
        answer = one.answers[0] if one.answers else None
        lines.append(
            Line(
                one.name,
                headline(whole, one.asked),
                one.typed,
                grounds(one.typed) if one.typed else None,
                one.stored,
                answer.stored if answer else None,
                answer.text if answer else "",
                tuple(_file(number, paper, before, beside) for paper in answer.papers) if answer else (),
                bool(one.typed and one.typed.due and (answer.stored.on if answer else on) > one.typed.due),
            )
        )
    access.saw(membership, file, "supplements")
    ours = access.role_of(membership) in PARTY_SIDE
    shown = {
        "section": "desk",
        "file": file,
        "open": [line for line in lines if line.answered is None],
        "answered": [line for line in reversed(lines) if line.answered is not None],
        "today": on,
        "ours": ours,
        "may_ask": "supplement_requested" in may_next(whole, by=access.actor(membership)),
        "may_answer": ours and bool(whole.papers.asked) and whole.open,
    }
    return render(request, "cases/supplements.html", shown)


def _file(number: str, paper: CasePaper, before: Mapping[int, CasePaper], beside: bool) -> File:
    older = before.get(paper.pk)
    if older is None or not beside:
        return File(paper, older, "")
    query = urlencode({"left": older.pk, "right": paper.pk})
    return File(paper, older, f"{reverse('cases:side_by_side', args=[number])}?{query}")
