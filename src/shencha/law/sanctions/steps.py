"""The penalty's own days: until when a breach can be punished, and by when each step of the procedure is due.

Days of 2, 3, 5 and 7 are working days in the Administrative Penalty Law (Article 85), all others calendar days.
The starting day is not counted, and a period of years or months ends on the day of the same number, or on the
month's last day where there is none (policy: the articles are silent).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Literal

from shencha.law.calendar.periods import Due, due
from shencha.law.calendar.workdays import Workdays
from shencha.law.data import facts_of
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.sanctions.facts import SanctionFacts
from shencha.law.sanctions.provisions import (
    Cited,
    Names,
    cited,
    cited_of,
    instrument_from,
    of_its_day,
)
from shencha.shapes import SPREAD, Key, Shape

Status = Literal["waiting", "open", "met", "missed", "overdue", "lapsed", "not_on_record"]
"""`waiting` for what starts it; `lapsed` is a right not used; `not_on_record`: a later step was done and this one is
not told."""


@dataclass(frozen=True, slots=True)
class Limitation(Shape):
    """Until when an act can be punished if it is not discovered."""

    TOLD = "ends barred on_record missing reasons"

    ends: Annotated[tuple[date, ...], Key("last_day")]
    """The last day; two where it is not known which of the two periods applies, none while it cannot be told."""
    barred: Holds
    missing: Names
    reasons: tuple[Cited, ...]
    on_record: bool = True
    """Is the law on record that governs it on the day of decision?"""


@dataclass(frozen=True, slots=True)
class Step(Shape):
    """One step of the penalty's procedure."""

    TOLD = "id started due count done status provisional earliest latest certain warning cited"

    id: Annotated[str, Key("step")]
    cited: Annotated[Cited, SPREAD]
    started: date | None
    due: date | None
    count: Literal["workdays", "calendar"] | None
    """None where no number of days is set."""
    done: date | None
    status: Status
    provisional: bool = False
    earliest: date | None = None
    """Where a holiday notice is awaited, the days between which the due day lies."""
    latest: date | None = None
    warning: Cited | None = None
    """What is to be seen although the step was done."""

    @property
    def certain(self) -> bool:
        """Will no holiday notice move the day?"""
        return self.due is not None and (not self.provisional or self.earliest == self.latest is not None)


def limitation(facts: SanctionFacts, at: int, on: date) -> Limitation:
    """The limitation of one act; open where the law that governs it is not on record (before 2021-07-15).

    Args:
        on: the day of decision.
    """
    short, long = cited("limitation"), cited("limitation_long")
    since = instrument_from(short.instrument)
    if on < since:
        return Limitation((), UNKNOWN, (), (of_its_day(short, on),), on_record=False)
    act = facts.acts[at]
    found = act.said["found_in_time"]
    longer = act.said["citizens_safety"] & act.said["harmful_consequence"]
    older = act.end is not None and act.end < since
    if older and longer is YES:
        longer = UNKNOWN
    reasons: tuple[Cited, ...] = {NO: (short,), UNKNOWN: (short, long), YES: (long,)}[longer]
    if older:
        reasons = (*reasons, cited("limitation_older"))
    missing = [
        f"acts.{at}.{name}"
        for name in ("citizens_safety", "harmful_consequence")
        if longer is UNKNOWN and act.said[name] is UNKNOWN
    ]
    if act.ongoing is YES:
        return Limitation((), NO, (), reasons)
    seen = act.discovered_on or facts.steps.get("opened_on")
    rules = facts_of("sanctions/penalties.yaml")["rules"]
    if act.end is None:
        shortest = act.start and months_later(act.start, 12 * rules["limitation"]["years"])
        if shortest and (seen or on) <= shortest:  # whenever it ended since, the time has not run out
            return Limitation((), NO, (), reasons)
        return _as_found(found, Limitation((), UNKNOWN, (f"acts.{at}.until", *missing), reasons), at)
    years = {NO: ("limitation",), UNKNOWN: ("limitation", "limitation_long"), YES: ("limitation_long",)}[
        longer
    ]
    ends = tuple(months_later(act.end, 12 * rules[name]["years"]) for name in years)
    late = [(seen or on) > end for end in ends]
    barred = NO if not any(late) else YES if all(late) and seen else UNKNOWN
    if barred is not UNKNOWN:
        return Limitation(ends, barred, (), reasons)
    if seen is None:  # it is known on the day asked of, and may have been discovered before
        missing.append(f"acts.{at}.discovered_on")
    return _as_found(found, Limitation(ends, UNKNOWN, tuple(dict.fromkeys(missing)), reasons), at)


