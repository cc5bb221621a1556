"""What gives a view of cases takes two administrators, and leaves its trace; the rest of them one, of the right kind."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from tests.instances import ON_BOTH, instance

from shencha.errors import BadInput, NotAllowed, NotFound
from shencha.procedure.roles import ROLES, Role, gives_a_view
from shencha.records.acts import absences, accounts, administration, asked, invitations
from shencha.records.clock import today
from shencha.records.jobs.mail import SENDER
from shencha.records.log.auditing import audit_everything
from shencha.records.models import Absence, LoggedAct, Mandate, Membership, Person
from shencha.records.reads.absences import at_work, stands_in_for
from shencha.server.sample import instance as sample

SYSTEM, SECURITY, AUDIT = (f"{one}@operation.example" for one in ("system", "security", "auditadmin"))
OFFICER, OWNER = "officer@office.example", "owner@yunqi.example"


@pytest.fixture(params=ON_BOTH)
def house(request, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), instance(request.param, tmp_path / "instance"):
        yield
        assert audit_everything().faults == ()


def held(email):
    return Membership.objects.select_related("person", "organisation").get(person__email=email, active=True)


def newcomer(email="new@office.example", secured=True):
    made, link = administration.register_person(email, "新来", by=held(SYSTEM))
    assert link.startswith("/accounts/password/reset/key/")
    if secured:
        TOTP.activate(made, sample.TOTP_SECRET)
    return made


def test_a_role_that_sees_cases_is_asked_for_by_one_and_confirmed_by_another(house):
    person = newcomer()
    one = asked.role(person.email, "office", "case_officer", by=held(SECURITY))
    assert not person.memberships.exists()
    assert asked.role(person.email, "office", "case_officer", by=held(SECURITY)).key == one.key
    with pytest.raises(NotAllowed):
        asked.confirm(one.key, by=held(SECURITY))
    with pytest.raises(NotAllowed):
        asked.confirm(one.key, by=held(AUDIT))
    with pytest.raises(NotAllowed):
        asked.confirm(one.key, by=held(OFFICER))
    asked.confirm(one.key, by=held(SYSTEM))
    assert held(person.email).role == "case_officer"
    with pytest.raises(NotFound):
        asked.confirm(one.key, by=held(SYSTEM))
    names = LoggedAct.objects.filter(name__startswith="right").values_list("name", "by__email")
    assert list(names) == [("right_asked", SECURITY), ("right_confirmed", SYSTEM)]


@pytest.mark.parametrize("role", Role)
def test_every_role_that_sees_cases_waits_and_no_other_does(house, role):
    person = newcomer()
    place = next(
        one.organisation.key
        for one in Membership.objects.select_related("organisation")
        if one.organisation.kind in ROLES[role].held_in
    )
    made = asked.role(person.email, place, role.value, by=held(SECURITY))
    assert isinstance(made, asked.Asked) is gives_a_view(role)
    assert person.memberships.exists() is not gives_a_view(role)


def test_a_view_is_given_only_to_an_account_that_its_owner_has_taken_up(house):
    person = newcomer(secured=False)
    with pytest.raises(BadInput, match="second factor"):
        asked.role(person.email, "office", "case_officer", by=held(SECURITY))


def test_a_mandate_is_asked_for_and_confirmed(house):
    one = asked.mandate("zhengde", "beifang", by=held(SECURITY))
    assert not Mandate.objects.filter(party__key="beifang").exists()
    asked.confirm(one.key, by=held(SYSTEM))
    assert Mandate.objects.filter(party__key="beifang").exists()


def test_what_is_refused_is_given_by_nobody(house):
    one = asked.mandate("zhengde", "beifang", by=held(SECURITY))
    with pytest.raises(BadInput):
        asked.refuse(one.key, " ", by=held(SYSTEM))
    asked.refuse(one.key, "没有委托书", by=held(SECURITY))  # who asked takes it back
    assert asked.waiting() == []
    with pytest.raises(NotFound):
        asked.confirm(one.key, by=held(SYSTEM))


def test_a_lost_factor_an_address_and_a_link_of_who_sees_cases_wait_too(house):
    for one in (
        asked.new_factor(OWNER, by=held(SECURITY)),
        asked.new_address(OWNER, "lin@yunqi.example", by=held(SYSTEM)),
        asked.new_link(OWNER, by=held(SYSTEM)),
    ):
        assert isinstance(one, asked.Asked)
    by_key = {one.act: one.key for one in asked.waiting()}
    assert asked.confirm(by_key["second_factor_reset"], by=held(SYSTEM)) == ""
    link = asked.confirm(by_key["address_asked"], by=held(SECURITY))
    assert Person.objects.filter(email=OWNER).exists()
    invitations.take_address(link.removeprefix("/accounts/address/").rstrip("/"))
    person = Person.objects.get(email="lin@yunqi.example")
    assert person.key == OWNER, "events know a person by the first address"
    with pytest.raises(NotFound):
        invitations.take_address(link.removeprefix("/accounts/address/").rstrip("/"))
    with pytest.raises(NotAllowed, match="changed since"):
        asked.confirm(by_key["link_opened"], by=held(SECURITY))


def test_a_link_of_before_the_role_moves_no_account_that_sees_cases(house):
    person = newcomer()
    link = asked.new_address(person.email, "mine@evil.example", by=held(SYSTEM))
    one = asked.role(person.email, "office", "case_officer", by=held(SECURITY))
    asked.confirm(one.key, by=held(SYSTEM))
    with pytest.raises(NotFound):
        invitations.take_address(link.removeprefix("/accounts/address/").rstrip("/"))


def test_each_administrator_does_its_own_and_nobody_their_own_account(house):
    with pytest.raises(NotAllowed):
        administration.register_person("x@yunqi.example", "甲", by=held(SECURITY))
    for act in (
        lambda by: asked.role(OFFICER, "office", "office_head", by=by),
        lambda by: asked.mandate("zhengde", "beifang", by=by),
        lambda by: administration.end_role(OFFICER, "office", "case_officer", by=by),
        lambda by: administration.end_person(OFFICER, by=by),
    ):
        for who in (SYSTEM, AUDIT, OFFICER):
            with pytest.raises(NotAllowed):
                act(held(who))
    with pytest.raises(NotAllowed):
        asked.role(SECURITY, "operation", "security_admin", by=held(SECURITY))


def test_nobody_acts_on_both_sides_of_the_counter(house):
    with pytest.raises(BadInput, match="other side"):
        asked.role(OWNER, "office", "case_officer", by=held(SECURITY))


def test_the_unit_as_which_an_organisation_is_asked_stands_while_people_act_in_it(house):
    with pytest.raises(BadInput, match="people hold roles there"):
        accounts.organisation("transport", "department", "运输", "Transport", "ndrc", by=held(SYSTEM))


def test_a_blocked_account_that_is_reopened_has_no_role(house):
    administration.end_person(OFFICER, by=held(SECURITY))
    administration.reopen_person(OFFICER, by=held(SYSTEM))
    person = Person.objects.get(email=OFFICER)
    assert person.is_active
    assert not person.memberships.filter(active=True).exists()


def test_what_waits_lapses_after_two_weeks(house, monkeypatch):
    asked.mandate("zhengde", "beifang", by=held(SECURITY))
    later = asked.now() + asked.WAITS + timedelta(minutes=1)
    monkeypatch.setattr(asked, "now", lambda: later)
    assert asked.waiting() == []


def test_an_invitation_goes_by_mail_where_there_is_a_relay_and_is_shown_to_nobody(house, settings):
    settings.MAIL_WAITING, settings.SITE = True, "https://review.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    _, link = administration.register_person("new@office.example", "新来", by=held(SYSTEM))
    SENDER.submit(int).result()
    assert link == ""
    (sent,) = mail.outbox
    assert sent.to == ["new@office.example"]
    assert "https://review.example/accounts/password/reset/key/" in sent.body


def test_a_deputy_is_told_and_the_one_away_is_not_and_nobody_sees_more(house):
    accounts.person("second-officer@office.example", "乙", "x" * 20)
    accounts.grant("second-officer@office.example", "office", "case_officer")
    officer, deputy = held(OFFICER), held("second-officer@office.example")
    assert absences.deputies_of(officer) == [deputy]
    officers = Membership.objects.filter(role="case_officer", active=True)
    assert set(at_work(officers)) == {officer, deputy}
    made = absences.note(officer, deputy.pk, today(), today() + timedelta(5), by=officer)
    assert set(at_work(officers)) == {deputy}
    assert set(at_work(officers.filter(pk=officer.pk))) == {deputy}
    assert stands_in_for(deputy) == [made]
    with pytest.raises(NotAllowed):
        absences.back(made.pk, by=held(SYSTEM))
    absences.back(made.pk, by=held(SECURITY))
    assert set(at_work(officers)) == {officer, deputy}
    assert not Absence.objects.exists()
    names = LoggedAct.objects.filter(name__startswith="absence").values_list("name", "by__email")
    assert list(names) == [("absence_noted", OFFICER), ("absence_ended", SECURITY)]


@pytest.mark.parametrize(("first", "last"), [(None, 3), (3, 1), (-5, -1), (0, 400)])
def test_days_that_do_not_fit_and_a_deputy_of_another_role_are_refused(house, first, last):
    days = [None if one is None else today() + timedelta(one) for one in (first, last)]
    with pytest.raises(BadInput) as wrong:
        absences.note(held(OFFICER), held("head@office.example").pk, *days, by=held(OFFICER))
    assert {one.where for one in wrong.value.faults} == {"deputy", "first"}
