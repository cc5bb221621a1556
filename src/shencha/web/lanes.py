"""The lanes of a case's time line: one for each clock, cut by pauses; what may still follow; what is owed after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from shencha.law.calendar.workdays import Pause
from shencha.procedure.case import ClockName
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.names import CLOCK_NAMES
from shencha.procedure.road import Stretch
from shencha.procedure.supervision import Obligation
from shencha.text import Text
from shencha.text.days import said_day, short_day

LANE_HIGH, BAR_HIGH, THIN_HIGH, TEXT_HIGH = 48, 16, 5, 20
EARLY, LATE = 40.0, 66.0
"""A lane's name begins where its bar does, up to EARLY; after it, it ends where the bar ends, at LATE or later."""
ORDER = (ClockName.INTAKE, ClockName.PRELIMINARY, ClockName.CONSULTATION, ClockName.SPECIAL)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as per cent of the width."""

    first: date
    last: date

    def __call__(self, day: date) -> float:
        return round(100 * (day - self.first).days / (self.last - self.first).days, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days."""

    at: float
    wide: float
    y: int
    high: int
    kind: str
    """met, missed, running, overdue, stopped, left (up to the due day), ahead (after it), paused."""
    text: Text


@dataclass(frozen=True, slots=True)
class Lane:
    """One clock, all clocks of a consultation, or all promises and conditions."""

    name: Text
    by: Text | None
    """Its due day, in words."""
    at: float
    """Where its name begins, or ends."""
    end: bool
    y: int
    bars: tuple[Bar, ...]
    flag: float | None
    """Place of the due day."""
    flag_y: int
    flag_high: int
    high: int
    """What the lane takes of the drawing's height."""


def of_clocks(clocks: Sequence[Clock], scale: Scale, y: int, today: date) -> Iterator[Lane]:
    """A lane for each clock; those of a consultation share one."""
    for _, group in groupby(sorted(clocks, key=_order), key=_order):
        lane = _lane(list(group), scale, y, today)
        y += lane.high
        yield lane


def _order(clock: Clock) -> int:
    return ORDER.index(clock.clock)


def _lane(clocks: list[Clock], scale: Scale, y: int, today: date) -> Lane:
    thin = clocks[0].clock is ClockName.CONSULTATION
    high = THIN_HIGH if thin else BAR_HIGH
    bars: list[Bar] = []
    top = y + TEXT_HIGH
    for clock in clocks:
        bars += _bars(clock, scale, top, high, today)
        top += high + 2 if thin else 0
    dues = [clock.due for clock in clocks if clock.due and clock.status is not Status.STOPPED]
    name = CLOCK_NAMES[clocks[0].clock]
    called = (
        Text(f"{name.zh}（{len(clocks)} 家）", f"{begun(name.en)}s ({len(clocks)})")
        if thin
        else Text(name.zh, begun(name.en))
    )
    return _drawn(
        called, bars, scale, y, max(dues, default=None), (high + 2) * len(clocks) if thin else high, today
    )


def _drawn(
    called: Text, bars: Sequence[Bar], scale: Scale, y: int, last: date | None, high: int, today: date
) -> Lane:
    """A lane with its name above its bars, its due day said and flagged."""
    begin = min((bar.at for bar in bars), default=0.0)
    end = max((bar.at + bar.wide for bar in bars), default=0.0)
    return Lane(
        called,
        Text("{day}止", "by {day}").fill(day=short_day(last, today)) if last else None,
        begin if begin <= EARLY else max(end, LATE),
        begin > EARLY,
        y + 14,
        tuple(bars),
        scale(last) if last is not None and scale(last) <= 100 else None,
        y + 16,
        high + 8,
        max(LANE_HIGH, TEXT_HIGH + high + 12),
    )


_RUNS = Text("{name}：自{start}起 {days} 个工作日", "{name}: {days} working days from {start}")
_IF_COMPLETE = Text(
    "{name}：若材料齐备，自{start}起 {days} 个工作日",
    "{name}: {days} working days from {start}, if the papers are complete",
)
_AFTER = Text("超过期限的部分", "After the due day")
_UP_TO = Text("至截止日", "Up to the due day")


