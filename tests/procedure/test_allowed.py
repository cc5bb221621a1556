"""What may follow and who may do it: gates, roles, the second person, recusal."""

import pytest
from tests.procedure.stories import (
    IN_2021,
    MONDAY,
    approved,
    asked,
    concluded,
    day,
    filed,
    in_special,
    proposed,
    tell,
    under_review,
)

from shencha.errors import NotAllowed
from shencha.procedure import acts as e
from shencha.procedure.acts import ACTS, DECISIONS, EVENTS
from shencha.procedure.allowed import decide, may_next, refusal
from shencha.procedure.case import replay
from shencha.procedure.roles import COUNTERSIGNERS, ROLES, Actor, Role

OFFICER = Actor("li", Role.CASE_OFFICER)
SECOND = Actor("wang", Role.SECOND_OFFICER)
NDRC = Actor("zhao", Role.MEMBER_LIAISON, "ndrc")
OWNER = Actor("chen", Role.PARTY_OWNER, "a-platform")
STORIES = {
    "filed": filed(),
    "intake": (*filed(), e.MaterialsAccepted(MONDAY)),
    "preliminary": under_review(),
    "consultation": asked(),
    "special": in_special(),
    "awaiting_commission": approved()[:-1],
    "approved": approved(),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_open_state_allows_withdrawal(story):
    case = tell(*story)
    assert may_next(case)[-1] == "withdrawn"
    assert tell(*story, e.Withdrawn(MONDAY)).state == "withdrawn"


@pytest.mark.parametrize(
    "story",
    [proposed(), (*proposed(), e.SubmittedToCommission(MONDAY))],
    ids=["proposed", "submitted"],
)
def test_an_ex_officio_case_has_no_filing_to_withdraw(story):
    case = tell(*story, ground="ex_officio")
    assert "withdrawn" not in may_next(case)
    assert "no filing to withdraw" in refusal(case, e.Withdrawn(MONDAY)).wrong.en


def test_an_ended_case_cannot_be_withdrawn():
    assert refusal(tell(*concluded()), e.Withdrawn(MONDAY))


@pytest.mark.parametrize("paper", ["declaration", "analysis_report", "procurement_documents"])
def test_acceptance_needs_each_paper_of_the_article(paper):
    papers = tuple(p for p in ("declaration", "analysis_report", "procurement_documents") if p != paper)
    refused = refusal(tell(*filed(papers=papers)), e.MaterialsAccepted(MONDAY))
    assert refused is not None
    assert "are missing" in refused.wrong.en
    complete = tell(
        *filed(papers=papers), e.SupplementRequested(MONDAY, (paper,)), e.SupplementReceived(MONDAY, (paper,))
    )
    assert refusal(complete, e.MaterialsAccepted(MONDAY)) is None


def test_acceptance_waits_for_what_was_asked_for():
    case = tell(*filed(), e.SupplementRequested(MONDAY, ("chart",)))
    refused = refusal(case, e.MaterialsAccepted(MONDAY))
    assert refused is not None
    assert "chart" in refused.wrong.en


@pytest.mark.parametrize(
    ("opinions", "may", "may_not"),
    [
        (["agree", "agree", "agree"], "conclusion_notified", "special_procedure_notified"),
        (["agree", "disagree", None], "special_procedure_notified", "conclusion_notified"),
        (["agree", "agree", "disagree"], "special_procedure_notified", "conclusion_notified"),
        (["agree", "agree", None], "opinion_received", "conclusion_notified"),
        (["agree", "agree", None], "opinion_received", "special_procedure_notified"),
        ([None, None, None], "opinion_received", "conclusion_notified"),
    ],
)
def test_the_fork_of_article_12(opinions, may, may_not):
    replies = (
        e.OpinionReceived(MONDAY, unit, opinion)
        for unit, opinion in zip(("cac", "ndrc", "miit"), opinions, strict=True)
        if opinion
    )
    names = may_next(tell(*asked(), *replies))
    assert may in names
    assert may_not not in names


def test_the_special_procedure_needs_a_second_proposal_and_the_commission():
    conclusion = e.ConclusionNotified(MONDAY, "affecting")
    story = approved()
    for told in (story[:-3], story[:-2], story[:-1]):
        assert refusal(tell(*told), conclusion), told[-1].name
    assert refusal(tell(*story), conclusion) is None


def test_a_refusal_by_the_commission_asks_for_another_submission():
    case = tell(*approved()[:-1], e.CommissionDecided(MONDAY, approved=False))
    assert case.state == "special"
    assert refusal(case, e.ConclusionNotified(MONDAY, "affecting"))
    assert {"second_proposal_sent", "submitted_to_commission"} <= set(may_next(case))


def test_a_new_proposal_undoes_an_earlier_submission():
    case = tell(
        *approved()[:-1],
        e.CommissionDecided(MONDAY, approved=False),
        e.SecondProposalSent(MONDAY, "not_affecting", ("cac",)),
    )
    assert refusal(case, e.CommissionDecided(MONDAY, approved=True))
    assert refusal(case, e.ConclusionNotified(MONDAY, "not_affecting"))


def test_the_conclusion_is_the_proposal():
    assert refusal(tell(*approved()), e.ConclusionNotified(MONDAY, "not_affecting"))


def test_an_ex_officio_review_opens_only_with_approval():
    opening = e.ReviewOpened(MONDAY, "a platform")
    submitted = (*proposed(), e.SubmittedToCommission(MONDAY))
    for told in (proposed(), submitted):
        assert refusal(tell(*told, ground="ex_officio"), opening)
    case = tell(*submitted, e.CommissionDecided(MONDAY, approved=True), opening, ground="ex_officio")
    assert (case.state, case.party) == ("preliminary", "a platform")


def test_the_approval_to_open_is_none_to_conclude():
    opened = (
        *proposed(),
        e.SubmittedToCommission(MONDAY),
        e.CommissionDecided(MONDAY, approved=True),
        e.ReviewOpened(MONDAY, "a platform"),
        e.ProposalSent(MONDAY, "affecting", ("cac",)),
        e.OpinionReceived(MONDAY, "cac", "disagree"),
        e.SpecialProcedureNotified(MONDAY),
        e.SecondProposalSent(MONDAY, "affecting", ("cac",)),
    )
    assert refusal(tell(*opened, ground="ex_officio"), e.ConclusionNotified(MONDAY, "affecting"))


@pytest.mark.parametrize(("on", "may"), [(IN_2021, False), (MONDAY, True)])
def test_interim_measures_came_with_the_version_of_2022(on, may):
    assert ("interim_measures_required" in may_next(tell(*under_review(on)))) is may


@pytest.mark.parametrize(("on", "refused"), [("2022-02-14", True), ("2022-02-15", False)])
def test_a_member_counts_from_its_first_day(on, refused):
    case = tell(*under_review(day("2021-12-01")))
    assert bool(refusal(case, e.ProposalSent(day(on), "affecting", ("cac", "csrc")))) is refused


@pytest.mark.parametrize(("on", "refused"), [("2022-02-14", True), ("2022-02-15", False)])
def test_a_concern_about_data_processing_came_with_the_version_of_2022(on, refused):
    case = tell(ground="ex_officio")
    assert bool(refusal(case, e.ConcernRaised(day(on), "miit", "data_processing"))) is refused


def test_a_day_never_goes_back():
    refused = refusal(tell(*filed(day("03-03"))), e.Withdrawn(MONDAY))
    assert refused is not None
    assert "2026-03-03" in refused.right.en


def test_extensions_stay_inside_the_calendar():
    case = tell(*in_special(), *(e.SpecialExtended(MONDAY, 2_000, "x") for _ in range(5)))
    refused = refusal(case, e.SpecialExtended(MONDAY, 1, "x"))
    assert refused is not None
    assert "10000" in refused.wrong.en


def test_deciding_raises_in_both_languages_and_changes_nothing():
    with pytest.raises(NotAllowed) as refused:
        decide(tell(*filed()), e.ConclusionNotified(MONDAY, "affecting"))
    assert "materials_accepted" in refused.value.said("en")
    assert "materials_accepted" in refused.value.said("zh")


def drafted(*story, decision=None):
    decision = decision or e.DeterminationNotified(MONDAY, review=True)
    return replay((*story, e.DecisionDrafted(MONDAY, decision, "li")), ground="procurement")


INTAKE = STORIES["intake"]


def test_a_decision_needs_a_draft():
    refused = refusal(tell(*INTAKE), e.DeterminationNotified(MONDAY, review=True), by=SECOND)
    assert refused is not None
    assert "not been drafted" in refused.wrong.en


def test_a_second_person_signs_what_was_drafted_even_on_a_later_day():
    case = drafted(*INTAKE)
    assert refusal(case, e.DeterminationNotified(day("03-04"), review=True), by=SECOND) is None
    assert "determination_notified" in may_next(case, by=SECOND)


def test_a_second_person_signs_no_other_words():
    refused = refusal(drafted(*INTAKE), e.DeterminationNotified(MONDAY, review=False), by=SECOND)
    assert refused is not None
    assert "does not say what was drafted" in refused.wrong.en


def test_nobody_signs_or_sends_back_the_own_draft():
    case, same = drafted(*INTAKE), Actor("li", Role.SECOND_OFFICER)
    assert refusal(case, e.DeterminationNotified(MONDAY, review=True), by=same)
    assert refusal(case, e.DecisionSentBack(MONDAY, "determination_notified", "li", "no"), by=same)
    assert not {"determination_notified", "decision_sent_back"} & set(may_next(case, by=same))


def test_a_draft_sent_back_cannot_be_signed():
    case = replay(
        (
            *INTAKE,
            e.DecisionDrafted(MONDAY, e.DeterminationNotified(MONDAY, review=True), "li"),
            e.DecisionSentBack(MONDAY, "determination_notified", "wang", "unclear"),
        ),
        ground="procurement",
    )
    assert refusal(case, e.DeterminationNotified(MONDAY, review=True), by=SECOND)


def test_a_draft_of_what_may_not_follow_is_refused():
    draft = e.DecisionDrafted(MONDAY, e.ConclusionNotified(MONDAY, "affecting"), "li")
    assert refusal(tell(*INTAKE), draft, by=OFFICER)


def test_who_is_recused_does_nothing_more():
    case = tell(*filed(), e.Recused(MONDAY, "li", "kinship"))
    assert may_next(case, by=OFFICER) == ()
    refused = refusal(case, e.MaterialsAccepted(MONDAY), by=OFFICER)
    assert refused is not None
    assert "recused" in refused.wrong.en
    assert refusal(case, e.MaterialsAccepted(MONDAY), by=Actor("zhou", Role.CASE_OFFICER)) is None


@pytest.mark.parametrize(("by", "refused"), [(Actor("zhou", Role.OFFICE_HEAD), False), (SECOND, True)])
def test_only_the_head_recuses_another(by, refused):
    assert bool(refusal(tell(*filed()), e.Recused(MONDAY, "li", "kinship"), by=by)) is refused


def test_a_liaison_answers_for_its_own_unit_once():
    case = tell(*asked())
    assert refusal(case, e.OpinionReceived(MONDAY, "ndrc", "agree"), by=NDRC) is None
    assert refusal(case, e.OpinionReceived(MONDAY, "cac", "agree"), by=NDRC)
    assert "opinion_received" in may_next(case, by=NDRC)
    answered = tell(*asked(), e.OpinionReceived(MONDAY, "ndrc", "agree"))
    assert "opinion_received" not in may_next(answered, by=NDRC)
    assert refusal(answered, e.OpinionReceived(MONDAY, "ndrc", "disagree"), by=NDRC)


def test_the_party_does_nothing_of_the_offices():
    case = tell(*filed())
    assert may_next(case, by=OWNER) == ("withdrawn",)
    assert refusal(case, e.MaterialsAccepted(MONDAY), by=OWNER)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_auditors_and_administrators_act_in_no_case(role, story):
    assert may_next(tell(*story), by=Actor("sun", role)) == ()


def test_each_event_has_its_roles_and_each_decision_a_countersigner():
    assert set(ACTS) == set(EVENTS)
    assert set(ROLES) == set(Role)
    assert all(ACTS[name].by == COUNTERSIGNERS for name in DECISIONS)
