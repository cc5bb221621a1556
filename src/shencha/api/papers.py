"""The papers of a case."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from shencha.api.headers import Id, Number
from shencha.api.shapes import Strict
from shencha.api.tokens import acting
from shencha.records import access, files
from shencha.records.models import CasePaper, DraftPaper

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


def download(one: CasePaper | DraftPaper) -> StreamingHttpResponse:
    """The content in pieces, always as a download."""
    response = StreamingHttpResponse(files.content(one.file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, one.name) or ""
    response.headers["Content-Length"] = str(one.file.size)
    return response
