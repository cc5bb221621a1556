"""The papers of a case."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from shencha.api.headers import Id, Leaf, Number
from shencha.api.shapes import Strict, TextOut, text_out
from shencha.api.tokens import acting
from shencha.documents.leaves.blocks import words_of
from shencha.records import access, files
from shencha.records.acts.readings import shown
from shencha.records.files.leaves import picture_of
from shencha.records.models import CasePaper, DraftPaper, ReportFile, SupplierPaper
from shencha.records.reads.whole import as_pdf, as_zip, whole_of

router = Router(tags=["papers"])
FILE_ANSWER = {
    "responses": {
        200: {
            "description": "The file as it was uploaded.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class PaperOut(Strict):
    """A paper; its content is had by its id."""

    id: int
    material: str
    name: str
    size: int
    sha256: str


@router.get("/cases/{number}/papers", response=list[PaperOut])
def papers(request: HttpRequest, number: Number) -> list[PaperOut]:
    """The papers of a case that you may read."""
    membership = acting(request)
    return [paper_out(one) for one in access.papers_of(membership, access.case_for(membership, number))]


class PageOut(Strict):
    """A page of a paper: what stands on it, as words and tables."""

    page: int
    pages: int
    """Of the whole paper; 0 where it cannot be shown."""
    drawn: bool
    """Is there a picture of it?"""
    words: str
    recognised: bool
    """Were the words read from a scan, perhaps with mistakes?"""
    reason: TextOut | None
    """Why nothing is shown."""


def _file(kind: str, described: str) -> dict[str, Any]:
    content = {kind: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": described, "content": content}}}


@router.get(
    "/cases/{number}/papers.zip", openapi_extra=_file("application/zip", "The originals, with an index.")
)
def papers_zip(request: HttpRequest, number: Number) -> StreamingHttpResponse:
    """All papers of a case that you may read, as one zip file."""
    membership = acting(request)
    given = whole_of(membership, number)
    access.saw(membership, given.file, "papers")
    return StreamingHttpResponse(as_zip(given, "zh"), content_type="application/zip")


@router.get(
    "/cases/{number}/papers.pdf", openapi_extra=_file("application/pdf", "One PDF, stamped on each page.")
)
def papers_pdf(request: HttpRequest, number: Number) -> FileResponse:
    """The same as one PDF with an index; 409 while another is made, or where they are too large."""
    membership = acting(request)
    given = whole_of(membership, number)
    opened, _ = as_pdf(given, "zh")
    access.saw(membership, given.file, "papers")
    return FileResponse(opened, content_type="application/pdf")


@router.get(
    "/cases/{number}/papers/{paper_id}/pages/{leaf}.png",
    openapi_extra=_file("image/png", "The page, stamped."),
)
def page_picture(request: HttpRequest, number: Number, paper_id: Id, leaf: Leaf) -> HttpResponse:
    """A page of a paper as a picture, where it is one that is drawn: PDF and pictures."""
    membership = acting(request)
    found = access.paper_for(membership, number, paper_id)
    drawn = picture_of(found, leaf)
    access.saw_again(membership, found.case, f"paper {found.pk}")
    return HttpResponse(drawn, content_type="image/png")


@router.get("/cases/{number}/papers/{paper_id}/pages/{leaf}", response=PageOut)
def page(request: HttpRequest, number: Number, paper_id: Id, leaf: Leaf) -> PageOut:
    """What stands on a page; the nearest where there is none of that number."""
    membership = acting(request)
    found = access.paper_for(membership, number, paper_id)
    access.saw_again(membership, found.case, f"paper {found.pk}")
    told = shown(found, leaf)
    return PageOut(
        page=told.number,
        pages=told.count,
        drawn=told.size is not None,
        words=told.words or words_of(list(told.blocks)),
        recognised=told.recognised,
        reason=text_out(told.reason) if told.reason else None,
    )


@router.get("/cases/{number}/papers/{paper_id}", openapi_extra=FILE_ANSWER)
def paper(request: HttpRequest, number: Number, paper_id: Id) -> StreamingHttpResponse:
    """The content of a paper."""
    membership = acting(request)
    found = access.paper_for(membership, number, paper_id)
    access.saw(membership, found.case, f"paper {found.pk}")
    return download(found)


def paper_out(one: CasePaper | DraftPaper) -> PaperOut:
    """A paper as it is answered."""
    return PaperOut(
        id=one.pk, material=one.material, name=one.name, size=one.file.size, sha256=one.file.digest
    )


def download(one: CasePaper | DraftPaper | SupplierPaper | ReportFile) -> StreamingHttpResponse:
    """The content in pieces, always as a download."""
    response = StreamingHttpResponse(files.content(one.file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, one.name) or ""
    response.headers["Content-Length"] = str(one.file.size)
    return response
