"""A drafted decision and its notice: the paper as it would go out today, and the second person's signature under it."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field

from shencha.api.events import EventOut, recorded
from shencha.api.headers import Expected, Key, Number, expected_of
from shencha.api.notices import PAPER_ANSWER
from shencha.api.shapes import Strict
from shencha.api.tokens import acting
from shencha.errors import NotAllowed, NotFound
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts import signing
from shencha.records.models import Membership
from shencha.records.reads.papers import NO_PAPER
from shencha.text import Text

router = Router(tags=["events"])
Decision = Annotated[
    str, Path(..., max_length=60, description="The decision that was drafted, by its event.")
]
PDF = "application/pdf"


class SignedPaper(Strict):
    """What the second person signs."""

    paper: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the notice that was seen; the signature is refused if another would go out."""


@router.get("/cases/{number}/drafts/{name}/paper", openapi_extra=PAPER_ANSWER)
def drafted_paper(request: HttpRequest, number: Number, name: Decision) -> HttpResponse:
    """The notice of a drafted decision as it would go out today, for the office; a PDF, the same each time."""
    membership = _office(request, number)
    seen = signing.seen_by_signer(number, name, by=membership)
    if seen is None:
        raise NotFound(NO_PAPER)
    return HttpResponse(seen.pdf, content_type=PDF)


@router.post("/cases/{number}/drafts/{name}/sign", response={201: EventOut})
def sign_draft(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    name: Decision,
    key: Key,
    expected: Expected,
    signature: SignedPaper,
) -> EventOut:
    """Sign a colleague's draft: the decision goes out today, with the very paper whose digest is given."""
    membership = _office(request, number)
    made = signing.sign(
        number, name, by=membership, key=key, expected=expected_of(expected), paper=signature.paper
    )
    return recorded(response, membership, made)


def _office(request: HttpRequest, number: str) -> Membership:
    membership = acting(request)
    access.case_for(membership, number)
    if access.role_of(membership) not in OFFICE:
        raise NotAllowed(Text("文稿只供审查办公室办理", "drafts are for the review office alone"))
    return membership
