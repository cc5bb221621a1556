"""Dossiers: a filing as one file, taken in and given out again."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Router
from ninja.files import UploadedFile

from shencha.api.drafts import DraftOut, draft_out
from shencha.api.headers import Id
from shencha.api.papers import FILE_ANSWER
from shencha.api.shapes import Strict
from shencha.api.tokens import acting
from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access
from shencha.records.acts.carried import take_in
from shencha.records.log.seals import recipient
from shencha.records.reads.dossiers import given_out

router = Router(tags=["dossiers"])


class KeyOut(Strict):
    """The key to which dossiers for this instance are sealed."""

    recipient: str
    """An age recipient, `age1…`."""


@router.get("/dossiers/key", response=KeyOut)
def key(request: HttpRequest) -> KeyOut:
    """The public key to which dossiers for this instance are sealed."""
    return KeyOut(recipient=recipient())


@router.post("/dossiers", response={201: DraftOut})
def carry_in(
    request: HttpRequest,
    response: HttpResponse,
    file: Annotated[list[UploadedFile], File(...)],
    party: Annotated[str, Form("", pattern=r"^[-a-zA-Z0-9_]{0,60}$")],
) -> DraftOut:
    """Make a draft of a dossier, sealed or not, all its parts at once; sent twice it is one draft."""
    membership = acting(request, PARTY_SIDE)
    sent = [(one.name or "", one.file) for one in file if one.file]
    made = take_in(sent, by=membership, party_key=party)
    response.headers["Location"] = f"/api/drafts/{made.pk}"
    return draft_out(made)


@router.get("/drafts/{draft_id}/dossier", openapi_extra=FILE_ANSWER)
def carry_out(request: HttpRequest, draft_id: Id) -> StreamingHttpResponse:
    """A draft as a dossier file, in the form in which it can be taken in again."""
    draft = access.draft_for(acting(request), draft_id)
    chunks, length, digest = given_out(draft)
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    response.headers["Content-Length"] = str(length)
    name = f"{digest[:16]}.dossier.tar"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
