"""Screens many parties at once: facts as arrays in, outcomes and missing facts as arrays out.

The questions and the table are those of the single answer (`cells`); here each question is asked of a whole
column, by loops that numba compiles (`loops`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.law.logic.cells import OUTCOMES, Outcome, Table, tabulate
from shencha.law.logic.facts import FACTS, Fact, Kind
from shencha.law.logic.holds import UNKNOWN
from shencha.law.logic.parts import Bits, Codes
from shencha.law.logic.rules import Above, Abroad, AnyOf, From, OneOf, Question, Said
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.places import CODES, is_abroad
from shencha.law.screening.screen import regime_on
from shencha.registers import loops

NO_BOUND = np.iinfo(np.int64).max
"""Upper end of a range that has none."""
NO_DAY = np.iinfo(np.int32).min
"""A day that is not known."""
SAID = tuple(fact.name for fact in FACTS if fact.kind is Kind.SAID)
KIND_BITS = {kind: 1 << at for at, kind in enumerate(PRODUCT_KINDS)}
UNKNOWN_KINDS = 1 << len(PRODUCT_KINDS)
UNKNOWN_PLACE = 0
_NEAR = sorted(code for code in CODES if not is_abroad(code))
PLACE_NUMBERS = {
    code: at for at, code in enumerate([*_NEAR, *sorted(CODES - set(_NEAR))], start=UNKNOWN_PLACE + 1)
}
"""Places as numbers of one byte: unknown, then what is not abroad, then what is."""
_FIRST_ABROAD = len(_NEAR) + 1
UNKNOWN_STEP = 0
STEP_NUMBERS = {kind: at for at, kind in enumerate(LISTING_KINDS, start=UNKNOWN_STEP + 1)}
"""Kinds of listing as numbers of one byte."""
_BLOCK = 1 << 18
_PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
_NOT_COVERED = OUTCOMES.index(Outcome.NOT_COVERED)
_REFUSED = OUTCOMES.index(Outcome.REFUSED)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is known of many parties: an array for each fact, with one entry for each row.

    By the fact's kind: numbers of `Holds`; for a count two arrays, the lower ends of the ranges (0 where there is
    none) and the upper ones (`NO_BOUND`); sums of `KIND_BITS`, or `UNKNOWN_KINDS` alone; `PLACE_NUMBERS` or
    `UNKNOWN_PLACE`; `STEP_NUMBERS` or `UNKNOWN_STEP`; days since 1970-01-01, or `NO_DAY`.
    """

    rows: int
    of: Mapping[str, Any]


def nothing_said(rows: int) -> Columns:
    """Columns of which every fact is left out, to be replaced by what is known."""
    return Columns(rows, {fact.name: _left_out(fact, rows) for fact in FACTS})


