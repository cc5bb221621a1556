"""A line with its band, week by week, as an SVG picture that reads without colour and has its words inside."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shencha.text import Lang, Text

FONT = 'font-family="Noto Sans CJK SC, PingFang SC, sans-serif" font-size="13"'
_WIDE, _HIGH, _LEFT, _TOP, _FOOT = 900, 320, 56, 48, 40
_NAMES = Text("中位数与十分位区间", "median, and the band of eight runs in ten")


def chart(
    title: Text,
    days: Sequence[str],
    band: Sequence[tuple[float, float, float]],
    limit: float | None,
    lang: Lang,
) -> str:
    """The picture of one series.

    Args:
        days: a name for each point, such as its first day.
        band: lower end, middle, upper end of each point.
        limit: a level to be drawn as a dashed line, such as the days that all officers have.
    """
    top = max([high for _, _, high in band] + [limit or 0.0, 1.0]) * 1.08
    step = (_WIDE - _LEFT - 16) / max(len(band) - 1, 1)

    def x(at: int) -> float:
        return round(_LEFT + at * step, 1)

    def y(value: float) -> float:
        return round(_TOP + (_HIGH - _TOP - _FOOT) * (1 - value / top), 1)

    upper = [f"{x(at)},{y(high)}" for at, (_, _, high) in enumerate(band)]
    lower = [f"{x(at)},{y(low)}" for at, (low, _, _) in enumerate(band)]
    middle = " ".join(f"{x(at)},{y(mid)}" for at, (_, mid, _) in enumerate(band))
    said = escape(title.said(lang))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img" '
        f'aria-labelledby="t d" {FONT}>',
        f'<title id="t">{said}</title><desc id="d">{escape(_NAMES.said(lang))}</desc>',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="24" font-size="16" fill="#1a1a1a">{said}</text>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        value = top / 1.08 * share
        parts.append(
            f'<line x1="{_LEFT}" x2="{_WIDE - 16}" y1="{y(value)}" y2="{y(value)}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 8}" y="{y(value) + 4}" text-anchor="end" fill="#444">{value:.0f}</text>'
        )
    parts.append(f'<polygon points="{" ".join(upper + lower[::-1])}" fill="#1d4f91" fill-opacity="0.18"/>')
    parts.append(f'<polyline points="{middle}" fill="none" stroke="#1d4f91" stroke-width="2"/>')
    if limit is not None:
        parts.append(
            f'<line x1="{_LEFT}" x2="{_WIDE - 16}" y1="{y(limit)}" y2="{y(limit)}" '
            f'stroke="#1a1a1a" stroke-dasharray="6 4"/>'
        )
    every = max(len(days) // 8, 1)
    for at in range(0, len(days), every):
        parts.append(
            f'<text x="{x(at)}" y="{_HIGH - 14}" text-anchor="middle" fill="#444">{escape(days[at])}</text>'
        )
    parts.append(
        f'<text x="{_WIDE - 16}" y="24" text-anchor="end" fill="#444">{escape(_NAMES.said(lang))}</text></svg>'
    )
    return "\n".join(parts) + "\n"
