"""Every answer of a version of the law, tabulated once: exact outcomes and exact missing facts.

Each version asks one question of each fact, so what is known of a fact is one of three: the answer is no, not
known, or yes. That cuts all parties into a finite grid of cells (3 to the number of questions). The rules are
evaluated for every complete cell; a cell with unknowns is then the union over its completions:

- `outcome`: the one outcome that all completions share, else undetermined;
- `missing`: the facts for which two completions of the other unknowns give different outcomes;
- `grounds`: whether each ground holds in all, none or some of the completions;
- `turns`: the questions on whose answer a ground still turns, whatever is known of them now.

This is exact where logic by parts is not: a fact used twice counts once, and two grounds that together
settle the outcome settle it although each is open. One party is one look into the table, a register is one
array of looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

import numpy as np
import numpy.typing as npt

from shencha.law.logic.facts import FACT
from shencha.law.logic.holds import Holds
from shencha.law.logic.rules import WORDS, Condition, Element, Ground, elements, evaluate
from shencha.law.measures.figures import figures

Bits = npt.NDArray[np.uint16]
Codes = npt.NDArray[np.uint8]


class Outcome(StrEnum):
    """The answer to: must we file?"""

    NEED_NOT_FILE = "need_not_file"
    SUBJECT_TO_REVIEW = "subject_to_review"
    MUST_FILE = "must_file"
    UNDETERMINED = "undetermined"
    NOT_COVERED = "not_covered"
    REFUSED = "refused"


OUTCOMES: tuple[Outcome, ...] = tuple(Outcome)
"""By code; the first three are what complete facts can give, the later one prevailing."""
DIGITS = (0, 1, 1, 2)
"""Place on a grid's axis by the number of a `Holds`."""


@dataclass(frozen=True, slots=True, eq=False)
class Regime:
    """The grounds that stand from a day on, and the version of the Measures they stand in."""

    since: date
    instrument: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A regime's cells; the arrays are indexed by `place`."""

    regime: Regime
    asks: tuple[Condition, ...]
    """One question for each fact that matters, in the order of the facts; bit i of a mask is question i."""
    elements: tuple[tuple[Element, ...], ...]
    """What each ground asks, in its article's order."""
    weights: tuple[int, ...]
    """The place of a cell is the sum of its digits (no 0, unknown 1, yes 2) times these."""
    outcome: Codes
    missing: Bits
    grounds: Codes
    """One row for each ground, as numbers of `Holds`."""
    turns: Bits
    """One row for each ground."""

    def facts(self, mask: int) -> tuple[str, ...]:
        """The facts that a mask names."""
        return tuple(asks.fact for i, asks in enumerate(self.asks) if mask >> i & 1)


@cache
def tabulate(regime: Regime) -> Table:
    """The table of a regime."""
    known = figures(regime.instrument)
    cited = [ground.rule(WORDS, known) for ground in regime.grounds]
    asked = [tuple(elements(expression)) for expression in cited]
    different = {element.asks for ground in asked for element in ground}
    asks = tuple(sorted(different, key=lambda condition: _ORDER.index(condition.fact)))
    assert len({condition.fact for condition in asks}) == len(asks), "one question of each fact"
    axes = dict(zip(asks, _axes(len(asks)), strict=True))

    full = (2,) * len(asks)
    holds = [
        np.broadcast_to(evaluate(expression, axes.__getitem__) == Holds.YES, full) for expression in cited
    ]
    reached = np.zeros(full, np.uint8)
    for ground, yes in zip(regime.grounds, holds, strict=True):
        reached = np.maximum(reached, np.where(yes, 2 if ground.duty else 1, 0).astype(np.uint8))
    possible = (1 << reached).astype(np.uint8)

    return Table(
        regime,
        asks,
        tuple(asked),
        tuple(3 ** (len(asks) - 1 - i) for i in range(len(asks))),
        _OUTCOME_OF[_completed(possible)].ravel(),
        _missing(possible),
        np.stack([_HOLDS_OF[_completed((1 << yes).astype(np.uint8))].ravel() for yes in holds]),
        np.stack([_turns(yes) for yes in holds]),
    )


_ORDER = tuple(FACT)
_OUTCOME_OF = np.array([3, 0, 1, 3, 2, 3, 3, 3], np.uint8)
_HOLDS_OF = np.array([Holds.UNKNOWN, Holds.NO, Holds.YES, Holds.UNKNOWN], np.uint8)


def _axes(n: int) -> list[Codes]:
    both = np.array([Holds.NO, Holds.YES], np.uint8)
    return [both.reshape([2 if at == i else 1 for at in range(n)]) for i in range(n)]


def _completed(complete: Codes) -> Codes:
    """From two values on each axis to three: the middle one has what either end has."""
    for axis in range(complete.ndim):
        no, yes = np.split(complete, 2, axis)
        complete = np.concatenate([no, no | yes, yes], axis)
    return complete


def _differs(complete: Codes, axis: int) -> Codes:
    no, yes = np.split(complete, 2, axis)
    differs: Codes = (no != yes).astype(np.uint8)
    return differs


def _missing(possible: Codes) -> Bits:
    out = np.zeros((3,) * possible.ndim, np.uint16)
    for axis in range(possible.ndim):
        differs = _completed(_differs(possible, axis).squeeze(axis)).astype(np.uint16)
        unknown = np.moveaxis(out, axis, 0)[1]
        unknown |= differs << axis
    return out.ravel()


def _turns(yes: npt.NDArray[np.bool_]) -> Bits:
    out = np.zeros((3,) * yes.ndim, np.uint16)
    for axis in range(yes.ndim):
        differs = _completed(_differs(yes.astype(np.uint8), axis).squeeze(axis)).astype(np.uint16)
        out |= np.expand_dims(differs, axis) << axis
    return out.ravel()
