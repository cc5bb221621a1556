"""Every act that a page has, the API has: the pages' acts against the API's operations."""

from __future__ import annotations

import typing

from tests.access import table as t
from tests.access.acts import ACTS, EVENT, Without

from shencha.api.shapes import event_schema
from shencha.procedure.acts import EVENTS


def takes(answers: t.Answers) -> bool:
    """Does the address take a POST from anyone?"""
    return answers != 405


def test_every_act_of_a_page_is_an_operation_or_says_why_not():
    assert {route for route, row in t.PAGES.items() if takes(row.post) and row.asks != t.OWN_MATTERS} - {
        "api/"
    } == set(ACTS)
    named = {
        one
        for done_by in ACTS.values()
        if not isinstance(done_by, Without)
        for one in ([done_by] if isinstance(done_by, str) else done_by)
    }
    assert named <= set(t.OPERATIONS)


def test_what_the_api_lacks_is_little_and_writes_nothing_of_a_signed_in_person():
    lacking = {route for route, done_by in ACTS.items() if isinstance(done_by, Without)}
    assert len(lacking) <= 10
    assert not {route for route in lacking if route.startswith(("cases/", "party/", "people/", "sanctions/"))}


def test_the_door_of_events_takes_every_event_that_a_button_records():
    assert EVENT in t.OPERATIONS
    told = typing.cast(list[dict[str, typing.Any]], event_schema()["oneOf"])
    assert {one["title"] for one in told} == set(EVENTS)
