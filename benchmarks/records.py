"""The one door for writes against bare inserts, and the desk with a thousand and a hundred thousand cases."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.instance import on_an_instance
from benchmarks.row import Row, best

ROUNDS, EACH = 5, 60
PARTS = {
    "the database and its statements": (
        "sqlite3",
        "prepared.py",
        "django/db/backends",
        "django/db/transaction",
        "asgiref",
    ),
    "rows made": ("django/db/models", "projections.py"),
    "fold, days and what is owed": ("shencha/procedure", "shencha/law"),
    "tree, signature and memory of it": (
        "shencha/ledger",
        "records/log",
        "_hashlib",
        "ed25519",
        "posix",
        "fcntl",
        "canonical",
        "json",
    ),
}
"""Marks in file and name of a function, the first that fits."""
SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000


def run() -> list[Row]:
    """Measured in processes of their own, on instances that are thrown away; desks on one with no case but theirs."""
    return [*on_an_instance(_door), *on_an_instance(_desks)]


def _door(folder: Path) -> list[Row]:
    """Rounds of each work take turns, so that a slow moment of the disk falls on all."""
    from shencha.records.clock import today
    from shencha.server.sample import instance as sample

    sample.settle(today())
    numbers = _filed((ROUNDS + 1) * EACH)
    row = _a_row()
    bare = _bare(folder / "bare.sqlite3", row)
    works: dict[str, Callable[[int], None]] = {
        "ours": lambda n: _accept(numbers[n]),
        "bare": bare,
        "create": lambda n: _create(row, n),
    }
    found: dict[str, list[float]] = {name: [] for name in works}
    for at in range(ROUNDS):
        for name, work in works.items():
            begun = time.perf_counter()
            for n in range(at * EACH, (at + 1) * EACH):
                work(n)
            found[name].append((time.perf_counter() - begun) / EACH)
    ours, plain, created = (median(found[name]) for name in works)
    told = _where_it_goes(numbers[ROUNDS * EACH :])
    work = "filing one event through the one door (SQLite, FULL)"
    return [
        Row(work, "bare insert and commit, raw sqlite3, FULL", ours, plain, plain / ours, ">= 0.25 of its rate",
            plain / ours >= 0.25, told),
        Row(work, "a bare Django create()", ours, created, created / ours, ">= 0.45 of its rate",
            created / ours >= 0.45),
    ]  # fmt: skip


def _where_it_goes(numbers: list[str]) -> str:
    """What of an event's time waits for the disk, and the parts of its processor time, by a profile."""
    from cProfile import Profile
    from pstats import Stats

    half, profile = len(numbers) // 2, Profile(time.thread_time)
    begun, worked = time.perf_counter(), time.thread_time()
    for number in numbers[:half]:
        _accept(number)
    took, worked = (time.perf_counter() - begun) / half, (time.thread_time() - worked) / half
    profile.runcall(lambda: [_accept(number) for number in numbers[half:]])
    found: dict[str, float] = {}
    for (file, _, name), (_, _, own, _, _) in Stats(profile).stats.items():  # type: ignore[attr-defined]
        part = next(
            (part for part, marks in PARTS.items() if any(one in f"{file} {name}" for one in marks)),
            "the rest",
        )
        found[part] = found.get(part, 0.0) + own
    whole = sum(found.values())
    parts = ", ".join(
        f"{name} {share / whole:.0%}" for name, share in sorted(found.items(), key=lambda one: -one[1])
    )
    return (
        f"{worked * 1e3:.2f} of {took * 1e3:.2f} ms are processor time, the rest waits for the disk; {parts}"
    )


def _filed(count: int) -> list[str]:
    """Cases that wait for the intake desk, each with its papers."""
    from django.db import transaction

    from shencha.procedure.acts import Filed
    from shencha.records.acts.record import open_case
    from shencha.records.clock import now, today

    by = _membership("owner@yunqi.example")
    papers = ("declaration", "analysis_report", "listing_documents")
    numbers = [f"2026-{n + 1:04d}" for n in range(count)]
    with transaction.atomic():
        for number in numbers:
            open_case(
                number,
                Filed(today(), papers, party="yunqi", ground="foreign_listing", title="赴国外上市"),
                by=by,
                key=f"bench-{number}",
                at=now(),
            )
    return numbers


def _accept(number: str) -> None:
    from shencha.procedure.acts import MaterialsAccepted
    from shencha.records.acts.record import record
    from shencha.records.clock import today

    by = _membership("clerk@office.example")
    record(number, MaterialsAccepted(today()), by=by, key=f"accept-{number}", expected=1)


_held: dict[str, Any] = {}


def _membership(email: str) -> Any:
    """Read once, as a request reads it before its act."""
    from shencha.records.models import Membership

    if email not in _held:
        _held[email] = Membership.objects.select_related("person", "organisation").get(person__email=email)
    return _held[email]


def _a_row() -> dict[str, Any]:
    """The columns of an event as they are stored."""
    from shencha.records.models import StoredEvent

    return StoredEvent.objects.values().first() or {}


