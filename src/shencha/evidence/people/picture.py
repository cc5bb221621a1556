"""Draws the range of a count against the line of the Measures: in all, by store, by identifier, over time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from shencha.evidence.people.kinds import KINDS
from shencha.text import Lang, Text

_WIDE, _LEFT, _ROW, _TOP = 880, 250, 34, 92
_FIGURES = 200
"""Width of the column of figures: inside the plot the line of the Measures would run through them."""
_PLOT = _WIDE - _LEFT - 24 - _FIGURES
_TITLE = Text("持有多少自然人的个人信息", "Natural persons whose data is held")
_LINE = Text("第七条：多于 {line}", "Article 7: more than {line}")
_BOUNDS = Text("至少 – 至多", "at least – at most")
_ALL = Text("合计", "in all")
_PARTS = {
    "by_store": Text("按存储", "by store"),
    "by_identifier": Text("按标识符（不同的有效值）", "by identifier (different valid values)"),
    "over_time": Text("按日期", "over time"),
}
_FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


def draw(told: dict[str, Any], lang: Lang, earlier: Sequence[dict[str, Any]] = ()) -> str:
    """An SVG of an answer, as `shencha people --json` tells it, with its earlier counts if any."""
    line = told["threshold"]["more_than"]
    variants = told["variants"]
    groups: list[tuple[str | None, list[tuple[str, int, int]]]] = [
        (None, [(_ALL.said(lang), *_bounds(told["persons"]))]),
        ("by_store", [(name, *_bounds(found)) for name, found in variants["by_store"].items()]),
        ("by_identifier", [(_space(s, lang), n, n) for s, n in variants["by_identifier"].items()]),
    ]
    if earlier:
        counts = sorted([*earlier, told], key=lambda found: str(found["on"]))
        groups.append(("over_time", [(found["on"], *_bounds(found["persons"])) for found in counts]))
    largest = max(line * 1.15, *(high for _, rows in groups for _, _, high in rows))
    parts: list[str] = []
    y = _TOP
    for title, rows in groups:
        if not rows:
            continue
        if title:
            parts.append(_text(24, y + 16, _PARTS[title].said(lang), size=15, weight=600))
            y += 30
        for name, low, high in rows:
            parts.append(_bar(name, low, high, y, largest, strong=title is None))
            y += _ROW
        y += 14
    x = _x(line, largest)
    said = _LINE.fill(line=f"{line:,}").said(lang)
    mark = (
        f'<line x1="{x:.1f}" y1="{_TOP - 14}" x2="{x:.1f}" y2="{y - 8}" stroke="#b3261e" stroke-width="2" '
        f'stroke-dasharray="6 4"/>' + _text(x, _TOP - 22, said, size=14, fill="#b3261e", anchor="end")
    )
    title = _TITLE.said(lang)
    low, high = _bounds(told["persons"])
    heading = _text(24, 34, title, size=20, weight=600) + _text(24, 58, f"{told['on']}", size=14, fill="#555")
    heading += _text(_WIDE - 24, _TOP - 22, _BOUNDS.said(lang), size=13, fill="#555", anchor="end")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {y + 16}" width="{_WIDE}" role="img" '
        f'aria-labelledby="t d" font-family="{_FONT}"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{low:,} – {high:,}; {escape(said)}</desc>'
        f'<rect width="100%" height="100%" fill="#fff"/>{heading}{"".join(parts)}{mark}</svg>\n'
    )


def _bar(name: str, low: int, high: int, y: int, largest: float, *, strong: bool) -> str:
    """Solid up to the lower bound, hatched in words and colour up to the upper one."""
    at_low, at_high = _x(low, largest), _x(high, largest)
    height = 20 if strong else 14
    top = y + (24 - height) / 2
    said = f"{low:,}" if low == high else f"{low:,} – {high:,}"
    label = _text(_WIDE - 24, y + 17, said, size=13, weight=600 if strong else 400, anchor="end", fill="#111")
    return (
        _text(_LEFT - 10, y + 17, name, size=14, anchor="end")
        + f'<rect x="{_LEFT}" y="{top}" width="{max(at_low - _LEFT, 1):.1f}" height="{height}" fill="#1f4e8c"/>'
        + f'<rect x="{at_low:.1f}" y="{top}" width="{max(at_high - at_low, 0):.1f}" height="{height}" '
        f'fill="#9db9dc" stroke="#1f4e8c" stroke-width="1"/>' + label
    )


def _x(value: float, largest: float) -> float:
    return _LEFT + _PLOT * value / largest


def _bounds(found: dict[str, int]) -> tuple[int, int]:
    return found["at_least"], found["at_most"]


def _space(space: str, lang: Lang) -> str:
    kind, _, rest = space.partition("/")
    name = KINDS[kind].name.said(lang) if kind in KINDS else kind
    return f"{name} ({rest})" if rest else name


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int,
    weight: int = 400,
    fill: str = "#1a1a1a",
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
