"""Is it a network product or service, is this way of getting it a procurement: every combination, and what is open."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from shencha.law.counsel.products import CATCH_ALL, KINDS, NONE, WAYS, Asked, product_answer
from shencha.law.logic.facts import Actor, DataProcessing, Facts, Listing, Procurement
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.measures.kinds import kinds_of
from shencha.law.screening.screen import screen

ON = date(2026, 3, 2)
IN_2021 = date(2021, 3, 2)
BY_CHANGE = {"renewal", "extension", "upgrade"}
ALL = [
    Asked(kind, way, change, influence)
    for kind, way, change, influence in product(KINDS, WAYS, (YES, NO, UNKNOWN), (YES, NO, UNKNOWN))
]


@pytest.mark.parametrize("on", [ON, IN_2021])
def test_every_answer_names_its_articles_and_what_is_lacking_and_nothing_else_moves_it(on):
    for asked in ALL:
        found = product_answer(asked, on)
        assert found.points
        assert all(one.place.zh.startswith("《") and one.source.bears(one.confidence) for one in found.points)
        assert {one.instrument for one in found.points if one.instrument.startswith("measures")} == {
            found.instrument
        }
        moved = {
            name
            for name in ("change", "influence")
            for value in (YES, NO)
            if product_answer(_with(asked, name, value), on).counts is not found.counts
            and getattr(asked, name) is UNKNOWN
        }
        assert moved <= set(found.missing), asked


def _with(asked, name, value):
    given = {"change": asked.change, "influence": asked.influence} | {name: value}
    return Asked(asked.kind, asked.way, **given)


@pytest.mark.parametrize(
    ("kind", "way", "change", "influence", "counts"),
    [
        ("cloud_service", "purchase", UNKNOWN, UNKNOWN, YES),
        ("cloud_service", "subscription", UNKNOWN, UNKNOWN, YES),
        ("cloud_service", "renewal", NO, UNKNOWN, NO),
        ("cloud_service", "renewal", YES, UNKNOWN, YES),
        ("cloud_service", "renewal", UNKNOWN, UNKNOWN, UNKNOWN),
        ("mass_storage", "extension", YES, UNKNOWN, YES),
        ("large_database_or_application_software", "upgrade", YES, UNKNOWN, YES),
        ("large_database_or_application_software", "free", YES, YES, UNKNOWN),
        ("core_network_equipment", "embedded", YES, YES, NO),
        (CATCH_ALL, "purchase", UNKNOWN, YES, YES),
        (CATCH_ALL, "purchase", UNKNOWN, NO, NO),
        (CATCH_ALL, "purchase", UNKNOWN, UNKNOWN, UNKNOWN),
        (NONE, "purchase", YES, YES, NO),
    ],
)
def test_the_answers_that_counsel_asks_for(kind, way, change, influence, counts):
    assert product_answer(Asked(kind, way, change, influence), ON).counts is counts


def test_a_kind_that_the_version_of_2020_did_not_name_is_of_its_catch_all():
    asked = Asked("important_communication_product", "purchase")
    assert product_answer(asked, ON).product is YES
    assert product_answer(asked, IN_2021).product is UNKNOWN
    assert "important_communication_product" not in kinds_of("measures-2020")


def test_what_the_guide_writes_into_the_facts_screens_as_it_says():
    """A purchase that counts can oblige, one that does not cannot, an open one leaves the answer open."""
    for asked in ALL:
        kinds = product_answer(asked, ON).product_kinds
        facts = Facts(
            Actor(YES, NO),
            Procurement(YES, None if kinds is None else frozenset(kinds), YES),
            Listing(NO),
            DataProcessing(NO),
            NO,
        )
        assert screen(facts, ON).duty is product_answer(asked, ON).counts


def test_no_version_no_kind():
    with pytest.raises(ValueError, match="no version"):
        product_answer(Asked("cloud_service", "purchase"), date(2019, 1, 1))
    with pytest.raises(KeyError):
        product_answer(Asked("car", "purchase"), ON)
