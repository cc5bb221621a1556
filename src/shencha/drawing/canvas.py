"""What our pictures have in common: one set of colours, text that fits its box, SVG without script.

Every colour stands beside a word that says the same, so that the picture reads in black and white too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape

INK, SOFT, LINE, PAPER = "#1b1f24", "#57606a", "#8c959f", "#ffffff"
DEED = "#0b3d91"
FOREIGN, FOREIGN_PALE = "#6f2c91", "#f5ecfa"
NEAR, NEAR_PALE = "#0a6e6e", "#e6f4f4"
HOME, HOME_PALE = "#3d4650", "#f3f4f6"
_NEVER_FIRST = tuple("，。；：、）”》")
FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


def width(text: str, size: float) -> float:
    """About how wide a text is drawn, in pixels."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.56 for c in text)


def fitted(text: str, size: float, room: float, lines: int = 1) -> list[str]:
    """The text in at most so many lines that fit; what does not fit ends in an ellipsis."""
    out = [""]
    for word in _words(text):
        if (
            out[-1]
            and len(out) < lines
            and width(out[-1] + word.rstrip(), size) > room
            and word[0] not in _NEVER_FIRST
        ):
            out.append("")
        out[-1] += word if out[-1] else word.lstrip()
    return [_cut(one.rstrip(), size, room + size * (one.rstrip()[-1:] in _NEVER_FIRST)) for one in out]


def _words(text: str) -> Iterable[str]:
    word = ""
    for c in text:
        wide = unicodedata.east_asian_width(c) in "WF"
        if word and (wide or word.endswith((" ", "-", "/"))):
            yield word
            word = ""
        if wide:
            yield c
        else:
            word += c
    if word:
        yield word


def _cut(text: str, size: float, room: float) -> str:
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def words(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 13,
    colour: str = INK,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """One line of text."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(text)}</text>"
    )


def box(
    x: float, y: float, w: float, h: float, *, fill: str, line: str, thick: float = 1.2, dashed: bool = False
) -> str:
    """A box with round corners."""
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="6" fill="{fill}" stroke="{line}" '
        f'stroke-width="{thick:g}"{dash}/>'
    )


def picture(w: float, h: float, title: str, description: str, parts: Iterable[str]) -> str:
    """A whole SVG document, with its title and description for those who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" '
        f'role="img" font-family="{FONT}">\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
