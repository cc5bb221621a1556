"""What an instance lacks is said, each thing by its name, and what came back by mail is told."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from tests.instances import instance

from shencha.errors import BadInput
from shencha.records.acts import asked, invitations
from shencha.records.backup import LAST
from shencha.records.clock import now
from shencha.records.jobs import alive, bounced
from shencha.records.models import Membership, Person, Undelivered
from shencha.server import doctor
from shencha.server.sample import instance as sample

OFFICER = "officer@office.example"
REPORT = """From: <>
To: review@office.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It was not delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; OFFICER
Action: ACTION
Status: STATUS

--b--
"""


@pytest.fixture
def house(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance") as made:
        yield made


def lacking():
    return {one.about for one in doctor.examined() if one.lacks}


def test_a_sound_and_an_unsound_instance_are_told_apart(house, settings):
    assert {"second_factors", "mail", "backup", "worker", "settings"} <= lacking()
    for person in Person.objects.exclude(pk__in=Membership.objects.filter(active=False).values("person")):
        if not person.authenticator_set.exists():
            TOTP.activate(person, sample.TOTP_SECRET)
    settings.MAIL_WAITING, settings.PROXIES, settings.PLAIN_HTTP = True, 1, False
    settings.SITE, settings.DOCUMENT_CODE = "https://review.example", "网审办"
    settings.SECURITY_CONTACT = "mailto:security@review.example"
    (house.data / LAST).write_text(json.dumps({"at": now().isoformat()}))
    alive.begun("here:1")
    assert lacking() <= {"clock", "fonts", "notices", "disk"}, "which are the machine's, and the day's"
    (house.data / LAST).write_text(json.dumps({"at": (now() - timedelta(3)).isoformat()}))
    assert "backup" in lacking()


def test_mail_that_came_back_is_told_until_another_address_holds(house, settings):
    settings.MAIL_WAITING = True
    assert [one.email for one in bounced.take(_report())] == [OFFICER]
    assert "mail" in lacking()
    by = {role: Membership.objects.get(role=role) for role in ("system_admin", "security_admin")}
    settings.MAIL_WAITING = False
    one = asked.new_address(OFFICER, "wang@office.example", by=by["system_admin"])
    link = asked.confirm(one.key, by=by["security_admin"])
    invitations.take_address(link.removeprefix("/accounts/address/").rstrip("/"))
    assert not Undelivered.objects.exists()


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("relayed", "2.0.0")]
)
def test_what_may_still_arrive_is_nothing(house, action, status):
    assert bounced.take(_report(action, status)) == []
    assert not Undelivered.objects.exists()


def test_what_is_no_report_is_refused(house):
    with pytest.raises(BadInput):
        bounced.take(b"Subject: hello\n\nFinal-Recipient: rfc822; officer@office.example\n")


def test_an_address_of_nobody_changes_nothing(house):
    assert bounced.take(_report().replace(OFFICER.encode(), b"x@y.example")) == []


def _report(action="failed", status="5.1.1"):
    return REPORT.replace("OFFICER", OFFICER).replace("ACTION", action).replace("STATUS", status).encode()
