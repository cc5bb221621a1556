"""The officer's desk and the page of a case under load, against an empty view of the same server.

Eight officers ask at once, without a pause, of two real workers that hold ten thousand cases, each with what has
happened in it; every page of a case is of another case. The empty view runs behind the same middleware, sessions
and people, and exists only here. SHENCHA_BENCH_PAGES_CASES sets the number of cases (default 10000).
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles

from benchmarks.row import Row

USERS, WORKERS = 8, 2
ROUNDS, EACH = 3, 40
"""Rounds of each page take turns, so that a slow moment of the machine falls on all."""
WANTED = 4.0
EMPTY = "/empty/"
_SERVED = """
from shencha.cli.instance import start
start()
from django.http import HttpResponse
from django.urls import path
from shencha.server import urls
urls.urlpatterns.append(path("empty/", lambda request: HttpResponse()))
from shencha.server.processes import run
run("127.0.0.1", {port}, {workers})
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """How long answers took, in seconds, and how many came in a second."""

    p95: float
    median: float
    rate: float


def run() -> list[Row]:
    """p95 of each page as a ratio to the empty view's: at most four times."""
    cases = int(os.environ.get("SHENCHA_BENCH_PAGES_CASES", "10000"))
    with tempfile.TemporaryDirectory(prefix="shencha-bench-") as folder:
        environment = os.environ | {"SHENCHA_DATA": folder, "SHENCHA_PLAIN_HTTP": "1"}
        environment.pop("SHENCHA_DATABASE_URL", None)
        command = [sys.executable, "-c", f"from benchmarks.pages import settle; settle({cases})"]
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        sessions, numbers = (line.split() for line in said.stdout.splitlines())
        with _server(environment) as port:
            taken = _measured(port, sessions, numbers)
    empty = taken["empty"]
    return [
        Row(
            f"p95 of {name}, {USERS} users, {WORKERS} workers, {cases:,} cases",
            "p95 of an empty view behind the same middleware",
            page.p95,
            empty.p95,
            page.p95 / empty.p95,
            f"at most {WANTED:g} times",
            page.p95 / empty.p95 <= WANTED,
            f"median {page.median * 1e3:.1f} ms against {empty.median * 1e3:.1f} ms; "
            f"{page.rate:.0f} pages a second against {empty.rate:.0f}",
        )
        for name, page in (("the officer's desk", taken["desk"]), ("the page of a case", taken["case"]))
    ]


def _measured(port: int, sessions: list[str], numbers: list[str]) -> dict[str, Asked]:
    chosen = random.Random(7)
    pages: dict[str, Callable[[], tuple[str, str]]] = {
        "empty": lambda: (EMPTY, ""),
        "desk": lambda: ("/work/", 'id="today"'),
        "case": lambda: _case(chosen.choice(numbers)),
    }
    took: dict[str, list[float]] = {name: [] for name in pages}
    whole: dict[str, float] = dict.fromkeys(pages, 0.0)
    with ThreadPoolExecutor(USERS) as users:
        for round_ in range(ROUNDS + 1):
            for name, page in pages.items():
                asked = [[page() for _ in range(EACH)] for _ in sessions]
                begun = time.perf_counter()
                found = list(users.map(lambda s, a: _user(port, s, a), sessions, asked))
                if round_:  # the first warms workers and caches
                    whole[name] += time.perf_counter() - begun
                    took[name] += [one for times in found for one in times]
    return {
        name: Asked(quantiles(times, n=100)[94], quantiles(times, n=2)[0], len(times) / whole[name])
        for name, times in took.items()
    }


def _case(number: str) -> tuple[str, str]:
    return f"/cases/{number}/", f">{number}"


def _user(port: int, session: str, asked: list[tuple[str, str]]) -> list[float]:
    """Ask for one page after another, as one browser does; seconds for each, the last byte included."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    took = []
    for address, holds in asked:
        begun = time.perf_counter()
        link.request("GET", address, headers={"Cookie": f"sessionid={session}"})
        answer = link.getresponse()
        body = answer.read()
        took.append(time.perf_counter() - begun)
        assert answer.status == 200, (address, answer.status)
        assert holds in body.decode(), address
    link.close()
    return took


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    served = subprocess.Popen(
        [sys.executable, "-c", _SERVED.format(port=port, workers=WORKERS)], env=environment
    )
    try:
        for _ in range(900):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        served.terminate()
        served.wait(30)


def settle(cases: int) -> None:
    """In a process of its own: the instance, its officers and cases; prints sessions, then case numbers."""
    from shencha.cli.instance import migrate, start

    start(migrated=False)
    migrate()
    from django.db import transaction

    from shencha.records.acts import accounts
    from shencha.records.clock import today
    from shencha.records.files import keep
    from shencha.server.sample import instance as sample

    sample.settle(today())
    for n in range(USERS):
        email = f"officer{n}@office.example"
        accounts.person(email, f"承办人{n}", sample.PASSWORD)
        accounts.grant(email, "office", "case_officer")
    story, paper = sample.Story(today()), keep([b"x"], "x.txt")
    with transaction.atomic():
        numbers = [_told(story, n, paper) for n in range(cases)]
    print(*[session_of(f"officer{n}@office.example") for n in range(USERS)])
    print(*numbers)


def _told(story, n: int, paper) -> str:  # type: ignore[no-untyped-def]
    """A case that has come some way, as many do: its number; the ways take turns."""
    from shencha.procedure import acts as e
    from shencha.records.acts.record import Paper, open_case
    from shencha.server.sample.instance import CORE, OFFICER, YUNQI

    way, waits = n % 5, n // 5 % 20
    number, by = f"2026-{n + 1:05d}", story.held[YUNQI]
    age = waits + (2, 12, 30, 50, 62)[way]
    papers = ("declaration", "analysis_report", "listing_documents")
    at = story.moment(story.ago(age), 9)
    open_case(
        number,
        e.Filed(story.ago(age), papers, "yunqi", ground="foreign_listing", title=f"赴国外上市（{n + 1}）"),
        by=by,
        key=f"filed-{n}",
        papers=[Paper(one, f"{one}.txt", paper) for one in papers],
        confirmed_at=at - timedelta(minutes=1),
        at=at,
    )
    if way == 1:
        story.accepted(number, waits + 8)
    if way == 2:
        story.accepted(number, waits + 28)
        story.decides(number, waits + 22, e.DeterminationNotified, True)
        story.does(number, OFFICER, waits + 8, e.SupplementRequested, ("股权结构图",))
    if way > 2:
        story.consulted(number, waits + 10, "not_affecting", CORE)
        for unit in CORE[: n % 6]:
            story.answers(number, waits + 4, unit, "agree")
    if way == 4:
        for unit in CORE[n % 6 :]:
            story.answers(number, waits + 4, unit, "agree")
        story.decides(number, waits + 1, e.ConclusionNotified, "not_affecting", ("每季度报告备件库存",))
    return number


def session_of(email: str) -> str:
    """A session of that person, as a sign-in with the second factor makes it."""
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from shencha.records.models import Person

    person = Person.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.create()
    return str(session.session_key)
