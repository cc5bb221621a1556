"""The deadline chip: what it says, before it is drawn; and the strip of days of a statutory clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shencha.law.calendar.periods import due
from shencha.law.calendar.strip import Strip, strip
from shencha.law.calendar.workdays import Pause, Workdays, counted
from shencha.law.screening.sentences import article_name
from shencha.procedure.acts import ACTS
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.names import CLOCK_NAMES
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.text.counts import working_days
from shencha.text.days import short_day


@dataclass(frozen=True, slots=True)
class Chip:
    """What the small mark beside an act says."""

    text: Text
    kind: str
    """running, overdue, provisional, paused or ended; also the colour, never the only sign."""


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
    earliest: date | None = None,
    latest: date | None = None,
) -> Chip:
    """The chip of something that is owed.

    Args:
        if_complete: the day holds if the papers are complete, which is not found yet.
        earliest, latest: where a holiday notice is awaited, the days between which the last day lies.
    """
    if paused:
        return Chip(Text("暂停：等待补充材料", "Paused: supplements are awaited"), "paused")
    if last is None:
        return Chip(Text("条文未定期限", "No day is set"), "ended")
    day, mark = short_day(last, today), Text("", "")
    if provisional:
        mark = Text(" · 暂定", " · provisional")
        if earliest and latest and earliest < latest and today <= last:
            first, end = short_day(earliest, today), short_day(latest, today)
            day = Text(f"不早于{first.zh}，至迟{end.zh}", f"not before {first.en}, at the latest {end.en}")
    if if_complete:
        return _if_complete(day, mark, late=last < today)
    left = days_left(last, today, workdays())
    if left < 0:
        late = Text(f"{-left} 个工作日", working_days(-left))
        return Chip(Text(f"{day.zh} · 逾期 {late.zh}", f"{day.en} · {late.en} overdue"), "overdue")
    if last < today:
        return Chip(Text(f"{day.zh} · 逾期", f"{day.en} · overdue"), "overdue")
    when = Text("今天到期", "due today")
    if last != today:
        when = Text(f"还有 {left} 个工作日", f"{working_days(left)} left")
    kind = "provisional" if provisional else "running"
    return Chip(Text(f"{day.zh} · {when.zh}{mark.zh}", f"{day.en} · {when.en}{mark.en}"), kind)


def _if_complete(day: Text, mark: Text, *, late: bool) -> Chip:
    if late:
        return Chip(Text(f"若材料齐备，已于{day.zh}到期", f"If complete, it was due on {day.en}"), "overdue")
    kind = "provisional" if mark.zh else "running"
    return Chip(
        Text(
            f"若材料齐备，{day.zh}到期{mark.zh}",
            f"If complete, due {day.en}{mark.en}",
        ),
        kind,
    )


def stands_still(act: str, due: date | None, state: str) -> bool:
    """Is the clock of something that is owed paused? A to-do without a day may also have none by law."""
    return due is None and (ACTS[act].timed or (act == "opinion_received" and state == "consultation"))


def chip_of_clock(clock: Clock, today: date) -> Chip:
    """The chip of a statutory clock."""
    if clock.ended is not None and clock.status in (Status.MET, Status.MISSED):
        done, last = short_day(clock.ended, today), short_day(clock.due, today) if clock.due else Text("", "")
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
        earliest=clock.earliest,
        latest=clock.latest,
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
        f"{name.begun.en} · {article.en} · {clock.budget} working days from {clock.started}",
    )
    if clock.if_complete:
        rule = Text(f"若材料齐备：{rule.zh}", f"If the papers are complete: {rule.en}")
    waiting = next((pause for pause in clock.paused if pause.end is None), None)
    pauses = [pause for pause in clock.paused if pause.end is not None]
    notes: tuple[Text, ...] = ()
    if waiting is not None:
        pauses.append(Pause(waiting.start, max(today, waiting.start), waiting.reason))
        was, notes = None, (_AS_IF,)
    found = due(clock.started, clock.budget, calendar or workdays(), pauses)
    return strip(found, rule=rule, was=was, notes=notes)


_AS_IF = Text(
    "补充材料尚未收齐，期限暂停；图中假设今天收齐。",
    "The clock is paused until all supplements have arrived; the strip shows it as if they arrived today.",
)
