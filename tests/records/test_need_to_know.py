"""Who may know of which case, and of what in it: one function per question, asked of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shencha.errors import NotAllowed, NotFound
from shencha.procedure import acts as e
from shencha.records import access
from shencha.records.acts import accounts
from shencha.records.acts.administration import end_mandate
from shencha.records.clock import now
from shencha.records.models import CaseFile, Membership, Seen, StoredEvent
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
from shencha.web.cases.changed import since

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
    end_mandate(house.held(COUNSEL).organisation.key, "haina")
    assert [sees(house, COUNSEL, one) for one in (ours, theirs, others)] == [True, False, False]


def test_an_act_of_a_stranger_whose_key_is_a_units_id_is_not_the_units_own(house):
    by = house.held(account_of("ndrc"))
    for role, own in (("member_liaison", True), ("party_owner", False), ("case_officer", False)):
        made = StoredEvent(name="supplement_received", role=role, unit="ndrc", payload={"items": ["x"]})
        assert access.sees_event(by, made) is own


def test_looks_within_half_an_hour_are_one_look(house):
    number, officer = house.files(), house.held(OFFICER)
    case = CaseFile.objects.get(number=number)
    assert access.looked_before(officer, case) is None
    access.saw(officer, case, "case")
    assert access.looked_before(officer, case) is None, "the look under way is none before it"
    moment = now()
    for minutes, before in ((29, False), (31, True)):
        Seen.objects.filter(case=case).update(at=moment - timedelta(minutes=minutes))
        assert (access.looked_before(officer, case) is not None) is before
    first = Seen.objects.get(case=case).at
    access.saw(officer, case, "case")
    assert access.looked_before(officer, case) == first, "a page read again stays new"


def test_what_is_new_since_the_last_look_is_still_new_when_the_page_is_read_again(house):
    number, officer = house.files(), house.held(OFFICER)
    case = CaseFile.objects.get(number=number)
    access.saw(officer, case, "case")
    before = min(now(), case.events.get().recorded_at)  # whatever hour of the day it is
    Seen.objects.filter(case=case).update(at=before - timedelta(hours=2))
    house.act(number, CLERK, e.MaterialsAccepted(house.today))
    for _ in range(2):
        found = since(officer, case, access.events_of(officer, case))
        assert [change.stored.name for change in found.changes] == ["filed", "materials_accepted"]
        access.saw(officer, case, "case")


def test_a_recused_colleague_is_no_second_pair_of_eyes_and_the_other_answers_alone(house):
    one, two = account_of("ndrc"), "second@ndrc.example"
    accounts.person(two, "第二人")
    house.story.held[two] = accounts.grant(two, "ndrc", "member_liaison")
    number = house.story.consulted(house.files(days=60), 10, "not_affecting", ("ndrc", "miit"))
    case = CaseFile.objects.get(number=number)
    assert [person.email for person in access.colleagues_of(house.held(one), case)] == [two]
    answer = e.OpinionReceived(house.today, "ndrc", "agree")
    with pytest.raises(NotAllowed, match="colleagues"):
        house.act(number, one, answer)
    house.act(number, two, e.Recused(house.today, two, "亲属任职"))
    assert not access.colleagues_of(house.held(one), case).exists()
    assert house.act(number, one, answer).name == "opinion_received"
