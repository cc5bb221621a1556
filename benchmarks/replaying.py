"""Replaying stored cases into their states, beside the eventsourcing library's own replay of as many events."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.instance import on_an_instance
from benchmarks.row import Row, best

CASES = int(os.environ.get("SHENCHA_BENCH_CASES", "10000"))


def run() -> list[Row]:
    """Measured in a process of its own, on instances that are thrown away; both read from SQLite."""
    return on_an_instance(_measure)


def _measure(folder: Path) -> list[Row]:
    payloads = _history()
    ours = _ours(payloads)
    reference = _reference(folder / "reference.sqlite3", len(payloads))
    ours_s, reference_s = best(ours, rounds=3), best(reference, rounds=3)
    return [
        Row(
            f"replaying {CASES:,} stored cases of {len(payloads)} events",
            "eventsourcing's own replay of as many events on SQLite",
            ours_s,
            reference_s,
            reference_s / ours_s,
            ">= 3 times faster",
            reference_s / ours_s >= 3,
        )
    ]


def _history() -> list[dict[str, Any]]:
    """One case from filing to conclusion, as it is stored."""
    from datetime import date

    from shencha.procedure import acts as e
    from shencha.procedure.acts import event_to

    on, members = date(2026, 3, 2), ("cac", "ndrc", "miit", "mps", "mss")
    steps = (
        e.Filed(on, ("declaration", "analysis_report", "listing_documents")),
        e.SupplementRequested(on, ("analysis_report",)),
        e.SupplementReceived(on, ("analysis_report",)),
        e.MaterialsAccepted(on),
        e.DeterminationNotified(on, review=True),
        e.PreliminaryExtended(on, 15, "complex"),
        e.ProposalSent(on, "not_affecting", members),
        *(e.OpinionReceived(on, one, "agree") for one in members),
        e.ConclusionNotified(on, "not_affecting"),
    )
    return [event_to(step) for step in steps]


def _ours(payloads: list[dict[str, Any]]) -> Callable[[], object]:
    """Cases in the real tables, read a thousand at a time."""
    from datetime import UTC, datetime

    from shencha.records.acts.record import folded
    from shencha.records.models import CaseFile, Person, StoredEvent

    person = Person.objects.create_user("a@example.org", name="A")
    files = CaseFile.objects.bulk_create(
        [
            CaseFile(number=f"2026-{n:06d}", ground="foreign_listing", title="x", sequence=len(payloads))
            for n in range(CASES)
        ],
        batch_size=2_000,
    )
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    for begin in range(0, CASES, 1_000):
        StoredEvent.objects.bulk_create(
            [
                StoredEvent(
                    case=file,
                    sequence=n + 1,
                    name=payload["event"],
                    on=payload["on"],
                    payload=payload,
                    by=person,
                    role="case_officer",
                    recorded_at=moment,
                    key=f"{file.pk}-{n}",
                    log_index=file.pk * 100 + n,
                    salt=b"s" * 32,
                    nodes=b"",
                    note="",
                )
                for file in files[begin : begin + 1_000]
                for n, payload in enumerate(payloads)
            ],
            batch_size=2_000,
        )

    def replayed() -> object:
        return [case.state for case in folded(CaseFile.objects.all())]

    return replayed


def _reference(file: Path, events: int) -> Callable[[], object]:
    """As many aggregates of as many events, stored by the library and read by its own repository."""
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Case(Aggregate):
        @event("Begun")
        def __init__(self, ground: str) -> None:
            self.ground, self.states = ground, 0

        @event("Moved")
        def move(self, name: str, on: str) -> None:
            self.states += 1

    kept = Application(
        env={
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(file),
            "AGGREGATE_CACHE_MAXSIZE": "",
        }
    )
    ids: list[UUID] = []
    for begin in range(0, CASES, 200):
        batch = []
        for _ in range(begin, min(begin + 200, CASES)):
            case = Case("foreign_listing")
            for n in range(events - 1):
                case.move(f"step-{n}", "2026-03-02")
            batch.append(case)
            ids.append(case.id)
        kept.save(*batch)

    def replayed() -> object:
        return [kept.repository.get(one).states for one in ids]

    return replayed
