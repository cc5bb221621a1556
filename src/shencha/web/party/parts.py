"""Suppliers in a draft: who is asked for its part, by when, what it handed in; send it back or do without it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.law.measures.promises import PROMISES
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.acts import parts
from shencha.records.models import Membership, SupplierPart
from shencha.text import Text
from shencha.text.days import day_of
from shencha.web.done import SAVED, done
from shencha.web.party.ours import our_draft, party_page
from shencha.web.supplier.part import file_of
from shencha.web.supplier.words import STATES, standing_of

BOXES = ("supplier", "product", "wanted_by", "note")
ASKED = Text("已请供应方填写；填写完毕后在此显示。", "The supplier is asked; what it fills in appears here.")


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def suppliers(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The suppliers asked, and another one."""
    membership, draft = our_draft(request, draft_id)
    typed = {name: request.POST.get(name, "").strip() for name in BOXES}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            parts.invite(
                draft,
                by=membership,
                supplier=typed["supplier"],
                product=typed["product"],
                wanted_by=day_of(typed["wanted_by"]),
                note=typed["note"],
            )
        except BadInput as refused:
            faults = refused.faults
        else:
            done(request, ASKED)
            return redirect("party:suppliers", draft.pk)
    shown = {
        "section": "desk",
        "draft": draft,
        "parts": [(one, STATES[standing_of(one)]) for one in access.parts_of(membership).filter(draft=draft)],
        "may_invite": Role(membership.role) in parts.INVITING and draft.case_id is None,
        "typed": typed,
        "faults": faults,
        "wrong": {fault.where: fault for fault in faults},
    }
    return render(request, "party/suppliers.html", shown, status=422 if faults else 200)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def supplier(request: HttpRequest, draft_id: int, part_id: int) -> HttpResponse:
    """One supplier's part as it was handed in; what is not handed in yet stays with the supplier."""
    membership, found = _part(request, draft_id, part_id)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            if request.POST.get("act") == "close":
                parts.close(found, by=membership)
            else:
                parts.send_back(found, by=membership, reason=request.POST.get("reason", ""))
        except BadInput as refused:
            faults = refused.faults
        else:
            done(request, SAVED)
            return redirect("party:suppliers", draft_id)
    given = found.state == parts.State.HANDED_IN
    statements = found.statements if given else {}
    shown = {
        "section": "desk",
        "draft": found.draft,
        "part": found,
        "state": STATES[standing_of(found)],
        "given": given,
        "open": found.draft.case_id is None,
        "may_close": Role(membership.role) in parts.INVITING and found.state != parts.State.CLOSED,
        "promises": [
            (one, statements.get(one.id, {}), parts.SAYS.get(statements.get(one.id, {}).get("says", "")))
            for one in PROMISES.values()
        ],
        "papers": found.papers.select_related("file") if given else (),
        "faults": faults,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "party/supplier.html", shown, status=422 if faults else 200)


@party_page
@require_safe
def download(request: HttpRequest, draft_id: int, part_id: int, paper_id: int) -> StreamingHttpResponse:
    """A file of a part that was handed in."""
    _, found = _part(request, draft_id, part_id)
    if found.state != parts.State.HANDED_IN:
        raise NotFound(Text("没有这份材料", "There is no such paper"))
    return file_of(found, paper_id)


def _part(request: HttpRequest, draft_id: int, part_id: int) -> tuple[Membership, SupplierPart]:
    membership, draft = our_draft(request, draft_id)
    found = access.part_for(membership, part_id)
    if found.draft_id != draft.pk:
        raise NotFound(Text("没有这一部分", "there is no such part"))
    return membership, found