def _left_out(fact: Fact, rows: int) -> Any:
    match fact.kind:
        case Kind.SAID:
            return np.full(rows, UNKNOWN if fact.usual is None else fact.usual, np.uint8)
        case Kind.COUNT:
            return np.zeros(rows, np.int64), np.full(rows, NO_BOUND, np.int64)
        case Kind.KINDS:
            return np.full(rows, UNKNOWN_KINDS, np.uint16)
        case Kind.PLACE:
            return np.full(rows, UNKNOWN_PLACE, np.uint8)
        case Kind.STEP:
            return np.full(rows, STEP_NUMBERS.get(fact.usual, UNKNOWN_STEP), np.uint8)
        case Kind.DAY:
            return np.full(rows, NO_DAY, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """The answer to each row."""

    table: Table | None
    """The table that was asked; None where no version was in force."""
    outcome: Codes
    """Places in `OUTCOMES`."""
    duty: Codes
    """Numbers of `Holds`."""
    missing: Bits
    """Bit i: the fact of question i of the table."""
    place: npt.NDArray[np.uint16]
    """The cell of each row; refused rows have none, theirs is 0 and not looked at."""


def screen_columns(columns: Columns, on: date) -> Screened:
    """Must each of these parties file, as of that day?"""
    regime = regime_on(on)
    if regime is None:
        rows = columns.rows
        outcome, nothing = np.full(rows, _NOT_COVERED, np.uint8), np.zeros(rows, np.uint16)
        return Screened(None, outcome, np.zeros(rows, np.uint8), nothing, nothing)
    return screen_by(tabulate(regime), columns)


def screen_by(table: Table, columns: Columns) -> Screened:
    """Answer each of these parties by a table."""
    rows = columns.rows
    place, secret = _places(table, rows), columns.of["involves_state_secrets"]
    outcome, duty, missing = np.empty(rows, np.uint8), np.empty(rows, np.uint8), np.empty(rows, np.uint16)
    told = table.outcome, table.duty, table.missing

    def answer(block: slice) -> None:
        _place(table, columns, place[block], block)
        said = outcome[block], duty[block], missing[block]
        loops.look(place[block], *told, secret[block], _REFUSED, *said)

    _each(answer, rows)
    return Screened(table, outcome, duty, missing, place)


def places(table: Table, columns: Columns) -> npt.NDArray[np.uint16]:
    """The cell of each row; that of a refused row is 0 and not looked at."""
    place = _places(table, columns.rows)
    _each(lambda block: _place(table, columns, place[block], block), columns.rows)
    return place


def _places(table: Table, rows: int) -> npt.NDArray[np.uint16]:
    assert len(table.outcome) <= 1 << 16, "a cell's place is a number of two bytes"
    return np.zeros(rows, np.uint16)


def _each(work: Callable[[slice], None], rows: int) -> None:
    """Do it to pieces whose places stay in a processor's cache, as many at a time as there are processors."""
    blocks = [slice(start, min(start + _BLOCK, rows)) for start in range(0, rows, _BLOCK)]
    if len(blocks) < 2 or _PROCESSORS < 2:
        for block in blocks:
            work(block)
        return
    with ThreadPoolExecutor(
        min(_PROCESSORS, len(blocks))
    ) as pool:  # the loops let go of the interpreter's lock
        list(pool.map(work, blocks))


def _place(table: Table, columns: Columns, place: Any, block: slice) -> None:
    """Write the cells of these rows."""
    for part, stride in zip(table.parts, table.strides, strict=True):
        if len(part.asks) == 1:
            _add(place, part.asks[0], stride, columns, block)
        else:
            raw = np.zeros(block.stop - block.start, np.min_scalar_type(3 ** len(part.asks) - 1))
            for asks, weight in zip(part.asks, part.weights, strict=True):
                _add(raw, asks, weight, columns, block)
            loops.classed(place, raw, part.classes * np.uint16(stride))
    loops.shut(place, columns.of["involves_state_secrets"][block])


def looked_up(table: Table, columns: Columns, place: npt.NDArray[np.uint16]) -> tuple[Codes, Codes, Bits]:
    """Outcome, duty and missing facts of each row, by its cell."""
    rows = columns.rows
    outcome, duty, missing = np.empty(rows, np.uint8), np.empty(rows, np.uint8), np.empty(rows, np.uint16)
    secret = columns.of["involves_state_secrets"]
    loops.look(place, table.outcome, table.duty, table.missing, secret, _REFUSED, outcome, duty, missing)
    return outcome, duty, missing


def _add(place: Any, asks: Question, weight: int, columns: Columns, block: slice) -> None:
    """Add one question's digit, times its weight, to the places of these rows."""
    times = place.dtype.type(weight)
    column = columns.of[asks.fact]
    match asks:
        case Said():
            loops.said(place, column[block], times)
        case Above(_, figure):
            low, high = column
            loops.above(place, low[block], high[block], figure.value, times)
        case AnyOf(_, kinds, perhaps):
            named, maybe = (np.uint16(sum(KIND_BITS[kind] for kind in some)) for some in (kinds, perhaps))
            loops.any_of(place, column[block], named, maybe | np.uint16(UNKNOWN_KINDS), times)
        case Abroad():
            loops.from_on(place, column[block], np.uint8(_FIRST_ABROAD), np.uint8(UNKNOWN_PLACE), times)
        case OneOf(_, kinds):
            numbers = np.uint16(sum(1 << STEP_NUMBERS[kind] for kind in kinds))
            loops.one_of(place, column[block], numbers, np.uint8(UNKNOWN_STEP), times)
        case From(_, day):
            first = np.int32((day - date(1970, 1, 1)).days)
            loops.from_on(place, column[block], first, np.int32(NO_DAY), times)
