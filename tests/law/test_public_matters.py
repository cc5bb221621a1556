"""Public matters: what is a review and what is none, told apart; examples say the same days."""

from __future__ import annotations

import pytest
from tests.places import ROOT

from shencha.inputs import read
from shencha.law.public_matters import OF_A_REVIEW, STEPS, matters
from shencha.procedure.history import load_history


@pytest.mark.parametrize("one", matters(), ids=lambda one: one.id)
def test_what_is_no_review_has_no_step_of_one_and_says_why(one):
    steps = [step.step for step in one.steps]
    assert set(steps) <= set(STEPS)
    assert bool(set(steps) & set(OF_A_REVIEW)) == one.review
    assert (one.why is None) == one.review
    assert [step.on for step in one.steps] == sorted(step.on for step in one.steps)


def test_a_call_by_an_outsider_and_an_interview_are_no_review():
    by = {one.id: one for one in matters()}
    assert not by["intel"].review
    assert not by["nvidia"].review
    assert by["palo_alto_networks"].review


@pytest.mark.parametrize("one", [one for one in matters() if one.example], ids=lambda one: one.id)
def test_the_case_file_of_a_review_holds_its_steps_and_no_other(one):
    events = load_history(read(ROOT / "examples" / "cases" / f"{one.example}.yaml")).events
    told = {
        (step.on, {"opened": "review_opened", "conclusion": "conclusion_notified"}[step.step])
        for step in one.steps
        if step.step in ("opened", "conclusion")
    }
    assert {(event.on, event.name) for event in events} == told
