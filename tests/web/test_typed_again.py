"""A session that ended, a form from before signing in: what was typed comes back to its writer and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.web.party.test_party_pages import EDITOR, OWNER, begun

from shencha.records.clock import now
from shencha.records.models import Draft, Person
from shencha.server.sample import instance as sample
from shencha.web.filled import filled

SignIn = Callable[[str], Client]
TYPED = {"party": "yunqi", "ground": "data_processing", "title": "云栖 <b>&地图"}
PAGE = "/party/drafts/new/"


def ended(client: Client) -> Client:
    """The same browser, whose session has run out."""
    Session.objects.update(expire_date=now() - timedelta(minutes=1))
    return client


def signs_in(client: Client, email: str) -> None:
    """Signs in on the sign-in page, as people do."""
    answer = client.post("/accounts/login/", {"login": email, "password": sample.PASSWORD})
    assert answer.status_code == 302


def test_after_signing_in_the_form_is_there_as_it_was_typed(sign_in: SignIn) -> None:
    client = ended(sign_in(EDITOR))
    answer = client.post(PAGE, TYPED)
    assert answer["Location"] == f"/accounts/login/?next={PAGE}"
    signs_in(client, EDITOR)
    for _ in range(2):  # a reload keeps it
        page = client.get(PAGE).content.decode()
        assert "会话已过期" in page
        assert 'value="云栖 &lt;b&gt;&amp;地图"' in page
        assert 'value="data_processing" checked' in page
    assert not Draft.objects.exists()
    assert client.post(PAGE, TYPED).status_code == 302
    assert "会话已过期" not in client.get(PAGE).content.decode()
    assert Draft.objects.get().title == TYPED["title"]


def test_someone_else_at_the_same_browser_does_not_find_it(sign_in: SignIn) -> None:
    client = ended(sign_in(EDITOR))
    client.post(PAGE, TYPED)
    client.force_login(Person.objects.get(email=OWNER))
    assert "地图" not in client.get(PAGE).content.decode()
    client.force_login(Person.objects.get(email=EDITOR))
    assert "地图" not in client.get(PAGE).content.decode()


def test_after_signing_out_nobody_knows_whose_it_was(sign_in: SignIn) -> None:
    client = sign_in(EDITOR)
    cookie = client.cookies["sessionid"].value
    Session.objects.all().delete()
    client.cookies["sessionid"] = cookie
    client.post(PAGE, TYPED)
    signs_in(client, EDITOR)
    assert "地图" not in client.get(PAGE).content.decode()


def test_a_code_is_never_kept(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = begun(client)
    ended(client).post(f"{address}sign/", {"code": "123456", "key": "k"})
    kept = [one.get_decoded().get("typed", {}).get("fields", {}) for one in Session.objects.all()]
    assert {"key": ["k"]} in kept


def test_a_form_from_before_signing_in_comes_back_filled(sign_in: SignIn) -> None:
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(Person.objects.get(email=EDITOR))
    sent = TYPED | {"csrfmiddlewaretoken": "x" * 64}
    answer = client.post(PAGE, sent, HTTP_ORIGIN="http://127.0.0.1")
    assert answer["Location"] == PAGE
    assert "&amp;地图" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_form_of_another_site_is_neither_taken_nor_kept(sign_in: SignIn, origin: str) -> None:
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(Person.objects.get(email=EDITOR))
    assert client.post(PAGE, TYPED, HTTP_ORIGIN=origin).status_code == 403
    assert "地图" not in client.get(PAGE).content.decode()


def test_a_page_that_waits_for_nothing_is_copied_letter_by_letter() -> None:
    page = '<!doctype html><p title="a&amp;b">x &nbsp;&#8212; <!-- c --><br><form method="post"></form>'
    assert filled(page, {"a": ["1"]}, "/elsewhere/", "/here/") == page


def test_every_kind_of_box_is_filled() -> None:
    page = (
        '<form method="post"><input name="a" value="old"><input type="checkbox" name="b" value="1" checked>'
        '<input type="checkbox" name="b" value="2"><select name="c"><option value="x" selected>X</option>'
        '<option value="y">Y</option></select><textarea name="d">old</textarea><input type="file" name="f"></form>'
    )
    typed = {"a": ['"new"'], "b": ["2"], "c": ["y"], "d": ["</textarea><script>"], "f": ["x"]}
    got = filled(page, typed, "/p/", "/p/")
    assert 'name="a" value="&quot;new&quot;"' in got
    assert 'value="1">' in got
    assert 'value="2" checked>' in got
    assert '<option value="y" selected>' in got
    assert '<option value="x">' in got
    assert "&lt;/textarea&gt;&lt;script&gt;</textarea>" in got
    assert '<input type="file" name="f">' in got
