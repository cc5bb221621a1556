"""The desk of those who read reports: what is to be answered, by when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.roles import ROLES, Shelf, reads_of
from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import Report
from shencha.records.policies import reply_policy
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.reports.public import TITLES

STATES = {
    "received": Text("新到", "New"),
    "in_hand": Text("办理中，等待办理单位", "In hand"),
    "answered": Text("已答复", "Answered"),
}
A_PAGE = 50
READERS = reads_of(Shelf.REPORTS_ON_PARTIES, Shelf.REPORTS_ON_THE_REVIEW)


@only_for(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Open reports by the day an answer is owed, then the answered ones."""
    membership = acting(request)
    mine = access.reports_of(membership).select_related("case")
    waiting = Paginator(mine.exclude(state=Report.State.ANSWERED), A_PAGE).get_page(
        request.GET.get("waiting")
    )
    done = Paginator(mine.filter(state=Report.State.ANSWERED).order_by("-id"), 30).get_page(
        request.GET.get("page")
    )
    shelves = ROLES[access.role_of(membership)].shelves
    kind = next(kind for kind, shelf in access.SHELVES.items() if shelf in shelves)
    shown = {
        "title": TITLES[kind],
        "waiting": waiting,
        "lines": [(one, STATES[one.state]) for one in waiting],
        "done": done,
        "policy": reply_policy(today()),
        "today": today(),
    }
    return render(request, "reports/desk.html", shown)
