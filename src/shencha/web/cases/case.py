"""A case on one page: where it stands, its time line, what may be done next, opinions, papers, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.evidence.report.report import is_report
from shencha.law.measures.instruments import instrument
from shencha.procedure.acts import ACTS, Phase
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case, ClockName, Commission
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.names import CLOCK_NAMES, GROUND_NAMES, STATE_NAMES, STATUS_NAMES
from shencha.procedure.road import opinions_by
from shencha.procedure.roles import OFFICE, PARTY_SIDE, WHOLE_CASE, Shelf, reads_of
from shencha.procedure.standing import Standing, standing
from shencha.procedure.todos import Todo, on_desks
from shencha.records import access
from shencha.records.acts import analyses, bundles
from shencha.records.acts.on_paper import may_take_in_withdrawal, paper_units
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, StoredEvent
from shencha.records.reads import worklists
from shencha.records.reads.statements import of_case as statements_in_case
from shencha.records.workdays import workdays
from shencha.text import Text, same
from shencha.text.days import day_of
from shencha.web.acting import acting, only_for
from shencha.web.cases.board import boards
from shencha.web.cases.changed import predecessors, since
from shencha.web.cases.doing import buttons, by_whom, waiting
from shencha.web.cases.late import lateness
from shencha.web.cases.told import WHO, Filters, history, people_of
from shencha.web.desks.moved import of_case
from shencha.web.desks.office import act_of, pen
from shencha.web.evidence.said import READERS, Said, leads_in_case, said
from shencha.web.timeline import Happened, timeline
from shencha.web.units import registered, unit_name
from shencha.web.words import CHOICES


@only_for()
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case, as far as this membership may know of it."""
    membership, on = acting(request), today()
    file = access.case_for(membership, number)
    everything = access.stored_events(file)
    stored, whole = access.readable(membership, everything), fold(file, everything)
    seen = access.case_as_seen(membership, whole)
    stands = standing(seen, on, workdays())
    known, people = registered(), people_of(stored)
    filters = Filters.of(request.GET.dict())
    first, seldom = buttons(membership, whole, stands)
    others = of_others(membership, whole, on)
    changed = since(membership, file, stored)
    todos = owed_rows(membership, stands, known, people) + awaited(others)
    statements = statements_of(membership, file, whole, stored)
    seats = boards(seen, stands.clocks, known)
    access.saw(membership, file, "case")
    shown = {
        "section": "desk",
        "file": file,
        "state": STATE_NAMES[file.state].begun,
        "result": CHOICES.get(file.result),
        "conditions": _promised(membership, file, whole),
        "may_have_bundle": bundles.may_have(membership),
        "ground": GROUND_NAMES[file.ground].begun,
        "instrument": instrument(whole.instrument) if whole.instrument else None,
        "supervised": bool(whole.obligations),
        "has_filing": any(one.name == "filed" for one in stored),
        "supplements": any(one.name == "supplement_requested" for one in stored),
        "timeline": timeline(stands, marks(stored), on, workdays(), others),
        "clocks": clock_rows(stands.clocks, known),
        "opened": day_of(request.GET.get("due", "")),
        "todos": todos,
        "first_due": next((todo for _, _, todo, _ in todos if todo.due or todo.act in TIMED), None),
        "stands_at": STATE_NAMES[file.state].begun,
        "menu": menu(
            ("acts", True),
            ("conditions", whole.obligations),
            ("line", stored),
            ("clocks", stands.clocks),
            ("opinions1", seats),
            ("said", statements),
            ("papers", any(one.papers.all() for one in stored)),
            ("history", stored),
        ),
        "inside": access.role_of(membership) in WHOLE_CASE,
        "may_assign": "case_assigned" in may_next(whole, by=access.actor(membership)),
        "late": lateness(membership, seen, known),
        "buttons": first,
        "seldom": seldom,
        "by_whom": by_whom(whole) if access.role_of(membership) in WHOLE_CASE else [],
        "waiting": waiting(membership, file, whole, people),
        "on_paper": bool(access.role_of(membership) in OFFICE and paper_units(whole)),
        "on_paper_withdrawal": may_take_in_withdrawal(membership, whole),
        "boards": seats,
        "history": [one for one in history(membership, stored, known, people) if filters.keeps(one.stored)],
        "filters": filters,
        "who": [(key, side.value.begun) for key, side in WHO.items()],
        "steps": [(phase.name.lower(), phase.value) for phase in Phase],
        "total": len(stored),
        "refused": _refused(stored, whole),
        "papers": [
            (paper, CHOICES.get(paper.material, same(paper.material)), one)
            for one in stored
            for paper in one.papers.all()
        ],
        "said": statements,
        "open_points": stands.points,
        "since": changed,
        "beside": access.side_of(membership) is not None,
        "newer": set(predecessors(stored)),
        "in_office": access.role_of(membership) in OFFICE,
        "today": on,
    } | of_case(membership, file, known)
    return render(request, "cases/case.html", shown)