def _bars(clock: Clock, scale: Scale, y: int, high: int, today: date) -> Iterator[Bar]:
    """The days that ran, cut by pauses; after the due day in another kind; then what is left up to it."""
    until, last = clock.ended or today, clock.due
    told = _IF_COMPLETE if clock.if_complete else _RUNS
    name = CLOCK_NAMES[clock.clock]
    text = told.fill(name=Text(name.zh, begun(name.en)), start=said_day(clock.started), days=clock.budget)
    over = last is not None and until > last
    used = "met" if over else clock.status.value
    if clock.status is Status.PAUSED:
        used = "running"
    for start, end in worked(clock.started, until, clock.paused):
        if last is None or end <= last:
            yield _bar(start, end, scale, y, high, used, text)
            continue
        if start < last:
            yield _bar(start, last, scale, y, high, used, text)
        late = "stopped" if clock.status is Status.STOPPED else "overdue"
        yield _bar(max(start, last), end, scale, y, high, late, _AFTER)
    if clock.ended is None and last is not None and last > until:
        yield _bar(until, last, scale, y, high, "left", _UP_TO)


def worked(started: date, until: date, pauses: Sequence[Pause]) -> Iterator[tuple[date, date]]:
    """The stretches from a start to an end that no pause covers; at least one, if only of a day."""
    begin, found = started, False
    for pause in sorted(pauses, key=lambda one: one.start):
        if pause.start > begin:
            found = True
            yield begin, min(pause.start, until)
        begin = max(begin, pause.end or until)
    if begin < until or not found:
        yield begin, until


def _bar(start: date, end: date, scale: Scale, y: int, high: int, kind: str, text: Text) -> Bar:
    return Bar(scale(start), max(round(scale(end) - scale(start), 2), 0.3), y, high, kind, text)


_LATEST = Text("最晚：{start}至{last}", "At the latest: {start} to {last}")


def ahead(stretches: Iterable[Stretch], scale: Scale, y: int, today: date) -> Iterator[Lane]:
    """What may still follow, dashed."""
    for one in stretches:
        text = _LATEST.fill(start=said_day(one.start), last=said_day(one.last))
        bar = _bar(one.start, one.last, scale, y + TEXT_HIGH, BAR_HIGH, "ahead", text)
        name = step_name(one)
        if not one.if_they_differ:
            name = Text(f"{name.zh}（最晚）", f"{name.en} (at the latest)")
        lane = _drawn(name, [bar], scale, y, one.last, BAR_HIGH, today)
        y += lane.high
        yield lane


def step_name(one: Stretch) -> Text:
    """What a step ahead is called, with the condition on which it follows."""
    name = CLOCK_NAMES[one.clock]
    if one.if_they_differ:
        return Text(f"{name.zh}（意见不一致时）", f"{begun(name.en)} (if opinions differ)")
    return Text(name.zh, begun(name.en))


FAR = timedelta(days=400)
"""Days of promises later than this are not drawn; the page of promises has them."""


def horizon(obligations: Iterable[Obligation], today: date) -> list[date]:
    """The days of promises and conditions that the drawing has to reach."""
    days = [day for one in obligations if one.active for day in (one.due, one.review_on) if day]
    return [day for day in days if day - today <= FAR]


def of_promises(obligations: Sequence[Obligation], scale: Scale, y: int, today: date) -> Iterator[Lane]:
    """One lane for what is owed after the conclusion: since when, up to when, and the next day of each."""
    standing = [one for one in obligations if one.standing]
    if not standing:
        return
    bars: list[Bar] = []
    top = y + TEXT_HIGH
    for one in standing:
        bars += _owed(one, scale, top, today)
        top += THIN_HIGH + 3
    called = Text(f"承诺与条件（{len(standing)} 项）", f"Promises and conditions ({len(standing)})")
    yield _drawn(called, bars, scale, y, None, (THIN_HIGH + 3) * len(standing), today)


def _owed(one: Obligation, scale: Scale, y: int, today: date) -> Iterator[Bar]:
    text = Text(one.commitment, one.commitment)
    if one.released:
        yield _bar(one.since, one.released, scale, y, THIN_HIGH, "stopped", text)
        return
    until = one.due if one.due and one.due < today else today
    yield _bar(one.since, max(until, one.since), scale, y, THIN_HIGH, "running", text)
    if one.due and one.due < today:
        yield _bar(one.due, today, scale, y, THIN_HIGH, "overdue", _AFTER)
    following = min((day for day in horizon([one], today) if day > today), default=None)
    if following:
        yield _bar(today, following, scale, y, THIN_HIGH, "left", _UP_TO)


def begun(words: str) -> str:
    """With a capital at its head."""
    return words[:1].upper() + words[1:]
