"""Screens many parties at once: facts as arrays in, outcomes and missing facts as arrays out.

The questions and the table are those of the single answer (`cells`); here each question is asked of a whole
column. Rows go through in blocks that stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from shencha.law.cells import OUTCOMES, Bits, Codes, Outcome, Regime, Table, tabulate
from shencha.law.facts import FACTS, Kind
from shencha.law.holds import UNKNOWN, YES
from shencha.law.places import CODES, is_abroad
from shencha.law.product_kinds import PRODUCT_KINDS
from shencha.law.rules import Above, Abroad, AnyOf, Condition, Said
from shencha.law.screening import regime_on

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
_BLOCK = 1 << 15
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
    rows = columns.rows
    outcome, missing, place = np.empty(rows, np.uint8), np.zeros(rows, np.uint16), np.zeros(rows, np.uint16)
    for block in blocks(rows):
        cells = places_in(table, columns, block)
        place[block] = cells
        index = cells.astype(np.intp)
        table.outcome.take(index, out=outcome[block], mode="clip")
        table.missing.take(index, out=missing[block], mode="clip")
    if (refused := columns.said["involves_state_secrets"] == YES).any():
        outcome[refused], missing[refused], place[refused] = _REFUSED, 0, 0
    return Screened(table.regime, outcome, missing, place)


def blocks(rows: int) -> Iterator[slice]:
    """The rows in pieces that stay in the processor's cache."""
    return (slice(start, min(start + _BLOCK, rows)) for start in range(0, rows, _BLOCK))


def places_in(table: Table, columns: Columns, block: slice) -> npt.NDArray[np.uint16]:
    """The cell of each of these rows: its digits in base three, at most as many at a time as fit a byte."""
    place = np.zeros(block.stop - block.start, np.uint16)
    for first in range(0, len(table.asks), _FIT):
        group = table.asks[first : first + _FIT]
        digits = np.zeros(block.stop - block.start, np.uint8)
        for asks in group:
            digits *= 3
            digits += _digits(asks, columns, block)
        place *= 3 ** len(group)
        place += digits
    return place


_FIT = 5


def _digits(asks: Condition, columns: Columns, block: slice) -> Codes:
    """No 0, unknown 1, yes 2, for each of these rows."""
    match asks:
        case Said(fact):
            return (columns.said[fact][block] + np.uint8(1)) >> np.uint8(1)
        case Above(_, figure):
            surely = _bytes(columns.at_least[block] > figure.value)
            return surely + _bytes(columns.at_most[block] > figure.value)
        case AnyOf(_, kinds):
            found = columns.kinds[block]
            named = _bytes((found & np.uint16(sum(KIND_BITS[kind] for kind in kinds))) != 0)
            return named + named + _bytes(found == UNKNOWN_KINDS)
        case Abroad():
            venue = columns.venue[block]
            abroad = _bytes(venue >= _FIRST_ABROAD)
            return abroad + abroad + _bytes(venue == UNKNOWN_PLACE)


def _bytes(flags: npt.NDArray[np.bool_]) -> Codes:
    return flags.view(np.uint8)
