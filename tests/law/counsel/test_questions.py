"""The first questions of counsel: each point has a place, each place a source, and the right ones are asked."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from shencha.law.counsel.procedures import NAMES, procedures
from shencha.law.counsel.questions import asked_by, question, questions
from shencha.law.logic.facts import Actor, DataProcessing, Facts, Listing, Procurement, exactly
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.screening.screen import screen

ON = date(2026, 11, 30)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.id)
def test_a_point_names_its_place_and_is_no_surer_than_its_source(one):
    assert one.points
    for point in one.points:
        assert point.place.zh.startswith("《")
        assert point.source.bears(point.confidence), point


def facts(listing=NO, buying=NO, affects=NO, users=5_000_000, venue="US"):
    return Facts(
        Actor(NO if listing is YES else UNKNOWN, YES, exactly(users)),
        Procurement(buying),
        Listing(listing, venue),
        DataProcessing(affects),
        NO,
    )


def asked(told, on=ON):
    return {one.id for one in asked_by(screen(told, on))}


def test_what_is_planned_decides_what_is_asked():
    assert "securities_regulator" in asked(facts(listing=YES))
    assert "securities_regulator" not in asked(facts(buying=YES))
    assert {"when_to_file", "what_is_a_product", "contract"} <= asked(facts(buying=YES))
    assert "contract" not in asked(facts(listing=YES))
    assert "exposed" in asked(facts(listing=YES, venue="HK", affects=UNKNOWN)), (
        "Hong Kong: no duty, yet exposed"
    )
    assert "exposed" not in asked(facts(listing=YES))
    assert asked(facts(listing=YES), date(2019, 1, 1)) == set()


def test_of_state_secrets_nothing_is_said():
    secret = Facts(involves_state_secrets=YES)
    assert asked(secret) == set()
    assert procedures(screen(secret, ON)) == ()


@pytest.mark.parametrize(("listing", "affects"), list(product([NO, UNKNOWN, YES], repeat=2)))
def test_four_procedures_stand_beside_each_other_and_the_review_follows_the_screening(listing, affects):
    answer = screen(facts(listing=listing, affects=affects), ON)
    found = {one.id: one.applies for one in procedures(answer)}
    assert list(found) == list(NAMES)
    wanted = {"must_file": YES, "subject_to_review": YES, "undetermined": UNKNOWN, "need_not_file": NO}
    assert found["cybersecurity_review"] is wanted[answer.outcome.value]
    assert (found["data_security_review"] is NO) == (affects is NO)


WANTED = {
    "listing_step": {"measures-2022 7", "csrc_trial_2023 16", "csrc_trial_2023 17", "csrc_trial_2023 22"},
    "securities_regulator": {f"csrc_trial_2023 {n}" for n in ("8", "9", "16", "17", "19", "22", "26")},
    "which_procedures": {"measures-2022 22", "dsl_2021 24", "cross-border-2024 7"},
    "exposed": {"measures-2022 16", "ndr_2025 13"},
    "when_to_file": {"measures-2022 5", "measures-2022 8(item 3)", "csl_2026 37"},
    "what_is_a_product": {"measures-2022 21", "measures-2020 20"},
    "contract": {"measures-2022 6", "cii_reg_2021 20", "cii_reg_2021 39(item 9)"},
    "effects": {"measures-2022 16", "csl_2026 67"},
    "remedies": {"dsl_2021 24", "alw 13(item 4)", "arl_2023 20", "alw 46", "measures-2022 18"},
    "analysis_report": {f"measures-2022 10(item {n})" for n in (1, 2, 3, 4)}
    | {"ndr_2025 33", "pipl_2021 55"},
}


@pytest.mark.parametrize("id_", WANTED)
def test_each_question_of_counsel_rests_on_its_articles(id_):
    found = {f"{point.instrument} {point.article}" for point in question(id_).points}
    assert WANTED[id_] <= found
    assert {one.id for one in questions()} == set(WANTED)


def test_what_would_change_the_answer_never_reads_as_advice_to_slip_below_a_line():
    """It names the facts and their distance, in no imperative and without a way to get there."""
    for users in (1_000_001, 5_000_000):
        for flip in screen(facts(listing=YES, users=users), ON).flips:
            for word in ("可以避免", "建议", "减少到", "只要", "avoid", "reduce", "advise", "simply"):
                assert word not in flip.text.zh + flip.text.en
