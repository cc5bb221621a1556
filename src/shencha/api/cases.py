"""Cases: the list of those one may know of, and where each stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from shencha.api.headers import Number, etag_of
from shencha.api.me import OrganisationOut, organisation_out
from shencha.api.shapes import CASE_NUMBER, Day, DayOut, Strict, Told
from shencha.api.tokens import acting
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case, State
from shencha.procedure.clocks import Clock
from shencha.procedure.roles import WHOLE_CASE
from shencha.procedure.standing import standing
from shencha.procedure.todos import Todo
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.records.reads import listing
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


class ListedCase(CaseLine):
    """A case in the list of cases; for those who read whole cases, what the desk shows beside it."""

    officer: str | None
    deputy: str | None
    due_on: DayOut | None
    """The earliest day by which something is owed in it."""
    overdue: bool | None
    paused: bool | None
    waits_for: str | None
    """`office`, `party`, `units` or `commission`."""


class CaseList(Strict):
    """Cases in the order asked for, the newest first otherwise."""

    cases: list[ListedCase]
    next: str | None
    """Ask again with `before` set to this number; null at the end, and where another order is asked for."""
    total: int
    more: bool
    """There are more than `total`."""


Orders = Literal[
    "",
    "number",
    "due",
    "opened",
    "moved",
    "party",
    "officer",
    "-number",
    "-due",
    "-opened",
    "-moved",
    "-party",
    "-officer",
]
StateAsked = Annotated[str, Field(pattern=f"^({'|'.join(State)})?$")]
Typed = Annotated[str, Field(max_length=listing.LONGEST, pattern=r"^[^\x00]*$")]


class Filters(Strict):
    """What the list of cases can be narrowed to; those on what others owe hold for readers of whole cases alone."""

    text: Typed = ""
    """Words of the number, the title or the party."""
    state: StateAsked = ""
    ground: Literal["", Ground] = ""
    step: Literal["", "intake", "review", "special", "end"] = ""
    officer: Typed = ""
    """A person's key; `-` for cases that nobody has."""
    party: Typed = ""
    """Part of its name."""
    due_from: Day | Literal[""] = ""
    due_to: Day | Literal[""] = ""
    overdue: Literal["", "yes"] = ""
    paused: Literal["", "yes"] = ""
    sort: Orders = ""
    """From the last with `-` before it."""


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
    filters: Annotated[Filters, Query(...)],
    before: Annotated[str | None, Query(None, pattern=CASE_NUMBER, description="Only older cases.")],
    limit: Annotated[int, Query(50, ge=1, le=200)],
    page: Annotated[int, Query(1, ge=1, le=10_000, description="Which page of `limit` cases.")],
) -> CaseList:
    """The cases that you may know of, filtered and sorted as on the page; counted exactly to 1,000."""
    membership, on = acting(request), today()
    wanted = listing.Wanted.of(filters.model_dump())
    found = listing.listed(membership, wanted, on)
    if not wanted.sort:
        found = found.order_by("-number")
    total, more = listing.counted(found)
    if before:
        found = found.filter(number__lt=before)
    begin = (page - 1) * limit
    lines = list(found[begin : begin + limit + 1])
    inside = access.role_of(membership) in WHOLE_CASE
    return CaseList(
        cases=[_listed(one, on, inside=inside) for one in lines[:limit]],
        next=lines[limit - 1].number if len(lines) > limit and not wanted.sort else None,
        total=total,
        more=more,
    )


def _listed(one: CaseFile, on: date, *, inside: bool) -> ListedCase:
    told: dict[str, Any] = dict.fromkeys(ListedCase.model_fields.keys() - CaseLine.model_fields.keys())
    if inside:
        told = {
            "officer": one.officer.key if one.officer else None,
            "deputy": one.deputy.key if one.deputy else None,
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "overdue": one.due_on is not None and one.due_on < on,
            "paused": one.paused,
            "waits_for": one.lies_with or None,
        }
    return ListedCase(**vars(case_line(one)), **told)


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
