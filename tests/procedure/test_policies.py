"""What the office chooses where the text is silent: a case keeps the policy of its day, and nothing else moves."""

from datetime import date, timedelta

import pytest
from tests.procedure.stories import IN_2021, asked, filed, in_special, proposed, tell, under_review

from shencha.law.calendar.workdays import published
from shencha.law.measures.open_points import OPEN_POINTS, points_on
from shencha.law.measures.policies import POLICIES, Choice, as_if, receipt_day, span_of, value_on
from shencha.procedure import acts as e
from shencha.procedure.allowed import refusal
from shencha.procedure.case import Case, replay
from shencha.procedure.clocks import clocks
from shencha.procedure.standing import standing
from shencha.studies.changed_policy import policy_effect

DAY = date(2026, 3, 2)
OPTIONS = [(one.id, option) for one in POLICIES.values() for option in one.options]


def under(events, **policies):
    """The case under these policies, in force since the case's day."""
    chosen = tuple(Choice(name, value, DAY) for name, value in policies.items())
    return replay(events, ground="procurement", number="1", choices=chosen)


def test_every_open_point_can_be_chosen_or_says_why_not():
    chosen = {one.open_point for one in POLICIES.values()} - {None}
    assert set(OPEN_POINTS) == chosen | {point.id for point in OPEN_POINTS.values() if point.not_chosen}
    assert all(
        point.id not in chosen or point.id == "time_zone"
        for point in OPEN_POINTS.values()
        if point.not_chosen
    )


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_what_is_shipped_fits_and_says_itself(policy):
    if policy.unit == "span":
        assert policy.fits("2027-03-01..2027-03-02") == "2027-03-01..2027-03-02"
        assert policy.fits("2027-03-02..2027-03-01") is None
        return
    if policy.unit == "words":
        assert policy.fits("网信办 / The office") == "网信办 / The office"
        assert "{value}" not in policy.said(policy.value).zh
        assert policy.fits("") is None
        return
    assert policy.fits(str(policy.value)) == policy.value
    assert "{value}" not in policy.said(policy.value).zh
    assert policy.fits("") is policy.fits("other") is policy.fits("0") is policy.fits("\u0663") is None


def test_the_shipped_words_are_those_of_the_open_point_until_another_is_chosen():
    assert list(points_on(OPEN_POINTS, DAY)) == list(OPEN_POINTS.values())
    chosen = [Choice("silence_in_consultation", "agreement", DAY)]
    (before,) = points_on(["silence_in_consultation"], DAY - timedelta(1), chosen)
    (after,) = points_on(["silence_in_consultation"], DAY, chosen)
    assert before == OPEN_POINTS["silence_in_consultation"]
    assert "视为同意" in after.policy.zh


@pytest.mark.parametrize(("policy", "option"), OPTIONS)
def test_a_case_keeps_the_policy_of_the_day_on_which_it_began(policy, option):
    """A choice in force from the day after changes nothing of a case, whatever happens in it later."""
    events = [*in_special(), e.SpecialExtended(DAY + timedelta(40), 10, "复杂")]
    later = [Choice(policy, option, DAY + timedelta(1))]
    at = DAY + timedelta(60)
    held = replay(events, ground="procurement", choices=tuple(later))
    assert (
        standing(held, at, published()).as_dict()
        == standing(replay(events, ground="procurement"), at, published()).as_dict()
    )


def test_the_policy_of_the_day_itself_holds_and_the_last_of_two_for_one_day():
    chosen = (Choice("withdrawal", "before_proposal", DAY), Choice("withdrawal", "open_states", DAY))
    assert value_on("withdrawal", DAY, chosen[:1]) == "before_proposal"
    assert value_on("withdrawal", DAY, chosen) == "open_states"
    assert value_on("withdrawal", DAY - timedelta(1), chosen) == "open_states"


def test_silence_is_agreement_only_after_the_days_and_only_where_nobody_disagrees():
    case = under(asked("cac", "ndrc"), silence_in_consultation="agreement")
    case = under(
        [*asked("cac", "ndrc"), e.OpinionReceived(DAY, "cac", "agree")], silence_in_consultation="agreement"
    )
    (last,) = {one.due for one in clocks(case, DAY, published()) if one.consultee == "ndrc"}
    early = refusal(case, e.ConclusionNotified(last, "not_affecting"))
    assert "答复期限尚未届满" in early.wrong.zh
    assert str(last) in early.right.zh
    assert refusal(case, e.ConclusionNotified(last + timedelta(1), "not_affecting")) is None
    dissent = under(
        [*asked("cac", "ndrc"), e.OpinionReceived(DAY, "cac", "disagree")],
        silence_in_consultation="agreement",
    )
    assert refusal(dissent, e.ConclusionNotified(last + timedelta(1), "not_affecting")) is not None
    waits = under([*asked("cac", "ndrc"), e.OpinionReceived(DAY, "cac", "agree")])
    assert (
        "沉默不等于同意"
        in refusal(waits, e.ConclusionNotified(last + timedelta(1), "not_affecting")).wrong.zh
    )


