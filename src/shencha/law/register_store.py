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

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.law import fact_values as written
from shencha.law.cells import OUTCOMES, Outcome, Table, tabulate
from shencha.law.fact_values import Unfit
from shencha.law.facts import FACT, MOST_USERS, Fact, Kind
from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.law.places import is_abroad
from shencha.law.register import Answered
from shencha.law.register_columns import ADDED, RANGE, USERS
from shencha.law.rules import Above, Abroad, AnyOf, Condition, Said
from shencha.law.screening import regime_on
from shencha.text import Text

SCHEMES = ("duckdb:", "postgresql:", "spark:")
MOST_TEXTS = 10_000
"""Different texts of one column of facts; more are a sign that it holds something else."""
_BATCH = 1 << 15
_MEMORY = "512MiB"
"""What DuckDB may hold before it writes to its temporary folder."""
_NONE_KNOWN = ("", "unknown")


def is_store(register: str) -> bool:
    """Does that name a table of a store rather than a file?"""
    return register.startswith(SCHEMES)


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
    with _opened(register, out, spark) as (store, table):
        answered = answer_expression(table, register, on)
        if out.startswith("#"):
            _into_table(store, answered, out, register)
        else:
            _into_file(store, answered, out)
        counted = _count(store, answered, out)
    regime = regime_on(on)
    outcomes = {one.value: counted[one] for one in OUTCOMES if one in counted}
    version = regime.instrument if regime else None
    return Answered(register, out, on, version, sum(counted.values()), outcomes)


def answer_expression(table: Any, register: str, on: date) -> Any:
    """The table with its four columns of answers, as an expression that the store computes.

    Args:
        table: an Ibis table.
        register: its name, for faults.
    Raises:
        BadInput: a column that is no fact, or bad cells.
    """
    import ibis

    _check(table, register)
    read = _Read(table, register)
    regime = regime_on(on)
    secret = read.said("involves_state_secrets")
    if regime is None:
        read.all_facts()
        read.raise_any()
        no_answer = {"outcome": Outcome.NOT_COVERED.value, **dict.fromkeys(ADDED[1:], "")}
        return table.mutate(**{name: ibis.literal(text) for name, text in no_answer.items()})
    cells = tabulate(regime)
    place: Any = ibis.literal(0)
    for asks, weight in zip(cells.asks, cells.weights, strict=True):
        place = place + read.digit(asks) * weight
    read.all_facts()
    read.raise_any()
    refused = len(cells.outcome)
    place = (secret == 2).ifelse(refused, place).cast("int32")
    answers = _beside(table.get_backend(), _answers(cells))
    joined = table.mutate(shencha_place_=place).left_join(answers, "shencha_place_")
    return joined.select(*table.columns, *ADDED)


def _beside(store: Any, answers: Any) -> Any:
    """The cells' answers as a table that the store can join."""
    import ibis

    if store.name != "duckdb":
        return ibis.memtable(answers)
    name = f"shencha_cells_{id(answers)}"
    store.con.register(name, answers)
    return store.table(name)


@cache
def _answers(cells: Table) -> Any:
    """The answer of each cell, and after them that of state secrets."""
    import pyarrow as pa

    ids = [ground.id for ground in cells.regime.grounds]
    rows: dict[str, list[Any]] = {name: [] for name in ("shencha_place_", *ADDED)}
    for place in range(len(cells.outcome)):
        held = [Holds(int(cells.grounds[row, place])) for row in range(len(ids))]
        of = {
            "shencha_place_": place,
            "outcome": OUTCOMES[cells.outcome[place]].value,
            "grounds": ";".join(one for one, is_held in zip(ids, held, strict=True) if is_held is YES),
            "grounds_unknown": ";".join(
                one for one, is_held in zip(ids, held, strict=True) if is_held is UNKNOWN
            ),
            "missing": ";".join(cells.facts(int(cells.missing[place]))),
        }
        for name, value in of.items():
            rows[name].append(value)
    refused = {"shencha_place_": len(cells.outcome), "outcome": Outcome.REFUSED.value}
    grounds = [cells.grounds[row, 0] for row in range(len(ids))]
    assert all(Holds(int(one)) is NO for one in grounds), "the first cell has every answer no"
    for name in rows:
        rows[name].append(refused.get(name, ""))
    return pa.table({name: pa.array(column) for name, column in rows.items()}).cast(
        pa.schema([("shencha_place_", pa.int32()), *((name, pa.string()) for name in ADDED)])
    )


