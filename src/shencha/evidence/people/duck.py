"""Files and DuckDB databases, asked through the embedded DuckDB; nothing is spilled to disk."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.evidence.people.csv_files import Form, form_of
from shencha.evidence.people.folders import SUFFIXES, encoding_of, masked, walk
from shencha.evidence.people.head import Head
from shencha.evidence.people.store import Batch, StoreFailed, type_of
from shencha.stores.engines import literal, lock, open_duckdb, quoted
from shencha.text import Text

_ROWS = 1 << 18
_AT_ONCE = 1000
_MEMORY = "1500MB"
_MOST_TRANSCODED = 2 << 30
"""Bytes of a file in another encoding than UTF-8 that are written anew in memory."""
_VIEW = Text(
    "是视图，没有读取：视图能读取任何文件；要清点请在 tables 中写明",
    "a view, which could read any file, so it is not read; to count it, name it in tables",
)


class DuckStore:
    """A file, a folder of CSV and Parquet files, or a database file, which is opened for reading only."""

    engine = "duckdb"

    def __init__(self, uri: str, folder: Path, named: Iterable[str] = ()) -> None:
        """Args: named: the tables that the sources name; of views, only these are read."""
        import duckdb

        self.version = f"DuckDB {duckdb.__version__}"
        self._errors = duckdb.Error
        self._unreadable: dict[str, Text] = {}
        self._columns: dict[str, dict[str, str]] = {}
        self._forms: dict[str, Form] = {}
        self._files: dict[str, tuple[Path, tuple[int, int]]] = {}
        self._anew: dict[str, int] = {}
        """Files written anew in UTF-8, in memory, by table: their descriptors."""
        self._named = frozenset(named)
        database = uri.startswith("duckdb:")
        path = folder / uri.removeprefix("duckdb:").removeprefix("//")
        if not path.exists():
            raise StoreFailed(
                Text(f"没有 {path}", f"{path} does not exist"), Text("请核对路径", "check the path")
            )
        found = {} if database else self._found(path)
        read = {table: self._readable(table, file) for table, file in found.items()}
        try:
            self._ibis = open_duckdb(path if database else None, memory=_MEMORY, files=read.values())
        except duckdb.Error:
            raise StoreFailed(
                Text(
                    f"{path} 不是 DuckDB 数据库，或者正被其他程序写入",
                    f"{path} is no DuckDB database, or is being written",
                ),
                Text(
                    "请核对文件，并关闭写入它的程序",
                    "check the file, and close the program that writes to it",
                ),
            ) from None
        self._ibis.con.execute("SET streaming_buffer_size='64MB'")
        # taken out of a CASE, what two of its branches share is worked out for every row
        self._ibis.con.execute("SET disabled_optimizers='common_subexpressions'")
        lock(self._ibis)
        if database:
            self._watch(path.stem, path)
            self._views()
        for table, file in found.items():
            self._read(table, file, read[table])

    def _found(self, path: Path) -> dict[str, Path]:
        """The files that are tables."""
        if path.is_dir():
            walked = walk(path)
            self._unreadable = walked.others
            return walked.tables
        if path.suffix.lower() not in SUFFIXES:
            raise StoreFailed(
                Text(f"{path} 不是 CSV 或 Parquet 文件", f"{path} is neither a CSV nor a Parquet file"),
                Text("请给出 .csv 或 .parquet 文件", "name a .csv or a .parquet file"),
            )
        return {path.stem: path}

    def _readable(self, table: str, file: Path) -> Path:
        """The file, or where it lies in memory written anew in UTF-8."""
        encoding = encoding_of(file) if file.suffix.lower() == ".csv" else None
        if encoding in (None, "utf-8"):
            return file.resolve()
        if not hasattr(os, "memfd_create") or file.stat().st_size > _MOST_TRANSCODED:
            raise StoreFailed(
                Text(f"{masked(file.name)} 不是 UTF-8", f"{masked(file.name)} is not in UTF-8"),
                Text("请另存为 UTF-8", "save it in UTF-8"),
                table,
            )
        self._anew[table] = number = os.memfd_create("shencha")
        try:
            with (
                file.open(encoding=encoding, newline="") as text,
                os.fdopen(number, "wb", closefd=False) as anew,
            ):
                while block := text.read(1 << 20):
                    anew.write(block.encode())
        except UnicodeDecodeError:
            self._forget()
            raise StoreFailed(
                Text("不是完整的 GBK 或 UTF-16 文本", "no whole text in GBK or UTF-16"),
                Text("请另存为 UTF-8", "save it in UTF-8"),
                table,
            ) from None
        return Path(f"/proc/self/fd/{number}")

    def _views(self) -> None:
        views = self._ibis.con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        self._unreadable = {name: _VIEW for (name,) in views if name not in self._named}

    def _read(self, table: str, file: Path, place: Path) -> None:
        if file.stat().st_size == 0:
            raise StoreFailed(
                Text(f"{masked(file.name)} 是空文件", f"{masked(file.name)} is an empty file"),
                Text("请给出有列名的文件，或者移走它", "give a file with names of columns, or take it away"),
                table,
            )
        try:
            if file.suffix.lower() == ".csv":
                form = self._forms[table] = form_of(place, self._ibis.con)
                source = form.view(place)
            else:
                source = f"read_parquet({literal(str(place))})"
            self._ibis.con.execute(f"CREATE VIEW {self.relation(table)} AS SELECT * FROM {source}")
            csv_columns = self._forms[table].columns if table in self._forms else None
            self._columns[table] = dict.fromkeys(csv_columns, "text") if csv_columns else self._types(table)
        except self._errors:
            raise StoreFailed(
                Text(f"{masked(file.name)} 无法读取", f"{masked(file.name)} cannot be read"),
                Text(
                    "请给出首行为列名的 UTF-8 或 GBK 的 CSV，或者完整的 Parquet 文件",
                    "write CSV in UTF-8 or GBK with names of columns in its first line, or a whole Parquet file",
                ),
                table,
            ) from None
        self._watch(table, file)

    def _watch(self, table: str, file: Path) -> None:
        found = file.stat()
        self._files[table] = (file, (found.st_mtime_ns, found.st_size))

    def tables(self) -> list[str]:
        """Names of the tables it holds."""
        names = {name for (name,) in self._ibis.con.execute("SHOW TABLES").fetchall()}
        return sorted(names - self._unreadable.keys())

    def unreadable(self) -> dict[str, Text]:
        """What lies in it but cannot be read as a table, and why."""
        return dict(self._unreadable)

    def columns(self, table: str) -> dict[str, str]:
        """Type of each column."""
        if table not in self._columns:
            if table not in self.tables():
                raise KeyError(table)
            with self._asked(table):
                self._columns[table] = self._types(table)
        return self._columns[table]

    def _types(self, table: str) -> dict[str, str]:
        return {name: type_of(dtype) for name, dtype in self._ibis.table(table).schema().items()}

    def relation(self, table: str) -> str:
        """The table's name in SQL."""
        return quoted(table)

    def head(self, table: str, columns: Sequence[str], rows: int) -> Iterator[Head]:
        """What is written in the first rows: this engine runs in this process, and that is where it stays."""
        read = self._head_of_csv(table, columns, rows) if table in self._forms else None
        for start in range(0, len(columns), _AT_ONCE):
            part = columns[start : start + _AT_ONCE]
            yield Head.of_rows(part, read, start) if read is not None else self._asked_head(table, part, rows)
        self._unchanged(table)

    def _asked_head(self, table: str, columns: Sequence[str], rows: int) -> Head:
        cells = ", ".join(f"CAST({quoted(column)} AS VARCHAR) AS h{n}" for n, column in enumerate(columns))
        with self._asked(table):
            some = self._ibis.con.sql(f"SELECT {cells} FROM {self.relation(table)} LIMIT {rows}")
            return Head.of_columns(columns, some.to_arrow_table().itercolumns())

    def _head_of_csv(
        self, table: str, columns: Sequence[str], rows: int
    ) -> Sequence[Sequence[str | None]] | None:
        """None: only DuckDB can read it, or tell what is wrong with it."""
        form, (file, _) = self._forms[table], self._files[table]
        if table in self._anew:
            file = Path(f"/proc/self/fd/{self._anew[table]}")
        try:
            read = form.head(file, rows)
        except (csv.Error, UnicodeDecodeError, OSError):
            return None
        if tuple(columns) == form.columns:
            return read
        at = [form.columns.index(column) for column in columns]
        return [[row[n] for n in at] for row in read]

    def accepted(
        self, sql: str, table: str, values: Any, numbers: npt.NDArray[np.int64]
    ) -> list[tuple[int, ...]]:
        """Rows of integers of a select over `held`, which has the values (`v`) and their numbers (`i`)."""
        import pyarrow as pa

        con = self._ibis.con
        con.register("held", pa.table({"v": values, "i": numbers}))
        try:
            with self._asked(table):
                return list(con.execute(sql).fetchall())
        finally:
            con.unregister("held")

    def stream(self, sql: str, table: str, width: int) -> Iterator[Batch]:
        """The integers of a select, column by column, in batches."""
        with self._asked(table):
            for batch in self._ibis.con.sql(sql).to_arrow_reader(_ROWS):
                yield [_integers(batch.column(at)) for at in range(width)]
        self._unchanged(table)

    @contextmanager
    def _asked(self, table: str) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            self._unchanged(table)
            raise StoreFailed(*_told(error), table) from None

    def _unchanged(self, table: str) -> None:
        """A file that changed under the count would give numbers of no day."""
        for name, (file, was) in self._files.items():
            if name != table and file.suffix.lower() in SUFFIXES:
                continue
            now = file.stat() if file.exists() else None
            if now is None or (now.st_mtime_ns, now.st_size) != was:
                raise StoreFailed(
                    Text("清点期间该表发生了变化", "the table changed while it was counted"),
                    Text(
                        "请在没有写入时重新清点，或者清点一份副本",
                        "count again while nothing writes, or count a copy",
                    ),
                    table,
                )

    def close(self) -> None:
        """Leave nothing behind."""
        self._ibis.disconnect()
        self._forget()

    def _forget(self) -> None:
        for number in self._anew.values():
            os.close(number)
        self._anew.clear()


