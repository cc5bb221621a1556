"""What is acknowledged survives a power cut: asked of every connection."""

from __future__ import annotations

import os
import threading

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from tests.instances import PEOPLED

from shencha.records.acts.accounts import token
from shencha.records.database import NotDurable
from shencha.records.models import LogHead, Person
from shencha.records.secrets import kept_secret, made_folder
from shencha.server.sample.instance import CLERK


def asked() -> dict[str, object]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ("synchronous_commit", "fsync", "full_page_writes")
            return {name: cursor.execute(f"SHOW {name}").fetchone()[0] for name in names}
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


DURABLE = {
    "sqlite": {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000},
    "postgresql": {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"},
}


def test_every_connection_of_every_thread_is_durable(house):
    answers = [asked()]

    def elsewhere() -> None:
        answers.append(asked())
        connection.close()

    threads = [threading.Thread(target=elsewhere) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    connection.close()
    answers.append(asked())
    assert answers == [DURABLE[house.instance.engine]] * 4


def test_a_connection_that_would_lose_an_acknowledged_filing_is_refused(house):
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    if house.instance.engine == "sqlite":
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
    else:
        options["options"] = "-c synchronous_commit=off"
    connection.close()
    try:
        with pytest.raises(NotDurable, match="synchronous"):
            Person.objects.count()
    finally:
        connection.close()
        options.clear()
        options.update(before)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_does_not_flush_is_refused(house, setting):
    if house.instance.engine != "postgresql":
        pytest.skip("SQLite flushes by the connection's own settings")
    address = house.instance.url
    try:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"ALTER SYSTEM SET {setting} = off")
            server.execute("SELECT pg_reload_conf()")
        connection.close()
        for _ in range(100):  # the server reads its settings in its own time
            with psycopg.connect(address) as server:
                if server.execute(f"SHOW {setting}").fetchone() == ("off",):
                    break
        with pytest.raises(NotDurable, match=setting):
            Person.objects.count()
    finally:
        connection.close()
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"ALTER SYSTEM RESET {setting}")
            server.execute("SELECT pg_reload_conf()")
            for _ in range(100):
                with psycopg.connect(address) as asked_again:
                    if asked_again.execute(f"SHOW {setting}").fetchone() == ("on",):
                        break


def test_a_transaction_writes_from_its_beginning_and_so_never_fails_halfway(house):
    """SQLite: BEGIN IMMEDIATE. Whoever reads and then writes waits at the door, not in the middle."""
    if house.instance.engine != "sqlite":
        pytest.skip("PostgreSQL locks rows, see test_deciders")
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT 1")
        waits = connection.copy()
        waits.settings_dict["OPTIONS"] = {**connection.settings_dict["OPTIONS"], "timeout": 0.05}
        waits.settings_dict["OPTIONS"]["init_command"] = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
        with pytest.raises(Exception, match="locked"), waits.cursor() as second:
            second.execute("BEGIN IMMEDIATE")
        waits.close()


def test_a_row_points_to_what_is_there(house):
    from django.db import IntegrityError

    from shencha.records.models import CaseUnit

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseUnit.objects.create(case_id=999_999, unit="ndrc")
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not LogHead.objects.filter(size__gt=PEOPLED).exists()


def test_keys_and_folders_are_flushed_with_their_names(tmp_path, monkeypatch):
    """A name is on disk once its folder is flushed: the key's after it is linked, a folder's after it is made."""
    flushed: list[str] = []
    real = os.fsync

    def fsync(opened: int) -> None:
        place = os.readlink(f"/proc/self/fd/{opened}")
        names = (
            sorted(one for one in os.listdir(place) if one[0] != ".") if os.path.isdir(place) else ["content"]
        )
        flushed.append(f"{os.path.basename(place) if os.path.isdir(place) else ''}: {' '.join(names)}")
        real(opened)

    monkeypatch.setattr(os, "fsync", fsync)
    made_folder(tmp_path / "a" / "b")
    assert flushed == [f"{tmp_path.name}: a", "a: b"]
    flushed.clear()
    kept_secret(tmp_path / "a" / "b" / "log.key", lambda: b"x" * 32)
    assert flushed == [": content", "b: log.key"]


def test_where_the_end_of_a_commit_is_unknown_the_answer_says_so_and_a_retry_is_the_same_act(
    house, monkeypatch
):
    number = house.files()
    client = Client(
        headers={"Authorization": f"Bearer {token(house.held(CLERK), 't')}", "Accept-Language": "en"}
    )
    real, entries = connection._commit, LogHead.objects.get(pk=1).size

    def fails_after() -> None:
        """The rows are there; the answer of the disk is lost."""
        before = LogHead.objects.get(pk=1).size
        real()
        if before > entries:
            raise OperationalError("disk I/O error")

    def sent():
        return client.post(
            f"/api/cases/{number}/events",
            {"event": "materials_accepted"},
            content_type="application/json",
            headers={"Idempotency-Key": "unknown"},
            HTTP_HOST="127.0.0.1",
        )

    client.raise_request_exception = False
    with monkeypatch.context() as disk:
        disk.setattr(connections["default"], "_commit", fails_after)
        failed = sent()
    assert (failed.status_code, failed.json()["code"]) == (500, "failed")
    assert "may or may not have been done; send the same again with the same key" in failed.json()["detail"]
    again = sent()
    assert again.status_code in (200, 201)
    assert house.count(number) == 2
    assert LogHead.objects.get(pk=1).size == entries + 1
