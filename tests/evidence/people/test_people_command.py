"""`shencha people`: answers for a person and as JSON; bad input and failing stores are named, and no value leaves."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.evidence.people.populations import population
from tests.places import ROOT

from shencha import inputs
from shencha.cli.main import main
from shencha.evidence.people import count as counting
from shencha.law.screening.facts_file import load_facts

EXAMPLE = ROOT / "examples" / "people" / "sources.yaml"
BAD = ROOT / "tests" / "bad_input" / "people"
FAULTS = {
    "a_list.yaml": ["document", "stores"],
    "column_missing.yaml": ["store app, table users, column telephone"],
    "condition_broken.yaml": ["stores.0.tables.users.only (line 4)"],
    "condition_column_missing.yaml": ["store app, table users, column status"],
    "condition_function.yaml": ["stores.0.tables.users.only (line 4)"],
    "condition_query.yaml": ["stores.0.tables.users.only (line 4)"],
    "condition_type.yaml": ["store app, table users"],
    "database_none.yaml": ["store app"],
    "duplicate_key.yaml": ["stores (line 4)"],
    "file_empty.yaml": ["store app, table empty"],
    "file_missing.yaml": ["store app"],
    "file_other.yaml": ["store app"],
    "hash_unknown.yaml": ["stores.0.tables.users.columns.phone.hashed (line 4)"],
    "hash_without_salt.yaml": ["stores.0.tables.users.columns.phone.salt"],
    "hub_too_small.yaml": ["link.hub (line 4)"],
    "leave_out_missing.yaml": ["store app, table members"],
    "leave_out_no_list.yaml": ["stores.0.leave_out (line 2)"],
    "leave_out_counted.yaml": ["stores.0.leave_out (line 2)"],
    "kind_misspelt.yaml": ["stores.0.tables.users.columns.phone (line 4)"],
    "link_both.yaml": ["link (line 4)"],
    "link_unknown.yaml": ["link.strong.0 (line 4)"],
    "no_stores.yaml": ["stores"],
    "server_unreachable.yaml": ["store app"],
    "several_faults.json": ["on", "stores.0.id", "link.weak.0", "link.hub"],
    "store_twice.yaml": ["stores.1.id (line 4)"],
    "store_without_uri.yaml": ["stores.0.uri"],
    "table_missing.yaml": ["store app, table user"],
    "unknown_key.yaml": ["stores.0.url (line 2)"],
    "uri_incomplete.yaml": ["stores.0.uri (line 2)"],
    "uri_unknown.yaml": ["stores.0.uri (line 2)"],
}


@pytest.fixture
def shencha(monkeypatch, capfd):
    """Runs the command as a user would; gives exit code, standard output and standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["shencha", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return ended.value.code, out, err

    return run


@pytest.mark.parametrize("path", sorted(p for p in BAD.iterdir() if p.is_file()), ids=lambda path: path.name)
def test_a_bad_input_is_refused_with_every_fault_named(path, shencha, tmp_path):
    for lang in ("en", "zh"):
        facts = tmp_path / "facts.yaml"
        code, out, err = shencha("people", path, "--lang", lang, "--json", "--facts", facts)
        lines = [line for line in err.splitlines() if "Warning" not in line and line.startswith(str(path))]
        assert (code, out) == (2, "")
        assert [line.removeprefix(f"{path}: ").partition(": ")[0] for line in lines] == FAULTS[path.name]
        for line in lines:
            wrong, _, right = line.partition(": ")[2].partition("; ")
            assert wrong
            assert right
        assert "hunter2" not in err
        assert "13800138001" not in err
        assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["people", "scan"], "scan: file"),
        (["people", "scan", EXAMPLE, "more"], "shencha people: command line"),
        (["people", EXAMPLE, "--engine", "oracle"], "shencha people: --engine"),
        (["people", EXAMPLE, "--engine", "postgres"], f"{EXAMPLE}: store app"),
        (["people", EXAMPLE, "--on", "tomorrow"], "people: --on"),
        (
            ["people", EXAMPLE, "--facts", "nowhere/facts.yaml"],
            "shencha people: --facts: nowhere/facts.yaml cannot",
        ),
        (["people", EXAMPLE, "--picture", "."], "shencha people: --picture: . cannot"),
        (["people", "scan", EXAMPLE, "--out", "out.yaml", "--json"], "shencha people scan: --out"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(words, place, shencha, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = shencha(*words, "--lang", "en")
    assert code == 2
    assert place in err
    assert list(tmp_path.iterdir()) == []


def test_the_example_is_answered_and_feeds_the_screening(shencha, tmp_path):
    facts = tmp_path / "facts.yaml"
    code, out, _ = shencha("people", EXAMPLE, "--on", "2026-11-25", "--json", "--facts", facts)
    found = json.loads(out)
    assert code == 0
    assert found["persons"]["at_least"] <= 112 <= found["persons"]["at_most"]  # invented persons in the files
    assert found["threshold"] == {
        "more_than": 1_000_000, "exceeded": "no", "instrument": "measures-2022", "article": "7",
    }  # fmt: skip
    assert set(found["variants"]) >= {"accounts", "by_identifier", "entrusted", "outside_china", "active"}
    assert found["variants"]["accounts"] == 90
    assert [point["id"] for point in found["open_points"]] == ["user_and_million"]
    assert {finding["factor"] for finding in found["findings"]} == {"F5", "F6"}
    held = load_facts(inputs.read(facts)).actor.users_with_personal_information
    assert {"at_least": held.at_least, "at_most": held.at_most} == found["persons"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_the_answer(lang, shencha):
    code, out, _ = shencha("people", EXAMPLE, "--lang", lang)
    assert code == 0
    assert ("名自然人" if lang == "zh" else "natural persons") in out.splitlines()[0]


def test_a_scan_writes_what_was_confirmed_and_the_count_stays_the_same(shencha, tmp_path):
    out_file = tmp_path / "confirmed.yaml"
    data = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    for store in data["stores"]:
        store["uri"] = str(EXAMPLE.parent / store["uri"])
        store.pop("tables")
    (tmp_path / "bare.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    code, out, _ = shencha("people", "scan", tmp_path / "bare.yaml", "--yes", "--out", out_file, "--json")
    kinds = {(c["table"], c["column"]): c["kind"] for c in json.loads(out)["columns"]}
    assert code == 0
    assert kinds["users", "身份证号"] == "resident_id"
    assert kinds["users", "手机号"] == kinds["orders", "联系电话"] == "mobile"
    assert kinds["devices", "oaid"] == "device"
    first = json.loads(shencha("people", tmp_path / "bare.yaml", "--json")[1])
    second = json.loads(shencha("people", out_file, "--json")[1])
    assert first["persons"] == second["persons"]
    assert {item["how"] for item in second["identifiers"]} == {"declared"}


def _values(tables):
    sure = [cell for _, rows in tables.tables.values() for row in rows for cell in row]
    return {cell for cell in sure if len(cell) >= 8}


def test_no_value_stands_in_any_output_or_file(shencha, tmp_path, monkeypatch):
    tables = population(3, persons=100)
    data, desk, scratch = tmp_path / "data", tmp_path / "desk", tmp_path / "scratch"
    for folder in (data, desk, scratch):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.chdir(desk)
    tables.write(data)
    sources = tmp_path / "sources.yaml"
    sources.write_text(f"stores: [{{id: app, uri: {data}}}]", "utf-8")
    said = []
    for words in (
        ["people", sources, "--json", "--facts", "facts.yaml", "--picture", "picture.svg"],
        ["people", sources],
        ["people", "scan", sources, "--yes", "--out", "confirmed.yaml"],
    ):
        code, out, err = shencha(*words)
        assert code == 0, err
        said += [out, err]
    said += [p.read_text("utf-8", "replace") for p in (*desk.rglob("*"), *scratch.rglob("*")) if p.is_file()]
    assert len(said) >= 9
    assert [value for value in _values(tables) if any(value in text for text in said)] == []


def test_a_table_that_changes_under_the_count_is_named(tmp_path, shencha, monkeypatch):
    population(4, persons=50).write(tmp_path)
    (tmp_path / "sources.yaml").write_text("stores: [{id: app, uri: .}]", "utf-8")
    real = counting._read

    def meddled(population, plan, *rest):
        with (tmp_path / f"{plan.table}.csv").open("a", encoding="utf-8") as opened:
            opened.write("x\n")
        real(population, plan, *rest)

    monkeypatch.setattr(counting, "_read", meddled)
    code, out, err = shencha("people", tmp_path / "sources.yaml", "--json", "--lang", "en")
    assert (code, out) == (2, "")
    assert "store app, table hashed: the table changed while it was counted" in err


def test_an_interrupted_count_leaves_nothing_behind(tmp_path, shencha, monkeypatch):
    (tmp_path / "data").mkdir()
    population(4, persons=50).write(tmp_path / "data")
    (tmp_path / "sources.yaml").write_text("stores: [{id: app, uri: data}]", "utf-8")
    before = sorted(tmp_path.rglob("*"))

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(counting, "_read", interrupted)
    code, out, err = shencha(
        "people", tmp_path / "sources.yaml", "--facts", tmp_path / "f.yaml", "--lang", "en"
    )
    assert (code, out) == (130, "")
    assert "nothing was written" in err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_count_that_is_ended_from_outside_says_so_and_leaves_nothing(tmp_path, sent):
    (tmp_path / "data").mkdir()
    (tmp_path / "scratch").mkdir()
    population(4, persons=50).write(tmp_path / "data")
    (tmp_path / "sources.yaml").write_text("stores: [{id: app, uri: data}]", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    # it says when it has begun to read, then waits to be ended
    program = (
        "import time, sys; from shencha.evidence.people import count\n"
        "def reads(*_): print('reading', file=sys.stderr, flush=True); time.sleep(60)\n"
        "count._read = reads; from shencha.cli.main import main; main()"
    )
    words = ["people", "sources.yaml", "--facts", "facts.yaml", "--lang", "en"]
    running = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program, *words],
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(tmp_path / "scratch")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while "reading" not in running.stderr.readline():
        assert running.poll() is None
    running.send_signal(sent)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (128 + sent, "")
    assert "sources.yaml: the count was interrupted; nothing was written" in err
    assert sorted(tmp_path.rglob("*")) == before


def test_ten_thousand_columns_are_looked_through(tmp_path, shencha):
    names = [f"c{n}" for n in range(10_000)]
    names[7_777] = "手机号"
    rows = [["x"] * 10_000 for _ in range(3)]
    for n, row in enumerate(rows):
        row[7_777] = f"1380013800{n}"
    lines = [",".join(row) for row in (names, *rows)]
    (tmp_path / "wide.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "sources.yaml").write_text("stores: [{id: app, uri: wide.csv}]", "utf-8")
    code, out, _ = shencha("people", tmp_path / "sources.yaml", "--json")
    found = json.loads(out)
    assert code == 0
    assert [item["column"] for item in found["identifiers"]] == ["手机号"]
    assert found["readings"]["distinct"]["mobile"] == {"at_least": 3, "at_most": 3, "exceeded": "no"}


def of(folder, text, sources="stores: [{id: app, uri: data}]"):
    """A sources file beside one CSV file in a folder of its own."""
    (folder / "data").mkdir()
    (folder / "data" / "users.csv").write_text(text, "utf-8")
    (folder / "sources.yaml").write_text(sources, "utf-8")
    return folder / "sources.yaml"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("13800138000,张三,多出一格", "line 1501 has not as many columns as the first"),
        ('13800138000,"他说"好"', "line 1501 cannot be read"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_hides_nobody(row, said, tmp_path, shencha):
    rows = ["手机号,备注", *(f"139{n:08},a" for n in range(3000))]
    rows[1500] = row
    path = of(tmp_path, "\n".join(rows) + "\n")
    code, out, err = shencha("people", path, "--lang", "en", "--facts", tmp_path / "facts.yaml")
    assert (code, out) == (2, "")
    assert f"store app, table users: {said}" in err
    assert "1380013" not in err
    assert not (tmp_path / "facts.yaml").exists()


@pytest.mark.parametrize(
    "value",
    [
        "110101198501010009",
        "13910000000",
        "+86 139 1000 0000",
        "１３９１００００００００",
        "a.b@example.com",
        "E12345678",
        "京A12345",
    ],
)
def test_a_file_without_names_of_columns_is_refused_without_its_values(value, tmp_path, shencha):
    path = of(tmp_path, f"{value},张三\n" + "".join(f"139{n:08},李四\n" for n in range(50)))
    for words in (["people"], ["people", "scan", "--yes", "--out", tmp_path / "out.yaml"]):
        code, out, err = shencha(*words[:1], *words[1:2], path, *words[2:], "--lang", "en", "--json")
        assert (code, out) == (2, "")
        assert "store app, table users: its first line holds no names of columns" in err
        assert value not in err
        assert "张三" not in err
    assert not (tmp_path / "out.yaml").exists()


def test_a_table_in_which_nobody_was_recognised_adds_to_the_most(tmp_path, shencha):
    path = of(tmp_path, "昵称,积分\n" + "甲,1\n" * 120)
    found = json.loads(shencha("people", path, "--json")[1])
    assert found["persons"] == {"at_least": 0, "at_most": 120}
    assert found["threshold"]["exceeded"] == "no"
    path.write_text("stores: [{id: app, uri: data, leave_out: [users]}]", "utf-8")
    found = json.loads(shencha("people", path, "--json")[1])
    assert found["persons"] == {"at_least": 0, "at_most": 0}
    assert [item["where"] for item in found["unread"]] == ["store app, table users"]


def test_what_is_no_table_leaves_the_answer_open_until_it_is_left_out(tmp_path, shencha):
    path = of(tmp_path, "身份证号\n110101199003070011\n")
    (tmp_path / "data" / "members.xlsx").write_bytes(b"PK")
    facts = tmp_path / "facts.yaml"
    code, out, _ = shencha("people", path, "--json", "--facts", facts)
    assert code == 0
    assert json.loads(out)["threshold"]["exceeded"] == "unknown"
    users = load_facts(inputs.read(facts)).actor.users_with_personal_information
    assert (users.at_least, users.at_most) == (1, None)
    assert "was not read" in shencha("people", path, "--lang", "en")[1].splitlines()[1]
    path.write_text("stores: [{id: app, uri: data, leave_out: [members.xlsx]}]", "utf-8")
    assert json.loads(shencha("people", path, "--json")[1])["threshold"]["exceeded"] == "no"


@pytest.mark.postgres
def test_a_wrong_password_is_told_and_never_echoed(postgres, shencha, tmp_path):
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        (path,) = connection.execute("SHOW hba_file").fetchone()
        connection.execute("DROP ROLE IF EXISTS locked")
        connection.execute("CREATE ROLE locked LOGIN PASSWORD 'right'")
        Path(path).write_text("local all locked scram-sha-256\n" + Path(path).read_text())
        connection.execute("SELECT pg_reload_conf()")
    uri = postgres.replace("postgres:@", "locked:hunter2@")
    (tmp_path / "sources.yaml").write_text(json.dumps({"stores": [{"id": "app", "uri": uri}]}), "utf-8")
    code, out, err = shencha("people", tmp_path / "sources.yaml", "--lang", "en")
    assert (code, out) == (2, "")
    assert "store app: user or password is not accepted" in err
    assert "hunter2" not in err
