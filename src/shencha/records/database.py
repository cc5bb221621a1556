"""Is this connection as durable as we promise? Asked of every connection, not hoped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from shencha.errors import ShenchaError
from shencha.text import Text

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
"""SQLite's answers: write-ahead log, FULL, on. An in-memory database has no journal to ask about."""


ON = ("synchronous_commit", "fsync", "full_page_writes")
"""PostgreSQL's, none of which may be off."""


class NotDurable(ShenchaError):
    """The database would lose what it acknowledges; nothing is written to it."""

    code = "not_durable"
    status = 503


def watch() -> None:
    """Check every connection from now on."""
    connection_created.connect(_check, dispatch_uid="shencha.records.database")


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Let one process of all machines do this while the others wait; SQLite has one machine, and its own lock."""
    if connection.vendor != "postgresql":
        yield
        return
    number = int.from_bytes(sha256(f"shencha {what}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def _check(sender: object, connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        for pragma, wanted in WANTED.items():
            with connection.cursor() as cursor:
                found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            if found != wanted and not (pragma == "journal_mode" and found == "memory"):
                _refuse(f"{pragma}={found}", f"{pragma}={wanted}")
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            found = {one: cursor.execute(f"SHOW {one}").fetchone()[0] for one in ON}
        for setting, value in found.items():
            if value == "off":
                _refuse(f"{setting}=off", f"{setting}=on")


def _refuse(found: str, wanted: str) -> None:
    raise NotDurable(
        Text(
            f"数据库连接为 {found}，断电会丢失已确认的申报；须为 {wanted}",
            f"the database connection has {found} and would lose acknowledged filings; it must have {wanted}",
        )
    )
