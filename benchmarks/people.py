"""Persons counted on DuckDB beside its own count(distinct); the union beside splink's; recognition beside Presidio."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.people_recognised import table
from benchmarks.row import Row, best
from shencha import inputs
from shencha.evidence.people.count import Counted, count
from shencha.evidence.people.kinds import LINKING
from shencha.evidence.people.sources import Assumptions, Sources, load_sources

ROWS = int(os.environ.get("SHENCHA_BENCH_PEOPLE_ROWS", "1000000"))
"""Rows of each of the three tables; they are measured with ten times as many, too."""
TINY, DAY = 1_000, date(2026, 11, 25)
_TURNS = ("first", "second", "third", "fourth", "fifth")
COLUMNS = {"rid": "resident_id", "mobile": "mobile", "email": "email", "device": "device"}
_WEIGHTS = "+".join(f"substr(s,{n + 1},1)::int*{2 ** (17 - n) % 11}" for n in range(17))


def run() -> list[Row]:
    """Both bounds at two sizes, the union, and recognition."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sources = {size: _tables(folder / str(size), size) for size in (TINY, ROWS, 10 * ROWS)}
        few, many = (_apart(sources[TINY], sources[size], folder / str(size)) for size in (ROWS, 10 * ROWS))
        rows = [_bounds(ROWS, few), _bounds(10 * ROWS, many)]
        growth = many["ours"] / few["ours"]
        rows.append(Row(rows[1].work, "a tenth of the rows", many["ours"], few["ours"], growth, "at most 14 times", growth <= 14))  # fmt: skip  # noqa: E501
        counted = _counted(_read(sources[ROWS]))
        rows += [_union(counted), _recognition(folder)]
        print(table(), file=sys.stderr)
        return rows


def _bounds(size: int, found: Mapping[str, float]) -> Row:
    ours, theirs, peak = found["ours"], found["theirs"], found["peak"] / 2**30
    work = f"3 tables of {size:,} rows, 4 kinds, both bounds"
    note = f"{found['at_least']:,} to {found['at_most']:,}; {peak:.1f} GB at most"
    met = ours <= 3 * theirs and peak <= 3
    return Row(work, "the sum of count(distinct)", ours, theirs, ours / theirs, "at most 3 times, 3 GB", met, note)  # fmt: skip  # noqa: E501


