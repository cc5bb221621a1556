"""Draws counts over time with the straight lines through their bounds, up to where the line is crossed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shencha.drawing.canvas import INK, SOFT, width, words
from shencha.drawing.canvas import LINE as GREY
from shencha.evidence.people.growth import Line, Point, lines
from shencha.text import Lang, Text

TALL = 300
"""Height of the chart, in pixels."""
_LIMIT, _SURE, _BAND = "#b3261e", "#1f4e8c", "#dbe7f5"
_MARKS = {"earliest": Text("最早", "earliest"), "latest": Text("最迟", "latest")}
_STEPS = 48
_BASE = 40
"""Height of what stands under the plot: two lines of dates."""
_SIZE = 12


def chart(growth: Mapping[str, Any], limit: int, top: float, wide: float, edge: float, lang: Lang) -> str:
    """The chart of a growth with counts on two days or more.

    Args:
        growth: as `shencha people --earlier --json` tells it.
        limit: the line of the Measures, in persons.
    """
    points = [
        Point(date.fromisoformat(one["on"]), one["at_least"], one["at_most"]) for one in growth["points"]
    ]
    crossed: dict[date, str] = {}
    for name, word in _MARKS.items():
        if day := growth["crossed"][name]:
            crossed.setdefault(date.fromisoformat(day), f"{word.said(lang)} {day}")
    return "".join(_Chart(points, crossed, limit, top, wide, edge).parts())


class _Chart:
    def __init__(
        self, points: list[Point], crossed: dict[date, str], limit: int, top: float, wide: float, edge: float
    ) -> None:
        self.points, self.crossed, self.limit = points, crossed, limit
        self.lower, self.upper = lines(points)
        self.first, last = points[0].on, points[-1].on
        self.counted = (last - self.first).days
        ahead = max(crossed, default=last + (last - self.first)) - self.first
        self.days = max(ahead.days, self.counted) * 1.06
        ends = [
            line.at(day) + line.margin(day) for line in (self.lower, self.upper) for day in (0, self.days)
        ]
        self.most = max(limit * 1.12, *ends, *(point.at_most for point in points))
        self.left = edge + width(f"{limit:,}", _SIZE) + 14
        self.right, self.top, self.bottom = wide - edge, top, top + TALL - _BASE

    def parts(self) -> Iterator[str]:
        days = [self.days * n / _STEPS for n in range(_STEPS + 1)]
        upper = [(day, self.upper.at(day) + self.upper.margin(day)) for day in days]
        lower = [(day, self.lower.at(day) - self.lower.margin(day)) for day in days]
        ring = " ".join(self._at(*one) for one in (*upper, *reversed(lower)))
        yield f'<polygon points="{ring}" fill="{_BAND}"/>'
        for line in (self.lower, self.upper):
            yield self._line(line, 0, self.counted, "")
            yield self._line(line, self.counted, self.days, ' stroke-dasharray="5 4"')
        y = self._y(self.limit)
        yield self._rule(self.left, y, self.right, y, _LIMIT, ' stroke-dasharray="6 4"')
        yield words(self.left - 12, y + 4, f"{self.limit:,}", size=_SIZE, colour=_LIMIT, anchor="end")
        yield self._rule(self.left, self.bottom, self.right, self.bottom, GREY, "")
        yield words(self.left - 12, self.bottom + 4, "0", size=_SIZE, colour=SOFT, anchor="end")
        for point in self.points:
            yield self._count(point)
        for day in self.crossed:
            x = self._x((day - self.first).days)
            yield self._rule(x, y, x, self.bottom, _LIMIT, "")
        yield from self._dates()

    def _count(self, point: Point) -> str:
        x, low, high = self._x((point.on - self.first).days), self._y(point.at_least), self._y(point.at_most)
        return (
            self._rule(x, low, x, high, _SURE, "", 5)
            + self._rule(x - 7, low, x + 7, low, _SURE, "", 2)
            + self._rule(x - 7, high, x + 7, high, _SURE, "", 2)
        )

    def _dates(self) -> Iterator[str]:
        """Days of the first and last count and of the crossings; those that would touch go to the second line."""
        ends: dict[int, float] = {}
        counted = {point.on: point.on.isoformat() for point in (self.points[0], self.points[-1])}
        for day, said in sorted((counted | self.crossed).items()):
            half = width(said, _SIZE) / 2
            x = min(max(self._x((day - self.first).days), self.left + half), self.right - half)
            row = next((n for n in (0, 1) if ends.get(n, -half) < x - half - 6), 1)
            ends[row] = x + half
            colour = _LIMIT if day in self.crossed else INK
            yield words(x, self.bottom + 16 + 16 * row, said, size=_SIZE, colour=colour, anchor="middle")

    def _line(self, line: Line, since: float, until: float, dash: str) -> str:
        return self._rule(
            self._x(since), self._y(line.at(since)), self._x(until), self._y(line.at(until)), _SURE, dash
        )

    @staticmethod
    def _rule(x1: float, y1: float, x2: float, y2: float, colour: str, more: str, thick: float = 1.5) -> str:
        return (
            f'<path d="M{x1:.1f},{y1:.1f} L{x2:.1f},{y2:.1f}" stroke="{colour}" stroke-width="{thick:g}" '
            f'fill="none"{more}/>'
        )

    def _at(self, day: float, persons: float) -> str:
        return f"{self._x(day):.1f},{self._y(persons):.1f}"

    def _x(self, day: float) -> float:
        return self.left + (self.right - self.left) * day / self.days

    def _y(self, persons: float) -> float:
        return self.bottom - (self.bottom - self.top) * max(persons, 0) / self.most
