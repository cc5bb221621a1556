"""The range holds the truth, and every engine gives the same numbers."""

import json
from datetime import date

import pytest
from tests.evidence.people.conftest import sources_of, told
from tests.evidence.people.populations import population

from shencha import inputs
from shencha.evidence.people.count import scan
from shencha.evidence.people.sources import load_sources

ON = date(2026, 11, 25)
SAME = ("persons", "readings", "variants", "sensitive", "excluded", "identifiers", "rows")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    tables = population(1)
    (folder / "data").mkdir()
    tables.write(folder / "data")
    return folder, tables, told(sources_of(tables, "data", folder), ON)


@pytest.mark.parametrize("seed", range(8))
def test_the_range_holds_the_truth(seed, tmp_path):
    tables = population(seed)
    tables.write(tmp_path)
    found = told(sources_of(tables, str(tmp_path), tmp_path), ON)["persons"]
    assert found["at_least"] <= tables.truth <= found["at_most"]
    assert found["at_least"] >= 0.6 * tables.truth
    assert found["at_most"] <= 1.9 * tables.truth


def test_the_switchboard_and_the_invalid_are_told_by_kind(story):
    found = {(item["kind"], item["why"]): item for item in story[2]["excluded"]}
    assert ("mobile", "hub") not in found  # it unites nobody anyway
    assert found["mobile", "invalid"]["values"] > 20
    assert found["resident_id", "invalid"]["values"] == 18
    assert ("email", "invalid") not in found


def test_hashes_that_every_engine_gives_count_the_same(story):
    folder, tables, found = story
    again = told(sources_of(tables, "data", folder), ON, key=b"k" * 32)
    assert {name: again[name] for name in SAME} == {name: found[name] for name in SAME}


@pytest.mark.postgres
def test_postgresql_gives_the_same_numbers(story, postgres):
    import psycopg

    folder, tables, found = story
    with psycopg.connect(postgres, autocommit=True) as connection:
        for name, (header, rows) in tables.tables.items():
            columns = ", ".join(f"{c} text" for c in header)
            connection.execute(f"CREATE TABLE {name} ({columns})")
            with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([cell or None for cell in row])
    again = told(sources_of(tables, postgres, folder), ON)
    assert again["engine"] == ["postgres"]
    assert {name: again[name] for name in SAME} == {name: found[name] for name in SAME}


def recognised(uri, folder, **store):
    path = folder / "bare.yaml"
    path.write_text(json.dumps({"stores": [{"id": "app", "uri": uri, **store}]}), "utf-8")
    named, _ = scan(
        load_sources(inputs.read(path), "sha256:0"), engine="spark" if "master" in store else None
    )
    return {(n.table, n.column): (n.said.kind, n.said.hashed, n.how, n.sure) for n in named}


@pytest.mark.postgres
def test_postgresql_recognises_the_same_columns(story, postgres):
    import psycopg

    folder, tables, _ = story
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA looked")
        for name, (header, rows) in tables.tables.items():
            connection.execute(f"CREATE TABLE looked.{name} ({', '.join(f'{c} text' for c in header)})")
            with connection.cursor().copy(f"COPY looked.{name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([cell or None for cell in row])
    uri = f"{postgres}&options=-csearch_path%3Dlooked"
    assert recognised(uri, folder) == recognised("data", folder)


@pytest.mark.xdist_group("spark")
def test_spark_recognises_the_same_columns(story, java):
    folder, _, _ = story
    assert recognised("data", folder, master="local[1]") == recognised("data", folder)


@pytest.mark.xdist_group("spark")
def test_spark_gives_the_same_numbers(story, java):
    folder, tables, found = story
    again = told(sources_of(tables, "data", folder, master="local[1]"), ON, engine="spark")
    assert again["engine"] == ["spark"]
    assert {name: again[name] for name in SAME} == {name: found[name] for name in SAME}
