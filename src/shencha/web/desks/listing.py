"""All cases in one list: filters, order, saved views, counts, page by page, and as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import BadInput, NotFound
from shencha.procedure.acts import Phase
from shencha.procedure.case import State
from shencha.procedure.names import ACTOR_NAMES, GROUND_NAMES, RESULT_NAMES, STATE_NAMES
from shencha.procedure.roles import WHOLE_CASE, WORKING
from shencha.records import access
from shencha.records.acts import saved_views
from shencha.records.acts.assigning import colleagues
from shencha.records.clock import today
from shencha.records.models import CaseFile, SavedView
from shencha.records.reads import listing
from shencha.stores.sheets import MOST_ROWS, Cell
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.counts import whole
from shencha.web.done import done
from shencha.web.numbers import number_in
from shencha.web.table_files import download
from shencha.web.templatetags.say import reading

A_PAGE, LAST_PAGE = 50, 10_000
LISTED = "cases"
HEADS = (
    Text("编号", "Number"),
    Text("名称", "Title"),
    Text("事由", "Ground"),
    Text("状态", "State"),
    Text("结果", "Result"),
    Text("当事人", "Party"),
    Text("开始", "Opened"),
    Text("最近", "Last event"),
)
INSIDE = (
    Text("承办人", "Officer"),
    Text("协办人", "Deputy"),
    Text("最早期限", "Earliest due"),
    Text("是否逾期", "Overdue"),
    Text("是否暂停", "Paused"),
    Text("由谁办理", "Waits for"),
)
YES, NO = Text("是", "yes"), Text("否", "no")
LIES = {
    "office": ACTOR_NAMES["office"],
    "party": ACTOR_NAMES["party"],
    "commission": ACTOR_NAMES["commission"],
    "units": Text("成员单位和相关部门", "members and departments"),
}
SORTS = {
    "": Text("新收的在前", "Newest first"),
    "due": Text("期限近的在前", "Due first"),
    "opened": Text("开始早的在前", "Oldest first"),
    "-moved": Text("最近有进展的在前", "Last moved first"),
    "party": Text("按当事人", "By party"),
    "officer": Text("按承办人", "By officer"),
}


@only_for(*WORKING)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """A page of the list."""
    membership, on = acting(request), today()
    wanted = listing.Wanted.of(request.GET.dict())
    found = listing.listed(membership, wanted, on)
    number, more = listing.counted(found)
    page = whole(request.GET.get("page", "1"))
    if not page or page > LAST_PAGE:
        raise NotFound(Text("没有这一页", "there is no such page"))
    begin = (page - 1) * A_PAGE
    lines = list(found[begin : begin + A_PAGE + 1])
    if page > 1 and not lines:
        raise NotFound(Text("没有这一页", "there is no such page"))
    inside = access.role_of(membership) in WHOLE_CASE
    shown = {
        "section": "desk",
        "wanted": wanted,
        "query": wanted.query(),
        "lines": [_line(one) for one in lines[:A_PAGE]],
        "number": number,
        "more": more,
        "page": page,
        "before": page - 1,
        "after": page + 1 if len(lines) > A_PAGE else 0,
        "inside": inside,
        "states": [(one.value, STATE_NAMES[one].begun) for one in State],
        "grounds": [(key, name.begun) for key, name in GROUND_NAMES.items()],
        "steps": [(one.name.lower(), one.value) for one in Phase if one.name.lower() in listing.STEPS],
        "officers": sorted(colleagues(), key=lambda one: one.name) if inside else [],
        "sorts": [one for one in SORTS.items() if inside or one[0] not in ("due", "officer")],
        "kept_fields": [(name, value) for name, value in asdict(wanted).items() if value],
        "views": SavedView.objects.filter(person=membership.person),
        "today": on,
    }
    return render(request, "cases/list.html", shown)


def _line(one: CaseFile) -> tuple[CaseFile, Text, Text, Text | None]:
    return one, GROUND_NAMES[one.ground].begun, STATE_NAMES[one.state].begun, LIES.get(one.lies_with)


@only_for(*WORKING)
@require_safe
def cases_file(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list as it is filtered and sorted, as a table to keep."""
    membership, on = acting(request), today()
    wanted = listing.Wanted.of(request.GET.dict())
    inside = access.role_of(membership) in WHOLE_CASE
    found = listing.listed(membership, wanted, on)[: MOST_ROWS - 1]
    heads = (*HEADS, *INSIDE) if inside else HEADS
    return download(f"{LISTED}-{on}", form, heads, _rows(found.iterator(chunk_size=2_000), on, inside=inside))


def _rows(found: Iterator[CaseFile], on: date, *, inside: bool) -> Iterator[list[Text | Cell]]:
    for one in found:
        party = Text(one.party.name_zh, one.party.name_en) if one.party else ""
        row: list[Text | Cell] = [
            one.number,
            one.title,
            GROUND_NAMES[one.ground],
            STATE_NAMES[one.state],
            RESULT_NAMES.get(one.result, same("")),
            party,
            one.opened_on,
            one.last_on,
        ]
        if inside:
            late = one.due_on is not None and one.due_on < on
            row += [
                str(one.officer or ""),
                str(one.deputy or ""),
                one.due_on,
                YES if late else NO,
                YES if one.paused else NO,
                LIES.get(one.lies_with, same("")),
            ]
        yield row


@only_for(*WORKING)
@require_POST
def view_kept(request: HttpRequest) -> HttpResponse:
    """Keep the filters under a name, or let a kept view go."""
    membership = acting(request)
    query = listing.Wanted.of(request.POST.dict()).query()
    if (gone := number_in(request.POST.get("gone", ""))) is not None:
        saved_views.let_go(gone, by=membership)
        return redirect("cases:list")
    try:
        made = saved_views.keep(request.POST.get("name", ""), query, by=membership)
    except BadInput as wrong:
        said = wrong.faults[0]
        messages.error(request, f"{said.wrong.said(reading())}。{said.right.said(reading())}")
    else:
        kept = Text("视图“{name}”已保存。", "The view “{name}” is kept.")
        done(request, kept.fill(name=made.name))
    return redirect(f"/cases/?{query}" if query else "/cases/")
