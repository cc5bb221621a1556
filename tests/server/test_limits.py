"""Whoever has no account gets a share of calculations, counted over all processes; nobody else is kept out."""

import json
from datetime import timedelta

import pytest
from django.db.models import F, QuerySet
from django.test import Client

from shencha.records.acts import accounts
from shencha.records.clock import now
from shencha.records.models import Membership, Share
from shencha.server import limits

SCREEN = json.dumps({"facts": {"involves_state_secrets": "no"}})


@pytest.fixture
def proxied(settled, settings, monkeypatch):
    settings.PROXIES = 1
    monkeypatch.setattr(limits, "A_MINUTE", 3)


def screen(address, **headers):
    client = Client(HTTP_HOST="127.0.0.1")
    return client.post(
        "/api/screen",
        SCREEN,
        content_type="application/json",
        headers={"X-Forwarded-For": address, **headers},
    )


def test_one_client_that_asks_too_often_waits_and_others_do_not(proxied):
    assert {screen("203.0.113.7").status_code for _ in range(3)} == {200}
    refused = screen("203.0.113.7")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert json.loads(refused.content)["code"] == "too_often"
    assert screen("203.0.113.8").status_code == 200
    page = Client(HTTP_HOST="127.0.0.1").get(
        "/due/?start=2026-01-05", headers={"X-Forwarded-For": "203.0.113.7"}
    )
    assert page.status_code == 429
    assert (
        Client(HTTP_HOST="127.0.0.1").get("/due/", headers={"X-Forwarded-For": "203.0.113.7"}).status_code
        == 200
    )


def test_whoever_has_a_token_or_an_account_is_not_counted(proxied, sign_in):
    held = Membership.objects.get(person__email="officer@office.example")
    secret = accounts.token(held, "x")
    for _ in range(6):
        assert screen("203.0.113.9", Authorization=f"Bearer {secret}").status_code == 200
        page = sign_in("officer@office.example").get("/due/?start=2026-01-05")
        assert page.status_code != 429


def test_behind_a_proxy_that_was_not_declared_nobody_is_shut_out(proxied, settings):
    settings.PROXIES = None
    assert {screen("203.0.113.7").status_code for _ in range(6)} == {200}


def test_a_reporter_is_not_counted(proxied):
    client = Client(HTTP_HOST="127.0.0.1")
    for _ in range(6):
        answer = client.post("/report/follow/", {"code": "x"}, headers={"X-Forwarded-For": "203.0.113.7"})
        assert answer.status_code != 429


def test_counts_of_requests_at_once_add_up_and_rows_of_before_go(proxied, rf, monkeypatch):
    """Each adds to the row as it lies: what another one counted between reading and writing is not lost."""
    request = rf.get("/due/?start=2026-01-05", headers={"X-Forwarded-For": "203.0.113.7"})
    Share.objects.create(of="x", asked=9, until=now() - timedelta(seconds=1))
    assert limits._within(request)
    assert not Share.objects.filter(of="x").exists()
    update = QuerySet.update

    def meanwhile(rows, **change):
        update(Share.objects.all(), asked=F("asked") + 1)  # by another process, just now
        return update(rows, **change)

    monkeypatch.setattr(QuerySet, "update", meanwhile)
    assert limits._within(request)
    monkeypatch.undo()
    assert Share.objects.get().asked == 3


def test_the_questions_that_are_counted_are_counted(proxied):
    address = "/law/questions/securities_regulator/?listing=2027-06-01"
    client = Client(HTTP_HOST="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.7"})
    assert [client.get(address).status_code for _ in range(4)] == [200, 200, 200, 429]
