"""kill -9 of processes that act, at moments drawn at random: nothing acknowledged is lost, half or there twice."""

from __future__ import annotations

import random
import time
from contextlib import ExitStack

import pytest
from django.db import connection
from tests.hardening import SEED, tried
from tests.instances import ON_BOTH, instance
from tests.records.acknowledged import goes_on, wrong
from tests.records.acting import acknowledged, acting

KILLS = tried(2, 100)
AT_ONCE = 2


@pytest.mark.parametrize("engine", ON_BOTH)
def test_kills(engine, tmp_path, django_db_blocker):
    drawn = random.Random(SEED)
    with django_db_blocker.unblock(), instance(engine, tmp_path / "instance") as made:
        told = []
        for at in range(0, KILLS, AT_ONCE):
            connection.close()
            said = [tmp_path / f"said-{at + one}" for one in range(AT_ONCE)]
            with ExitStack() as stack:
                running = [
                    stack.enter_context(acting(made.environment(), at + one, said[one]))
                    for one in range(AT_ONCE)
                ]
                end = time.monotonic() + 120
                while not all(acknowledged(one.read_text()) for one in said):
                    assert time.monotonic() < end, "it never began"
                    time.sleep(0.01)
                for one in running:
                    time.sleep(drawn.random() * 0.3)
                    one.kill()
            told += [one for file in said for one in acknowledged(file.read_text())]
        assert wrong(told) == []
        goes_on()
        assert len(told) >= KILLS
