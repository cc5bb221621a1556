"""A holiday notice: which weekdays of a year are off, which weekends are worked, and who published it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from shencha.law.calendar.festivals import SATURDAY
from shencha.law.data import Confidence, facts_of
from shencha.text import Text


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
    """The working-day exceptions of one year, or the days of it that a later notice changes."""

    year: int
    publications: tuple[Publication, ...]
    off: Mapping[date, Text]
    """Weekdays that are not worked, with the holiday's name; an amending notice may name weekend days too."""
    work: Mapping[date, Text]
    """Weekend days that are worked, with the holiday they make up for; an amending notice may name weekdays too."""
    amends: bool = False
    """It changes only the days that it names; the year's own notice is another."""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What all notices together change in the Monday-to-Friday week."""

    off: Mapping[date, Text]
    work: Mapping[date, Text]
    named: Mapping[date, bool]
    """Every day that a notice names, and whether it is worked."""


def exceptions(notices: Iterable[HolidayNotice]) -> Exceptions:
    """The notices one after the other: a later one changes the days that it names, and no others."""
    off: dict[date, Text] = {}
    work: dict[date, Text] = {}
    for notice in notices:
        for days, other in ((notice.off, work), (notice.work, off)):
            for day, name in days.items():
                other.pop(day, None)
                (off if days is notice.off else work)[day] = name
    return Exceptions(
        {day: name for day, name in off.items() if day.weekday() < SATURDAY},
        {day: name for day, name in work.items() if day.weekday() >= SATURDAY},
        dict.fromkeys(off, False) | dict.fromkeys(work, True),
    )


@cache
def shipped() -> tuple[HolidayNotice, ...]:
    """The notices that this package ships, 2020 to 2026, in the order of their publication."""
    folder = files("shencha.law").joinpath("calendar/notices")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    found = (notice_of(facts_of(f"calendar/notices/{name}")) for name in names)
    return tuple(sorted(found, key=lambda notice: notice.publications[0].published))


def notice_of(data: Mapping[str, Any]) -> HolidayNotice:
    """The notice that one data file of `notices/` holds."""

    def days(key: str) -> dict[date, Text]:
        return {
            date.fromisoformat(day): Text.of(group["name"])
            for group in data.get(key, ())
            for day in group["days"]
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
    return HolidayNotice(data["year"], publications, days("off"), days("work"), data.get("amends", False))
