"""Which of two laws governs an act: that of its time, unless the later one is milder, measure by measure.

The later provision governs only if no measure of it is harsher and at least one is milder, or if it no longer
punishes. Where measures point both ways, or the record does not tell one of them, the law of the time stays:
the text does not say how to weigh them.

Source: Administrative Penalty Law (2021), Article 37.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from shencha.law.sanctions.provisions import Fine, Provision, Tier
from shencha.shapes import Key, More, Shape
from shencha.text import Text


class Than(StrEnum):
    """What the later law is, beside the earlier."""

    SAME = "same"
    MILDER = "milder"
    HARSHER = "harsher"
    MIXED = "mixed"
    """Milder in one respect, harsher in another, or of another kind altogether."""
    NOT_ON_RECORD = "not_on_record"


MEASURES = {
    "orders": Text("责令和警告", "orders and warning"),
    "unit": Text("对单位的罚款", "fine for the unit"),
    "person": Text("对责任人员的罚款", "fine for persons"),
    "measures": Text("其他措施", "other measures"),
}


@dataclass(frozen=True, slots=True)
class Beside(Shape):
    """The later law beside the earlier, in one respect."""

    measure: Annotated[str, More(enum=list(MEASURES))]
    later_is: Than

    TOLD = "measure later_is text"

    @property
    def text(self) -> Text:
        """What the respect is called."""
        return MEASURES[self.measure]


@dataclass(frozen=True, slots=True)
class Compared(Shape):
    """Two provisions for one set of circumstances."""

    TOLD = "earlier earlier_tier later later_tier measures later_is"

    earlier: Annotated[str, Key("at_the_time")]
    earlier_tier: Annotated[str | None, Key("at_the_time_tier")]
    later: str
    later_tier: str | None
    by_measure: tuple[tuple[str, Than], ...]

    @property
    def later_is(self) -> Than:
        """The later law on the whole."""
        found = {than for _, than in self.by_measure}
        if Than.MIXED in found or {Than.MILDER, Than.HARSHER} <= found:
            return Than.MIXED
        for than in (Than.HARSHER, Than.NOT_ON_RECORD, Than.MILDER):
            if than in found:
                return than
        return Than.SAME

    @property
    def measures(self) -> tuple[Beside, ...]:
        """Each respect."""
        return tuple(Beside(name, than) for name, than in self.by_measure)


def compare(earlier: Provision, before: Tier | None, later: Provision, after: Tier | None) -> Compared:
    """The later provision beside the earlier, each with the step that the circumstances reach."""
    return Compared(
        earlier.id,
        before.id if before else None,
        later.id,
        after.id if after else None,
        tuple(_by_measure(earlier, before, later, after)),
    )


def _by_measure(
    earlier: Provision, before: Tier | None, later: Provision, after: Tier | None
) -> Iterator[tuple[str, Than]]:
    ordered = earlier.orders_of(before), later.orders_of(after)
    if ordered[0] is None or ordered[1] is None:
        yield "orders", Than.NOT_ON_RECORD
    else:
        yield "orders", _sets(frozenset(ordered[0]), frozenset(ordered[1]))
    yield "unit", fines(before.unit if before else None, after.unit if after else None)
    yield "person", fines(before.person if before else None, after.person if after else None)
    yield (
        "measures",
        _sets(
            frozenset(before.measures if before else ()),
            frozenset(after.measures if after else ()),
        ),
    )


def fines(earlier: Fine | None, later: Fine | None) -> Than:
    """The later range beside the earlier: both ends and whom it reaches; one that may be left out starts at 0."""
    if earlier is None or later is None:
        if earlier is later:
            return Than.SAME
        return Than.HARSHER if earlier is None else Than.MILDER
    if (earlier.base, earlier.per_cent) != (later.base, later.per_cent):
        return Than.MIXED
    lows, highs = (_least(earlier), _least(later)), (earlier.high, later.high)
    reach = not earlier.only_in_charge, not later.only_in_charge
    ways = {
        (a < b) - (a > b) for a, b in (lows, highs, reach)
    }  # 1: the later is higher, or reaches more persons
    if ways == {0}:
        return Than.SAME
    if ways <= {0, 1}:
        return Than.HARSHER
    return Than.MILDER if ways <= {0, -1} else Than.MIXED


def _least(fine: Fine) -> int:
    return 0 if fine.optional else fine.low


def _sets(earlier: frozenset[str], later: frozenset[str]) -> Than:
    if earlier == later:
        return Than.SAME
    if later < earlier:
        return Than.MILDER
    return Than.HARSHER if earlier < later else Than.MIXED