class _Read:
    """The facts of a store's table as expressions; bad cells are counted by the store."""

    def __init__(self, table: Any, register: str) -> None:
        self.table, self.register = table, register
        self.faults: list[Fault] = []
        self._texts: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._users: tuple[Any, Any] | None = None

    def digit(self, asks: Condition) -> Any:
        """No 0, unknown 1, yes 2."""
        import ibis

        match asks:
            case Said(fact):
                return self.said(fact)
            case Above(_, figure):
                low, high = self.users()
                return (low > figure.value).cast("int32") + (high > figure.value).cast("int32")
            case AnyOf(fact, kinds):
                return self._coded(fact, lambda found: _digit(found, lambda k: not kinds.isdisjoint(k)))
            case Abroad(fact):
                return self._coded(fact, lambda found: _digit(found, is_abroad))
        return ibis.literal(1)

    def said(self, fact: str) -> Any:
        """A three-valued fact as a digit."""
        return self._coded(fact, lambda found: (int(found) + 1) >> 1)

    def all_facts(self) -> None:
        """Read the columns too that no question asks for: what is wrong in them is wrong."""
        for name, fact in FACT.items():
            if name in self.table.columns and fact.kind is not Kind.COUNT:
                self._read(fact)
        self.users()

    def raise_any(self) -> None:
        """Raise what was found.

        Raises:
            BadInput: there is anything.
        """
        if self.faults:
            raise BadInput(dict.fromkeys(self.faults))

    def _coded(self, name: str, code: Callable[[Any], int]) -> Any:
        import ibis

        if name not in self.table.columns:
            return ibis.literal(1)
        text, values = self._read(FACT[name])
        cases = [(value, code(found)) for value, found in values.items()]
        return text.cases(*cases, else_=1).cast("int32") if cases else ibis.literal(1)

    def _read(self, fact: Fact) -> tuple[Any, dict[str, Any]]:
        """The column as text, and what each of its texts means."""
        if fact.name in self._texts:
            return self._texts[fact.name]
        text = _as_text(self.table[fact.name])
        counted = (
            self.table.select(value=text)
            .group_by("value")
            .aggregate(rows=lambda t: t.count())
            .order_by("value")
            .limit(MOST_TEXTS + 1)
            .to_pyarrow()
            .to_pylist()
        )
        if len(counted) > MOST_TEXTS and fact.kind is not Kind.DAY:
            wrong = Text(f"不同的值多于 {MOST_TEXTS} 个", f"it has more than {MOST_TEXTS} different values")
            self._fault(fact.name, wrong, Text("请核对该列", "check the column"))
        values: dict[str, Any] = {}
        for row in counted:
            try:
                values[row["value"]] = _parse(fact, row["value"])
            except Unfit as unfit:
                for problem in unfit.problems:
                    wrong = Text(
                        f"{problem.wrong.zh}（{row['rows']} 行）", f"{problem.wrong.en} ({row['rows']} rows)"
                    )
                    self._fault(fact.name, wrong, problem.right)
        self._texts[fact.name] = text, values
        return text, values

    def users(self) -> tuple[Any, Any]:
        """Both ends of each row's range of users."""
        import ibis

        if self._users is not None:
            return self._users
        exact, low, high = (self._number(name) for name in (USERS, *RANGE))
        both = (exact >= 0) & ((low >= 0) | (high >= 0))
        turned = (high >= 0) & (low > high)
        given = [name for name in (USERS, *RANGE) if name in self.table.columns]
        counts = {
            "both": self._rows(both) if USERS in given and len(given) > 1 else 0,
            "turned": self._rows(turned) if len(set(RANGE) & set(given)) > 1 else 0,
        }
        if counts["both"]:
            wrong = Text(
                f"{counts['both']} 行同时写了数字和范围",
                f"{counts['both']} rows have a number and a range together",
            )
            self._fault(USERS, wrong, Text("请只写一种", "write one of them"))
        if counts["turned"]:
            wrong = Text(
                f"{counts['turned']} 行的 at_least 大于 at_most",
                f"in {counts['turned']} rows at_least is larger than at_most",
            )
            self._fault(
                RANGE[0], wrong, Text("请把较小的数写在 at_least", "write the smaller number as at_least")
            )
        endless = ibis.literal(MOST_USERS + 1, "int64")
        at_least = (exact >= 0).ifelse(exact, (low >= 0).ifelse(low, 0))
        at_most = (exact >= 0).ifelse(exact, (high >= 0).ifelse(high, endless))
        self._users = at_least, at_most
        return self._users

    def _rows(self, where: Any) -> int:
        return int(self.table.filter(where).count().to_pyarrow().as_py())

    def _number(self, name: str) -> Any:
        """Whole numbers; -1 where the cell says nothing or is bad (which is noted)."""
        import ibis

        nothing = ibis.literal(-1, "int64")
        if name not in self.table.columns:
            return nothing
        column = self.table[name]
        if column.type().is_numeric():
            whole = column.cast("int64") if column.type().is_integer() else column.round().cast("int64")
            fits = (column >= 0) & (column <= MOST_USERS) & (column == whole)
            silent = column.isnull()
            text = column.cast("string")
        else:
            text = column.cast("string").strip()
            silent = text.isnull() | text.isin(_NONE_KNOWN)
            fits = text.re_search(r"^[0-9]{1,15}$|^10{15}$").fill_null(False)
            whole = fits.ifelse(text, ibis.literal("-1")).cast("int64")
        fits = fits.fill_null(False)
        bad = self.table.select(value=text, wrong=~silent & ~fits).filter(lambda t: t.wrong)
        counted = (
            bad.group_by("value")
            .aggregate(rows=lambda t: t.count())
            .order_by("value")
            .limit(100)
            .to_pyarrow()
        )
        for row in counted.to_pylist():
            self._bad_number(name, row["value"], row["rows"])
        return (silent | ~fits).ifelse(nothing, whole)

    def _bad_number(self, name: str, value: str, rows: int) -> None:
        try:
            written.parse_count(int(value))
        except (ValueError, Unfit) as problem:
            unfit = problem if isinstance(problem, Unfit) else None
            try:
                written.parse_count(value)
            except Unfit as spoken:
                unfit = unfit or spoken
            assert unfit
            for one in unfit.problems:
                wrong = Text(f"{one.wrong.zh}（{rows} 行）", f"{one.wrong.en} ({rows} rows)")
                self._fault(name, wrong, one.right)

    def _fault(self, name: str, wrong: Text, right: Text) -> None:
        self.faults.append(Fault(self.register, f"column {name}", wrong, right))


