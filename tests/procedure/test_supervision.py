"""Promises and conditions: where they come from, when evidence is owed, who decides, what lies forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shencha.procedure import acts as e
from shencha.procedure.acts import Event, event_from, event_to
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import Case, apply, replay
from shencha.procedure.fitting import obligations_for
from shencha.procedure.roles import Actor, Role
from shencha.procedure.supervision import months_after, named

D = date(2026, 3, 2)
PAPERS = ("declaration", "analysis_report", "procurement_documents")
OFFICER, SECOND, PARTY = (
    Actor("wang", Role.CASE_OFFICER, "office"),
    Actor("li", Role.SECOND_OFFICER, "office"),
    Actor("lin", Role.PARTY_OWNER, "yunqi"),
)
STOCK = "每季度报告备件库存"


def concluded(*conditions: str, before: tuple[Event, ...] = ()) -> Case:
    """A purchase that passed, with conditions."""
    return replay(
        (
            e.Filed(D, PAPERS),
            e.MaterialsAccepted(D),
            e.DeterminationNotified(D, review=True),
            *before,
            e.ProposalSent(D, "not_affecting", ("cac",)),
            e.OpinionReceived(D, "cac", "agree"),
            e.ConclusionNotified(D, "not_affecting", conditions),
        ),
        ground="procurement",
    )


def test_a_condition_stands_at_once_and_lies_forgotten_until_someone_completes_it() -> None:
    case = concluded(STOCK)
    (one,) = case.obligations
    assert one.active
    assert len(one.stale) == 4
    whole = apply(
        case,
        e.CommitmentRecorded(
            D, STOCK, evidence="库存表", due=date(2026, 4, 1), every="quarter", verifier="监督处",
            review_on=date(2027, 3, 2),
        ),
    )  # fmt: skip
    (one,) = whole.obligations
    assert one.stale == ()
    assert (one.source, one.due) == ("condition", date(2026, 4, 1))


def test_what_was_proposed_stands_only_if_the_party_agreed_before_the_conclusion() -> None:
    proposed = (e.CommitmentProposed(D, "a"), e.CommitmentProposed(D, "b"), e.CommitmentAgreed(D, "b"))
    case = concluded(before=proposed)
    assert [one.commitment for one in case.obligations] == ["b"]
    assert case.obligations[0].active


def test_the_party_agrees_and_nobody_else() -> None:
    case = replay(
        (
            e.Filed(D, PAPERS),
            e.MaterialsAccepted(D),
            e.DeterminationNotified(D, review=True),
            e.CommitmentProposed(D, "a"),
        ),
        ground="procurement",
    )
    assert "commitment_agreed" in may_next(case, by=PARTY)
    assert refusal(case, e.CommitmentAgreed(D, "a"), by=OFFICER)
    assert refusal(case, e.CommitmentAgreed(D, "other"), by=PARTY)
    assert refusal(case, e.CommitmentAgreed(D, "a"), by=PARTY) is None


def test_evidence_is_looked_at_by_one_and_decided_by_another() -> None:
    case = apply(concluded(STOCK), e.EvidenceReceived(D, STOCK, "一季度库存表"))
    assert obligations_for(case, "evidence_decided") == ()
    case = apply(case, e.SupervisionRecorded(D, STOCK, kept=True, finding="相符", by="wang"))
    decided = e.EvidenceDecided(D, STOCK, accepted=True, by="wang")
    assert refusal(case, decided, by=OFFICER)
    again = e.EvidenceDecided(D, STOCK, accepted=True, by="li")
    assert refusal(case, again, by=SECOND) is None
    assert refusal(case, e.EvidenceDecided(D, STOCK, accepted=False, by="li"), by=SECOND), "a reason is owed"


def test_accepted_evidence_settles_one_period_and_refused_evidence_none() -> None:
    case = apply(concluded(STOCK), e.CommitmentRecorded(D, STOCK, due=date(2026, 3, 31), every="month"))
    for accepted, due in ((False, date(2026, 3, 31)), (True, date(2026, 4, 30)), (True, date(2026, 5, 31))):
        case = apply(case, e.EvidenceReceived(D, STOCK, "x"))
        case = apply(case, e.SupervisionRecorded(D, STOCK, kept=accepted, by="wang"))
        case = apply(case, e.EvidenceDecided(D, STOCK, accepted, "li", "缺页"))
        assert case.obligations[0].due == due


def test_release_is_a_decision_with_a_notice() -> None:
    case = concluded(STOCK)
    release = e.CommitmentReleased(D, STOCK, "不再使用该产品")
    assert refusal(case, release, by=SECOND), "nobody drafted it"
    case = apply(case, e.DecisionDrafted(D, release, "wang"))
    assert refusal(case, release, by=SECOND) is None
    case = apply(case, release)
    assert case.notices[-1].notice == "commitment_released"
    assert not case.drafts
    assert case.obligations[0].due is None
    assert not case.obligations[0].active
    assert "evidence_received" not in may_next(case, by=PARTY)


def test_a_promise_of_version_1_is_still_read() -> None:
    old = {"on": "2026-03-02", "event": "commitment_recorded", "commitment": "a", "by": "信源"}
    event = event_from(old)
    assert event_to(event)["version"] == 2
    assert event_from(event_to(event)) == event
    one = named(apply(concluded(), event).obligations, "a")
    assert one is not None
    assert one.owes == "信源"


def test_nothing_of_this_is_a_step_of_the_regime() -> None:
    assert set(may_next(concluded(STOCK))) == {
        "commitment_recorded",
        "supervision_recorded",
        "report_received",
    }


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_months_go_on_and_never_past_the_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize("until", [date(2026, 6, 30)])
def test_no_evidence_is_owed_past_the_last_day(until: date) -> None:
    case = apply(
        concluded(STOCK), e.CommitmentRecorded(D, STOCK, due=date(2026, 6, 1), every="quarter", until=until)
    )
    for event in (
        e.EvidenceReceived(D, STOCK, "x"),
        e.SupervisionRecorded(D, STOCK, kept=True, by="wang"),
        e.EvidenceDecided(D, STOCK, accepted=True, by="li"),
    ):
        case = apply(case, event)
    assert case.obligations[0].due is None
