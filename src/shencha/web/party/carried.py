"""A dossier carried in or out: upload one that was prepared elsewhere, download the draft as one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault
from shencha.records import access
from shencha.records.acts.carried import take_in
from shencha.records.log.seals import recipient
from shencha.records.reads.dossiers import given_out
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.party.ours import our_draft, party_page
from shencha.web.templatetags.say import reading

TAKEN = Text(
    "卷宗已核验，与打包时一致，收为这份草稿。提交前请核对。",
    "The dossier was verified, is as it was built, and is now this draft. Check it before you file.",
)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def carry_in(request: HttpRequest) -> HttpResponse:
    """Upload a dossier; sent twice it is one draft."""
    membership = acting(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        sent = [(one.name or "", one.file) for one in request.FILES.getlist("file") if one.file]
        try:
            draft = take_in(sent, by=membership, party_key=request.POST.get("party", ""))
        except BadInput as refused:
            faults = refused.faults
        else:
            messages.success(request, TAKEN.said(reading()))
            return redirect("party:draft", draft.pk)
    shown = {
        "section": "desk",
        "parties": access.parties_of(membership).order_by("name_zh"),
        "faults": faults,
        "recipient": recipient(),
    }
    return render(request, "party/carry_in.html", shown, status=422 if faults else 200)


@party_page
@require_safe
def carry_out(request: HttpRequest, draft_id: int) -> StreamingHttpResponse:
    """The draft as a dossier file, the same bytes as long as it does not change."""
    _, draft = our_draft(request, draft_id)
    chunks, length, _ = given_out(draft)
    response = StreamingHttpResponse(chunks, content_type="application/x-tar")
    response.headers["Content-Length"] = str(length)
    name = f"{draft.title}.dossier.tar"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
