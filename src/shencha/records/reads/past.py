"""A case as a reader could lawfully see it on an earlier day: what was recorded by then, under the rules of then.

Whoever may not know of the case today does not see its past either. What is kept of a person's roles has no
history, so a role of today is taken to have been held then; recusal, the units asked, the party of a review ex
officio and the end of a case are events, and are taken as they were. Due days are those of the holiday notices
that were out on that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from shencha.errors import NotFound
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.case import Case, State
from shencha.procedure.roles import IN_OFFICE, PARTY_SIDE, WHOLE_CASE, Role
from shencha.procedure.standing import Standing, standing
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import SHANGHAI
from shencha.records.joined import joined
from shencha.records.models import CaseFile, Membership, StoredEvent
from shencha.records.projections import units_of
from shencha.records.workdays import workdays
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Past:
    """A case on an earlier day, for one reader."""

    file: CaseFile
    at: date
    whole: Case
    stands: Standing
    """As far as the reader could know."""
    events: list[StoredEvent]
    """Those that the reader could read, in order."""
    shows_party: bool


def past(membership: Membership, number: str, at: date) -> Past:
    """The case at the end of that day, Asia/Shanghai.

    Raises:
        NotFound: it is not theirs today, or was not there or not theirs on that day; the answer is the same.
    """
    file = access.case_for(membership, number)
    ends = datetime.combine(at + timedelta(days=1), time(0), SHANGHAI)
    stored = joined(file.events.select_related("by", "case").order_by("sequence"), "papers", "file")
    then = list(takewhile(lambda one: one.recorded_at < ends, stored))
    if stored and not then:
        begun = stored[0].recorded_at.astimezone(SHANGHAI).date()
        raise NotFound(
            Text(
                f"{at} 还没有这个案件：它从 {begun} 开始",
                f"there was no such case on {at}: it began on {begun}",
            )
        )
    whole = fold(file, then)
    if not then or not _theirs(membership, file, whole):
        raise NotFound(Text(f"没有编号为 {number} 的案件", f"there is no case {number}"))
    stands = standing(access.case_as_seen(membership, whole), at, calendar_on(at))
    events = [one for one in then if access.sees_event(membership, one)]
    return Past(file, at, whole, stands, events, file.ground != "ex_officio" or whole.party is not None)


def calendar_on(at: date) -> Workdays:
    """The calendar as it stood: the notices published by that day, or the first of all where none was."""
    notices = workdays().notices
    known = [one for one in notices if min(p.published for p in one.publications) <= at]
    return Workdays(known or notices[:1])


def _theirs(membership: Membership, file: CaseFile, whole: Case) -> bool:
    """Could this membership know of the case as it stood?"""
    role = access.role_of(membership)
    if role in IN_OFFICE and membership.person.key in whole.recused:
        return False
    if role in WHOLE_CASE:
        return True
    if role in PARTY_SIDE:
        return file.ground != "ex_officio" or whole.party is not None
    if role is Role.SUPERVISOR:
        return whole.state is State.CONCLUDED
    return access.unit_of(membership) in units_of(whole)
