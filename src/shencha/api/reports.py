"""The desks that read reports: the answer to the reporter, links, a referral, whom it concerns, and who reported.

Whoever reports does so on the page, without an account: the code that is given there is the reporter's alone.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Path, Router
from pydantic import Field

from shencha.api.headers import Id, Key, PageNumber, page_of
from shencha.api.papers import FILE_ANSWER, download
from shencha.api.shapes import CASE_NUMBER, DayOut, MomentOut, Strict, Words
from shencha.api.tokens import acting
from shencha.errors import NotFound
from shencha.procedure.roles import Shelf, reads_of
from shencha.records import access
from shencha.records.acts import reports
from shencha.records.joined import joined
from shencha.records.models import Membership, Report, ReportEntry, ReportFile
from shencha.text import Text

router = Router(tags=["reports"])
READERS = reads_of(Shelf.REPORTS_ON_PARTIES, Shelf.REPORTS_ON_THE_REVIEW)
ReportNumber = Annotated[str, Path(..., pattern=r"^[-A-Z0-9]{1,20}$", description="The report's number.")]
Short = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class Reply(Strict):
    """What is written to whoever reported."""

    text: Words
    final: bool = False
    """It is the answer, not a question."""


class Linked(Strict):
    """The case that it speaks of, and the promise or condition in it."""

    case: Annotated[str, Field(pattern=CASE_NUMBER)]
    obligation: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class Referred(Strict):
    """A member unit, and the matter in the desk's own words."""

    unit: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    words: Words


class Concerned(Strict):
    """Whom the report concerns, by address; that person sees it no more."""

    email: Short


class WhoAsked(Strict):
    """Why one must know who reported."""

    reason: Words


class WhoDecided(Strict):
    """What the second person says to that."""

    approve: bool


class ReportFileOut(Strict):
    """A file that came with it."""

    id: int
    name: str


class EntryOut(Strict):
    """One step in the life of a report."""

    what: str
    by: str | None
    """Null where the reporter wrote."""
    text: str
    at: MomentOut
    files: list[ReportFileOut]


class ReportLine(Strict):
    """A report in the list."""

    number: str
    kind: Literal["party", "review"]
    about: str
    state: Literal["received", "in_hand", "answered"]
    received_on: DayOut
    due: DayOut
    case: str | None
    obligation: str
    referred_to: str


class ReportOut(ReportLine):
    """A report with its steps."""

    entries: list[EntryOut]


class ReporterOut(Strict):
    """Who reported; each look is written down."""

    name: str
    contact: str


@router.get("/reports", response=list[ReportLine])
def desk(request: HttpRequest, page: PageNumber = 1) -> list[ReportLine]:
    """The reports that your desk reads, the one due first at the head."""
    found = access.reports_of(acting(request, READERS)).select_related("case")
    return [ReportLine(**_line(one)) for one in page_of(found, page)]


@router.get("/reports/{report}", response=ReportOut)
def report(request: HttpRequest, report: ReportNumber) -> ReportOut:
    """One report with its steps; that you looked is written down."""
    membership = acting(request, READERS)
    found = _found(membership, report)
    reports.saw(found, membership)
    return _out(found)


@router.get("/reports/{report}/files/{file_id}", openapi_extra=FILE_ANSWER)
def file(request: HttpRequest, report: ReportNumber, file_id: Id) -> StreamingHttpResponse:
    """A file that came with it, without the data of its author."""
    found = _found(acting(request, READERS), report)
    one = ReportFile.objects.filter(entry__report=found, pk=file_id).select_related("file").first()
    if one is None:
        raise NotFound(Text("没有这份材料", "there is no such paper"))
    return download(one)


@router.post("/reports/{report}/reply", response=ReportOut)
def reply(request: HttpRequest, report: ReportNumber, key: Key, said: Reply) -> ReportOut:
    """Write to the reporter, or answer."""
    membership = acting(request, READERS)
    reports.reply(report, by=membership, text=said.text, key=key, final=said.final)
    return _out(_found(membership, report))


@router.post("/reports/{report}/link", response=ReportOut)
def link(request: HttpRequest, report: ReportNumber, said: Linked) -> ReportOut:
    """Link it to a case that you may know of."""
    membership = acting(request, READERS)
    reports.link(report, by=membership, case_number=said.case, obligation=said.obligation)
    return _out(_found(membership, report))


@router.post("/reports/{report}/refer", response=ReportOut)
def refer(request: HttpRequest, report: ReportNumber, said: Referred) -> ReportOut:
    """Put the matter before a member unit, which may raise a concern (Article 16)."""
    membership = acting(request, READERS)
    reports.refer(report, by=membership, unit=said.unit, words=said.words)
    return _out(_found(membership, report))


@router.post("/reports/{report}/concerns", response=list[ReportLine])
def concerns(request: HttpRequest, report: ReportNumber, said: Concerned) -> list[ReportLine]:
    """Note whom it concerns. The answer is the report in the list, or nothing if that is you."""
    membership = acting(request, READERS)
    reports.concerns(report, by=membership, email=said.email)
    left = access.reports_of(membership).select_related("case").filter(number=report)
    return [ReportLine(**_line(one)) for one in left]


@router.post("/reports/{report}/identity/ask", response=ReportOut)
def ask_identity(request: HttpRequest, report: ReportNumber, said: WhoAsked) -> ReportOut:
    """Ask to see who reported; a second person of the desk decides."""
    membership = acting(request, READERS)
    reports.ask_identity(report, by=membership, reason=said.reason)
    return _out(_found(membership, report))


@router.post("/reports/{report}/identity/decide", response=ReportOut)
def decide_identity(request: HttpRequest, report: ReportNumber, said: WhoDecided) -> ReportOut:
    """Allow a colleague to see who reported, or refuse it."""
    membership = acting(request, READERS)
    reports.decide_identity(report, by=membership, approve=said.approve)
    return _out(_found(membership, report))


@router.post("/reports/{report}/identity/see", response=ReporterOut)
def see_identity(request: HttpRequest, report: ReportNumber) -> ReporterOut:
    """See who reported, once, after it was allowed; it is written down."""
    who = reports.identity(report, by=acting(request, READERS))
    return ReporterOut(name=who.name, contact=who.contact)


def _found(membership: Membership, number: str) -> Report:
    found = access.reports_of(membership).select_related("case").filter(number=number).first()
    if found is None:
        raise NotFound(Text(f"没有编号为 {number} 的举报", f"there is no report {number}"))
    return found


def _line(one: Report) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "about": one.about,
        "state": one.state,
        "received_on": one.received_on.isoformat(),
        "due": one.due.isoformat(),
        "case": one.case.number if one.case else None,
        "obligation": one.obligation,
        "referred_to": one.referred_to,
    }


def _out(one: Report) -> ReportOut:
    entries = joined(one.entries.exclude(what=ReportEntry.What.SEEN).select_related("by"), "files", "file")
    told = [
        EntryOut(
            what=entry.what,
            by=entry.by.key if entry.by else None,
            text=entry.text,
            at=entry.at.isoformat(),
            files=[ReportFileOut(id=kept.pk, name=kept.name) for kept in entry.files.all()],
        )
        for entry in entries
    ]
    return ReportOut(**_line(one), entries=told)
