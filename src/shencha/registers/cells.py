"""A register's columns as arrays of facts; what is wrong with them is counted, and named by row and column.

Columns are the dotted names of the facts; a range of users stands in two columns, `….at_least` and
`….at_most`. A cell left empty is unknown, like a column left out. In CSV several product kinds are set apart
by `;`, and `[]` says that it is none of them; in Parquet the kinds are a list of texts, yes and no may be
booleans, and a day may be a date. A column that looks like a fact and is none is a fault; any other is left
alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from shencha.errors import MOST_FAULTS, BadInput, Fault
from shencha.law.logic import fact_values as written
from shencha.law.logic.fact_values import Problem, Unfit
from shencha.law.logic.facts import FACT, MOST_USERS, USUAL, Fact, Kind
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.logic.parts import Codes
from shencha.registers.columns import (
    KIND_BITS,
    NO_BOUND,
    NO_DAY,
    PLACE_NUMBERS,
    STEP_NUMBERS,
    UNKNOWN_KINDS,
    UNKNOWN_PLACE,
    UNKNOWN_STEP,
    Columns,
    nothing_said,
)
from shencha.text import Text

ADDED = ("outcome", "duty", "grounds", "grounds_unknown", "missing")
"""Columns that screening a register adds."""
COMPARED = ("outcome_before", "grounds_new", "grounds_ended", "facts_changed")
"""Columns that comparing it with an earlier day or an earlier register adds."""
USERS = "actor.users_with_personal_information"
RANGE = (f"{USERS}.at_least", f"{USERS}.at_most")
MOST_NAMED = MOST_FAULTS - 1
"""Bad cells named one by one; of more, the number is told."""


class BadCells:
    """The bad cells of a register: all are counted, the first of them named."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.total = 0
        self._found: list[tuple[int, str, Problem]] = []
        self._others: list[Fault] = []

    def column(self, name: str, wrong: Text, right: Text) -> None:
        """A whole column is wrong."""
        self._others.append(Fault(self.file, f"column {name}", wrong, right))

    def cells(self, rows: Any, name: str, problems: Iterable[Problem]) -> None:
        """These rows (from 0) have this value in that column."""
        for problem in problems:
            self.total += len(rows)
            self._found += [(int(row), name, problem) for row in rows[:MOST_NAMED]]

    def raise_any(self) -> None:
        """Raise what was found.

        Raises:
            BadInput: there is anything.
        """
        named = [
            Fault(self.file, f"row {row + 1}, column {name}", problem.wrong, problem.right)
            for row, name, problem in sorted(self._found, key=lambda found: found[:2])[:MOST_NAMED]
        ]
        if self.total > len(named):
            wrong = Text(
                f"共有 {self.total:,} 个单元格有误，以上列出前 {len(named)} 个",
                f"{self.total:,} cells are wrong in all, the first {len(named)} are named",
            )
            named.append(
                Fault(self.file, "register", wrong, Text("请改正后重新运行", "mend them and run again"))
            )
        if self._others or named:
            raise BadInput([*self._others, *named])


def check_columns(table: pl.DataFrame, faults: BadCells, added: Collection[str] = ADDED) -> None:
    """Note each column that is no fact though it looks like one, or whose type cannot say its fact.

    Args:
        added: names of columns that are going to be added.
    """
    names = _known_columns()
    if not names.keys() & set(table.columns):
        wrong = Text("没有一列是事实", "no column is a fact")
        faults.column(
            "*", wrong, Text(f"请以事实为列名，例如 {USERS}", f"name columns by facts, such as {USERS}")
        )
    for name, dtype in table.schema.items():
        if name in added:
            wrong = Text("与将要添加的列同名", "it has the name of a column that is to be added")
            faults.column(name, wrong, Text("请改名或者删去该列", "rename it or leave it out"))
        elif name in names:
            if not _fits(names[name].kind, dtype):
                wrong = Text(f"类型 {dtype} 不能表示该事实", f"the type {dtype} cannot say this fact")
                right = Text("请用文本，或者与该事实相符的类型", "use text, or the type that suits the fact")
                faults.column(name, wrong, right)
        elif near := _meant(name, names):
            wrong = Text("没有这一项事实", "there is no such fact")
            faults.column(name, wrong, Text(f"是不是 {near}", f"did you mean {near}"))


def _known_columns() -> dict[str, Fact]:
    return {**FACT, **dict.fromkeys(RANGE, FACT[USERS])}


def _meant(name: str, names: Iterable[str]) -> str | None:
    near = difflib.get_close_matches(name, names, 1, 0.85)
    if near:
        return near[0]
    block = name.partition(".")[0]
    return next((known for known in names if known.startswith(f"{block}.")), None) if "." in name else None


def _fits(kind: Kind, dtype: pl.DataType) -> bool:
    if isinstance(dtype, pl.String | pl.Categorical | pl.Enum | pl.Null):
        return True
    match kind:
        case Kind.SAID:
            return dtype == pl.Boolean
        case Kind.COUNT:
            return dtype.is_integer() or dtype.is_float()
        case Kind.KINDS:
            return dtype == pl.List(pl.String) or dtype == pl.List(pl.Null)
        case Kind.PLACE:
            return False
        case Kind.DAY:
            return dtype == pl.Date
        case _:
            return False


def columns_of(part: pl.DataFrame, start: int, faults: BadCells) -> Columns:
    """The facts of these rows, the first of which is row `start` (from 0); bad cells are noted."""
    of = dict(nothing_said(part.height).of)
    for name in part.columns:
        fact = FACT.get(name)
        match fact and fact.kind:
            case Kind.SAID:
                of[name] = _said(part[name], start, faults)
            case Kind.PLACE:
                of[name] = _decoded(part[name], _place, np.uint8, start, faults)
            case Kind.STEP:
                of[name] = _decoded(part[name], _step, np.uint8, start, faults)
            case Kind.KINDS:
                of[name] = _kinds(part[name], start, faults)
            case Kind.DAY:
                of[name] = _days(part[name], start, faults)
            case _:
                pass
    of[USERS] = _users(part, start, faults)
    return Columns(part.height, of)


