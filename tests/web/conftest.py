"""People of the sample who sit before a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from shencha.records import log
from shencha.records.clock import today
from shencha.records.log import memory
from shencha.records.models import Person
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _nothing_signed_before() -> None:
    """The database of a test starts empty, and so does what the log remembers beside it."""
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    caches["here"].clear()


@pytest.fixture
def settled(db: None) -> None:
    """Organisations and people of the sample, without a case; this machine remembers what they signed."""
    sample.settle(today())
    memory.remember(*log.head(), flushed=True)


@pytest.fixture
def sign_in(settled: None) -> SignIn:
    """A browser in which that person is signed in, reading Chinese."""

    def signed_in(email: str) -> Client:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(Person.objects.get(email=email))
        return client

    return signed_in


@pytest.fixture
def reader(db: None) -> Client:
    """A browser of someone without an account."""
    return Client(HTTP_HOST="127.0.0.1")
