"""`shencha replay`: where a case stands, for a person and as JSON; every fault is named and nothing written."""

import io
import json
import sys
from datetime import date

import pytest
from tests.places import ROOT

from shencha.cli.days import today
from shencha.cli.pages.replay import page
from shencha.inputs import read
from shencha.law.calendar.workdays import published
from shencha.procedure.history import load_history

EXAMPLES = ROOT / "examples" / "cases"
BAD = ROOT / "tests" / "bad_input" / "replay"
FAULTS = {
    "a_word.yaml": ["document"],
    "after_the_end.yaml": ["events.2 (line 6)"],
    "case_number_blank.yaml": ["case (line 1)"],
    "case_number_missing.yaml": ["case"],
    "commission_without_second_proposal.yaml": ["events.7 (line 11)"],
    "concern_of_a_later_version.yaml": ["events.0 (line 4)"],
    "concern_of_no_member.yaml": ["events.0.by (line 4)"],
    "conclusion_not_the_proposal.yaml": ["events.6 (line 10)"],
    "conclusion_over_dissent.yaml": ["events.6 (line 10)"],
    "conclusion_over_silence.yaml": ["events.5 (line 9)"],
    "conclusion_without_the_commission.yaml": ["events.8 (line 12)"],
    "day_goes_back.yaml": ["events.1.on (line 5)"],
    "day_in_words.yaml": ["events.1.on (line 5)"],
    "day_missing.yaml": ["events.1 (line 5)"],
    "day_out_of_reach.yaml": ["events.1.on (line 5)"],
    "day_that_is_none.yaml": ["events.1.on (line 5)"],
    "draft_of_no_decision.yaml": ["events.1.decision (line 5)"],
    "duplicate_key.yaml": ["case (line 2)"],
    "event_in_words.yaml": ["events.1 (line 5)"],
    "event_of_a_newer_version.yaml": ["events.1.version (line 5)"],
    "event_other_field.yaml": ["events.1.by (line 5)"],
    "event_unknown.yaml": ["events.1.event (line 5)"],
    "event_without_name.yaml": ["events.1 (line 5)"],
    "events_missing.yaml": ["events"],
    "extension_of_no_days.yaml": ["events.3.days (line 7)"],
    "extension_second.yaml": ["events.4 (line 8)"],
    "extension_too_long.yaml": ["events.3 (line 7)"],
    "extension_without_reason.yaml": ["events.3 (line 7)"],
    "first_event_no_filing.yaml": ["events.0 (line 4)"],
    "ground_of_a_later_version.yaml": ["ground (line 2)"],
    "ground_unknown.yaml": ["ground (line 2)"],
    "list_of_events.yaml": ["document"],
    "material_twice.yaml": ["events.0.materials (line 4)"],
    "material_unknown.json": ["events.0.materials"],
    "material_unknown.toml": ["events.0.materials"],
    "material_unknown.yaml": ["events.0.materials (line 4)"],
    "materials_none.yaml": ["events.0.materials (line 4)"],
    "member_not_yet.yaml": ["events.0.by (line 4)"],
    "member_twice.yaml": ["events.3.to (line 7)"],
    "member_unknown.yaml": ["events.3.to (line 7)"],
    "no_events.yaml": ["events (line 3)"],
    "no_version_in_force.yaml": ["events.0.on (line 4)"],
    "opened_without_the_commission.yaml": ["events.1 (line 5)"],
    "opinion_of_one_not_asked.yaml": ["events.5 (line 9)"],
    "opinion_twice.yaml": ["events.5 (line 9)"],
    "opinion_undecided.yaml": ["events.5.opinion (line 9)"],
    "papers_missing.yaml": ["events.1 (line 5)"],
    "partial_after_the_end.yaml": ["events.2 (line 7)"],
    "partial_extension_too_long.yaml": ["events.1 (line 6)"],
    "partial_filing_in_ex_officio.yaml": ["events.1 (line 6)"],
    "partial_measures_of_a_later_version.yaml": ["events.1 (line 6)"],
    "proposal_unknown.yaml": ["events.3.proposal (line 7)"],
    "record_unknown.yaml": ["record (line 3)"],
    "result_of_another_end.yaml": ["events.6.result (line 10)"],
    "several_faults.yaml": [
        "ground (line 2)",
        "seen (line 8)",
        "events.0.materials (line 4)",
        "events.1.on (line 5)",
        "events.3.review (line 7)",
        "events.2.on (line 6)",
        "events.2.to (line 6)",
        "events.3.on (line 7)",
    ],
    "special_procedure_without_dissent.yaml": ["events.5 (line 9)"],
    "state_does_not_allow.yaml": ["events.1 (line 5)"],
    "supplement_not_asked_for.yaml": ["events.1 (line 5)"],
    "item_about_two_things.yaml": ["events.1.items.0.about (line 5)"],
    "item_due_before_it_is_asked.yaml": ["events.1 (line 5)"],
    "item_of_a_factor_of_2020.yaml": ["events.1 (line 5)"],
    "item_of_another_field.yaml": ["events.1.items.0.deadline (line 5)"],
    "item_of_no_article.yaml": ["events.1 (line 5)"],
    "item_of_no_kind.yaml": ["events.1.items.1.kind (line 5)"],
    "item_twice.yaml": ["events.1.items (line 5)"],
    "item_without_a_reason.yaml": ["events.1.items.0 (line 5)"],
    "reply_in_words.yaml": ["events.2.replies (line 6)"],
    "reply_to_another_item.yaml": ["events.2 (line 6)"],
    "unknown_field.yaml": ["party (line 3)"],
}


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_case_is_refused_with_every_fault_named(path, shencha, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for lang in ("en", "zh"):
        code, out, err = shencha("replay", path, "--at", "2026-06-01", "--lang", lang, "--json")
        lines = err.splitlines()
        assert (code, out) == (2, "")
        assert [line.removeprefix(f"{path}: ").partition(": ")[0] for line in lines] == FAULTS[path.name]
        for line in lines:
            wrong, _, right = line.removeprefix(f"{path}: ").partition(": ")[2].rpartition("; ")
            assert wrong
            assert right
            assert "Traceback" not in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("state_does_not_allow.yaml", ["event 2", "state filed", "materials_accepted, supplement_requested"]),
        ("conclusion_over_silence.yaml", ["event 6", "state consultation", "ndrc", "opinion_received"]),
        ("conclusion_over_dissent.yaml", ["event 7", "state consultation", "special_procedure_notified"]),
        ("conclusion_without_the_commission.yaml", ["event 9", "state special", "Commission's approval"]),
        ("opened_without_the_commission.yaml", ["event 2", "state proposed", "submitted_to_commission"]),
        ("day_goes_back.yaml", ["event 2", "state filed", "2026-03-01", "write 2026-03-02 or a later day"]),
        ("member_unknown.yaml", ["event 4", "state preliminary", "moc", "cac, ndrc, miit"]),
        ("member_not_yet.yaml", ["event 1", "csrc", "2021-03-02"]),
        ("after_the_end.yaml", ["event 3", "state withdrawn", "nothing may follow"]),
        ("papers_missing.yaml", ["event 2", "Article 8", "listing application documents"]),
    ],
)
def test_a_refusal_says_which_event_in_which_state_and_what_is_allowed(name, said, shencha):
    err = shencha("replay", BAD / name, "--at", "2026-06-01", "--lang", "en")[2]
    assert [words for words in said if words not in err] == []


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (["nowhere.yaml"], ["nowhere.yaml: file"]),
        ([EXAMPLES / "micron.yaml", "--at", "yesterday"], ["shencha replay: --at"]),
        ([EXAMPLES / "micron.yaml", "--at", "9999-12-31"], ["shencha replay: --at"]),
        ([EXAMPLES / "micron.yaml", "--at", "2023-03-30"], [f"{EXAMPLES / 'micron.yaml'}: --at"]),
        (["nowhere.yaml", "--at", "2026-02-30"], ["shencha replay: --at", "nowhere.yaml: file"]),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(words, places, shencha, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = shencha("replay", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert [": ".join(line.split(": ")[:2]) for line in err.splitlines()] == places


def test_the_contracts_own_example_is_answered_as_the_contract_says(shencha):
    code, out, err = shencha(
        "replay", EXAMPLES / "foreign_listing.yaml", "--at", "2026-05-13", "--json", "--lang", "zh"
    )
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == [
        "case",
        "at",
        "instrument",
        "state",
        "result",
        "clocks",
        "todos",
        "may_next",
        "open_points",
    ]
    assert (answer["case"], answer["at"], answer["instrument"]) == (
        "2026-0001",
        "2026-05-13",
        "measures-2022",
    )
    assert (answer["state"], answer["result"]) == ("consultation", None)
    preliminary = next(clock for clock in answer["clocks"] if clock["clock"] == "preliminary")
    assert preliminary == {
        "clock": "preliminary",
        "article": "11",
        "consultee": None,
        "started": "2026-03-20",
        "budget": 45,
        "paused": [],
        "counted": 29,
        "due": "2026-05-27",
        "earliest": "2026-05-27",
        "latest": "2026-05-27",
        "certain": True,
        "provisional": False,
        "status": "met",
        "ended": "2026-05-06",
    }
    assert {
        "who": "miit",
        "act": "opinion_received",
        "due": "2026-05-26",
        "article": "12",
        "overdue": False,
    } in answer["todos"]
    assert answer["may_next"][0] == "opinion_received"
    assert answer["open_points"] == ["silence_in_consultation"]


def test_without_a_day_it_is_asked_of_today(shencha):
    code, out, _ = shencha("replay", EXAMPLES / "didi.yaml", "--json")
    answer = json.loads(out)
    assert code == 0
    assert 0 <= (today() - date.fromisoformat(answer["at"])).days <= 1


def test_a_case_is_read_from_standard_input(shencha, monkeypatch):
    class Standard:
        buffer = io.BytesIO((EXAMPLES / "micron.yaml").read_bytes())

    monkeypatch.setattr(sys, "stdin", Standard)
    code, out, _ = shencha("replay", "-", "--at", "2023-05-21", "--json")
    assert (code, json.loads(out)["result"]) == (0, "affecting")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.stem)
def test_a_person_reads_each_day_of_each_example_within_the_width_of_a_page(path, lang, shencha):
    history = load_history(read(path))
    for on in sorted({event.on for event in history.events}):
        code, out, err = shencha("replay", path, "--at", on, "--lang", lang)
        assert (code, err) == (0, "")
        head = out.partition("\n\n")[0].splitlines()
        assert history.number in head[0]
        assert on.isoformat() in head[0]
        assert all(len(line) <= 100 for line in out.splitlines())
        assert "{" not in out
        assert "\x1b" not in out


def test_a_person_reads_who_has_it_since_when_and_by_when(shencha):
    out = shencha("replay", EXAMPLES / "foreign_listing.yaml", "--at", "2026-03-06", "--lang", "en")[1]
    assert "Since 2026-03-04 the case lies with the party." in out
    out = shencha("replay", EXAMPLES / "foreign_listing.yaml", "--at", "2026-03-19", "--lang", "zh")[1]
    assert "自 2026-03-10 起，案件在审查办公室手中。" in out
    said = "已用 7/10 个工作日，截止 2026-03-24，计时中，还有 3 个工作日"
    assert "".join(said.split()) in "".join(out.split()), "wherever the line is broken"
    out = shencha("replay", EXAMPLES / "special_procedure.yaml", "--at", "2025-12-05", "--lang", "en")[1]
    assert "Since 2025-12-01 the case lies with the Commission." in out


def test_a_person_is_told_what_a_partial_record_leaves_open(shencha):
    out = shencha("replay", EXAMPLES / "didi.yaml", "--at", "2023-01-16", "--lang", "zh")[1]
    assert "最后一步在 2021-07-02，其后的情况没有公开" in out
    assert "没有公开记录" in out
    assert "记录中的空缺" in out
    assert "待办" not in out


def test_overdue_is_said_in_words_and_coloured_only_where_asked():
    found = load_history(read(EXAMPLES / "special_procedure.yaml")).stands(date(2025, 6, 20), published())
    plain, coloured = (page(found, "en", coloured=on) for on in (False, True))
    assert "overdue by 4" in plain
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured
