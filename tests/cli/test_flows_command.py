"""`shencha flows`: routes of the examples, both languages, the map; every bad input named, nothing written."""

import json
from pathlib import Path

import jsonschema
import pytest

from shencha import inputs
from shencha.evidence.flows.answer import flows_schema, routes_schema

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "flows" / "platform.yaml"
TABLE = ROOT / "examples" / "flows" / "platform.csv"
BAD = ROOT / "tests" / "bad_input" / "flows"
FAULTS = {
    "a_word.yaml": ["document"],
    "bad_cells.csv": ["row 1, column persons", "row 2, column to.country"],
    "ciio_in_words.yaml": ["exporter.ciio (line 1)"],
    "column_twice.csv": ["column persons"],
    "country_three_letters.yaml": ["flows.0.to.country (line 2)"],
    "day_other_format.yaml": ["flows.0.since (line 2)"],
    "flow_is_a_word.yaml": ["flows.0 (line 1)"],
    "ground_unknown_word.yaml": ["flows.0.ground (line 2)"],
    "id_twice.csv": ["row 2, column id"],
    "id_twice.yaml": ["flows.1.id (line 3)"],
    "key_twice.yaml": ["flows.0.id (line 2)"],
    "means_unknown_word.yaml": ["flows.0.means (line 2)"],
    "no_id.yaml": ["flows.0.id"],
    "no_id_column.csv": ["column id"],
    "no_list.yaml": ["document"],
    "not_utf8.csv": ["file"],
    "persons_in_words.yaml": ["flows.0.persons (line 2)"],
    "persons_negative.yaml": ["flows.0.persons (line 2)"],
    "persons_without_personal.yaml": ["flows.0.personal (line 2)"],
    "range_upside_down.yaml": ["flows.0.persons (line 2)"],
    "sensitive_category_denied.yaml": ["flows.0.sensitive (line 2)"],
    "several_faults.json": ["exporter.ciio", "flows.0.important", "flows.1.to.country"],
    "short_row.csv": ["row 1"],
    "unknown_block.yaml": ["exporters (line 1)"],
    "unknown_column.csv": ["column person"],
    "unknown_exporter_field.yaml": ["exporter.cio (line 1)"],
    "unknown_field.yaml": ["flows.0.person (line 2)"],
    "until_before_since.yaml": ["flows.0.until (line 2)"],
}


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_input_is_refused_with_every_fault_named(path, shencha, tmp_path):
    for lang in ("en", "zh"):
        code, out, err = shencha("flows", path, "--json", "--svg", tmp_path / "p.svg", "--lang", lang)
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
        (["nowhere.csv"], "nowhere.csv: file"),
        ([str(EXAMPLE), "--on", "tomorrow"], "shencha flows: --on"),
        ([str(EXAMPLE), "--ciio", "perhaps"], "shencha flows: --ciio"),
        ([str(EXAMPLE), "--svg", "map.pdf"], "shencha flows: --svg"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(words, place, shencha, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = shencha("flows", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(place + ": ")
    assert list(tmp_path.iterdir()) == []


def asked(shencha, *words):
    code, out, err = shencha("flows", *words, "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    jsonschema.validate(answer, routes_schema())
    return answer


def test_the_example_is_answered_flow_by_flow(shencha):
    answer = asked(shencha, EXAMPLE, "--on", "2026-11-24")
    assert {f["id"]: f["route"] for f in answer["flows"]} == {
        "crm": "unknown",
        "support": "unknown",
        "hr": "none",
        "booking": "none",
        "maps": "unknown",
        "warehouse": "none",
        "subpoena": "prohibited",
    }
    assert answer["route"] == "prohibited"
    assert answer["cumulated"]["not_sensitive"] == {"at_least": 82003, "at_most": 117003}
    missing = {f["id"]: f["missing"] for f in answer["flows"]}
    assert missing["crm"] == ["flows.support.persons", "flows.maps.persons"]
    assert "flows.maps.important" in missing["maps"]
    assert {f["factor"] for f in answer["findings"]} == {"F5", "F6"}


def test_a_table_says_the_same_and_an_operator_of_critical_infrastructure_is_assessed(shencha):
    plain = asked(shencha, TABLE, "--on", "2026-11-24", "--ciio", "no")
    assert plain["missing"] == ["flows.support.persons"]
    ciio = asked(shencha, TABLE, "--on", "2026-11-24", "--ciio", "yes")
    assert {f["id"]: f["route"] for f in ciio["flows"]} == {
        "crm": "security_assessment",
        "support": "security_assessment",
        "hr": "none",
    }
    assert ciio["route"] == "security_assessment"


def test_before_the_provisions_the_missing_rule_is_named(shencha):
    answer = asked(shencha, EXAMPLE, "--on", "2024-03-21")
    assert answer["instrument"] is None
    assert "22 March 2024" in answer["rule_missing"]["en"]
    routes = {f["id"]: f["route"] for f in answer["flows"]}
    assert routes["support"] == "unknown"
    assert (routes["subpoena"], routes["warehouse"], routes["crm"]) == ("prohibited", "none", "none")
    assert asked(shencha, EXAMPLE, "--on", "2024-03-22")["rule_missing"] is None
    assert {f["route"] for f in asked(shencha, EXAMPLE, "--on", "2021-08-31")["flows"]} == {"unknown", "none"}


def test_the_examples_fit_the_schema_of_the_input():
    jsonschema.validate(inputs.read(EXAMPLE).data, flows_schema())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_it_and_sees_the_map(lang, shencha, tmp_path):
    svg = tmp_path / "map.svg"
    code, out, err = shencha("flows", EXAMPLE, "--on", "2026-11-24", "--lang", lang, "--svg", svg)
    assert (code, err) == (0, "")
    assert ("第36条" if lang == "zh" else "Article 36") in out
    drawn = svg.read_text("utf-8")
    assert ("国外" if lang == "zh" else "foreign") in drawn
    assert "<script" not in drawn
    assert [p.name for p in tmp_path.iterdir()] == ["map.svg"]
