"""The strip of days: every day of a period as a square that says why it counts or does not.

The command line, the pages, the papers and the API show this very strip; only the drawing differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from shencha.law.calendar.workdays import Day, Due, Waiting
from shencha.text import Text


class Kind(StrEnum):
    """What a square is."""

    START = "start"
    """The day of the act that starts the period; not counted."""
    COUNTED = "counted"
    MAKEUP = "makeup"
    """Counted, though a Saturday or Sunday."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the strip."""

    day: date
    kind: Kind
    number: int | None
    """Which working day of the period it is."""
    reason: Text
    """Why it counts or does not, said without the date."""
    name: Text | None
    """The holiday's name, or the reason of the pause."""
    provisional: bool
    last: bool
    """By the end of this day the act is due."""


@dataclass(frozen=True, slots=True)
class Month:
    """The squares of one month."""

    year: int
    month: int
    squares: tuple[Square, ...]

    @property
    def name(self) -> Text:
        """`2026年3月`, `March 2026`."""
        return Text(f"{self.year}年{self.month}月", f"{self.squares[0].day:%B} {self.year}")

    @property
    def weeks(self) -> tuple[tuple[Square | None, ...], ...]:
        """The month in rows of seven from Monday to Sunday; None where the strip has no day."""
        rows = []
        for _, week in groupby(self.squares, key=lambda square: square.day - timedelta(square.day.weekday())):
            by_weekday = {square.day.weekday(): square for square in week}
            rows.append(tuple(by_weekday.get(weekday) for weekday in range(7)))
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring days with one thing to say: a holiday, a pause, a make-up workday."""

    first: date
    last: date
    kind: Kind
    text: Text
    """`清明节`, `暂停：等待补充材料`, `调休上班（春节）`."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A period, day by day, its sum in a sentence, and what a reader must know about it."""

    months: tuple[Month, ...]
    sum: Text
    runs: tuple[Run, ...]
    """What stands out among the days, in order."""
    notes: tuple[Text, ...]
    """Provisional, held up by a pause, moved by a new notice: whole sentences."""
    last: date | None
    """The last day; None while an open pause holds the period up."""

    @property
    def squares(self) -> tuple[Square, ...]:
        """All days, the starting day first."""
        return tuple(square for month in self.months for square in month.squares)


def strip(found: Due | Waiting, *, until: date | None = None, before: Due | None = None) -> Strip:
    """The strip of a period.

    Args:
        found: the period; one that waits is shown up to its pause.
        until: show a period that waits up to this day, the days in between as paused.
        before: the same period by an older calendar; if its last day differs, a note says so.
    """
    last: date | None
    match found:
        case Due():
            last, days = found.due, found.ledger
        case Waiting():
            shown = max(found.since, until or found.since)
            last, days = None, found.calendar.ledger(found.start, shown, found.pauses)
        case _:
            assert_never(found)
    squares = (_start(found.start), *(_square(day, last) for day in days))
    months = tuple(
        Month(year, month, tuple(group))
        for (year, month), group in groupby(squares, key=lambda square: (square.day.year, square.day.month))
    )
    return Strip(months, sum_of(days), tuple(_runs(squares)), tuple(_notes(found, before)), last)


def sum_of(days: Sequence[Day]) -> Text:
    """`共 89 个自然日：45 个计入，22 个暂停，18 个周末，4 个节假日。`, and the same in English."""
    found = Counter("counted" if day.counted is not None else day.why for day in days)
    words = [(count, word) for key, word in _SUMMED.items() if (count := found[key])]
    total = len(days)
    zh = (
        f"共 {total} 个自然日"
        + "：" * bool(words)
        + "，".join(f"{count} 个{zh}" for count, (zh, _, _) in words)
    )
    en = ", ".join(f"{count} {one if count == 1 else many}" for count, (_, one, many) in words)
    calendar = "1 calendar day" if total == 1 else f"{total} calendar days"
    return Text(zh + "。", calendar + ": " * bool(en) + en + ".")


def awaited(year: int) -> Text:
    """The holiday notice of a year that is not out yet, by its name."""
    return Text(
        f"国务院办公厅关于{year}年部分节假日安排的通知",
        f"the General Office of the State Council’s notice on the holidays of {year}",
    )


