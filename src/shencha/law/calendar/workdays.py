"""Working days of the People's Republic of China, as a table of running totals.

The exceptions to the Monday-to-Friday week come from the State Council's yearly holiday notices, one file each
under `notices/`. In a year without a notice the days of the holiday regulation are off (`festivals`), and what its
notice may still change is told by `unpublished`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import accumulate, compress, count, cycle, islice
from typing import Annotated, NamedTuple

from shencha.law.calendar.festivals import SATURDAY, days_off
from shencha.law.calendar.notices import HolidayNotice, exceptions, shipped
from shencha.law.calendar.unpublished import PLAIN, Moves, first_day, notices_of
from shencha.shapes import MAYBE, Key, More, Positive, Shape
from shencha.text import Text

LAST_YEAR = 2200
"""The table ends with this year; no statutory period reaches it."""
WORKED = ("workday", "makeup_workday")
"""What `Day.why` says of a day that counts."""


@dataclass(frozen=True, slots=True)
class Pause(Shape):
    """A span whose working days after `start`, up to and including `end`, do not count.

    It is open while `end` is None. The text is silent on both ends: open point pause_endpoints.

    Raises:
        ValueError: it ends before it starts.
    """

    TOLD = "start end"

    start: Annotated[date, Key("from")]
    end: Annotated[date | None, Key("to")]
    reason: Text | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a pause from {self.start} cannot end on {self.end}")


class _Day(NamedTuple):  # not a dataclass: a ledger makes hundreds, and a tuple is made four times as fast
    date: date
    counted: Annotated[Positive | None, "which working day of the period it is"]
    why: Annotated[str, More(enum=["workday", "makeup_workday", "weekend", "holiday", "paused"])]
    name: Annotated[Text | None, MAYBE, "the holiday, or the reason of the pause"] = None
    provisional: Annotated[bool, MAYBE, "no holiday notice for its year is out"] = False


class Day(_Day, Shape):
    """One calendar day of a period; one that a pause takes out is a working day otherwise."""

    __slots__ = ()


_WORKED: Moves = {PLAIN: ((PLAIN, 1),)}
_OFF: Moves = {PLAIN: ((PLAIN, 0),)}


class Workdays:
    """A working-day calendar as a table of running totals, from the first notice's year to `LAST_YEAR`.

    Args:
        notices: for one year a later one changes the days that it names.
        first: year with which the table begins, where that is not the first notice's.
    Source: the State Council's holiday notices and Measures on National Holidays; open points time_zone, first_day.
    """

    def __init__(self, notices: Iterable[HolidayNotice], first: int | None = None) -> None:
        self.notices = tuple(sorted(notices, key=lambda notice: notice.year))
        self._years = frozenset(notice.year for notice in self.notices if not notice.amends)
        self._first = min(self._years) if first is None else first
        found = exceptions(self.notices)
        self._named = found.named
        unknown = (year for year in range(self._first, LAST_YEAR + 1) if year not in self._years)
        regular = {day: name for year in unknown for day, name in days_off(year).items()}
        self._off = {day: name for day, name in regular.items() if day not in found.named} | dict(found.off)
        self._work = dict(found.work)
        self.covered_from = date(self._first, 1, 1)
        first_gap = next(year for year in count(self._first) if year not in self._years)
        self.covered_to = date(first_gap - 1, 12, 31)
        """End of the years whose notices are out without a gap."""
        self.open_from = first_day(first_gap)
        """Ordinal of the first day that a notice still awaited may change; it may lie in the year before."""
        self.first = self.covered_from.toordinal()
        """Ordinal of the table's first day."""
        self._end = date(LAST_YEAR, 12, 31).toordinal() + 1
        worked = self._worked()
        self.totals = array("i", accumulate(worked))
        """For each day of the table, the working days up to and including it."""
        self.ordinals = array("i", compress(range(self.first, self._end), worked))
        """For each running total, less one, the ordinal of its working day."""
        self._days_of_year: dict[int, tuple[Day, ...]] = {}

    def is_workday(self, day: date) -> bool:
        """Is it worked, by the notices or, where there is none, by the holiday regulation alone?

        Raises:
            ValueError: the day lies outside the table.
        """
        at = self._at(day.toordinal())
        return self.totals[at] > (self.totals[at - 1] if at else 0)

    def worked_or_weekday(self, day: date) -> bool:
        """As `is_workday`; before the table begins, by weekday."""
        return self.is_workday(day) if day >= self.covered_from else day.weekday() < SATURDAY

    def total(self, day: date) -> int:
        """Working days from the table's first day up to and including this one.

        Raises:
            ValueError: the day lies before the first notice or beyond the table.
        """
        return self.totals[self._at(day.toordinal())]

    def nth(self, total: int) -> date:
        """The working day with that running total.

        Raises:
            ValueError: it lies beyond the table.
        """
        if not 0 < total <= len(self.ordinals):
            raise ValueError(f"working day {total} lies outside {self.covered_from} to {LAST_YEAR}-12-31")
        return date.fromordinal(self.ordinals[total - 1])

    def kind(self, day: date) -> tuple[str, Text | None]:
        """What a day is (workday, makeup_workday, weekend, holiday), and the holiday it has to do with."""
        if day in self._work:
            return "makeup_workday", self._work[day]
        if day in self._off:
            return "holiday", self._off[day]
        return ("workday" if day.weekday() < 5 else "weekend"), None

    def missing_notice(self, first: date, last: date) -> int | None:
        """The first year between two days whose notice is not out; None when all of it is covered."""
        return next((year for year in range(first.year, last.year + 1) if year not in self._years), None)

    def ways(self, ordinal: int) -> Moves:
        """What may come of a day: one thing where its notice is out, else all that a notice of the model may do.

        Raises:
            ValueError: the day lies outside the table.
        """
        day = date.fromordinal(ordinal)
        year = day.year + (day.month == 12)
        if year not in self._years and (found := notices_of(year).get(ordinal)) is not None:
            fixed = self._named.get(day)
            if fixed is None:
                return found
            return {state: tuple((to, int(fixed)) for to, _ in after) for state, after in found.items()}
        return _WORKED if self.is_workday(day) else _OFF

    def with_notice(self, notice: HolidayNotice) -> Workdays:
        """The calendar once this notice is out; where its year has one already, it changes the days it names."""
        amends = notice.amends or notice.year in self._years
        return Workdays([*self.notices, replace(notice, amends=amends)], self._first)

    def has_notice(self, year: int) -> bool:
        """Is the year's own notice out?"""
        return year in self._years

    def ledger(self, start: date, last: date, pauses: Sequence[Pause] = ()) -> tuple[Day, ...]:
        """Every calendar day after `start` up to `last`: its number in the period, or why it has none.

        Raises:
            ValueError: a day lies outside the table.
        """
        if last <= start:
            return ()
        days = self._days(start.toordinal() + 1, last.toordinal())
        for pause in pauses:
            _take_out(days, pause, start)
        number, numbered = 0, tuple.__new__
        for at, (day, _, why, name, provisional) in enumerate(days):
            if why in WORKED:
                number += 1
                days[at] = numbered(Day, (day, number, why, name, provisional))
        return tuple(days)

    def _at(self, ordinal: int) -> int:
        if not self.first <= ordinal < self._end:
            day = date.fromordinal(ordinal)
            raise ValueError(f"{day} lies outside {self.covered_from} to {LAST_YEAR}-12-31")
        return ordinal - self.first

    def _worked(self) -> bytearray:
        week = (1, 1, 1, 1, 1, 0, 0)
        monday = self.covered_from.weekday()
        worked = bytearray(islice(cycle(week), monday, monday + self._end - self.first))
        for days, sign in ((self._off, 0), (self._work, 1)):
            for day in days:
                if day >= self.covered_from:
                    worked[self._at(day.toordinal())] = sign
        return worked

    def _days(self, first: int, last: int) -> list[Day]:
        for ordinal in (first, last):
            self._at(ordinal)
        days: list[Day] = []
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            new_year = date(year, 1, 1).toordinal()
            days += self._year(year)[max(first - new_year, 0) : last - new_year + 1]
        return days

    def _year(self, year: int) -> tuple[Day, ...]:
        """The days of a year, none of them numbered; kept, since every ledger starts from them."""
        if year not in self._days_of_year:
            span = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            provisional = year not in self._years
            self._days_of_year[year] = tuple(
                Day(day, None, *self.kind(day), provisional) for day in map(date.fromordinal, span)
            )
        return self._days_of_year[year]


