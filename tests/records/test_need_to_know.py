"""Who may know of which case, and of what in it: one function per question, asked of the database."""

from __future__ import annotations

import pytest

from shencha.errors import NotFound
from shencha.procedure import events as e
from shencha.records import access
from shencha.records.models import CaseFile, Membership
from shencha.records.reads import worklists
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import (
    CLERK,
    HAINA,
    HEAD,
    OFFICER,
    SECOND,
    SECRETARY,
    YUNQI,
    account_of,
)

COUNSEL, EDITOR, SUPPLIER = "counsel@zhengde.example", "editor@yunqi.example", "supplier@xinyuan.example"
AUDITOR, SUPERVISOR = "auditor@audit.example", "supervisor@supervision.example"
ADMINISTRATORS = ("system@operation.example", "security@operation.example", "auditadmin@operation.example")


def sees(house, who, number):
    """All ways to a case agree: the list, the case, its to-dos."""
    by = house.held(who)
    listed = access.cases_of(by).filter(number=number).exists()
    try:
        access.case_for(by, number)
    except NotFound:
        assert not listed
        assert not access.todos_of(by).filter(case__number=number).exists()
        assert not access.notices_of(by).filter(event__case__number=number).exists()
        return False
    assert listed
    return True


def who_sees(house, number):
    return {who for who in house.story.held if sees(house, who, number)}


PARTY, OFFICE = {YUNQI, EDITOR, COUNSEL}, {CLERK, OFFICER, SECOND, HEAD, AUDITOR}


def test_a_case_is_known_to_its_party_its_counsel_and_the_office_and_grows_by_who_is_asked(house):
    number = house.intake()
    assert who_sees(house, number) == PARTY | OFFICE
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    house.act(number, SECOND, decision)
    house.act(number, OFFICER, e.ProposalSent(house.today, "not_affecting", ("ndrc", "miit")))
    asked = {account_of("ndrc"), account_of("miit")}
    assert who_sees(house, number) == PARTY | OFFICE | asked
    for unit in ("ndrc", "miit"):
        house.act(number, account_of(unit), e.OpinionReceived(house.today, unit, "agree"))
    conclusion = e.ConclusionNotified(house.today, "not_affecting")
    house.act(number, OFFICER, e.DecisionDrafted(house.today, conclusion, OFFICER))
    house.act(number, SECOND, conclusion)
    assert who_sees(house, number) == PARTY | OFFICE | asked | {SUPERVISOR}


def test_a_concern_is_known_to_whoever_raised_it_and_to_no_party(house):
    story = house.story
    sample._ex_officio(story)
    raised = CaseFile.objects.get(state="proposed")
    assert who_sees(house, raised.number) == OFFICE | {account_of("miit")}
    turned_down = CaseFile.objects.get(state="not_opened")
    assert who_sees(house, turned_down.number) == OFFICE | {account_of("mofcom"), SECRETARY}


def test_no_administrator_and_no_supplier_ever_sees_a_case(house):
    sample.tell(house.today)
    for who in (*ADMINISTRATORS, SUPPLIER):
        by = house.held(who)
        assert not access.cases_of(by).exists()
        assert not access.todos_of(by).exists()
        assert not access.drafts_of(by).exists()
        assert not access.notices_of(by).exists()
        assert worklists.desk(by, house.today).fresh == []


def test_of_a_members_opinion_only_the_office_and_the_member_read(house):
    number = house.story.consulted(house.files(days=60), 10, "not_affecting", ("ndrc", "miit"))
    house.story.answers(number, 5, "ndrc", "disagree", "数据范围不明")
    opinion = house.count(number)
    readers = set()
    for who in who_sees(house, number):
        try:
            access.event_for(house.held(who), number, opinion)
        except NotFound:
            continue
        readers.add(who)
    assert readers == OFFICE | {account_of("ndrc")}


def test_who_drafted_and_what_was_said_inside_is_not_for_the_party(house):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    case = access.case_for(house.held(YUNQI), number)
    told = [event.name for event in access.events_of(house.held(YUNQI), case)]
    assert told == ["filed", "materials_accepted"]


def test_a_role_that_has_ended_opens_nothing(house):
    from shencha.records.acts.accounts import revoke

    number = house.intake()
    revoke(house.held(OFFICER))
    ended = Membership.objects.select_related("person", "organisation").get(person__email=OFFICER)
    house.story.held[OFFICER] = ended
    assert not sees(house, OFFICER, number)
    with pytest.raises(NotFound):
        house.act(number, OFFICER, e.SupplementRequested(house.today, ("x",)))


def test_what_is_not_yours_is_not_there_in_the_very_same_words(house):
    number = house.files(HAINA, "haina")
    absent = f"{house.today.year}-9999"
    for who in (YUNQI, account_of("ndrc"), SUPERVISOR, *ADMINISTRATORS):
        said = []
        for one in (number, absent):
            with pytest.raises(NotFound) as refused:
                house.act(one, who, e.Withdrawn(house.today))
            said.append(refused.value.text.en.replace(one, "…"))
        assert said[0] == said[1]


def test_counsel_sees_the_cases_of_its_mandates_only(house):
    ours, theirs, others = house.files(), house.files(HAINA, "haina"), house.files(sample.BEIFANG, "beifang")
    assert [sees(house, COUNSEL, one) for one in (ours, theirs, others)] == [True, True, False]
    house.held(COUNSEL).organisation.mandates.filter(party__key="haina").delete()
    assert [sees(house, COUNSEL, one) for one in (ours, theirs, others)] == [True, False, False]
