"""What may be known of a party: read from plain data, every fault named, written back as it was read."""

from datetime import date

import pytest

from shencha.errors import BadInput
from shencha.inputs import Document, parse_yaml
from shencha.law.logic.facts import FACTS, Count, Facts, Kind, exactly, facts_of
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.places import CODES, NOT_ABROAD, is_abroad
from shencha.law.screening.facts_file import load_facts


def facts(text: str) -> Facts:
    return load_facts(parse_yaml(text, "facts.yaml"))


def faults(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        facts(text)
    return [fault.said("en") for fault in caught.value.faults]


def test_what_is_left_out_is_unknown_whether_a_fact_a_block_or_every_block():
    nothing = facts_of({})
    for text in (
        "{}",
        "actor:",
        "actor: unknown",
        "actor: {}",
        "actor: {ciio: }",
        "listing: {venue: unknown}",
    ):
        assert facts(text) == nothing
    assert nothing.actor.ciio is UNKNOWN
    assert nothing.procurement.product_kinds is None


@pytest.mark.parametrize("text", ["", "~", "# nothing\n", "---\n..."])
def test_a_file_with_nothing_in_it_is_no_set_of_facts(text):
    assert faults(text) == ["facts.yaml: document: it is empty and holds no set of facts; write name: value"]


def test_yes_and_no_are_read_as_yaml_writes_them_and_no_is_norway_as_a_place():
    read = facts("actor: {ciio: Yes, platform_operator: false}\nlisting: {planned: NO, venue: NO}")
    assert (read.actor.ciio, read.actor.platform_operator, read.listing.planned) == (YES, NO, NO)
    assert read.listing.venue == "NO"


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1200000", exactly(1_200_000)),
        ("0", exactly(0)),
        ("{at_least: 900000, at_most: 1300000}", Count(900_000, 1_300_000)),
        ("{at_least: 900000}", Count(900_000, None)),
        ("{at_most: 5}", Count(0, 5)),
        ("unknown", Count()),
    ],
)
def test_a_count_is_a_number_a_range_or_one_end_of_it(written, count):
    assert facts(f"actor: {{users_with_personal_information: {written}}}").actor == facts(
        "{}"
    ).actor.__class__(users_with_personal_information=count)


@pytest.mark.parametrize(
    ("count", "holds"),
    [
        (exactly(1_000_000), NO),
        (exactly(1_000_001), YES),
        (Count(900_000, 1_300_000), UNKNOWN),
        (Count(0, 1_000_000), NO),
        (Count(1_000_001, None), YES),
        (Count(1_000_000, None), UNKNOWN),
        (Count(), UNKNOWN),
    ],
)
def test_a_range_answers_a_threshold_only_when_all_of_it_lies_on_one_side(count, holds):
    assert count.above(1_000_000) is holds


def test_an_empty_list_of_kinds_says_something_and_no_list_says_nothing():
    assert facts("procurement: {product_kinds: []}").procurement.product_kinds == frozenset()
    assert facts("procurement: {product_kinds: unknown}").procurement.product_kinds is None
    assert facts("procurement: {product_kinds: [cloud_service]}").procurement.product_kinds == {
        "cloud_service"
    }


def test_a_day_is_a_date_or_null():
    assert facts("listing: {application_submitted_on: 2026-06-30}").listing.application_submitted_on == date(
        2026, 6, 30
    )
    assert facts("listing: {application_submitted_on: null}").listing.application_submitted_on is None


def test_facts_are_written_as_they_were_read():
    text = """
actor: {ciio: yes, platform_operator: unknown, users_with_personal_information: {at_least: 900000}}
procurement: {planned: yes, product_kinds: [cloud_service, mass_storage], may_affect_national_security: no}
listing: {planned: yes, venue: SG, application_submitted_on: 2026-06-30, kind: unknown}
data_processing: {may_affect_national_security: unknown}
involves_state_secrets: no
"""
    read = facts(text)
    assert load_facts(Document("again", read.as_dict())) == read
    assert list(read.as_dict()) == [
        "actor",
        "procurement",
        "listing",
        "data_processing",
        "involves_state_secrets",
    ]


def test_every_fault_of_a_file_is_named_with_its_line_and_its_remedy():
    found = faults(
        "actor:\n"
        "  ciio: maybe\n"
        "  user_with_personal_information: 5\n"
        "  users_with_personal_information: {at_least: -1, at_most: many}\n"
        "procurement: {product_kinds: [cloud_service, cloud_servise, 7]}\n"
        "listing: {venue: USA, application_submitted_on: 2026-02-30}\n"
        "weather: yes\n"
    )
    assert found == [
        "facts.yaml: actor.ciio (line 2): 'maybe' is not yes, no or unknown; write yes, no or unknown",
        "facts.yaml: actor.user_with_personal_information (line 3): there is no fact 'user_with_personal_information'; did you mean users_with_personal_information",
        "facts.yaml: actor.users_with_personal_information.at_least (line 4): -1 is below zero; write a whole number without unit, such as 1200000",
        "facts.yaml: actor.users_with_personal_information.at_most (line 4): 'many' is not a whole number; write a whole number without unit, such as 1200000",
        "facts.yaml: procurement.product_kinds.1 (line 5): 'cloud_servise' is not a product kind; write cloud_service",
        found[5],
        "facts.yaml: listing.venue (line 6): 'USA' is not a country code; write the two capital letters of ISO 3166-1, such as US",
        "facts.yaml: listing.application_submitted_on (line 6): '2026-02-30' is not a date; write it as YYYY-MM-DD, such as 2026-03-02",
        "facts.yaml: weather (line 7): there is no fact 'weather'; here stand actor, procurement, listing, data_processing, involves_state_secrets",
    ]
    assert found[5].startswith(
        "facts.yaml: procurement.product_kinds.2 (line 5): 7 is not a product kind; choose among "
    )


@pytest.mark.parametrize(
    "value", [True, 1.5, "many", [1], {"at_least": True}, 10**16, {"at_least": 5, "at_most": 4}]
)
def test_a_count_that_cannot_be_is_refused(value):
    with pytest.raises(BadInput):
        load_facts(Document("f", {"actor": {"users_with_personal_information": value}}))


@pytest.mark.parametrize("value", ["us", "USA", "XX", 7, ["US"], True])
def test_a_place_is_two_capital_letters_of_the_standard(value):
    with pytest.raises(BadInput):
        load_facts(Document("f", {"listing": {"venue": value}}))


@pytest.mark.parametrize(
    "data",
    [
        [],
        "yes",
        5,
        {"actor": []},
        {"actor": "yes"},
        {"procurement": {"product_kinds": [["cloud_service"], {}]}},
    ],
)
def test_what_is_no_set_of_facts_is_refused(data):
    with pytest.raises(BadInput):
        load_facts(Document("f", data))


def test_the_country_codes_are_those_of_the_time_zone_database():
    from importlib.resources import files

    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8")
    assert {line[:2] for line in table.splitlines() if line and not line.startswith("#")} == CODES


def test_neither_the_mainland_nor_hong_kong_macau_and_taiwan_are_abroad():
    assert {code for code in CODES if not is_abroad(code)} == NOT_ABROAD | {"CN"}


def test_every_fact_has_a_label_in_both_languages_and_a_default():
    assert all(fact.label.zh and fact.label.en for fact in FACTS)
    assert {fact.name: Facts().written(fact.name) for fact in FACTS} == {
        **{fact.name: None if fact.kind is Kind.DAY else "unknown" for fact in FACTS},
        "actor.data_handler": "yes",
        "listing.kind": "first",
    }
