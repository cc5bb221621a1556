"""What is acknowledged survives a power cut: asked of every connection."""

from __future__ import annotations

import threading

import psycopg
import pytest
from django.db import connection, transaction
from tests.instances import PEOPLED

from shencha.records.database import NotDurable
from shencha.records.models import LogHead, Person


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
