"""The published statistics of a hundred thousand cases against the same aggregates in plain SQL."""  # noqa: A005

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.instance import on_an_instance
from benchmarks.row import Row, best

CASES = 100_000
YEAR = 2026
AT = date(2026, 11, 2)
CASES_SQL = """
SELECT ground, standing, COUNT(*), SUM(extended), SUM(waited), SUM(dissent), SUM(special)
FROM records_casefigure WHERE year = ? GROUP BY ground, standing
"""
STEPS_SQL = """
SELECT instrument, clock, CASE WHEN status = 'running' AND due < ? THEN 'overdue' ELSE status END AS stands,
       used, waited, COUNT(*)
FROM records_stepfigure WHERE year = ? GROUP BY instrument, clock, stands, used, waited
"""


def run() -> list[Row]:
    """Measured in a process of its own, on an instance that is thrown away."""
    return on_an_instance(_measure)


def _measure(folder: Path) -> list[Row]:

    from shencha.law.calendar.workdays import published
    from shencha.records.clock import today
    from shencha.records.reads import figures
    from shencha.server.sample import instance as sample
    from shencha.studies.statistics import publish

    sample.settle(today())
    sample.tell(today())
    begun = time.perf_counter()
    folded = figures.catch_up(published())
    each = (time.perf_counter() - begun) / folded
    _fill()
    file = next(folder.glob("*.sqlite3"))
    plain = best(_plain(file))
    added = best(lambda: figures.tally(YEAR, AT))

    def told() -> object:
        return publish(figures.tally(YEAR, AT), AT).as_dict()

    whole = best(told)
    work = f"statistics over {CASES:,} cases"
    note = f"rows made from events beforehand, {each * 1e6:.0f} µs a case that moved"
    against = "the same aggregates in plain SQL (sqlite3)"
    return [
        Row(f"{work}, added up", against, added, plain, added / plain, "<= 3 times", added / plain <= 3, note),
        Row(f"{work}, small numbers withheld", against, whole, plain, whole / plain, "<= 3 times",
            whole / plain <= 3, "read once a day, then from memory"),
    ]  # fmt: skip


def _plain(file: Path) -> Callable[[], object]:
    connection = sqlite3.connect(file)

    def asked() -> list[Any]:
        rows = connection.execute(CASES_SQL, (YEAR,)).fetchall()
        return rows + connection.execute(STEPS_SQL, (AT.isoformat(), YEAR)).fetchall()

    return asked


def _fill() -> None:
    """The rows of many cases, each copied from one that the sample's events made."""
    from shencha.records.models import CaseFigure, CaseFile, StepFigure

    figures = list(CaseFigure.objects.all())
    steps: dict[int, list[StepFigure]] = {}
    for step in StepFigure.objects.all():
        steps.setdefault(step.case_id, []).append(step)
    cases = CaseFile.objects.bulk_create(
        [CaseFile(number=f"B-{n:06d}", ground="procurement", title="采购") for n in range(CASES)],
        batch_size=5_000,
    )
    fresh, clocks = [], []
    for n, case in enumerate(cases):
        kind = figures[n % len(figures)]
        fresh.append(_copy(kind, case_id=case.pk, year=YEAR))
        for step in steps.get(kind.case_id, []):
            used = None if step.used is None else (step.used + n) % 60
            clocks.append(_copy(step, case_id=case.pk, year=YEAR, used=used))
    CaseFigure.objects.bulk_create(fresh, batch_size=5_000)
    StepFigure.objects.bulk_create(clocks, batch_size=5_000)


def _copy(row: Any, **other: Any) -> Any:
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}
    return type(row)(**kept | other)
