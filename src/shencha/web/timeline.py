"""A case's time line, before it is drawn: one lane for each clock, to scale, with pauses, events and today.

Places are per cent of the width, so that the drawing fits any page without scaling its words; heights are pixels.
What lies ahead is what each further step may take at most, if every step uses its whole period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import ACTS
from shencha.procedure.case import ClockName, State
from shencha.procedure.clocks import Clock, Status, figure_of
from shencha.procedure.names import CLOCK_NAMES
from shencha.procedure.standing import Standing
from shencha.text import Text
from shencha.text.days import said_day

LABELS_HIGH = 20
"""Height of one row of labels of events."""
ROWS = 3
LANE_HIGH, BAR_HIGH, THIN_HIGH = 48, 16, 5
LATIN, HAN = 0.75, 1.45
"""Width of a letter in per cent of a drawing on a desk; a label that finds no room is told by the list alone."""
STEPS = (ClockName.INTAKE, ClockName.PRELIMINARY, ClockName.CONSULTATION)
"""Which clock lawfully follows which, before the fork of Article 12."""
RUNNING_STATES = {
    State.FILED: ClockName.PRELIMINARY,
    State.INTAKE: ClockName.PRELIMINARY,
    State.PRELIMINARY: ClockName.CONSULTATION,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days."""

    at: float
    wide: float
    y: int
    high: int
    kind: str
    """met, missed, running, overdue, paused, stopped, left (up to the due day), ahead (after it)."""
    text: Text


