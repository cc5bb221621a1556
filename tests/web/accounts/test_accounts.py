"""Signing in: what is mounted, what a code is good for, whom a stranger's tries lock out, and how sessions end."""

import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from shencha.errors import NotAllowed
from shencha.records import second_factor
from shencha.records.models import Person
from shencha.records.second_factor import TooManyCodes, WrongCode, confirmed
from shencha.server.sample import instance as sample
from shencha.server.sample.page import code
from shencha.text import Text

OWNER, OFFICER = "owner@yunqi.example", "officer@office.example"
MOUNTED = {
    "login/",
    "logout/",
    "inactive/",
    "reauthenticate/",
    "password/change/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/<slug:uidb36>-<slug:key>/",
    "password/reset/key/done/",
    "sessions/",
    "tokens/",
    "absence/",
    "address/<str:written>/",
    "2fa/",
    "2fa/authenticate/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/passkeys/",
    "2fa/passkeys/add/",
    "2fa/passkeys/<int:pk>/remove/",
    "2fa/passkeys/reauthenticate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
}
NOWHERE = {"signup/", "email/", "password/set/", "2fa/recovery-codes/download/"}


def _person(email):
    return Person.objects.get(email=email)


def _tried(client, email, password):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_only_the_addresses_that_people_need_are_mounted():
    (accounts,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "accounts/"]
    assert {str(one.pattern) for one in accounts.url_patterns} == MOUNTED | NOWHERE


@pytest.mark.parametrize("address", sorted(NOWHERE))
def test_nobody_signs_up_or_changes_an_address(sign_in, address):
    client = sign_in("supplier@xinyuan.example")
    for answer in (
        client.get(f"/accounts/{address}"),
        client.post(f"/accounts/{address}", {"action_add": "", "email": "newofficer@office.example"}),
    ):
        assert answer.status_code == 404
    assert not Person.objects.filter(email="newofficer@office.example").exists()


def test_a_code_is_spent_with_the_act_and_only_with_it(settled):
    person, shown = _person(OWNER), code()
    with pytest.raises(NotAllowed), confirmed(person, shown):
        raise NotAllowed(Text("不行", "no"))
    with confirmed(person, shown):
        pass
    with pytest.raises(WrongCode), confirmed(person, shown):
        pytest.fail("a code worked twice")


def test_a_code_that_signed_in_signs_nothing_else(settled):
    person, shown = _person(OWNER), code()
    assert second_factor.accepted(person, shown) is not None
    assert second_factor.accepted(person, shown) is None
    with pytest.raises(WrongCode), confirmed(person, shown):
        pytest.fail("a code worked twice")


def test_wrong_codes_are_counted_and_the_right_one_waits(settled):
    person = _person(OWNER)
    for _ in range(5):
        with pytest.raises(WrongCode), confirmed(person, "x"):
            pytest.fail("that is no code")
    with pytest.raises(TooManyCodes), confirmed(person, code()):
        pytest.fail("too many were tried")


def test_a_recovery_code_works_once(settled):
    person = _person(OWNER)
    first = RecoveryCodes.activate(person).get_unused_codes()[0]
    assert second_factor.accepted(person, first) is not None
    assert second_factor.accepted(person, first) is None


def test_secrets_of_second_factors_lie_encrypted(settled):
    RecoveryCodes.activate(_person(OWNER))
    kept = [str(one.data) for one in Authenticator.objects.all()]
    assert len(kept) > 1
    assert all(sample.TOTP_SECRET not in one and second_factor.SEALED in one for one in kept)


def test_a_stranger_who_guesses_locks_out_neither_others_nor_a_known_browser(settled, reader):
    known = Client(HTTP_HOST="127.0.0.1")
    assert _tried(known, OFFICER, sample.PASSWORD).status_code == 302
    known.post("/accounts/logout/")
    for _ in range(8):
        assert _tried(reader, OFFICER, "guessed it is").status_code == 200
    stranger = Client(HTTP_HOST="127.0.0.1")
    assert _tried(stranger, OFFICER, sample.PASSWORD).status_code == 200, "the account is slowed"
    assert _tried(stranger, "head@office.example", sample.PASSWORD).status_code == 302, "others are not"
    assert _tried(known, OFFICER, sample.PASSWORD).status_code == 302, "nor a browser that is known"


