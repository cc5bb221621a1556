"""`shencha control`: real files and examples as one reads them by hand; every bad input named, nothing written."""

import json

import jsonschema
import pytest
from tests.places import ROOT, SHARED

from shencha.evidence.control.answer import control_schema

REAL = SHARED / "data" / "bods"
EXAMPLE = ROOT / "examples" / "control" / "vie_platform.json"
BAD = ROOT / "tests" / "bad_input" / "control"
FAULTS = {
    "a_word.json": ["document"],
    "bods_0.2.json": ["1.recordDetails.personType"],
    "bods_0.3.json": ["0.recordDetails.entityType.type"],
    "bods_1.0.json": ["0"],
    "bounds_upside_down.json": ["2.recordDetails.interests.0.share"],
    "component_in_words.json": ["0.recordDetails.isComponent"],
    "day_in_words.json": ["0.statementDate"],
    "empty.json": ["document"],
    "entity_type_unknown.json": ["0.recordDetails.entityType.type"],
    "exact_outside_bounds.json": ["2.recordDetails.interests.0.share"],
    "interests_no_list.json": ["2.recordDetails.interests"],
    "key_twice.json": ["statementId"],
    "line_broken.jsonl": ["line 2"],
    "no_bods.json": ["statementId", "recordId", "recordType", "recordDetails"],
    "no_details.json": ["0.recordDetails"],
    "no_holder.json": ["1.recordDetails.interestedParty"],
    "no_statement_id.json": ["0.statementId"],
    "not_closed.json": ["line 1, column 24"],
    "not_utf8.jsonl": ["line 2"],
    "record_status_unknown.json": ["0.recordStatus"],
    "record_type_unknown.json": ["0.recordType"],
    "several_faults.json": [
        "0.statementDate",
        "2.recordDetails.interests.0.share.exact",
        "3.recordDetails.subject",
    ],
    "share_130.json": ["2.recordDetails.interests.0.share.exact"],
    "share_130.jsonl": ["line 3"],
    "share_in_words.json": ["2.recordDetails.interests.0.share.exact"],
    "share_is_a_number.json": ["2.recordDetails.interests.0.share"],
    "share_negative.json": ["2.recordDetails.interests.0.share.minimum"],
    "statement_id_twice.json": ["1.statementId"],
    "statement_is_a_word.json": ["0"],
    "subject_dangling.json": ["2.recordDetails.subject"],
    "subject_is_a_person.json": ["3.recordDetails.subject"],
    "too_deep.json": ["document"],
}


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_input_is_refused_with_every_fault_named(path, shencha, tmp_path):
    for lang in ("en", "zh"):
        code, out, err = shencha(
            "control", path, "--of", "a", "--json", "--svg", tmp_path / "p.svg", "--lang", lang
        )
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
        (["nowhere.json", "--of", "a"], "nowhere.json: file"),
        (["nowhere.jsonl", "--of", "a"], "nowhere.jsonl: file"),
        ([str(EXAMPLE), "--of", "nobody"], "shencha control: --of"),
        ([str(EXAMPLE), "--of", "chen"], "shencha control: --of"),
        ([str(EXAMPLE), "--of", "yunqi-opco", "--on", "tomorrow"], "shencha control: --on"),
        ([str(EXAMPLE), "--of", "yunqi-opco", "--svg", "p.png"], "shencha control: --svg"),
        ([str(EXAMPLE), "--of", "yunqi-opco", "--svg", "nowhere/p.svg"], "shencha control: --svg"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(words, place, shencha, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = shencha("control", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(place + ": ")
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def asked(shencha, *words):
    code, out, err = shencha("control", *words, "--json", "--lang", "en")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    jsonschema.validate(answer, control_schema())
    return answer


# What each real file says, read by hand: (id, name, share, votes, controls) of each ultimate holder.
HAND = {
    "bods-package": (
        "c359f58d2977",
        [("10478c6cf6de", "Jennifer Hewitson-Smith", (100, 100), (100, 100), "yes", "GB")],
        (0, 0),
    ),
    # 60 % of A lies with B, in which Person 1 has an interest of unknown size; the whole chain is stated as 30 %.
    "indirect-ownership": (
        "ad3f6c2fcc9e",
        [("c25d4d612c2c", "Person 1", (30, 30), (30, 30), "unknown", "GB")],
        (70, 70),
    ),
    "joint-ownership": (
        "31c55e425764",
        [
            ("1accb8b18b99", "Natalie Coleman", (50, 50), (50, 50), "unknown", None),
            ("f040df24d9ec", "Roberto Lopez", (50, 50), (50, 50), "unknown", None),
        ],
        (0, 0),
    ),
    "listed-company-exempt-from-disclosure": (
        "4c7ea3bfbe6c",
        [("unspecified:fa402c4818f9", None, (0, 100), (0, 100), "unknown", None)],
        (0, 100),
    ),
    "multiple-indirect-ownership": (
        "63e3a8a8946f",
        [("92ebf964a1f6", "Person 1", (60, 60), (60, 60), "unknown", "UA")],
        (40, 40),
    ),
    "nomination": (
        "104AB1984C",
        [
            ("101AB1984F", "Silvia Teixeira Perez", (0, 0), (0, 0), "unknown", "MX"),
            ("102AB1984E", "Vanessa Rivero", (0, 0), (0, 0), "no", "MX"),
        ],
        (100, 100),
    ),
    "plc-entity-statement": ("70044236", [], (100, 100)),
    # Maria Esteves' record was closed in 2023; the trust went from 60 to 70 to 80 %.
    "tecido": ("01B68D7633", [("033E84672B", "Shear Trust", (80, 80), (80, 80), "yes", "US")], (20, 20)),
}


def test_every_real_file_was_read_by_hand():
    if not REAL.exists():
        pytest.skip("the shared data is not here")
    assert {p.stem.removeprefix("examples_") for p in REAL.iterdir()} == set(HAND)


@pytest.mark.parametrize("name", HAND)
def test_a_real_file_is_answered_as_read_by_hand(name, shencha):
    path = REAL / f"examples_{name}.json"
    if not path.exists():
        pytest.skip("the shared data is not here")
    of, holders, undisclosed = HAND[name]
    answer = asked(shencha, path, "--of", of, "--on", "2026-11-24")
    told = [
        (
            h["id"],
            h["name"],
            (h["share"]["at_least"], h["share"]["at_most"]),
            (h["voting"]["at_least"], h["voting"]["at_most"]),
            h["controls"],
            h["jurisdiction"],
        )
        for h in answer["holders"]
    ]
    assert told == holders
    assert tuple(answer["undisclosed"]["share"].values()) == undisclosed
    statements = json.loads(path.read_text("utf-8"))
    assert answer["statements"] == len(statements)
    kinds = {s["recordId"]: s["recordType"] for s in statements}.values()
    assert [answer[k] for k in ("entities", "persons", "relationships")] == [
        sum(kind == one for kind in kinds) for one in ("entity", "person", "relationship")
    ]


def test_an_earlier_day_finds_the_records_of_that_day(shencha):
    path = REAL / "examples_tecido.json"
    if not path.exists():
        pytest.skip("the shared data is not here")
    for day, shares in (
        ("2020-01-01", {"Maria Esteves": 100}),
        ("2022-01-01", {"Shear Trust": 60, "Maria Esteves": 40}),
        ("2022-12-31", {"Shear Trust": 70, "Maria Esteves": 30}),
        ("2023-03-03", {"Shear Trust": 80}),
    ):
        answer = asked(shencha, path, "--of", "Tecido Ltd", "--on", day)
        assert {h["name"]: h["share"]["at_least"] for h in answer["holders"]} == shares


def test_the_example_tells_contract_control_from_shares(shencha):
    answer = asked(shencha, EXAMPLE, "--of", "yunqi-cayman", "--on", "2026-11-24")
    told = {h["id"]: h for h in answer["holders"]}
    chen = told["chen"]
    assert (chen["share"]["at_least"], chen["voting"]["at_least"], chen["controls"]) == (19.6, 43.4, "yes")
    assert [b["rule"] for b in chen["because"]] == ["majority", "majority"]
    assert chen["paths"][0]["through"] == ["chen", "harbour-bvi", "yunqi-cayman"]
    assert told["sovereign"]["public_body"] == "yes"
    assert told["sovereign"]["share"] == {"at_least": 5, "at_most": 10}
    assert answer["foreign"]["share"] == {"at_least": 36, "at_most": 72}  # 31 + 5; all but 28 mainland
    assert any(g["gap"] == "holder_not_named" for g in answer["gaps"])
    assert answer["annotations"][0]["statement"].endswith("r3")
    below = asked(shencha, EXAMPLE, "--of", "yunqi-opco", "--on", "2026-11-24")
    steps = {b["id"]: b["controls"] for b in below["between"]}
    assert steps["yunqi-wfoe"] == steps["yunqi-cayman"] == "yes"
    words = [f["finding"]["en"] for f in below["findings"] if f["source"]["method"] == "control.contracts"]
    assert any("contract" in w for w in words)
    assert {f["factor"] for f in below["findings"]} == {"F3", "F6"}


def test_the_2020_version_has_no_factor_on_listing(shencha):
    answer = asked(shencha, EXAMPLE, "--of", "yunqi-cayman", "--on", "2026-04-01")
    assert "F6" in {f["factor"] for f in answer["findings"]}
    before = asked(shencha, EXAMPLE, "--of", "yunqi-cayman", "--on", "2026-03-01")
    assert before["instrument"] == "measures-2022"
    if (path := REAL / "examples_tecido.json").exists():
        old = asked(shencha, path, "--of", "Tecido Ltd", "--on", "2021-12-01")
        assert old["instrument"] == "measures-2020"
        assert "F6" not in {f["factor"] for f in old["findings"]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_it_and_sees_the_picture(lang, shencha, tmp_path):
    svg = tmp_path / "tree.svg"
    code, out, err = shencha(
        "control", EXAMPLE, "--of", "yunqi-opco", "--lang", lang, "--svg", svg, "--on", "2026-11-24"
    )
    assert (code, err) == (0, "")
    assert ("控制" if lang == "zh" else "controls") in out
    drawn = svg.read_text("utf-8")
    assert drawn.count("<g><title>") == 10
    assert ("国外" if lang == "zh" else "FOREIGN") in drawn
    assert "VIE" in drawn
    assert "<script" not in drawn
    assert [p.name for p in tmp_path.iterdir()] == ["tree.svg"]
