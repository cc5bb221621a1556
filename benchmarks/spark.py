"""Registers and counts on Spark, local, beside the same in DuckDB, embedded."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.people import DAY, ROWS, _read, _tables
from benchmarks.row import Row
from shencha.evidence.people.count import count
from shencha.registers.stored import screen_store

PARTIES = 1_000_000


def run() -> list[Row]:
    """Each once, with what Spark takes to start; no bound is asked of it."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with tempfile.TemporaryDirectory() as scratch:
        return [_registers(Path(scratch)), _people(Path(scratch))]


def _registers(folder: Path) -> Row:
    register = folder / "register.parquet"
    duckdb.execute(
        f"""COPY (SELECT 'party ' || i AS name, i % 3 = 0 AS "actor.ciio", i % 2 = 0 AS "actor.platform_operator",
        (hash(i) % 3000000)::BIGINT AS "actor.users_with_personal_information", i % 5 = 0 AS "listing.planned",
        CASE WHEN i % 5 = 0 THEN 'US' END AS "listing.venue" FROM range({PARTIES}) t(i)) TO '{register}'"""
    )
    on, found = date(2026, 3, 2), {}

    def screened(engine: str) -> None:
        found[engine] = screen_store(f"{engine}:{register}", str(folder / f"{engine}.parquet"), on).outcomes

    ours, theirs = (_seconds(lambda e=engine: screened(e)) for engine in ("spark", "duckdb"))  # type: ignore[misc]
    assert found["spark"] == found["duckdb"]
    return _row(f"a register of {PARTIES:,} parties", ours, theirs)


def _people(folder: Path) -> Row:
    sources, found = _tables(folder / "tables", ROWS), {}

    def counted(engine: str) -> None:
        found[engine] = count(_read(sources), DAY, engine=engine).population.persons()

    ours, theirs = (_seconds(lambda e=engine: counted(e)) for engine in ("spark", "duckdb"))  # type: ignore[misc]
    assert found["spark"] == found["duckdb"]
    return _row(f"both bounds of 3 tables of {ROWS:,} rows", ours, theirs)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _row(work: str, ours: float, theirs: float) -> Row:
    told = f"{work} on Spark, local, its start included"
    return Row(told, "the same in DuckDB, embedded", ours, theirs, ours / theirs, "told", met=True)
