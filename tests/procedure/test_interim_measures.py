"""Interim measures say from when, how far and until when; those of the first version of the event stay readable."""

from __future__ import annotations

from datetime import date

import pytest

from shencha.procedure.acts import InterimMeasuresRequired, event_from, event_to
from shencha.procedure.case import apply, replay
from shencha.procedure.fitting import unfit
from shencha.procedure.roles import COUNTERSIGNERS

ON = date(2026, 3, 17)
OLD = {"on": "2026-03-17", "event": "interim_measures_required", "measures": ["暂停新用户注册"]}


def test_a_stored_event_of_the_first_version_is_read_and_says_nothing_more():
    event = event_from(OLD)
    assert event == InterimMeasuresRequired(ON, ("暂停新用户注册",))
    assert (event.reach, event.begins, event.until) == (None, None, None)


def test_a_new_one_comes_back_as_it_was_written():
    event = InterimMeasuresRequired(ON, ("a",), "全部移动应用", date(2026, 3, 20), date(2026, 4, 20))
    assert event_from(event_to(event)) == event
    assert event_to(event)["version"] == 3


@pytest.mark.parametrize(
    ("begins", "until", "fits"),
    [
        (None, None, True),
        (date(2026, 3, 17), date(2026, 3, 17), True),
        (date(2026, 3, 16), None, False),
        (date(2026, 3, 20), date(2026, 3, 19), False),
        (None, date(2026, 3, 16), False),
    ],
)
def test_they_begin_no_earlier_than_their_notice_and_end_no_earlier_than_they_begin(begins, until, fits):
    event = InterimMeasuresRequired(ON, ("a",), None, begins, until)
    case = replay([], ground="ex_officio", number="2026-0001")
    assert (unfit(case, event) is None) == fits


def test_a_case_keeps_them_and_two_decide():
    case = apply(replay([], ground="ex_officio", number="1"), InterimMeasuresRequired(ON, ("a",), "应用"))
    assert case.interim[0].reach == "应用"
    assert InterimMeasuresRequired.act.by == COUNTERSIGNERS
