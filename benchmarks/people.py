"""Persons counted on DuckDB beside its own count(distinct); the union beside splink's; recognition beside Presidio."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.row import Row
from shencha import inputs
from shencha.evidence.people.count import Counted, count
from shencha.evidence.people.sources import Sources, load_sources

ROWS = int(os.environ.get("SHENCHA_BENCH_PEOPLE_ROWS", "1000000"))
"""Rows of each of the three tables; the issue speaks of ten millions."""
COLUMNS = {"rid": "resident_id", "mobile": "mobile", "email": "email", "device": "device"}
_WEIGHTS = "+".join(f"substr(s,{n + 1},1)::int*{2 ** (17 - n) % 11}" for n in range(17))


def run() -> list[Row]:
    """Both bounds of three tables, and the same with a tenth of the rows."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        small, large = _tables(folder / "small", ROWS // 10), _tables(folder / "large", ROWS)
        _counted(small)  # compiles
        few, _ = _counted(small)
        ours, counted = _counted(large)
        theirs = _distinct(folder / "large")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        found = counted.population.persons()
        work = f"3 tables of {ROWS:,} rows, 4 kinds, both bounds"
        note = f"{found.at_least:,} to {found.at_most:,}; {peak:.1f} GB at most"
        ratio, growth = ours / theirs, ours / few
        met = ratio <= 4 and peak <= 4
        return [
            Row(work, "the sum of count(distinct)", ours, theirs, ratio, "at most 4 times, 4 GB", met, note),
            Row(work, "a tenth of the rows", ours, few, growth, "at most 14 times", growth <= 14),
        ]  # fmt: skip


def _tables(folder: Path, rows: int) -> Sources:
    folder.mkdir()
    persons = rows * 8 // 10
    db = duckdb.connect()
    for k in range(3):
        db.execute(
            f"""COPY (WITH p AS (SELECT (hash(i,{k})%{persons})::bigint p, hash(i,{k + 10})::ubigint r
            FROM range({rows}) t(i)), q AS (SELECT *, '110101'||(1950+p%50)||lpad((1+p//50%12)::varchar,2,'0')
            ||lpad((1+p//600%28)::varchar,2,'0')||lpad((p//16800%1000)::varchar,3,'0') s FROM p)
            SELECT CASE WHEN r%10<7 THEN s||substr('10X98765432',1+({_WEIGHTS})%11,1) END rid,
            CASE WHEN r%100<90 THEN '1'||(3+p%7)||lpad(p::varchar,9,'0') END mobile,
            CASE WHEN r%100 BETWEEN 50 AND 89 THEN 'u'||p||'@example.com' END email,
            CASE WHEN r%4=0 THEN md5(p::varchar) END device FROM q) TO '{folder}/t{k}.parquet'"""
        )
    tables = {f"t{k}": {"columns": COLUMNS} for k in range(3)}
    text = json.dumps({"stores": [{"id": "all", "uri": str(folder), "tables": tables}]})
    return load_sources(inputs.parse_json(text, "sources.json"), "")


def _counted(sources: Sources) -> tuple[float, Counted]:
    begun = time.perf_counter()
    counted = count(sources, date(2026, 11, 25))
    counted.population.persons()
    return time.perf_counter() - begun, counted


def _distinct(folder: Path) -> float:
    db = duckdb.connect()
    begun = time.perf_counter()
    for k in range(3):
        for column in COLUMNS:
            db.execute(f"SELECT count(DISTINCT {column}) FROM '{folder}/t{k}.parquet'").fetchall()
    return time.perf_counter() - begun
