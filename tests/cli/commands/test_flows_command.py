"""`shencha flows`: routes of the examples, both languages, the map; every bad input named, nothing written."""

import json
from datetime import date

import jsonschema
import pytest
from tests.places import ROOT

from shencha import inputs
from shencha.evidence.flows.answer import flows_schema, routes_schema
from shencha.evidence.flows.dpv import FIELDS, SPACES, terms
from shencha.evidence.flows.flow import SENSITIVE
from shencha.evidence.flows.reading import read_flows

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
    "dpv_category_denied.yaml": ["flows.0.personal (line 2)"],
    "dpv_in_a_table.csv": ["row 1, column purpose", "row 1, column since"],
    "dpv_in_another_field.yaml": [
        "flows.0.to.country (line 2)",
        "flows.0.to.role (line 2)",
        "flows.0.legal_basis (line 2)",
    ],
    "dpv_means.yaml": ["flows.0.means (line 2)"],
    "dpv_unknown.yaml": ["flows.0.purpose (line 2)"],
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
    assert ("第三十六条" if lang == "zh" else "Article 36") in out
    drawn = svg.read_text("utf-8")
    assert ("国外" if lang == "zh" else "foreign") in drawn
    assert "<script" not in drawn
    assert [p.name for p in tmp_path.iterdir()] == ["map.svg"]


def test_terms_of_the_vocabulary_are_labelled_in_both_languages(shencha):
    answer = asked(shencha, EXAMPLE, "--on", "2026-11-24")
    told = {f["id"]: f for f in answer["flows"]}
    assert told["crm"]["to"] == {
        "name": "Northlake CRM Inc. (fictional)",
        "country": "US",
        "role": "dpv:DataProcessor",
    }
    assert {(one["field"], one["term"]) for one in told["hr"]["terms"]} == {
        ("whose", "dpv:Employee"),
        ("purpose", "dpv:HumanResourceManagement"),
        ("legal_basis", "dpv:Contract"),
    }
    assert told["hr"]["purpose"] == "dpv:HumanResourceManagement; 股权激励"
    for lang, words in (
        ("zh", "目的 股权激励、人力资源管理"),
        ("en", "purpose: 股权激励, Human Resource Management"),
    ):
        _, out, _ = shencha("flows", EXAMPLE, "--on", "2026-11-24", "--lang", lang)
        assert words in " ".join(out.split())


@pytest.mark.parametrize(
    ("categories", "sensitive", "personal"),
    [
        ("[dpv-pd:Health]", "yes", "yes"),
        ("[pd:GPSCoordinate, dpv-pd:Name]", "yes", "yes"),
        ("[dpv:SensitivePersonalData]", "yes", "yes"),
        ("[dpv-pd:Name]", "unknown", "yes"),
        ("[dpv:AnonymisedData]", "unknown", "no"),
        ("[dpv:AnonymisedData, dpv-pd:Name]", "unknown", "yes"),
        ("[our own word]", "unknown", "unknown"),
    ],
)
def test_kinds_of_data_say_what_is_personal_and_sensitive(categories, sensitive, personal, tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text(f"flows: [{{id: a, categories: {categories}}}]")
    (flow,) = read_flows(path).flows
    assert (flow.sensitive.word, flow.personal.word) == (sensitive, personal)


def test_every_term_has_both_labels_and_its_own_prefix():
    seen = [(field, term) for field in FIELDS for term in terms(field).values()]
    assert len(seen) > 150
    for field, term in seen:
        assert term.label.zh
        assert term.label.en
        assert term.id.partition(":")[0] in SPACES
        assert term.sensitive in ("", "unnamed", *SENSITIVE), (field, term.id)


def test_the_inventory_is_exported_as_json_ld(shencha):
    code, out, err = shencha("flows", EXAMPLE, "--json-ld")
    assert (code, err) == (0, "")
    document = json.loads(out)
    crm = document["@graph"][0]
    assert crm["@type"] == "dpv:PersonalDataProcess"
    assert crm["dpv:hasRecipient"]["dpv:hasCountry"] == {"@id": "dpv-loc:US"}
    assert crm["dpv:hasPurpose"] == [{"@id": "dpv:CustomerRelationshipManagement"}]
    assert len({one["@id"] for one in document["@graph"]}) == len(document["@graph"])

    def prefixes(part):
        for key, value in part.items() if isinstance(part, dict) else ():
            if key not in ("@context", "dct:title", "dct:identifier"):
                yield from (w.partition(":")[0] for w in (key, value) if isinstance(w, str) and ":" in w)
                yield from prefixes(value)
        for one in part if isinstance(part, list) else ():
            yield from [one.partition(":")[0]] if isinstance(one, str) else prefixes(one)

    assert set(prefixes(document)) <= {*document["@context"], "_"}


PLAIN = 'id,what,persons,sensitive,important,to.country,since,categories\na,会员,"62,000",否,否,US,2025/6/1,health;x\n'


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.replace("health;x", "").encode("utf-8-sig"),
        PLAIN.replace("health;x", "").encode("gbk"),
        PLAIN.replace("health;x", "")
        .replace('"62,000"', "62.000")
        .replace(",", ";")
        .replace(".", "")
        .encode(),
        PLAIN.replace("health;x", "").replace('"62,000"', "62000.0").replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + PLAIN.replace("health;x", "").replace('"62,000"', "62000").replace(",", ";")).encode(),
        "".join(f"{line},,\n" for line in PLAIN.replace("health;x", "").splitlines()).encode(),
    ],
    ids=["utf-8 with its mark", "gbk", "semicolons", "utf-16 with tabs", "sep=;", "empty columns"],
)
def test_a_table_is_read_as_spreadsheets_save_it(raw, tmp_path):
    raw = raw.replace(b"tocountry", b"to.country")
    path = tmp_path / "t.csv"
    path.write_bytes(raw)
    (flow,) = read_flows(path).flows
    assert (flow.what, flow.persons.at_least, flow.sensitive.word, flow.country, flow.since) == (
        "会员",
        62_000,
        "no",
        "US",
        date(2025, 6, 1),
    )
