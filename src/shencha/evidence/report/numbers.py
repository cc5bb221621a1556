"""Numbers that a sentence says: how many persons, what per cent, how many days, which concentration.

They are held against the measures of the findings to which the sentence points. What is read is the number beside its
unit, no more; a sentence without one says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCALE = {
    "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9
}  # fmt: skip
_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_SCALE = "百万|千万|千|万|亿|thousand|million|billion"
_UNITS = {
    "persons": r"(?:多|余)?\s*(?:名|位|个)?\s*(?:用户|自然人|个人|员工|会员|人)(?![民次])"
    r"|(?:registered\s+|active\s+)?(?:persons?|people|users?|individuals?|customers?)\b",
    "percent": r"[%％]|per\s?cent\b",
    "days": r"个?(?:自然|工作)?天|个(?:自然|工作)日|(?:natural\s+|working\s+)?days?\b",
    "hhi": r"(?!)",
}
_NUMBER = re.compile(
    rf"(?P<low>{_DIGITS})\s*(?P<low_scale>{_SCALE})?\s*(?:(?:至|到|~|～|—|–|-|to|and)\s*(?P<high>{_DIGITS})\s*(?P<scale>{_SCALE})?\s*)?"
    rf"(?:{'|'.join(f'(?P<{unit}>{words})' for unit, words in _UNITS.items())})",
    re.IGNORECASE,
)
_HHI = re.compile(
    rf"(?:HHI|赫芬达尔[^\d]{{0,6}}指数|集中度)[^\d%％]{{0,12}}(?P<low>{_DIGITS})(?!\s*[%％\d])", re.IGNORECASE
)
_AT_LEAST = re.compile(r"(?:至少|不少于|超过|多于|at\s+least|more\s+than|over|exceeds?)\s*$", re.IGNORECASE)
_AT_MOST = re.compile(
    r"(?:至多|不超过|不足|不到|少于|低于|at\s+most|less\s+than|fewer\s+than|under|below|no\s+more\s+than)\s*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:约|大约|近|将近|左右|about|around|some|roughly|approximately|nearly)\s*$", re.IGNORECASE
)
ROUGHLY = 0.1
"""How far “about” may be off, as a share of the number."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number or a range that a sentence says, with its unit; None where it sets no bound."""

    unit: str
    low: float | None
    high: float | None
    words: str

    @property
    def exact(self) -> bool:
        """Does it set both bounds?"""
        return self.low is not None and self.high is not None

    def meets(self, low: float | None, high: float | None) -> bool:
        """Can both be true: do the two ranges share a number?"""
        return not (
            (self.low is not None and high is not None and self.low > high)
            or (self.high is not None and low is not None and self.high < low)
        )


def said_in(text: str) -> Iterator[Said]:
    """Every number with a unit that the text says."""
    for match in _NUMBER.finditer(text):
        unit = next(name for name in _UNITS if match[name])
        last = match["scale"] or match["low_scale"] or ""
        low = _bounds(match["low"], match["low_scale"] or last if match["high"] else match["low_scale"] or "")
        high = _bounds(match["high"], last) if match["high"] else low
        yield _qualified(text[: match.start()], Said(unit, low[0], high[1], match[0].strip()))
    for match in _HHI.finditer(text):
        yield Said("hhi", *_bounds(match["low"], ""), match[0].strip())


def _qualified(before: str, said: Said) -> Said:
    assert said.low is not None
    assert said.high is not None
    middle = (said.low + said.high) / 2
    if _AT_MOST.search(before):
        return Said(said.unit, None, middle, said.words)
    if _AT_LEAST.search(before):
        return Said(said.unit, middle, None, said.words)
    if _ABOUT.search(before):
        return Said(said.unit, said.low * (1 - ROUGHLY), said.high * (1 + ROUGHLY), said.words)
    return said


def _bounds(digits: str, scale: str) -> tuple[float, float]:
    """What a written number can stand for: its last digit is rounded where it has a point or a scale."""
    plain = digits.replace(",", "").replace("，", "")
    value, factor = float(plain), SCALE.get(scale.lower(), 1.0)
    _, point, decimals = plain.partition(".")
    if factor == 1 and not point:
        return value, value
    half = factor * 10 ** -len(decimals) / 2
    return value * factor - half, value * factor + half
