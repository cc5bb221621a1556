"""Cases: the list of those one may know of, and where each stands."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from shencha.api.headers import Number, etag_of
from shencha.api.me import OrganisationOut, organisation_out
from shencha.api.shapes import CASE_NUMBER, DayOut, Strict, Told
from shencha.api.tokens import acting
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case, State
from shencha.procedure.clocks import Clock
from shencha.procedure.standing import standing
from shencha.procedure.todos import Todo
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.records.workdays import workdays

router = Router(tags=["cases"])
Ground = Literal["procurement", "data_processing", "foreign_listing", "ex_officio"]


class CaseLine(Strict):
    """One case in a list."""

    case: str
    ground: Ground
    title: str
    party: OrganisationOut | None
    state: State
    result: str | None
    opened_on: DayOut | None
    last_on: DayOut | None
    sequence: int
    """Number of events; the ETag of the case."""


class CaseList(Strict):
    """Cases, the newest first."""

    cases: list[CaseLine]
    next: str | None
    """Ask again with `before` set to this number; null at the end."""


ClockOut = Annotated[Clock, Told(Clock)]
TodoOut = Annotated[Todo, Told(Todo)]


class CaseOut(CaseLine):
    """Where a case stands today, as far as one may know."""

    at: DayOut
    instrument: str | None
    clocks: list[ClockOut]
    todos: list[TodoOut]
    may_next: list[str]
    """The events that you may record now."""
    open_points: list[str]


@router.get("/cases", response=CaseList)
def cases(
    request: HttpRequest,
    state: Annotated[State | None, Query(None, description="Only cases in this state.")],
    before: Annotated[str | None, Query(None, pattern=CASE_NUMBER, description="Only older cases.")],
    limit: Annotated[int, Query(50, ge=1, le=200)],
) -> CaseList:
    """The cases that you may know of, the newest first."""
    found = access.cases_of(acting(request)).order_by("-number")
    if state:
        found = found.filter(state=state.value)
    if before:
        found = found.filter(number__lt=before)
    lines = [case_line(one) for one in found[: limit + 1]]
    more = len(lines) > limit
    return CaseList(cases=lines[:limit], next=lines[limit - 1].case if more else None)


@router.get("/cases/{number}", response=CaseOut)
def case(request: HttpRequest, response: HttpResponse, number: Number) -> CaseOut:
    """Where a case stands today: state, clocks, what is owed, what you may do. The ETag names its last event."""
    membership = acting(request)
    file, whole = case_of(membership, number)
    access.saw(membership, file, "case")
    response.headers["ETag"] = etag_of(file.sequence)
    return standing_out(membership, file, whole)


def case_of(membership: Membership, number: str) -> tuple[CaseFile, Case]:
    """A case file and its fold.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    file = access.case_for(membership, number)
    return file, fold(file, file.events.order_by("sequence"))


def case_line(one: CaseFile) -> CaseLine:
    """A case in a list."""
    return CaseLine(
        case=one.number,
        ground=one.ground,  # type: ignore[arg-type]
        title=one.title,
        party=organisation_out(one.party) if one.party else None,
        state=State(one.state),
        result=one.result or None,
        opened_on=one.opened_on.isoformat() if one.opened_on else None,
        last_on=one.last_on.isoformat() if one.last_on else None,
        sequence=one.sequence,
    )


def standing_out(membership: Membership, file: CaseFile, whole: Case) -> CaseOut:
    """Where the case stands today, with what this membership may not know taken out."""
    stands = standing(access.case_as_seen(membership, whole), today(), workdays())
    todos = [one for one in stands.todos if access.sees_todo(membership, one.who)]
    return CaseOut.model_validate(
        case_line(file).model_dump()
        | {
            "at": stands.at.isoformat(),
            "instrument": stands.instrument,
            "clocks": list(stands.clocks),
            "todos": todos,
            "may_next": list(may_next(whole, by=access.actor(membership))),
            "open_points": list(stands.open_points),
        },
        strict=False,
    )
