"""Working days of the People's Republic of China, and the day by whose end a statutory period runs out.

The exceptions to the Monday-to-Friday week come from the State Council's yearly holiday notices, one file
each under `notices/`. In a year without a notice plain weekdays are counted: not even the fixed statutory
holidays are taken off, because only the notice says which days are moved, and the answer is provisional.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import accumulate, compress, count, cycle, islice
from typing import Any, NamedTuple

from shencha.law.data import Confidence, facts_of
from shencha.text import Text

LAST_YEAR = 2200
"""The table ends with this year; no statutory period reaches it."""
WORKED = ("workday", "makeup_workday")
"""What `Day.why` says of a day that counts."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a holiday notice was published."""

    number: str
    published: date
    url: str
    confidence: Confidence
    """How sure the number is; the days themselves are checked against two compilations."""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The working-day exceptions of one year, amendments included."""

    year: int
    publications: tuple[Publication, ...]
    off: Mapping[date, Text]
    """Weekdays that are not worked, with the holiday's name."""
    work: Mapping[date, Text]
    """Weekend days that are worked, with the holiday they make up for."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A span whose working days after `start`, up to and including `end`, do not count.

    It is open while `end` is None. The text is silent on both ends: open point pause_endpoints.

    Raises:
        ValueError: it ends before it starts.
    """

    start: date
    end: date | None
    reason: Text | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a pause from {self.start} cannot end on {self.end}")


class Day(NamedTuple):  # not a dataclass: a ledger makes hundreds, and a tuple is made four times as fast
    """One calendar day of a period."""

    date: date
    counted: int | None
    """Which working day of the period it is; None when it does not count."""
    why: str
    """workday, makeup_workday, weekend, holiday or paused (a working day that a pause takes out)."""
    name: Text | None = None
    """The holiday's name, or the reason of the pause."""
    provisional: bool = False
    """No holiday notice for its year is out."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; `name` and `provisional` only where there is something to say."""
        return {
            "date": self.date.isoformat(),
            "counted": self.counted,
            "why": self.why,
            **({"name": self.name.as_dict()} if self.name else {}),
            **({"provisional": True} if self.provisional else {}),
        }


@dataclass(frozen=True, slots=True)
class Due:
    """When a period runs out, and why."""

    start: date
    days: int
    due: date
    provisional: bool
    missing_notice: int | None
    """Year of the first holiday notice that is awaited, if the answer is provisional."""
    pauses: tuple[Pause, ...] = ()
    calendar: Workdays = field(kw_only=True, repr=False, compare=False)

    @property
    def ledger(self) -> tuple[Day, ...]:
        """Every calendar day from the one after `start` to `due`, each with its reason."""
        return self.calendar.ledger(self.start, self.due, self.pauses)

    def under(self, calendar: Workdays) -> Due:
        """The same period by another calendar, such as one with a notice that has just come out."""
        return due(self.start, self.days, calendar, self.pauses)

    def as_dict(self) -> dict[str, Any]:
        """The contract's answer of `shencha clock`."""
        answer: dict[str, Any] = {
            "from": self.start.isoformat(),
            "days": self.days,
            "due": self.due.isoformat(),
            "provisional": self.provisional,
            "ledger": [day.as_dict() for day in self.ledger],
        }
        if self.missing_notice:
            answer["missing_notice"] = self.missing_notice
        return answer


@dataclass(frozen=True, slots=True)
class Waiting:
    """A period that an open pause holds up: it has no last day until the pause ends."""

    start: date
    days: int
    since: date
    """Day on which the pause began; days after it do not count."""
    counted: int
    """Working days used up to then."""
    provisional: bool
    missing_notice: int | None
    pauses: tuple[Pause, ...]
    calendar: Workdays = field(kw_only=True, repr=False, compare=False)

    @property
    def ledger(self) -> tuple[Day, ...]:
        """Every calendar day from the one after `start` to `since`, each with its reason."""
        return self.calendar.ledger(self.start, self.since, self.pauses)

    def if_ended(self, on: date) -> Due:
        """When the period would run out if what is awaited arrived that day, or on `since` if that is later."""
        end = max(on, self.since)
        over = (Pause(p.start, end, p.reason) if p.end is None and p.start <= end else p for p in self.pauses)
        return due(self.start, self.days, self.calendar, [p for p in over if p.end is not None])

    def as_dict(self) -> dict[str, Any]:
        """The contract's answer of `shencha clock`; `due` is null, `paused_since` says since when."""
        answer: dict[str, Any] = {
            "from": self.start.isoformat(),
            "days": self.days,
            "due": None,
            "paused_since": self.since.isoformat(),
            "counted": self.counted,
            "provisional": self.provisional,
            "ledger": [day.as_dict() for day in self.ledger],
        }
        if self.missing_notice:
            answer["missing_notice"] = self.missing_notice
        return answer


