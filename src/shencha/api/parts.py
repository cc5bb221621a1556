"""Suppliers' parts of a filing: the party asks and sends back, the supplier writes, attaches and hands in."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from shencha.api.headers import Id, PageNumber, page_of
from shencha.api.papers import FILE_ANSWER, download
from shencha.api.shapes import Day, DayOut, MomentOut, Strict, Title, Words
from shencha.api.tokens import acting
from shencha.errors import NotFound
from shencha.procedure.roles import PARTY_SIDE, Role
from shencha.records import access
from shencha.records.acts import parts as acts
from shencha.records.models import Membership, SupplierPaper, SupplierPart
from shencha.text import Text
from shencha.text.days import day_of

router = Router(tags=["suppliers"])
SUPPLIERS = (Role.SUPPLIER,)
Told = Annotated[str, Field(max_length=acts.MOST, pattern=r"^[^\x00]*$")]


class Asked(Strict):
    """Whom a party asks for its part, on what and by when."""

    supplier: Title
    """Its registered name, its key, or the address of someone who acts for it."""
    product: Title
    wanted_by: Day
    note: Told = ""


class Promise(Strict):
    """A supplier's answer to a promise of Article 6."""

    says: Literal["", "yes", "partly", "no"] = ""
    text: Told = ""


class Written(Strict):
    """What a supplier says for itself; what is left out is empty."""

    statements: dict[str, Promise] = Field(default_factory=dict, max_length=20)
    description: Told = ""
    seen: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    """The version that was read; refused if a colleague saved since."""


class GivenBack(Strict):
    """What is to be changed."""

    reason: Words


class PartPaperOut(Strict):
    """A paper of a part."""

    id: int
    name: str
    size: int
    sha256: str


class PartOut(Strict):
    """A part; what it says is the supplier's alone until it is handed in."""

    id: int
    draft: int | None
    """For the party."""
    supplier: str
    product: str
    note: str
    wanted_by: DayOut
    state: Literal["asked", "handed_in", "sent_back", "closed"]
    reason: str
    statements: dict[str, Promise]
    description: str
    version: int
    papers: list[PartPaperOut]
    handed_in_at: MomentOut | None


@router.get("/drafts/{draft_id}/parts", response=list[PartOut])
def asked(request: HttpRequest, draft_id: Id) -> list[PartOut]:
    """The suppliers that a draft asks for their parts."""
    membership = acting(request, PARTY_SIDE)
    draft = access.draft_for(membership, draft_id)
    return [_out(one, membership) for one in access.parts_of(membership).filter(draft=draft)]


@router.post("/drafts/{draft_id}/parts", response={201: PartOut})
def invite(request: HttpRequest, draft_id: Id, said: Asked) -> Status[PartOut]:
    """Ask a supplier for its part; the same one asked again is the part there is."""
    membership = acting(request, PARTY_SIDE)
    made = acts.invite(
        access.draft_for(membership, draft_id),
        by=membership,
        supplier=said.supplier,
        product=said.product,
        wanted_by=day_of(said.wanted_by),
        note=said.note,
    )
    return Status(201, _out(made, membership))


@router.post("/drafts/{draft_id}/parts/{part_id}/sent-back", response=PartOut)
def send_back(request: HttpRequest, draft_id: Id, part_id: Id, said: GivenBack) -> PartOut:
    """Give a part back to its supplier, with the reason."""
    membership = acting(request, PARTY_SIDE)
    found = _of_draft(membership, draft_id, part_id)
    return _out(acts.send_back(found, by=membership, reason=said.reason), membership)


@router.post("/drafts/{draft_id}/parts/{part_id}/close", response=PartOut)
def close(request: HttpRequest, draft_id: Id, part_id: Id) -> PartOut:
    """Do without a part; its supplier keeps it to read."""
    membership = acting(request, PARTY_SIDE)
    return _out(acts.close(_of_draft(membership, draft_id, part_id), by=membership), membership)


