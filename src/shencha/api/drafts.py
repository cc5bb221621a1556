"""A party's filing in the making: answers, papers, check, and the filing itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from shencha.api.events import EventOut, recorded
from shencha.api.headers import Id, Key, KeyIfAny, PageNumber, page_of
from shencha.api.me import OrganisationOut, organisation_out
from shencha.api.papers import FILE_ANSWER, PaperOut, download, paper_out
from shencha.api.problems import reading
from shencha.api.shapes import Facts, MomentOut, ScreeningOut, Slug, Strict, Title, Words
from shencha.api.signs import Known, told_of_filing
from shencha.api.tokens import acting
from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.inputs import Document
from shencha.law.logic.cells import Outcome
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import screen
from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access
from shencha.records import models as records
from shencha.records.acts import drafts as acts
from shencha.records.acts.filing import file_draft
from shencha.records.acts.record import already
from shencha.records.clock import today
from shencha.records.joined import joined
from shencha.records.second_factor import confirmed
from shencha.text import Text

router = Router(tags=["drafts"])
Ground = Literal["procurement", "data_processing", "foreign_listing"]
Material = Literal[
    "declaration",
    "analysis_report",
    "procurement_documents",
    "listing_documents",
    "business_licence",
    "power_of_attorney",
    "other",
]


class NewDraft(Strict):
    """A filing to begin."""

    party: Slug
    ground: Ground
    title: Title
    facts: Facts = Field(default_factory=dict)


class Changes(Strict):
    """What to change; what is left out stays."""

    title: Title | None = None
    facts: Facts | None = None
    declaration: Annotated[dict[str, Words], Field(max_length=60)] | None = None
    """Its fields by `part.field`; what is left out or empty is taken out."""


class Signature(Strict):
    """The signatory's confirmation."""

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    """The six digits that the authenticator app shows now."""
    clean: bool = False
    """Papers in which no mark of secrecy could be looked for hold no state secrets; asked only where there are such."""


class Version(Strict):
    """The version to which a draft moves, by which one confirms that its differences were read."""

    instrument: Slug


class DraftOut(Strict):
    """A draft."""

    id: int
    party: OrganisationOut
    title: str
    ground: Ground
    instrument: str
    facts: dict[str, Any]
    declaration: dict[str, Any]
    papers: list[PaperOut]
    changed_at: MomentOut
    checked_at: MomentOut | None
    case: str | None
    """The case that it became."""


class FaultOut(Strict):
    """Something that is missing or wrong."""

    where: str
    wrong: str
    right: str


class CheckOut(Strict):
    """The very check of the intake desk, and what the facts say."""

    complete: bool
    faults: list[FaultOut]
    screening: ScreeningOut


@router.get("/drafts", response=list[DraftOut])
def drafts(request: HttpRequest, page: PageNumber = 1) -> list[DraftOut]:
    """Your drafts, the newest first; nobody else sees them, the office included."""
    found = joined(access.drafts_of(acting(request)), "papers", "file")
    return [draft_out(one) for one in page_of(found, page)]


@router.post("/drafts", response={201: DraftOut})
def begin(request: HttpRequest, response: HttpResponse, new: NewDraft, key: KeyIfAny = None) -> DraftOut:
    """Begin a draft, pinned to the version of the Measures in force today."""
    membership = acting(request, PARTY_SIDE)
    _keepable(new.facts)
    made = acts.begin(
        by=membership, party_key=new.party, ground=new.ground, title=new.title, facts=new.facts, key=key
    )
    response.headers["Location"] = f"/api/drafts/{made.pk}"
    return draft_out(made)


@router.get("/drafts/{draft_id}", response=DraftOut)
def draft(request: HttpRequest, draft_id: Id) -> DraftOut:
    """One draft."""
    return draft_out(access.draft_for(acting(request), draft_id))


@router.patch("/drafts/{draft_id}", response=DraftOut)
def change(request: HttpRequest, draft_id: Id, changes: Changes) -> DraftOut:
    """Change the title, all of the answers, or the whole declaration."""
    membership = acting(request)
    found = access.draft_for(membership, draft_id)
    if changes.facts is not None:
        _keepable(changes.facts)
    if changes.declaration is not None:
        if faults := acts.declare(found, by=membership, written=changes.declaration):
            raise BadInput(faults.values())
        found.refresh_from_db()
    return draft_out(acts.answer(found, by=membership, title=changes.title, facts=changes.facts))


@router.delete("/drafts/{draft_id}", response={204: None})
def discard(request: HttpRequest, draft_id: Id) -> Status[None]:
    """Give a draft up with all that is in it; a filed one is not given up but withdrawn."""
    membership = acting(request)
    acts.discard(access.draft_for(membership, draft_id), by=membership)
    return Status(204, None)


