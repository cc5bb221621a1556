"""The same question for a column of flows of one exporter: what is asked as small numbers in, routes out.

Each state of what the rule asks is one cell; a cell is decided once, by `export_rules.verdict`, however many flows lie
in it. Any row agrees with the single answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from shencha.law.export.rules import ASKS, ROUTES, rules_on, verdict
from shencha.law.export.volumes import ENDLESS, MOST, NONE, Box, Kind, Open, minus, needs_of, tried
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds

Codes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]
OF_FLOW = ASKS[:-1]
"""What is asked of the flow; `ciio` is asked of the exporter."""
NO_BOUND = np.iinfo(np.int64).max
_VALUES = (NO, UNKNOWN, YES)
_BLOCK = 1 << 15


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Flows as columns; all arrays have one entry for each flow."""

    asks: Mapping[str, Codes]
    """Each of `OF_FLOW`, and `sensitive`, as numbers of `Holds`."""
    at_least: Counts
    at_most: Counts
    """Persons; `NO_BOUND` where there is no upper bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Routed:
    """The answer to each flow."""

    route: Codes
    """Places in `ROUTES`."""
    missing: npt.NDArray[np.uint16]
    """Bit i: `ASKS[i]`; the last bit: the volumes."""
    persons: Count
    sensitive: Count


def route_columns(columns: Columns, ciio: Holds, on: date) -> Routed:
    """The route of each flow of one exporter, as of a day."""
    rows = len(columns.at_least)
    code = np.empty(rows, np.uint16)
    totals = np.zeros(6, np.int64)
    endless = [0, 0, 0]
    for start in range(0, rows, _BLOCK):
        block = slice(start, min(start + _BLOCK, rows))
        code[block] = _codes(columns, block)
        _count(columns, block, totals, endless)
    persons, sensitive = (
        Count(int(totals[2 * at]), None if endless[at] else int(totals[2 * at + 1])) for at in range(2)
    )
    whole = _whole(columns)
    ends = [Count(int(totals[2 * at]), int(totals[2 * at + 1]) + ENDLESS * endless[at]) for at in range(3)]
    base, beside = Box(ends[0], ends[1]), ends[2]
    for one in whole:
        may = Count(0, one.persons.at_most)
        base = base.without(*(may if kind in one.kinds else NONE for kind in (Kind.PLAIN, Kind.SENSITIVE)))
        beside = minus(beside, may if Kind.NOWHERE in one.kinds else one.persons)
    need, known = needs_of(base, whole, beside), rules_on(on)
    cells = 3 ** len(OF_FLOW)
    route, missing = np.zeros(cells, np.uint8), np.zeros(cells, np.uint16)
    for cell in np.flatnonzero(np.bincount(code, minlength=cells)):
        state = tuple(_VALUES[int(cell) // 3**at % 3] for at in reversed(range(len(OF_FLOW))))
        found = verdict(known, (*state, ciio), need)
        route[cell] = ROUTES.index(found.route)
        missing[cell] = sum(1 << (*ASKS, "volume").index(name) for name in found.missing)
    return Routed(route.take(code), missing.take(code), persons, sensitive)


def _whole(columns: Columns) -> list[Open]:
    """The flows that are tried in every way: the largest of which it is not known where they are counted."""
    counts, sensitive = _counted(columns.asks), columns.asks["sensitive"]
    open_ = np.flatnonzero(((counts == 1) | ((counts == 3) & (sensitive == 1))) & (columns.at_most != 0))
    if len(open_) > _MOST_FLOWS:
        kinds = (counts[open_] == 1).astype(np.int64) + (sensitive[open_] == 1)
        order = np.lexsort((open_, -kinds, -columns.at_least[open_], -columns.at_most[open_]))
        open_ = open_[order[:_MOST_FLOWS]]
    found = [
        Open.of(
            Count(
                int(columns.at_least[at]),
                None if columns.at_most[at] == NO_BOUND else int(columns.at_most[at]),
            ),
            Holds(int(counts[at])),
            Holds(int(sensitive[at])),
        )
        for at in open_
    ]
    return [found[at] for at in tried(found)]


_MOST_FLOWS = MOST.bit_length()
"""Each can be counted in two ways at the least, so no more of them are ever tried together."""


def _counted(asks: Mapping[str, Codes]) -> Codes:
    """Does each flow count towards the volumes? No is 0, unknown 1, yes 3: bitwise and is the logical one."""
    not_exempt, not_outside = _NOT[asks["exempt"]], _NOT[asks["outside_list"]]
    counts: Codes = asks["active"] & asks["exported"] & asks["personal"] & not_exempt & not_outside
    return counts


def _codes(columns: Columns, block: slice) -> npt.NDArray[np.uint16]:
    code = np.zeros(block.stop - block.start, np.uint16)
    for name in OF_FLOW:
        code *= 3
        code += (columns.asks[name][block] + np.uint8(1)) >> np.uint8(1)
    return code


def _count(columns: Columns, block: slice, totals: Counts, endless: list[int]) -> None:
    """Add a block to the volumes."""
    asks = {name: codes[block] for name, codes in columns.asks.items()}
    counts = _counted(asks)
    low, high = columns.at_least[block], columns.at_most[block]
    open_ = high == NO_BOUND
    any_open = bool(open_.any())
    for at, part in enumerate((counts & _NOT[asks["sensitive"]], counts & asks["sensitive"], counts)):
        possible = part != 0
        totals[2 * at] += int(low[part == 3].sum())
        if any_open:
            endless[at] += int(np.count_nonzero(open_ & possible))
            possible &= ~open_
        totals[2 * at + 1] += int(high[possible].sum())


_NOT = np.array([3, 1, 1, 0], np.uint8)
