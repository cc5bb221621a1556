"""The pieces of which the picture of supply is made: rectangles, words, lines, and the colour of a number of days."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape

from shencha.text import Text

FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
INK, PALE, LINE, SIGNAL = "#1a1a1a", "#555555", "#c4c9d0", "#a3161f"
COLOURS = ("#f4f6f8", "#7f0f16", "#c0392b", "#e2896f", "#f3cdbd")
"""Not affected; ends within 7, 30, 90 days; later."""
_LIGHT_INK = frozenset(COLOURS[1:3])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, its size in pixels, and a remark for its legend."""

    body: str
    width: int
    height: int
    note: Text | None = None


def colour_of(days: int) -> str:
    """The colour of what ends after so many days; -1 never."""
    if days < 0:
        return COLOURS[0]
    return COLOURS[1 + (days > 7) + (days > 30) + (days > 90)]


def ink_on(colour: str) -> str:
    """Dark or light words, whichever can be read on that colour."""
    return "#ffffff" if colour in _LIGHT_INK else INK


def rect(
    x: float, y: float, width: float, height: float, *, fill: str, stroke: str = LINE, round_: int = 0
) -> str:
    """A rectangle."""
    corner = f' rx="{round_}"' if round_ else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" stroke="{stroke}"{corner}/>'


def label(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 13,
    colour: str = INK,
    weight: int = 400,
    most: float | None = None,
) -> str:
    """Words that begin at x, cut to `most` pixels."""
    shown = fitted(words, size, most) if most else words
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    full = f"<title>{escape(words)}</title>" if shown != words else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{heavy}>{escape(shown)}{full}</text>'


def curve(
    x: float, y: float, to_x: float, to_y: float, *, colour: str, width: float, dashed: bool = False
) -> str:
    """A line from left to right, or back, that leaves and arrives level."""
    bend = max(30.0, abs(to_x - x) / 2)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    path = f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}/>'


def fitted(words: str, size: int, most: float) -> str:
    """As much of the words as fits, with … for what does not; Chinese is twice as wide."""
    used, room = 0.0, most / size
    for at, letter in enumerate(words):
        used += 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56
        if used > room:
            return words[: max(at - 1, 1)] + "…"
    return words


def plain(ref: str) -> str:
    """A short name for a package URL: without its type, namespace and qualifiers."""
    return ref.partition("?")[0].rpartition("/")[2] or ref
