"""A new holiday notice: what it would move in every open case, then put forward by one and in force by another."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.inputs import Document, parse_json, parse_yaml
from shencha.law.calendar.awaited_notice import changes, read_notice
from shencha.law.calendar.extraordinary import extraordinary
from shencha.law.calendar.notices import HolidayNotice
from shencha.law.calendar.strip import Strip
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.clocks import Clock
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records import holidays as logged
from shencha.records.acts import holidays
from shencha.records.acts.put_forward import may_decide
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, TakenNotice
from shencha.records.workdays import workdays
from shencha.text import Text, same
from shencha.text.days import day_of
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import clock_title
from shencha.web.chips import strip_of_clock
from shencha.web.desks.moved import told
from shencha.web.desks.notice_fields import rows_of, written_of, year_of
from shencha.web.done import PUT_FORWARD, SENT_BACK, done
from shencha.web.units import registered

MOST_BYTES = 64 * 1024
MOST_CASES = 300
"""Cases that are computed; a note says when there are more."""
STRIPS = 40
"""Moved days whose strips are drawn."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A running clock that the notice moves."""

    file: CaseFile
    title: Text
    before: date
    after: date
    later: int
    """Calendar days; negative when it ends earlier."""
    strips: tuple[tuple[Text, Strip], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One holiday of a notice, as it is shown: its name, the days off, the weekends worked."""

    name: Text
    off: tuple[date, ...]
    work: tuple[date, ...]


@only_for(*OFFICE)
def notice_arrival(request: HttpRequest) -> HttpResponse:
    """Show the form, or what the notice would move."""
    membership = acting(request)
    taken = TakenNotice.objects.select_related("proposed_by", "decided_by")
    counted = taken.annotate(count=Count("moved")).filter(state=TakenNotice.State.IN_FORCE)
    year = year_of(request.POST.get("year") or request.GET.get("year", ""), workdays().covered_to.year + 1)
    shown: dict[str, object] = {
        "section": "desk",
        "today": today(),
        "year": year,
        "rows": rows_of(year, request.POST.dict()),
        "known": workdays().has_notice(year),
        "years": sorted({n.year for n in workdays().notices}),
        "waiting": [
            (one, may_decide(one, membership), told_of(one.written), _content(one), digest(one))
            for one in taken.filter(state=TakenNotice.State.PROPOSED)
        ],
        "in_force": list(counted),
        "sent_back": list(taken.filter(state=TakenNotice.State.SENT_BACK)[:5]),
        "given": request.POST,
    }
    status = 200
    if request.method == "POST":
        document = Document("notice", {})
        try:
            document = _given(request, year)
            shown |= _moved(membership, read_notice(document, workdays()))
            shown["content"] = json.dumps(document.data, ensure_ascii=False)
            if request.POST.get("step") == "propose":
                holidays.propose(
                    document.data,
                    number=request.POST.get("number", ""),
                    published_on=day_of(request.POST.get("published", "")),
                    url=request.POST.get("url", "").strip(),
                    by=membership,
                )
                done(request, PUT_FORWARD)
                return redirect("cases:notice_arrival")
        except BadInput as bad:
            shown["faults"] = [_said(fault, document.data) for fault in bad.faults]
            status = 422
    return render(request, "cases/notice_arrival.html", shown, status=status)


def _given(request: HttpRequest, year: int) -> Document:
    """The notice as a file, as it was compared before, or as it was typed."""
    sent = request.FILES.get("file")
    if sent is not None:
        text = _uploaded(sent)
        name = (sent.name or "").lower()
        return parse_json(text, "notice") if name.endswith(".json") else parse_yaml(text, "notice")
    if content := request.POST.get("content"):
        return parse_json(content, "notice")
    return Document("notice", written_of(request.POST.dict(), year))


def _said(fault: Fault, data: Any) -> Text:
    """A fault with the name of the holiday that it stands with."""
    where = same(fault.where)
    if (found := re.match(r"(off|work)\.(\d+)", fault.where)) and isinstance(data, dict):
        group = data[found[1]][int(found[2])]
        if isinstance(group, dict) and isinstance(group.get("name"), dict):
            where = Text(str(group["name"].get("zh")), str(group["name"].get("en")))
    return Text(
        f"{where.zh}：{fault.wrong.zh}。{fault.right.zh}", f"{where.en}: {fault.wrong.en}; {fault.right.en}"
    )


TAKEN_OVER = Text(
    "放假通知已生效，各案期限已按新的安排重新计算；变动如下。",
    "The notice is in force and every due day is counted by it; what moved stands below.",
)


@require_POST
@only_for(*OFFICE)
def decide_notice(request: HttpRequest, taken_id: int) -> HttpResponse:
    """The second person puts a notice in force, or sends it back with a reason."""
    membership = acting(request)
    if request.POST.get("act") == "send_back":
        holidays.send_back(taken_id, request.POST.get("reason", ""), by=membership)
        done(request, SENT_BACK)
        return redirect("cases:notice_arrival")
    holidays.put_in_force(taken_id, by=membership)
    done(request, TAKEN_OVER)
    return redirect("cases:notice_moved", taken_id)


@only_for(*OFFICE)
@require_safe
def notice_moved(request: HttpRequest, taken_id: int) -> HttpResponse:
    """What a notice in force has moved, kept for good: every case with its old and its new day."""
    membership = acting(request)
    found = TakenNotice.objects.select_related("proposed_by", "decided_by")
    notice = found.filter(pk=taken_id, state=TakenNotice.State.IN_FORCE).first()
    if notice is None:
        raise NotFound(Text("没有这份通知", "there is no such notice"))
    page = Paginator(access.moved_of(membership).filter(notice=notice), 100).get_page(request.GET.get("page"))
    shown = {
        "section": "desk",
        "notice": notice,
        "page": page,
        "moved": told(page.object_list, registered()),
        "holidays": told_of(notice.written),
        "digest": digest(notice),
    }
    return render(request, "cases/notice_moved.html", shown)


def told_of(written: Mapping[str, Any]) -> list[Told]:
    """What a taken notice says, holiday by holiday."""
    found: dict[tuple[str, str], tuple[list[date], list[date]]] = {}
    for at, kind in enumerate(("off", "work")):
        for group in written.get(kind, []):
            name = group["name"]
            days = found.setdefault((name["zh"], name["en"]), ([], []))[at]
            days += [date.fromisoformat(day) for day in group["days"]]
    return [Told(Text(*name), tuple(off), tuple(work)) for name, (off, work) in found.items()]


def _content(taken: TakenNotice) -> str:
    """A taken notice as the page hands it on."""
    return json.dumps({"year": taken.year} | taken.written, ensure_ascii=False)


def digest(taken: TakenNotice) -> str:
    """The digest by which the log names it."""
    return str(logged.said_of(taken)["digest"])


def _uploaded(sent: UploadedFile[Any]) -> str:
    if (sent.size or 0) > MOST_BYTES:
        wrong = Text(f"文件超过 {MOST_BYTES // 1024} KB", f"the file is larger than {MOST_BYTES // 1024} KB")
        raise BadInput(
            [Fault("notice", "file", wrong, Text("通知只有几十行", "a notice has some dozen lines"))]
        )
    try:
        text: str = sent.read().decode("utf-8-sig")
        return text
    except UnicodeDecodeError:
        wrong = Text("文件不是 UTF-8 文本", "the file is not UTF-8 text")
        raise BadInput([Fault("notice", "file", wrong, Text("请存为 UTF-8", "save it as UTF-8"))]) from None


def _moved(membership: Membership, notice: HolidayNotice) -> dict[str, object]:
    """The running clocks of open cases that may reach into the notice's year, before and after it."""
    on, old, known = today(), workdays(), registered()
    new = old.with_notice(notice)
    files = holidays.reaching(access.cases_of(membership), notice.year).order_by("-id")
    found = list(files.prefetch_related("events")[: MOST_CASES + 1])
    moves, same = holidays.moves(found[:MOST_CASES], old, new, on)
    moves.sort(key=lambda one: (one.was, one.case.number))
    moved = [
        Moved(
            one.case,
            clock_title(one.before, known),
            one.was,
            one.becomes,
            (one.becomes - one.was).days,
            _strips(one.before, one.after, on, old, new) if n < STRIPS else (),
        )
        for n, one in enumerate(moves)
    ]
    return {
        "notice": notice,
        "changes": changes(notice, old),
        "extraordinary": extraordinary(new, date(notice.year, 1, 1), date(notice.year, 12, 31)),
        "moved": moved,
        "same": same,
        "more": len(found) > MOST_CASES,
        "most": MOST_CASES,
    }


def _strips(
    before: Clock, after: Clock, on: date, old: Workdays, new: Workdays
) -> tuple[tuple[Text, Strip], ...]:
    return (
        (Text("现在", "Now"), strip_of_clock(before, on, old)),
        (Text("通知公布后", "With the notice"), strip_of_clock(after, on, new)),
    )
