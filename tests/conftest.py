"""What every test may use: a real database (SQLite, or PostgreSQL by --postgres), sample people, a live server."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.places import ROOT

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("loop", settings.get_profile("untimed"), max_examples=20)
settings.load_profile("untimed")  # how fast a shared machine is says nothing of the code

MEMORY = Path("/dev/shm")
_ROOM = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 * 2**30
DATA = Path(tempfile.mkdtemp(prefix="shencha-tests-", dir=MEMORY if _ROOM else None))
"""In memory where there is room: every act waits for its disk, and thousands are done here."""
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
(DATA / "tmp").mkdir()
os.environ["PYTEST_DEBUG_TEMPROOT"] = str(DATA / "tmp")
os.environ["SHENCHA_DATA"] = str(DATA)
os.environ["SHENCHA_PLAIN_HTTP"] = "1"
os.environ["SHENCHA_DEMO"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["LANG"] = "C.UTF-8"
os.environ.pop("LC_ALL", None)
if os.environ.get("SHENCHA_TEST_DATABASE") != "postgresql":
    os.environ.pop("SHENCHA_DATABASE_URL", None)
PURE = {"law", "registers", "procedure", "sanctions", "studies", "ledger", "text", "test_inputs.py"}
"""Rooms whose tests need no Django: a jurist's loop does not wait for it."""


def _only_pure(words: list[str]) -> bool:
    """Do the words of the command line name tests of those rooms, and no others?"""
    named = [Path(word.partition("::")[0]) for word in words if not word.startswith("-")]
    rooms = {path.resolve().relative_to(ROOT / "tests").parts[:1] for path in named if _a_test(path)}
    return bool(rooms) and rooms <= {(room,) for room in PURE}


def _a_test(path: Path) -> bool:
    return path.exists() and path.resolve().is_relative_to(ROOT / "tests")


if _only_pure(sys.argv[1:]):
    os.environ["SHENCHA_TESTS_WITHOUT_DJANGO"] = "1"  # xdist's workers inherit it
DJANGO = "SHENCHA_TESTS_WITHOUT_DJANGO" not in os.environ
if DJANGO:
    import django
    from django.conf import settings as django_settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "shencha.server.settings"
    django.setup()  # here and not by an ini option, which would read the settings before the lines above
    assert DATA.resolve() == django_settings.DATA


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Each worker makes a folder of its own: one that is told the settings from outside reads them too early."""
    if DJANGO and config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput"):
        del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test has an address of its own, and those of one xdist group stay together.

    Since pytest 9.2 a test's address is made from its function and cannot be set as before: schemathesis's operations
    share one, of which xdist runs the first and says nothing, and xdist's own mark of a group is lost.
    """
    grouped = hasattr(config, "workerinput") and config.getvalue("loadgroup")
    for item in items:
        address = item.nodeid
        if not address.endswith(item.name):
            address = f"{item.parent.nodeid}::{item.name}"
        mark = item.get_closest_marker("xdist_group")
        if mark and grouped:
            address = f"{address}@{mark.args[0]}"
        if address != item.nodeid:
            item._id = type(item._id).parse(address)
    shared = [where for where, count in Counter(item.nodeid for item in items).items() if count > 1]
    if shared:
        raise pytest.UsageError(f"tests share an address: {shared[:5]}")