@router.post("/drafts/{draft_id}/version", response=DraftOut)
def move_over(request: HttpRequest, draft_id: Id, version: Version) -> DraftOut:
    """Move a draft over to the version of the Measures in force, with its answers and papers."""
    membership = acting(request)
    found = access.draft_for(membership, draft_id)
    return draft_out(acts.move_over(found, by=membership, to=version.instrument))


@router.post("/drafts/{draft_id}/papers", response={201: PaperOut})
def attach(
    request: HttpRequest,
    draft_id: Id,
    material: Annotated[Material, Form(...)],
    file: Annotated[UploadedFile, File(...)],
    key: KeyIfAny = None,
) -> PaperOut:
    """Attach a paper; it is on disk when the answer comes."""
    membership = acting(request)
    found = access.draft_for(membership, draft_id)
    return paper_out(
        acts.attach(
            found, by=membership, material=material, name=file.name or "", chunks=file.chunks(), key=key
        )
    )


@router.get("/drafts/{draft_id}/papers/{paper_id}", openapi_extra=FILE_ANSWER)
def paper(request: HttpRequest, draft_id: Id, paper_id: Id) -> StreamingHttpResponse:
    """The content of a paper of a draft."""
    return download(_paper(access.draft_for(acting(request), draft_id), paper_id))


@router.delete("/drafts/{draft_id}/papers/{paper_id}", response={204: None})
def remove(request: HttpRequest, draft_id: Id, paper_id: Id) -> Status[None]:
    """Take a paper out of a draft."""
    membership = acting(request)
    found = access.draft_for(membership, draft_id)
    acts.remove(found, _paper(found, paper_id).pk, by=membership)
    return Status(204, None)


@router.get("/drafts/{draft_id}/check", response=CheckOut)
def check(request: HttpRequest, draft_id: Id) -> CheckOut:
    """What the intake desk would still ask for, and what the facts say about the duty to file."""
    found = access.draft_for(acting(request), draft_id)
    faults, lang = acts.incomplete(found), reading()
    return CheckOut(
        complete=not faults,
        faults=[
            FaultOut(where=one.where, wrong=one.wrong.said(lang), right=one.right.said(lang))
            for one in faults
        ],
        screening=screen(load_facts(Document("facts", found.facts)), today()),
    )


@router.post("/drafts/{draft_id}/check", response=DraftOut)
def looked_through(request: HttpRequest, draft_id: Id) -> DraftOut:
    """State that someone has looked through all answers; refused while papers are missing."""
    membership = acting(request)
    found = access.draft_for(membership, draft_id)
    return draft_out(acts.looked_through(found, by=membership))


@router.post("/drafts/{draft_id}/file", response={201: EventOut})
def file(
    request: HttpRequest,
    response: HttpResponse,
    draft_id: Id,
    key: Key,
    signature: Signature,
    known: Known,
) -> EventOut:
    """File it: a case begins, its papers are fixed. The signatory confirms with the second factor."""
    membership = acting(request)
    found = access.draft_for(membership, draft_id)
    if (before := already(key, membership)) is not None and before.case == found.case:
        return recorded(response, membership, before)
    if found.case is None and found.checked_at is None:
        raise NotAllowed(
            Text(
                "提交前请先通读全部答复：POST …/check",
                "look through all answers before filing: POST …/check",
            )
        )
    told_of_filing(known, found)
    with confirmed(membership.person, signature.code) as moment:
        made = file_draft(found, by=membership, key=key, confirmed_at=moment, clean=signature.clean)
    return recorded(response, membership, made)


def draft_out(one: records.Draft) -> DraftOut:
    """A draft as it is answered."""
    return DraftOut(
        id=one.pk,
        party=organisation_out(one.party),
        title=one.title,
        ground=one.ground,  # type: ignore[arg-type]
        instrument=one.instrument,
        facts=one.facts,
        declaration=one.declaration,
        papers=[paper_out(paper) for paper in one.papers.select_related("file")],
        changed_at=one.changed_at.isoformat(),
        checked_at=one.checked_at.isoformat() if one.checked_at else None,
        case=one.case.number if one.case else None,
    )


def _paper(draft: records.Draft, paper_id: int) -> records.DraftPaper:
    found = draft.papers.select_related("file").filter(pk=paper_id).first()
    if found is None:
        raise NotFound(Text("没有这份材料", "there is no such paper"))
    return found


def _keepable(facts: dict[str, Any]) -> None:
    """Facts that can be read, and that may be kept here at all."""
    found = screen(load_facts(Document("request", facts)), today())
    if found.outcome is Outcome.REFUSED:
        secrets = Fault(
            "request",
            "facts.involves_state_secrets",
            found.text,
            Text("请勿在此填写任何内容", "enter nothing of it here"),
        )
        raise BadInput([secrets])