_LINE = re.compile(r"CSV Error on Line: (\d+)")


def _integers(column: Any) -> npt.NDArray[np.uint64]:
    values: npt.NDArray[Any] = column.to_numpy(zero_copy_only=False)
    return values.view(np.uint64) if values.dtype.itemsize == 8 else values.astype(np.uint64)


def _told(failed: Exception) -> tuple[Text, Text]:
    """In our words: the engine's own may show a value; of them, only the number of a line is taken."""
    error = type(failed).__name__
    if line := _LINE.search(str(failed)):
        wide = "Expected Number of Columns" in str(failed)
        return (
            Text(f"第 {line[1]} 行的列数与首行不同", f"line {line[1]} has not as many columns as the first")
            if wide
            else Text(f"第 {line[1]} 行无法读取", f"line {line[1]} cannot be read"),
            Text(
                "请改正该行：含有分隔符或者引号的值须整个加引号，其中的引号写两次",
                "mend that line: a value that holds the sign between columns or a quotation mark is quoted as a "
                "whole, the marks in it doubled",
            ),
        )
    if error in ("ConversionException", "TypeMismatchException", "BinderException"):
        return (
            Text("条件与列的类型不符", "a condition does not fit the type of its column"),
            Text(
                "请核对 only、entrusted、active 中的列名和值",
                "check the columns and values in only, entrusted and active",
            ),
        )
    if error == "PermissionException":
        return (
            Text("它要读取来源文件没有写明的文件", "it asks for files that the sources do not name"),
            Text("请把那些文件列为存储", "list those files as stores"),
        )
    if error in ("OutOfMemoryException",):
        return Text("内存不足", "memory ran out"), Text("请用 --engine spark", "use --engine spark")
    return (
        Text("读取中断：文件损坏，或者不是 UTF-8", "reading broke off: the file is damaged, or not in UTF-8"),
        Text("请核对文件后重新清点", "check the file and count again"),
    )
