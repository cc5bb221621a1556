"""`shencha clock`: when is it due? Every day with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import date

    from shencha.errors import Fault
    from shencha.law.workdays import Due, Pause
    from shencha.text import Lang

MOST_DAYS = 2_000
EARLIEST_YEAR, LATEST_YEAR = 2020, 2150


def clock(
    start: Annotated[
        str, typer.Option("--from", help="Day of the act that starts the period; not counted itself.")
    ],
    days: Annotated[int, typer.Option("--days", help="Length in working days.")],
    pause: Annotated[
        list[str] | None,
        typer.Option("--pause", help="A..B takes out the working days after A up to and including B."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """When is it due? The last working day of a period, and every day of it with its reason."""
    from shencha.cli.answers import emit, language
    from shencha.errors import BadInput
    from shencha.law.workdays import due, published

    faults: list[Fault] = []
    begun = _day(start, "--from", faults)
    pauses = [one for text in pause or () if (one := _pause(text, faults)) is not None]
    if not 1 <= days <= MOST_DAYS:
        faults.append(_days_fault(days))
    if faults or begun is None:
        raise BadInput(faults)
    found = due(begun, days, published(), pauses)
    emit(found.as_dict(), lambda asked: page(found, asked), as_json=as_json, lang=language(lang))


def page(found: Due, lang: Lang) -> str:
    """The answer for a person: the day, the sum, and the days week by week."""
    from collections import Counter

    zh = lang == "zh"
    lines = [
        f"自 {found.start} 起第 {found.days} 个工作日：{found.due}，至当日结束（北京时间）。"
        if zh
        else f"Working day {found.days} after {found.start} is {found.due}, to its end in Asia/Shanghai."
    ]
    if found.provisional:
        lines.append(
            f"暂定：{found.missing_notice} 年的放假通知尚未公布，其后按周一至周五计算。"
            if zh
            else f"Provisional: the holiday notice for {found.missing_notice} is awaited; "
            "days after the last notice are counted by weekday."
        )
    sums = Counter(day.why if day.counted is None else "counted" for day in found.ledger)
    words = _WORDS_ZH if zh else _WORDS_EN
    parts = [
        f"{sums[why]} {words[why]}" if not zh else f"{sums[why]} 个{words[why]}" for why in words if sums[why]
    ]
    lines.append(
        f"共 {len(found.ledger)} 个自然日：{'，'.join(parts)}。"
        if zh
        else f"{len(found.ledger)} calendar days: {', '.join(parts)}."
    )
    lines.append("")
    lines += [_row(day, lang) for day in found.ledger]
    return "\n".join(lines)


_WORDS_ZH = {"counted": "计入", "paused": "暂停", "weekend": "周末", "holiday": "节假日"}
_WORDS_EN = {"counted": "counted", "paused": "paused", "weekend": "at weekends", "holiday": "holidays"}
_WHY_ZH = {
    "workday": "工作日",
    "makeup_workday": "调休上班",
    "weekend": "周末",
    "holiday": "节假日",
    "paused": "暂停",
}
_WHY_EN = {
    "workday": "working day",
    "makeup_workday": "make-up working day",
    "weekend": "weekend",
    "holiday": "holiday",
    "paused": "paused",
}
_DAYS_ZH, _DAYS_EN = "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _row(day: Any, lang: Lang) -> str:
    zh = lang == "zh"
    weekday = f"周{_DAYS_ZH[day.date.weekday()]}" if zh else _DAYS_EN[day.date.weekday()]
    why = (_WHY_ZH if zh else _WHY_EN)[day.why]
    name = f"（{day.name.zh}）" if day.name and zh else f" ({day.name.en})" if day.name else ""
    number = f"{day.counted:>4}" if day.counted is not None else "   ·"
    mark = (" 暂定" if zh else " provisional") if day.provisional else ""
    return f"{number}  {day.date} {weekday}  {why}{name}{mark}"


def _day(text: str, option: str, faults: list[Fault]) -> date | None:
    from shencha.cli.days import no_day, read_day
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    try:
        day = read_day(text, option, "clock")
    except BadInput:
        faults.append(no_day(text, option, "clock"))
        return None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        faults.append(
            Fault(
                "shencha clock",
                option,
                Text(f"{text} 在日历之外", f"{text} lies outside the calendar"),
                Text(
                    f"请写 {EARLIEST_YEAR} 至 {LATEST_YEAR} 年的日期",
                    f"write a day of {EARLIEST_YEAR} to {LATEST_YEAR}",
                ),
            )
        )
        return None
    return day


def _pause(text: str, faults: list[Fault]) -> Pause | None:
    from shencha.errors import Fault
    from shencha.law.workdays import Pause
    from shencha.text import Text

    first, dots, last = text.partition("..")
    begin = _day(first, "--pause", faults)
    end = _day(last, "--pause", faults) if dots else None
    if not dots or (begin and end and end < begin):
        faults.append(
            Fault(
                "shencha clock",
                "--pause",
                Text(f"{text} 不是一段期间", f"{text!r} is not a span of days"),
                Text("请写 A..B，A 不晚于 B", "write A..B, A not after B"),
            )
        )
        return None
    return Pause(begin, end) if begin and end else None


def _days_fault(days: int) -> Fault:
    from shencha.errors import Fault
    from shencha.text import Text

    return Fault(
        "shencha clock",
        "--days",
        Text(f"{days} 不是期限的长度", f"{days} is not the length of a period"),
        Text(f"请写 1 至 {MOST_DAYS} 的整数", f"write a whole number, 1 to {MOST_DAYS}"),
    )
