"""The schema of `shencha clock` says what it answers, and nothing else."""

from datetime import date

import pytest
from jsonschema import Draft202012Validator

from shencha.law.calendar.periods import clock_schema, period
from shencha.law.calendar.workdays import Pause, published

SCHEMA = Draft202012Validator(clock_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
MARCH = date(2026, 3, 2)


def answer(start, days, *pauses):
    return period(start, days, published(), pauses).as_dict()


def test_the_schema_is_one():
    Draft202012Validator.check_schema(clock_schema())


@pytest.mark.parametrize(
    "found",
    [
        answer(date(2026, 2, 9), 10),
        answer(MARCH, 5, Pause(date(2026, 3, 4), date(2026, 3, 10))),
        answer(date(2026, 12, 30), 10),
        answer(MARCH, 5, Pause(date(2026, 3, 4), None)),
        answer(date(2026, 12, 30), 30, Pause(date(2027, 1, 8), None)),
    ],
    ids=["plain", "paused", "provisional", "held_up", "held_up_and_provisional"],
)
def test_every_kind_of_answer_keeps_to_the_schema(found):
    SCHEMA.validate(found)


@pytest.mark.parametrize(
    "change",
    [{"due": None}, {"due": "March"}, {"provisional": True}, {"paused_since": "2026-03-04"}, {"dues": 1}],
)
def test_an_answer_that_contradicts_itself_does_not(change):
    assert not SCHEMA.is_valid(answer(MARCH, 5) | change)
