"""Where cases stand, as the YAML cases say that a jurist can read and correct; and what a case file may not say."""

from datetime import date

import pytest
from tests.places import ROOT

from shencha import inputs
from shencha.cli.policies import choices_of
from shencha.errors import BadInput
from shencha.inputs import Document
from shencha.law.calendar.workdays import published
from shencha.procedure.history import load_history

CASES = [
    (path.stem, case)
    for path in sorted((ROOT / "tests" / "cases" / "replay").glob("*.yaml"))
    for case in inputs.read(path).data
]
FILED = {"on": "2026-03-02", "event": "filed", "materials": ["declaration", "analysis_report"]}


def history(*events, ground="data_processing", **more):
    return load_history(
        Document("case.yaml", {"case": "1", "ground": ground, "events": list(events), **more})
    )


def said_todo(todo):
    words = [todo["who"], todo["act"]]
    words += ["by", todo["due"]] if todo["due"] else []
    return " ".join(words + ["overdue"] * todo["overdue"])


def said_clock(clock):
    pauses = [f"{pause['from']} to {pause['to'] or '..'}" for pause in clock["paused"]]
    return {**clock, "paused": pauses}


@pytest.mark.parametrize("case", [c for _, c in CASES], ids=[f"{of}: {c['name']}" for of, c in CASES])
def test_a_case_stands_where_its_history_puts_it(case):
    assert set(case) <= {"name", "example", "case", "at", "policies", "expected"}
    chosen = choices_of((f"{name}={value}" for name, value in case.get("policies", {}).items()), "replay")
    document = (
        inputs.read(ROOT / "examples" / "cases" / f"{case['example']}.yaml")
        if "example" in case
        else Document("case", case["case"])
    )
    answer = load_history(document, chosen).stands(date.fromisoformat(case["at"]), published()).as_dict()
    expected = dict(case["expected"])
    if "clocks" in expected:
        found = {
            " ".join(filter(None, [one["clock"], one["consultee"]])): said_clock(one)
            for one in answer["clocks"]
        }
        wanted = expected.pop("clocks")
        assert list(found) == list(wanted)
        for name, values in wanted.items():
            assert {key: found[name][key] for key in values} == values, name
    if "todos" in expected:
        assert [said_todo(todo) for todo in answer["todos"]] == expected.pop("todos")
    assert {key: answer[key] for key in expected} == expected


def test_a_day_before_the_first_event_is_refused_with_the_day_from_which_it_can_be_asked():
    with pytest.raises(BadInput) as refused:
        history(FILED).stands(date(2026, 3, 1), published())
    (fault,) = refused.value.faults
    assert (fault.file, fault.where) == ("case.yaml", "--at")
    assert "2026-03-02" in fault.right.en


def test_later_events_are_left_out():
    whole = history(FILED, {"on": "2026-03-03", "event": "withdrawn"})
    assert whole.stands(date(2026, 3, 2), published()).case.state == "filed"
    assert whole.stands(date(2026, 3, 3), published()).case.state == "withdrawn"


def test_a_refusal_names_the_event_its_state_and_what_is_allowed():
    with pytest.raises(BadInput) as refused:
        history(FILED, {"on": "2026-03-03", "event": "conclusion_notified", "result": "affecting"})
    (fault,) = refused.value.faults
    for word in ("event 2", "filed", "conclusion_notified"):
        assert word in fault.wrong.en
    assert "第 2 个事件" in fault.wrong.zh
    assert fault.right.en == "what may follow is materials_accepted, supplement_requested, withdrawn"


def test_a_partial_record_names_each_gap_and_fills_none():
    opened = {"on": "2021-07-02", "event": "review_opened", "party": "a platform"}
    ended = {"on": "2022-01-04", "event": "conclusion_notified", "result": "affecting"}
    stands = history(opened, ended, ground="ex_officio", record="partial").stands(
        date(2022, 1, 4), published()
    )
    answer = stands.as_dict()
    assert answer["record"] == "partial"
    assert [(gap["event"], gap["name"]) for gap in answer["gaps"]] == [
        (1, "review_opened"),
        (2, "conclusion_notified"),
    ]
    assert (answer["todos"], answer["result"]) == ([], "affecting")


def test_a_whole_record_says_nothing_of_gaps():
    assert not {"record", "gaps"} & set(history(FILED).stands(date(2026, 3, 2), published()).as_dict())


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"event": "interim_measures_required", "measures": ["stop"]}, "2020 version"),
        ({"event": "filed", "materials": ["declaration"]}, "no step of a case whose ground is ex_officio"),
        ({"event": "preliminary_extended", "days": 16, "reason": "complex"}, "16 days"),
    ],
)
def test_what_no_missing_step_could_excuse_is_no_gap(event, words):
    opened = {"on": "2021-07-02", "event": "review_opened", "party": "a platform"}
    with pytest.raises(BadInput) as refused:
        history(opened, {"on": "2021-07-03", **event}, ground="ex_officio", record="partial")
    assert words in refused.value.faults[0].wrong.en


def test_evidence_with_its_days_is_read_and_each_item_that_is_none_is_named():
    good = {"name": "部件清单", "covers_to": "2026-01-31"}
    case = {
        "case": 1,
        "ground": "procurement",
        "events": [{"on": "2026-03-02", "event": "filed", "materials": ["declaration"]}],
    }
    (one,) = load_history(Document("f", case | {"evidence": [good]})).evidence
    assert (one.name, one.made_on, one.covers_to) == ("部件清单", None, date(2026, 1, 31))
    wrong = [{"name": " "}, {"name": "a", "made_on": "2026-02-30"}, {"name": "a", "title": 1}, 5, None]
    with pytest.raises(BadInput) as refused:
        load_history(Document("f", case | {"evidence": [*wrong, good]}))
    assert [fault.where for fault in refused.value.faults] == [
        "evidence.0",
        "evidence.1.made_on",
        "evidence.2.title",
        "evidence.3",
        "evidence.4",
    ]