def _apart(tiny: str, sources: str, folder: Path) -> dict[str, float]:
    """Both in turns, in a process that does nothing else, so that the peak of memory is the count's alone."""
    asked = [sys.executable, "-m", "benchmarks.people", tiny, sources, str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _in_turns(tiny: str, sources: str, folder: str) -> dict[str, float]:
    """The shorter of two turns each, and the peak before the reference ran at all."""
    _counted(_read(tiny))  # compiles
    found, peak, took = None, 0, {"ours": list[float](), "theirs": list[float]()}
    for _ in range(2):
        begun = time.perf_counter()
        found = _counted(_read(sources)).population.persons()
        took["ours"].append(time.perf_counter() - begun)
        peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        begun = time.perf_counter()
        _distinct(Path(folder))
        took["theirs"].append(time.perf_counter() - begun)
    assert found
    return {name: min(each) for name, each in took.items()} | found.as_dict() | {"peak": peak}


def _tables(folder: Path, rows: int) -> str:
    """Three tables as Parquet files; the sources that name them."""
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
    return json.dumps({"stores": [{"id": "all", "uri": str(folder), "tables": tables}]})


def _read(sources: str) -> Sources:
    return load_sources(inputs.parse_json(sources, "sources.json"), "")


def _counted(sources: Sources) -> Counted:
    counted = count(sources, DAY)
    counted.population.persons()
    return counted


def _distinct(folder: Path) -> float:
    db = duckdb.connect()
    begun = time.perf_counter()
    for k in range(3):
        for column in COLUMNS:
            db.execute(f"SELECT count(DISTINCT {column}) FROM '{folder}/t{k}.parquet'").fetchall()
    return time.perf_counter() - begun


def _union(counted: Counted) -> Row:
    """splink's connected components on the very links that ours unites, given as pairs of numbers."""
    import numpy as np
    from splink import DuckDBAPI
    from splink.clustering import cluster_pairwise_predictions_at_threshold

    population = counted.population
    begun = time.perf_counter()
    population.persons(assume=Assumptions(of_one_person=LINKING))
    ours = time.perf_counter() - begun
    pairs = []
    for held in population.tables:
        for rows in held.chunks:
            for at in range(1, rows.shape[0]):
                first = np.where(rows[:at] >= 0, rows[:at], -1).max(axis=0)
                both = (first >= 0) & (rows[at] >= 0)
                pairs.append(np.stack([first[both], rows[at][both]]))
    left, right = np.concatenate(pairs, axis=1)
    db = duckdb.connect()
    import pyarrow as pa

    edges = pa.table({"unique_id_l": left, "unique_id_r": right})
    nodes = pa.table({"unique_id": np.arange(population.numbering.size, dtype=np.int32)})
    begun = time.perf_counter()
    api = DuckDBAPI(connection=db)
    cluster_pairwise_predictions_at_threshold(
        nodes, edges, db_api=api, node_id_column_name="unique_id", edge_id_column_name_left="unique_id_l",
        edge_id_column_name_right="unique_id_r",
    )  # fmt: skip
    theirs = time.perf_counter() - begun
    ratio = theirs / ours
    return Row(f"the union of {len(left):,} links", "splink's connected components", ours, theirs, ratio, "at least 5 times faster", ratio >= 5)  # fmt: skip  # noqa: E501


def _recognition(folder: Path) -> Row:
    """Presidio's own pattern recognisers, without a language model, over the same sample."""
    import random

    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, PhoneRecognizer

    from shencha.evidence.people.duck import DuckStore
    from shencha.evidence.people.recognise import SAMPLE, recognise

    rng, wide = random.Random(3), 1000
    makers = (
        lambda: f"13{rng.randint(0, 999_999_999):09}",
        lambda: f"u{rng.randint(0, 10**6)}@example.com",
        lambda: f"62{rng.randint(0, 10**14):014}",
        lambda: rng.choice(["active", "deleted"]),
    )
    columns = [[makers[at % 4]() for _ in range(SAMPLE)] for at in range(wide)]
    for name in ("warm", *_TURNS):  # each with names of its own, so that none is remembered
        names = [f"{name}_col{at}" for at in range(wide if name != "warm" else 4)]
        rows = zip(*columns[: len(names)], strict=True)
        lines = [",".join(names), *(",".join(row) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    took = []
    for name in ("warm", *_TURNS):
        store = DuckStore(str(folder / f"{name}.csv"), folder)
        types = store.columns(name)
        begun = time.perf_counter()
        recognise(store, name, types)
        took.append(time.perf_counter() - begun)
        store.close()
    ours = min(took[1:])
    # its e-mail recogniser is left out: it fetches a list from the network
    recognisers = [CreditCardRecognizer(), PhoneRecognizer(supported_regions=("CN",))]
    few = 20

    def seen() -> None:
        for column in columns[:few]:
            for value in column:
                for recogniser in recognisers:
                    recogniser.analyze(value, recogniser.supported_entities, None)

    theirs = best(seen, rounds=2) * wide / few
    ratio = theirs / ours
    note = f"theirs: 2 pattern recognisers, no language model, {few} columns scaled up; ours: the shortest of 5 tables"
    return Row(f"recognising {wide:,} columns of {SAMPLE} values", "Presidio's recognisers", ours, theirs, ratio, "at least 50 times faster", ratio >= 50, note)  # fmt: skip  # noqa: E501


if __name__ == "__main__":
    print(json.dumps(_in_turns(*sys.argv[1:])))
