"""The statistics over all stored cases: rows made from their events, added up by the database.

A case whose events have grown, or whose days another holiday notice counts anew, is folded again before
anything is told; the others are not read. Only sums leave, and only through the function that withholds what
is small: whoever reads them, the answer is the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import date

from django.core.cache import caches
from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import OWED
from shencha.procedure.case import Case
from shencha.procedure.clocks import Status, clocks
from shencha.records.acts.record import fold
from shencha.records.models import CaseFigure, CaseFile, StepFigure, StoredEvent, ToldFigures
from shencha.records.workdays import fingerprint, workdays
from shencha.studies.statistics import MARKS, Statistics, Tally, figures_of, publish

BATCH = 500
KEPT_S = 24 * 3600
"""What was told today is told again today."""


def statistics(year: int, at: date) -> Statistics:
    """What is published of the cases opened in that year.

    Years are told apart and never added, so that no number of one gives back one of another.

    Args:
        at: today; what was told once is told unchanged for the rest of the day.
    """
    kept = caches["here"].get(f"statistics:{year}:{at}")
    if isinstance(kept, Statistics):
        return kept
    found = publish(_told(year, at), at)
    _ = found.published
    caches["here"].set(f"statistics:{year}:{at}", found, KEPT_S)
    return found


def whole(year: int, at: date) -> Statistics:
    """The same with nothing withheld, for the office's own people."""
    return replace(statistics(year, at), whole=True)


def _told(year: int, at: date) -> Tally:
    """The sums that are told on that day: whichever process asks first counts them, and all tell the same."""
    told = ToldFigures.objects.filter(year=year, on=at).first()
    if told is None:
        catch_up(workdays())
        counted = tally(year, at)
        sums = {
            one.name: [[*key, n] for key, n in getattr(counted, one.name).items()] for one in fields(Tally)
        }
        told, _ = ToldFigures.objects.get_or_create(year=year, on=at, defaults={"sums": sums})
        ToldFigures.objects.filter(on__lt=at).delete()
    out = Tally()
    for name, rows in told.sums.items():
        getattr(out, name).update({tuple(key): n for *key, n in rows})
    return out


def years() -> list[int]:
    """The years in which a case was opened, the latest first."""
    opened = CaseFile.objects.filter(opened_on__isnull=False)
    return sorted({day.year for day in opened.dates("opened_on", "year")}, reverse=True)


def tally(year: int, at: date) -> Tally:
    """The sums over the cases opened in that year, by the rows that stand."""
    out = Tally()
    having = {mark: Count("id", filter=Q(**{mark: True})) for mark in MARKS}
    cases = CaseFigure.objects.filter(year=year).values_list("ground", "standing")
    for ground, standing, *counts in cases.annotate(n=Count("id"), **having):
        out.standings[ground, standing] += counts[0]
        for mark, n in zip(MARKS, counts[1:], strict=True):
            _add(out.marks, (mark, ground), n)
    late = When(status=Status.RUNNING.value, due__lt=at, then=Value(Status.OVERDUE.value))
    steps = StepFigure.objects.filter(year=year).annotate(
        stands=Choice(late, default=F("status"), output_field=CharField())
    )
    counted = steps.values_list("instrument", "clock", "stands", "used", "waited").annotate(n=Count("id"))
    for instrument, clock, stands, used, waited, n in counted:
        out.statuses[instrument, clock, stands] += n
        if used is not None:
            out.used[instrument, clock, used] += n
            if waited:
                out.waited[instrument, clock, waited] += n
    return out


def _add(to: Counter[tuple[str, str]], key: tuple[str, str], n: int) -> None:
    if n:
        to[key] += n


def catch_up(calendar: Workdays) -> int:
    """Fold every case whose rows are not of its present events and calendar; answers how many."""
    done = 0
    while batch := list(_behind(calendar)[:BATCH]):
        with transaction.atomic():
            held = CaseFile.objects.select_for_update().filter(pk__in=[one.pk for one in batch])
            cases = list(held.prefetch_related("events").order_by("pk"))
            CaseFigure.objects.filter(case__in=cases).delete()
            StepFigure.objects.filter(case__in=cases).delete()
            rows = [_rows(file, calendar) for file in cases]
            CaseFigure.objects.bulk_create(figure for figure, _ in rows)
            StepFigure.objects.bulk_create(step for _, steps in rows for step in steps)
        done += len(cases)
    return done


def _behind(calendar: Workdays) -> QuerySet[CaseFile]:
    now = Concat(Cast("sequence", CharField()), Value(_made_by(calendar)), output_field=CharField())
    begun = CaseFile.objects.filter(sequence__gt=0).annotate(now=now)
    return begun.filter(Q(figure__isnull=True) | ~Q(figure__made_of=F("now"))).order_by("pk")


def _made_by(calendar: Workdays) -> str:
    """What rows rest on besides events: the calendar, and the rule that a filing's clock runs if it is complete."""
    return f" {fingerprint(calendar)} 2"


def _rows(file: CaseFile, calendar: Workdays) -> tuple[CaseFigure, list[StepFigure]]:
    case = fold(file, sorted(file.events.all(), key=lambda event: event.sequence))
    assert case.last is not None
    assert case.opened is not None
    told, year = figures_of(case, case.last, calendar), case.opened.year
    figure = CaseFigure(
        case=file,
        made_of=f"{file.sequence}{_made_by(calendar)}",
        year=year,
        ground=told.ground,
        standing=told.standing,
        **{mark: mark in told.marks for mark in MARKS},
    )
    steps = [
        StepFigure(
            case=file,
            year=year,
            instrument=step.instrument,
            clock=step.clock.value,
            status=Status.RUNNING.value if step.status is Status.OVERDUE else step.status.value,
            due=due,
            used=step.used,
            waited=step.waited,
        )
        for step, due in zip(told.steps, _dues(case, calendar), strict=True)
    ]
    return figure, steps


def _dues(case: Case, calendar: Workdays) -> list[date | None]:
    assert case.last is not None
    return [clock.due for clock in clocks(case, case.last, calendar)]


def times_chased(year: int) -> int:
    """How often the office chased in that year what was late; for the office's own eyes, nothing is withheld."""
    return StoredEvent.objects.filter(name__in=OWED.values(), on__year=year).count()
