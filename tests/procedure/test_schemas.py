"""The schemas say what a case file holds and what a replay answers."""

import pytest
from jsonschema import Draft202012Validator
from tests.places import ROOT

from shencha import inputs
from shencha.law.calendar.workdays import published
from shencha.procedure.history import load_history
from shencha.procedure.schemas import case_schema, standing_schema

EXAMPLES = sorted((ROOT / "examples" / "cases").glob("*.yaml"))
CASE = Draft202012Validator(case_schema())
STANDING = Draft202012Validator(standing_schema())
FILED = {"on": "2026-03-02", "event": "filed", "materials": ["declaration"]}
OF_THE_FLOW = (
    "after_the_end",
    "commission_without",
    "concern_of",
    "conclusion_",
    "day_goes_back",
    "day_out_of_reach",
    "day_that_is_none",
    "duplicate_key",
    "extension_second",
    "extension_too_long",
    "first_event",
    "ground_of_a_later",
    "item_due_before",
    "item_of_a_factor",
    "item_of_no_article",
    "item_twice",
    "member_not_yet",
    "member_unknown",
    "no_version",
    "opened_without",
    "opinion_of",
    "opinion_twice",
    "papers_missing",
    "partial_",
    "reply_to_another",
    "special_procedure_without",
    "state_does_not",
    "supplement_not",
)
"""Faults that no schema can see: of the order of events, of days and units, of repeated keys."""
BAD = [
    path
    for path in sorted((ROOT / "tests" / "bad_input" / "replay").iterdir())
    if not path.name.startswith(OF_THE_FLOW)
]


@pytest.mark.parametrize("schema", [case_schema(), standing_schema()], ids=["case", "standing"])
def test_a_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_and_its_answer_on_each_of_its_days_keep_to_their_schemas(path):
    document = inputs.read(path)
    CASE.validate(document.data)
    history = load_history(document)
    for on in {event.on for event in history.events}:
        STANDING.validate(history.stands(on, published()).as_dict())


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_field_that_replay_refuses_the_schema_refuses_too(path):
    assert not CASE.is_valid(inputs.read(path).data)


@pytest.mark.parametrize(
    ("event", "good"),
    [
        (FILED, True),
        (FILED | {"version": 1}, True),
        (FILED | {"materials": "declaration"}, True),
        (FILED | {"on": "2 March 2026"}, False),
        ({"on": "2026-03-02", "event": "opinion_received", "from": "cac", "opinion": "agree"}, True),
        ({"on": "2026-03-02", "event": "opinion_received", "consultee": "cac", "opinion": "agree"}, False),
        ({"on": "2026-03-02", "event": "withdrawn"}, True),
        ({"on": "2026-03-02", "event": "withdrawn", "reason": " "}, False),
        (
            {
                "on": "2026-03-02",
                "event": "decision_drafted",
                "by": "li",
                "decision": {"event": "determination_notified", "review": "yes"},
            },
            True,
        ),
        (
            {"on": "2026-03-02", "event": "decision_drafted", "by": "li", "decision": {"event": "filed"}},
            False,
        ),
    ],
)
def test_an_event_is_held_to_its_own_fields(event, good):
    assert CASE.is_valid({"case": "1", "ground": "procurement", "events": [event]}) is good


@pytest.mark.parametrize(
    "change", [{"state": "pending"}, {"gaps": []}, {"open_points": ["weather"]}, {"seen": True}, {"at": None}]
)
def test_an_answer_of_another_shape_is_none(change):
    history = load_history(inputs.read(EXAMPLES[0].with_name("foreign_listing.yaml")))
    answer = history.stands(history.events[-1].on, published()).as_dict()
    assert STANDING.is_valid(answer)
    assert not STANDING.is_valid(answer | change)
