"""The stores in which a register can lie (DuckDB, PostgreSQL, Spark, a Parquet file): opened, read, written into.

A store is reached through Ibis. DuckDB is held to a bound of memory and writes to its temporary folder beyond it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.stores.engines import literal, lock, open_duckdb, quoted
from shencha.stores.files import target_of, whole_or_nothing
from shencha.text import Text

_PASSWORD = re.compile(r"^(postgresql://[^:/@]*:).*@")
SCHEMES = ("duckdb:", "postgresql:", "spark:")
_BATCH = 1 << 15
_MEMORY = "512MiB"
"""What DuckDB may hold before it writes to its temporary folder."""


def is_store(register: str) -> bool:
    """Does that name a table of a store rather than a file?"""
    return register.startswith(SCHEMES)


@dataclass(frozen=True, slots=True)
class Place:
    """A store's kind, its address or file, and the table in it; a Parquet file has none."""

    scheme: str
    where: str
    table: str


def place_of(register: str) -> Place:
    """What a register's name says."""
    scheme, _, rest = register.partition(":")
    where, _, table = rest.rpartition("#") if "#" in rest else (rest, "", "")
    return Place(scheme, where, table)


def shown(register: str) -> str:
    """A register's name without the password that its address may hold."""
    return _PASSWORD.sub(r"\1…@", register)


def _hidden(bad: BadInput) -> BadInput:
    return BadInput([replace(fault, file=shown(fault.file)) for fault in bad.faults])


@contextlib.contextmanager
def opened(register: str, out: str, spark: Any, old: str | None = None) -> Iterator[tuple[Any, Any]]:
    """The store and its table, until the end of the block.

    Args:
        old: another table of it that will be asked for.
        out: where the answer goes; a table of the store wants it open for writing.
        spark: a session to use, which is left open.
    Raises:
        BadInput: a store or table that cannot be used.
    """
    try:
        store = _connect(place_of(register), register, out, spark, old)
    except BadInput as bad:
        raise _hidden(bad) from None
    try:
        yield store, table_of(store, place_of(register), register)
    except BadInput as bad:
        raise _hidden(bad) from None
    finally:
        if spark is None:
            store.disconnect()


def _connect(place: Place, register: str, out: str, spark: Any, old: str | None) -> Any:
    import ibis

    path = Path(place.where)
    _check_there(place, register)
    if place.scheme == "duckdb":
        import duckdb

        alone = path.suffix == ".parquet"
        other = [Path(place_of(old).where)] if old and not old.startswith("#") else []
        inside = out.startswith("#")
        try:
            store = open_duckdb(
                None if alone else path,
                memory=_MEMORY,
                files=[*([path] if alone else []), *other],
                folders=[] if inside else [Path(out).parent],
                write=inside,
                spill=True,
            )
        except duckdb.Error as error:
            raise _unreadable(register, error) from None
        lock(store)
        return store
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
        raise bad_store(register, Text("没有安装 Spark", "Spark is not installed"), right) from None
    return ibis.pyspark.connect(session=spark) if spark is not None else ibis.pyspark.connect()


def _check_there(place: Place, register: str) -> None:
    if place.scheme != "postgresql" and place.where and not Path(place.where).exists():
        raise bad_store(
            register, Text("没有这个文件", "there is no such file"), Text("请核对路径", "check the path")
        )


def earlier_in(store: Any, register: str, old: str) -> Any:
    """Another table of the store in which the register lies.

    Args:
        old: named as the register is, or `#TABLE` alone.
    Raises:
        BadInput: it lies elsewhere, or there is no such table.
    """
    here = place_of(register)
    place = Place(here.scheme, here.where, old[1:]) if old.startswith("#") else place_of(old)
    files = all(not one.table and one.where.endswith(".parquet") for one in (here, place))
    if place.scheme != here.scheme or not (files or (place.where == here.where and place.table)):
        wrong = Text("两份登记表不在同一个库里", "the two registers do not lie in one store")
        right = Text(
            "请写同一个库的 #TABLE，或者两个 Parquet 文件",
            "write #TABLE of the same store, or two Parquet files",
        )
        raise bad_store(old, wrong, right)
    _check_there(place, old)
    return table_of(store, place, old)


