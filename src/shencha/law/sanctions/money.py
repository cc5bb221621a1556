"""Sums of money in yuan, exact to the fen: a number, the range in which it lies, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from shencha.law.logic.fact_values import Problem, Unfit, shown
from shencha.shapes import MAYBE, More, Schema, Shape
from shencha.text import Text

MOST_YUAN = 10**13
"""Larger sums are typing errors; up to here every multiple and share is exact."""
FEN = 100


Yuan = Annotated[float, More(minimum=0)]


@dataclass(frozen=True, slots=True)
class Between(Shape):
    """The yuan between which a sum lies, as far as its ends are known."""

    MORE: ClassVar[Schema] = {"minProperties": 1}

    at_least: Annotated[Yuan | None, MAYBE]
    at_most: Annotated[Yuan | None, MAYBE]


Written = Yuan | Between | Literal["unknown"]
"""A sum as a facts file writes it: a number, a range, or `unknown`."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money in fen, or the range in which it lies; without bounds it is unknown."""

    at_least: int = 0
    at_most: int | None = None

    @property
    def exact(self) -> bool:
        """Is it one number?"""
        return self.at_least == self.at_most

    @property
    def written(self) -> Written:
        """As a facts file writes it, in yuan."""
        if self.at_most == self.at_least:
            return yuan(self.at_least)
        if self.at_least == 0 and self.at_most is None:
            return "unknown"
        return Between(
            yuan(self.at_least) if self.at_least else None,
            None if self.at_most is None else yuan(self.at_most),
        )

    def times(self, factor: int) -> Sum:
        """So many times the sum."""
        return Sum(self.at_least * factor, None if self.at_most is None else self.at_most * factor)

    def share(self, per_cent: int, *, or_at_least: int) -> Sum:
        """So many per cent of it, but not less than that many fen: the higher of two ceilings."""
        low = max(self.at_least * per_cent // 100, or_at_least)
        return Sum(low, None if self.at_most is None else max(self.at_most * per_cent // 100, or_at_least))


def exactly_yuan(number: int) -> Sum:
    """A sum that is known."""
    return Sum(number * FEN, number * FEN)


def yuan(fen: int) -> int | float:
    """Fen as a number of yuan: whole where it is whole."""
    return fen // FEN if fen % FEN == 0 else fen / FEN


def parse_sum(value: Any) -> Sum:
    """A sum in yuan with at most two decimals, a range `{at_least, at_most}` (one bound suffices), or unknown.

    Raises:
        Unfit: anything else, a negative sum, or a range whose ends are the wrong way round.
    """
    if value is None or value == "unknown":
        return Sum()
    if not isinstance(value, dict):
        fen = _fen(value, "")
        return Sum(fen, fen)
    problems = [
        Problem(Text(f"范围没有 {shown(key)} 这一项", f"a range has no {shown(key)}"), _RANGE, str(key))
        for key in value
        if key not in ("at_least", "at_most")
    ]
    if problems or not value:
        raise Unfit(*(problems or [Problem(Text("范围是空的", "the range is empty"), _RANGE)]))
    low = _fen(value.get("at_least", 0), "at_least")
    high = _fen(value["at_most"], "at_most") if "at_most" in value else None
    if high is not None and low > high:
        wrong = Text("at_least 大于 at_most", "at_least is larger than at_most")
        raise Unfit(Problem(wrong, Text("请把较小的数写在 at_least", "write the smaller number as at_least")))
    return Sum(low, high)


_RANGE = Text(
    "请写 {at_least: 900000, at_most: 1300000}，只知道一端就写一端",
    "write {at_least: 900000, at_most: 1300000}, or the one end that is known",
)
_YUAN = Text(
    "请以元为单位写数字，最多两位小数，例如 2000000",
    "write a number of yuan with at most two decimals, such as 2000000",
)


def _fen(value: Any, part: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit(Problem(Text(f"{shown(value)} 不是金额", f"{shown(value)} is not a sum"), _YUAN, part))
    if not 0 <= value <= MOST_YUAN:
        wrong = Text(f"金额 {shown(value)} 不可能", f"the sum {shown(value)} is impossible")
        raise Unfit(Problem(wrong, Text(f"请写 0 至 {MOST_YUAN}", f"write 0 to {MOST_YUAN}"), part))
    fen = round(value * FEN)
    if fen != value * FEN and abs(fen - value * FEN) > 1e-3:
        wrong = Text(f"{shown(value)} 的小数多于两位", f"{shown(value)} has more than two decimals")
        raise Unfit(Problem(wrong, _YUAN, part))
    return fen