def _bare(file: Path, row: dict[str, Any]) -> Callable[[int], None]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    columns = [name for name in row if name != "id"]
    connection.execute(
        f"CREATE TABLE event (id INTEGER PRIMARY KEY, {', '.join(columns)})".replace("on,", '"on",')
    )
    insert = f"INSERT INTO event VALUES (NULL, {', '.join('?' * len(columns))})"
    values = [str(row[name]) if not isinstance(row[name], bytes | int) else row[name] for name in columns]

    def one(_: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(insert, values)
        connection.execute("COMMIT")

    return one


def _create(row: dict[str, Any], n: int) -> None:
    from shencha.records.models import StoredEvent

    fresh = {"sequence": 1_000 + n, "key": f"create-{n}", "log_index": 10_000_000 + n}
    StoredEvent.objects.create(**{name: value for name, value in row.items() if name != "id"} | fresh)


def _desks(folder: Path) -> list[Row]:
    from shencha.records.clock import today
    from shencha.records.reads import worklists
    from shencha.server.sample import instance as sample

    sample.settle(today())
    rows, taken, lists = [], dict[tuple[str, int], float](), dict[int, dict[str, float]]()
    desks = {
        "officer": "officer@office.example",
        "member": "liaison@ndrc.example",
        "party": "owner@yunqi.example",
    }
    for size in (SMALL, MIDDLE, LARGE):
        _fill(size)
        for desk, email in desks.items():
            by = _membership(email)
            taken[desk, size] = best(lambda: worklists.desk(by, today()), rounds=30)  # noqa: B023
        if size < LARGE:
            lists[size] = _lists()
    small, middle = taken["member", SMALL], taken["member", MIDDLE]
    rows.append(
        Row(f"the member's desk, {MIDDLE:,} open cases", f"{SMALL:,} open cases", middle, small, middle / small,
            "< 2 times", middle / small < 2)
    )  # fmt: skip
    worst = max(QUERIES, key=lambda query: lists[MIDDLE][query] / lists[SMALL][query])
    small, middle = lists[SMALL][worst], lists[MIDDLE][worst]
    rows.append(
        Row(f"the list of cases, {MIDDLE:,} cases, whatever is asked", f"{SMALL:,} cases", middle, small,
            middle / small, "< 2 times", middle / small < 2, f"slowest to grow: {worst or 'no filter'}")
    )  # fmt: skip
    for desk in desks:
        small, large = taken[desk, SMALL], taken[desk, LARGE]
        rows.append(
            Row(f"the {desk}'s desk, {LARGE:,} open cases", f"{SMALL:,} open cases", large, small, large / small,
                "< 3 times", large / small < 3)
        )  # fmt: skip
    return rows


QUERIES = (
    "",
    "state=special",
    "officer=-",
    "overdue=yes",
    "paused=yes",
    "sort=due",
    "text=000099",
    "party=云栖",
)
"""What is asked of the list of cases, as an address says it."""


def _lists() -> dict[str, float]:
    """The page of the list of cases, by what is asked of it, without what stands before every page."""
    from django.test import RequestFactory

    from shencha.web.desks.listing import cases

    by, taken = _membership("officer@office.example"), {}
    for query in QUERIES:

        def page(query: str = query) -> None:
            request = RequestFactory().get(f"/cases/?{query}")
            request.user, request.acting, request.session = by.person, by, {}  # type: ignore[attr-defined]
            assert cases(request).status_code == 200

        taken[query] = best(page, rounds=30)
    return taken


def _fill(size: int) -> None:
    """That many open cases, a tenth of them before the members, due within four months around today."""
    from shencha.records.clock import today
    from shencha.records.models import CaseFile, CaseUnit, Organisation, Todo

    there = CaseFile.objects.count()
    parties = list(Organisation.objects.filter(kind="party"))
    states = ("filed", "intake", "preliminary", "preliminary", "preliminary", "consultation", "special")
    cases = CaseFile.objects.bulk_create(
        [
            CaseFile(
                number=f"2025-{n:06d}",
                ground="foreign_listing",
                title="赴国外上市",
                party=parties[n % len(parties)],
                state=states[n % len(states)],
                sequence=4,
                opened_on=today() - timedelta(days=n % 300),
                due_on=today() + timedelta(days=n % 120 - 60),
                paused=n % 10 == 0,
            )
            for n in range(there, size)
        ],
        batch_size=5_000,
    )
    todos, units = [], []

    def owed(case: CaseFile, who: str, act: str, due: date | None) -> Todo:
        return Todo(
            case=case,
            who=who,
            office=who == "office",
            party_id=case.party_id,
            act=act,
            due=due,
            article="11",
            since=today(),
        )

    for n, case in enumerate(cases):
        due = today() + timedelta(days=n % 120 - 20)
        if case.state == "consultation":
            members = ("ndrc", "miit", "mss")
            units += [CaseUnit(case=case, unit=unit) for unit in members]
            todos += [owed(case, unit, "opinion_received", due) for unit in members]
        else:
            todos.append(owed(case, "office", "proposal_sent", due))
            if n % 10 == 0:
                todos.append(owed(case, "party", "supplement_received", None))
    Todo.objects.bulk_create(todos, batch_size=5_000)
    CaseUnit.objects.bulk_create(units, batch_size=5_000)
