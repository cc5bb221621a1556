"""Numbers of people, as people write them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from shencha.documents.answers import written_count
from shencha.law.logic.fact_values import Unfit
from shencha.web.counts import count_of, whole


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1000001", 1_000_001),
        ("1,000,001", 1_000_001),
        ("１００", 100),
        ("120万", 1_200_000),
        ("99.9 万", 999_000),
        ("1.2亿人", 120_000_000),
        ("1.2 million", 1_200_000),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, number: int) -> None:
    assert whole(written) == number


@pytest.mark.parametrize("written", ["", "many", "-1", "1.5", "0.00001万", "1e6", "１２x"])
def test_what_is_no_whole_number_is_none(written: str) -> None:
    assert whole(written) is None


def test_a_range_may_have_one_end_only() -> None:
    assert count_of("range", QueryDict("at_least=90万&at_most=")) == {"at_least": 900_000}


def test_each_box_that_holds_no_number_is_named() -> None:
    with pytest.raises(Unfit) as refused:
        count_of("range", QueryDict("at_least=x&at_most=y"))
    assert [problem.part for problem in refused.value.problems] == ["at_least", "at_most"]


def test_a_range_is_said_in_both_languages() -> None:
    said = written_count({"at_least": 900_000, "at_most": 999_000})
    assert (said.zh, said.en) == ("900,000 至 999,000 人", "900,000 to 999,000")
