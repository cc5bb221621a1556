"""The deadline chip and the strip of days: what each says, before it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from shencha.law.calendar.workdays import Day, Due, Pause, Workdays, counted, due
from shencha.law.screening.sentences import article_name
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.names import CLOCK_NAMES
from shencha.records.workdays import workdays
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Chip:
    """What the small mark beside an act says."""

    text: Text
    kind: str
    """running, overdue, provisional, paused or ended; also the colour, never the only sign."""


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the strip."""

    day: date
    number: int | None
    kinds: tuple[str, ...]
    reason: Text
    word: Text | None
    """A holiday's name, shown in the square."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A period, day by day, and its sum in a sentence."""

    rule: Text
    months: tuple[tuple[Text, tuple[Square, ...]], ...]
    sum: Text
    notes: tuple[Text, ...]


def days_left(last: date, today: date, calendar: Workdays) -> int:
    """Working days from today to the due day; negative when it has passed."""
    if last >= today:
        return counted(today, last, calendar)
    return -counted(last, today, calendar)


def chip_of(
    last: date | None,
    today: date,
    *,
    provisional: bool = False,
    paused: bool = False,
    if_complete: bool = False,
) -> Chip:
    """The chip of something that is owed.

    Args:
        if_complete: the day holds if the papers are complete, which is not found yet.
    """
    if paused:
        return Chip(Text("暂停：等待补充材料", "Paused: supplements are awaited"), "paused")
    if last is None:
        return Chip(Text("条文未定期限", "No day is set"), "ended")
    if if_complete:
        return _if_complete(last, today, provisional=provisional)
    left = days_left(last, today, workdays())
    day = _short(last, today)
    if left < 0:
        return Chip(
            Text(f"{day.zh} · 逾期 {-left} 个工作日", f"{day.en} · {_days(-left)} overdue"),
            "overdue",
        )
    if last < today:
        return Chip(Text(f"{day.zh} · 逾期", f"{day.en} · overdue"), "overdue")
    when = (
        Text("今天到期", "due today")
        if last == today
        else Text(f"还有 {left} 个工作日", f"{_days(left)} left")
    )
    if provisional:
        return Chip(
            Text(f"{day.zh} · {when.zh} · 暂定", f"{day.en} · {when.en} · provisional"), "provisional"
        )
    return Chip(Text(f"{day.zh} · {when.zh}", f"{day.en} · {when.en}"), "running")


def _if_complete(last: date, today: date, *, provisional: bool) -> Chip:
    day = _short(last, today)
    if last < today:
        return Chip(Text(f"若材料齐备，已于{day.zh}到期", f"If complete, it was due on {day.en}"), "overdue")
    kind = "provisional" if provisional else "running"
    mark = Text(" · 暂定", " · provisional") if provisional else Text("", "")
    return Chip(Text(f"若材料齐备，{day.zh}到期{mark.zh}", f"If complete, due on {day.en}{mark.en}"), kind)


TIMED = (
    "determination_notified",
    "proposal_sent",
    "opinions_heard",
    "analysis_recorded",
    "second_proposal_sent",
)
"""Acts that a clock always times: where they have no day, it stands still."""


def stands_still(act: str, due: date | None, state: str) -> bool:
    """Is the clock of something that is owed paused? A to-do without a day may also have none by law."""
    return due is None and (act in TIMED or (act == "opinion_received" and state == "consultation"))


def chip_of_clock(clock: Clock, today: date) -> Chip:
    """The chip of a statutory clock."""
    if clock.ended is not None and clock.status in (Status.MET, Status.MISSED):
        done, last = _short(clock.ended, today), _short(clock.due, today) if clock.due else Text("", "")
        if clock.status is Status.MET:
            return Chip(Text(f"{done.zh} 完成（期限 {last.zh}）", f"Done {done.en} (due {last.en})"), "ended")
        return Chip(
            Text(f"{done.zh} 完成，已逾期（期限 {last.zh}）", f"Done late, {done.en} (due {last.en})"),
            "overdue",
        )
    if clock.status is Status.STOPPED:
        return Chip(Text("已终止", "Stopped"), "ended")
    return chip_of(
        clock.due,
        today,
        provisional=clock.provisional,
        paused=clock.status is Status.PAUSED,
        if_complete=clock.if_complete,
    )


def strip_of_clock(
    clock: Clock, today: date, calendar: Workdays | None = None, was: date | None = None
) -> Strip:
    """The strip of a statutory clock: up to its due day, or to today while it is paused.

    Args:
        calendar: the one in force here when left out. was: the last day before a holiday notice moved it.
    """
    article = article_name(clock.article.partition("(")[0])
    name = CLOCK_NAMES[clock.clock]
    rule = Text(
        f"{name.zh} · {article.zh} · 自 {clock.started} 起 {clock.budget} 个工作日",
        f"{name.en[:1].upper()}{name.en[1:]} · {article.en} · {clock.budget} working days from {clock.started}",
    )
    if clock.if_complete:
        rule = Text(f"若材料齐备：{rule.zh}", f"If the papers are complete: {rule.en}")
    waiting = next((pause for pause in clock.paused if pause.end is None), None)
    pauses = [pause for pause in clock.paused if pause.end is not None]
    notes = []
    if waiting is not None:
        pauses.append(Pause(waiting.start, max(today, waiting.start), None))
        notes.append(
            Text(
                "补充材料尚未收齐，期限暂停；图中假设今天收齐。",
                "The clock is paused until all supplements have arrived; the strip shows it as if they arrived today.",
            )
        )
    found = due(clock.started, clock.budget, calendar or workdays(), pauses)
    if was is not None and waiting is None and was != found.due:
        notes.append(
            Text(
                f"放假通知公布后，截止日由 {_full(was).zh} 改为 {_full(found.due).zh}。",
                f"The holiday notice moved the last day from {_full(was).en} to {_full(found.due).en}.",
            )
        )
        return strip(rule, found, today, notes, was)
    return strip(rule, found, today, notes)


