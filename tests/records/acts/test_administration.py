"""Every act on an account is an entry of the log; what is ended opens nothing, and what was done in it stays."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from shencha.errors import NotAllowed, NotFound
from shencha.records import access
from shencha.records.acts import accounts, administration
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import ApiToken, LoggedAct, Mandate, Membership, Person
from shencha.server.sample import instance as sample

SECURITY, OFFICER, OWNER = "security@operation.example", "officer@office.example", "owner@yunqi.example"


@pytest.fixture
def by(db):
    sample.settle(today())
    return held(SECURITY)


def held(email):
    return Membership.objects.select_related("person", "organisation").get(person__email=email)


def asked(secret, method="GET", address="/api/cases"):
    client = Client(HTTP_HOST="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client.generic(method, address, b"{}", content_type="application/json").status_code


ACTS = {
    "role_ended": lambda by: administration.end_role(OFFICER, "office", "case_officer", by=by),
    "account_blocked": lambda by: administration.end_person(OFFICER, by=by),
    "mandate_ended": lambda by: administration.end_mandate("zhengde", "haina", by=by),
    "second_factor_reset": lambda by: administration.reset_factor(OWNER, by=by),
    "token_ended": lambda by: (
        accounts.token(held(OWNER), "erp"),
        administration.end_token(ApiToken.objects.get().pk, by=by),
    ),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("shell", [True, False])
def test_each_end_is_an_entry_of_the_log_that_says_who_did_it_and_rows_agree(by, name, shell):
    ACTS[name](None if shell else by)
    act = LoggedAct.objects.filter(name=name).latest("log_index")
    assert (act.by_id, act.role) == ((None, "program") if shell else (by.person_id, "security_admin"))
    assert tuple(audit_everything().faults) == ()


def test_an_ended_role_knows_of_no_case_and_its_token_is_dead(by):
    officer = held(OFFICER)
    secret = accounts.token(officer, "x", by=by)
    assert asked(secret) == 200
    administration.end_role(OFFICER, "office", "case_officer", by=by)
    assert asked(secret) == 401
    assert not Membership.objects.get(pk=officer.pk).active
    assert ApiToken.objects.get().revoked_at is not None


def test_a_blocked_account_is_signed_out_everywhere(by):
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Person.objects.get(email=OFFICER))
    assert client.get("/calendar/").status_code == 200
    administration.end_person(OFFICER, by=by)
    assert client.get("/calendar/").status_code == 302
    signed = Client(HTTP_HOST="127.0.0.1")
    signed.post("/accounts/login/", {"login": OFFICER, "password": sample.PASSWORD})
    assert "_auth_user_id" not in signed.session


def test_a_mandate_that_ended_shows_counsel_nothing_more(by):
    counsel = held("counsel@zhengde.example")
    assert {one.key for one in access.parties_of(counsel)} >= {"haina"}
    administration.end_mandate("zhengde", "haina", by=by)
    assert "haina" not in {one.key for one in access.parties_of(counsel)}
    with pytest.raises(NotFound):
        administration.end_mandate("zhengde", "haina", by=by)
    assert Mandate.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(0, 200), (-1, 401)])
def test_a_token_is_good_until_its_last_day(by, days, status):
    secret = accounts.token(held(OFFICER), "x", until=today() + timedelta(days), by=by)
    assert asked(secret) == status


def test_a_token_that_only_reads_never_acts(by):
    secret = accounts.token(held(OWNER), "x", reads_only=True, by=by)
    assert asked(secret) == 200
    assert asked(secret, "POST", "/api/drafts") == 401


def test_nobody_ends_their_own_role_or_resets_their_own_factor(by):
    with pytest.raises(NotAllowed):
        administration.end_role(SECURITY, "operation", "security_admin", by=by)
    with pytest.raises(NotAllowed):
        administration.end_person(SECURITY, by=by)


def test_somebody_is_left_who_can_grant(by):
    with pytest.raises(NotAllowed, match="last security"):
        administration.end_role(SECURITY, "operation", "security_admin")
    accounts.person("second@operation.example", "乙", "x" * 20)
    accounts.grant("second@operation.example", "operation", "security_admin")
    administration.end_role(SECURITY, "operation", "security_admin")
    assert not Membership.objects.get(person__email=SECURITY).active


def test_a_reset_factor_is_set_up_anew(by):
    administration.reset_factor(OWNER, by=by)
    assert not Authenticator.objects.filter(user__email=OWNER).exists()
    with pytest.raises(NotFound):
        administration.reset_factor(OWNER, by=by)


def test_the_security_administrator_ends_a_role_in_the_browser_and_no_other_does(by):
    sent = {"end": "role", "email": OFFICER, "organisation": "office", "role": "case_officer"}
    for email in ("system@operation.example", "auditadmin@operation.example", OWNER):
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(Person.objects.get(email=email))
        assert client.post("/people/end/", sent).status_code == 404
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(by.person)
    assert "结束此角色" in client.get("/people/").content.decode()
    assert client.post("/people/end/", sent).status_code == 302
    assert not held(OFFICER).active
    assert client.post("/people/end/", sent).status_code == 404
