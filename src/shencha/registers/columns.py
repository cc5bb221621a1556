"""Screens many parties at once: facts as arrays in, outcomes and missing facts as arrays out.

The questions and the table are those of the single answer (`cells`); here each question is asked of a whole
column, by loops that numba compiles (`cell_loops`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from shencha.law.logic.cells import OUTCOMES, Bits, Codes, Outcome, Regime, Table, tabulate
from shencha.law.logic.facts import FACTS, Kind
from shencha.law.logic.holds import UNKNOWN
from shencha.law.logic.rules import Above, Abroad, AnyOf, Condition, Said
from shencha.law.measures.product_kinds import PRODUCT_KINDS
from shencha.law.places import CODES, is_abroad
from shencha.law.screening.screen import regime_on
from shencha.registers import loops as cell_loops

Counts = npt.NDArray[np.int64]

NO_BOUND = np.iinfo(np.int64).max
"""Upper end of a range that has none."""
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
_BLOCK = 1 << 16
_NOT_COVERED = OUTCOMES.index(Outcome.NOT_COVERED)
_REFUSED = OUTCOMES.index(Outcome.REFUSED)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is known of many parties; all arrays have one entry for each row."""

    rows: int
    said: Mapping[str, Codes]
    """Each fact of `SAID`, as numbers of `Holds`."""
    at_least: Counts
    """Users whose personal information is held: lower end of the range, 0 where there is none."""
    at_most: Counts
    """Upper end, `NO_BOUND` where there is none."""
    kinds: Bits
    """Sums of `KIND_BITS`, or `UNKNOWN_KINDS` alone."""
    venue: Codes
    """`PLACE_NUMBERS`, or `UNKNOWN_PLACE`."""


def nothing_known(rows: int) -> Columns:
    """Columns of which every fact is unknown, to be replaced by what is known."""
    return Columns(
        rows,
        dict.fromkeys(SAID, np.full(rows, UNKNOWN, np.uint8)),
        np.zeros(rows, np.int64),
        np.full(rows, NO_BOUND, np.int64),
        np.full(rows, UNKNOWN_KINDS, np.uint16),
        np.full(rows, UNKNOWN_PLACE, np.uint8),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """The answer to each row."""

    regime: Regime | None
    outcome: Codes
    """Places in `OUTCOMES`."""
    missing: Bits
    """Bit i: the fact of question i of the regime's table."""
    place: npt.NDArray[np.uint16]
    """The cell of each row; refused rows have none, theirs is 0 and not looked at."""


def screen_columns(columns: Columns, on: date) -> Screened:
    """Must each of these parties file, as of that day?"""
    regime = regime_on(on)
    if regime is None:
        rows = columns.rows
        outcome = np.full(rows, _NOT_COVERED, np.uint8)
        return Screened(None, outcome, np.zeros(rows, np.uint16), np.zeros(rows, np.uint16))
    return screen_by(tabulate(regime), columns)


def screen_by(table: Table, columns: Columns) -> Screened:
    """Answer each of these parties by a table."""
    place = places(table, columns)
    outcome, missing = looked_up(table, columns, place)
    return Screened(table.regime, outcome, missing, place)


def places(table: Table, columns: Columns) -> npt.NDArray[np.uint16]:
    """The cell of each row; that of a refused row is 0 and not looked at."""
    place = np.zeros(columns.rows, np.uint16)
    for block in _blocks(columns.rows):
        for asks, weight in zip(table.asks, table.weights, strict=True):
            _add(place[block], asks, np.uint16(weight), columns, block)
        cell_loops.shut(place[block], columns.said["involves_state_secrets"][block])
    return place


def looked_up(table: Table, columns: Columns, place: npt.NDArray[np.uint16]) -> tuple[Codes, Bits]:
    """Outcome and missing facts of each row, by its cell."""
    outcome, missing = np.empty(columns.rows, np.uint8), np.empty(columns.rows, np.uint16)
    secret = columns.said["involves_state_secrets"]
    cell_loops.look(place, table.outcome, table.missing, secret, _REFUSED, outcome, missing)
    return outcome, missing


def _blocks(rows: int) -> Iterator[slice]:
    """The rows in pieces whose places stay in the processor's cache."""
    return (slice(start, min(start + _BLOCK, rows)) for start in range(0, rows, _BLOCK))


def _add(
    place: npt.NDArray[np.uint16], asks: Condition, weight: np.uint16, columns: Columns, block: slice
) -> None:
    """Add one question's digit, times its weight, to the places of these rows."""
    match asks:
        case Said(fact):
            cell_loops.said(place, columns.said[fact][block], weight)
        case Above(_, figure):
            low, high = columns.at_least[block], columns.at_most[block]
            cell_loops.above(place, low, high, figure.value, weight)
        case AnyOf(_, kinds):
            asked = np.uint16(sum(KIND_BITS[kind] for kind in kinds))
            cell_loops.any_of(place, columns.kinds[block], asked, np.uint16(UNKNOWN_KINDS), weight)
        case Abroad():
            first, unknown = np.uint8(_FIRST_ABROAD), np.uint8(UNKNOWN_PLACE)
            cell_loops.from_on(place, columns.venue[block], first, unknown, weight)