def strip(rule: Text, found: Due, today: date, notes: Sequence[Text] = (), was: date | None = None) -> Strip:
    """The strip of any period.

    Args:
        was: the last day by an older calendar; where it lies after the new one, the strip goes on to it.
    """
    said = list(notes)
    if found.provisional:
        said.append(
            Text(
                f"暂定：{found.missing_notice} 年放假安排的通知尚未公布，其后按周一至周五计算。",
                f"Provisional: the holiday notice for {found.missing_notice} is awaited; later days go by weekday.",
            )
        )
    squares = [_first(found, today), *(_square(day, found, today, was) for day in found.ledger)]
    if was is not None and was > found.due:
        squares += [_after(found.due + timedelta(n), was) for n in range(1, (was - found.due).days + 1)]
    months = tuple(
        (_month(year, month), tuple(group))
        for (year, month), group in groupby(squares, key=lambda one: (one.day.year, one.day.month))
    )
    return Strip(rule, months, _sum(found), tuple(said))


def strip_of_calendar_days(rule: Text, start: date, last: date, today: date) -> Strip:
    """The strip of a period of calendar days, months or years: every day after the first counts."""
    squares = [Square(start, None, ("start", f"wd{start.isoweekday()}"), _STARTS, None)]
    for number in range(1, (last - start).days + 1):
        day = start + timedelta(number)
        kinds = ["counted", *(["last"] if day == last else []), *(["today"] if day == today else [])]
        if day.day == 1 or number == 1:
            kinds.append(f"wd{day.isoweekday()}")
        said = Text(f"第 {number} 日", f"day {number}")
        if day == last:
            said = Text(f"{said.zh}，截止日", f"{said.en}, the last day")
        squares.append(Square(day, number, tuple(kinds), said, None))
    months = tuple(
        (_month(year, month), tuple(group))
        for (year, month), group in groupby(squares, key=lambda one: (one.day.year, one.day.month))
    )
    count = (last - start).days
    every = Text(f"共 {count} 个自然日，全部计入。", f"{count} calendar days, all of them counted.")
    return Strip(rule, months, every, ())


def _first(found: Due, today: date) -> Square:
    kinds = ("start", f"wd{found.start.isoweekday()}", *(("today",) if found.start == today else ()))
    return Square(found.start, None, kinds, _STARTS, None)


_STARTS = Text("起算当日，不计入", "starting day, not counted")


def _after(day: date, was: date) -> Square:
    """A day after the new last one, up to the old."""
    said = OLD_END if day == was else Text("新的截止日之后", "after the new last day")
    kinds = (
        "weekend",
        *(("was",) if day == was else ()),
        *((f"wd{day.isoweekday()}",) if day.day == 1 else ()),
    )
    return Square(day, None, kinds, said, None)


def _square(day: Day, found: Due, today: date, was: date | None) -> Square:
    kinds = ["counted" if day.counted is not None else day.why]
    if day.why == "makeup_workday":
        kinds.append("makeup")
    if day.provisional:
        kinds.append("provisional")
    if day.date == found.due:
        kinds.append("last")
    if day.date == today:
        kinds.append("today")
    if day.date == was:
        kinds.append("was")
    if day.date.day == 1 or day.date == found.start + timedelta(days=1):
        kinds.append(f"wd{day.date.isoweekday()}")
    said = _reason(day, found)
    if day.date == was:
        said = Text(f"{said.zh}；{OLD_END.zh}", f"{said.en}; {OLD_END.en}")
    return Square(day.date, day.counted, tuple(kinds), said, day.name if day.why == "holiday" else None)


def _reason(day: Day, found: Due) -> Text:
    name = day.name or Text("", "")
    match day.why:
        case "makeup_workday":
            said = Text(
                f"{name.zh}调休上班，第 {day.counted} 个工作日", f"make-up day, working day {day.counted}"
            )
        case "holiday":
            said = Text(f"{name.zh}假期，不计入", f"{name.en}, not counted")
        case "weekend":
            said = Text("周末，不计入", "weekend, not counted")
        case "paused":
            said = Text("暂停，不计入", "paused, not counted")
        case _:
            said = Text(f"第 {day.counted} 个工作日", f"working day {day.counted}")
    if day.date == found.due:
        said = Text(f"{said.zh}，截止日", f"{said.en}, the last day")
    return Text(f"{said.zh}（暂定）", f"{said.en} (provisional)") if day.provisional else said


def _sum(found: Due) -> Text:
    sums = Counter("counted" if day.counted is not None else day.why for day in found.ledger)
    words = {
        "counted": Text("计入", "counted"),
        "paused": Text("暂停", "paused"),
        "weekend": Text("周末", "at weekends"),
        "holiday": Text("节假日", "holidays"),
    }
    zh = "，".join(f"{sums[key]} 个{word.zh}" for key, word in words.items() if sums[key])
    en = ", ".join(f"{sums[key]} {word.en}" for key, word in words.items() if sums[key])
    return Text(f"共 {len(found.ledger)} 个自然日：{zh}。", f"{len(found.ledger)} calendar days: {en}.")


def _month(year: int, month: int) -> Text:
    return Text(f"{year}年{month}月", f"{date(year, month, 1):%B %Y}")


def _short(day: date, today: date) -> Text:
    if day.year == today.year:
        return Text(f"{day.month}月{day.day}日", f"{day.day} {day:%b}")
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b %Y}")


def _full(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}")


OLD_END = Text("通知公布前的截止日", "the last day before the notice")


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
