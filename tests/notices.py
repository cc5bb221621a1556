"""Holiday notices that tests put in force: what a year's regulation takes off, and what more is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from shencha.law.calendar.festivals import days_off
from shencha.law.calendar.workdays import published


def written(year: int, off: Iterable[date] = (), work: Iterable[date] = ()) -> dict[str, Any]:
    """A whole notice of a year that has none yet, or one that amends the published one by these days."""
    known = published().has_notice(year)
    days = set(off) if known else {*days_off(year), *off}

    def group(of: Iterable[date]) -> list[dict[str, Any]]:
        named = [day.isoformat() for day in sorted(of)]
        return [{"name": {"zh": "元旦", "en": "New Year"}, "days": named}] if named else []

    return {"year": year, "off": group(days), "work": group(work)}