def _digit(found: Any, holds: Callable[[Any], bool]) -> int:
    return 1 if found is None else 2 if holds(found) else 0


def _as_text(column: Any) -> Any:
    if column.type().is_array():
        listed = column.join(";")
        return column.isnull().ifelse("", (column.length() == 0).ifelse("[]", listed))
    return column.cast("string").strip().fill_null("")


def _parse(fact: Fact, text: str) -> Any:
    match fact.kind:
        case Kind.KINDS:
            if text == "[]":
                return frozenset()
            return (
                None if text in _NONE_KNOWN else written.parse_kinds([one.strip() for one in text.split(";")])
            )
        case Kind.SAID:
            return written.parse_said(text.lower() if text.lower() in ("true", "false") else text or None)
        case _:
            return written.parse(fact, text or None)


def _check(table: Any, register: str) -> None:
    """Columns by their names and types, as a register file's are checked."""
    import polars as pl

    from shencha.law.register_columns import BadCells, check_columns

    faults = BadCells(register)
    kinds: dict[str, Any] = {}
    for name, dtype in table.schema().items():
        if dtype.is_boolean():
            kinds[name] = pl.Boolean()
        elif dtype.is_numeric():
            kinds[name] = pl.Int64()
        elif dtype.is_array():
            kinds[name] = pl.List(pl.String)
        elif dtype.is_date():
            kinds[name] = pl.Date()
        else:
            kinds[name] = pl.String()
    check_columns(pl.DataFrame(schema=kinds), faults)
    faults.raise_any()


@dataclass(frozen=True, slots=True)
class _Place:
    scheme: str
    where: str
    table: str


def _place(register: str) -> _Place:
    scheme, _, rest = register.partition(":")
    where, _, table = rest.rpartition("#") if "#" in rest else (rest, "", "")
    return _Place(scheme, where, table)


@contextlib.contextmanager
def _opened(register: str, out: str, spark: Any) -> Iterator[tuple[Any, Any]]:
    place = _place(register)
    store = _connect(place, register, out, spark)
    if store.name == "duckdb":  # rows in order would be held back, and memory would grow with the register
        store.con.execute("SET preserve_insertion_order = false")
        store.con.execute(f"SET memory_limit = '{_MEMORY}'")
    try:
        yield store, _table(store, place, register)
    finally:
        if spark is None:
            store.disconnect()


