"""The working-day calendar of this instance: the notices it was shipped with, and those put in force here since."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponse

from shencha.law.calendar.notices import HolidayNotice, Publication
from shencha.law.calendar.notices import notice_of as notice_of_data
from shencha.law.calendar.workdays import Workdays, published
from shencha.law.data import Confidence
from shencha.records.models import TakenNotice
from shencha.records.prepared import Select

_IN_FORCE = Select(
    lambda state: (
        TakenNotice.objects.filter(state=state).order_by("decided_at", "pk").values_list("pk", "decided_at")
    )
)
_request: ContextVar[list[Workdays] | None] = ContextVar("workdays", default=None)
"""The calendar of the request under way, once something in it has counted days."""


def workdays() -> Workdays:
    """The calendar by which days are counted now; read once in a request, so that no page is counted by two."""
    kept = _request.get()
    if kept is None:
        return workdays_now()
    if not kept:
        kept.append(workdays_now())
    return kept[0]


def workdays_now() -> Workdays:
    """The calendar as the database has it at this moment, for whoever is about to write by it."""
    return _made(tuple(_IN_FORCE.rows(TakenNotice.State.IN_FORCE.value)))


def workdays_of_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a request counts days by one calendar."""

    def answer(request: HttpRequest) -> HttpResponse:
        token = _request.set([])
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return answer


@lru_cache(16)
def fingerprint(calendar: Workdays) -> str:
    """Tells calendars apart that count differently: their years and a digest of their days."""
    days = [
        f"{day}{sign}"
        for notice in calendar.notices
        for sign, named in (("-", notice.off), ("+", notice.work))
        for day in sorted(named)
    ]
    digest = sha256(" ".join(days).encode()).hexdigest()[:12]
    return f"{calendar.covered_from.year}-{calendar.notices[-1].year} {digest}"


def notice_of(taken: TakenNotice) -> HolidayNotice:
    """A taken notice as the law's calendar reads it."""
    told = Publication(
        taken.number, date.fromisoformat(str(taken.published_on)), taken.url, Confidence.REREAD
    )
    read = notice_of_data(taken.written | {"year": taken.year, "notices": []})
    return replace(read, publications=(told,))


@lru_cache(8)
def _made(decided: tuple[tuple[int, object], ...]) -> Workdays:
    calendar = published()
    if decided:
        taken = TakenNotice.objects.in_bulk([pk for pk, _ in decided])
        for pk, _ in decided:
            calendar = calendar.with_notice(notice_of(taken[pk]))
    return calendar