class Workdays:
    """A working-day calendar as a table of running totals, from the first notice's year to `LAST_YEAR`.

    Source: the State Council's holiday notices; open points time_zone and first_day.
    """

    def __init__(self, notices: Iterable[HolidayNotice]) -> None:
        self.notices = tuple(sorted(notices, key=lambda notice: notice.year))
        assert self.notices, "a calendar needs at least one notice"
        self._years = frozenset(notice.year for notice in self.notices)
        self._off = {day: name for notice in self.notices for day, name in notice.off.items()}
        self._work = {day: name for notice in self.notices for day, name in notice.work.items()}
        self.covered_from = date(self.notices[0].year, 1, 1)
        first_gap = next(year for year in count(self.notices[0].year) if year not in self._years)
        self.covered_to = date(first_gap - 1, 12, 31)
        """End of the years whose notices are out without a gap."""
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
        """Is it worked, by the notices or, where there is none, by weekday?

        Raises:
            ValueError: the day lies outside the table.
        """
        at = self._at(day.toordinal())
        return self.totals[at] > (self.totals[at - 1] if at else 0)

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

    def with_notice(self, notice: HolidayNotice) -> Workdays:
        """The calendar once this notice is out; it takes the place of an older one for its year."""
        return Workdays([*(known for known in self.notices if known.year != notice.year), notice])

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
        for day in self._off:
            worked[self._at(day.toordinal())] = 0
        for day in self._work:
            worked[self._at(day.toordinal())] = 1
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


def due(start: date, days: int, calendar: Workdays, pauses: Sequence[Pause] = ()) -> Due:
    """The day by whose end a statutory period runs out, Asia/Shanghai.

    Args:
        start: day of the act that starts the period; not counted itself.
        days: length in working days, at least 1.
        pauses: spans whose working days do not count, in any order; where they overlap each day goes out once.
    Returns:
        The day, one ledger entry per calendar day, and whether it is provisional.
    Raises:
        ValueError: days < 1, a pause that is still open on the due day, or a day outside the calendar. A year
            without a notice does not raise: the answer is provisional.
    Source: Measures 2022, Articles 9, 11, 12, 14, 15; the State Council's holiday notices; open points
        pause_endpoints, time_zone and first_day.
    """
    found = period(start, days, calendar, pauses)
    if isinstance(found, Waiting):
        raise ValueError(f"a pause since {found.since} is still open: no due day exists until it ends")
    return found


def period(start: date, days: int, calendar: Workdays, pauses: Sequence[Pause] = ()) -> Due | Waiting:
    """A period that has its last day, or that an open pause holds up; otherwise as `due`.

    Raises:
        ValueError: days < 1, or a day outside the calendar.
    """
    if days < 1:
        raise ValueError(f"{days} working days; a period has at least 1")
    kept = tuple(pauses)
    target = calendar.total(start) + days
    for begin, end in _merged(kept) if kept else ():
        begin = max(begin, start)
        if end is not None and end <= begin:
            continue
        if calendar.nth(target) <= begin:
            break
        before = calendar.total(begin)
        if end is None:
            missing = calendar.missing_notice(start, begin)
            used = days - (target - before)
            return Waiting(start, days, begin, used, missing is not None, missing, kept, calendar=calendar)
        target += calendar.total(end) - before
    last = calendar.nth(target)
    missing = calendar.missing_notice(start, last) if last > calendar.covered_to else None
    return Due(start, days, last, missing is not None, missing, kept, calendar=calendar)


def counted(start: date, end: date, calendar: Workdays, pauses: Sequence[Pause] = ()) -> int:
    """Working days after `start`, up to and including `end`, that no pause takes out; 0 if `end` is earlier.

    Raises:
        ValueError: a day lies outside the calendar.
    """
    if end <= start:
        return 0
    used = calendar.total(end) - calendar.total(start)
    for begin, over in _merged(pauses):
        begin, over = max(begin, start), end if over is None else min(over, end)
        if over > begin:
            used -= calendar.total(over) - calendar.total(begin)
    return used


@cache
def published() -> Workdays:
    """The calendar of the notices that this package ships, 2020 to 2026."""
    folder = files("shencha.law.calendar").joinpath("notices")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return Workdays(notice_of(facts_of(f"calendar/notices/{name}")) for name in names)


def notice_of(data: Mapping[str, Any]) -> HolidayNotice:
    """The notice that one data file of `notices/` holds."""

    def days(key: str) -> dict[date, Text]:
        return {
            date.fromisoformat(day): Text.of(group["name"]) for group in data[key] for day in group["days"]
        }

    publications = tuple(
        Publication(
            one["number"],
            date.fromisoformat(one["published"]),
            one["url"],
            Confidence(one["confidence"]),
            Text.of(one["note"]) if "note" in one else None,
        )
        for one in data["notices"]
    )
    return HolidayNotice(data["year"], publications, days("off"), days("work"))


def _merged(pauses: Iterable[Pause]) -> list[tuple[date, date | None]]:
    """The union of the pauses as spans apart from each other, in order; only the last may be open."""
    out: list[tuple[date, date | None]] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        begin, end = out[-1] if out else (pause.start, pause.start)
        if out and (end is None or pause.start <= end):
            out[-1] = begin, None if end is None or pause.end is None else max(end, pause.end)
        else:
            out.append((pause.start, pause.end))
    return out


def _take_out(days: list[Day], pause: Pause, start: date) -> None:
    """Mark the working days of a pause in the days that follow `start`, unless another pause has."""
    first = max((pause.start - start).days, 0)
    over = len(days) if pause.end is None else min((pause.end - start).days, len(days))
    for at in range(first, over):
        day, _, why, _, provisional = days[at]
        if why in WORKED:
            days[at] = Day(day, None, "paused", pause.reason, provisional)