def _as_found(found: Holds, open_: Limitation, at: int) -> Limitation:
    """What the days leave open, as the authority's own finding settles it."""
    if found is UNKNOWN:
        return replace(open_, missing=(*open_.missing, f"acts.{at}.found_in_time"))
    return replace(open_, barred=~found, missing=(), reasons=(*open_.reasons, cited("limitation_found")))


def months_later(start: date, months: int) -> date:
    """The day of the same number so many months later, or the month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def steps(facts: SanctionFacts, on: date, calendar: Workdays) -> tuple[Step, ...]:
    """Each step of the law on record (since 2021-07-15) with its clock."""
    found = tuple(_steps(facts, on, calendar))
    early = _decided_early(facts, found)
    return tuple(replace(one, warning=early) if one.id == "decision" else one for one in found)


def _decided_early(facts: SanctionFacts, found: tuple[Step, ...]) -> Cited | None:
    """That it was decided while a hearing could still be asked for, if nobody had asked before."""
    decided = facts.steps.get("decided_on")
    asking = next(one for one in found if one.id == "hearing_request")
    if decided is None or asking.due is None or asking.done or decided > asking.due:
        return None
    told = cited_of(facts_of("sanctions/penalties.yaml")["decided_early"])
    return replace(told, text=told.text.fill(decided=decided, until=asking.due))


def _steps(facts: SanctionFacts, on: date, calendar: Workdays) -> Iterator[Step]:
    for data in facts_of("sanctions/penalties.yaml")["steps"]:
        if "since" in data and on < date.fromisoformat(data["since"]):
            continue
        done = facts.steps.get(data["done"])
        if "before" in data:
            decided = facts.steps.get(data["before"])
            status: Status = "met" if done else "not_on_record" if decided else "open"
            yield Step(data["id"], cited_of(data), None, None, None, done, status)
            continue
        started = facts.steps.get(data["after"])
        if started is None:
            yield Step(
                data["id"],
                cited_of(data),
                None,
                None,
                data["count"],
                done,
                "not_on_record" if done else "waiting",
            )
            continue
        provisional, first, late = False, None, None
        if "months" in data:
            last = months_later(started, data["months"])
        elif data["count"] == "workdays":
            found = due(started, data["days"], calendar)
            last, provisional, first, late = found.due, found.provisional, found.earliest, found.latest
        else:
            last = started + timedelta(data["days"])
        if done:
            status = "met" if done <= last else "missed"
        elif on <= last:
            status = "open"
        else:
            status = "overdue" if data["done"] in ("decided_on", "served_on") else "lapsed"
        yield Step(
            data["id"], cited_of(data), started, last, data["count"], done, status, provisional, first, late
        )


@dataclass(frozen=True, slots=True)
class Hearing(Shape):
    """Whether the party may ask for a hearing, and by which rule."""

    holds: Holds
    cited: Annotated[Cited, SPREAD]


def hearing(measures: frozenset[str], fine_possible: bool) -> Hearing | None:
    """May the party ask for a hearing? None where neither a fine nor such a measure is in question."""
    data = facts_of("sanctions/penalties.yaml")["hearing"]
    word = "yes" if measures & set(data["measures"]) else "unknown" if fine_possible else None
    if word is None:
        return None
    told = cited_of({**data, "text": data[word]})
    return Hearing(YES if word == "yes" else UNKNOWN, told)


def late_payment() -> Cited:
    """What a fine not paid in time costs."""
    return cited_of(facts_of("sanctions/penalties.yaml")["late_payment"])


def hearing_until(told: date, calendar: Workdays) -> Due:
    """Until when a hearing can be asked for, once the notice of rights was served."""
    data = next(
        one for one in facts_of("sanctions/penalties.yaml")["steps"] if one["id"] == "hearing_request"
    )
    return due(told, data["days"], calendar)


def hearing_from(told: date, calendar: Workdays) -> tuple[date, Cited]:
    """The first day on which a hearing may be held of which the party was told that day, and the rule."""
    data = facts_of("sanctions/penalties.yaml")["hearing_notice"]
    return due(told, data["days"], calendar).due + timedelta(1), cited_of(data)


def not_heavier() -> Cited:
    """The rule that a defence never makes the penalty heavier."""
    return cited_of(facts_of("sanctions/penalties.yaml")["not_heavier"])
