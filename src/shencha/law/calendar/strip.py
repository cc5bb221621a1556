"""The strip of days: every day of a period as a square that says why it counts or does not.

The command line, the pages, the papers and the API show this very strip; only the drawing differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from shencha.law.calendar.periods import Due, Waiting
from shencha.law.calendar.workdays import Day
from shencha.text import Text
from shencha.text.counts import counted
from shencha.text.days import said_day, said_range

ONE = timedelta(1)


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
    AFTER = "after"
    """After the last day: shown because another calendar ends, or may end, the period there."""


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the strip."""

    day: date
    kind: Kind
    number: int | None
    """Which working day of the period it is."""
    reason: Text
    """Why it counts or does not, said without the date."""
    name: Text | None = None
    """The holiday's name, or the reason of the pause."""
    provisional: bool = False
    last: bool = False
    """By the end of this day the act is due."""
    was: bool = False
    """It was the last day before a holiday notice came out."""
    possible: bool = False
    """A holiday notice that is still to come may make it the last day, or let the last day lie around it."""


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
    rule: Text | None = None
    """What sets the period: its name, article, start and length."""

    @property
    def squares(self) -> tuple[Square, ...]:
        """All days, the starting day first."""
        return tuple(square for month in self.months for square in month.squares)


def strip(
    found: Due | Waiting,
    *,
    rule: Text | None = None,
    until: date | None = None,
    was: date | None = None,
    notes: Sequence[Text] = (),
) -> Strip:
    """The strip of a period.

    Args:
        found: the period; one that waits is shown up to its pause.
        until: show a period that waits up to this day, the days in between as paused.
        was: the last day before a holiday notice came out; where it differs a note says so.
        notes: what else its reader must know, said first.
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
    squares = [_start(found.start), *(_square(day, found, was) for day in days), *_after(found, was)]
    said = (*notes, *_notes(found, was))
    return Strip(_months(squares), sum_of(days), tuple(_runs(squares)), said, last, rule)


def strip_of_calendar_days(rule: Text, start: date, last: date) -> Strip:
    """The strip of a period of calendar days, months or years: every day after the first counts."""
    count = (last - start).days
    squares = [_start(start)]
    for number in range(1, count + 1):
        day = start + number * ONE
        said = _ended(Text(f"第 {number} 日", f"day {number}"), day == last)
        squares.append(Square(day, Kind.COUNTED, number, said, last=day == last))
    every = Text(
        f"共 {count} 个自然日，全部计入。",
        f"{counted(count, 'calendar day', 'calendar days')}, all of them counted.",
    )
    return Strip(_months(squares), every, (), (), last, rule)


def sum_of(days: Sequence[Day]) -> Text:
    """`共 89 个自然日：45 个计入，22 个暂停，18 个周末，4 个节假日。`, and the same in English."""
    found = Counter("counted" if day.counted is not None else day.why for day in days)
    words = [(count, word) for key, word in _SUMMED.items() if (count := found[key])]
    zh = "，".join(f"{count} 个{zh}" for count, (zh, _, _) in words)
    en = ", ".join(counted(count, one, many) for count, (_, one, many) in words)
    total = counted(len(days), "calendar day", "calendar days")
    return Text(f"共 {len(days)} 个自然日" + "：" * bool(zh) + f"{zh}。", total + ": " * bool(en) + f"{en}.")


def awaited(year: int) -> Text:
    """The holiday notice of a year that is not out yet, by its name."""
    return Text(
        f"国务院办公厅关于{year}年部分节假日安排的通知",
        f"the General Office of the State Council’s notice on the holidays of {year}",
    )


def range_said(earliest: date | None, latest: date | None, year: int) -> Text:
    """The range of a provisional day in words; `year` is that of the notice that makes it certain."""
    if earliest is None:
        return Text(
            f"{year}年的放假通知尚未发布，所依据的农历日期也尚无列表",
            f"the notice for {year} is not out yet, nor are the lunar days of that year tabled",
        )
    if earliest == latest:
        return Text(
            f"{year}年的放假通知尚未发布；按现行放假规定，无论如何调休均为该日",
            f"the notice for {year} is not out yet; by the regulation on holidays it is that day however it joins them",
        )
    span = said_range(earliest, latest) if latest else _FROM.fill(first=said_day(earliest))
    return Text(
        "{range}；{year}年的放假通知发布后确定", "{range}; certain when the notice for {year} is out"
    ).fill(range=span, year=year)


_FROM = Text("不早于{first}", "not before {first}")


_SUMMED = {
    "counted": ("计入", "counted", "counted"),
    "paused": ("暂停", "paused", "paused"),
    "weekend": ("周末", "at a weekend", "at weekends"),
    "holiday": ("节假日", "holiday", "holidays"),
}
_KINDS = {
    "workday": Kind.COUNTED,
    "makeup_workday": Kind.MAKEUP,
    "weekend": Kind.WEEKEND,
    "holiday": Kind.HOLIDAY,
    "paused": Kind.PAUSED,
}
_OLD_END = Text("通知公布前的截止日", "the last day before the notice")


def _months(squares: Iterable[Square]) -> tuple[Month, ...]:
    return tuple(
        Month(year, month, tuple(group))
        for (year, month), group in groupby(squares, key=lambda one: (one.day.year, one.day.month))
    )


def _start(day: date) -> Square:
    return Square(day, Kind.START, None, Text("起算当日，不计入", "starting day, not counted"))


def _square(day: Day, found: Due | Waiting, was: date | None) -> Square:
    kind = _KINDS[day.why]
    last = isinstance(found, Due) and day.date == found.due
    reason = _ended(_reason(kind, day), last)
    if day.date == was and not last:
        reason = Text(f"{reason.zh}；{_OLD_END.zh}", f"{reason.en}; {_OLD_END.en}")
    if day.provisional:
        reason = Text(f"{reason.zh}（暂定）", f"{reason.en} (provisional)")
    return Square(
        day.date,
        kind,
        day.counted,
        reason,
        day.name,
        day.provisional,
        last,
        day.date == was,
        _possible(day.date, found),
    )


def _after(found: Due | Waiting, was: date | None) -> Iterator[Square]:
    """The days after the last one, up to the old one and to the latest possible one."""
    if not isinstance(found, Due):
        return
    over = max(found.due, was or found.due, found.latest or found.due)
    for number in range(1, (over - found.due).days + 1):
        day = found.due + number * ONE
        possible = _possible(day, found)
        said = Text("截止日之后，但在可能的范围内", "after the last day, yet within the range")
        if day == was:
            said = _OLD_END
        elif not possible:
            said = Text("新的截止日之后", "after the new last day")
        yield Square(day, Kind.AFTER, None, said, provisional=possible, was=day == was, possible=possible)


def _possible(day: date, found: Due | Waiting) -> bool:
    if not isinstance(found, Due) or found.earliest is None or found.latest is None:
        return False
    return found.earliest < found.latest and found.earliest <= day <= found.latest


def _ended(reason: Text, last: bool) -> Text:
    return Text(f"{reason.zh}，截止日", f"{reason.en}, the last day") if last else reason


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
        case Kind.HOLIDAY | Kind.PAUSED | Kind.START | Kind.AFTER:
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


def _runs(squares: Iterable[Square]) -> Iterator[Run]:
    """Holidays and pauses reach over the weekends between their days; what is said once is not said again."""
    run: Run | None = None
    for square in squares:
        if square.kind is Kind.WEEKEND and run is not None and run.kind is not Kind.MAKEUP:
            continue
        told = square.kind in (Kind.HOLIDAY, Kind.PAUSED, Kind.MAKEUP)
        text = _text(square.kind, square.name)
        if run is not None and told and (run.kind, run.text) == (square.kind, text):
            run = Run(run.first, square.day, run.kind, text)
            continue
        if run is not None:
            yield run
        run = Run(square.day, square.day, square.kind, text) if told else None
    if run is not None:
        yield run


def _notes(found: Due | Waiting, was: date | None) -> Iterator[Text]:
    if isinstance(found, Due) and found.missing_notice is not None:
        said = range_said(found.earliest, found.latest, found.missing_notice)
        yield Text("暂定：{said}。", "Provisional: {said}.").fill(said=said)
    elif found.missing_notice is not None:
        notice = awaited(found.missing_notice)
        yield Text("暂定：{notice}尚未公布。", "Provisional: {notice} is awaited.").fill(notice=notice)
    if isinstance(found, Waiting):
        yield Text(
            "自{since}起暂停，暂停结束前没有截止日；已计入 {counted} 个工作日，还剩 {left} 个。",
            "Paused since {since}: there is no last day until the pause ends. "
            "Working days counted: {counted}; left: {left}.",
        ).fill(since=said_day(found.since), counted=found.counted, left=found.days - found.counted)
    else:
        yield from found.extraordinary
    if isinstance(found, Due) and was is not None and was != found.due:
        yield Text(
            "放假通知公布后，截止日由{old}变为{new}。",
            "With the holiday notice the last day moves from {old} to {new}.",
        ).fill(old=said_day(was), new=said_day(found.due))
