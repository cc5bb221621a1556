"""The days that the holiday regulation itself takes off, before any year's notice joins further days to them.

Source: the State Council's Measures on National Holidays: eleven days a year to 2024, thirteen from 2025; a
day that falls on a weekend or on another festival is made good by a working day. Lunar days to 2050 are a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from shencha.law.data import facts_of
from shencha.text import Text

ANCHORS = ("lunar_new_year", "qingming", "dragon_boat", "mid_autumn")
"""What the four days of a year in `lunar_days.yaml` are."""
SATURDAY = 5
ONE = timedelta(1)


@dataclass(frozen=True, slots=True)
class Festival:
    """One festival of one year, with the days that are off by regulation."""

    id: str
    name: Text
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Festival days that follow each other, and how many working days make good what falls together."""

    days: tuple[date, ...]
    name: Text
    owed: int
    """Working days beside it that are off for its days on a weekend or on another festival."""


@cache
def lunar_years() -> range:
    """The years whose lunar days are known, 2014 to 2050."""
    known = sorted(int(year) for year in facts_of("calendar/lunar_days.yaml"))
    return range(known[0], known[-1] + 1)


def regulation(year: int) -> Mapping[str, Any]:
    """The regulation in force for that year: `from`, `instrument`, number of `days`, `festivals`."""
    versions: list[Mapping[str, Any]] = facts_of("calendar/festivals.yaml")
    return next(one for one in reversed(versions) if one["from"] <= year or one is versions[0])


@cache
def festivals(year: int) -> tuple[Festival, ...]:
    """The festivals of a year by the regulation in force for it, by their first day.

    After the table of lunar days has ended only those with a fixed date are told.
    """
    lunar = facts_of("calendar/lunar_days.yaml").get(str(year))
    anchors = dict(zip(ANCHORS, map(date.fromisoformat, lunar), strict=True)) if lunar else {}
    found = (
        Festival(
            one["id"], Text.of(one["name"]), tuple(_day(written, year, anchors) for written in one["days"])
        )
        for one in regulation(year)["festivals"]
        if anchors or "+" not in one["days"][-1]
    )
    return tuple(sorted(found, key=lambda festival: festival.days[0]))


def _day(written: str, year: int, anchors: Mapping[str, date]) -> date:
    if written[0].isdigit():
        return date.fromisoformat(f"{year}-{written}")
    anchor, sign, distance = written.partition("+" if "+" in written else "-")
    return anchors[anchor] + int(sign + distance) * ONE


@cache
def blocks(year: int) -> tuple[Block, ...]:
    """The year's festival days in runs, each with what is owed for days that fall together or on a weekend."""
    every = [(day, one.name) for one in festivals(year) for day in one.days]
    days = sorted({day for day, _ in every})
    cuts = [0, *(at + 1 for at, (a, b) in enumerate(pairwise(days)) if b - a > ONE), len(days)]
    return tuple(_block(days[first:over], every) for first, over in pairwise(cuts))


def _block(days: list[date], every: Iterable[tuple[date, Text]]) -> Block:
    names = [name for day, name in every if day in days]
    owed = sum(day.weekday() >= SATURDAY for day in days) + len(names) - len(days)
    return Block(tuple(days), names[0] if len(set(names)) == 1 else _both(names), owed)


def _both(names: list[Text]) -> Text:
    each = list(dict.fromkeys(names))
    return Text("、".join(one.zh for one in each), " and ".join(one.en for one in each))


@cache
def days_off(year: int) -> Mapping[date, Text]:
    """The weekdays that the regulation alone takes off; a day made good is the first weekday after its festival."""
    taken = {day for block in blocks(year) for day in block.days}
    off = {day: block.name for block in blocks(year) for day in block.days if day.weekday() < SATURDAY}
    for block in blocks(year):
        day, left = block.days[-1], block.owed
        while left:
            day += ONE
            if day.weekday() < SATURDAY and day not in taken:
                taken.add(day)
                off[day] = block.name
                left -= 1
    return off
