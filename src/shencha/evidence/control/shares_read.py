"""Reads the interests of a relationship: their percentages as ranges, their first day and their end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.evidence.control.interests import MEANINGS, Interest, Range
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of, no_day

FaultAt = Callable[[str, Text, Text], None]
_BOUNDS = ("exact", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")


@dataclass(frozen=True, slots=True)
class Read:
    """The interests with the day each begins and the day from which it is over, and types outside the codelist."""

    interests: tuple[tuple[Interest, date | None, date | None], ...]
    unknown_types: tuple[str, ...]


def read_interests(data: Any, fault: FaultAt) -> Read:
    """The interests of one relationship; none at all is one interest of which nothing is said."""
    place = "recordDetails.interests"
    if data is None or data == []:
        return Read(((Interest(None, "unknown", None, None, ""), None, None),), ())
    if not isinstance(data, list):
        fault(place, Text("不是列表", "it is no list"), Text("请写权益的列表", "write a list of interests"))
        return Read((), ())
    found: list[tuple[Interest, date | None, date | None]] = []
    unknown: list[str] = []
    for at, one in enumerate(data):
        where = f"{place}.{at}"
        if not isinstance(one, dict):
            fault(where, Text("不是一项权益", "it is no interest"), Text("请写对象", "write an object"))
            continue
        type_ = one.get("type")
        if type_ is not None and type_ not in MEANINGS:
            unknown.append(str(type_))
        beneficial = one.get("beneficialOwnershipOrControl")
        interest = Interest(
            type_ if isinstance(type_, str) else None,
            one["directOrIndirect"] if one.get("directOrIndirect") in ("direct", "indirect") else "unknown",
            beneficial if isinstance(beneficial, bool) else None,
            read_share(one.get("share"), f"{where}.share", fault),
            str(one.get("details") or ""),
        )
        since, until = (_day(one, name, where, fault) for name in ("startDate", "endDate"))
        found.append((interest, since, until))
    return Read(tuple(found), tuple(unknown))


def read_share(data: Any, where: str, fault: FaultAt) -> Range | None:
    """A percentage as a range from 0 to 1; None when none is given."""
    if data is None:
        return None
    if not isinstance(data, dict):
        fault(
            where,
            Text(f"{data!r} 不是份额", f"{data!r} is no share"),
            Text(
                "请写 {exact: 60} 或者 {minimum: 25, maximum: 50}",
                "write {exact: 60} or {minimum: 25, maximum: 50}",
            ),
        )
        return None
    known: dict[str, float] = {}
    for name in _BOUNDS:
        value = data.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            fault(
                f"{where}.{name}",
                Text(f"{value!r} 不是 0 至 100 之间的百分数", f"{value!r} is not a percentage from 0 to 100"),
                Text("请写 0 至 100 之间的数字", "write a number from 0 to 100"),
            )
            return None
        known[name] = float(value) / 100
    if not known:
        return None
    return _range(known, where, fault)


def _range(known: dict[str, float], where: str, fault: FaultAt) -> Range | None:
    low = max(known.get("minimum", 0.0), known.get("exclusiveMinimum", 0.0))
    high = min(known.get("maximum", 1.0), known.get("exclusiveMaximum", 1.0))
    above = "exclusiveMinimum" in known and known["exclusiveMinimum"] == low
    below = "exclusiveMaximum" in known and known["exclusiveMaximum"] == high
    exact = known.get("exact")
    if low > high or (low == high and (above or below)) or (exact is not None and not low <= exact <= high):
        fault(
            where,
            Text("上下限与确数互相矛盾", "its bounds and its exact value contradict each other"),
            Text("下限不大于确数，确数不大于上限", "minimum at most exact, exact at most maximum"),
        )
        return None
    if exact is not None:
        return Range(exact, exact)
    return Range(low, high, above, below)


def _day(data: dict[str, Any], name: str, where: str, fault: FaultAt) -> date | None:
    value = data.get(name)
    if value is None:
        return None
    day = day_of(value[:10]) if isinstance(value, str) else None
    if day is None:
        fault(f"{where}.{name}", no_day(value), AS_WRITTEN)
    return day
