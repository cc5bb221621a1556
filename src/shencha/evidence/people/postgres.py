"""PostgreSQL, asked in place: one read-only snapshot, integers by binary COPY."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from shencha.evidence.people.store import Batch, StoreFailed, type_of
from shencha.stores.engines import literal, quoted
from shencha.text import Text

_VIEW = Text(
    "是视图，没有读取：其中的记录已在表中；要清点请在 tables 中写明",
    "a view, not read: its records stand in tables; to count it, name it in tables",
)
_HEAD = 19
"""Bytes before the first row of a binary COPY: signature, flags, length of an extension."""
_BLOCK = 1 << 22


class PostgresStore:
    """A database; every table of the search path's first schema, read in one snapshot."""

    engine = "postgres"

    def __init__(self, uri: str, named: Iterable[str] = ()) -> None:
        """Args: named: the tables that the sources name; of views and parts of tables, only these are read."""
        import psycopg

        self._errors = psycopg.Error
        try:
            self._connection: Any = psycopg.connect(uri, autocommit=True, connect_timeout=10)
        except (psycopg.Error, ValueError) as error:
            raise StoreFailed(*_told(error)) from None
        self.version = f"PostgreSQL {self._connection.info.server_version // 10000}"
        # one snapshot for all tables: what is written meanwhile does not change the count
        self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        found = self._rows(
            "SELECT c.relname, c.relkind IN ('v', 'm') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition"
        )
        self._unreadable = {name: _VIEW for name, view in found if view and name not in set(named)}
        self._tables = sorted(name for name, _ in found if name not in self._unreadable)

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            with self._connection.cursor() as cursor:
                return list(cursor.execute(sql).fetchall())
        except self._errors as error:
            raise StoreFailed(*_told(error)) from None

    def tables(self) -> list[str]:
        """Names of the tables it holds."""
        return list(self._tables)

    def unreadable(self) -> dict[str, Text]:
        """Views: what they show stands in tables already, or elsewhere."""
        return dict(self._unreadable)

    def columns(self, table: str) -> dict[str, str]:
        """Type of each column."""
        if table not in self.tables():
            raise KeyError(table)
        import ibis

        found = self._rows(
            "SELECT column_name, data_type, numeric_scale FROM information_schema.columns "
            f"WHERE table_schema = current_schema() AND table_name = {literal(table)} ORDER BY ordinal_position"
        )
        types = {}
        for name, kind, scale in found:
            plain = _TYPES.get(kind, "json")
            dtype = ibis.dtype(f"decimal(38, {scale or 0})") if plain == "decimal" else ibis.dtype(plain)
            types[name] = type_of(dtype)
        return types

    def relation(self, table: str) -> str:
        """The table's name in SQL."""
        return quoted(table)

    @contextmanager
    def sample(self, table: str, rows: int) -> Iterator[str]:
        """The first rows, as a select."""
        yield f"(SELECT * FROM {self.relation(table)} LIMIT {rows}) AS looked"

    def stream(self, sql: str, table: str, width: int) -> Iterator[Batch]:
        """The integers of a select, column by column, in batches: rows of fixed length, none of them NULL."""
        row = np.dtype(
            [("n", ">i2")] + [x for c in range(width) for x in ((f"l{c}", ">i4"), (f"c{c}", ">i8"))]
        )
        held = bytearray()
        begun = False
        try:
            copy_sql = f"COPY ({sql}) TO STDOUT (FORMAT BINARY)"
            with self._connection.cursor() as cursor, cursor.copy(copy_sql) as copy:
                for block in copy:
                    held += block
                    if not begun and len(held) >= _HEAD:
                        del held[:_HEAD]
                        begun = True
                    if len(held) >= _BLOCK:
                        whole = len(held) // row.itemsize - 1
                        yield _columns(bytes(held[: whole * row.itemsize]), row, width)
                        del held[: whole * row.itemsize]
        except self._errors as error:
            raise StoreFailed(*_told(error), table) from None
        yield _columns(bytes(held[: (len(held) - 2) // row.itemsize * row.itemsize]), row, width)

    def close(self) -> None:
        """Leave nothing behind."""
        self._connection.close()


def _columns(raw: bytes, row: np.dtype[Any], width: int) -> Batch:
    rows = np.frombuffer(raw, row)
    return [rows[f"c{at}"].astype(np.int64).view(np.uint64) for at in range(width)]


_TYPES = {
    "text": "string",
    "character varying": "string",
    "character": "string",
    "uuid": "uuid",
    "smallint": "int16",
    "integer": "int32",
    "bigint": "int64",
    "numeric": "decimal",
    "real": "float32",
    "double precision": "float64",
}
_UNFIT = ("42804", "42883", "42846", "42725")
"""Types that do not go together: datatype_mismatch, undefined_function, cannot_coerce, ambiguous_function."""
_UNREACHABLE = (
    Text("无法连接数据库", "the database cannot be reached"),
    Text("请核对主机、端口以及服务是否运行", "check host and port, and that the server runs"),
)


def _told(error: Any) -> tuple[Text, Text]:
    """What went wrong, by its class; the server's own words are not passed on."""
    state = getattr(error, "sqlstate", None) or ""
    refused = "authentication failed" in str(error) or "no password supplied" in str(error)
    if state.startswith("28") or refused:
        return (
            Text("用户名或者密码不被接受", "user or password is not accepted"),
            Text("请核对用户和密码（可用 PGPASSWORD 提供）", "check them (PGPASSWORD may hold the password)"),
        )
    if state == "3D000" or ("does not exist" in str(error) and not state):
        return Text("没有这个数据库", "there is no such database"), Text("请核对数据库名", "check its name")
    if state == "42501":
        return (
            Text("没有读取该表的权限", "this user may not read the table"),
            Text("请授予 SELECT 权限", "grant SELECT on it"),
        )
    if state.startswith("22") or state in _UNFIT:
        return (
            Text("条件与列的类型不符", "a condition does not fit the type of its column"),
            Text(
                "请核对 only、entrusted、active 中的列名和值",
                "check columns and values in only, entrusted and active",
            ),
        )
    if state:
        return (
            Text(f"数据库中止了查询（{state}）", f"the database broke the query off ({state})"),
            Text("请稍后重新清点", "count again later"),
        )
    return _UNREACHABLE
