"""A case's time line, before it is drawn: one lane for each clock, to scale, with pauses, events and today.

Places are per cent of the width, so that the drawing fits any page without scaling its words; heights are pixels.
What lies ahead is what each further step may take at most, if every step uses its whole period. After the conclusion
the line goes on while something is owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import ACTS
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.road import Stretch, road
from shencha.procedure.standing import Standing
from shencha.text import Text
from shencha.text.days import said_day
from shencha.web.lanes import Bar, Lane, Scale, ahead, horizon, of_clocks, of_promises, step_name

LABELS_HIGH = 20
"""Height of one row of labels of events."""
ROWS = 3
LATIN, HAN = 0.75, 1.45
"""Width of a letter in per cent of a drawing on a desk; a label that finds no room is told by the list alone."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that the time line shows."""

    on: date
    name: str
    text: Text
    sequence: int
    """Its number in the case: its entry in the history bears it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened on a day."""

    at: float
    text: Text
    label: Text | None
    row: int
    end: bool
    """Does the label stand before its mark, for want of room after it?"""
    sequence: int
    """The entry of the history to which it leads."""
    on: date
    words: Text
    """What happened, in a few words."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month."""

    at: float
    name: Text
    minor: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is drawn."""

    lanes: tuple[Lane, ...]
    pauses: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    today: float
    today_end: bool
    axis: int
    """Height of the line of events."""
    high: int
    summary: Text
    kinds: frozenset[str]
    """Kinds of bars that are drawn; the legend names no other."""
    road: tuple[tuple[Text, Stretch], ...]
    """What may still follow, in words."""

    @property
    def if_today(self) -> bool:
        """Is the road ahead told as if what is awaited arrived today?"""
        return any(one.if_today for _, one in self.road)


def timeline(
    stands: Standing, events: Sequence[Happened], today: date, calendar: Workdays, others: Clock | None = None
) -> Timeline | None:
    """The drawing of a case on a day; None while nothing has happened.

    Args:
        stands: the case as the reader may know it. events: in order. others: as `road` takes it.
    """
    if not events:
        return None
    stretches = road(stands, calendar, others)
    drawn = [
        one for one in stretches if not one.if_they_differ
    ]  # its ninety days would crush what is certain
    scale = _scale(stands, events, drawn, today)
    axis = ROWS * LABELS_HIGH + 12
    lanes = list(of_clocks(stands.clocks, scale, axis + 20, today))
    lanes += ahead(drawn, scale, axis + 20 + sum(lane.high for lane in lanes), today)
    lanes += of_promises(stands.case.obligations, scale, axis + 20 + sum(lane.high for lane in lanes), today)
    y = axis + 20 + sum(lane.high for lane in lanes)
    pauses = [
        Bar(
            scale(pause.start),
            scale(pause.end or today) - scale(pause.start),
            axis,
            y - axis,
            "paused",
            Text("暂停：等待补充材料", "Paused: supplements are awaited"),
        )
        for pause in dict.fromkeys(pause for clock in stands.clocks for pause in clock.paused)
    ]
    return Timeline(
        tuple(lanes),
        tuple(pauses),
        tuple(_marks(events, scale)),
        tuple(_ticks(scale)),
        scale(today),
        scale(today) > 85,
        axis,
        y + 24,
        _summary(stands, events, today),
        frozenset(bar.kind for lane in lanes for bar in lane.bars),
        tuple((step_name(one), one) for one in stretches),
    )


def _scale(stands: Standing, events: Sequence[Happened], stretches: Sequence[Stretch], today: date) -> Scale:
    first = min(events[0].on, *(clock.started for clock in stands.clocks), today)
    owed = stands.case.obligations
    open_yet = stands.case.ended is None or any(one.active for one in owed)
    ends = [*(one.on for one in events), *(last.last for last in stretches), *horizon(owed, today)]
    ends += [clock.ended or stands.case.ended or today for clock in stands.clocks]
    ends += [clock.due for clock in stands.clocks if clock.due and clock.ended is None]
    ends += [today] if open_yet else []
    last = max(ends)
    spare = max(3, (last - first).days // 40)
    return Scale(first - timedelta(spare), last + timedelta(spare))


def _marks(events: Sequence[Happened], scale: Scale) -> Iterator[Mark]:
    taken = [-1.0] * ROWS
    for day, group in groupby(events, key=lambda event: event.on):
        told = list(group)
        words = said_day(day)
        short = Text("；".join(one.text.zh for one in told), "; ".join(one.text.en for one in told))
        text = Text(f"{words.zh}：{short.zh}", f"{words.en}: {short.en}")
        label = next((mark for one in told if (mark := ACTS[one.name].mark)), None)
        at = scale(day)
        row, end = -1, False
        if label is not None:
            wide = max(HAN * len(label.zh), LATIN * len(label.en)) + 1
            end = at + wide > 100
            begin = at - wide if end else at
            row = next((n for n, used in enumerate(taken) if used <= begin), -1)
            if row >= 0:
                taken[row] = begin + wide
        yield Mark(at, text, label if row >= 0 else None, row, end, told[0].sequence, day, short)


def _ticks(scale: Scale) -> Iterator[Tick]:
    day = scale.first.replace(day=1)
    months = (scale.last.year - day.year) * 12 + scale.last.month - day.month + 1
    every = max(1, -(-months // 12))
    for n in range(months + 1):
        year, month = divmod(day.month - 1 + n, 12)
        first = date(day.year + year, month + 1, 1)
        if scale.first <= first < scale.last and n % every == 0:
            shows_year = first.month == 1
            name = (
                Text(f"{first.year}年1月", f"Jan {first.year}")
                if shows_year
                else Text(f"{first.month}月", f"{first:%b}")
            )
            if scale(first) < 94:
                yield Tick(scale(first), name, n % (3 * every) != 0 and months > 4)


def _summary(stands: Standing, events: Sequence[Happened], today: date) -> Text:
    running = [
        clock for clock in stands.clocks if clock.status in (Status.RUNNING, Status.OVERDUE, Status.PAUSED)
    ]
    return Text(
        "时间线：{first}至{today}，共 {events} 个事件，{running} 个期限在计。逐项见下表。",
        "Time line: {first} to {today}, {events} events, clocks running: {running}. The table below says the same.",
    ).fill(
        first=said_day(events[0].on),
        today=said_day(max(today, events[-1].on)),
        events=len(events),
        running=len(running),
    )