Span = tuple[date, date | None]
"""A pause as two days: what follows the first, up to and including the second, does not count; None is open."""


def counted(start: date, end: date, calendar: Workdays, pauses: Sequence[Pause] = ()) -> int:
    """Working days after `start`, up to and including `end`, that no pause takes out; 0 if `end` is earlier.

    Raises:
        ValueError: a day lies outside the calendar.
    """
    return counted_in(calendar, start, end, apart(pauses)) if end > start else 0


def counted_in(calendar: Workdays, start: date, end: date, pauses: Iterable[Span]) -> int:
    """As `counted`, of pauses that are `apart` already."""
    used = calendar.total(end) - calendar.total(start)
    for begin, over in pauses:
        begin, over = max(begin, start), end if over is None else min(over, end)
        if over > begin:
            used -= calendar.total(over) - calendar.total(begin)
    return used


def apart(pauses: Iterable[Pause]) -> tuple[Span, ...]:
    """The union of the pauses as spans apart from each other, in order; only the last may be open."""
    out: list[Span] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        begin, end = out[-1] if out else (pause.start, pause.start)
        if out and (end is None or pause.start <= end):
            out[-1] = begin, None if end is None or pause.end is None else max(end, pause.end)
        else:
            out.append((pause.start, pause.end))
    return tuple(out)


@cache
def published() -> Workdays:
    """The calendar of the notices that this package ships, 2020 to 2026."""
    return Workdays(shipped())


def _take_out(days: list[Day], pause: Pause, start: date) -> None:
    """Mark the working days of a pause in the days that follow `start`, unless another pause has."""
    first = max((pause.start - start).days, 0)
    over = len(days) if pause.end is None else min((pause.end - start).days, len(days))
    for at in range(first, over):
        day, _, why, _, provisional = days[at]
        if why in WORKED:
            days[at] = Day(day, None, "paused", pause.reason, provisional)
