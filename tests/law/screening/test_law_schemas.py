"""The schemas say what screening reads and what it answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.law.logic.parties import DAYS, parties
from tests.places import ROOT

from shencha import inputs
from shencha.law.screening.schemas import facts_schema, screening_schema
from shencha.law.screening.screen import screen

EXAMPLES = sorted((ROOT / "examples" / "facts").glob("*.yaml"))
FACTS = Draft202012Validator(facts_schema())
SCREENING = Draft202012Validator(screening_schema())


@pytest.mark.parametrize("schema", [facts_schema(), screening_schema()], ids=["facts", "screening"])
def test_a_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


@settings(max_examples=60, deadline=None)
@given(parties, st.sampled_from(DAYS))
def test_facts_and_answers_keep_to_their_schemas(facts, on):
    FACTS.validate(facts.as_dict())
    SCREENING.validate(screen(facts, on).as_dict())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_keeps_to_the_schema_of_facts(path):
    FACTS.validate(inputs.read(path).data)


@pytest.mark.parametrize(
    "facts",
    [
        {"actor": {"ciio": "maybe"}},
        {"actor": {"ciioo": "yes"}},
        {"listing": {"venue": "USA"}},
        {"actor": {"users_with_personal_information": -1}},
        {"procurement": {"product_kinds": ["bicycle"]}},
        {"weather": "fine"},
    ],
)
def test_what_screening_refuses_the_schema_refuses_too(facts):
    assert not FACTS.is_valid(facts)
