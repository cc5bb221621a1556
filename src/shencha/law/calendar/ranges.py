"""The first and the last day on which a period may run out, over every holiday notice that may still come."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from shencha.law.calendar.festivals import lunar_years
from shencha.law.calendar.unpublished import State
from shencha.law.calendar.workdays import Span, Workdays, counted_in


@lru_cache(8192)
def ends(
    calendar: Workdays, start: date, days: int, pauses: tuple[Span, ...] = ()
) -> tuple[date | None, date | None]:
    """The earliest and the latest due day.

    Both bounds are reached by a notice of the model in `unpublished`, and no notice of it leaves them: every day
    is walked once, with the most and the fewest working days that any notice has given up to it.

    Args:
        start: not counted. days: at least 1. pauses: apart and in order.
    Returns:
        Both None where a year is reached whose lunar days are not tabled; no latest day where a notice may let
        the period run into a pause that is still open.
    """
    day = max(start.toordinal(), calendar.open_from - 1)
    used = counted_in(calendar, start, date.fromordinal(day), pauses)
    most = least = dict.fromkeys(calendar.ways(day + 1), used)
    earliest: date | None = None
    while True:
        day += 1
        here = [end for begin, end in pauses if begin.toordinal() < day]
        if None in here:
            return earliest, None
        out = any(end is not None and day <= end.toordinal() for end in here)
        more: dict[State, int] = {}
        fewer: dict[State, int] = {}
        for state, after in calendar.ways(day).items():
            high, low = most[state], least[state]
            for to, worked in after:
                one = 0 if out else worked
                if high + one > more.get(to, -1):
                    more[to] = high + one
                if low + one < fewer.get(to, day):
                    fewer[to] = low + one
        most, least = more, fewer
        if earliest is None and max(most.values()) >= days:
            earliest = date.fromordinal(day)
        if earliest is not None and min(least.values()) >= days:
            latest = date.fromordinal(day)
            return (earliest, latest) if latest.year in lunar_years() else (None, None)