def table_of(store: Any, place: Place, register: str) -> Any:
    """The table of that place.

    Raises:
        BadInput: there is none of that name, or none is named.
    """
    if not place.table:
        if place.scheme == "postgresql" or not place.where.endswith(".parquet"):
            wrong = Text("没有写明哪张表", "no table is named")
            raise bad_store(register, wrong, Text("请写 …#TABLE", "write …#TABLE"))
        return store.read_parquet(str(Path(place.where).resolve()) if store.name == "duckdb" else place.where)
    tables = _tables(store)
    if place.table not in tables:
        wrong = Text(f"没有表 {place.table}", f"there is no table {place.table}")
        names = ", ".join(sorted(tables)[:10]) or "-"
        raise bad_store(register, wrong, Text(f"有这些表：{names}", f"the tables are {names}"))
    return store.table(place.table)


def _tables(store: Any) -> list[str]:
    if store.name == "duckdb":  # Ibis 12 calls what DuckDB 2 no longer has
        return [name for (name,) in store.con.execute("SHOW TABLES").fetchall()]
    names: list[str] = store.list_tables()
    return names


def into_table(store: Any, answered: Any, out: str, register: str) -> None:
    """Write a new table into the store.

    Raises:
        BadInput: there is one of that name, or no place for one.
    """
    import ibis

    name = out.removeprefix("#")
    if not name or name in _tables(store):
        wrong = Text(f"表 {name} 已经存在", f"the table {name} exists already")
        raise bad_store(out, wrong, Text("请写一个新的表名", "write the name of a new table"))
    if place_of(register).scheme == "duckdb" and register.endswith(".parquet"):
        wrong = Text("Parquet 文件里不能建表", "a Parquet file holds no tables")
        raise bad_store(out, wrong, Text("请写一个文件名", "write the name of a file"))
    if store.name == "duckdb":  # Ibis 12 asks DuckDB 2 to drop a view without a name
        store.con.execute(f"CREATE TABLE {quoted(name)} AS {ibis.to_sql(answered, dialect='duckdb')}")
    else:
        store.create_table(name, answered)


def into_file(store: Any, answered: Any, out: str) -> None:
    """Write batch by batch (DuckDB does so itself): memory does not grow with the register."""
    import ibis
    import pyarrow as pa
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pa_parquet

    target = target_of("", out)
    if target.suffix.lower() == ".csv":  # a list is written as the register writes it
        lists = {name: as_text(answered[name]) for name, t in answered.schema().items() if t.is_array()}
        answered = answered.mutate(**lists) if lists else answered
    with whole_or_nothing(target) as scratch:
        parquet = target.suffix.lower() == ".parquet"
        if store.name == "duckdb":
            form = "FORMAT parquet" if parquet else "FORMAT csv, HEADER"
            sql = ibis.to_sql(answered, dialect="duckdb")
            store.con.execute(f"COPY ({sql}) TO {literal(str(scratch.resolve()))} ({form})")
            return
        with answered.to_pyarrow_batches(chunk_size=_BATCH) as batches:
            written: Any = pa_parquet.ParquetWriter if parquet else pa_csv.CSVWriter
            with written(str(scratch), batches.schema) as file:
                for batch in batches:
                    file.write_table(pa.Table.from_batches([batch]))


def as_text(column: Any) -> Any:
    """A column of any type as a register file writes it; a cell that says nothing is empty."""
    if column.type().is_array():
        listed = column.join(";")
        return column.isnull().ifelse("", (column.length() == 0).ifelse("[]", listed))
    return column.cast("string").strip().fill_null("")


def _unreadable(register: str, error: Exception) -> BadInput:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    wrong = Text(f"无法打开：{reason}", f"it cannot be opened: {reason}")
    right = Text("请核对地址、库名和权限", "check address, name and rights")
    return bad_store(register, wrong, right)


def bad_store(place: str, wrong: Text, right: Text) -> BadInput:
    """One fault of a whole store."""
    return BadInput([Fault(place, "register", wrong, right)])