@router.get("/parts", response=list[PartOut])
def own(request: HttpRequest, page: PageNumber = 1) -> list[PartOut]:
    """The supplier's own parts, the one wanted first at the head."""
    membership = acting(request, SUPPLIERS)
    return [_out(one, membership) for one in page_of(access.parts_of(membership), page)]


@router.get("/parts/{part_id}", response=PartOut)
def part(request: HttpRequest, part_id: Id) -> PartOut:
    """One of them."""
    membership = acting(request, SUPPLIERS)
    return _out(access.part_for(membership, part_id), membership)


@router.put("/parts/{part_id}", response=PartOut)
def write(request: HttpRequest, part_id: Id, said: Written) -> PartOut:
    """Keep what you have written so far."""
    membership = acting(request, SUPPLIERS)
    made = acts.write(
        access.part_for(membership, part_id),
        by=membership,
        statements={name: one.model_dump() for name, one in said.statements.items()},
        description=said.description,
        seen=said.seen,
    )
    return _out(made, membership)


@router.post("/parts/{part_id}/papers", response={201: PartPaperOut})
def attach(
    request: HttpRequest, part_id: Id, file: Annotated[UploadedFile, File(...)]
) -> Status[PartPaperOut]:
    """Attach a paper to your part; sent twice it is there once."""
    membership = acting(request, SUPPLIERS)
    found = access.part_for(membership, part_id)
    return Status(201, _paper(acts.attach(found, by=membership, name=file.name or "", chunks=file.chunks())))


@router.get("/parts/{part_id}/papers/{paper_id}", openapi_extra=FILE_ANSWER)
def paper(request: HttpRequest, part_id: Id, paper_id: Id) -> StreamingHttpResponse:
    """The content of a paper of your part."""
    found = access.part_for(acting(request, SUPPLIERS), part_id).papers.select_related("file")
    one = found.filter(pk=paper_id).first()
    if one is None:
        raise NotFound(Text("没有这份材料", "there is no such paper"))
    return download(one)


@router.delete("/parts/{part_id}/papers/{paper_id}", response={204: None})
def remove(request: HttpRequest, part_id: Id, paper_id: Id) -> Status[None]:
    """Take a paper out of your part."""
    membership = acting(request, SUPPLIERS)
    acts.remove(access.part_for(membership, part_id), paper_id, by=membership)
    return Status(204, None)


@router.post("/parts/{part_id}/hand-in", response=PartOut)
def hand_in(request: HttpRequest, part_id: Id) -> PartOut:
    """Give it to the party; from now on it is locked."""
    membership = acting(request, SUPPLIERS)
    return _out(acts.hand_in(access.part_for(membership, part_id), by=membership), membership)


def _of_draft(membership: Membership, draft_id: int, part_id: int) -> SupplierPart:
    draft = access.draft_for(membership, draft_id)
    found = access.part_for(membership, part_id)
    if found.draft_id != draft.pk:
        raise NotFound(Text("没有这一部分", "there is no such part"))
    return found


def _out(one: SupplierPart, membership: Membership) -> PartOut:
    theirs = access.role_of(membership) in PARTY_SIDE
    shown = not theirs or one.state == acts.State.HANDED_IN
    return PartOut(
        id=one.pk,
        draft=one.draft_id if theirs else None,
        supplier=one.supplier.key,
        product=one.product,
        note=one.note,
        wanted_by=one.wanted_by.isoformat(),
        state=one.state,  # type: ignore[arg-type]
        reason=one.reason,
        statements={name: Promise(**said) for name, said in one.statements.items()} if shown else {},
        description=one.description if shown else "",
        version=one.version,
        papers=[_paper(paper) for paper in one.papers.select_related("file")] if shown else [],
        handed_in_at=one.handed_in_at.isoformat() if one.handed_in_at else None,
    )


def _paper(one: SupplierPaper) -> PartPaperOut:
    return PartPaperOut(id=one.pk, name=one.name, size=one.file.size, sha256=one.file.digest)
