"""Draws the range of a count against the line of the Measures: in all, by store, by identifier, over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shencha.drawing.canvas import INK, SOFT, fitted, width, words
from shencha.drawing.canvas import picture as whole
from shencha.evidence.people.growth_picture import TALL, chart
from shencha.evidence.people.words import IN_ALL, space_name, span
from shencha.text import Lang, Text, same

_TOP = 92
_LINE, _SURE, _MAYBE = "#b3261e", "#1f4e8c", "#9db9dc"
_TITLE = Text("持有多少自然人的个人信息", "Natural persons whose data is held")
_LIMIT = Text("第七条：多于 {line}", "Article 7: more than {line}")
_BOUNDS = Text("至少 – 至多", "at least – at most")
_BY_STORE = Text("按存储", "by store")
_BY_IDENTIFIER = Text("按标识符（不同的有效值）", "by identifier (different valid values)")
_OVER_TIME = Text("按日期", "over time")
_PROJECTED = Text(
    "何时超过（推算；浅色为两倍标准误差）",
    "When it is crossed (a projection; the pale band: two standard errors)",
)

Row = tuple[Text, int, int]


@dataclass(frozen=True, slots=True)
class _Layout:
    wide: int
    edge: int
    left: int
    """Where bars begin; names stand left of it, or above the bars."""
    plot: int
    """How wide bars may be: the line of the Measures must run through no figure."""
    row: int
    above: int
    """How far under its name a bar begins; 0: beside it."""


_DESK = _Layout(880, 24, 250, 880 - 250 - 24 - 200, 34, 0)
_PHONE = _Layout(400, 12, 12, 400 - 24, 48, 24)


def draw(told: dict[str, Any], lang: Lang, *, narrow: bool = False) -> str:
    """An SVG of an answer, as `shencha people --json` tells it; with its growth if it has any.

    Args:
        narrow: for a phone: 400 pixels wide rather than 880, names above their bars.
    """
    at = _PHONE if narrow else _DESK
    line, growth = told["threshold"]["more_than"], told.get("growth", {})
    points = growth.get("points", [])
    groups = [
        (None, [(IN_ALL, *_bounds(told["persons"]))]),
        (_BY_STORE, [(same(name), *_bounds(one)) for name, one in told["variants"]["by_store"].items()]),
        (_BY_IDENTIFIER, [(space_name(s), n, n) for s, n in told["variants"]["by_identifier"].items()]),
        (_OVER_TIME, [(same(one["on"]), *_bounds(one)) for one in points]),
    ]
    largest = max(line * 1.15, *(high for _, rows in groups for _, _, high in rows))
    x = at.left + at.plot * line / largest
    limit, title = _LIMIT.fill(line=f"{line:,}").said(lang), _TITLE.said(lang)
    parts = [
        words(at.edge, 34, title, size=20 if not narrow else 17, bold=True),
        words(at.edge, 58, told["on"], size=14, colour=SOFT),
        words(at.wide - at.edge, 58, _BOUNDS.said(lang), size=13, colour=SOFT, anchor="end"),
        words(x, _TOP - 16, limit, size=14, colour=_LINE, anchor="end"),
    ]
    y = _TOP
    for group, rows in groups:
        if rows and group:
            parts.append(words(at.edge, y + 16, group.said(lang), size=15, bold=True))
            y += 30
        for name, low, high in rows:
            parts += _bar(at, name.said(lang), (low, high), y, largest, strong=group is None)
            if narrow:
                parts.append(_limit(x, y + at.above - 1, y + at.above + 21))
            y += at.row
        y += 14 if rows else 0
    if not narrow:
        parts.append(_limit(x, _TOP - 10, y - 8))
    if len({one["on"] for one in points}) > 1:
        for said in fitted(_PROJECTED.said(lang), 15, at.wide - 2 * at.edge, lines=2):
            parts.append(words(at.edge, y + 16, said, size=15, bold=True))
            y += 22
        parts.append(chart(growth, line, y + 12, at.wide, at.edge, lang))
        y += TALL + 18
    low, high = (f"{bound:,}" for bound in _bounds(told["persons"]))
    return whole(at.wide, y + 16, title, f"{low} – {high}; {limit}", parts)


def _limit(x: float, top: float, bottom: float) -> str:
    return (
        f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="{_LINE}" stroke-width="2" '
        'stroke-dasharray="6 4"/>'
    )


def _bar(
    at: _Layout, name: str, bounds: tuple[int, int], y: float, largest: float, *, strong: bool
) -> Iterator[str]:
    """Solid up to the lower bound, pale and framed up to the upper one."""
    low, high = bounds
    height = 20 if strong else 14
    top = y + at.above + (18 if at.above else 24) / 2 - height / 2
    wide_low, wide_high = at.plot * low / largest, at.plot * high / largest
    figures = span({"at_least": low, "at_most": high})
    if at.above:
        room = at.wide - 2 * at.edge - width(figures, 13) - 10
        yield words(at.left, y + 17, fitted(name, 14, room)[0], size=14)
    else:
        yield words(at.left - 10, y + 17, fitted(name, 14, at.left - at.edge - 10)[0], size=14, anchor="end")
    yield f'<rect x="{at.left}" y="{top}" width="{max(wide_low, 1):.1f}" height="{height}" fill="{_SURE}"/>'
    if high > low:
        yield (
            f'<rect x="{at.left + wide_low:.1f}" y="{top}" width="{wide_high - wide_low:.1f}" height="{height}" '
            f'fill="{_MAYBE}" stroke="{_SURE}" stroke-width="1"/>'
        )
    yield words(at.wide - at.edge, y + 17, figures, size=13, colour=INK, anchor="end", bold=strong)


def _bounds(found: dict[str, int]) -> tuple[int, int]:
    return found["at_least"], found["at_most"]
