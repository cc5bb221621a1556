"""`shencha law` and what stands beside it: sources, cases, questions, the days of a listing, the memo."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from shencha.law.screening.schemas import screening_schema


def told(shencha, *words):
    code, out, err = shencha(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_an_article_says_where_it_was_read(shencha):
    source = told(shencha, "law", "9")["source"]
    assert source["read"] == "2026-11-30"
    assert "cac.gov.cn" in source["place"]
    assert told(shencha, "law", "15", "--on", "2021-03-01")["source"]["how"] == "none", (
        "what was never seen says so"
    )


def test_a_comparison_marks_what_a_jurist_set_and_nothing_else(shencha):
    by = {one["after"]["article"]: one for one in told(shencha, "law", "compare", "2020", "2022")["articles"]}
    assert [one["kind"] for one in by["14"]["changes"]] == ["number", "moved"]
    assert [one["kind"] for one in by["17"]["changes"]] == ["moved"]
    assert by["17"]["unread"]
    assert not by["3"]["unread"]


def test_a_call_by_an_outsider_is_no_review(shencha):
    by = {one["matter"]: one for one in told(shencha, "law", "cases")}
    assert by["palo_alto_networks"]["review"] == "yes"
    assert (by["intel"]["review"], by["nvidia"]["review"]) == ("no", "no")
    assert by["intel"]["why"]["zh"]


def test_questions_are_answered_by_points_with_sources(shencha):
    (one,) = told(shencha, "law", "questions", "remedies")
    assert {point["article"] for point in one["points"]} >= {"24", "13(item 4)", "20", "46"}
    assert all(point["source"]["strength"]["en"] for point in one["points"])
    code, out, err = shencha("law", "questions", "weather", "--lang", "en")
    assert (code, out) == (2, "")
    assert "remedies" in err


@pytest.mark.parametrize(
    "what", [("sources",), ("cases",), ("questions",), ("compare", "2020", "2022"), ("9",)]
)
def test_a_person_reads_it_in_both_languages(shencha, what):
    for lang in ("zh", "en"):
        code, out, err = shencha("law", *what, "--lang", lang)
        assert (code, err) == (0, "")
        assert out.strip()


def test_a_listing_is_reckoned_backwards(shencha):
    found = told(shencha, "rehearse", "listing", "--on", "2026-06-30")
    steps = {one["step"]: one["on"] for one in found["ways"][0]["steps"]}
    assert steps == {
        "file": "2026-03-04",
        "intake": "2026-03-18",
        "preliminary": "2026-04-30",
        "consultation": "2026-05-25",
        "submit": "2026-05-26",
        "csrc_filed": "2026-05-29",
        "csrc_done": "2026-06-29",
        "listing": "2026-06-30",
    }, "counted by hand: 4-6 April, 1-5 May and 19-21 June are off, Saturday 9 May is worked"
    assert shencha("rehearse", "listing", "--on", "1999-01-01")[0] == 2


def test_a_screening_names_procedures_and_questions_and_writes_a_memo(shencha, tmp_path):
    facts = tmp_path / "facts.yaml"
    facts.write_text("actor: {ciio: yes}\nprocurement: {planned: yes}\n", "utf-8")
    found = told(shencha, "screen", facts, "--on", "2026-11-30", "--memo", tmp_path / "memo.docx")
    Draft202012Validator(screening_schema()).validate(found)
    assert len(found["procedures"]) == 4
    assert found["questions"]
    assert (tmp_path / "memo.docx").read_bytes()[:2] == b"PK"
    assert shencha("screen", facts, "--memo", tmp_path / "memo.txt")[0] == 2
