"""The receipt of an event: what was recorded, its place in the log, and how to verify it without us."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shencha.ledger.checkpoint import parse
from shencha.procedure.acts import ACTS, event_from
from shencha.procedure.roles import WHOLE_CASE
from shencha.records import access, log
from shencha.records.reads.papers import has_paper
from shencha.text import same
from shencha.web.acting import acting, only_for
from shencha.web.cases.filing import told
from shencha.web.cases.told import fields_of, people_of
from shencha.web.downloads import attached
from shencha.web.public.verifying import links
from shencha.web.units import registered
from shencha.web.words import CHOICES


@only_for()
@require_safe
def receipt(request: HttpRequest, number: str, sequence: int) -> HttpResponse:
    """One page that prints well."""
    membership = acting(request)
    stored = access.receipt_for(membership, number, sequence)
    access.saw(membership, stored.case, f"event {sequence}")
    checkpoint, _ = parse(stored.note)
    whole = access.role_of(membership) in WHOLE_CASE
    return render(
        request,
        "cases/receipt.html",
        {
            "stored": stored,
            "file": stored.case,
            "title": ACTS[stored.name].done,
            "who": str(stored.by) if whole or stored.by_id == membership.person_id else "",
            "fields": fields_of(event_from(stored.payload), registered(), people_of([stored])),
            "papers": [(one, CHOICES.get(one.material, same(one.material))) for one in stored.papers.all()],
            **told(stored),
            "checkpoint": checkpoint,
            "root": checkpoint.root.hex(),
            "has_paper": has_paper(membership, stored),
            **links(request, log.receipt(stored)),
        },
    )


@only_for()
@require_safe
def receipt_file(request: HttpRequest, number: str, sequence: int) -> HttpResponse:
    """The receipt as a file (C2SP tlog-proof)."""
    membership = acting(request)
    stored = access.receipt_for(membership, number, sequence)
    access.saw(membership, stored.case, f"receipt {sequence}")
    response = HttpResponse(log.receipt(stored), content_type="text/plain; charset=utf-8")
    name = f"{number}-{sequence}.tlog-proof"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@only_for()
@require_safe
def paper(request: HttpRequest, number: str, paper_id: int) -> StreamingHttpResponse | FileResponse:
    """A paper of the case, always as a download: nothing that was uploaded runs in a browser."""
    membership = acting(request)
    found = access.paper_for(membership, number, paper_id)
    access.saw(membership, found.case, f"paper {found.pk}")
    return attached(found.file, found.name)
