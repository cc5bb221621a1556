"""A dossier carried in or out: upload one that was prepared elsewhere, download the draft as one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault
from shencha.records import access
from shencha.records.acts.carried import brought_in
from shencha.records.log.seals import recipient
from shencha.records.models import CaseFile
from shencha.records.reads.dossiers import given_out
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.done import done
from shencha.web.party.ours import our_draft, party_page

TAKEN = Text(
    "卷宗已核验，与打包时一致，收为这份草稿。提交前请核对。",
    "The dossier was verified, is as it was built, and is now this draft. Check it before you file.",
)


PREPARED = Text(
    "补充材料已核验，与打包时一致，已放入下面各项，尚未提交。请核对后提交。",
    "The answers were verified, are as they were built, and stand below; look at them, then hand them in.",
)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def carry_in(request: HttpRequest) -> HttpResponse:
    """Upload a dossier, which becomes one draft however often it is sent, or answers to a request."""
    membership = acting(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        sent = [(one.name or "", one.file) for one in request.FILES.getlist("file") if one.file]
        try:
            taken = brought_in(sent, by=membership, party_key=request.POST.get("party", ""))
        except BadInput as refused:
            faults = refused.faults
        else:
            if isinstance(taken, CaseFile):
                done(request, PREPARED)
                return redirect("party:supplement", taken.number)
            done(request, TAKEN)
            return redirect("party:draft", taken.pk)
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
