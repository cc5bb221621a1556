"""Yes, no, unknown: Kleene's three values, as numbers whose bitwise and, or are the logical ones.

No is 0, unknown 1, yes 3, so `a & b` and `a | b` serve one value and a column of a million alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from shencha.text import Text


class Holds(IntEnum):
    """Whether something holds, as far as is known."""

    NO = 0
    UNKNOWN = 1
    YES = 3

    @property
    def word(self) -> str:
        """`yes`, `no` or `unknown`, as every answer writes it."""
        return self.name.lower()

    def __and__(self, other: int) -> Holds:
        return Holds(int(self) & int(other))

    def __or__(self, other: int) -> Holds:
        return Holds(int(self) | int(other))

    def __invert__(self) -> Holds:
        return _NOT[self]


NO, UNKNOWN, YES = Holds.NO, Holds.UNKNOWN, Holds.YES
_NOT = {NO: YES, UNKNOWN: UNKNOWN, YES: NO}
SAID: Mapping[str, Text] = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "unknown": Text("暂不清楚", "not known yet"),
}
"""The three values as a person answers them."""
