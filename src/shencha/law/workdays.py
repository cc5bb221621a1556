"""Working days of the People's Republic of China, and the day by whose end a statutory period runs out.

The exceptions to the Monday-to-Friday week come from the State Council's yearly holiday notices, one file
each under `notices/`. Beyond the last notice weekdays are counted and every answer is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from shencha.inputs import parse_yaml
from shencha.text import Text

LAST_YEAR = 2200
"""The table ends here; no statutory period reaches it."""


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The working-day exceptions of one year."""

    year: int
    numbers: tuple[str, ...]
    off: dict[date, Text]
    """Weekdays that are not worked, with the holiday's name."""
    work: dict[date, Text]
    """Weekend days that are worked, with the holiday they make up for."""
    confidence: str = "U"


@dataclass(frozen=True, slots=True)
class Pause:
    """A span whose working days after `start`, up to and including `end`, do not count.

    It is open while `end` is None.
    """

    start: date
    end: date | None
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of a period."""

    date: date
    counted: int | None
    """Which working day of the period it is; None when it does not count."""
    why: str
    """workday, makeup_workday, weekend, holiday or paused."""
    name: Text | None = None
    """The holiday's name, or the reason of the pause."""
    provisional: bool = False

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
    ledger: tuple[Day, ...]

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


class Workdays:
    """A working-day calendar as a table of running totals.

    Source: the State Council's holiday notices; open points time_zone and first_day.
    """

    def __init__(self, notices: Iterable[HolidayNotice]) -> None:
        found = sorted(notices, key=lambda notice: notice.year)
        assert found, "a calendar needs at least one notice"
        self.notices = tuple(found)
        self.covered_from = date(found[0].year, 1, 1)
        self.covered_to = date(found[-1].year, 12, 31)
        self._off = {day: name for notice in found for day, name in notice.off.items()}
        self._work = {day: name for notice in found for day, name in notice.work.items()}
        self._first = self.covered_from.toordinal()
        totals, ordinals = [], []
        for ordinal in range(self._first, date(LAST_YEAR, 12, 31).toordinal() + 1):
            if self.is_workday(date.fromordinal(ordinal)):
                ordinals.append(ordinal)
            totals.append(len(ordinals))
        self._totals, self._ordinals = totals, ordinals

    def is_workday(self, day: date) -> bool:
        """Is it worked, by the notices or, beyond them, by weekday?"""
        return day in self._work or (day.weekday() < 5 and day not in self._off)

    def total(self, day: date) -> int:
        """Working days from the first covered day up to and including this one.

        Raises:
            ValueError: the day lies before the first notice or beyond the table.
        """
        index = day.toordinal() - self._first
        if not 0 <= index < len(self._totals):
            raise ValueError(f"{day} lies outside {self.covered_from} to {LAST_YEAR}-12-31")
        return self._totals[index]

    def nth(self, total: int) -> date:
        """The working day with that running total."""
        if total > len(self._ordinals):
            raise ValueError(f"the period ends after {LAST_YEAR}-12-31")
        return date.fromordinal(self._ordinals[total - 1])

    def kind(self, day: date) -> tuple[str, Text | None]:
        """What a day is, and the holiday's name if one has to do with it."""
        if day in self._work:
            return "makeup_workday", self._work[day]
        if day in self._off:
            return "holiday", self._off[day]
        return ("workday" if day.weekday() < 5 else "weekend"), None

    def with_notice(self, notice: HolidayNotice) -> Workdays:
        """The calendar once this notice is out."""
        return Workdays([*(n for n in self.notices if n.year != notice.year), notice])


@lru_cache(maxsize=1)
def published() -> Workdays:
    """The calendar of the notices that this package ships, 2020 to 2026."""
    return Workdays(_notice(parse_yaml(f.read_text(encoding="utf-8"), f.name).data) for f in _files())


def due(start: date, days: int, calendar: Workdays, pauses: Sequence[Pause] = ()) -> Due:
    """The day by whose end a statutory period runs out, Asia/Shanghai.

    Args:
        start: day of the act that starts the period; not counted itself.
        days: length in working days, at least 1.
        pauses: spans whose working days do not count; all must have ended.
    Returns:
        The day, one ledger entry per calendar day, and whether it is provisional.
    Raises:
        ValueError: days < 1, an open pause, or a day outside the calendar. A year without a notice does not
            raise: it is provisional.
    Source: Measures 2022, Articles 9, 11, 12, 14, 15; the State Council's holiday notices.
    """
    if days < 1:
        raise ValueError(f"{days} working days; a period has at least 1")
    spans = _merged(pauses, None)
    target = calendar.total(start) + days
    for begin, end in spans:
        begin = max(begin, start)
        if end <= begin:
            continue
        if calendar.nth(target) <= begin:
            break
        target += calendar.total(end) - calendar.total(begin)
    last = calendar.nth(target)
    provisional = last > calendar.covered_to
    missing = calendar.covered_to.year + 1 if provisional else None
    return Due(start, days, last, provisional, missing, _ledger(start, last, calendar, pauses))


def counted(start: date, end: date, calendar: Workdays, pauses: Sequence[Pause] = ()) -> int:
    """Working days after `start`, up to and including `end`, that no pause takes out."""
    if end <= start:
        return 0
    used = calendar.total(end) - calendar.total(start)
    for begin, over in _merged(pauses, end):
        begin, over = max(begin, start), min(over, end)
        if over > begin:
            used -= calendar.total(over) - calendar.total(begin)
    return used


def _merged(pauses: Sequence[Pause], until: date | None) -> list[tuple[date, date]]:
    out: list[tuple[date, date]] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        end = pause.end or until
        if end is None:
            raise ValueError("a pause is still open: no due day exists until it ends")
        if out and pause.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((pause.start, end))
    return out


def _ledger(start: date, last: date, calendar: Workdays, pauses: Sequence[Pause]) -> tuple[Day, ...]:
    entries, number = [], 0
    for ordinal in range(start.toordinal() + 1, last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        why, name = calendar.kind(day)
        provisional = day > calendar.covered_to
        over = next((p for p in pauses if p.start < day and p.end is not None and day <= p.end), None)
        if over and why in ("workday", "makeup_workday"):
            entries.append(Day(day, None, "paused", over.reason, provisional))
        elif why in ("workday", "makeup_workday"):
            number += 1
            entries.append(Day(day, number, why, name, provisional))
        else:
            entries.append(Day(day, None, why, name, provisional))
    return tuple(entries)


def _files() -> list[Any]:
    folder = files("shencha.law").joinpath("notices")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def _notice(data: dict[str, Any]) -> HolidayNotice:
    def days(key: str) -> dict[date, Text]:
        return {
            date.fromisoformat(day): Text.of(group["name"]) for group in data[key] for day in group["days"]
        }

    return HolidayNotice(data["year"], tuple(n["number"] for n in data["notices"]), days("off"), days("work"))


__all__ = ["Day", "Due", "HolidayNotice", "Pause", "Workdays", "counted", "due", "published"]
