"""Every answer of a version of the law, tabulated once: exact outcomes and exact missing facts.

Each version asks one question of each fact, so what is known of a fact is one of three: the answer is no, not
known, or yes. That cuts all parties into a finite grid; questions that enter the grounds only together (`parts`) are
one axis of it, by what they amount to. The rules are evaluated for every complete cell; a cell with unknowns is then
the union over its completions:

- `outcome`: the one outcome that all completions share, else undetermined;
- `duty`: must the party file, in all, none or some of the completions;
- `missing`: the facts for which two completions of the other unknowns give different outcomes;
- `silent`: does the outcome turn on a point on which the text is silent, whatever the facts;
- `grounds`: whether each ground holds in all, none or some of the completions;
- `turns`: the questions on whose answer a ground still turns, whatever is known of them now.

This is exact where logic by parts is not: a fact used twice counts once, and two grounds that together
settle the outcome settle it although each is open. One party is one look into the table, a register is one
array of looks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.law.logic.facts import FACT, Facts, reader
from shencha.law.logic.holds import Holds
from shencha.law.logic.parts import (
    Bits,
    Codes,
    Part,
    axes_of,
    completed,
    missing_in,
    parts_of,
    turns_in,
)
from shencha.law.logic.rules import WORDS, Condition, Expression, Ground, Question, evaluate
from shencha.law.measures.figures import figures


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
HELD = (Holds.NO, Holds.UNKNOWN, Holds.YES)
"""A `Holds` by its place on a grid's axis."""


@dataclass(frozen=True, slots=True, eq=False)
class Regime:
    """The grounds that stand from a day on, and the version of the Measures they stand in."""

    since: date
    instrument: str
    grounds: tuple[Ground, ...]
    points_of: Mapping[str, str]
    """The open point on which an answer relies where it turns on that fact."""
    ex_officio: str
    """The article by which the office may open a review of its own motion."""
    files: tuple[str, ...]
    """Where all this is written down, in this package."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A regime's cells; the arrays are indexed by `place`."""

    regime: Regime
    asks: tuple[Question, ...]
    """One question for each fact that matters, in the order of the facts; bit i of a mask is question i."""
    readers: tuple[tuple[Callable[[Facts], Any], Callable[[Any], Holds]], ...]
    """Of each question what reads its fact, and what it says of the value."""
    cited: tuple[Expression, ...]
    """What each ground says."""
    parts: tuple[Part, ...]
    strides: tuple[int, ...]
    """The place of a cell is the sum of its parts' classes times these."""
    outcome: Codes
    duty: Codes
    """Numbers of `Holds`."""
    missing: Bits
    silent: npt.NDArray[np.bool_]
    grounds: Codes
    """One row for each ground, as numbers of `Holds`."""
    turns: Bits
    """One row for each ground; told of the facts in the regime's `points_of`."""

    @property
    def points(self) -> tuple[str, ...]:
        """The open points on which the text is silent."""
        return tuple(point for part in self.parts for point in part.points)

    def facts(self, mask: int) -> tuple[str, ...]:
        """The facts that a mask names."""
        return tuple(asks.fact for i, asks in enumerate(self.asks) if mask >> i & 1)

    def place(self, digits: Sequence[int]) -> int:
        """The place of the cell with these answers to `asks` (no 0, unknown 1, yes 2)."""
        of = dict(zip(self.asks, digits, strict=True))
        return sum(
            int(
                part.classes[
                    sum(of[asks] * weight for asks, weight in zip(part.asks, part.weights, strict=True))
                ]
            )
            * stride
            for part, stride in zip(self.parts, self.strides, strict=True)
        )

    def digits(self, facts: Facts) -> tuple[int, ...]:
        """What is known of these facts: the answers to `asks`."""
        return tuple([DIGITS[says(read(facts))] for read, says in self.readers])


@cache
def tabulate(regime: Regime) -> Table:
    """The table of a regime."""
    known = figures(regime.instrument)
    cited = tuple(ground.rule(WORDS, known) for ground in regime.grounds)
    parts = parts_of(cited, frozenset(regime.points_of))
    asks = tuple(sorted((one for part in parts for one in part.asks), key=lambda one: _ORDER.index(one.fact)))
    assert len({one.fact for one in asks}) == len(asks), "one question of each fact"

    n = len(parts)
    axis_of: dict[Condition, Codes] = {
        one: axis for part, axis in zip(parts, axes_of(n), strict=True) for one in (*part.asks, *part.silence)
    }
    holds = [
        np.broadcast_to(evaluate(expression, axis_of.__getitem__) == Holds.YES, (2,) * n)
        for expression in cited
    ]
    reached = np.zeros((2,) * n, np.uint8)
    for ground, yes in zip(regime.grounds, holds, strict=True):
        reached = np.maximum(reached, np.where(yes, 2 if ground.duty else 1, 0).astype(np.uint8))
    possible = (1 << reached).astype(np.uint8)

    shape = tuple(len(part.says) for part in parts)
    strides = tuple(int(np.prod(shape[at + 1 :], dtype=np.int64)) for at in range(n))
    by_class = np.ix_(*(part.says for part in parts))
    matters = missing_in(possible)[by_class]
    missing, silent = np.zeros(shape, np.uint16), np.zeros(shape, np.bool_)
    turned = [turns_in(yes)[by_class] for yes in holds]
    turns = [np.zeros(shape, np.uint16) for _ in holds]
    for at, part in enumerate(parts):
        along = tuple(-1 if at == axis else 1 for axis in range(n))
        on = (matters >> at & 1).astype(np.bool_)
        missing |= np.where(on, _in_table(part.missing, part, asks).reshape(along), 0).astype(np.uint16)
        silent |= on & part.silent.astype(np.bool_).reshape(along)
        of_part = _in_table(part.turns, part, asks).reshape(along)
        for told, found in zip(turns, turned, strict=True):
            told |= np.where(found >> at & 1, of_part, 0).astype(np.uint16)
    filed = (1 << (reached == 2)).astype(np.uint8)
    return Table(
        regime,
        asks,
        tuple((reader(one.fact), one.says) for one in asks),
        cited,
        parts,
        strides,
        _OUTCOME_OF[completed(possible)][by_class].ravel(),
        _HOLDS_OF[completed(filed)][by_class].ravel(),
        missing.ravel(),
        silent.ravel(),
        np.stack([_HOLDS_OF[completed((1 << yes).astype(np.uint8))][by_class].ravel() for yes in holds]),
        np.stack([one.ravel() for one in turns]),
    )


_ORDER = tuple(FACT)
_OUTCOME_OF = np.array([3, 0, 1, 3, 2, 3, 3, 3], np.uint8)
_HOLDS_OF = np.array([Holds.UNKNOWN, Holds.NO, Holds.YES, Holds.UNKNOWN], np.uint8)


def _in_table(masks: Bits, part: Part, asks: tuple[Question, ...]) -> Bits:
    """Masks over a part's questions as masks over the table's."""
    out = np.zeros(len(masks), np.uint16)
    for at, one in enumerate(part.asks):
        out |= ((masks >> at & 1) << asks.index(one)).astype(np.uint16)
    return out
