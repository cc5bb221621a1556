"""A statutory period in working days: the day by whose end it runs out, or the pause that holds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shencha.law.calendar.extraordinary import extraordinary
from shencha.law.calendar.ranges import ends
from shencha.law.calendar.unpublished import MODEL
from shencha.law.calendar.workdays import Day, Pause, Workdays, apart
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Due:
    """When a period runs out, and why."""

    start: date
    days: int
    due: date
    """While a notice is awaited, the day by the holiday regulation alone."""
    provisional: bool
    """A holiday notice that the answer depends on is not out yet."""
    missing_notice: int | None
    """Year of the first holiday notice that is awaited, if the answer is provisional."""
    pauses: tuple[Pause, ...] = ()
    earliest: date | None = None
    """No notice of the model in `unpublished` lets it run out before; None where lunar days are not tabled."""
    latest: date | None = None
    """No notice of the model lets it run out later; None also where one lets an open pause hold it up."""
    calendar: Workdays = field(kw_only=True, repr=False, compare=False)

    @property
    def certain(self) -> bool:
        """Do all notices of the model end it on one day?"""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def extraordinary(self) -> tuple[Text, ...]:
        """What notices did in the period that no ordinary one does."""
        return extraordinary(self.calendar, self.start, self.due)

    @property
    def ledger(self) -> tuple[Day, ...]:
        """Every calendar day from the one after `start` to `due`, each with its reason."""
        return self.calendar.ledger(self.start, self.due, self.pauses)

    def under(self, calendar: Workdays) -> Due:
        """The same period by another calendar, such as one with a notice that has just come out."""
        return due(self.start, self.days, calendar, self.pauses)

    def as_dict(self) -> dict[str, Any]:
        """The contract's answer of `shencha clock`."""
        answer: dict[str, Any] = {
            "from": self.start.isoformat(),
            "days": self.days,
            "due": self.due.isoformat(),
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "certain": self.certain,
            "provisional": self.provisional,
            "ledger": [day.as_dict() for day in self.ledger],
        }
        if self.missing_notice:
            answer |= {"missing_notice": self.missing_notice, "model": MODEL.as_dict()}
        if told := self.extraordinary:
            answer["extraordinary"] = [one.as_dict() for one in told]
        return answer


@dataclass(frozen=True, slots=True)
class Waiting:
    """A period that an open pause holds up: it has no last day until the pause ends."""

    start: date
    days: int
    since: date
    """Day on which the pause began; days after it do not count."""
    counted: int
    """Working days used up to then."""
    provisional: bool
    missing_notice: int | None
    pauses: tuple[Pause, ...]
    calendar: Workdays = field(kw_only=True, repr=False, compare=False)

    @property
    def ledger(self) -> tuple[Day, ...]:
        """Every calendar day from the one after `start` to `since`, each with its reason."""
        return self.calendar.ledger(self.start, self.since, self.pauses)

    def if_ended(self, on: date) -> Due:
        """When the period would run out if what is awaited arrived that day, or on `since` if that is later."""
        end = max(on, self.since)
        over = (Pause(p.start, end, p.reason) if p.end is None and p.start <= end else p for p in self.pauses)
        return due(self.start, self.days, self.calendar, [p for p in over if p.end is not None])

    def as_dict(self) -> dict[str, Any]:
        """The contract's answer of `shencha clock`; `due` is null, `paused_since` says since when."""
        answer: dict[str, Any] = {
            "from": self.start.isoformat(),
            "days": self.days,
            "due": None,
            "earliest": None,
            "latest": None,
            "certain": False,
            "paused_since": self.since.isoformat(),
            "counted": self.counted,
            "provisional": self.provisional,
            "ledger": [day.as_dict() for day in self.ledger],
        }
        if self.missing_notice:
            answer |= {"missing_notice": self.missing_notice, "model": MODEL.as_dict()}
        return answer


def due(start: date, days: int, calendar: Workdays, pauses: Sequence[Pause] = ()) -> Due:
    """The day by whose end a statutory period runs out, Asia/Shanghai.

    Args:
        start: day of the act that starts the period; not counted itself.
        days: length in working days, at least 1.
        pauses: spans whose working days do not count, in any order; where they overlap each day goes out once.
    Returns:
        The day, one ledger entry per calendar day, and whether it is provisional.
    Raises:
        ValueError: days < 1, a pause that is still open on the due day, or a day outside the calendar. A year
            without a notice does not raise: the answer is provisional.
    Source: Measures 2022, Articles 9, 11, 12, 14, 15; the State Council's holiday notices; open points
        pause_endpoints, time_zone and first_day.
    """
    found = period(start, days, calendar, pauses)
    if isinstance(found, Waiting):
        raise ValueError(f"a pause since {found.since} is still open: no due day exists until it ends")
    return found


def period(start: date, days: int, calendar: Workdays, pauses: Sequence[Pause] = ()) -> Due | Waiting:
    """A period that has its last day, or that an open pause holds up; otherwise as `due`.

    Raises:
        ValueError: days < 1, or a day outside the calendar.
    """
    if days < 1:
        raise ValueError(f"{days} working days; a period has at least 1")
    kept = tuple(pauses)
    spans = apart(kept) if kept else ()
    target = calendar.total(start) + days
    for begin, end in spans:
        begin = max(begin, start)
        if end is not None and end <= begin:
            continue
        if calendar.nth(target) <= begin:
            break
        before = calendar.total(begin)
        if end is None:
            missing = calendar.missing_notice(start, begin)
            used = days - (target - before)
            return Waiting(start, days, begin, used, missing is not None, missing, kept, calendar=calendar)
        target += calendar.total(end) - before
    last = calendar.nth(target)
    if last.toordinal() < calendar.open_from:
        return Due(start, days, last, False, None, kept, last, last, calendar=calendar)
    first, late = ends(calendar, start, days, spans)
    missing = calendar.missing_notice(start, last)
    if missing is None and first != late:
        missing = last.year + 1
    return Due(start, days, last, missing is not None, missing, kept, first, late, calendar=calendar)
