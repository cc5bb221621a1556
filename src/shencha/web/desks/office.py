"""The first page of the office, a member unit, a department, the Commission, a supervisor: what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shencha.errors import NotFound
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import in_force
from shencha.procedure import todos as procedure
from shencha.procedure.acts import ACTS, DECISIONS, OWED, DecisionDrafted, EvidenceDecided
from shencha.procedure.names import GROUND_NAMES, STATE_NAMES
from shencha.procedure.roles import (
    CONSULTED,
    COUNTERSIGNERS,
    OFFICE,
    OFFICERS,
    PARTY_SIDE,
    ROLES,
    WHOLE_CASE,
    WORKING,
    Role,
    Shelf,
    Side,
    of_side,
    reads_of,
)
from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import Membership, Person, Todo
from shencha.records.reads import worklists
from shencha.text import LANGS, Text
from shencha.text.days import said_day
from shencha.web.acting import acting, only_for
from shencha.web.counts import whole
from shencha.web.desks.moved import news
from shencha.web.supervision.told import brought
from shencha.web.templatetags.say import day_in
from shencha.web.units import registered, unit_name

ORDER: Mapping[str, tuple[str, ...]] = {
    "overdue": ("overdue", "late"),
    "sign": ("sign",),
    "today": ("today",),
    "undated": ("undated",),
    "week": ("week",),
    "others": ("others",),
    "later": ("later",),
}
"""The sections in the order of the page, with their parts; what is overdue, ours or others', stands at the head."""
SHOWN = 10
"""Lines of a part on the desk; a page of its own has all of them."""
LATEST = 10
LAST_PAGE = 10_000
WEEK_OF = "week-"
"""Before a Monday: the part of the desk that is due in that week."""
TITLES = {
    "overdue": Text("逾期", "Overdue"),
    "sign": Text("待您审核", "For you to look at"),
    "today": Text("今天", "Today"),
    "undated": Text(
        "无法定期限（条文未定，或者期限暂停）", "Without a day (none is set, or the clock is paused)"
    ),
    "week": Text("本周（七天内）", "This week (within seven days)"),
    "others": Text("待他方办理", "Waiting for others"),
    "drafted": Text("已拟稿，待第二人审核", "Drafted; a second person signs"),
    "later": Text("后续事项", "Later"),
}
FOR_US = Text("请我们答复的：今天", "Asked of us: today")
EMPTY = Text("今天没有到期事项，也没有逾期事项。", "Nothing is due today, and nothing is overdue.")
EMPTY_BUT_LATE = Text("今天没有到期事项；逾期的见上。", "Nothing is due today; what is overdue stands above.")


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is owed in one case, by one or several."""

    todo: Todo
    ground: Text
    state: Text
    act: Text
    who: tuple[Text, ...]
    ours: bool
    may_act: bool
    second: bool
    """Does this person finish what a colleague began?"""
    pen: Text | None
    """Who has it, where a colleague must finish it first."""
    chase: str = ""
    """Where this person chases what others owe; empty where nothing is late, or by others."""
    chase_now: bool = False
    """Is it due to be chased by the office's own ladder?"""
    chased: tuple[tuple[Text | None, int, date], ...] = ()
    """Who of them was chased how often and when last; unnamed where only one owes it."""
    officer: str = ""
    """Whose case it is, for those inside the office."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the desk."""

    id: str
    title: Text
    lines: list[Line]
    total: str
    units: str
    """How many owe it, where one line stands for several."""
    more: bool
    """Are there more than are shown here?"""
    folded: bool


def lines(todos: Sequence[Todo], membership: Membership, known: Mapping[str, Text]) -> list[Line]:
    """To-dos as a desk shows them: one line for each case and act, whoever owes it."""
    found = []
    people = _people(todos)
    inside = access.role_of(membership) in WHOLE_CASE
    for _, group in groupby(
        todos, key=lambda todo: (todo.case_id, todo.act, todo.due, todo.who == "office", todo.first)
    ):
        owed = list(group)
        todo = owed[0]
        found.append(
            Line(
                todo,
                GROUND_NAMES[todo.case.ground].begun,
                STATE_NAMES[todo.case.state].begun,
                act_of(todo.act, todo.who in worklists.who_of(membership)),
                tuple(unit_name(one.who, known) for one in owed),
                todo.who in worklists.who_of(membership),
                may_act(membership, todo),
                todo.second,
                pen(todo, people),
                reverse("cases:chase", args=[todo.case.number, todo.act]) if chases(membership, todo) else "",
                any(one.chase_from is not None and one.chase_from <= today() for one in owed),
                tuple(
                    (unit_name(one.who, known) if len(owed) > 1 else None, one.chased, one.chased_on)
                    for one in owed
                    if one.chased_on is not None
                ),
                str(todo.case.officer or "") if inside else "",
            )
        )
    return found