def _connect(place: _Place, register: str, out: str, spark: Any) -> Any:
    import ibis

    path = Path(place.where)
    if place.scheme != "postgresql" and place.where and not path.exists():
        raise _bad(
            register, Text("没有这个文件", "there is no such file"), Text("请核对路径", "check the path")
        )
    if place.scheme == "duckdb":
        import duckdb

        if path.suffix == ".parquet":
            return ibis.duckdb.connect()
        try:
            return ibis.duckdb.connect(place.where, read_only=not out.startswith("#"))
        except duckdb.Error as error:
            raise _unreadable(register, error) from None
    if place.scheme == "postgresql":
        import psycopg

        try:
            return ibis.connect(f"postgresql:{place.where}")
        except psycopg.Error as error:
            raise _unreadable(register, error) from None
    try:
        import pyspark  # noqa: F401
    except ImportError:
        right = Text("请安装 shencha[spark]", "install shencha[spark]")
        raise _bad(register, Text("没有安装 Spark", "Spark is not installed"), right) from None
    return ibis.pyspark.connect(session=spark) if spark is not None else ibis.pyspark.connect()


def _table(store: Any, place: _Place, register: str) -> Any:
    if not place.table:
        if place.scheme == "postgresql" or not place.where.endswith(".parquet"):
            wrong = Text("没有写明哪张表", "no table is named")
            raise _bad(register, wrong, Text("请写 …#TABLE", "write …#TABLE"))
        return store.read_parquet(place.where)
    tables = _tables(store)
    if place.table not in tables:
        wrong = Text(f"没有表 {place.table}", f"there is no table {place.table}")
        names = ", ".join(sorted(tables)[:10]) or "-"
        raise _bad(register, wrong, Text(f"有这些表：{names}", f"the tables are {names}"))
    return store.table(place.table)


def _tables(store: Any) -> list[str]:
    if store.name == "duckdb":  # Ibis 12 calls what DuckDB 2 no longer has
        return [name for (name,) in store.con.execute("SHOW TABLES").fetchall()]
    names: list[str] = store.list_tables()
    return names


def _into_table(store: Any, answered: Any, out: str, register: str) -> None:
    import ibis

    name = out.removeprefix("#")
    if not name or name in _tables(store):
        wrong = Text(f"表 {name} 已经存在", f"the table {name} exists already")
        raise _bad(out, wrong, Text("请写一个新的表名", "write the name of a new table"))
    if _place(register).scheme == "duckdb" and register.endswith(".parquet"):
        wrong = Text("Parquet 文件里不能建表", "a Parquet file holds no tables")
        raise _bad(out, wrong, Text("请写一个文件名", "write the name of a file"))
    if store.name == "duckdb":  # Ibis 12 asks DuckDB 2 to drop a view without a name
        quoted = name.replace('"', '""')
        store.con.execute(f'CREATE TABLE "{quoted}" AS {ibis.to_sql(answered, dialect="duckdb")}')
    else:
        store.create_table(name, answered)


def _into_file(store: Any, answered: Any, out: str) -> None:
    """Write batch by batch (DuckDB does so itself): memory does not grow with the register."""
    import ibis
    import pyarrow as pa
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pa_parquet

    from shencha.law.register import target_of, whole_or_nothing

    target = target_of("", out)
    if target.suffix.lower() == ".csv":  # a list is written as the register writes it
        lists = {name: _as_text(answered[name]) for name, t in answered.schema().items() if t.is_array()}
        answered = answered.mutate(**lists) if lists else answered
    with whole_or_nothing(target) as scratch:
        parquet = target.suffix.lower() == ".parquet"
        if store.name == "duckdb":
            where, form = (
                str(scratch).replace("'", "''"),
                "FORMAT parquet" if parquet else "FORMAT csv, HEADER",
            )
            store.con.execute(f"COPY ({ibis.to_sql(answered, dialect='duckdb')}) TO '{where}' ({form})")
            return
        with answered.to_pyarrow_batches(chunk_size=_BATCH) as batches:
            written: Any = pa_parquet.ParquetWriter if parquet else pa_csv.CSVWriter
            with written(str(scratch), batches.schema) as file:
                for batch in batches:
                    file.write_table(pa.Table.from_batches([batch]))


def _count(store: Any, answered: Any, out: str) -> dict[Outcome, int]:
    if out.startswith("#"):
        answered = store.table(out.removeprefix("#"))
    counted = answered.group_by("outcome").aggregate(rows=lambda t: t.count()).to_pyarrow().to_pylist()
    return {Outcome(row["outcome"]): int(row["rows"]) for row in counted}


def _unreadable(register: str, error: Exception) -> BadInput:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    wrong = Text(f"无法打开：{reason}", f"it cannot be opened: {reason}")
    right = Text("请核对地址、库名和权限", "check address, name and rights")
    return _bad(register, wrong, right)


def _bad(place: str, wrong: Text, right: Text) -> BadInput:
    return BadInput([Fault(place, "register", wrong, right)])
