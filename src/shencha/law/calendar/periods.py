"""A statutory period in working days: the day by whose end it runs out, or the pause that holds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from shencha.law.calendar.extraordinary import extraordinary
from shencha.law.calendar.ranges import ends
from shencha.law.calendar.unpublished import MODEL
from shencha.law.calendar.workdays import Day, Pause, Workdays, apart
from shencha.shapes import MAYBE, Count, Key, Positive, Schema, Shape, document
from shencha.text import Text

_HELD: Schema = {
    "if": {"properties": {"provisional": {"const": True}}},
    "then": {"required": ["missing_notice", "model"]},
    "else": {"properties": {"missing_notice": False, "model": False}},
}


@dataclass(frozen=True, slots=True)
class Due(Shape):
    """When a period runs out, and why."""

    TOLD = "start days due earliest latest certain provisional ledger missing_notice model extraordinary"
    MORE = _HELD

    start: Annotated[date, Key("from")]
    days: Positive
    due: Annotated[date, "while a notice is awaited, the day by the holiday regulation alone"]
    provisional: Annotated[bool, "a holiday notice that the answer depends on is not out yet"]
    missing_notice: Annotated[int | None, MAYBE, "year of the first holiday notice that is awaited"]
    pauses: tuple[Pause, ...] = ()
    earliest: Annotated[
        date | None, "no notice still awaited lets it end before; null: no lunar days tabled"
    ] = None
    latest: Annotated[
        date | None, "nor later than this; null also where one lets an open pause hold it up"
    ] = None
    calendar: Workdays = field(kw_only=True, repr=False, compare=False)

    @property
    def certain(self) -> Annotated[bool, "both are the same day"]:
        """Do all notices of the model end it on one day?"""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def model(self) -> Annotated[Text | None, MAYBE, "for which notices the range holds"]:
        """What is supposed of notices that are not out."""
        return MODEL if self.missing_notice else None

    @property
    def extraordinary(
        self,
    ) -> Annotated[tuple[Text, ...], MAYBE, "what notices did in the period that no ordinary one does"]:
        """What notices did in the period that no ordinary one does."""
        return extraordinary(self.calendar, self.start, self.due)

    @property
    def ledger(self) -> tuple[Day, ...]:
        """Every calendar day from the one after `start` to `due`, each with its reason."""
        return self.calendar.ledger(self.start, self.due, self.pauses)

    def under(self, calendar: Workdays) -> Due:
        """The same period by another calendar, such as one with a notice that has just come out."""
        return due(self.start, self.days, calendar, self.pauses)


@dataclass(frozen=True, slots=True)
class Waiting(Shape):
    """A period that an open pause holds up: it has no last day until the pause ends."""

    TOLD = "start days due earliest latest certain since counted provisional ledger missing_notice model"
    MORE = _HELD

    start: Annotated[date, Key("from")]
    days: Positive
    since: Annotated[date, Key("paused_since"), "day on which the pause began; days after it do not count"]
    counted: Annotated[Count, "working days used up to then"]
    provisional: bool
    missing_notice: Annotated[int | None, MAYBE, "year of the first holiday notice that is awaited"]
    pauses: tuple[Pause, ...]
    calendar: Workdays = field(kw_only=True, repr=False, compare=False)

    due: None = field(default=None, init=False)
    earliest: None = field(default=None, init=False)
    latest: None = field(default=None, init=False)
    certain: Literal[False] = field(default=False, init=False)

    @property
    def model(self) -> Annotated[Text | None, MAYBE, "for which notices the range holds"]:
        """What is supposed of notices that are not out."""
        return MODEL if self.missing_notice else None

    @property
    def ledger(self) -> tuple[Day, ...]:
        """Every calendar day from the one after `start` to `since`, each with its reason."""
        return self.calendar.ledger(self.start, self.since, self.pauses)

    def if_ended(self, on: date) -> Due:
        """When the period would run out if what is awaited arrived that day, or on `since` if that is later."""
        end = max(on, self.since)
        over = (Pause(p.start, end, p.reason) if p.end is None and p.start <= end else p for p in self.pauses)
        return due(self.start, self.days, self.calendar, [p for p in over if p.end is not None])


def clock_schema() -> Schema:
    """What `shencha clock --json` prints: a period that ends, or one that a pause holds up."""
    return document("shencha clock", None, Due, Waiting)


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
