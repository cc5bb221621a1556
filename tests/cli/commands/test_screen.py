"""`shencha screen`: answers for a person and as JSON, in both languages; every bad input is named and nothing written."""

import io
import json
import sys

import duckdb
import pytest
from tests.places import ROOT

EXAMPLES = ROOT / "examples" / "facts"
BAD = ROOT / "tests" / "bad_input" / "screen"
FAULTS = {
    "a_word.yaml": ["document"],
    "bad_cells.csv": ["row 1, column actor.ciio", "row 1, column listing.venue"],
    "block_is_no_set.yaml": ["actor (line 1)"],
    "column_of_the_answer.csv": ["column missing"],
    "column_twice.csv": ["column actor.ciio"],
    "day_in_words.yaml": ["listing.application_submitted_on (line 2)"],
    "day_other_format.yaml": ["listing.application_submitted_on (line 2)"],
    "day_that_is_none.yaml": ["listing.application_submitted_on (line 2)"],
    "duplicate_key.yaml": ["actor.ciio (line 3)"],
    "kind_misspelt.yaml": ["procurement.product_kinds.0 (line 2)"],
    "kind_unknown.yaml": ["procurement.product_kinds.0 (line 2)"],
    "kinds_no_list.yaml": ["procurement.product_kinds (line 2)"],
    "list_of_parties.yaml": ["document"],
    "no_fact.csv": ["column *"],
    "range_empty.yaml": ["actor.users_with_personal_information (line 2)"],
    "range_other_words.yaml": [
        "actor.users_with_personal_information.from (line 2)",
        "actor.users_with_personal_information.to (line 2)",
    ],
    "range_upside_down.yaml": ["actor.users_with_personal_information (line 2)"],
    "several_faults.json": ["actor.ciio", "actor.platform_operator", "listing.venue"],
    "state_secrets.yaml": ["involves_state_secrets (line 1)"],
    "three_valued.toml": ["actor.ciio"],
    "three_valued.yaml": ["actor.ciio (line 2)"],
    "three_valued_number.yaml": ["actor.ciio (line 2)"],
    "unknown_block.yaml": ["actors (line 2)"],
    "unknown_column.csv": ["column *", "column actor.ciioo"],
    "unknown_fact.yaml": ["actor.ciioo (line 2)"],
    "users_boolean.yaml": ["actor.users_with_personal_information (line 2)"],
    "users_fraction.yaml": ["actor.users_with_personal_information (line 2)"],
    "users_impossible.yaml": ["actor.users_with_personal_information (line 2)"],
    "users_in_words.yaml": ["actor.users_with_personal_information (line 2)"],
    "users_negative.yaml": ["actor.users_with_personal_information (line 2)"],
    "venue_no_country.yaml": ["listing.venue (line 2)"],
    "venue_small_letters.yaml": ["listing.venue (line 2)"],
    "venue_three_letters.yaml": ["listing.venue (line 2)"],
}


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_input_is_refused_with_every_fault_named(path, shencha, tmp_path):
    table = path.suffix == ".csv"
    words = ["--register", path, "--out", tmp_path / "out.csv"] if table else [path]
    for lang in ("en", "zh"):
        code, out, err = shencha("screen", *words, "--on", "2026-03-02", "--lang", lang, "--json")
        lines = err.splitlines()
        assert (code, out) == (2, "")
        assert [line.removeprefix(f"{path}: ").partition(": ")[0] for line in lines] == FAULTS[path.name]
        for line in lines:
            wrong, _, right = line.partition(": ")[2].partition("; ")
            assert wrong
            assert right
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["nowhere.yaml"], "nowhere.yaml: file"),
        ([], "shencha screen: command line"),
        (["--register", "r.csv"], "shencha screen: command line"),
        (["--out", "o.csv"], "shencha screen: command line"),
        (["f.yaml", "--register", "r.csv", "--out", "o.csv"], "shencha screen: command line"),
        (["--register", "nowhere.csv", "--out", "o.csv"], "nowhere.csv: file"),
        (
            ["--register", "duckdb:no.duckdb#r", "--out", "#o", "--compare", "#s"],
            "duckdb:no.duckdb#r: register",
        ),
        ([str(EXAMPLES / "range.yaml"), "--on", "2026-13-01"], "shencha screen: --on"),
        ([str(EXAMPLES / "range.yaml"), "--on", "today"], "shencha screen: --on"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused_with_what_would_be_right(
    words, place, shencha, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    code, out, err = shencha("screen", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(place + ": ")
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "on", "outcome", "missing"),
    [
        ("platform_1000000", "2026-03-02", "need_not_file", []),
        ("platform_1000001", "2026-03-02", "must_file", []),
        ("platform_1000001", "2022-02-15", "must_file", []),
        ("platform_1000001", "2022-02-14", "need_not_file", []),
        ("platform_1000001", "2020-05-31", "not_covered", []),
        ("range", "2026-03-02", "undetermined", ["actor.users_with_personal_information"]),
        ("hong_kong", "2026-03-02", "need_not_file", []),
        ("ciio_purchase", "2026-03-02", "must_file", []),
        ("ciio_purchase", "2020-06-01", "must_file", []),
        ("data_handler_2025", "2024-12-31", "need_not_file", []),
        ("data_handler_2025", "2025-01-01", "subject_to_review", []),
        ("platform_2021", "2021-06-30", "need_not_file", []),
        ("platform_2021", "2022-02-15", "must_file", []),
    ],
)
def test_an_example_is_answered_as_its_first_lines_say(name, on, outcome, missing, shencha):
    code, out, err = shencha("screen", EXAMPLES / f"{name}.yaml", "--on", on, "--json")
    answer = json.loads(out)
    assert (code, err, answer["on"]) == (0, "", on)
    assert (answer["outcome"], answer["missing"]) == (outcome, missing)


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_the_answer_in_either_language_within_the_width_of_a_page(path, lang, shencha):
    code, out, err = shencha("screen", path, "--on", "2026-03-02", "--lang", lang)
    assert (code, err) == (0, "")
    *answer, source = out.partition("\n\n")[0].splitlines()
    assert answer[-1].endswith("。" if lang == "zh" else ".")
    assert "2026-03-02" in source
    assert ("理由" if lang == "zh" else "Why") in out.splitlines()
    assert all(len(line) <= 100 for line in out.splitlines())
    assert "\x1b" not in out


def test_facts_are_read_from_standard_input_and_answered_as_of_today(shencha, monkeypatch):
    class Standard:
        buffer = io.BytesIO(b"procurement: {planned: no}\n")

    monkeypatch.setattr(sys, "stdin", Standard)
    code, out, _ = shencha("screen", "-", "--json")
    answer = json.loads(out)
    assert (code, answer["instrument"], answer["outcome"]) == (0, "measures-2022", "undetermined")


def test_a_register_is_answered_into_a_file_and_counted(shencha, tmp_path):
    out_file = tmp_path / "screened.csv"
    code, out, err = shencha(
        "screen",
        "--register",
        ROOT / "examples" / "register.csv",
        "--out",
        out_file,
        "--on",
        "2026-03-02",
        "--json",
    )
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert (
        answer["rows"]
        == sum(answer["outcomes"].values())
        == len(out_file.read_text("utf-8").splitlines()) - 1
    )
    assert set(answer["outcomes"]) == {
        "need_not_file",
        "subject_to_review",
        "must_file",
        "undetermined",
        "refused",
    }


def test_a_table_is_compared_where_it_lies_and_parties_are_named_by_their_key(shencha, tmp_path):
    place = tmp_path / "r.duckdb"
    with duckdb.connect(str(place)) as connection:
        connection.execute(
            f"create table r as from read_csv('{ROOT}/examples/register.csv', all_varchar=true)"
        )
        key = connection.execute("describe r").fetchone()[0]
    words = [
        "screen",
        "--register",
        f"duckdb:{place}#r",
        "--on",
        "2026-03-02",
        "--changed-since",
        "2024-12-31",
    ]
    again = ["screen", "--register", ROOT / "examples/register.csv", *words[3:]]
    code, out, _ = shencha(*words, "--out", "#moved", "--key", key, "--json")
    assert code == 0
    wanted = json.loads(shencha(*again, "--out", tmp_path / "o.csv", "--key", key, "--json")[1])
    found = json.loads(out)
    assert (found["moves"], found["newly_total"]) == (wanted["moves"], wanted["newly_total"])
    assert found["newly_total"] > 0
    code, out, _ = shencha(*words, "--out", tmp_path / "p.csv", "--key", key, "--lang", "zh")
    assert code == 0
    assert all(one["key"] in out for one in found["newly"])
    code, out, err = shencha(*words, "--out", tmp_path / "q.csv", "--lang", "en")
    assert (code, out) == (2, "")
    assert "write --key NAME" in err
    assert not (tmp_path / "q.csv").exists()
