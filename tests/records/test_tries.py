"""Tries are counted over all processes at once, none lost between two of them; what has run out is swept."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from tests.instances import ON_BOTH, connected_anew, instance

from shencha.records.clock import now
from shencha.records.models import Person, Remembered
from shencha.records.second_factor import TooManyCodes, WrongCode, confirmed
from shencha.server import limits
from shencha.server.sample.instance import YUNQI

MOST = 5
"""Of one account in five minutes (`server.environment.tries`)."""
PROCESSES, EACH = 4, 6


def _code() -> bool:
    """Was a wrong code looked at, or refused unseen?"""
    try:
        with confirmed(Person.objects.get(email=YUNQI), "000000x"):
            raise AssertionError("that is no code")
    except WrongCode:
        return True
    except TooManyCodes:
        return False


def _password() -> bool:
    """Was a wrong password compared, or refused unseen? Only what was compared says that it is wrong."""
    sent = {"login": YUNQI, "password": "guessed it is"}
    return "不正确" in Client(HTTP_HOST="127.0.0.1").post("/accounts/login/", sent).content.decode()


def _tries(once: Callable[[], bool], gate: Any, found: Any) -> None:
    connected_anew()
    gate.wait(30)
    found.put(sum(once() for _ in range(EACH)))
    connections.close_all()


@pytest.mark.parametrize("engine", ON_BOTH)
@pytest.mark.parametrize("once", [_code, _password])
def test_of_all_that_is_tried_at_once_no_more_is_looked_at_than_one_may_try(
    engine: str, once: Callable[[], bool], tmp_path: Path, django_db_blocker: Any
) -> None:
    fork = multiprocessing.get_context("fork")
    with django_db_blocker.unblock(), instance(engine, tmp_path / "instance"):
        connections.close_all()
        gate, found = fork.Barrier(PROCESSES), fork.Queue()
        processes = [fork.Process(target=_tries, args=(once, gate, found)) for _ in range(PROCESSES)]
        for one in processes:
            one.start()
        looked_at = [found.get(timeout=60) for _ in processes]
        for one in processes:
            one.join(60)
        assert 0 < sum(looked_at) <= MOST, looked_at
        assert not once(), "and the next one waits"


@pytest.mark.django_db
def test_what_has_run_out_is_swept_and_what_counts_stays() -> None:
    cache.set("over", 1, 600)
    cache.set("counts", 1, 600)
    Remembered.objects.filter(cache_key__endswith="over").update(expires=now() - timedelta(seconds=1))
    limits.sweep()
    assert [key[-6:] for key in Remembered.objects.values_list("cache_key", flat=True)] == ["counts"]
