"""Spark, for what outgrows one machine: files that it reads, or the tables of its catalogue."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from shencha.evidence.people.folders import SUFFIXES, Walked, encoding_of, masked, walk
from shencha.evidence.people.store import Batch, StoreFailed, type_of
from shencha.stores.engines import quoted
from shencha.text import Text


class SparkStore:
    """Files (a path that this machine sees, or an address such as hdfs:), or the catalogue where none is named."""

    engine = "spark"

    def __init__(self, path: str, folder: Path, master: str) -> None:
        try:
            import ibis
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise StoreFailed(
                Text("没有安装 Spark", "Spark is not installed"),
                Text("请安装 shencha[spark]", "install shencha[spark]"),
            ) from None
        self._errors = PySparkException
        self._scratch = tempfile.TemporaryDirectory(prefix="shencha-spark-")
        try:
            self._spark = self._session(SparkSession, master)
        except (PySparkException, Py4JError, OSError):
            self._scratch.cleanup()
            raise StoreFailed(
                Text("无法启动 Spark", "Spark does not start"),
                Text("请安装 Java 17 并核对 master", "install Java 17, and check the master"),
            ) from None
        self.version = f"Spark {self._spark.version}"
        self._ibis: Any = ibis.pyspark.connect(self._spark)
        self._unreadable: dict[str, Text] = {}
        if path:
            self._register(path, folder)

    def _session(self, builder: Any, master: str) -> Any:
        found = builder.builder.master(master).appName("shencha people")
        local = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "8",
            "spark.sql.session.timeZone": "Asia/Shanghai",
            "spark.sql.warehouse.dir": f"{self._scratch.name}/warehouse",
            "spark.local.dir": self._scratch.name,
            "spark.log.level": "OFF",
            **(local if master.startswith("local") else {}),
        }
        for name, value in settings.items():
            found = found.config(name, value)
        return found.getOrCreate()

    def _register(self, path: str, folder: Path) -> None:
        files = {Path(path).stem: path}
        if "://" not in path:
            root = folder / path
            if not root.exists():
                raise StoreFailed(
                    Text(f"没有 {root}", f"{root} does not exist"), Text("请核对路径", "check the path")
                )
            walked = walk(root) if root.is_dir() else Walked({root.stem: root}, {})
            self._unreadable = walked.others
            files = {name: str(file) for name, file in walked.tables.items()}
        for name, file in files.items():
            suffix = Path(file).suffix.lower()
            if suffix not in SUFFIXES:
                raise StoreFailed(
                    Text(
                        f"{masked(Path(file).name)} 不是 CSV 或 Parquet 文件",
                        f"{masked(Path(file).name)} is no CSV or Parquet",
                    ),
                    Text("请给出 .csv 或 .parquet 文件", "name a .csv or a .parquet file"),
                )
            try:
                if suffix == ".csv":
                    options = {
                        "header": True,
                        "quote": '"',
                        "escape": '"',
                        "multiLine": True,
                        "mode": "FAILFAST",
                        "encoding": ("://" not in file and encoding_of(Path(file))) or "utf-8",
                    }
                    frame = self._spark.read.options(**options).csv(file)
                else:
                    frame = self._spark.read.parquet(file)
                frame.createOrReplaceTempView(quoted(name, "spark"))
            except self._errors:
                raise StoreFailed(
                    Text(f"{masked(Path(file).name)} 无法读取", f"{masked(Path(file).name)} cannot be read"),
                    Text("请给出完整的 CSV 或 Parquet 文件", "give a whole CSV or Parquet file"),
                    name,
                ) from None

    def tables(self) -> list[str]:
        """Names of the tables it holds."""
        return sorted(table.name for table in self._spark.catalog.listTables())

    def unreadable(self) -> dict[str, Text]:
        """What lies in it but cannot be read as a table, and why."""
        return dict(self._unreadable)

    def columns(self, table: str) -> dict[str, str]:
        """Type of each column."""
        if table not in self.tables():
            raise KeyError(table)
        return {name: type_of(dtype) for name, dtype in self._ibis.table(table).schema().items()}

    def relation(self, table: str) -> str:
        """The table's name in SQL."""
        return quoted(table, "spark")

    @contextmanager
    def sample(self, table: str, rows: int) -> Iterator[str]:
        """The first rows, as a select."""
        yield f"(SELECT * FROM {self.relation(table)} LIMIT {rows}) AS looked"

    def stream(self, sql: str, table: str, width: int) -> Iterator[Batch]:
        """The integers of a select, column by column, in batches."""
        try:
            frame = self._spark.sql(sql)
            found = frame.toArrow()
        except self._errors:
            raise StoreFailed(
                Text("Spark 中止了查询", "Spark broke the query off"),
                Text(
                    "请核对 only、entrusted、active 中的列名和值",
                    "check columns and values in only, entrusted and active",
                ),
                table,
            ) from None
        for batch in found.to_batches(1 << 18):
            columns = [batch.column(at).to_numpy(zero_copy_only=False) for at in range(width)]
            yield [column.astype(np.int64).view(np.uint64) for column in columns]

    def close(self) -> None:
        """Leave nothing behind."""
        self._spark.stop()
        self._scratch.cleanup()
