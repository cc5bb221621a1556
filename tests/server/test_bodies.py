"""A body is refused by its length before any of it is read, unless this address takes so much from this reader."""

from __future__ import annotations

import socket

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver

from shencha.records.clock import today
from shencha.records.models import Person
from shencha.server import bodies
from shencha.server.sample import instance as sample


class Unread:
    """A body that fails whoever reads it."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("it was read")

    readline = read


def _asked(path: str, length: int, user: object) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path_info, request.path = "POST", path, path
    request.META |= {"CONTENT_LENGTH": str(length), "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80"}
    request.user, request.session = user, {}  # type: ignore[assignment]
    request._stream = Unread()  # type: ignore[attr-defined]
    return request


@pytest.fixture
def owner(db: None) -> Person:
    sample.settle(today())
    return Person.objects.get(email="owner@yunqi.example")


def _names(patterns, prefix=""):  # type: ignore[no-untyped-def]
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _names(one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        else:
            yield prefix + (one.name or "")


def test_every_address_that_takes_more_is_there() -> None:
    names = set(_names(get_resolver().url_patterns))
    assert names >= bodies.FILES | bodies.REPORTS | bodies.ASKED.keys()


@pytest.mark.parametrize(
    ("path", "signed_in", "most"),
    [
        ("/", False, bodies.WORDS),
        ("/due/", False, bodies.WORDS),
        ("/accounts/login/", False, bodies.WORDS),
        ("/party/drafts/1/papers/other/", False, bodies.WORDS),
        ("/party/drafts/1/papers/other/", True, 2 * 2**30 + bodies.WORDS),
        ("/party/drafts/new/", True, bodies.WORDS),
        ("/report/party/", False, 500 * 2**20 + bodies.WORDS),
        ("/report/follow/", False, bodies.WORDS),
        ("/api/screen", False, 2**16),
        ("/nowhere/", True, 0),
    ],
)
def test_a_body_is_as_large_as_its_address_takes(
    owner: Person, path: str, signed_in: bool, most: int
) -> None:
    answered = bodies.bounded_bodies(lambda _: HttpResponse("taken"))
    user = owner if signed_in else AnonymousUser()
    assert answered(_asked(path, most + 1, user)).status_code == 413
    if most:
        assert answered(_asked(path, most, user)).content == b"taken"


def test_a_large_form_of_words_is_refused_in_words(owner: Person) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    answer = client.post("/due/", {"x": "a" * (bodies.WORDS + 1)})
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()
    client.force_login(owner)
    assert client.post("/party/drafts/new/", {"title": "a" * (bodies.WORDS + 1)}).status_code == 413
    refused = client.post("/api/screen", b"x" * (2**16 + 1), content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_what_comes_too_slowly_is_cut() -> None:
    ours, theirs = socket.socketpair()
    request = HttpRequest()
    request.META["gunicorn.socket"] = ours
    with bodies._Hurry(request, 0.01):
        assert ours.recv(10) == b"", "nothing came, and the connection is shut instead of waiting for ever"
    theirs.close()
    ours.close()


def test_a_body_in_time_is_left_alone() -> None:
    ours, theirs = socket.socketpair()
    request = HttpRequest()
    request.META["gunicorn.socket"] = ours
    with bodies._Hurry(request, 60):
        theirs.sendall(b"in time")
        assert ours.recv(10) == b"in time"
    theirs.sendall(b"later")
    assert ours.recv(10) == b"later"
    theirs.close()
    ours.close()