def _people(todos: Iterable[Todo]) -> Mapping[str, str]:
    """The names of whoever did a first half; one query, and none where nobody did."""
    keys = {todo.first for todo in todos if todo.first}
    return dict(Person.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def pen(todo: Todo | procedure.Todo, people: Mapping[str, str]) -> Text | None:
    """Who did the first half and when: `待第二人审核，王宁 11月24日拟`; None where no second person is awaited."""
    if todo.first_on is None:
        return None
    name, day = (
        people.get(todo.first or "", todo.first or "—"),
        Text(*(day_in(todo.first_on, lang) for lang in LANGS)),
    )
    if todo.act == "evidence_decided":
        return Text(
            f"待第二人复核，{name} {day.zh}核实", f"a second person decides; {name} looked at it on {day.en}"
        )
    return Text(f"待第二人审核，{name} {day.zh}拟", f"a second person signs; {name} drafted it on {day.en}")


def act_of(act: str, ours: bool) -> Text:
    """What is owed, in the words of whoever owes it."""
    said = ACTS[act]
    return said.button if ours else said.owed or said.button


def chases(membership: Membership, todo: Todo) -> bool:
    """May this person chase it: what others owe the office, once its day is past?"""
    late = todo.due is not None and todo.due < today()
    return late and todo.act in OWED and access.role_of(membership) in OFFICE


def may_act(membership: Membership, todo: Todo) -> bool:
    """Is it this person's role to do it? Decisions are drafted by anyone of the office."""
    role = access.role_of(membership)
    if todo.who not in worklists.who_of(membership):
        return False
    if todo.second:
        signs = ACTS[todo.act].by if todo.act == EvidenceDecided.name else COUNTERSIGNERS
        return role in signs and todo.first != membership.person.key
    return role in (DecisionDrafted.act if todo.act in DECISIONS else ACTS[todo.act]).by


@only_for(*WORKING)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is due, sorted by day; what others owe; what is new."""
    membership, on = acting(request), today()
    role = access.role_of(membership)
    whose = whose_of(request, membership)
    found = worklists.desk(membership, on, shown=SHOWN, whose=whose)
    known = registered()
    shown = {
        "section": "desk",
        "news": news(membership),
        "whose": whose,
        "whose_choices": list(WHOSE.items()) if role in OFFICE else [],
        "unassigned": worklists.unassigned(membership) if role in OFFICERS else 0,
        "sections": _sections(found, membership, known, on) if worklists.who_of(membership) else [],
        "fresh": [(one, GROUND_NAMES[one.ground].begun) for one in found.fresh] if role in OFFICE else [],
        "next": lines([found.next], membership, known)[0] if found.next else None,
        "empty": EMPTY if not any(one.lines for one in found.parts if one.id in LATE) else EMPTY_BUT_LATE,
        "purpose": _purpose(role, on),
        "cases": [
            (one, STATE_NAMES[one.state].begun, GROUND_NAMES[one.ground].begun)
            for one in access.newest(membership, LATEST)
        ],
        "brought": brought(membership, on),
        "may_raise": role is Role.MEMBER_LIAISON,
        "referred": access.referred_to(membership).count() if role is Role.MEMBER_LIAISON else 0,
        "may_read_reports": role in reads_of(Shelf.REPORTS_ON_PARTIES, Shelf.REPORTS_ON_THE_REVIEW),
        "tools": _tools(role),
        "may_audit": role is Role.AUDITOR,
        "consulted": role in CONSULTED,
        "today": on,
        "weekday": weekday(on),
    }
    return render(request, "desk.html", shown)


def _purpose(role: Role, on: date) -> Text | None:
    """What the desk is for, with the days of the law in force."""
    purpose, governing = ROLES[role].purpose, in_force(on)
    return purpose.fill(days=figures(governing.id).opinion_days.value) if purpose and governing else purpose


def whose_of(request: HttpRequest, membership: Membership) -> str:
    """Whose cases this desk shows: as last chosen in this session; all for whoever is not of the office."""
    if access.role_of(membership) not in OFFICE:
        return worklists.ALL
    asked = request.GET.get("whose")
    if asked in WHOSE:
        request.session["whose"] = asked
    kept = request.session.get("whose")
    return kept if kept in WHOSE else worklists.ALL


WHOSE = {
    worklists.MINE: Text("我承办的", "Mine"),
    worklists.UNIT: Text("本单位承办和待分办的", "My unit’s, and what nobody has"),
    worklists.ALL: Text("全部", "All"),
}
HEAD = frozenset({Role.OFFICE_HEAD})
SUPERVISE = reads_of(Shelf.PROMISES) - PARTY_SIDE
SANCTION = reads_of(Shelf.SANCTIONS)
TOOLS: tuple[tuple[Text, tuple[tuple[frozenset[Role], str, Text], ...]], ...] = (
    (
        Text("期限", "Days"),
        (
            (OFFICE, "cases:overview", Text("工作概览", "The work at a glance")),
            (OFFICE, "cases:week", Text("按周查看期限", "The load by week")),
            (OFFICE, "cases:notice_arrival", Text("放假通知", "Holiday notices")),
            (OFFICE, "cases:policies", Text("办理口径", "The office’s policies")),
        ),
    ),
    (
        Text("结论之后", "After the conclusion"),
        (
            (SUPERVISE, "supervision:all", Text("承诺与条件", "Promises and conditions")),
            (SANCTION, "sanctions:all", Text("处罚决定草案", "Draft decisions on sanctions")),
            (SANCTION, "supervision:register", Text("当事人登记表", "The register of parties")),
        ),
    ),
    (
        Text("测算与报告", "Rehearsal and reports"),
        (
            (OFFICE, "cases:load", Text("工作量测算", "Rehearse the load")),
            (OFFICE, "cases:change", Text("期限与门槛调整测算", "Change a number")),
            (HEAD, "cases:annual", Text("年度报告", "Annual report")),
        ),
    ),
)
"""Links at the foot of the desk, by what one comes for, each with the roles that may follow it."""


def _tools(role: Role) -> list[tuple[Text, list[tuple[str, Text]]]]:
    found = [
        (title, [(name, said) for roles, name, said in links if role in roles]) for title, links in TOOLS
    ]
    return [(title, links) for title, links in found if links]


LATE = ("overdue", "late")


def _sections(
    found: worklists.Desk, membership: Membership, known: Mapping[str, Text], on: date
) -> list[Section]:
    parts = {part.id: part for part in found.parts}
    drafted = worklists.drafted(membership, on, SHOWN + 1) if parts["later"].total else []
    waits = {todo.pk for todo in drafted}
    sections: list[Section] = []
    for name, of in ORDER.items():
        told = [parts[one] for one in of]
        todos = [todo for part in told for todo in part.lines if todo.pk not in waits][:SHOWN]
        total = sum(part.total for part in told)
        if name == "later":
            if drafted:
                sections.append(_drafted(drafted, membership, known))
            total -= len(drafted)
        if not todos and name != "today":
            continue
        more = any(part.more for part in told)
        shown = lines(todos, membership, known)
        every = total == len(todos)
        sections.append(
            Section(
                name,
                title_of(name, membership),
                shown,
                str(len(shown)) if every else f"{total}+" if more else str(total),
                str(total) if every and total != len(shown) else "",
                more or total > len(todos),
                name == "later" and len(sections) > 2,
            )
        )
    return sections


def _drafted(todos: list[Todo], membership: Membership, known: Mapping[str, Text]) -> Section:
    """What waits for a second person, never in a fold; beyond its lines, the part `later` has all."""
    shown, more = lines(todos[:SHOWN], membership, known), len(todos) > SHOWN
    total = f"{SHOWN}+" if more else str(len(shown))
    return Section("drafted", TITLES["drafted"], shown, total, "", more=False, folded=False)


def title_of(name: str, membership: Membership) -> Text:
    """What a part of this desk is called."""
    consulted = access.role_of(membership) in CONSULTED
    return FOR_US if consulted and name == "today" else TITLES[name]


@only_for(*of_side(Side.OFFICE, Side.UNITS, Side.COMMISSION))
@require_safe
def part(request: HttpRequest, named: str) -> HttpResponse:
    """All lines of one part of the desk, page by page."""
    membership, on = acting(request), today()
    page, of, monday = whole(request.GET.get("page", "1")), ORDER.get(named), _monday(named)
    if not (of or monday) or not page or page > LAST_PAGE:
        raise NotFound(Text("没有这个页面", "there is no such page"))
    if monday:
        todos, more = worklists.week_page(membership, monday, page)
        title = Text(f"{said_day(monday).zh}起的一周", f"The week of {said_day(monday).en}")
    else:
        todos, more = worklists.page_of(membership, of or (), on, page, whose_of(request, membership))
        title = title_of(named, membership)
    if page > 1 and not todos:
        raise NotFound(Text("没有这一页", "there is no such page"))
    shown = {
        "section": "desk",
        "part": named,
        "title": title,
        "lines": lines(todos, membership, registered()),
        "page": page,
        "before": page - 1,
        "after": page + 1 if more else 0,
        "today": on,
    }
    return render(request, "cases/part.html", shown)


def _monday(named: str) -> date | None:
    try:
        day = date.fromisoformat(named.removeprefix(WEEK_OF))
    except ValueError:
        return None
    return day if named.startswith(WEEK_OF) and day.weekday() == 0 and MINYEAR < day.year < MAXYEAR else None


WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


def weekday(day: date) -> Text:
    """`星期三`, `Wednesday`."""
    return Text(f"星期{WEEKDAYS[day.weekday()]}", f"{day:%A}")
