"""Compares a register with an earlier day or an earlier register, both files.

The law changed: the same rows are answered as of an earlier day and as of the day asked of. The facts changed:
an earlier register is answered too, and rows are matched by a key. Four columns are added to those of a
screening: `outcome_before` (empty for a party that was not in the earlier register), `grounds_new`,
`grounds_ended`, and `facts_changed` (empty where the law alone changed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from shencha.errors import BadInput, Fault
from shencha.law.logic.cells import OUTCOMES
from shencha.law.logic.facts import FACT
from shencha.law.screening.screen import regime_on
from shencha.registers.cells import ADDED, COMPARED, BadCells, columns_of
from shencha.registers.compared import MOST_NAMED, Compared, Newly, newly_of
from shencha.registers.rows import Answered, answer_rows, write_table
from shencha.stores.files import read_table, target_of, whole_or_nothing
from shencha.text import Text


def rescreen_register(
    register: str,
    out: str,
    on: date,
    *,
    before: date | None = None,
    old: str | None = None,
    key: str | None = None,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Compared:
    """Answer a register, compare it with an earlier day or an earlier register, and write both to `out`.

    Args:
        before: the earlier day; without it, that of `on` (then only facts can have changed).
        old: the earlier register; without it, the same one.
        key: the column that tells parties apart; needed with `old`; given, it is looked at.
    Raises:
        BadInput: as `screen_register`, for either register; also a key that is no column, is empty or repeated.
    """
    target = target_of(register, out)
    earlier_day = before or on
    table = read_table(register)
    added = (*ADDED, *COMPARED)
    now = answer_rows(table, register, on, advance, added=added)
    if old is None:
        if key is not None and (faults := list(_keys(table, register, key))):
            raise BadInput(faults)
        was, facts = answer_rows(table, register, earlier_day, added=added), pl.Series([[]] * table.height)
        known = pl.Series([True] * table.height, dtype=pl.Boolean)
    else:
        was, facts, known = _matched(table, register, old, key, earlier_day)
    answered = now.with_columns(
        was["outcome"].alias("outcome_before"),
        _without(now["grounds"], was["grounds"]).alias("grounds_new"),
        _without(was["grounds"], now["grounds"]).alias("grounds_ended"),
        facts.cast(pl.List(pl.String)).alias("facts_changed"),
    )
    with whole_or_nothing(target) as scratch:
        write_table(table.hstack(answered), scratch, target.suffix.lower())
    return _told(register, out, on, earlier_day, old, table, answered, known, key)


def _matched(
    table: pl.DataFrame, register: str, old: str, key: str | None, day: date
) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    """For each row: the earlier answer, the facts that changed, and whether it was in the earlier register."""
    earlier = read_table(old)
    earlier = earlier.drop([name for name in (*ADDED, *COMPARED) if name in earlier.columns])
    faults = [*_keys(table, register, key), *(_keys(earlier, old, key) if key is not None else ())]
    if faults:
        raise BadInput(faults)
    assert key is not None
    answers = answer_rows(earlier, old, day)
    at = pl.DataFrame({key: earlier[key].cast(pl.String), "_at": pl.arange(earlier.height, eager=True)})
    found = table.select(pl.col(key).cast(pl.String)).join(at, on=key, how="left", maintain_order="left")[
        "_at"
    ]
    was = answers.select(pl.all().gather(found)) if earlier.height else answers.clear(table.height)
    known = found.is_not_null()
    changed: list[list[str]] = [[] for _ in range(table.height)]
    matched = known.arg_true().to_numpy()
    earlier_rows = found.drop_nulls().to_numpy()
    now, then = _values(table), _values(earlier)
    for fact in FACT:
        differ = np.zeros(len(matched), np.bool_)
        for mine, theirs in zip(now[fact], then[fact], strict=True):
            differ |= mine[matched] != theirs[earlier_rows]
        for row in matched[differ]:
            changed[row].append(fact)
    return was, pl.Series(changed, dtype=pl.List(pl.String)), known


def _values(table: pl.DataFrame) -> dict[str, tuple[npt.NDArray[Any], ...]]:
    """Each fact's column as what it says, not as it is written; a range of users has two ends."""
    read = columns_of(table, 0, BadCells("")).of
    return {name: column if isinstance(column, tuple) else (column,) for name, column in read.items()}


def _keys(table: pl.DataFrame, file: str, key: str | None) -> Iterable[Fault]:
    if key is None:
        yield Fault(
            file,
            "--key",
            Text("没有写明以哪一列辨认当事人", "no column is named that tells parties apart"),
            Text("请写 --key NAME", "write --key NAME"),
        )
        return
    if key not in table.columns:
        names = ", ".join(table.columns[:5])
        wrong = Text(f"没有 {key} 这一列", f"there is no column {key}")
        yield Fault(file, f"column {key}", wrong, Text(f"例如 {names}", f"there are {names}"))
        return
    column = table[key].cast(pl.String)
    if empty := column.is_null().arg_true().to_list() + (column == "").fill_null(False).arg_true().to_list():
        wrong = Text("该单元格是空的", "the cell is empty")
        where = f"row {empty[0] + 1}, column {key}"
        yield Fault(file, where, wrong, Text("每行都要有代号", "every row needs its key"))
    for row in column.is_duplicated().arg_true()[:MOST_NAMED] if not empty else ():
        wrong = Text(f"{column[row]} 出现了不止一次", f"{column[row]} stands more than once")
        where = f"row {row + 1}, column {key}"
        yield Fault(file, where, wrong, Text("每个当事人只写一行", "write each party once"))


def _without(lists: pl.Series, others: pl.Series) -> pl.Series:
    """Of each list what the other has not; a list that is not there has nothing."""
    none = pl.lit([], dtype=pl.List(pl.String))
    frame = pl.DataFrame({"a": lists, "b": others})
    kept = pl.col("a").fill_null(none).list.set_difference(pl.col("b").fill_null(none))
    return frame.select(kept).to_series()


def _told(
    register: str,
    out: str,
    on: date,
    before: date,
    old: str | None,
    table: pl.DataFrame,
    answered: pl.DataFrame,
    known: pl.Series,
    key: str | None,
) -> Compared:
    regime = regime_on(on)
    counted = dict(answered["outcome"].value_counts().iter_rows())
    outcomes = {outcome.value: counted[outcome] for outcome in OUTCOMES if outcome in counted}
    pairs = answered.group_by("outcome_before", "outcome").len().sort("outcome_before", "outcome")
    moves = {(was, now): n for was, now, n in pairs.iter_rows()}
    rows = answered.with_row_index("row").filter(pl.col("grounds_new").list.len() > 0)
    newly: list[Newly] = []
    for row in rows.head(MOST_NAMED).iter_rows(named=True) if regime else ():
        assert regime
        at = int(row["row"])
        named = str(table[key][at]) if key and key in table.columns else None
        facts = tuple(row["facts_changed"])
        newly += newly_of(regime, at + 1, named, row["grounds_new"], facts, bool(known[at]))
    total = int(answered["grounds_new"].list.len().sum() or 0)
    version = regime.instrument if regime else None
    done = Answered(register, out, on, version, table.height, outcomes)
    return Compared(done, before, old, moves, tuple(newly), total)
