"""Ranges of fines: between which sums a fine may lie, whether it may be left out, and how several add up.

A fine that may be left out is nothing or lies in its range; what lies between is unlawful. Sums of several ranges
are held to that too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Annotated

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.sanctions.money import MOST_YUAN, Sum, Written
from shencha.shapes import Key, Shape

_PIECES = 64
_ENDLESS = MOST_YUAN * 10**6
"""More fen than any sum of fines."""
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span(Shape):
    """A range of fines, each end as exactly as it is known."""

    TOLD = "lowest highest may"

    low: Sum
    """Of a fine that is imposed."""
    high: Sum
    may: Annotated[Holds, Key("may_be_left_out")]
    """May the authority leave the fine out?"""
    parts: tuple[Span, ...] = ()
    """The ranges that it adds up, if it does."""

    @property
    def lowest(self) -> Annotated[Written, Key("from")]:
        """In yuan."""
        return self.low.written

    @property
    def highest(self) -> Annotated[Written, Key("to")]:
        """In yuan."""
        return self.high.written

    def plus(self, other: Span) -> Span:
        """The range of two acts together; the lower end is that of the smallest fine that is one."""
        if not self.possible or not other.possible:
            return self if self.possible else other
        lows = []
        for mine, theirs in product(_ways(self.may), _ways(other.may)):
            match mine, theirs:
                case False, False:
                    lows.append(_plus(self.low, other.low))
                case True, True:
                    lows.append(_less(self.low, other.low))
                case _:
                    lows.append(other.low if mine else self.low)
        parts = (self.parts or (self,)) + (other.parts or (other,))
        return Span(_either(lows), _plus(self.high, other.high), self.may & other.may, parts)

    @property
    def possible(self) -> bool:
        """Can there be a fine at all?"""
        return self.high.at_most != 0

    def holds(self, fine: int) -> Holds:
        """Does a fine in fen lie inside, as far as the ends are known?"""
        parts = self.parts or (self,)
        if not _reaches(fine, [part.widest for part in parts], sure=False):
            return NO
        return YES if _reaches(fine, [part.surest for part in parts], sure=True) else UNKNOWN

    @property
    def widest(self) -> list[Piece]:
        """Every fine that may be lawful, in pieces."""
        top = _ENDLESS if self.high.at_most is None else self.high.at_most
        return [(self.low.at_least, top), *([] if self.may is NO else [(0, 0)])]

    @property
    def surest(self) -> list[Piece]:
        """Every fine that is lawful whatever the unknown ends are, in pieces."""
        low, high = self.low.at_most, self.high.at_least
        known = [] if low is None or low > high else [(low, high)]
        return [*known, *([(0, 0)] if self.may is YES else [])]


NOTHING = Span(Sum(0, 0), Sum(0, 0), YES)


def hull(spans: Iterable[Span]) -> Span:
    """The span of which each of these is a possible value."""
    kept = list(dict.fromkeys(spans)) or [NOTHING]
    mays = {span.may for span in kept}
    return Span(
        _either([span.low for span in kept]),
        _either([span.high for span in kept]),
        mays.pop() if len(mays) == 1 else UNKNOWN,
    )


def _reaches(fine: int, each: Sequence[list[Piece]], *, sure: bool) -> bool:
    """Is the fine a sum of one number out of each? Of very many pieces: surely out of the first, or in their hull."""
    reach: list[Piece] = [(0, 0)]
    for pieces in each:
        reach = _merged((a + c, b + d) for (a, b), (c, d) in product(reach, pieces))
        if len(reach) > _PIECES:
            reach = reach[:_PIECES] if sure else [(reach[0][0], reach[-1][1])]
    return any(low <= fine <= high for low, high in reach)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for low, high in sorted(pieces):
        if out and low <= out[-1][1] + 1:
            out[-1] = out[-1][0], max(out[-1][1], high)
        else:
            out.append((low, high))
    return out


def _ways(may: Holds) -> tuple[bool, ...]:
    return {YES: (True,), NO: (False,), UNKNOWN: (False, True)}[may]


def _either(sums: Sequence[Sum]) -> Sum:
    tops = [one.at_most for one in sums]
    return Sum(
        min(one.at_least for one in sums),
        None if None in tops else max(top for top in tops if top is not None),
    )


def _less(one: Sum, other: Sum) -> Sum:
    tops = [top for top in (one.at_most, other.at_most) if top is not None]
    return Sum(min(one.at_least, other.at_least), min(tops) if tops else None)


def _plus(one: Sum, other: Sum) -> Sum:
    top = None if one.at_most is None or other.at_most is None else one.at_most + other.at_most
    return Sum(one.at_least + other.at_least, top)