def _promised(membership: Membership, file: CaseFile, whole: Case) -> tuple[str, ...]:
    """The conditions of the conclusion, and what else is owed since, for whoever reads promises."""
    if file.state != "concluded":
        return ()
    reads = access.role_of(membership) in reads_of(Shelf.PROMISES)
    owed = [one.commitment for one in whole.obligations if one.active] if reads else []
    return tuple(dict.fromkeys([*whole.conditions, *owed]))


TIMED = frozenset(name for name, act in ACTS.items() if act.timed)
MENU: Mapping[str, Text] = {
    "acts": Text("可办理事项", "What you may do"),
    "asked": Text("补充材料要求", "What is asked"),
    "conditions": Text("承诺与条件", "Promises"),
    "line": Text("时间线", "Time line"),
    "clocks": Text("期限", "Clocks"),
    "opinions1": Text("征求意见", "Opinions"),
    "said": Text("报告陈述", "The report"),
    "notices": Text("通知", "Notices"),
    "papers": Text("材料", "Papers"),
    "history": Text("办理记录", "History"),
}
"""The parts of a case's page, in no order; the page says which it has."""


def menu(*parts: tuple[str, object]) -> list[tuple[str, Text]]:
    """The menu of a page: its parts that are not empty."""
    return [(name, MENU[name]) for name, there in parts if there]


def _refused(stored: Sequence[StoredEvent], whole: Case) -> StoredEvent | None:
    """The Commission's refusal, while nothing new was put to it; as far as the reader may read it."""
    if whole.commission is not Commission.REFUSED:
        return None
    return next((one for one in reversed(stored) if one.name == "commission_decided"), None)


def statements_of(
    membership: Membership, file: CaseFile, whole: Case, stored: Sequence[StoredEvent]
) -> list[Said]:
    """What the analysis report says, as filed; the board looks up each place, this page does not."""
    if access.role_of(membership) not in READERS:
        return []
    papers = [paper for event in stored for paper in event.papers.all()]
    if not any(is_report(paper.material, paper.name) for paper in papers):
        return []
    filed = analyses.evidence_in(papers)
    written = statements_in_case(papers, filed, whole, today(), thorough=False)
    return said(written, leads_in_case(file.number))


def marks(stored: Sequence[StoredEvent]) -> list[Happened]:
    """The events that the time line shows: those that the Measures know."""
    return [
        Happened(one.on, one.name, ACTS[one.name].done, one.sequence)
        for one in stored
        if ACTS[one.name].phase is not Phase.HOUSE
    ]


def clock_rows(clocks: Sequence[Clock], known: Mapping[str, Text]) -> list[tuple[Text, Clock, Text, bool]]:
    """Each clock with its name and status; those of units stand on the board, and here only in the table."""
    return [
        (
            clock_title(clock, known),
            clock,
            STATUS_NAMES[clock.status.value].begun,
            clock.clock is ClockName.CONSULTATION,
        )
        for clock in clocks
    ]


def clock_title(clock: Clock, known: Mapping[str, Text]) -> Text:
    """What a clock is called, with its unit if it is one's own."""
    name = CLOCK_NAMES[clock.clock]
    if clock.consultee is None:
        return name.begun
    unit = unit_name(clock.consultee, known)
    return Text(f"{name.zh} · {unit.zh}", f"{name.begun.en} · {unit.en}")


def owed_rows(
    membership: Membership, stands: Standing, known: Mapping[str, Text], people: Mapping[str, str]
) -> list[tuple[tuple[Text, ...], Text, Any, Text | None]]:
    """Who owes what, as far as the reader may know, and who has the pen."""
    whole = access.role_of(membership) in WHOLE_CASE
    shown = [
        todo
        for todo in on_desks(stands.case, stands.todos)
        if access.sees_todo(membership, todo.who) and (whole or not todo.house)
    ]
    ours = worklists.who_of(membership)
    told = []
    for _, group in groupby(shown, key=lambda todo: (todo.act, todo.due, todo.first_on)):
        owed = list(group)
        who = tuple(unit_name(todo.who, known) for todo in owed)
        told.append((who, act_of(owed[0].act, owed[0].who in ours), owed[0], pen(owed[0], people)))
    return told


UNITS = Text("成员单位和相关部门", "members and departments")


def of_others(membership: Membership, whole: Case, on: date) -> Clock | None:
    """The clock of the step that others owe, to a party that sees none of them: it learns when that ends at last."""
    return opinions_by(whole, on, workdays()) if access.role_of(membership) in PARTY_SIDE else None


def awaited(last: Clock | None) -> list[tuple[tuple[Text, ...], Text, Any, Text | None]]:
    """What its party may know of a step that others owe: that they are asked, and the last day of it."""
    if last is None or last.due is None:
        return []
    owed = Todo(
        "",
        "opinion_received",
        last.due,
        last.article,
        last.status is Status.OVERDUE,
        last.provisional,
        earliest=last.earliest,
        latest=last.latest,
        missing_notice=last.missing_notice,
    )
    return [((UNITS,), act_of(owed.act, False), owed, None)]


def file_of(membership: Membership, number: str) -> tuple[CaseFile, Case]:
    """A case file and its fold.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    file = access.case_for(membership, number)
    return file, fold(file, file.events.order_by("sequence"))
