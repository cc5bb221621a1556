"""The server keeps its worker running, says how it is, and tells a full disk from a fault of its own."""

import errno
import fcntl
import json
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.utils import DatabaseErrorWrapper
from django.http import HttpResponse
from django.test import Client

from shencha.records.clock import today
from shencha.records.files import leftovers
from shencha.records.jobs import alive
from shencha.server import health
from shencha.server.processes import _Beside
from shencha.server.sample import instance as sample


@pytest.fixture
def client(db):
    sample.settle(today())
    return Client(HTTP_HOST="127.0.0.1")


def test_health_names_the_workers_last_sign_of_life(client):
    assert client.get("/healthz").json()["worker"] == "silent"
    alive.begun("here:1")
    told = client.get("/healthz").json()
    assert (told["database"], told["worker"], told["worker_seen"] is None) == ("up", "alive", False)


def test_a_killed_worker_is_started_again():
    beside = _Beside()
    beside.keep()
    first = beside.process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    beside.keep()
    assert beside.process is None, "not at once: what ends a worker may end the next"
    beside.next = 0.0
    beside.keep()
    assert beside.process is not None
    assert beside.process.pid != first.pid
    beside.end(os.getpid())
    beside.process.wait()


def test_a_copy_of_the_server_that_ends_does_not_end_the_worker():
    beside = _Beside()
    beside.keep()
    assert beside.process is not None
    beside.end(os.getpid() + 1)
    assert beside.process.poll() is None
    beside.end(os.getpid())
    assert beside.process.wait() != 0


def _full_disk() -> OSError:
    with (
        pytest.raises(OSError, match="No space") as failed,
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")
    return failed.value


def _full_database() -> BaseException:
    """What Django raises when SQLite has no page left."""
    with DatabaseErrorWrapper(connection), sqlite3.connect(":memory:") as small:
        small.execute("PRAGMA max_page_count = 2")
        small.execute("CREATE TABLE t (a)")
        small.execute("INSERT INTO t VALUES (zeroblob(100000))")
    raise AssertionError


@pytest.mark.parametrize("what", ["disk", "database"])
def test_a_full_disk_is_told_as_one(rf, what):
    if what == "disk":
        error: BaseException = _full_disk()
    else:
        with pytest.raises(OperationalError) as failed:
            _full_database()
        error = failed.value
    answer = health.full_disks(lambda _: HttpResponse()).process_exception(rf.post("/api/drafts"), error)
    assert answer is not None
    assert (answer.status_code, json.loads(answer.content)["code"]) == (507, "no_room")


def test_any_other_error_of_the_system_is_a_fault_of_ours():
    assert not health._is_full(OSError(errno.EIO, "Input/output error"))
    assert not health._is_full(ValueError("x"))


def test_what_a_killed_upload_left_is_swept_and_one_under_way_is_not(settings, tmp_path):
    settings.FILES = tmp_path
    left, held = tmp_path / ".arriving-1-a", tmp_path / ".arriving-2-b"
    for one in (left, held):
        one.write_bytes(b"x")
        os.utime(one, (time.time() - 600,) * 2)
    with held.open("rb") as open_still:
        fcntl.flock(open_still, fcntl.LOCK_EX)
        assert leftovers.sweep_arriving() == 1
    assert (left.exists(), held.exists()) == (False, True)
