"""A holiday notice typed as it is worded: each festival from when to when, and which weekends are worked for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.law.calendar.festivals import festivals
from shencha.law.calendar.workdays import LAST_YEAR
from shencha.text import Text, same
from shencha.text.days import AS_WRITTEN, day_of, no_day, said_day

OTHER = "other"
"""The row of days that belong to no festival; its author names it."""
LONGEST = 31
"""Days of one holiday; more is a slip of the pen."""
ONE = timedelta(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One festival of the form, with what was typed."""

    id: str
    name: Text
    hint: Text
    """Its days by the regulation."""
    first: str
    last: str
    worked: str


def rows_of(year: int, given: Mapping[str, str]) -> list[Row]:
    """A row for each festival of the year, and one for days that belong to none."""
    found = [(one.id, one.name, _hint(one.days)) for one in festivals(year)]
    found.append((OTHER, Text("其他（特别通知）", "Other (extraordinary)"), Text("", "")))
    typed = ("first", "last", "worked")
    return [
        Row(row, name, hint, *(given.get(f"{row}_{part}", "") for part in typed)) for row, name, hint in found
    ]


def year_of(typed: str, default: int) -> int:
    """The year that the form is for."""
    return (
        int(typed) if re.fullmatch(r"\d{4}", typed, re.ASCII) and 2020 <= int(typed) <= LAST_YEAR else default
    )


def written_of(given: Mapping[str, str], year: int) -> dict[str, Any]:
    """What was typed as `read_notice` reads it.

    Raises:
        BadInput: a box holds no day, or a holiday ends before it begins or lasts too long.
    """
    faults: list[Fault] = []
    groups: dict[str, list[dict[str, Any]]] = {"off": [], "work": []}
    for row in rows_of(year, given):
        name = row.name
        if row.id == OTHER:
            name = same(given.get("other_name", "").strip() or row.name.zh)
        for kind, days in (("off", _span(row, faults)), ("work", _worked(row, faults))):
            named = [day.isoformat() for day in days]
            if named:
                groups[kind].append({"name": name.as_dict(), "days": named})
    if faults:
        raise BadInput(faults)
    return {"year": year, **groups}


def _hint(days: tuple[date, ...]) -> Text:
    first, last = said_day(days[0]), said_day(days[-1])
    return first if len(days) == 1 else Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")


def _span(row: Row, faults: list[Fault]) -> list[date]:
    if not row.first and not row.last:
        return []
    typed = (row.first or row.last, row.last or row.first)
    first, last = (_day(row, one, faults) for one in typed)
    if first is None or last is None:
        return []
    if not 0 <= (last - first).days < LONGEST:
        wrong = Text(f"{first} 至 {last} 不是一个假期", f"{first} to {last} is no holiday")
        right = Text(
            f"先写开始，再写结束，最多 {LONGEST} 天", f"begin before the end, at most {LONGEST} days"
        )
        faults.append(Fault("form", row.name.zh, wrong, right))
        return []
    return [first + n * ONE for n in range((last - first).days + 1)]


def _worked(row: Row, faults: list[Fault]) -> Iterator[date]:
    for typed in re.split(r"[\s,，、;；]+", row.worked.strip()):
        if typed and (day := _day(row, typed, faults)) is not None:
            yield day


def _day(row: Row, typed: str, faults: list[Fault]) -> date | None:
    day = day_of(typed)
    if day is None:
        faults.append(Fault("form", row.name.zh, no_day(typed), AS_WRITTEN))
    return day
