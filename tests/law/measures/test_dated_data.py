"""Factors, promises, results and policies as data: whole, in both languages, tied to articles that exist."""

from __future__ import annotations

import pytest

from shencha.law.measures.factors import FACTORS, factors
from shencha.law.measures.instruments import instrument
from shencha.law.measures.policies import POLICIES
from shencha.law.measures.promises import PROMISES
from shencha.law.measures.results import RESULTS
from shencha.procedure.kinds import FACTORS as NAMED
from shencha.procedure.kinds import RESULTS as CONCLUSIONS


def test_seven_factors_in_2022_and_five_in_2020() -> None:
    assert [one.id for one in factors("measures-2022")] == [f"F{n}" for n in range(1, 8)]
    assert [one.id for one in factors("measures-2020")] == [f"P{n}" for n in range(1, 6)]
    assert set(FACTORS) == set(NAMED)


def test_each_factor_of_2020_went_somewhere() -> None:
    for old in factors("measures-2020"):
        assert old.successors
        assert all(FACTORS[new].instrument == "measures-2022" for new in old.successors)
        assert old.evidence


def test_each_point_stands_in_the_factors_article_in_its_order() -> None:
    for version, article in (("measures-2022", "10"), ("measures-2020", "9")):
        assert [one.article for one in factors(version)] == [
            f"{article}({n})" for n in range(1, len(factors(version)) + 1)
        ]


def test_influence_through_a_listing_is_weighed_in_a_review_ex_officio_too() -> None:
    """Article 10(6) says listing, not listing abroad, and ties no factor to a ground (open point O20)."""
    assert FACTORS["F6"].grounds == ("foreign_listing", "ex_officio")


def test_a_duty_to_cooperate_and_three_promises() -> None:
    assert [one.number for one in PROMISES.values()] == ["C0", "C1", "C2", "C3"]


def test_three_results_of_which_two_are_conclusions() -> None:
    assert tuple(RESULTS) == ("no_review", *CONCLUSIONS)
    for one in RESULTS.values():
        assert not one.confidence.verified, "the Measures name no effect"


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_a_policy_names_the_articles_that_leave_it_open(policy) -> None:
    for version, numbers in policy.articles.items():
        known = {one.number for one in instrument(version).articles}
        assert set(numbers) <= known
