"""Holiday notices: put forward by one person of the office, in force or sent back by another."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status
from pydantic import Field

from shencha.api.headers import PageNumber, page_of
from shencha.api.shapes import Day, DayOut, Strict, TextOut, Words, text_out
from shencha.api.tokens import acting
from shencha.inputs import Document
from shencha.law.calendar.awaited_notice import changes, read_notice
from shencha.law.calendar.extraordinary import extraordinary
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records import holidays as logged
from shencha.records.acts import holidays
from shencha.records.models import TakenNotice
from shencha.records.workdays import workdays

router = Router(tags=["holiday notices"])
Taken = Annotated[int, Path(ge=1, le=2**31 - 1)]


class Name(Strict):
    """The holiday's name in both languages."""

    zh: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
    en: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class Group(Strict):
    """Days of one holiday."""

    name: Name
    days: Annotated[list[Day], Field(min_length=1, max_length=60)]


class NoticeIn(Strict):
    """A notice of one year as a file holds it, with who published it."""

    year: Annotated[int, Field(ge=2020, le=2200)]
    off: Annotated[list[Group], Field(max_length=30, default_factory=list)]
    """Days off; Saturdays and Sundays may stand there."""
    work: Annotated[list[Group], Field(max_length=30, default_factory=list)]
    """Weekend days that are worked."""
    number: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
    published: Day
    url: Annotated[str, Field(max_length=500, pattern=r"^(https?://[^\x00]*)?$")] = ""


class DayChangeOut(Strict):
    """A day that the notice makes another than it is now."""

    day: DayOut
    worked: bool
    name: TextOut


class TakenOut(Strict):
    """A notice that was put forward here."""

    id: int
    year: int
    number: str
    published: DayOut
    url: str
    digest: str
    """SHA-256 of what was put forward; the log names the notice by it."""
    state: Literal["proposed", "in_force", "sent_back"]
    reason: str
    moved: int
    """Due days of open cases that it moved."""


class ProposedOut(TakenOut):
    """A notice just put forward, with what it changes."""

    amends: bool
    """The year has its notice; this one changes only the days that it names."""
    changes: list[DayChangeOut]
    extraordinary: list[TextOut]
    """What it does that no ordinary notice does."""


class MovedOut(Strict):
    """A due day before and after a notice."""

    notice: int
    case: str
    clock: str
    unit: str | None
    before: DayOut
    after: DayOut


class SentBack(Strict):
    """Why a notice is sent back."""

    reason: Words


@router.get("/holiday-notices", response=list[TakenOut])
def taken(request: HttpRequest, page: PageNumber = 1) -> list[TakenOut]:
    """The notices that were put forward here, the newest first; for the office."""
    acting(request, OFFICE)
    return [_out(one) for one in page_of(TakenNotice.objects.all(), page)]


@router.post("/holiday-notices", response={201: ProposedOut})
def propose(request: HttpRequest, response: HttpResponse, said: NoticeIn) -> ProposedOut:
    """Put a notice forward; nothing moves before a second person puts it in force."""
    membership = acting(request, OFFICE)
    written = said.model_dump(include={"year", "off", "work"})
    before = workdays()
    notice = read_notice(Document("request", written), before)
    made = holidays.propose(
        written,
        number=said.number,
        published_on=date.fromisoformat(said.published),
        url=said.url,
        by=membership,
    )
    response.status_code = 201
    after = before.with_notice(notice)
    told = extraordinary(after, date(notice.year, 1, 1), date(notice.year, 12, 31))
    return ProposedOut(
        **_out(made).model_dump(),
        amends=notice.amends,
        changes=[
            DayChangeOut(day=one.day.isoformat(), worked=one.worked, name=text_out(one.name))
            for one in changes(notice, before)
        ],
        extraordinary=[text_out(one) for one in told],
    )


@router.post("/holiday-notices/{taken_id}/in-force", response=TakenOut)
def put_in_force(request: HttpRequest, taken_id: Taken) -> TakenOut:
    """Put it in force as a second officer or the head, other than whoever put it forward."""
    return _out(holidays.put_in_force(taken_id, by=acting(request, OFFICE)))


@router.post("/holiday-notices/{taken_id}/sent-back", response=TakenOut)
def send_back(request: HttpRequest, taken_id: Taken, said: SentBack) -> TakenOut:
    """Send it back with a reason; another may be put forward."""
    return _out(holidays.send_back(taken_id, said.reason, by=acting(request, OFFICE)))


@router.get("/moved-days", response=list[MovedOut])
def moved(request: HttpRequest, page: PageNumber = 1) -> list[MovedOut]:
    """The due days of your cases that notices moved, and of which you have not taken note."""
    rows = access.newly_moved(acting(request))
    return [
        MovedOut(
            notice=one.notice_id,
            case=one.case.number,
            clock=one.clock,
            unit=one.consultee or None,
            before=one.before.isoformat(),
            after=one.after.isoformat(),
        )
        for one in page_of(rows, page)
    ]


@router.post("/holiday-notices/{taken_id}/noted", response={204: None})
def take_note(request: HttpRequest, taken_id: Taken) -> Status[None]:
    """You have seen what it moved in your cases."""
    holidays.take_note(taken_id, by=acting(request))
    return Status(204, None)


def _out(notice: TakenNotice) -> TakenOut:
    said = logged.said_of(notice)
    return TakenOut(
        id=notice.pk,
        year=notice.year,
        number=notice.number,
        published=said["published"],
        url=notice.url,
        digest=said["digest"],
        state=notice.state,  # type: ignore[arg-type]
        reason=notice.reason,
        moved=notice.moved.count(),
    )
