"""Sessions: a new name at signing in, gone at signing out, and no change of factors without signing in again."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from shencha.server.sample import instance as sample

OFFICER = "officer@office.example"
NEW = "塘路三月雨-and-11-cups"


@pytest.fixture
def signed(settled):
    client = Client(HTTP_HOST="127.0.0.1")
    client.post("/accounts/login/", {"login": OFFICER, "password": sample.PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def test_signing_in_gives_the_session_a_new_name(settled):
    client = Client(HTTP_HOST="127.0.0.1")
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.post("/accounts/login/", {"login": OFFICER, "password": sample.PASSWORD})
    assert client.session.session_key != before
    assert len(client.session.session_key) >= 32
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_it_on_the_server_and_clears_the_browser(signed):
    key = signed.session.session_key
    answer = signed.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    again = Client(HTTP_HOST="127.0.0.1")
    again.cookies[settings.SESSION_COOKIE_NAME] = key
    assert again.get("/desk/").status_code == 302
    assert again.get("/desk/")["Location"].startswith("/accounts/login/")


def test_a_new_password_ends_the_other_sessions(signed):
    other = Client(HTTP_HOST="127.0.0.1")
    other.post("/accounts/login/", {"login": OFFICER, "password": sample.PASSWORD})
    assert other.get("/calendar/").status_code == 200
    signed.post(
        "/accounts/password/change/", {"oldpassword": sample.PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert other.get("/calendar/").status_code == 302
    assert signed.get("/calendar/").status_code == 200


@pytest.mark.parametrize("address", ["/calendar/", "/work/", "/accounts/2fa/", "/accounts/tokens/", "/due/"])
def test_signing_out_is_on_every_page(signed, address):
    assert 'action="/accounts/logout/"' in signed.get(address).content.decode()


@pytest.mark.parametrize(
    "address", ["/accounts/2fa/totp/activate/", "/accounts/2fa/recovery-codes/generate/"]
)
def test_factors_change_only_after_signing_in_again(sign_in, address):
    client = sign_in(OFFICER)  # a session that has stood for a while
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/"))
