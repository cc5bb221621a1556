"""The first page of the office, a member unit, a department, the Commission, a supervisor: what is due."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shencha.law.members import consultee_name
from shencha.procedure.roles import CONSULTED, OFFICE, Role
from shencha.records import access, worklists
from shencha.records.clock import today
from shencha.records.models import Todo
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.words import ACTS, GROUNDS, OWERS, STATES

WORKING = (*OFFICE, *CONSULTED, Role.COMMISSION_SECRETARY, Role.SUPERVISOR, Role.AUDITOR)
TITLES = {
    "overdue": Text("逾期", "Overdue"),
    "today": Text("今天到期", "Due today"),
    "week": Text("七天内", "Within seven days"),
    "later": Text("以后", "Later"),
    "undated": Text("没有法定日期的事项", "Without a statutory day"),
    "others": Text("等待对方", "Waiting for others"),
}
EMPTY = {
    "overdue": Text("没有逾期事项。", "Nothing is overdue."),
    "today": Text("今天没有到期事项。", "Nothing is due today."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is owed."""

    todo: Todo
    ground: Text
    act: Text
    who: Text


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the desk."""

    id: str
    title: Text
    lines: list[Line]
    total: str
    empty: Text | None


def owed_by(who: str) -> Text:
    """What the one who owes is called."""
    return OWERS.get(who) or consultee_name(who)


def line(todo: Todo) -> Line:
    """A to-do as a desk shows it."""
    return Line(todo, GROUNDS[todo.case.ground], ACTS[todo.act], owed_by(todo.who))


@only_for(*WORKING)
def desk(request: HttpRequest) -> HttpResponse:
    """What is due, sorted by day; what others owe; what is new."""
    membership = acting(request)
    found = worklists.desk(membership, today())
    sections = [
        Section(
            part.id,
            TITLES[part.id],
            [line(todo) for todo in part.lines],
            f"{part.total}+" if part.more else str(part.total),
            EMPTY.get(part.id),
        )
        for part in found.parts
        if part.lines or part.id in EMPTY
    ]
    cases = access.cases_of(membership).order_by("-id")[:30]
    return render(
        request,
        "desk.html",
        {
            "sections": sections if worklists.who_of(membership) else [],
            "fresh": found.fresh if access.role_of(membership) in OFFICE else [],
            "next": line(found.next) if found.next else None,
            "cases": [(one, STATES[one.state], GROUNDS[one.ground]) for one in cases],
            "may_raise": access.role_of(membership) is Role.MEMBER_LIAISON,
            "may_read_reports": access.role_of(membership) in access.REPORT_DESKS,
            "may_supervise": access.role_of(membership) in (*OFFICE, Role.SUPERVISOR, Role.AUDITOR),
            "may_audit": access.role_of(membership) is Role.AUDITOR,
            "today": today(),
        },
    )
