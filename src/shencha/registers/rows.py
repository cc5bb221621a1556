"""Screens a register: a table of parties, one in each row, from CSV or Parquet, answered into CSV or Parquet.

Columns are the dotted names of the facts (see `register_columns`); other columns are kept as they are. Four
columns are added: `outcome`; `grounds`, those that hold; `grounds_unknown`, those that are still open; and
`missing`, the facts that could still change the outcome. The last three are lists of texts in Parquet, set
apart by `;` in CSV. Each row agrees with the single answer: it is the same table of the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from shencha.law.logic.cells import OUTCOMES, Table
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.screening.screen import regime_on
from shencha.registers.cells import ADDED, COMPARED, BadCells, check_columns, columns_of
from shencha.registers.columns import Screened, screen_columns
from shencha.shapes import Shape
from shencha.stores.files import read_table, target_of, whole_or_nothing
from shencha.stores.sheets import with_guards

_ROWS = 1 << 18


@dataclass(frozen=True, slots=True)
class Answered(Shape):
    """What became of a register."""

    TOLD = "on instrument register out rows outcomes"

    register: str
    out: str
    on: date
    instrument: str | None
    rows: int
    outcomes: dict[str, int]
    """How many rows have each outcome; those that none has are left out."""


def screen_register(
    register: str, out: str, on: date, *, advance: Callable[[int, int], None] = lambda done, of: None
) -> Answered:
    """Answer every row of a register and write it, with the answers, to `out`.

    Args:
        advance: told how many rows are done, and of how many.
    Raises:
        BadInput: a file that cannot be read or written, a column that is no fact, or bad cells (the first of
            them named by row and column, and how many there are in all). Nothing is written then.
    """
    target = target_of(register, out)
    table = read_table(register)
    answered = answer_rows(table, register, on, advance)
    with whole_or_nothing(target) as scratch:
        write_table(table.hstack(answered), scratch, target.suffix.lower())
    regime = regime_on(on)
    version = regime.instrument if regime else None
    counted = dict(answered["outcome"].value_counts().iter_rows())
    outcomes = {outcome.value: counted[outcome] for outcome in OUTCOMES if outcome in counted}
    return Answered(register, out, on, version, table.height, outcomes)


def answer_rows(
    table: pl.DataFrame,
    register: str,
    on: date,
    advance: Callable[[int, int], None] = lambda done, of: None,
    *,
    added: Collection[str] = ADDED,
) -> pl.DataFrame:
    """The columns of answers to a register's rows.

    Args:
        added: names of all columns that are going to be added.
    Raises:
        BadInput: a column that is no fact, or bad cells.
    """
    faults = BadCells(register)
    check_columns(table, faults, added)
    faults.raise_any()
    answers = []
    for start in range(0, table.height, _ROWS) or (0,):
        part = table.slice(start, _ROWS)
        columns = columns_of(part, start, faults)
        if not faults.total:
            answers.append(_answers(screen_columns(columns, on)))
        advance(min(start + _ROWS, table.height), table.height)
    faults.raise_any()
    return pl.concat(answers)


def _answers(screened: Screened) -> pl.DataFrame:
    outcomes = pl.Series([outcome.value for outcome in OUTCOMES])
    table = screened.table
    masks, at = np.unique(screened.missing, return_inverse=True)
    missing = pl.Series(
        [list(table.facts(int(mask))) if table else [] for mask in masks], dtype=pl.List(pl.String)
    )
    holding, open_, of_cell = _ground_lists(table)
    cells = of_cell[screened.place]
    return pl.DataFrame(
        {
            "outcome": outcomes.gather(screened.outcome),
            "duty": _DUTIES.gather(screened.duty),
            "grounds": holding.gather(cells),
            "grounds_unknown": open_.gather(cells),
            "missing": missing.gather(at),
        }
    )


_DUTIES = pl.Series([Holds(n).word if n in set(Holds) else "" for n in range(YES + 1)])
"""By the number of a `Holds`."""


def _ground_lists(table: Table | None) -> tuple[pl.Series, pl.Series, Any]:
    """Grounds that hold, and that are open, by the way in which all grounds stand; and that way by cell."""
    ids = [ground.id for ground in table.regime.grounds] if table else []
    ways = list(product((NO, UNKNOWN, YES), repeat=len(ids)))

    def those(holds: int) -> pl.Series:
        lists = [[name for name, held in zip(ids, way, strict=True) if held == holds] for way in ways]
        return pl.Series(lists, dtype=pl.List(pl.String))

    by_cell = np.zeros(len(table.outcome) if table else 1, np.uint16)
    for row in table.grounds if table else ():
        by_cell = by_cell * np.uint16(3) + ((row + np.uint8(1)) >> np.uint8(1))
    return those(YES), those(UNKNOWN), by_cell


def write_table(table: pl.DataFrame, scratch: Path, suffix: str) -> None:
    """Write a table as Parquet, or as CSV with lists set apart by `;` and no text that a spreadsheet runs."""
    if suffix == ".parquet":
        table.write_parquet(scratch)
        return
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List(pl.String)]
    flat = table.with_columns(
        pl.when((pl.col(name).list.len() == 0) & pl.lit(name not in (*ADDED, *COMPARED)))
        .then(pl.lit("[]"))
        .otherwise(pl.col(name).list.join(";"))
        .alias(name)
        for name in lists
    )
    with_guards(flat).write_csv(scratch)
