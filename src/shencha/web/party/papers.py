"""The papers of Article 8: what each is for, upload, look again, take out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.law.measures.materials import UNLISTED, required
from shencha.records.acts import drafts
from shencha.records.models import DraftPaper
from shencha.text import Text
from shencha.web.done import done
from shencha.web.downloads import attached
from shencha.web.party.ours import our_draft, party_page
from shencha.web.words import CHOICES

REMOVED = Text("已从草稿中删除 {name}。", "{name} is taken out of the draft.")
NOTHING = Fault(
    "form",
    "file",
    Text("还没有选择文件", "no file is chosen"),
    Text("请选择要上传的文件", "choose the file to upload"),
)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, draft_id: int, material: str) -> HttpResponse:
    """One kind of paper: the files there are, and another one."""
    membership, draft = our_draft(request, draft_id)
    wanted = next((one for one in required(draft.ground, draft.instrument) if one.material == material), None)
    if wanted is None and material not in UNLISTED:
        raise _nothing_there()
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        sent = request.FILES.getlist("file")
        try:
            for one in sent:
                drafts.attach(
                    draft, by=membership, material=material, name=one.name or "", chunks=one.chunks()
                )
        except BadInput as refused:
            faults = refused.faults
        else:
            if sent:
                return redirect("party:papers", draft.pk, material)
            faults = (NOTHING,)
    shown = {
        "section": "desk",
        "draft": draft,
        "wanted": wanted,
        "material": material,
        "name": wanted.name if wanted else CHOICES[material],
        "papers": draft.papers.select_related("file", "added_by").filter(material=material),
        "faults": faults,
    }
    return render(request, "party/papers.html", shown, status=422 if faults else 200)


@party_page
@require_safe
def download(request: HttpRequest, draft_id: int, paper_id: int) -> StreamingHttpResponse:
    """A file as it was uploaded, always as a download."""
    _, draft = our_draft(request, draft_id)
    found = draft.papers.select_related("file").filter(pk=paper_id).first()
    if found is None:
        raise _nothing_there()
    return attached(found.file, found.name)


@require_POST
@party_page
def remove(request: HttpRequest, draft_id: int, paper_id: int) -> HttpResponse:
    """Take a file out of the draft; one that is gone already changes nothing."""
    membership, draft = our_draft(request, draft_id)
    found: DraftPaper | None = draft.papers.filter(pk=paper_id).first()
    drafts.remove(draft, paper_id, by=membership)
    if found is None:
        return redirect("party:draft", draft.pk)
    done(request, REMOVED.fill(name=found.name))
    return redirect("party:papers", draft.pk, found.material)


def _nothing_there() -> NotFound:
    return NotFound(Text("没有这份材料", "There is no such paper"))