_SUMMED = {
    "counted": ("计入", "counted", "counted"),
    "paused": ("暂停", "paused", "paused"),
    "weekend": ("周末", "at a weekend", "at weekends"),
    "holiday": ("节假日", "holiday", "holidays"),
}


def _start(day: date) -> Square:
    reason = Text("起算当日，不计入", "starting day, not counted")
    return Square(day, Kind.START, None, reason, None, provisional=False, last=False)


def _square(day: Day, last: date | None) -> Square:
    kind = _KINDS[day.why]
    is_last = day.date == last
    reason = _reason(kind, day)
    if is_last:
        reason = Text(f"{reason.zh}，截止日", f"{reason.en}, the last day")
    if day.provisional:
        reason = Text(f"{reason.zh}（暂定）", f"{reason.en} (provisional)")
    return Square(day.date, kind, day.counted, reason, day.name, day.provisional, is_last)


_KINDS = {
    "workday": Kind.COUNTED,
    "makeup_workday": Kind.MAKEUP,
    "weekend": Kind.WEEKEND,
    "holiday": Kind.HOLIDAY,
    "paused": Kind.PAUSED,
}


def _reason(kind: Kind, day: Day) -> Text:
    match kind:
        case Kind.COUNTED:
            return Text(f"第 {day.counted} 个工作日", f"working day {day.counted}")
        case Kind.MAKEUP:
            made_up = _text(kind, day.name)
            return Text(
                f"{made_up.zh}，第 {day.counted} 个工作日", f"{made_up.en}, working day {day.counted}"
            )
        case Kind.WEEKEND:
            return Text("周末，不计入", "weekend, not counted")
        case Kind.HOLIDAY | Kind.PAUSED | Kind.START:
            said = _text(kind, day.name)
            return Text(f"{said.zh}，不计入", f"{said.en}, not counted")
        case _:
            assert_never(kind)


def _text(kind: Kind, name: Text | None) -> Text:
    if kind is Kind.HOLIDAY:
        return name or Text("节假日", "public holiday")
    if kind is Kind.MAKEUP:
        word = Text("调休上班", "make-up workday")
        return Text(f"{word.zh}（{name.zh}）", f"{word.en} ({name.en})") if name else word
    word = Text("暂停", "paused")
    return Text(f"{word.zh}：{name.zh}", f"{word.en}: {name.en}") if name else word


def _runs(squares: Iterable[Square]) -> Iterable[Run]:
    """Holidays and pauses reach over the weekends between their days; what is said once is not said again."""
    open_run: Run | None = None
    for square in squares:
        if square.kind is Kind.WEEKEND and open_run is not None and open_run.kind is not Kind.MAKEUP:
            continue
        said = (square.kind, square.name)
        if (
            open_run is not None
            and square.kind in _RUNS
            and (open_run.kind, open_run.text)
            == (
                square.kind,
                _text(*said),
            )
        ):
            open_run = Run(open_run.first, square.day, open_run.kind, open_run.text)
            continue
        if open_run is not None:
            yield open_run
        open_run = Run(square.day, square.day, square.kind, _text(*said)) if square.kind in _RUNS else None
    if open_run is not None:
        yield open_run


_RUNS = (Kind.HOLIDAY, Kind.PAUSED, Kind.MAKEUP)


def _notes(found: Due | Waiting, before: Due | None) -> Iterable[Text]:
    if found.missing_notice is not None:
        yield Text(
            "暂定：{notice}尚未公布；没有通知的年份按周一至周五计算。",
            "Provisional: {notice} is awaited; a year without a notice is counted Monday to Friday.",
        ).fill(notice=awaited(found.missing_notice))
    if isinstance(found, Waiting):
        yield Text(
            "自{since}起暂停，暂停结束前没有截止日；已计入 {counted} 个工作日，还剩 {left} 个。",
            "Paused since {since}: there is no last day until the pause ends. "
            "Working days counted: {counted}; left: {left}.",
        ).fill(since=said_day(found.since), counted=found.counted, left=found.days - found.counted)
    elif before is not None and before.due != found.due:
        yield Text(
            "放假通知公布后，截止日由{old}变为{new}。",
            "With the holiday notice the last day moves from {old} to {new}.",
        ).fill(old=said_day(before.due), new=said_day(found.due))


def said_day(day: date) -> Text:
    """`2026年3月27日`, `27 March 2026`."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}")
