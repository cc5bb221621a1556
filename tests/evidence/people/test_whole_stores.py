"""A store is read whole or says what was not; it reaches nothing else, and its name for people's files is hidden."""

import json

import duckdb
import pytest
from tests.evidence.people.test_bounds import counted

from shencha.errors import BadInput
from shencha.evidence.people.folders import masked, walk
from shencha.stores.engines import lock, open_duckdb

IDS = ["110101199003070011", "11010119900307002X", "110101199003070038", "110101199003070046"]


def written(path, *ids, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["身份证号,姓名", *(f"{one},张三" for one in ids)]) + "\n", encoding)


def told(folder, uri="data", **store):
    return counted({"stores": [{"id": "a", "uri": uri, **store}]}, folder)


def test_folders_below_are_read_and_whatever_is_no_table_is_told(tmp_path):
    data = tmp_path / "data"
    written(data / "users.csv", IDS[0])
    written(data / "2026" / "users.csv", IDS[1])
    written(data / "2026" / "q3" / ".hidden.csv", IDS[2])
    written(tmp_path / "elsewhere.csv", IDS[3])
    (data / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    (data / "below").symlink_to(tmp_path)
    (data / "2026" / "users.xlsx").write_bytes(b"PK")
    (data / ".DS_Store").write_bytes(b"")
    found = told(tmp_path)
    assert found["persons"] == {"at_least": 3, "at_most": 3}
    assert {one["table"] for one in found["rows"]} == {"users", "2026/users", "2026/q3/.hidden"}
    where = {one["where"].partition("table ")[2]: one["why"]["en"] for one in found["unread"]}
    assert set(where) == {"link.csv", "below", "2026/users.xlsx"}
    assert "not followed" in where["link.csv"]
    assert found["threshold"]["exceeded"] == "unknown"
    closed = told(tmp_path, leave_out=["link.csv", "below", "2026/users.xlsx"])
    assert closed["threshold"]["exceeded"] == "no"


def test_two_files_of_one_name_are_two_tables(tmp_path):
    written(tmp_path / "users.csv", IDS[0])
    duckdb.sql(f"COPY (SELECT '{IDS[1]}' AS \"身份证号\") TO '{tmp_path}/users.parquet'")
    assert set(walk(tmp_path).tables) == {"users.csv", "users.parquet"}
    assert told(tmp_path, ".")["persons"]["at_least"] == 2


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_what_chinese_systems_write_is_read(encoding, tmp_path):
    written(tmp_path / "data" / "users.csv", *IDS, encoding=encoding)
    found = told(tmp_path)
    assert found["persons"] == {"at_least": 4, "at_most": 4}
    assert [one["column"] for one in found["identifiers"]] == ["身份证号", "姓名"]


def test_what_is_written_in_no_encoding_is_refused_by_name(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "users.csv").write_bytes("身份证号\n".encode() + b"\xff\xfe\x80\n\x81\x00")
    with pytest.raises(BadInput) as refused:
        told(tmp_path)
    assert [fault.where for fault in refused.value.faults] == ["store a, table users"]


def test_a_database_reaches_no_file_beyond_itself(tmp_path):
    written(tmp_path / "other.csv", *IDS)
    with duckdb.connect(tmp_path / "app.duckdb") as db:
        db.execute(f"CREATE TABLE users AS SELECT '{IDS[0]}' AS id_card")
        db.execute(f"CREATE VIEW theirs AS SELECT * FROM read_csv('{tmp_path}/other.csv', all_varchar=true)")
        db.execute("CREATE VIEW mine AS SELECT * FROM users")
    found = told(tmp_path, "duckdb:app.duckdb")
    assert found["persons"] == {"at_least": 1, "at_most": 1}
    assert [one["where"] for one in found["unread"]] == ["store a, table mine", "store a, table theirs"]
    assert found["threshold"]["exceeded"] == "unknown"
    assert told(tmp_path, "duckdb:app.duckdb", tables={"mine": {}})["rows"][0]["table"] == "mine"
    with pytest.raises(BadInput) as refused:
        told(tmp_path, "duckdb:app.duckdb", tables={"theirs": {}})
    assert refused.value.faults[0].where == "store a, table theirs"


def test_duckdb_reads_what_is_named_and_changes_no_setting(tmp_path):
    for name in ("named.csv", "other.csv"):
        (tmp_path / name).write_text("a\n1\n")
    store = open_duckdb(memory="100MB", files=[tmp_path / "named.csv"])
    lock(store)
    read = lambda name: store.con.execute(f"SELECT * FROM read_csv('{tmp_path / name}')").fetchall()  # noqa: E731
    assert read("named.csv") == [(1,)]
    for sql in (
        f"SELECT * FROM read_text('{tmp_path / 'other.csv'}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'new.csv'}'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        f"ATTACH '{tmp_path / 'new.duckdb'}'",
    ):
        with pytest.raises(duckdb.Error):
            store.con.execute(sql)
    store.disconnect()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["named.csv", "other.csv"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("13812345678_110101199003074514", "***_***"),
        ("export_138-1234-5678", "export_***"),
        ("user@example.com", "***"),
        ("E12345678", "***"),
        ("2026/users_20261130", "2026/users_20261130"),
        ("log20261130235959", "log20261130235959"),
        ("orders_2026", "orders_2026"),
        ("京A12345行驶证", "***行驶证"),
    ],
)
def test_numbers_of_people_in_names_of_files_are_hidden(name, shown):
    assert masked(name) == shown


def test_neither_a_number_in_a_name_nor_a_path_of_the_machine_leaves(tmp_path):
    data = tmp_path / "data"
    written(data / "13812345678_110101199003074514.csv", *IDS)
    (data / "13912345678.docx").write_bytes(b"")
    (data / "13712345678.csv").symlink_to(data / "13912345678.docx")
    text = json.dumps(told(tmp_path), ensure_ascii=False)
    assert not any(
        number in text for number in ("13812345678", "13912345678", "13712345678", "110101199003074514")
    )
    assert str(tmp_path) not in text
