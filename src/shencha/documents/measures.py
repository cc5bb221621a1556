"""The measures of an official paper, in one place for both writers (GB/T 9704-2012).

Lengths are millimetres, sizes of type are points. 仿宋_GB2312 and 小标宋, which the standard names, are not freely
licensed: they are used where they are installed, else the free families that stand after them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A4 with the text area of the standard: 156 × 225 mm, 22 lines of 28 characters."""

    width: float = 210
    height: float = 297
    top: float = 37
    left: float = 28
    """The binding margin."""
    right: float = 26
    bottom: float = 35
    lines: int = 22
    characters: int = 28
    number_below: float = 7
    """From the text area's foot to the page number."""
    body: float = 16
    """Size 3."""
    title: float = 22
    """Size 2."""
    small: float = 14
    """Size 4: page number, imprint."""
    note: float = 9
    """Our own foot: who drafted, who signed, the place in the log."""
    letter_mark: float = 30
    """In letter form: from the page's upper edge to the issuer's mark."""
    letter_rule: float = 4
    """From the mark to the red double rule."""
    letter_rule_width: float = 170
    letter_foot: float = 20
    """In letter form: from the page's lower edge to the second red double rule, on the first page."""
    document_mark: float = 35
    """In document form: from the text area's upper edge to the issuer's mark."""
    document_rule: float = 4
    """From the document's number to the red rule as wide as the text area."""
    outer_rule: float = 0.35
    """Thickness of the first and last rule of the imprint."""

    @property
    def pitch(self) -> float:
        """From one line to the next, in points."""
        return (self.height - self.top - self.bottom) / self.lines * POINTS

    @property
    def advance(self) -> float:
        """From one character to the next, in points: a little less than size 3, so that 28 of them fit."""
        return (self.width - self.left - self.right) / self.characters * POINTS

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, for the writer whose template is not Python."""
        return {**asdict(self), "pitch": self.pitch, "advance": self.advance}


POINTS = 72 / 25.4
"""Points in a millimetre."""
PAGE = Page()
RED = "c8161d"
"""The red of mark and rules."""

FONTS: Mapping[str, tuple[str, ...]] = {
    "body": ("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC"),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC", "Source Han Serif SC"),
    "heading": ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    "number": ("SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
    "code": ("DejaVu Sans Mono",),
    "latin": ("Times New Roman", "Libertinus Serif"),
}
"""By use, the wanted family first; the Noto families come with Debian's fonts-noto-cjk, DejaVu Sans Mono
and Libertinus Serif with the setter itself."""
FREE = "Noto Serif CJK SC"
