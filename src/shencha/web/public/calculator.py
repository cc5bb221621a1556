"""The due-date calculator: a period, its pauses, the last day, and the strip of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.law.calendar.periods import due
from shencha.law.calendar.strip import range_said, strip
from shencha.law.calendar.workdays import Pause
from shencha.law.measures.figures import Figures, figures
from shencha.law.measures.instruments import in_force
from shencha.procedure.kinds import MOST_DAYS
from shencha.records.clock import today
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.text.days import day_of
from shencha.web.words import FIGURES

PAUSES = ("1", "2", "3")
LATEST = date(2150, 12, 31)
STEPS = ("intake_days", "preliminary_days", "opinion_days", "special_days")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One box that cannot be used."""

    box: str
    text: Text


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """A period by its address, so that it can be sent to a colleague; with faults everything typed stays."""
    on, given = today(), request.GET.dict()
    wrong: list[Wrong] = []
    shown: dict[str, Any] = {
        "section": "calculator",
        "given": given or {"from": on.isoformat()},
        "wrong": wrong,
        "presets": _presets(on),
        "pauses": [(n, given.get(f"start{n}", ""), given.get(f"end{n}", "")) for n in PAUSES],
    }
    if given:
        start = _day(given.get("from", ""), "from", wrong)
        days = _days(given.get("days", ""), wrong)
        pauses = [one for n in PAUSES if (one := _pause(given, n, wrong)) is not None]
        if start is not None and days is not None and not wrong:
            found = due(start, days, workdays(), pauses)
            rule = Text(f"自 {start} 起 {days} 个工作日", f"{days} working days from {start}")
            shown |= {"found": found, "strip": strip(found, rule=rule), "today": on}
            if found.missing_notice:
                shown["range"] = range_said(found.earliest, found.latest, found.missing_notice)
    return render(request, "public/calculator.html", shown, status=422 if wrong else 200)


def _presets(on: date) -> list[tuple[Text, int, str, str]]:
    governing = in_force(on)
    assert governing is not None
    known: Figures = figures(governing.id)
    found = [(FIGURES[name], getattr(known, name)) for name in STEPS]
    return [(name, figure.value, governing.id, figure.article) for name, figure in found]


_EMPTY = Text("请填写日期，例如 2026-03-02", "Give a day, such as 2026-03-02")
_NO_DAY = Text(
    "“{written}”不是日期；请写成 2026-03-02 的形式", "“{written}” is not a day; write it as 2026-03-02"
)


def _day(written: str, box: str, wrong: list[Wrong]) -> date | None:
    found = day_of(written)
    if found is None:
        wrong.append(Wrong(box, _EMPTY if not written else _NO_DAY.fill(written=written[:40])))
        return None
    first = workdays().covered_from
    if not first <= found <= LATEST:
        wrong.append(
            Wrong(
                box,
                Text(
                    f"{found} 不在可以计算的范围内；请填写 {first} 至 {LATEST} 之间的日期",
                    f"{found} is outside what can be counted; give a day from {first} to {LATEST}",
                ),
            )
        )
        return None
    return found


def _days(written: str, wrong: list[Wrong]) -> int | None:
    if written.isdecimal() and len(written) <= 6 and 1 <= int(written) <= MOST_DAYS:
        return int(written)
    wrong.append(
        Wrong(
            "days",
            Text(f"请填写 1 至 {MOST_DAYS} 的整数", f"Give a whole number from 1 to {MOST_DAYS}"),
        )
    )
    return None


def _pause(given: dict[str, str], n: str, wrong: list[Wrong]) -> Pause | None:
    written = given.get(f"start{n}", ""), given.get(f"end{n}", "")
    if not any(written):
        return None
    start, end = _day(written[0], f"start{n}", wrong), _day(written[1], f"end{n}", wrong)
    if start is None or end is None:
        return None
    if end < start:
        wrong.append(
            Wrong(
                f"end{n}",
                Text("暂停的结束早于开始；请调换", "The pause ends before it starts; swap the two days"),
            )
        )
        return None
    return Pause(start, end)
