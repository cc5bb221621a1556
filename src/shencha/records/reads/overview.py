"""What a leader asks on a Friday: how many cases at which step, who is late and by how much, this week, the trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncMonth

from shencha.procedure.acts.registry import ENDING
from shencha.procedure.case import ENDS, State
from shencha.records import access
from shencha.records.models import CaseFile, Membership, StoredEvent, Todo
from shencha.records.reads import worklists

MONTHS = 12
SHOWN = 12
"""Lines of a list; how many there are is said beside it."""


@dataclass(frozen=True, slots=True)
class Month:
    """What came in and what ended in a month."""

    first: date
    came: int
    ended: int


@dataclass(frozen=True, slots=True)
class Late:
    """Someone who owes what is out of time."""

    who: str
    """As to-dos name them."""
    count: int
    since: date
    """The earliest day that has passed."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A page's worth, of the cases that its reader may know of."""

    by_state: tuple[tuple[State, int], ...]
    late: tuple[Late, ...]
    overdue: list[Todo]
    overdue_total: int
    week: list[Todo]
    week_total: int
    months: tuple[Month, ...]

    @property
    def open(self) -> int:
        """Cases under way."""
        return sum(count for _, count in self.by_state)


def overview(membership: Membership, on: date) -> Overview:
    """The office's work on a day, in a constant number of queries."""
    cases = access.cases_of(membership).filter(sequence__gt=0).order_by()
    counts = dict(cases.values_list("state").annotate(n=Count("id")))
    everything = worklists.owed_by(membership) | worklists.owed_by_others(membership)
    passed = everything.filter(due__lt=on).order_by("due", "id")
    week = everything.filter(due__gte=on, due__lt=on + timedelta(7)).order_by("due", "id")
    return Overview(
        tuple(
            (state, counts[state.value]) for state in State if state not in ENDS and counts.get(state.value)
        ),
        _late(passed),
        list(passed[:SHOWN]),
        passed.count(),
        list(week[:SHOWN]),
        week.count(),
        tuple(_months(cases, on)),
    )


def _late(passed: QuerySet[Todo]) -> tuple[Late, ...]:
    """By who owes it: how much, and since when; the longest first."""
    owed: Counter[str] = Counter()
    since: dict[str, date] = {}
    for who, due in passed.values_list("who", "due"):
        assert due is not None
        owed[who] += 1
        since[who] = min(since.get(who, due), due)
    return tuple(Late(who, owed[who], since[who]) for who in sorted(owed, key=lambda who: since[who]))


def _months(cases: QuerySet[CaseFile], on: date) -> Sequence[Month]:
    firsts = [_month_before(on, back) for back in reversed(range(MONTHS))]
    came = dict(
        cases.filter(opened_on__gte=firsts[0])
        .annotate(month=TruncMonth("opened_on"))
        .values_list("month")
        .annotate(n=Count("id"))
    )
    gone = cases.filter(state__in=[state.value for state in ENDS])
    days = (
        StoredEvent.objects.filter(case__in=gone.values("pk"), name__in=ENDING)
        .order_by()
        .values_list("case")
        .annotate(last=Max("on"))
    )
    ended = Counter(day.replace(day=1) for _, day in days.filter(last__gte=firsts[0]))
    return [Month(first, came.get(first, 0), ended[first]) for first in firsts]


def _month_before(on: date, back: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 - back, 12)
    return date(year, month + 1, 1)
