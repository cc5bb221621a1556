"""The party's first page: what we owe, what the office has, drafts, notices and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.acts import ACTS, NOTICES
from shencha.procedure.case import ENDS
from shencha.procedure.names import GROUND_NAMES, STATE_NAMES
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import CaseFile, Todo
from shencha.records.reads import worklists
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.desks.moved import OFFICE_NAME, news
from shencha.web.desks.office import weekday
from shencha.web.party.ours import party_page
from shencha.web.supervision.told import brought
from shencha.web.words import CHOICES

NOTICES_SHOWN = 10
DRAFTS_SHOWN = 20
ENDED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the desk."""

    file: CaseFile
    ground: Text
    state: Text
    todo: Todo | None
    act: Text | None


@party_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What we owe and by when, across all cases, in a constant number of queries."""
    membership, on = acting(request), today()
    owed = list(worklists.owed_by(membership)[: worklists.SHOWN])
    theirs: dict[int, Todo] = {}
    for todo in worklists.owed_by_others(membership)[: worklists.SHOWN]:
        theirs.setdefault(todo.case_id, todo)
    waiting = {todo.case_id for todo in owed}
    cases = list(access.cases_of(membership).order_by("-id")[: worklists.COUNTED])
    asked = worklists.opinions_awaited(one.pk for one in cases)
    ended = {state.value for state in ENDS}
    gone = [one for one in cases if one.state in ended]
    ends = worklists.ended_on(gone)
    gone.sort(key=lambda one: ends.get(one.pk, date.min), reverse=True)
    begun = access.drafts_of(membership).filter(case=None).order_by("-changed_at", "-id")
    drafts = Paginator(begun, DRAFTS_SHOWN).get_page(request.GET.get("drafts"))
    shown = {
        "section": "desk",
        "today": on,
        "news": news(membership),
        "office": OFFICE_NAME,
        "owed": [_line(todo.case, todo) for todo in owed],
        "theirs": sorted(
            (
                _line(one, theirs.get(one.pk) or asked.get(one.pk))
                for one in cases
                if one.state not in ended and one.pk not in waiting
            ),
            key=lambda line: line.todo.due if line.todo and line.todo.due else date.max,
        ),
        "drafts": drafts,
        "begun": [(one, GROUND_NAMES[one.ground].begun) for one in drafts.object_list],
        "obligations": list(access.obligations_of(membership).exclude(stage="released")[: worklists.SHOWN]),
        "brought": brought(membership, on),
        "counsel": access.role_of(membership) is Role.COUNSEL,
        "weekday": weekday(on),
        "notices": [(one, NOTICES[one.event.name]) for one in access.notices_of(membership)[:NOTICES_SHOWN]],
        "ended": [
            (_line(one, None), CHOICES.get(one.result), ends.get(one.pk)) for one in gone[:ENDED_SHOWN]
        ],
    }
    return render(request, "party/desk.html", shown)


def _line(file: CaseFile, todo: Todo | None) -> Line:
    button = ACTS[todo.act].button if todo else None
    return Line(file, GROUND_NAMES[file.ground].begun, STATE_NAMES[file.state].begun, todo, button)
