"""From counts at several dates: when the line will be crossed, and how sure that is.

Each count is a range, so two straight lines are drawn, one through the lower bounds and one through the upper
ones, by least squares; with three counts and more, each carries the prediction interval of its residuals
(two standard errors). What is told is the first day on which the upper line may be over, and the first day on
which the lower line must be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shencha.errors import BadInput
from shencha.inputs import Document
from shencha.text import Text

FARTHEST_DAYS = 3653
"""Ten years; a line that crosses later is told as not crossing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A count on a day."""

    on: date
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Growth:
    """When the line is crossed, as far as the counts tell."""

    a_year: tuple[float, float]
    """Persons more each year, by the lower and by the upper bounds."""
    earliest: date | None
    """The first day on which the line may be exceeded; None: not within ten years."""
    latest: date | None
    """The first day on which it must be; None: not within ten years."""
    points: tuple[Point, ...]
    """The counts it rests on, by day."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            "counts": len(self.points),
            "a_year": {"at_least": round(min(self.a_year)), "at_most": round(max(self.a_year))},
            "crossed": {
                "earliest": self.earliest.isoformat() if self.earliest else None,
                "latest": self.latest.isoformat() if self.latest else None,
            },
            "points": [
                {"on": point.on.isoformat(), "at_least": point.at_least, "at_most": point.at_most}
                for point in self.points
            ],
            "method": "people.growth/1",
        }


def grow(points: Sequence[Point], more_than: int) -> Growth:
    """When a straight line through the counts exceeds the number.

    Raises:
        ValueError: fewer than two different days.
    """
    ordered = sorted(points, key=lambda point: point.on)
    lower, upper = lines(ordered)
    first = ordered[0].on
    begin = (ordered[-1].on - first).days
    earliest = _first_over(begin, lambda day: upper.at(day) + upper.margin(day) > more_than)
    latest = _first_over(begin, lambda day: lower.at(day) - lower.margin(day) > more_than)
    return Growth(
        (lower.slope * 365.25, upper.slope * 365.25),
        first + timedelta(earliest) if earliest is not None else None,
        first + timedelta(latest) if latest is not None else None,
        tuple(ordered),
    )


def lines(ordered: Sequence[Point]) -> tuple[Line, Line]:
    """The straight lines through the lower and the upper bounds, over days since the first count.

    Raises:
        ValueError: fewer than two different days.
    """
    if len({point.on for point in ordered}) < 2:
        raise ValueError("growth needs counts on two days")
    days = [(point.on - ordered[0].on).days for point in ordered]
    return Line(days, [point.at_least for point in ordered]), Line(days, [point.at_most for point in ordered])


def point_of(told: dict[str, Any]) -> Point:
    """The point of an answer, as `shencha people --json` tells it."""
    persons = told["persons"]
    return Point(date.fromisoformat(told["on"]), persons["at_least"], persons["at_most"])


def read_earlier(documents: Sequence[Document], on: date) -> list[Point]:
    """The points of earlier answers.

    Args:
        on: the day of the count that they come before.
    Raises:
        BadInput: a document that is no answer of a count, or one of the same day or later.
    """
    found, faults = [], []
    for document in documents:
        right = Text(
            "请给出此前 shencha people --json 的输出", "name what shencha people --json printed earlier"
        )
        try:
            point = point_of(document.data)
            numbers = isinstance(point.at_least, int) and isinstance(point.at_most, int)
        except (KeyError, TypeError, ValueError):
            numbers = False
        if not numbers or not 0 <= point.at_least <= point.at_most:
            wrong = Text("不是清点的结果", "this is no answer of a count")
            faults.append(document.fault("", wrong, right))
        elif point.on >= on:
            wrong = Text(f"{point.on} 不早于本次清点", f"{point.on} is not earlier than this count")
            faults.append(document.fault("on", wrong, right))
        else:
            found.append(point)
    if faults:
        raise BadInput(faults)
    return found


class Line:
    """Least squares through points."""

    def __init__(self, xs: Sequence[int], ys: Sequence[int]) -> None:
        self.count = len(xs)
        self.mean = sum(xs) / self.count
        level = sum(ys) / self.count
        self.spread = sum((x - self.mean) ** 2 for x in xs)
        self.slope = sum((x - self.mean) * (y - level) for x, y in zip(xs, ys, strict=True)) / self.spread
        self.start = level - self.slope * self.mean
        off = sum((y - self.at(x)) ** 2 for x, y in zip(xs, ys, strict=True))
        self.error = math.sqrt(off / (self.count - 2)) if self.count > 2 else 0.0

    def at(self, x: float) -> float:
        """Its height on a day."""
        return self.start + self.slope * x

    def margin(self, x: float) -> float:
        """Two standard errors of a prediction for that day; 0 with two counts, which leave none to see."""
        return 2 * self.error * math.sqrt(1 + 1 / self.count + (x - self.mean) ** 2 / self.spread)


def _first_over(begin: int, over: Any) -> int | None:
    return next((day for day in range(begin, begin + FARTHEST_DAYS) if over(day)), None)
