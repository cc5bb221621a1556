"""`shencha rehearse`: a filing, an office's load, a changed number; bad input is named and nothing drawn."""

import json
from functools import partial

import pytest
from jsonschema import Draft202012Validator
from tests.places import ROOT

from shencha.studies.rehearsal import rehearsal_schema

MODEL = ROOT / "examples" / "rehearsal" / "office.yaml"
BAD = ROOT / "tests" / "bad_input" / "rehearse"
FAULTS = {
    "effort_missing.yaml": ["effort.opinion"],
    "field_unknown.yaml": ["staff (line 5)"],
    "ground_unknown.yaml": ["filings_a_year.buying (line 1)"],
    "list.yaml": ["document"],
    "member_unknown.yaml": ["members (line 5)"],
    "no_officer.yaml": ["officers (line 2)"],
    "reply_upside_down.yaml": ["reply (line 5)"],
    "share_above_one.yaml": ["share.review (line 4)"],
}


@pytest.fixture
def shencha(shencha):
    """Runs this command."""
    return partial(shencha, "rehearse")


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_model_is_refused_with_every_fault_named(path, shencha, tmp_path):
    svg = tmp_path / "out.svg"
    code, out, err = shencha("load", path, "--from", "2026-03-02", "--svg", svg, "--lang", "en")
    assert (code, out, svg.exists()) == (2, "", False)
    assert [line.removeprefix(f"{path}: ").partition(": ")[0] for line in err.splitlines()] == FAULTS[
        path.name
    ]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["filing", "--on", "2026-03-02", "--ground", "buying"], "filing: --ground"),
        (["filing", "--on", "2020-05-31", "--ground", "procurement"], "filing: --on"),
        (["filing", "--on", "2021-03-02", "--ground", "foreign_listing"], "filing: --on"),
        (["filing", "--on", "soon", "--ground", "procurement"], "filing: --on"),
        (["filing", "--on", "2026-03-02", "--ground", "procurement", "--rounds", "3..1"], "filing: --rounds"),
        (["filing", "--on", "2026-03-02", "--ground", "procurement", "--reply", "0..1"], "filing: --reply"),
        (["load", str(MODEL), "--from", "2026-03-02", "--weeks", "0"], "load: --weeks"),
        (["change", "--figure", "days=3", "x"], "change: --figure"),
        (["change", "--figure", "users=2000000"], "change: --register"),
        (["change", "--figure", "intake_days=15"], "change: CASES"),
        (["change", "--figure", "intake_days=5000", "x"], "change: --figure"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(words, place, shencha):
    code, out, err = shencha(*words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(f"shencha rehearse {place}: ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filing_a_load_and_changes_are_told_to_a_person(lang, shencha, tmp_path):
    svg = tmp_path / "load.svg"
    for words in (
        ["filing", "--on", "2026-03-02", "--ground", "foreign_listing", "--needed-by", "2026-09-01"],
        ["load", MODEL, "--from", "2026-03-02", "--weeks", "6", "--runs", "3", "--svg", svg],
        ["change", ROOT / "examples" / "statistics", "--figure", "intake_days=5", "--at", "2026-06-01"],
        [
            "change",
            "--register",
            ROOT / "examples" / "register.csv",
            "--figure",
            "users=2000000",
            "--at",
            "2026-03-02",
        ],
    ):
        code, out, err = shencha(*words, "--lang", lang)
        assert (code, err) == (0, "")
        assert all(len(line) <= 110 for line in out.splitlines())
        assert "{" not in out
    assert svg.read_text("utf-8").startswith("<svg")


def test_answers_are_one_json_document(shencha):
    words = ["--on", "2026-03-02", "--ground", "procurement", "--rounds", "1..2", "--json"]
    code, out, _ = shencha("filing", *words, "--needed-by", "2026-03-16")
    told = json.loads(out)
    Draft202012Validator(rehearsal_schema()).validate(told)
    assert (code, told["instrument"], told["done_by"]["no_review"]) == (0, "measures-2022", "yes")
    _, out, _ = shencha(
        "change",
        "--register",
        ROOT / "examples" / "register.csv",
        "--figure",
        "users=1000001",
        "--at",
        "2026-03-02",
        "--json",
    )
    moves = json.loads(out)["moves"]
    assert sum(move["rows"] for move in moves) == 9
    assert {"from": "must_file", "to": "need_not_file", "rows": 1} in moves


def test_a_policy_tells_what_would_differ_in_open_cases(shencha):
    cases = ROOT / "examples" / "cases"
    code, out, _ = shencha(
        "change", cases, "--policy", "silence_in_consultation=agreement", "--at", "2025-06-20", "--json"
    )
    told = json.loads(out)
    assert (code, told["changed"], told["policy"]) == (0, 1, "silence_in_consultation")
    assert told["cases"][0]["may_next"] == {"more": ["conclusion_notified"], "fewer": []}
    code, out, _ = shencha(
        "change", cases, "--policy", "withdrawal=before_proposal", "--at", "2025-06-20", "--lang", "zh"
    )
    assert (code, "2025-0008  不能再办理：撤回" in out) == (0, True)
    outage = ["--policy", "outage_effect=first_day", "--policy", "outage=2025-04-01..2025-04-30"]
    code, out, _ = shencha("change", cases, *outage, "--at", "2025-04-11", "--json")
    assert (code, json.loads(out)["policy"]) == (0, "outage")
    aged = ["change", cases, "--policy", "evidence_age_days=150", "--at", "2025-06-20"]
    code, out, _ = shencha(*aged, "--json")
    told = json.loads(out)
    assert (code, told["changed"], told["open_cases"] - told["without_evidence"]) == (0, 1, 1)
    assert "数据出境清单" in told["cases"][0]["evidence"]["marked"][0]["zh"]
    assert "4 件的文件没有写 evidence" in shencha(*aged, "--lang", "zh")[1]
    code, out, _ = shencha(
        "change", cases, "--policy", "first_reminder_days=10", "--at", "2025-05-20", "--json"
    )
    first = json.loads(out)["cases"][0]["reminders"][0]
    assert first == {"who": "cac", "act": "opinion_received", "on": "2025-06-04", "new_on": "2025-05-27"}


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--policy", "silence=agreement"],
        ["--policy", "silence_in_consultation=yes"],
        ["--policy", "report_reply_days=20"],
        ["--policy", "papers_check_days=11"],
        ["--policy", "withdrawal=before_proposal", "--figure", "intake_days=5"],
    ],
)
def test_no_policy_is_named(words, shencha):
    code, out, err = shencha("change", ROOT / "examples" / "cases", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("shencha rehearse change: --")


def test_whether_a_renewal_counts_follows_what_it_brings(shencha):
    asked = ["product", "--kind", "cloud_service", "--way", "renewal"]
    for change, counts, kinds in (
        ("yes", "yes", ["cloud_service"]),
        ("no", "no", []),
        ("unknown", "unknown", "unknown"),
    ):
        code, out, _ = shencha(*asked, "--change", change, "--json")
        told = json.loads(out)
        assert (code, told["counts"], told["facts"]["procurement.product_kinds"]) == (0, counts, kinds)
        assert {point["article"] for point in told["points"]} == {"21", "5"}
    code, out, _ = shencha(*asked, "--lang", "zh")
    assert (code, "条文没有写明" in out, "--change" in out) == (0, True, True)
    for wrong in (["--kind", "car"], ["--way", "theft"], ["--change", "perhaps"], ["--on", "2019-01-01"]):
        code, out, err = shencha(*asked, *wrong, "--lang", "en")
        assert (code, out, err.startswith(f"shencha rehearse product: {wrong[0]}")) == (2, "", True)
