"""A new holiday notice: what it would move in every open case, then put forward by one and in force by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import yaml
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.inputs import parse_yaml
from shencha.law.calendar.awaited_notice import read_notice
from shencha.law.calendar.notices import HolidayNotice
from shencha.law.calendar.strip import Strip
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.clocks import Clock
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts import holidays
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, TakenNotice
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import clock_title, day_of
from shencha.web.chips import strip_of_clock
from shencha.web.desks.moved import told
from shencha.web.units import registered

MOST_BYTES = 64 * 1024
MOST_CASES = 300
"""Cases that are computed; a note says when there are more."""
STRIPS = 40
"""Moved days whose strips are drawn."""


EXAMPLE = """year: 2027
off:
  - {name: {zh: 元旦, en: New Year's Day}, days: [2027-01-01]}
work: []
"""
"""What the box holds at first: the form of a notice."""


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


@only_for(*OFFICE)
def notice_arrival(request: HttpRequest) -> HttpResponse:
    """Show the form, or what the notice would move."""
    membership = acting(request)
    taken = TakenNotice.objects.select_related("proposed_by", "decided_by")
    counted = taken.annotate(count=Count("moved")).filter(state=TakenNotice.State.IN_FORCE)
    shown: dict[str, object] = {
        "section": "desk",
        "today": today(),
        "text": EXAMPLE,
        "years": [n.year for n in workdays().notices],
        "waiting": [
            (one, holidays.may_decide(one, membership), _text(one))
            for one in taken.filter(state=TakenNotice.State.PROPOSED)
        ],
        "in_force": list(counted),
        "sent_back": list(taken.filter(state=TakenNotice.State.SENT_BACK)[:5]),
        "given": request.POST,
    }
    status = 200
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            text = _uploaded(request) or text
            document = parse_yaml(text, "notice")
            shown |= _moved(membership, read_notice(document, workdays()))
            if request.POST.get("step") == "propose":
                holidays.propose(
                    document.data,
                    number=request.POST.get("number", ""),
                    published_on=day_of(request.POST.get("published", "")),
                    url=request.POST.get("url", "").strip(),
                    by=membership,
                )
                return redirect("cases:notice_arrival")
        except BadInput as bad:
            shown["faults"] = [
                Text(f"{f.where}：{f.wrong.zh}。{f.right.zh}", f"{f.where}: {f.wrong.en}; {f.right.en}")
                for f in bad.faults
            ]
            status = 422
        shown["text"] = text
    return render(request, "cases/notice_arrival.html", shown, status=status)


@require_POST
@only_for(*OFFICE)
def decide_notice(request: HttpRequest, taken_id: int) -> HttpResponse:
    """The second person puts a notice in force, or sends it back with a reason."""
    membership = acting(request)
    if request.POST.get("act") == "send_back":
        holidays.send_back(taken_id, request.POST.get("reason", ""), by=membership)
        return redirect("cases:notice_arrival")
    holidays.put_in_force(taken_id, by=membership)
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
        "text": _text(notice),
    }
    return render(request, "cases/notice_moved.html", shown)


def _text(taken: TakenNotice) -> str:
    """A taken notice as it is written in a file."""
    return str(yaml.safe_dump({"year": taken.year} | taken.written, allow_unicode=True, sort_keys=False))


def _uploaded(request: HttpRequest) -> str:
    sent = request.FILES.get("file")
    if sent is None:
        return ""
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
        "replaces": notice.year in {one.year for one in old.notices},
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
