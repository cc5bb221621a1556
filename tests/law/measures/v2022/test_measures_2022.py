"""Measures of 2022 and Article 13 of the Network Data Security Regulations, rule by rule."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from shencha.law.logic.facts import Actor, Count, DataProcessing, Facts, Listing, Procurement, exactly
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.measures.figures import figures
from shencha.law.measures.v2022.rules import GROUNDS, data_processing, foreign_listing, procurement
from shencha.law.network_data.rules import network_data_handler

FIGURES = figures("measures-2022")
MANY = exactly(1_000_001)


def lists(users=MANY, venue="US", platform=YES, planned=YES) -> Facts:
    return Facts(
        Actor(platform_operator=platform, users_with_personal_information=users),
        listing=Listing(planned, venue),
    )


def test_two_grounds_are_duties_to_file_and_one_is_not():
    assert [(g.id, g.duty) for g in GROUNDS] == [
        ("procurement", True),
        ("data_processing", False),
        ("foreign_listing", True),
    ]


@pytest.mark.parametrize(
    ("users", "holds"),
    [
        (exactly(1_000_000), NO),
        (exactly(1_000_001), YES),
        (Count(900_000, 1_300_000), UNKNOWN),
        (Count(), UNKNOWN),
    ],
)
def test_article_7_asks_for_more_than_a_million_users(users, holds):
    assert foreign_listing(lists(users), FIGURES) is holds


@pytest.mark.parametrize(
    ("venue", "holds"),
    [("US", YES), ("NO", YES), ("HK", NO), ("MO", NO), ("TW", NO), ("CN", NO), (None, UNKNOWN)],
)
def test_article_7_asks_for_a_listing_abroad_which_hong_kong_is_not(venue, holds):
    assert foreign_listing(lists(venue=venue), FIGURES) is holds


@pytest.mark.parametrize(("platform", "planned"), list(product((NO, UNKNOWN, YES), repeat=2)))
def test_article_7_asks_for_a_platform_operator_that_plans_to_list(platform, planned):
    assert foreign_listing(lists(platform=platform, planned=planned), FIGURES) is min(platform, planned)


@pytest.mark.parametrize(("platform", "affects"), list(product((NO, UNKNOWN, YES), repeat=2)))
def test_article_2_reaches_platform_operators_and_the_regulations_of_2025_every_handler(platform, affects):
    facts = Facts(Actor(platform_operator=platform), data_processing=DataProcessing(affects))
    assert data_processing(facts, FIGURES) is min(platform, affects)
    assert network_data_handler(facts, FIGURES) is affects


@pytest.mark.parametrize(("handler", "affects"), list(product((NO, UNKNOWN, YES), repeat=2)))
def test_who_processes_for_another_is_no_handler(handler, affects):
    facts = Facts(Actor(data_handler=handler), data_processing=DataProcessing(affects))
    assert network_data_handler(facts, FIGURES) is min(handler, affects)


@pytest.mark.parametrize(
    ("kind", "since", "holds"),
    [
        ("first", None, YES),
        ("secondary", date(2021, 6, 10), YES),
        ("dual_primary", date(2021, 6, 10), YES),
        ("same_market_later", date(2021, 6, 10), UNKNOWN),
        ("same_market_later", date(2022, 2, 14), UNKNOWN),
        ("same_market_later", date(2022, 2, 15), YES),
        ("same_market_later", None, UNKNOWN),
        ("status_change", date(2021, 6, 10), UNKNOWN),
        (None, date(2021, 6, 10), UNKNOWN),
        (None, date(2022, 2, 15), YES),
    ],
)
def test_a_later_step_of_an_issuer_listed_before_the_measures_is_open_and_never_a_flat_duty(
    kind, since, holds
):
    facts = lists()
    facts = replace(facts, listing=replace(facts.listing, kind=kind, listed_there_since=since))
    assert foreign_listing(facts, FIGURES) is holds


def test_article_21_names_communication_products():
    facts = Facts(Actor(ciio=YES), Procurement(YES, frozenset({"important_communication_product"}), YES))
    assert procurement(facts, FIGURES) is YES