@dataclass(frozen=True, slots=True)
class Lane:
    """One clock, or all clocks of a consultation."""

    name: Text
    y: int
    bars: tuple[Bar, ...]
    flag: float | None
    """Place of the due day."""
    flag_y: int
    flag_high: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened on a day."""

    at: float
    text: Text
    label: Text | None
    row: int
    end: bool
    """Does the label stand before its mark, for want of room after it?"""


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


def timeline(
    stands: Standing, events: Sequence[tuple[date, str, Text]], today: date, calendar: Workdays
) -> Timeline | None:
    """The drawing of a case on a day; None while nothing has happened.

    Args:
        stands: the case as the reader may know it. events: day, name and words of each event, in order.
    """
    if not events:
        return None
    ahead = list(_ahead(stands, calendar))
    scale = _scale(stands, events, ahead, today)
    axis = ROWS * LABELS_HIGH + 12
    lanes, y = [], axis + 20
    for clock, group in groupby(sorted(stands.clocks, key=_order), key=_order):
        lane = _lane(list(group), scale, y, today)
        lanes.append(lane)
        y += LANE_HIGH if clock != STEPS.index(ClockName.CONSULTATION) else _high(lane)
    for name, start, last in ahead:
        lanes.append(_lane_ahead(name, start, last, scale, y))
        y += LANE_HIGH
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
    marks = tuple(_marks(events, scale))
    return Timeline(
        tuple(lanes),
        tuple(pauses),
        marks,
        tuple(_ticks(scale)),
        scale(today),
        scale(today) > 85,
        axis,
        y + 24,
        _summary(stands, events, today),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def __call__(self, day: date) -> float:
        return round(100 * (day - self.first).days / (self.last - self.first).days, 2)


def _scale(
    stands: Standing,
    events: Sequence[tuple[date, str, Text]],
    ahead: Iterable[tuple[ClockName, date, date]],
    today: date,
) -> _Scale:
    first = min(events[0][0], *(clock.started for clock in stands.clocks), today)
    until = stands.case.ended or today
    ends = [until, *(last for _, _, last in ahead)]
    for clock in stands.clocks:
        ends += [clock.ended or until] + ([clock.due] if clock.due and clock.ended is None else [])
    last = max(ends)
    spare = max(3, (last - first).days // 40)
    return _Scale(first - timedelta(spare), last + timedelta(spare))


def _order(clock: Clock) -> int:
    return STEPS.index(clock.clock) if clock.clock in STEPS else len(STEPS)


def _lane(clocks: list[Clock], scale: _Scale, y: int, today: date) -> Lane:
    thin = clocks[0].clock is ClockName.CONSULTATION
    high = THIN_HIGH if thin else BAR_HIGH
    bars: list[Bar] = []
    top = y + 20
    for clock in clocks:
        bars += _bars(clock, scale, top, high, today)
        top += high + 2 if thin else 0
    dues = [clock.due for clock in clocks if clock.due and clock.status is not Status.STOPPED]
    name = CLOCK_NAMES[clocks[0].clock]
    flag_high = (high + 2) * len(clocks) if thin else high
    return Lane(
        Text(f"{name.zh}（{len(clocks)} 家）", f"{_begun(name.en)}s ({len(clocks)})")
        if thin
        else Text(name.zh, _begun(name.en)),
        y + 14,
        tuple(bars),
        scale(max(dues)) if dues and scale(max(dues)) <= 100 else None,
        y + 16,
        flag_high + 8,
    )


def _high(lane: Lane) -> int:
    return 20 + lane.flag_high + 4


_RUNS = Text("{name}：自{start}起 {days} 个工作日", "{name}: {days} working days from {start}")
_IF_COMPLETE = Text(
    "{name}：若材料齐备，自{start}起 {days} 个工作日",
    "{name}: {days} working days from {start}, if the papers are complete",
)


def _bars(clock: Clock, scale: _Scale, y: int, high: int, today: date) -> Iterator[Bar]:
    until = clock.ended or today
    last = clock.due
    started, name = said_day(clock.started), CLOCK_NAMES[clock.clock]
    told = _IF_COMPLETE if clock.if_complete else _RUNS
    text = told.fill(name=Text(name.zh, _begun(name.en)), start=started, days=clock.budget)
    over = last is not None and until > last
    yield Bar(
        scale(clock.started),
        max(scale(min(until, last) if over and last else until) - scale(clock.started), 0.3),
        y,
        high,
        clock.status.value if not over else "met",
        text,
    )
    if over and last is not None:
        kind = "stopped" if clock.status is Status.STOPPED else "overdue"
        yield Bar(
            scale(last),
            scale(until) - scale(last),
            y,
            high,
            kind,
            Text("超过期限的部分", "After the due day"),
        )
    elif clock.ended is None and last is not None and last > until:
        yield Bar(
            scale(until),
            scale(last) - scale(until),
            y,
            high,
            "left",
            Text("至截止日", "Up to the due day"),
        )


def _ahead(stands: Standing, calendar: Workdays) -> Iterator[tuple[ClockName, date, date]]:
    """The clocks that may still follow, each from the last lawful day of the one before it."""
    case = stands.case
    running = [clock for clock in stands.clocks if clock.ended is None and clock.due]
    if case.state not in RUNNING_STATES or case.instrument is None or not running:
        return
    start = running[-1].due
    for name in STEPS[STEPS.index(RUNNING_STATES[case.state]) :]:
        assert start is not None
        last = due(start, figure_of(name, case.instrument).value, calendar).due
        yield name, start, last
        start = last


def _lane_ahead(name: ClockName, start: date, last: date, scale: _Scale, y: int) -> Lane:
    called = CLOCK_NAMES[name]
    text = Text("最晚：{start}至{last}", "At the latest: {start} to {last}").fill(
        start=said_day(start), last=said_day(last)
    )
    bar = Bar(scale(start), scale(last) - scale(start), y + 20, BAR_HIGH, "ahead", text)
    return Lane(
        Text(
            f"{called.zh}（若前一步用足期限）", f"{_begun(called.en)} (if the step before takes all its days)"
        ),
        y + 14,
        (bar,),
        scale(last),
        y + 16,
        BAR_HIGH + 8,
    )


def _marks(events: Sequence[tuple[date, str, Text]], scale: _Scale) -> Iterator[Mark]:
    taken = [-1.0] * ROWS
    for day, group in groupby(events, key=lambda event: event[0]):
        told = list(group)
        texts = [text for _, _, text in told]
        words = said_day(day)
        text = Text(
            f"{words.zh}：" + "；".join(one.zh for one in texts),
            f"{words.en}: " + "; ".join(one.en for one in texts),
        )
        label = next((mark for _, name, _ in told if (mark := ACTS[name].mark)), None)
        at = scale(day)
        row, end = -1, False
        if label is not None:
            wide = max(HAN * len(label.zh), LATIN * len(label.en)) + 1
            end = at + wide > 100
            begin = at - wide if end else at
            row = next((n for n, used in enumerate(taken) if used <= begin), -1)
            if row >= 0:
                taken[row] = begin + wide
        yield Mark(at, text, label if row >= 0 else None, row, end)


def _ticks(scale: _Scale) -> Iterator[Tick]:
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


def _summary(stands: Standing, events: Sequence[tuple[date, str, Text]], today: date) -> Text:
    running = [
        clock for clock in stands.clocks if clock.status in (Status.RUNNING, Status.OVERDUE, Status.PAUSED)
    ]
    return Text(
        "时间线：{first}至{today}，共 {events} 个事件，{running} 个期限在计。逐项见下表。",
        "Time line: {first} to {today}, {events} events, {running} clocks running. The table below says the same.",
    ).fill(
        first=said_day(events[0][0]),
        today=said_day(max(today, events[-1][0])),
        events=len(events),
        running=len(running),
    )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
