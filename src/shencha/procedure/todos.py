"""Who owes what by when.

A to-do's due day is that of its clock and does not depend on the day asked of (only `overdue` does), so a
stored list of to-dos stays true overnight. Where no article sets a day, or the clock is paused, it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.steps import article_of
from shencha.procedure.acts import OWED, EventName
from shencha.procedure.case import Case, ClockName, Commission, State
from shencha.procedure.clocks import Clock, clocks
from shencha.procedure.following import missing_papers, to_sign
from shencha.shapes import MAYBE, Key, Shape


@dataclass(frozen=True, slots=True)
class Todo(Shape):
    """One act that someone owes."""

    TOLD = "who act due article overdue first_due last_due certain provisional"

    who: Annotated[str, "office, party, commission, or a consultee's id"]
    act: EventName
    """The event that will settle it."""
    due: date | None
    article: str
    overdue: bool
    provisional: Annotated[bool, MAYBE] = False
    """While a holiday notice is awaited that may move the day; the range is told only then."""
    first: str | None = None
    """Who did the first half of it, where a second person finishes it: drafted it, or looked at the evidence."""
    first_on: date | None = None
    house: bool = False
    """Does it follow from how the office works, not from an article? Nobody outside is told of it."""
    earliest: date | None = None
    """Where a holiday notice is awaited, the days between which the due day lies."""
    latest: date | None = None
    missing_notice: int | None = None
    """Year of that notice."""
    chased: tuple[date, ...] = ()
    """Days on which the office asked for it again."""

    @property
    def first_due(
        self,
    ) -> Annotated[
        date | None, Key("earliest"), MAYBE, "no holiday notice still awaited makes it due before"
    ]:
        """Between which days the due day lies."""
        return self.earliest if self.provisional else None

    @property
    def last_due(self) -> Annotated[date | None, Key("latest"), MAYBE, "nor later than this"]:
        """The last of these days."""
        return self.latest if self.provisional else None

    @property
    def certain(self) -> Annotated[bool | None, MAYBE, "both are the same day"]:
        """Is it one day, whatever notice comes?"""
        return (self.earliest == self.latest is not None) if self.provisional else None


def todos(case: Case, at: date, calendar: Workdays) -> tuple[Todo, ...]:
    """What is owed on that day; for a partial history nothing, since what was done is not on record."""
    return owed(case, clocks(case, at, calendar), at, calendar)


def owed(case: Case, running: tuple[Clock, ...], at: date, calendar: Workdays) -> tuple[Todo, ...]:
    """As `todos`, from clocks already computed for that day."""
    instrument = case.instrument
    if instrument is None or case.partial or not case.open:
        return ()
    by_clock = {(clock.clock, clock.consultee): clock for clock in running if clock.ended is None}

    def todo(
        who: str,
        act: str,
        step: str,
        clock: ClockName | None = None,
        of: str | None = None,
        day: date | None = None,
    ) -> Todo:
        timed = by_clock.get((clock, of)) if clock else None
        day = timed.due if timed else day
        return Todo(
            who,
            act,
            day,
            article_of(step, instrument),
            day is not None and day < at,
            timed is not None and timed.provisional,
            earliest=timed.earliest if timed else None,
            latest=timed.latest if timed else None,
            missing_notice=timed.missing_notice if timed else None,
            chased=case.chased(act, who) if act in OWED else (),
        )

    def checked_by(one: Todo) -> Todo:
        """The office's policy may have the papers looked at earlier than the article's last day (open point O12)."""
        days = int(case.holds("papers_check_days"))
        if case.papers.received is None or one.due is None:
            return one
        by = due(case.papers.received, days, calendar)
        if by.due >= one.due:
            return one
        return replace(
            one,
            due=by.due,
            overdue=by.due < at,
            provisional=by.provisional,
            earliest=by.earliest,
            latest=by.latest,
            missing_notice=by.missing_notice,
            house=False,
        )

    def found() -> Iterator[Todo]:
        if case.papers.asked:
            yield todo("party", "supplement_received", "supplement", day=wanted_by(case))
        match case.state:
            case State.FILED:
                if not case.papers.asked:
                    if missing_papers(case):
                        yield todo("office", "supplement_requested", "intake")
                    else:
                        yield checked_by(todo("office", "materials_accepted", "intake", ClockName.INTAKE))
            case State.INTAKE:
                yield todo("office", "determination_notified", "intake", ClockName.INTAKE)
            case State.PRELIMINARY:
                yield todo("office", "proposal_sent", "preliminary", ClockName.PRELIMINARY)
            case State.CONSULTATION if case.round:
                for one in case.round.silent:
                    yield todo(one, "opinion_received", "fork", ClockName.CONSULTATION, one)
                if case.round.disagreed:
                    yield todo("office", "special_procedure_notified", "fork")
                elif case.round.agreed:
                    yield todo("office", "conclusion_notified", "fork")
            case State.SPECIAL:
                yield from special()
            case State.AWAITING_COMMISSION if case.in_special:
                yield todo("commission", "commission_decided", "special")
                yield todo("office", "conclusion_notified", "special", ClockName.SPECIAL)
            case State.AWAITING_COMMISSION:
                yield todo("commission", "commission_decided", "ex_officio")
            case State.PROPOSED:
                approved = case.commission is Commission.APPROVED
                yield todo("office", "review_opened" if approved else "submitted_to_commission", "ex_officio")
            case _:
                pass

    def special() -> Iterator[Todo]:
        again = case.round if case.round and case.round.second else None
        if case.commission is Commission.REFUSED:
            yield todo("office", "second_proposal_sent", "special", ClockName.SPECIAL)
            return
        if case.commission is Commission.APPROVED:
            yield todo("office", "conclusion_notified", "special", ClockName.SPECIAL)
            return
        if again is None:
            if not case.heard:
                yield todo("office", "opinions_heard", "special", ClockName.SPECIAL)
            if not case.analysed:
                yield todo("office", "analysis_recorded", "special", ClockName.SPECIAL)
            yield todo("office", "second_proposal_sent", "special", ClockName.SPECIAL)
            return
        for one in again.silent:
            yield todo(one, "opinion_received", "special")
        yield todo("office", "submitted_to_commission", "special", ClockName.SPECIAL)

    return tuple(found())


def wanted_by(case: Case) -> date | None:
    """The first day by which the office wants something of what it still asks for; no article sets one."""
    days = [one.due for one in case.papers.requests if one.due and one.item in case.papers.asked]
    return min(days, default=None)


def on_desks(case: Case, owed: tuple[Todo, ...]) -> tuple[Todo, ...]:
    """What stands on desks: what is owed, and what waits within the house for a first or a second person.

    Args:
        owed: what the articles ask for, as `todos` gives it.
    """
    drafts = {draft.decision.name: draft for draft in to_sign(case)}
    found = []
    for todo in owed:
        draft = drafts.pop(todo.act, None) if todo.who == "office" else None
        found.append(replace(todo, first=draft.by, first_on=draft.on) if draft else todo)
    found += [_in_house(name, draft.by, draft.on) for name, draft in drafts.items()]
    for one in case.obligations:
        if one.active and one.waiting and one.to_decide:
            found.append(_in_house("evidence_decided", one.waiting.checked_by, one.waiting.checked_on))
        elif one.active and one.to_check:
            found.append(_in_house("supervision_recorded"))
    return tuple(found)


def _in_house(act: str, first: str | None = None, first_on: date | None = None) -> Todo:
    return Todo("office", act, None, "", False, False, first, first_on, house=True)


def lies_with(case: Case, owing: Sequence[str]) -> tuple[str, ...]:
    """Who moves the case on: the party, the office, the Commission or consultees.

    While papers are asked for it is the party; where a proposal was refused agreement it is the office.

    Args:
        owing: who owes anything in it.
    """
    if case.papers.asked and case.open and owing:
        return ("party",)
    whose = tuple(dict.fromkeys(owing))
    if case.state is State.CONSULTATION and case.round and case.round.disagreed:
        return ("office",)
    others = tuple(who for who in whose if who != "office")
    return others if others and case.state is not State.SPECIAL else whose
