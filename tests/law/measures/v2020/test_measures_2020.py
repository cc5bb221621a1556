"""Measures of 2020, rule by rule."""

from itertools import product

import pytest

from shencha.law.logic.facts import Actor, Facts, Procurement
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.measures.figures import figures
from shencha.law.measures.v2020.rules import GROUNDS, procurement

FIGURES = figures("measures-2020")
CLOUD = frozenset({"cloud_service"})


def buys(ciio=YES, planned=YES, kinds=CLOUD, affects=YES) -> Facts:
    return Facts(Actor(ciio=ciio), Procurement(planned, kinds, affects))


def test_the_only_ground_is_procurement_and_it_is_a_duty():
    assert [(ground.id, ground.duty) for ground in GROUNDS] == [("procurement", True)]


@pytest.mark.parametrize(("ciio", "planned", "affects"), list(product((NO, UNKNOWN, YES), repeat=3)))
def test_article_5_asks_for_all_of_it(ciio, planned, affects):
    assert procurement(buys(ciio, planned, CLOUD, affects), FIGURES) is min(ciio, planned, affects)


@pytest.mark.parametrize(
    ("kinds", "holds"),
    [
        (None, UNKNOWN),
        (frozenset(), NO),
        (CLOUD, YES),
        (frozenset({"important_communication_product"}), UNKNOWN),
        (frozenset({"important_communication_product", "mass_storage"}), YES),
    ],
)
def test_article_20_does_not_yet_name_communication_products_which_its_catch_all_may_reach(kinds, holds):
    assert procurement(buys(kinds=kinds), FIGURES) is holds
