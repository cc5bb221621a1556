"""One part: the promises of Article 6 with the supplier's answer to each, the product described, own papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.law.measures.promises import PROMISES
from shencha.records import access
from shencha.records.acts import parts
from shencha.records.acts.changes import Overtaken
from shencha.records.models import SupplierPart
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.desks.supplier import supplier_page
from shencha.web.done import done
from shencha.web.downloads import attached
from shencha.web.party.papers import NOTHING
from shencha.web.supplier.words import STATES, standing_of

SAVED = Text("已保存，尚未提交。", "Saved; not handed in yet.")
GIVEN = Text(
    "已交给申报单位。对方可以退回请贵单位改正；在此之前不能再改。",
    "Handed in to the party. It may send it back to be corrected; until then it cannot be changed.",
)


@supplier_page
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, part_id: int) -> HttpResponse:
    """The form; save and return as often as one likes."""
    membership = acting(request)
    found = access.part_for(membership, part_id)
    if request.method != "POST":
        return _page(request, found)
    statements, description = _typed(request.POST)
    try:
        parts.write(
            found,
            by=membership,
            statements=statements,
            description=description,
            seen=_number(request.POST.get("seen", "")),
        )
    except Overtaken as overtaken:
        return _page(request, found, typed=(statements, description), overtaken=overtaken)
    if request.POST.get("act") == "hand_in":
        return _given(request, found)
    done(request, SAVED)
    return redirect("supplier:part", found.pk)


@require_POST
@supplier_page
def hand_in(request: HttpRequest, part_id: int) -> HttpResponse:
    """Give it to the party; sent twice it is given once."""
    membership = acting(request)
    return _given(request, access.part_for(membership, part_id))


@require_POST
@supplier_page
def attach(request: HttpRequest, part_id: int) -> HttpResponse:
    """Attach papers to one's own part."""
    membership = acting(request)
    found = access.part_for(membership, part_id)
    sent = request.FILES.getlist("file")
    try:
        for one in sent:
            parts.attach(found, by=membership, name=one.name or "", chunks=one.chunks())
    except BadInput as refused:
        return _page(request, found, faults=refused.faults)
    if not sent:
        return _page(request, found, faults=(NOTHING,))
    return redirect("supplier:part", found.pk)


@require_POST
@supplier_page
def remove(request: HttpRequest, part_id: int, paper_id: int) -> HttpResponse:
    """Take a paper out; one that is gone already changes nothing."""
    membership = acting(request)
    found = access.part_for(membership, part_id)
    parts.remove(found, paper_id, by=membership)
    return redirect("supplier:part", found.pk)


@supplier_page
@require_safe
def download(request: HttpRequest, part_id: int, paper_id: int) -> StreamingHttpResponse:
    """A file of one's own part, always as a download."""
    return file_of(access.part_for(acting(request), part_id), paper_id)


def file_of(found: SupplierPart, paper_id: int) -> StreamingHttpResponse:
    """A file of a part that the reader may read."""
    paper = found.papers.select_related("file").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(Text("没有这份材料", "There is no such paper"))
    return attached(paper.file, paper.name)


def _given(request: HttpRequest, found: SupplierPart) -> HttpResponse:
    membership = acting(request)
    try:
        parts.hand_in(found, by=membership)
    except BadInput as refused:
        return _page(request, access.part_for(membership, found.pk), faults=refused.faults)
    done(request, GIVEN)
    return redirect("supplier:part", found.pk)


def _page(
    request: HttpRequest,
    found: SupplierPart,
    *,
    typed: tuple[dict[str, dict[str, str]], str] | None = None,
    faults: tuple[Fault, ...] = (),
    overtaken: Overtaken | None = None,
) -> HttpResponse:
    if overtaken is not None:
        found.refresh_from_db()
    statements, description = typed or (found.statements, found.description)
    editable = found.draft.case_id is None and found.state in (parts.State.ASKED, parts.State.SENT_BACK)
    wrong = {fault.where for fault in faults}
    shown = {
        "section": "desk",
        "part": found,
        "state": STATES[standing_of(found)],
        "editable": editable,
        "promises": [
            (
                one,
                statements.get(one.id, {}),
                parts.SAYS.get(statements.get(one.id, {}).get("says", "")),
                one.id in wrong,
            )
            for one in PROMISES.values()
        ],
        "says": list(parts.SAYS.items()),
        "description": description,
        "description_wrong": "description" in wrong,
        "seen": overtaken.version if overtaken else found.version,
        "papers": found.papers.select_related("file", "added_by"),
        "faults": faults,
        "overtaken": overtaken,
        "theirs": found if overtaken else None,
    }
    status = 409 if overtaken else 422 if faults else 200
    return render(request, "supplier/part.html", shown, status=status)


def _typed(sent: QueryDict) -> tuple[dict[str, dict[str, str]], str]:
    statements = {
        name: {"says": sent.get(f"says-{name}", ""), "text": sent.get(f"text-{name}", "")}
        for name in PROMISES
    }
    return statements, sent.get("description", "")


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 10 else None
