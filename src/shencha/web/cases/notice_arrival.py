"""What a new holiday notice would move: every open case's days before and after, on one page; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shencha.errors import BadInput, Fault
from shencha.inputs import parse_yaml
from shencha.law.awaited_notice import read_notice, with_notice
from shencha.law.workdays import HolidayNotice, Workdays, published
from shencha.procedure.clocks import Clock, clocks
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import clock_title
from shencha.web.strips import Strip, strip_of_clock
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
    shown: dict[str, object] = {
        "section": "desk",
        "today": today(),
        "text": EXAMPLE,
        "years": [n.year for n in published().notices],
    }
    status = 200
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            text = _uploaded(request) or text
            notice = read_notice(parse_yaml(text, "notice"))
            shown |= _moved(acting(request), notice)
        except BadInput as bad:
            shown["faults"] = [
                Text(f"{f.where}：{f.wrong.zh}。{f.right.zh}", f"{f.where}: {f.wrong.en}; {f.right.en}")
                for f in bad.faults
            ]
            status = 422
        shown["text"] = text
    return render(request, "cases/notice_arrival.html", shown, status=status)


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
    begin, on = date(notice.year, 1, 1), today()
    old, known = published(), registered()
    new = with_notice(old, notice)
    reaching = access.todos_of(membership).filter(due__gte=begin).order_by().values("case")
    files = access.cases_of(membership).filter(pk__in=reaching).order_by("-id").prefetch_related("events")
    found = list(files[: MOST_CASES + 1])
    moved: list[Moved] = []
    same = 0
    for file in found[:MOST_CASES]:
        whole = fold(file, sorted(file.events.all(), key=lambda one: one.sequence))
        at = max(on, whole.last or on)
        for before, after in _running(clocks(whole, at, old), clocks(whole, at, new)):
            if before.due == after.due:
                same += 1
                continue
            strips = _strips(before, after, on, old, new) if len(moved) < STRIPS else ()
            assert before.due is not None
            assert after.due is not None
            later = (after.due - before.due).days
            moved.append(Moved(file, clock_title(before, known), before.due, after.due, later, strips))
    moved.sort(key=lambda one: (one.before, one.file.number))
    return {
        "notice": notice,
        "replaces": notice.year in {one.year for one in old.notices},
        "moved": moved,
        "same": same,
        "more": len(found) > MOST_CASES,
        "most": MOST_CASES,
    }


def _running(old: tuple[Clock, ...], new: tuple[Clock, ...]) -> Iterator[tuple[Clock, Clock]]:
    for before, after in zip(old, new, strict=True):
        if before.ended is None and before.due is not None and after.due is not None:
            yield before, after


def _strips(
    before: Clock, after: Clock, on: date, old: Workdays, new: Workdays
) -> tuple[tuple[Text, Strip], ...]:
    return (
        (Text("现在", "Now"), strip_of_clock(before, on, old)),
        (Text("通知公布后", "With the notice"), strip_of_clock(after, on, new)),
    )
