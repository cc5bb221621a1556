"""What of a year's notices is out of the ordinary, so that no range could have foreseen it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from shencha.law.calendar.festivals import SATURDAY, blocks
from shencha.law.calendar.notices import shipped
from shencha.law.calendar.unpublished import FURTHER, ordinary
from shencha.law.calendar.workdays import Workdays
from shencha.text import Text
from shencha.text.days import said_day

ONE = timedelta(1)


class Told(NamedTuple):
    """What is out of the ordinary, and the days that it touches."""

    first: date
    last: date
    text: Text


def extraordinary(calendar: Workdays, first: date, last: date) -> tuple[Text, ...]:
    """A sentence for whatever notices did between two days that leaves the model of `unpublished`."""
    return tuple(
        one.text
        for year in range(first.year, last.year + 1)
        if calendar.has_notice(year)
        for one in of_year(calendar, year)
        if one.first <= last and first <= one.last
    )


@lru_cache(256)
def of_year(calendar: Workdays, year: int) -> tuple[Told, ...]:
    """What the year's notices do that no ordinary one does; nothing where they are ordinary."""
    mine = [one for one in calendar.notices if one.year == year]
    if all(one in shipped() and not one.amends for one in mine) or ordinary(year, calendar.worked_or_weekday):
        return ()
    other = Text(
        f"{year}年的放假通知不合常规：补班日与假期相隔超过两周，或者补班天数与连休天数不等。",
        f"The notice of {year} is extraordinary: a weekend worked lies more than two weeks from its holiday, "
        "or there are more or fewer of them than days joined.",
    )
    return tuple(_told(calendar, year)) or (Told(date(year, 1, 1), date(year, 12, 31), other),)


def _told(calendar: Workdays, year: int) -> Iterator[Told]:
    festival = {day: block for block in blocks(year) for day in block.days}
    wanted = {
        id(block): block.owed + sum(d.weekday() < SATURDAY for d in block.days) for block in blocks(year)
    }
    for run in _runs(calendar, year):
        met = {id(festival[day]): festival[day] for day in run if day in festival}
        off = [day for day in run if day.weekday() < SATURDAY]
        if not met and off:
            said = Text(
                "{year}年有特别通知：{day}起放假，不属于任何法定节日。",
                "An extraordinary notice of {year}: days off from {day} belong to no festival.",
            )
            yield Told(run[0], run[-1], said.fill(year=year, day=said_day(off[0])))
        elif len(off) - sum(wanted[one] for one in met) > FURTHER:
            said = Text(
                "{year}年有特别通知：{day}起的假期连休超过常规天数。",
                "An extraordinary notice of {year}: the holiday from {day} is longer than ordinary ones.",
            )
            yield Told(run[0], run[-1], said.fill(year=year, day=said_day(off[0])))


def _runs(calendar: Workdays, year: int) -> Iterator[list[date]]:
    day, run = date(year, 1, 1), list[date]()
    while day.year == year:
        if calendar.is_workday(day):
            if run:
                yield run
            run = []
        else:
            run.append(day)
        day += ONE