def test_silence_is_no_agreement_while_supplements_are_awaited():
    events = [*asked("cac"), e.SupplementRequested(DAY, ("analysis_report",))]
    case = under(events, silence_in_consultation="agreement")
    told = refusal(case, e.ConclusionNotified(DAY + timedelta(90), "not_affecting"))
    assert "补充材料" in told.right.zh


def test_one_silent_unit_is_enough_for_the_special_procedure_where_silence_is_dissent():
    case = under(
        [*asked("cac", "ndrc"), e.OpinionReceived(DAY, "cac", "agree")], silence_in_consultation="special"
    )
    (last,) = {one.due for one in clocks(case, DAY, published()) if one.consultee == "ndrc"}
    assert refusal(case, e.SpecialProcedureNotified(last)) is not None
    assert refusal(case, e.SpecialProcedureNotified(last + timedelta(1))) is None


def test_a_conclusion_carries_no_conditions_where_the_office_chose_so():
    events = [*asked("cac"), e.OpinionReceived(DAY, "cac", "agree")]
    bound = e.ConclusionNotified(DAY, "not_affecting", ("隔离数据",))
    assert refusal(under(events), bound) is None
    assert "不附条件" in refusal(under(events, conditions="none"), bound).wrong.zh
    assert refusal(under(events, conditions="none"), e.ConclusionNotified(DAY, "not_affecting")) is None


def test_a_review_ex_officio_may_run_from_the_receipt_of_its_notice():
    events = [
        *proposed(),
        e.SubmittedToCommission(DAY, "review"),
        e.CommissionDecided(DAY, approved=True),
        e.ReviewOpened(DAY, "party"),
        e.NoticeDelivered(date(2026, 3, 9), "review_opened", date(2026, 3, 6)),
    ]
    shipped = replay(events, choices=())
    chosen = replay(events, choices=as_if((), "ex_officio_clock", "receipt"))
    assert [one.started for one in clocks(shipped, DAY, published())] == [DAY]
    assert [one.started for one in clocks(chosen, DAY, published())] == [date(2026, 3, 6)]


def test_an_outage_counts_its_first_day_and_no_other_day_moves():
    chosen = (
        Choice("outage_effect", "first_day", DAY),
        Choice("outage", "2026-03-09..2026-03-11", date(2026, 3, 9)),
        Choice("outage", "2026-04-01", date(2026, 4, 1)),
    )
    moved = {on: receipt_day(on, DAY, chosen) for on in (DAY + timedelta(n) for n in range(40))}
    inside = {date(2026, 3, n) for n in (9, 10, 11)}
    assert {on for on, became in moved.items() if on != became} == inside - {date(2026, 3, 9)}
    assert {moved[on] for on in inside} == {date(2026, 3, 9)}
    assert receipt_day(date(2026, 3, 10), DAY - timedelta(1), chosen) == date(2026, 3, 10), "a case of before"
    assert span_of("2026-3-9") is None


def test_what_a_policy_would_do_is_told_of_open_cases_and_no_others():
    stories = [asked(), [*asked(), e.Withdrawn(DAY)], filed(), under_review(IN_2021)]
    pairs = [
        (
            replay(s, ground="procurement", number=str(n)),
            replay(
                s, ground="procurement", number=str(n), choices=as_if((), "withdrawal", "before_proposal")
            ),
        )
        for n, s in enumerate(stories)
    ]
    found = policy_effect("withdrawal", "before_proposal", pairs, DAY, published())
    assert (found.open_cases, [one.case.number for one in found.differences]) == (3, ["0"])
    assert found.as_dict()["cases"][0]["may_next"] == {"more": [], "fewer": ["withdrawn"]}
    assert [line.zh for line in found.differences[0].said()] == ["不能再办理：撤回"]
    same = policy_effect("withdrawal", "open_states", [(b, b) for b, _ in pairs], DAY, published())
    assert same.differences == ()


def test_a_case_without_choices_is_the_case_of_before():
    assert tell(*asked()) == replay(asked(), ground="procurement", number="1")
    assert Case().holds("silence_in_consultation") == "waits"
