"""Answers the same parties by two days of the law: as columns, and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from shencha.law.logic.cells import OUTCOMES, Outcome, Table, tabulate
from shencha.law.logic.holds import YES
from shencha.law.logic.parts import Part
from shencha.law.screening.screen import regime_on
from shencha.registers import loops
from shencha.registers.columns import Columns, Screened, looked_up, places, screen_columns

_SIDES = len(OUTCOMES)
_REFUSED = OUTCOMES.index(Outcome.REFUSED)


@dataclass(frozen=True, slots=True, eq=False)
class Rescreened:
    """The same parties on two days."""

    before: Screened
    after: Screened
    counted: npt.NDArray[np.int64] | None = None
    """The moves, where they were counted on the way."""

    @property
    def moves(self) -> npt.NDArray[np.int64]:
        """How many parties went from which outcome (row) to which (column), by their places in `OUTCOMES`."""
        if self.counted is not None:
            return self.counted
        pairs = self.before.outcome * np.uint8(_SIDES) + self.after.outcome
        return np.bincount(pairs, minlength=_SIDES**2).reshape(_SIDES, _SIDES)

    @property
    def changed(self) -> npt.NDArray[np.intp]:
        """The rows whose outcome is another."""
        return np.flatnonzero(self.before.outcome != self.after.outcome)

    def newly(self, ground: str) -> npt.NDArray[np.intp]:
        """The rows for which that ground holds now and did not before."""
        rows: npt.NDArray[np.intp] = np.flatnonzero(_held(self.after, ground) & ~_held(self.before, ground))
        return rows


def rescreen_columns(columns: Columns, before: date, on: date) -> Rescreened:
    """Answer the same parties as of two days.

    Where one version asks all that the other asks, a party's cell on the one day tells that on the other, and the
    facts are looked at once.
    """
    was, now = regime_on(before), regime_on(on)
    if was is not None and now is not None and was is not now:
        old, new = tabulate(was), tabulate(now)
        if seen := _within(old, new):
            return _by_cell(seen, new, columns)
        if seen := _within(new, old):
            return _by_cell(old, seen, columns)
    earlier = screen_columns(columns, before)
    return Rescreened(earlier, earlier if was is now else screen_columns(columns, on))


def _by_cell(old: Table, new: Table, columns: Columns) -> Rescreened:
    """Both answers from one look at the facts; moves are counted by cell and then added up."""
    place, counts = places(old, columns), np.zeros(len(old.outcome), np.int64)
    refused = loops.tell(place, columns.of["involves_state_secrets"], counts)
    pairs = old.outcome.astype(np.intp) * _SIDES + new.outcome
    moves = np.zeros(_SIDES**2, np.int64)
    np.add.at(moves, pairs, counts)
    moves[_REFUSED * _SIDES + _REFUSED] += refused
    earlier, later = (Screened(table, *looked_up(table, columns, place), place) for table in (old, new))
    return Rescreened(earlier, later, moves.reshape(_SIDES, _SIDES))


@cache
def _within(small: Table, large: Table) -> Table | None:
    """The smaller table by the cells of a larger one; None where that does not tell all that the smaller asks."""
    at = [next((i for i, one in enumerate(large.parts) if _same(part, one)), None) for part in small.parts]
    if None in at:
        return None
    classes = np.indices([len(part.says) for part in large.parts], np.uint16)
    place = sum(classes[i].ravel() * np.uint16(stride) for i, stride in zip(at, small.strides, strict=True))
    return replace(
        small,
        parts=large.parts,
        strides=large.strides,
        outcome=small.outcome[place],
        duty=small.duty[place],
        missing=small.missing[place],
        silent=small.silent[place],
        grounds=small.grounds[:, place],
        turns=small.turns[:, place],
    )


def _same(one: Part, other: Part) -> bool:
    """Do both mean the same by a class?"""
    return one.asks == other.asks and np.array_equal(one.classes, other.classes)


def _held(screened: Screened, ground: str) -> npt.NDArray[np.bool_]:
    rows = len(screened.outcome)
    ids = [one.id for one in screened.table.regime.grounds] if screened.table else []
    if screened.table is None or ground not in ids:
        return np.zeros(rows, np.bool_)
    of_cell = screened.table.grounds[ids.index(ground)] == YES
    held: npt.NDArray[np.bool_] = of_cell[screened.place] & (screened.outcome != _REFUSED)
    return held
