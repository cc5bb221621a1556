"""Check your answers: question, answer, article, change; the very check of the intake desk at the foot."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.documents.answers import declared
from shencha.documents.declaration import whole
from shencha.errors import BadInput, Fault
from shencha.law.measures.materials import UNLISTED, required
from shencha.procedure.names import GROUND_NAMES
from shencha.records.acts import drafts
from shencha.records.clock import today
from shencha.records.models import Draft, DraftPaper
from shencha.records.reads.statements import of_draft
from shencha.text import Text
from shencha.web.evidence.report import leads_in
from shencha.web.evidence.said import said
from shencha.web.interview import flat, following, screened, settled
from shencha.web.party.ours import our_draft, party_page
from shencha.web.words import CHOICES


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """All of the filing on one page; confirming it opens the signature."""
    membership, draft = our_draft(request, draft_id)
    faults: tuple[Fault, ...] = tuple(drafts.incomplete(draft))
    if request.method == "POST":
        try:
            drafts.looked_through(draft, by=membership)
        except BadInput as refused:
            faults = refused.faults
        else:
            return redirect("party:sign", draft.pk)
    answers, on = flat(draft.facts), today()
    shown = {
        "section": "desk",
        "draft": draft,
        "ground": GROUND_NAMES[draft.ground].begun,
        "answers": settled(answers),
        "found": screened(answers, on) if answers else None,
        "upcoming": following(answers, on),
        "declared": declared(draft.declaration),
        "by_form": whole(draft.ground, draft.declaration),
        "twice": drafts.twice(draft),
        "papers": papers_by_material(draft),
        "faults": faults,
        "lights": [lit for one in said(of_draft(draft, on), leads_in(draft)) for lit in one.lights],
    }
    return render(request, "party/check.html", shown, status=422 if request.method == "POST" else 200)


def papers_by_material(draft: Draft) -> list[tuple[str, Text, str, list[DraftPaper]]]:
    """Each kind of paper with its name, its article and its files; other material last."""
    attached = list(draft.papers.select_related("file"))
    wanted = [(one.material, one.name, one.article) for one in required(draft.ground, draft.instrument)]
    return [
        (material, name, article, [paper for paper in attached if paper.material == material])
        for material, name, article in [*wanted, *((one, CHOICES[one], "") for one in UNLISTED)]
    ]
