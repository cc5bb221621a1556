"""One drafts, another signs the same words; who is recused does nothing more and sees nothing more."""

from __future__ import annotations

import pytest

from shencha.errors import NotAllowed, NotFound
from shencha.procedure import acts as e
from shencha.procedure.acts import DECISIONS
from shencha.records import access
from shencha.records.models import Recusal, StoredEvent
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, SECOND, account_of


def drafted(house, number, event, who=OFFICER):
    return house.act(number, who, e.DecisionDrafted(house.today, event, who))


def test_a_decision_that_nobody_drafted_is_not_signed(house):
    number = house.intake()
    with pytest.raises(NotAllowed, match="drafted"):
        house.act(number, SECOND, e.DeterminationNotified(house.today, True))


@pytest.mark.parametrize("who", [SECOND, HEAD])
def test_who_drafted_does_not_sign(house, who):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    drafted(house, number, decision, who)
    with pytest.raises(NotAllowed):
        house.act(number, who, decision)
    other = HEAD if who == SECOND else SECOND
    assert house.act(number, other, decision).drafted_by == who


def test_only_a_countersigner_signs(house):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    drafted(house, number, decision)
    for who in (CLERK, OFFICER):
        with pytest.raises(NotAllowed):
            house.act(number, who, decision)


def test_other_words_than_those_drafted_are_not_signed(house):
    number = house.intake()
    drafted(house, number, e.DeterminationNotified(house.today, True))
    with pytest.raises(NotAllowed, match="does not say what was drafted"):
        house.act(number, SECOND, e.DeterminationNotified(house.today, False))


def test_a_draft_that_was_sent_back_is_not_signed_until_it_is_drafted_again(house):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    drafted(house, number, decision)
    back = e.DecisionSentBack(house.today, "determination_notified", SECOND, "理由不足")
    house.act(number, SECOND, back)
    with pytest.raises(NotAllowed):
        house.act(number, SECOND, decision)
    drafted(house, number, decision)
    house.act(number, SECOND, decision)


def test_what_needs_two_people_is_what_binds_a_party():
    assert {"determination_notified", "conclusion_notified", "special_procedure_notified"} <= set(DECISIONS)


@pytest.mark.parametrize("who", [CLERK, OFFICER, SECOND, HEAD, account_of("ndrc")])
def test_who_is_recused_sees_the_case_no_more_and_it_is_recorded(house, who):
    number = house.intake()
    if who.startswith("liaison"):
        decision = e.DeterminationNotified(house.today, True)
        drafted(house, number, decision)
        house.act(number, SECOND, decision)
        house.act(number, OFFICER, e.ProposalSent(house.today, "not_affecting", ("ndrc", "cac")))
    assert access.case_for(house.held(who), number)
    house.act(number, who, e.Recused(house.today, who, "亲属在该公司任职"))
    assert Recusal.objects.get().person == house.held(who).person
    for look in (
        access.case_for,
        lambda by, n: access.event_for(by, n, 1),
        lambda by, n: access.paper_for(by, n, 1),
    ):
        with pytest.raises(NotFound):
            look(house.held(who), number)
    assert not access.cases_of(house.held(who)).exists()
    assert not access.todos_of(house.held(who)).exists()
    with pytest.raises(NotFound):
        house.act(number, who, e.Recused(house.today, who, "再次"))


def test_only_the_head_recuses_another(house):
    number = house.files()
    with pytest.raises(NotAllowed):
        house.act(number, CLERK, e.Recused(house.today, OFFICER, "利益冲突"))
    house.act(number, HEAD, e.Recused(house.today, OFFICER, "利益冲突"))
    with pytest.raises(NotFound):
        access.case_for(house.held(OFFICER), number)
    assert StoredEvent.objects.get(name="recused").by == house.held(HEAD).person


def test_a_recusal_concerns_one_case(house):
    first, second = house.files(), house.files()
    house.act(first, OFFICER, e.Recused(house.today, OFFICER, "利益冲突"))
    assert access.case_for(house.held(OFFICER), second).number == second
