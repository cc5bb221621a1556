"""When is it due? The answer of `shencha clock`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from shencha.api.shapes import Day, DueOut
from shencha.errors import BadInput, Fault
from shencha.law.calendar.periods import Due, due
from shencha.law.calendar.workdays import Pause
from shencha.procedure.kinds import MOST_DAYS
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.text.days import day_of

router = Router(tags=["law"])
SPAN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\.\.[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@router.get("/clock", response=DueOut, auth=None)
def when_is_it_due(
    request: HttpRequest,
    start: Annotated[Day, Query(..., alias="from", description="Day of the act that starts the period.")],
    days: Annotated[int, Query(..., ge=1, le=MOST_DAYS, description="Length in working days.")],
    pause: Annotated[
        list[Annotated[str, Query(pattern=SPAN)]],
        Query(
            default=[],
            max_length=100,
            description="A..B takes out the working days after A up to and including B.",
        ),
    ],
) -> Due:
    """The last working day of a period, and every day of it with its reason. No token is needed."""
    faults: list[Fault] = []
    begun = _in_calendar(start, "query.from", faults)
    pauses = [span for one in pause if (span := _span(one, faults)) is not None]
    if faults or begun is None:
        raise BadInput(faults)
    return due(begun, days, workdays(), pauses)


def _in_calendar(written: str, where: str, faults: list[Fault]) -> date | None:
    first, last = workdays().covered_from.year, 2150
    day = day_of(written)
    if day is not None and first <= day.year <= last:
        return day
    faults.append(
        Fault(
            "request",
            where,
            Text(f"{written} 在日历之外", f"{written} lies outside the calendar"),
            Text(f"请写 {first} 至 {last} 年的日期", f"write a day of {first} to {last}"),
        )
    )
    return None


def _span(written: str, faults: list[Fault]) -> Pause | None:
    first, _, last = written.partition("..")
    begin, end = (_in_calendar(one, "query.pause", faults) for one in (first, last))
    if begin is None or end is None:
        return None
    if end < begin:
        faults.append(
            Fault(
                "request",
                "query.pause",
                Text(f"{written} 不是一段期间", f"{written} is not a span of days"),
                Text("请写 A..B，A 不晚于 B", "write A..B, A not after B"),
            )
        )
        return None
    return Pause(begin, end)
