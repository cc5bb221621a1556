"""Screens a register where it lies: a table of DuckDB, PostgreSQL or Spark, or a Parquet file larger than memory.

The rules are those of every other screening: the same table of cells (`cells`), the same questions of each fact.
Each question becomes an expression of the store, a row's digits give its cell, and the cell's answer is joined
to it; nothing but the answer leaves the store, and no row passes through Python unless it is written to a file.
Texts are read by the very functions that read a facts file: each different text of a column is read once.

Columns are named and written as in a register file (`register_columns`). In a store, `grounds`,
`grounds_unknown` and `missing` are texts set apart by `;`. A store has no row numbers, so a bad cell is named
by its column and value, with how many rows have it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from shencha.law.logic.cells import OUTCOMES, Outcome, Table, tabulate
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.screening.screen import regime_on
from shencha.registers.cells import ADDED
from shencha.registers.rows import Answered
from shencha.registers.store_columns import StoreColumns, check_store
from shencha.stores.store import into_file, into_table, opened, shown


def screen_store(register: str, out: str, on: date, *, spark: Any = None) -> Answered:
    """Answer every row of a store's table into a new table (`#NAME`) or a file (.parquet, .csv).

    Args:
        register: `duckdb:FILE#TABLE`, `duckdb:FILE.parquet`, `postgresql:…#TABLE`, `spark:FILE.parquet` or
            `spark:#TABLE`.
        out: `#NAME` for a new table of the same store, else a file.
        spark: a Spark session to use; default: a local one.
    Raises:
        BadInput: a store, table or file that cannot be used, a column that is no fact, or bad cells.
    """
    with opened(register, out, spark) as (store, table):
        answered = answer_expression(table, register, on)
        if out.startswith("#"):
            into_table(store, answered, out, register)
        else:
            into_file(store, answered, out)
        counted = _count(store, answered, out)
    regime = regime_on(on)
    outcomes = {one.value: counted[one] for one in OUTCOMES if one in counted}
    version = regime.instrument if regime else None
    return Answered(shown(register), out, on, version, sum(counted.values()), outcomes)


def answer_expression(table: Any, register: str, on: date) -> Any:
    """The table with its four columns of answers, as an expression that the store computes.

    Args:
        table: an Ibis table.
        register: its name, for faults.
    Raises:
        BadInput: a column that is no fact, or bad cells.
    """
    check_store(table, register)
    columns = StoreColumns(table, register)
    cells = cells_on(on)
    place = place_in(columns, cells)
    columns.all_facts()
    columns.raise_any()
    answered = with_answers(table.mutate(shencha_place_=place), "shencha_place_", cells, table)
    return answered.select(*table.columns, *ADDED)


def cells_on(on: date) -> Table | None:
    """The table of cells of that day's regime; None where there was none."""
    regime = regime_on(on)
    return None if regime is None else tabulate(regime)


def place_in(columns: StoreColumns, cells: Table | None) -> Any:
    """The cell of each row; after the last one comes that of state secrets."""
    import ibis

    place: Any = ibis.literal(0)
    if cells is None:
        return place.cast("int32")
    secret = columns.said("involves_state_secrets")
    for part, stride in zip(cells.parts, cells.strides, strict=True):
        raw: Any = ibis.literal(0)
        for asks, weight in zip(part.asks, part.weights, strict=True):
            raw = raw + columns.digit(asks) * weight
        if len(part.asks) > 1:
            raw = ibis.literal([int(one) for one in part.classes], type="array<int32>")[raw]
        place = place + raw * stride
    return (secret == 2).ifelse(len(cells.outcome), place).cast("int32")


def with_answers(rows: Any, place: str, cells: Table | None, table: Any, after: str = "") -> Any:
    """The rows with what their cells say, in columns named as `ADDED` and `after`; no cell, no answer.

    Args:
        place: the column that holds the cell.
        table: any table of the store.
    """
    answers = beside(table.get_backend(), _answers(cells))
    names = {f"{name}{after}": answers[name] for name in ADDED}
    named = answers.select(**{place: answers["shencha_place_"]}, **names)
    return rows.left_join(named, place).select(*rows.columns, *names)


def beside(store: Any, rows: Any) -> Any:
    """An Arrow table that lives as long as the process, as one that the store can join."""
    import ibis

    if store.name != "duckdb":
        return ibis.memtable(rows)
    name = f"shencha_{id(rows)}"
    store.con.register(name, rows)
    return store.table(name)


@cache
def _answers(cells: Table | None) -> Any:
    """The answer of each cell, and after them that of state secrets; without cells the one of every row."""
    import pyarrow as pa

    schema = pa.schema([("shencha_place_", pa.int32()), *((name, pa.string()) for name in ADDED)])
    if cells is None:
        alone = {
            "shencha_place_": 0,
            **dict.fromkeys(ADDED, ""),
            "outcome": Outcome.NOT_COVERED.value,
            "duty": NO.word,
        }
        return pa.Table.from_pylist([alone], schema)
    ids = [ground.id for ground in cells.regime.grounds]
    rows: dict[str, list[Any]] = {name: [] for name in ("shencha_place_", *ADDED)}
    for place in range(len(cells.outcome)):
        held = [Holds(int(cells.grounds[row, place])) for row in range(len(ids))]
        of = {
            "shencha_place_": place,
            "outcome": OUTCOMES[cells.outcome[place]].value,
            "duty": Holds(int(cells.duty[place])).word,
            "grounds": ";".join(one for one, is_held in zip(ids, held, strict=True) if is_held is YES),
            "grounds_unknown": ";".join(
                one for one, is_held in zip(ids, held, strict=True) if is_held is UNKNOWN
            ),
            "missing": ";".join(cells.facts(int(cells.missing[place]))),
        }
        for name, value in of.items():
            rows[name].append(value)
    refused = {"shencha_place_": len(cells.outcome), "outcome": Outcome.REFUSED.value, "duty": UNKNOWN.word}
    grounds = [cells.grounds[row, 0] for row in range(len(ids))]
    assert all(Holds(int(one)) is NO for one in grounds), "the first cell has every answer no"
    for name in rows:
        rows[name].append(refused.get(name, ""))
    return pa.table({name: pa.array(column) for name, column in rows.items()}).cast(schema)


def _count(store: Any, answered: Any, out: str) -> dict[Outcome, int]:
    if out.startswith("#"):
        answered = store.table(out.removeprefix("#"))
    counted = answered.group_by("outcome").aggregate(rows=lambda t: t.count()).to_pyarrow().to_pylist()
    return {Outcome(row["outcome"]): int(row["rows"]) for row in counted}
