"""A case as its party sees it: who has it and since when, what we owe, clocks, notices, papers, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.documents.items import asked_of, headline
from shencha.law.measures.instruments import instrument
from shencha.law.measures.results import RESULTS
from shencha.procedure.acts import NOTICES, Event, event_from
from shencha.procedure.allowed import may_next
from shencha.procedure.case import ENDS, Case
from shencha.procedure.names import CLOCK_NAMES, GROUND_NAMES, STATE_NAMES
from shencha.procedure.roles import PARTY_SIDE, Role
from shencha.procedure.standing import standing
from shencha.procedure.supplements import Item
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.acts.registers import may_report
from shencha.records.clock import today
from shencha.records.models import StoredEvent
from shencha.records.workdays import workdays
from shencha.text import Text, same
from shencha.text.days import day_of
from shencha.web.acting import acting
from shencha.web.cases.case import awaited, marks, menu, of_others
from shencha.web.cases.told import fields_of, title_of
from shencha.web.desks.moved import OFFICE_NAME, of_case
from shencha.web.party.ours import party_page
from shencha.web.party.whose import Holder, holder
from shencha.web.timeline import timeline
from shencha.web.words import CHOICES

LOOKS_TOLD = 60
"""Days and desks that are told; older ones at the auditors."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history."""

    stored: StoredEvent
    title: Text
    fields: list[tuple[Text, Any]]
    by: str
    """Who of our side did it, of an act that ends the case."""


@party_page
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case, with the party's next act first."""
    membership, on = acting(request), today()
    file = access.case_for(membership, number)
    everything = access.stored_events(file)
    stored, whole = access.readable(membership, everything), fold(file, everything)
    stands = standing(access.case_as_seen(membership, whole), on, workdays())
    open_acts = may_next(whole, by=access.actor(membership))
    others = of_others(membership, whole, on)
    held: Holder = holder(stands)
    notices = [
        (one, NOTICES[one.event.name]) for one in access.notices_of(membership).filter(event__case=file)
    ]
    papers = [
        (paper, CHOICES.get(paper.material, same(paper.material)), one)
        for one in stored
        for paper in one.papers.all()
    ]
    shown = {
        "section": "desk",
        "file": file,
        "ground": GROUND_NAMES[file.ground].begun,
        "instrument": instrument(whole.instrument) if whole.instrument else None,
        "held": held,
        "todos": awaited(others),
        "stands_at": STATE_NAMES[whole.state].begun if whole.state else None,
        "menu": menu(
            ("asked", whole.papers.asked),
            ("line", stored),
            ("clocks", stands.clocks),
            ("notices", notices),
            ("papers", papers),
            ("history", stored),
        ),
        "result": RESULTS.get(file.result or "") if whole.state in ENDS else None,
        "conditions": whole.conditions,
        "supervised": bool(whole.obligations),
        "may_report": may_report(file),
        "timeline": timeline(stands, marks(stored), on, workdays(), others),
        "opened": day_of(request.GET.get("due", "")),
        "asked": asked(whole),
        "has_filing": any(one.name == "filed" for one in stored),
        "supplements": any(one.name == "supplement_requested" for one in stored),
        "asked_since": whole.papers.since,
        "may_supplement": bool(whole.papers.asked) and whole.open,
        "may_withdraw": "withdrawn" in open_acts,
        "clocks": [(CLOCK_NAMES[clock.clock], clock) for clock in stands.clocks],
        "notices": notices,
        "history": [_line(one, event_from(one.payload)) for one in reversed(stored)],
        "papers": papers,
        "looks": access.looks_told(membership, file, LOOKS_TOLD),
        "points": stands.points,
        "office": OFFICE_NAME,
        "today": on,
    } | of_case(membership, file, {})
    return render(request, "party/case.html", shown)


def _line(stored: StoredEvent, event: Event) -> Line:
    role = Role(stored.role)
    ours = stored.name == "withdrawn" and role in PARTY_SIDE
    return Line(stored, title_of(event, role), fields_of(event), str(stored.by) if ours else "")


def asked(whole: Case) -> list[tuple[Text, date | None]]:
    """What the office still asks for, item by item in words, with the day that it named."""
    return [
        (headline(whole, one), one.due if isinstance(one, Item) else None)
        for one in (asked_of(whole, name) for name in whole.papers.asked)
    ]