def _decoded(series: pl.Series, read: Callable[[str], int], dtype: Any, start: int, faults: BadCells) -> Any:
    """Each cell's number; each different text is read once."""
    text = series.cast(pl.String).str.strip_chars().fill_null("")
    numbers: dict[str, int] = {}
    for value in text.unique():
        try:
            numbers[value] = read(value)
        except Unfit as unfit:
            rows = (text == value).arg_true().to_numpy() + start
            faults.cells(rows, series.name, unfit.problems)
    codes = list(numbers.values())
    return (
        text.replace_strict(list(numbers), codes, default=0, return_dtype=pl.Int64).to_numpy().astype(dtype)
    )


def _said(series: pl.Series, start: int, faults: BadCells) -> Codes:
    left_out = USUAL.get(series.name, UNKNOWN)
    if series.dtype == pl.Boolean:
        flags = series.cast(pl.UInt8).fill_null(2).to_numpy()
        by_flag: Codes = np.array([NO, YES, left_out], np.uint8)[flags]
        return by_flag
    found: Codes = _decoded(
        series, lambda cell: written.parse_said(cell) if cell else left_out, np.uint8, start, faults
    )
    return found


def _place(cell: str) -> int:
    place = written.parse_place(cell or None)
    return PLACE_NUMBERS[place] if place else UNKNOWN_PLACE


def _step(cell: str) -> int:
    kind = written.parse_step(cell or USUAL["listing.kind"])
    return STEP_NUMBERS[kind] if kind else UNKNOWN_STEP


def _days(series: pl.Series, start: int, faults: BadCells) -> Any:
    if series.dtype == pl.Date:
        return series.cast(pl.Int32).fill_null(NO_DAY).to_numpy()
    return _decoded(series, _day, np.int32, start, faults)


def _day(cell: str) -> int:
    day = written.parse_day(cell or None)
    return (day - date(1970, 1, 1)).days if day else NO_DAY


def _kinds_cell(cell: str) -> int:
    if cell == "[]":
        return 0
    items = None if cell in ("", "unknown") else [item.strip() for item in cell.split(";")]
    kinds = written.parse_kinds(items)
    return UNKNOWN_KINDS if kinds is None else sum(KIND_BITS[kind] for kind in kinds)


def _kinds(series: pl.Series, start: int, faults: BadCells) -> Any:
    if not isinstance(series.dtype, pl.List):
        return _decoded(series, _kinds_cell, np.uint16, start, faults)
    lists = series.cast(pl.List(pl.String))
    found = np.where(lists.is_null().to_numpy(), UNKNOWN_KINDS, 0).astype(np.uint16)
    lengths = lists.list.len().fill_null(0).to_numpy()
    rows = np.repeat(np.arange(len(lists)), lengths)
    items = lists.filter(pl.Series(lengths > 0)).explode().fill_null("")
    for value in items.unique():
        here = rows[(items == value).to_numpy()]
        try:
            found[here] |= np.uint16(sum(KIND_BITS[kind] for kind in written.parse_kinds([value]) or ()))
        except Unfit as unfit:
            faults.cells(here + start, series.name, unfit.problems)
    return found


def _users(part: pl.DataFrame, start: int, faults: BadCells) -> tuple[Any, Any]:
    """Both ends of each row's range; a number alone is both."""
    exact, low, high = (_numbers(part, name, start, faults) for name in (USERS, *RANGE))
    both = np.flatnonzero((exact >= 0) & ((low >= 0) | (high >= 0)))
    if len(both):
        wrong = Text("同时写了数字和范围", "a number and a range are given together")
        faults.cells(both + start, USERS, [Problem(wrong, Text("请只写一种", "write one of them"))])
    turned = np.flatnonzero((high >= 0) & (low > high))
    for row in turned[:MOST_NAMED]:
        faults.cells(np.array([row + start]), RANGE[0], [written.upside_down(int(low[row]), int(high[row]))])
    faults.total += max(0, len(turned) - MOST_NAMED)
    at_least = np.where(exact >= 0, exact, np.maximum(low, 0))
    at_most = np.where(exact >= 0, exact, np.where(high >= 0, high, NO_BOUND))
    return at_least, at_most


def _numbers(part: pl.DataFrame, name: str, start: int, faults: BadCells) -> Any:
    """Whole numbers; -1 where the cell says nothing."""
    if name not in part.columns:
        return np.full(part.height, -1, np.int64)
    series = part[name]
    silent = series.is_null()
    if not series.dtype.is_numeric():
        series = series.cast(pl.String).str.strip_chars()
        silent = series.is_null() | series.is_in(["", "unknown"])
    numbers = series.cast(pl.Int64, strict=False)
    fits = numbers.is_between(0, MOST_USERS)
    if series.dtype.is_float():
        fits &= series == series.floor()
    wrong = (~(silent | fits.fill_null(False))).arg_true()
    for row in wrong[:MOST_NAMED]:
        cell = series[row]
        try:
            written.parse_count(int(cell) if isinstance(cell, str) and _INTEGER.fullmatch(cell) else cell)
        except Unfit as unfit:
            faults.cells(np.array([row + start]), name, unfit.problems)
    faults.total += max(0, len(wrong) - MOST_NAMED)
    return numbers.set(silent | ~fits.fill_null(False), -1).to_numpy()


_INTEGER = re.compile(r"-?\d{1,30}", re.ASCII)
