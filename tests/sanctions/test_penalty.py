"""A sanction takes its steps in the law's order: no decision before its rights, by two people, never heavier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shencha.inputs import Document
from shencha.law.calendar.workdays import published
from shencha.law.sanctions.answer import sanctions
from shencha.law.sanctions.reading import load_sanction_facts
from shencha.procedure.acts import EVENTS
from shencha.procedure.roles import COUNTERSIGNERS, OFFICERS, Actor, Role
from shencha.sanctions.acts import SANCTION_EVENTS, Stage, class_of, event_of_said, said_in
from shencha.sanctions.fold import Sanction, after, may, open_in, refusal

ON = date(2026, 3, 2)
ONE, TWO, HEAD = (
    Actor("one", Role.CASE_OFFICER),
    Actor("two", Role.SECOND_OFFICER),
    Actor("head", Role.OFFICE_HEAD),
)
FACTS = {
    "actor": {"ciio": "yes", "state_organ": "no"},
    "acts": [{"conduct": ["uses_unreviewed_product"], "from": "2026-01-05", "until": "2026-01-20",
              "purchase_amount": 2_000_000, "may_affect_national_security": "yes"}],
    "procedure": {"opened_on": "2026-03-02"},
}  # fmt: skip


def drafted(fine: int | None = 3_000_000) -> Sanction:
    answer = sanctions(load_sanction_facts(Document("f", FACTS), ON), ON).as_dict()
    said = {"on": "2026-03-02", "title": "t", "facts": FACTS, "answer": answer, "proposed": "p", "fine": fine}
    return after(Sanction(), event_of_said("sanction_drafted", said), ONE.person)


def why(penalty: Sanction, act: str, by: Actor, on: str, today: str = "", **said: Any) -> str:
    given = {"on": on, **said}
    found = refusal(
        penalty, event_of_said(act, given), by=by, today=date.fromisoformat(today or on), calendar=published()
    )
    return found.en if found else ""


def step(penalty: Sanction, act: str, by: Actor, on: str, **said: Any) -> Sanction:
    assert why(penalty, act, by, on, **said) == ""
    return after(penalty, event_of_said(act, {"on": on, **said}), by.person)


def told() -> Sanction:
    penalty = step(drafted(), "sanction_countersigned", TWO, "2026-03-03")
    return step(penalty, "rights_notified", ONE, "2026-03-05")


DECISION = {"outcome": "penalty", "words": "w", "fine": 3_000_000}


def test_who_drafts_never_signs_even_as_the_head():
    as_head = Actor("one", Role.OFFICE_HEAD)
    assert why(drafted(), "sanction_countersigned", as_head, "2026-03-03")
    penalty = step(told(), "hearing_waived", ONE, "2026-03-06")
    penalty = step(penalty, "decision_drafted", TWO, "2026-03-06", **DECISION)
    assert why(penalty, "decision_signed", TWO, "2026-03-06")
    assert step(penalty, "decision_signed", HEAD, "2026-03-06").stage is Stage.DECIDED


def test_nothing_is_decided_before_the_party_was_told():
    penalty = step(drafted(), "sanction_countersigned", TWO, "2026-03-03")
    assert may(penalty, ONE) == ("rights_notified",)
    assert why(penalty, "decision_drafted", ONE, "2026-03-20", **DECISION)


def test_the_decision_waits_for_the_five_working_days_of_a_hearing():
    last = "2026-03-12"  # told on a Thursday, 5 March
    assert "until 2026-03-12" in why(told(), "decision_drafted", ONE, last, **DECISION)
    assert why(told(), "decision_drafted", ONE, "2026-03-13", **DECISION) == ""


def test_a_hearing_that_was_asked_for_comes_first_and_is_told_seven_working_days_ahead():
    penalty = step(told(), "hearing_requested", ONE, "2026-03-10")
    assert "comes first" in why(penalty, "decision_drafted", ONE, "2026-05-20", **DECISION)
    early = why(penalty, "hearing_held", ONE, "2026-03-20", told_on="2026-03-11", words="w")
    assert "earliest day is 2026-03-21" in early
    penalty = step(penalty, "hearing_held", ONE, "2026-03-23", told_on="2026-03-11", words="w")
    assert "hearing_held" not in may(penalty, ONE)
    assert why(penalty, "decision_drafted", ONE, "2026-03-23", **DECISION) == ""


def test_a_defence_never_makes_it_heavier_and_may_make_it_none():
    penalty = step(told(), "defence_heard", ONE, "2026-03-09", words="已整改")
    heavier = DECISION | {"fine": 3_000_001}
    assert "Fine" in why(penalty, "decision_drafted", ONE, "2026-03-20", **heavier) or "never heavier" in why(
        penalty, "decision_drafted", ONE, "2026-03-20", **heavier
    )
    penalty = step(penalty, "decision_drafted", ONE, "2026-03-20", outcome="none", words="w", fine=None)
    assert penalty.decision is not None
    assert penalty.decision.outcome == "none"


def test_without_a_fine_or_a_heavy_measure_no_hearing_is_awaited():
    quiet = Sanction(stage=Stage.NOTIFIED, days={"notice_served_on": ON}, answer={"hearing": None})
    assert why(quiet, "decision_drafted", ONE, "2026-03-03", outcome="penalty", words="w", fine=None) == ""
    assert "hearing_requested" not in may(quiet, ONE)


def test_no_day_lies_in_the_future_or_before_the_step_before_it():
    penalty = step(drafted(), "sanction_countersigned", TWO, "2026-03-03")
    assert "after today" in why(penalty, "rights_notified", ONE, "2026-03-06", today="2026-03-05")
    assert "before it" in why(told(), "hearing_requested", ONE, "2026-03-04", today="2026-03-10")


def test_a_decision_sent_back_can_be_drafted_again_and_every_stage_leads_on():
    penalty = step(
        step(told(), "hearing_waived", ONE, "2026-03-06"), "decision_drafted", ONE, "2026-03-06", **DECISION
    )
    back = step(penalty, "decision_sent_back", TWO, "2026-03-07", reason="r")
    assert (back.stage, back.decision, back.reason) == (Stage.NOTIFIED, None, "r")
    ends = {stage for stage in Stage if not open_in(stage)}
    assert ends == {Stage.SENT_BACK, Stage.SERVED}
    assert {act for stage in Stage for act in open_in(stage)} == set(SANCTION_EVENTS) - {"sanction_drafted"}


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.AUDITOR, Role.PARTY_OWNER, Role.MEMBER_LIAISON])
def test_others_do_nothing(role: Role):
    for penalty in (drafted(), told()):
        assert may(penalty, Actor("x", role)) == ()


def test_a_year_of_days_never_decides_inside_the_hearing_days():
    calendar = published()
    for away in range(200):
        served = date(2026, 1, 5) + timedelta(away)
        penalty = Sanction(stage=Stage.NOTIFIED, fine=5, days={"notice_served_on": served},
                          answer={"hearing": {"holds": "yes"}})  # fmt: skip
        opens = [
            day
            for day in (served + timedelta(n) for n in range(20))
            if not why(
                penalty, "decision_drafted", ONE, day.isoformat(), outcome="none", words="w", fine=None
            )
        ]
        assert calendar.total(opens[0] - timedelta(1)) - calendar.total(served) == 5


def test_what_was_stored_under_an_older_name_is_read_for_ever():
    for old, new in (
        ("decision_drafted", "sanction_decision_drafted"),
        ("decision_sent_back", "sanction_decision_sent_back"),
    ):
        assert class_of(old) is class_of(new)
        assert class_of(new).name == new
    said = {"on": "2026-03-06", "outcome": "penalty", "words": "w", "fine": None}
    assert said_in(event_of_said("decision_drafted", said)) == said
    assert class_of("filed") is None


@pytest.mark.parametrize("name", SANCTION_EVENTS)
def test_an_act_of_a_sanction_says_all_that_is_asked_of_it(name):
    event = SANCTION_EVENTS[name]
    row, slots = event.act, {slot.key: slot for slot in event.slots}
    assert name == "".join(f"_{c.lower()}" if c.isupper() else c for c in event.__name__).lstrip("_")
    for text in (row.name, row.button, row.done, *(asked.label for asked in row.asks.values())):
        assert text.zh.strip()
        assert text.en.strip()
    assert set(row.asks) <= set(slots)
    assert row.by in (OFFICERS, COUNTERSIGNERS)
    assert row.follows is None or row.follows in Stage
    assert not set(event.formerly) & set(SANCTION_EVENTS)
    assert set(slots) - {"on", "told_on", "outcome", "fine", row.worded} <= (
        {"title", "facts", "answer", "proposed"}
    )


def test_no_act_of_a_sanction_is_written_under_the_name_of_an_event_of_a_case():
    assert not set(SANCTION_EVENTS) & set(EVENTS)
