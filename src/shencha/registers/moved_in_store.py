"""Compares a register with an earlier day or an earlier register where both lie, in one store.

The answers are those of `register_compared`, as texts set apart by `;`: rows are answered, matched and set side
by side by the store, and only counts and the parties that are named come out of it. A store has no row numbers,
so a party is named by its key.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.law.logic.cells import OUTCOMES, Table
from shencha.law.logic.facts import FACTS, Kind
from shencha.registers.cells import ADDED, COMPARED, RANGE, USERS
from shencha.registers.compared import MOST_NAMED, Compared, Newly, newly_of
from shencha.registers.rows import Answered
from shencha.registers.store_columns import StoreColumns, check_store
from shencha.registers.stored import beside, cells_on, place_in, with_answers
from shencha.stores.store import earlier_in, into_file, into_table, opened, shown
from shencha.text import Text

_NOW, _WAS, _KEY, _BEFORE = "shencha_now_", "shencha_was_", "shencha_key_", "_before"


def compare_store(
    register: str,
    out: str,
    on: date,
    *,
    before: date | None = None,
    old: str | None = None,
    key: str | None = None,
    spark: Any = None,
) -> Compared:
    """Answer a store's table, compare it with an earlier day or an earlier table, and write both to `out`.

    Args:
        register, out, spark: as `screen_store`.
        before: the earlier day; without it, that of `on` (then only facts can have changed).
        old: the earlier table, of the same store (`#NAME` suffices) or another Parquet file; without it, the
            same one.
        key: the column that tells parties apart.
    Raises:
        BadInput: as `screen_store`, for either table; also a key that is no column, is empty or repeated.
    """
    earlier_day = before or on
    with opened(register, out, spark, old) as (store, table):
        earlier = None if old is None else earlier_in(store, register, old)
        compared = compare_expression(table, register, on, earlier_day, key, earlier, old or register)
        if out.startswith("#"):
            into_table(store, compared, out, register)
            compared = store.table(out.removeprefix("#"))
        else:
            into_file(store, compared, out)
        return _told(
            compared,
            Answered(shown(register), out, on, None, 0, {}),
            earlier_day,
            old and shown(old),
            key or "",
        )


def compare_expression(
    table: Any, register: str, on: date, before: date, key: str | None, earlier: Any = None, old: str = ""
) -> Any:
    """The table with eight columns of answers, as an expression that the store computes.

    Args:
        table, earlier: Ibis tables; without an earlier one only the days differ.
        register, old: their names, for faults.
    Raises:
        BadInput: a column that is no fact, bad cells, or a key that cannot tell parties apart.
    """
    import ibis

    check_store(table, register, (*ADDED, *COMPARED))
    faults = _keys(table, register, key, alone=earlier is not None)
    columns, was = StoreColumns(table, register), None
    if earlier is not None:
        earlier = earlier.drop(*(name for name in (*ADDED, *COMPARED) if name in earlier.columns))
        check_store(earlier, old)
        faults += _keys(earlier, old, key, alone=True)
        was = StoreColumns(earlier, old)
    for one in filter(None, (columns, was)):
        one.all_facts()
        faults += one.faults
    if faults:
        raise BadInput(dict.fromkeys(faults))
    new_cells, old_cells = cells_on(on), cells_on(before)
    now = {_NOW: place_in(columns, new_cells)}
    if was is None:
        rows = table.mutate(**now, **{_WAS: place_in(columns, old_cells), "facts_changed": ibis.literal("")})
    else:
        rows = _matched(now, columns, {_WAS: place_in(was, old_cells)}, was, str(key))
    rows = with_answers(rows, _NOW, new_cells, table)
    rows = with_answers(rows, _WAS, old_cells, table, _BEFORE)
    before_now = ibis._.grounds_before.fill_null("")  # of a party that was not in the earlier register
    rows = rows.select(*table.columns, *ADDED, *COMPARED[::3], grounds_before=before_now)
    turned = beside(table.get_backend(), _turned(new_cells, old_cells))
    return rows.left_join(turned, ["grounds", "grounds_before"]).select(*table.columns, *ADDED, *COMPARED)


def _matched(
    now: dict[str, Any], columns: StoreColumns, then: dict[str, Any], was: StoreColumns, key: str
) -> Any:
    """Each row beside the earlier one of its key: what is known `then`, and the facts that read differently."""
    mine_said, theirs_said = _spoken(columns), _spoken(was)
    names = [name for name in mine_said if _told_in(name, columns) or _told_in(name, was)]
    mine = columns.table.mutate(
        **{_KEY: columns.table[key].cast("string")},
        **now,
        **{f"{_NOW}{i}": mine_said[name] for i, name in enumerate(names)},
    )
    theirs = was.table.select(
        **{_KEY: was.table[key].cast("string")},
        **then,
        **{f"{_WAS}{i}": theirs_said[name] for i, name in enumerate(names)},
    )
    return mine.left_join(theirs, _KEY).mutate(facts_changed=lambda both: _changed(both, names))


def _changed(both: Any, names: list[str]) -> Any:
    """The facts that differ between the two sides, set apart by `;`; what stands on one side only does not."""
    import ibis

    changed: Any = ibis.literal("")
    for fact in FACTS:
        differ: Any = ibis.literal(False)
        for i, name in enumerate(names):
            if name == fact.name or (name in RANGE and fact.name == USERS):
                differ = differ | (both[f"{_NOW}{i}"] != both[f"{_WAS}{i}"]).fill_null(False)
        changed = changed + differ.ifelse(f"{fact.name} ", "")
    return changed.strip().replace(" ", ";")


def _spoken(columns: StoreColumns) -> dict[str, Any]:
    """Each fact in its one form, in the order of the facts; users as both ends of their range."""
    out: dict[str, Any] = {}
    for fact in FACTS:
        if fact.kind is Kind.COUNT:
            out |= dict(zip(RANGE, columns.users(), strict=True))
        else:
            out[fact.name] = columns.spoken(fact)
    return out


def _told_in(name: str, columns: StoreColumns) -> bool:
    names = (USERS, *RANGE) if name in RANGE else (name,)
    return any(one in columns.table.columns for one in names)


@cache
def _turned(new_cells: Table | None, old_cells: Table | None) -> Any:
    """What begins and what ends between two sets of grounds, for every two that can be."""
    import pyarrow as pa

    rows = [
        {
            "grounds": ";".join(now),
            "grounds_before": ";".join(was),
            "grounds_new": ";".join(one for one in now if one not in was),
            "grounds_ended": ";".join(one for one in was if one not in now),
        }
        for now in _sets(new_cells)
        for was in _sets(old_cells)
    ]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in rows[0]]))


def _sets(cells: Table | None) -> list[tuple[str, ...]]:
    ids = [ground.id for ground in cells.regime.grounds] if cells else []
    return [some for many in range(len(ids) + 1) for some in combinations(ids, many)]


def _keys(table: Any, register: str, key: str | None, *, alone: bool) -> list[Fault]:
    """What is wrong with the key.

    Args:
        alone: must each key be there, and stand once?
    """
    if key is None:
        wrong = Text("没有写明以哪一列辨认当事人", "no column is named that tells parties apart")
        right = Text("库里没有行号：请写 --key NAME", "a store has no row numbers: write --key NAME")
        return [Fault(register, "--key", wrong, right)]
    if key not in table.columns:
        names = ", ".join(table.columns[:5])
        wrong = Text(f"没有 {key} 这一列", f"there is no column {key}")
        return [Fault(register, f"column {key}", wrong, Text(f"例如 {names}", f"there are {names}"))]
    if not alone:
        return []
    keys = table.select(key=table[key].cast("string"))
    nothing = keys.filter(keys.key.isnull() | (keys.key == ""))
    if empty := int(nothing.count().to_pyarrow().as_py()):
        wrong = Text(f"该列有 {empty} 行是空的", f"{empty} rows have no key")
        return [Fault(register, f"column {key}", wrong, Text("每行都要有代号", "every row needs its key"))]
    counted = keys.group_by("key").aggregate(rows=lambda t: t.count())
    repeated = counted.filter(counted.rows > 1).order_by("key").limit(MOST_NAMED).to_pyarrow().to_pylist()
    return [
        Fault(
            register,
            f"column {key}",
            Text(f"{row['key']} 出现了 {row['rows']} 次", f"{row['key']} stands {row['rows']} times"),
            Text("每个当事人只写一行", "write each party once"),
        )
        for row in repeated
    ]


def _told(compared: Any, asked: Answered, before: date, old: str | None, key: str) -> Compared:
    """Counted in one pass of the store, and the first parties named in another."""
    counted = (
        compared.group_by("outcome_before", "outcome", "grounds_new")
        .aggregate(rows=lambda t: t.count())
        .to_pyarrow()
        .to_pylist()
    )
    cells = cells_on(asked.on)
    moves: dict[tuple[str | None, str], int] = {}
    total = 0
    for row in counted:
        move = row["outcome_before"], row["outcome"]
        moves[move] = moves.get(move, 0) + row["rows"]
        total += row["rows"] * len(_listed(row["grounds_new"]))
    outcomes = {
        one.value: rows
        for one in OUTCOMES
        if (rows := sum(n for (_, now), n in moves.items() if now == one.value))
    }
    rows = compared.filter(compared.grounds_new != "").order_by(compared[key].cast("string"))
    told = rows.limit(MOST_NAMED).select(
        key=rows[key].cast("string"),
        grounds_new=rows.grounds_new,
        facts_changed=rows.facts_changed,
        known=rows.outcome_before.notnull(),
    )
    newly: list[Newly] = []
    if cells is not None:
        for row in told.to_pyarrow().to_pylist():
            facts = tuple(_listed(row["facts_changed"]))
            newly += newly_of(
                cells.regime, None, row["key"], _listed(row["grounds_new"]), facts, row["known"]
            )
    version = cells.regime.instrument if cells else None
    done = Answered(asked.register, asked.out, asked.on, version, sum(moves.values()), outcomes)
    ordered = dict(sorted(moves.items(), key=lambda move: (move[0][0] or "", move[0][1])))
    return Compared(done, before, old, ordered, tuple(newly), total)


def _listed(text: str) -> list[str]:
    return text.split(";") if text else []
