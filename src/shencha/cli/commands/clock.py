"""`shencha clock`: when is it due? Every day with its reason."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shencha.cli.notices import NOTICE, calendar_with
from shencha.errors import BadInput, Fault
from shencha.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shencha.law.calendar.periods import Due, Waiting
    from shencha.law.calendar.strip import Run, Square
    from shencha.law.calendar.workdays import Pause

COMMAND = "shencha clock"
MOST_DAYS = 2_000
LAST_YEAR = 2150


def clock(
    start: Annotated[
        str,
        typer.Option("--from", metavar="DATE", help="Day of the act that starts the period; not counted."),
    ],
    days: Annotated[str, typer.Option("--days", metavar="N", help="Length in working days.")],
    pause: Annotated[
        list[str] | None,
        typer.Option(
            "--pause",
            metavar="A..B",
            help="Takes out the working days after A up to and including B; A.. is still open. May be repeated.",
        ),
    ] = None,
    notice: NOTICE = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """When is it due? The last working day of a period, and every day of it with its reason."""
    from shencha.cli.answers import emit, language
    from shencha.law.calendar.periods import period

    faults: list[Fault] = []
    begun, length = _day(start, "--from", faults), _length(days, faults)
    pauses = [_pause(text, faults) for text in pause or ()]
    if faults or begun is None or length is None:
        raise BadInput(faults)
    found = period(begun, length, calendar_with(notice), [one for one in pauses if one is not None])
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    emit(
        found.as_dict(),
        lambda asked: page(found, asked, coloured=coloured),
        as_json=as_json,
        lang=language(lang),
    )


def page(found: Due | Waiting, lang: Lang, *, coloured: bool = False) -> str:
    """The answer for a person: the day, the sum, the months week by week, and what stands out in them."""
    from shencha.law.calendar.strip import strip
    from shencha.law.calendar.unpublished import MODEL

    drawn = strip(found)
    lines = [_answer(found).said(lang), drawn.sum.said(lang), *(note.said(lang) for note in drawn.notes)]
    lines += ["", _WEEK.said(lang)]
    for month in drawn.months:
        lines.append(month.name.said(lang))
        lines += ["".join(_cell(square, coloured) for square in week).rstrip() for week in month.weeks]
    if found.missing_notice:
        lines.insert(2 + len(drawn.notes), MODEL.said(lang))
    lines += ["", *(_run(run, lang) for run in drawn.runs), _legend(drawn.squares, lang)]
    return "\n".join(lines)


def _answer(found: Due | Waiting) -> Text:
    from shencha.law.calendar.periods import Waiting
    from shencha.text.days import said_day, weekday

    start = said_day(found.start)
    if isinstance(found, Waiting):
        return Text(
            "自{start}起的第 {days} 个工作日：期限暂停中，尚无截止日。",
            "Working day {days} after {start}: the period is paused, so there is no last day yet.",
        ).fill(start=start, days=found.days)
    return Text(
        "自{start}起的第 {days} 个工作日：{due}（{weekday}），至当日结束（北京时间）。",
        "Working day {days} after {start} is {weekday}, {due}, to its end in Asia/Shanghai.",
    ).fill(start=start, days=found.days, due=said_day(found.due), weekday=weekday(found.due))


_WEEK = Text(
    "".join(f"  {day}      " for day in "一二三四五六日").rstrip(),
    "".join(f" {day}      " for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")).rstrip(),
)
_LEGEND = {
    ">": Text("起算当日", "starting day"),
    "1": Text("计入的第几个工作日", "number of the working day"),
    "+": Text("调休上班", "make-up workday"),
    ".": Text("周末", "weekend"),
    "*": Text("节假日", "holiday"),
    "=": Text("暂停", "paused"),
    "~": Text("暂定", "provisional"),
    "<": Text("截止日", "last day"),
    "?": Text("通知公布后可能的截止日", "may become the last day"),
}
"""What the marks beside a day mean; each is one column wide in every terminal."""
_MARKS = {"start": ">", "weekend": ".", "holiday": "*", "paused": "=", "after": "?"}
_COLOURS: dict[str, dict[str, Any]] = {
    "start": {"bold": True},
    "counted": {"fg": "blue"},
    "makeup": {"fg": "blue", "bold": True},
    "weekend": {"dim": True},
    "holiday": {"dim": True},
    "paused": {"dim": True, "reverse": True},
    "after": {"dim": True},
}


def _cell(square: Square | None, coloured: bool) -> str:
    if square is None:
        return " " * 10
    day = f"{'~' * square.provisional}{square.day.day}"
    shown = f"{day:>4} {_mark(square):<5}"
    if not coloured:
        return shown
    style = {"bg": "blue", "fg": "white", "bold": True} if square.last else _COLOURS[square.kind]
    return " " + typer.style(shown[1:], **style)


def _mark(square: Square) -> str:
    mark = _MARKS.get(square.kind) or str(square.number)
    return mark + "+" * (square.kind == "makeup") + "<" * square.last


def _legend(squares: Collection[Square], lang: Lang) -> str:
    marks = "".join(map(_mark, squares))
    marks += "~" * any(square.provisional for square in squares)
    shown = [sign for sign in _LEGEND if sign in marks or (sign == "1" and marks.strip(">.*=~"))]
    return "   ".join(f"{sign} {_LEGEND[sign].said(lang)}" for sign in shown)


def _run(run: Run, lang: Lang) -> str:
    if run.first == run.last:
        return f"{run.first}  {run.text.said(lang)}"
    return f"{run.first}..{run.last}  {run.text.said(lang)}"


def _day(text: str, option: str, faults: list[Fault]) -> date | None:
    from shencha.cli.days import read_day
    from shencha.law.calendar.workdays import published

    try:
        day = read_day(text, option, "clock")
    except BadInput as error:
        faults.extend(error.faults)
        return None
    first = published().covered_from
    if first <= day and day.year <= LAST_YEAR:
        return day
    wrong = Text(
        "{day} 不在可以计算的范围内：随附的放假通知始于 {year} 年",
        "{day} cannot be counted from: the holiday notices shipped begin with {year}",
    )
    right = Text("请写 {first} 至 {last}-12-31 之间的日期", "write a day from {first} to {last}-12-31")
    faults.append(
        Fault(COMMAND, option, wrong.fill(day=day, year=first.year), right.fill(first=first, last=LAST_YEAR))
    )
    return None


def _length(text: str, faults: list[Fault]) -> int | None:
    if text.isascii() and text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= MOST_DAYS:
        return int(text)
    faults.append(
        Fault(
            COMMAND,
            "--days",
            Text(f"{text} 不是期限的长度", f"{text!r} is not the length of a period"),
            Text(f"请写 1 至 {MOST_DAYS} 的整数", f"write a whole number from 1 to {MOST_DAYS}"),
        )
    )
    return None


def _pause(text: str, faults: list[Fault]) -> Pause | None:
    from shencha.law.calendar.workdays import Pause

    first, dots, last = text.partition("..")
    if not dots:
        wrong = Text(f"{text} 不是一段期间", f"{text!r} is not a span of days")
        faults.append(Fault(COMMAND, "--pause", wrong, _SPAN))
        return None
    begin = _day(first, "--pause", faults)
    end = _day(last, "--pause", faults) if last else None
    if begin is None or (last and end is None):
        return None
    if end is not None and end < begin:
        wrong = Text(f"{text} 的结束早于开始", f"{text!r} ends before it starts")
        faults.append(Fault(COMMAND, "--pause", wrong, _SPAN))
        return None
    return Pause(begin, end)


_SPAN = Text(
    "请写 A..B，A 不晚于 B，例如 2026-03-10..2026-03-31；尚未结束的写 A..",
    "write A..B, A not after B, such as 2026-03-10..2026-03-31; A.. for a pause still open",
)