def test_tries_are_counted_over_all_processes(settled, reader):
    from django.core.cache import caches

    for _ in range(5):
        _tried(reader, OFFICER, "guessed it is")
    caches["here"].clear()  # what one process remembers is not what counts
    assert _tried(reader, OFFICER, sample.PASSWORD).status_code == 200


@pytest.mark.parametrize(("email", "sent"), [(OFFICER, 1), ("nobody@evil.example", 0)])
def test_a_reset_goes_to_a_registered_address_and_to_no_other(settled, reader, settings, email, sent):
    settings.MAIL_WAITING = True
    answer = reader.post("/accounts/password/reset/", {"email": email})
    assert answer.status_code == 302
    assert len(mail.outbox) == sent
    assert all(one.to == [email] for one in mail.outbox)


def test_without_a_relay_a_reset_is_refused_and_written_nowhere(settled, reader, settings, capfd):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    answer = reader.post("/accounts/password/reset/", {"email": OFFICER})
    assert "没有设置邮件" in answer.content.decode()
    assert "password/reset/key" not in "".join(capfd.readouterr())


def test_a_session_that_nobody_uses_ends(sign_in, settings):
    client = sign_in(OFFICER)
    assert client.get("/desk/").status_code in (200, 302)
    session = client.session
    session["seen"] -= settings.SESSION_IDLE_SECONDS + 1
    session.save()
    assert client.get("/calendar/").status_code == 302
    assert client.get("/calendar/").headers["Location"].startswith("/accounts/login/")


def test_a_session_ends_after_a_working_day_however_much_it_is_used(sign_in, settings):
    client = sign_in(OFFICER)
    client.get("/calendar/")
    session = client.session
    session["begun"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    assert client.get("/calendar/").status_code == 302


def test_one_sees_where_one_is_signed_in_and_ends_the_others(settled):
    first, second = (Client(HTTP_HOST="127.0.0.1") for _ in range(2))
    for client in (first, second):
        _tried(client, OFFICER, sample.PASSWORD)
    assert first.get("/accounts/sessions/").content.decode().count("<tr>") == 3
    first.post("/accounts/sessions/")
    assert second.get("/calendar/").status_code == 302
    assert first.get("/calendar/").status_code == 200


@pytest.mark.parametrize("email", [OFFICER, "head@office.example", "auditadmin@operation.example"])
def test_whoever_acts_has_a_second_factor(sign_in, settings, email):
    settings.DEMO = False
    client = sign_in(email)
    for address in ("/desk/", "/calendar/", "/search/?q=a", "/people/"):
        assert client.get(address).headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/due/").status_code == 200
    assert client.get("/accounts/2fa/totp/activate/").status_code in (200, 302)


def test_with_a_second_factor_the_desk_is_open(sign_in, settings):
    settings.DEMO = False
    assert sign_in(OWNER).get("/party/").status_code == 200


def test_cookies_belong_to_this_host_and_files_to_their_owner(tmp_path):
    told = (
        "import django; from django.conf import settings as s; django.setup(); "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.KNOWN_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.EMAIL_BACKEND); "
        "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    given = {"SHENCHA_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "shencha.server.settings"}
    import os

    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", told], env=kept | given, capture_output=True, text=True, check=True
    )
    *names, secure, backend = done.stdout.split()
    assert all(name.startswith("__Host-") for name in names)
    assert secure == "True"
    assert backend == "django.core.mail.backends.dummy.EmailBackend"
    files = [one for one in (tmp_path / "data").rglob("*") if one.is_file()]
    assert files
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}


def test_the_demo_alone_signs_in_without_a_code():
    assert settings.DEMO, "these tests run as a demo does; the others switch it off"
