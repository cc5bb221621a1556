"""Screens a register: a table of parties, one in each row, from CSV or Parquet, answered into CSV or Parquet.

Columns are the dotted names of the facts (see `register_columns`); other columns are kept as they are. Four
columns are added: `outcome`; `grounds`, those that hold; `grounds_unknown`, those that are still open; and
`missing`, the facts that could still change the outcome. The last three are lists of texts in Parquet, set
apart by `;` in CSV. Each row agrees with the single answer: it is the same table of the same rules.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from shencha.errors import BadInput, Fault
from shencha.law.logic.cells import OUTCOMES, Table, tabulate
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.screening.screen import regime_on
from shencha.registers.cells import ADDED, COMPARED, BadCells, check_columns, columns_of
from shencha.registers.columns import Screened, screen_columns
from shencha.text import Text

_ROWS = 1 << 18
FORMATS = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a register."""

    register: str
    out: str
    on: date
    instrument: str | None
    rows: int
    outcomes: dict[str, int]
    """How many rows have each outcome; those that none has are left out."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            "on": self.on.isoformat(),
            "instrument": self.instrument,
            "register": self.register,
            "out": self.out,
            "rows": self.rows,
            "outcomes": self.outcomes,
        }


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
    """The four columns of answers to a register's rows.

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
    table = tabulate(screened.regime) if screened.regime else None
    masks = range(1 << len(table.asks)) if table else range(1)
    missing = pl.Series(
        [list(table.facts(mask)) if table else [] for mask in masks], dtype=pl.List(pl.String)
    )
    holding, open_, of_cell = _ground_lists(table)
    cells = of_cell[screened.place]
    return pl.DataFrame(
        {
            "outcome": outcomes.gather(screened.outcome),
            "grounds": holding.gather(cells),
            "grounds_unknown": open_.gather(cells),
            "missing": missing.gather(screened.missing),
        }
    )


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


def target_of(register: str, out: str) -> Path:
    """Where the answer goes; never onto the register itself.

    Raises:
        BadInput: a format, folder or file that cannot be meant.
    """
    target = Path(out)
    if target.suffix.lower() not in FORMATS:
        raise bad_file(out, *unknown_format(target))
    if not target.parent.is_dir():
        wrong = Text(f"没有文件夹 {target.parent}", f"there is no folder {target.parent}")
        raise bad_file(out, wrong, Text("请给出已有的文件夹", "name a folder that exists"))
    if target.is_dir():
        wrong = Text("这是一个文件夹", "it is a folder")
        raise bad_file(out, wrong, Text("请给出文件名", "name a file"))
    if target.exists() and Path(register).exists() and target.samefile(register):
        wrong = Text("输出会覆盖登记表本身", "the answer would overwrite the register itself")
        raise bad_file(out, wrong, Text("请换一个文件名", "name another file"))
    return target


def read_table(register: str) -> pl.DataFrame:
    """The table of a CSV or Parquet file; CSV cells are texts.

    Raises:
        BadInput: it cannot be read, or names a column twice.
    """
    path = Path(register)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise bad_file(register, *unknown_format(path))
    try:
        if suffix == ".parquet":
            return pl.read_parquet(path, glob=False)
        _check_header(register)
        return pl.read_csv(path, infer_schema=False, glob=False)
    except FileNotFoundError:
        wrong = Text("没有这个文件", "there is no such file")
        raise bad_file(register, wrong, Text("请核对路径", "check the path")) from None
    except (OSError, UnicodeDecodeError, csv.Error, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        wrong = Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        right = Text("请给出 UTF-8 的 CSV 或者完好的 Parquet", "give CSV in UTF-8, or sound Parquet")
        raise bad_file(register, wrong, right) from None


def _check_header(register: str) -> None:
    with Path(register).open(newline="", encoding="utf-8-sig") as opened:
        header = next(csv.reader(opened), [])
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if twice:
        raise BadInput(
            Fault(
                register,
                f"column {name}",
                Text("该列出现了两次", "the column stands twice"),
                Text("每列只写一次", "write each column once"),
            )
            for name in twice
        )


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """A scratch file beside the target that takes its place once it is written and synced."""
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield scratch
        with scratch.open("rb+") as written:
            os.fsync(written.fileno())
        scratch.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = Text(f"无法写入：{reason}", f"it cannot be written: {reason}")
        raise bad_file(
            str(target), wrong, Text("请给出可写的位置", "name a place that can be written")
        ) from None
    finally:
        scratch.unlink(missing_ok=True)


def write_table(table: pl.DataFrame, scratch: Path, suffix: str) -> None:
    """Write a table as Parquet, or as CSV with lists set apart by `;`."""
    if suffix == ".parquet":
        table.write_parquet(scratch)
        return
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List(pl.String)]
    table.with_columns(
        pl.when((pl.col(name).list.len() == 0) & pl.lit(name not in (*ADDED, *COMPARED)))
        .then(pl.lit("[]"))
        .otherwise(pl.col(name).list.join(";"))
        .alias(name)
        for name in lists
    ).write_csv(scratch)


def unknown_format(path: Path) -> tuple[Text, Text]:
    """What is wrong with a file name of another kind."""
    wrong = Text(f"不认识扩展名 {path.suffix!r}", f"the extension {path.suffix!r} is not known")
    return wrong, Text("请用 .csv 或者 .parquet", "use .csv or .parquet")


def bad_file(file: str, wrong: Text, right: Text) -> BadInput:
    """One fault of a whole file."""
    return BadInput([Fault(file, "file", wrong, right)])
