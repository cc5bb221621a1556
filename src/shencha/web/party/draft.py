"""A filing in the making, as a list of tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import Fault
from shencha.law.measures.instruments import in_force, instrument
from shencha.law.state_secrets import directions
from shencha.procedure.names import GROUND_NAMES
from shencha.records.acts.drafts import discard as given_up
from shencha.records.acts.drafts import incomplete, stopped
from shencha.records.clock import today
from shencha.records.models import Draft
from shencha.text import Text
from shencha.web.done import done
from shencha.web.party.ours import our_draft, party_page
from shencha.web.party.tasks import tasks_of

DISCARDED = Text("草稿“{title}”已删除。", "The draft “{title}” is gone.")


@party_page
@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What is done, what is open; a draft that was filed leads to its case."""
    membership, found = our_draft(request, draft_id)
    if found.case is not None:
        return redirect("party:case", found.case.number)
    if stopped(found):
        return render(
            request, "party/stopped.html", {"section": "desk", "draft": found, "where": directions()}
        )
    on = today()
    governing = in_force(on)
    shown = {
        "section": "desk",
        "draft": found,
        "ground": GROUND_NAMES[found.ground].begun,
        "instrument": instrument(found.instrument),
        "outdated": governing is not None and governing.id != found.instrument,
        "tasks": tasks_of(found, membership, on),
        "open": [(fault, _where(found, fault)) for fault in incomplete(found)],
    }
    return render(request, "party/draft.html", shown)


def _where(draft: Draft, fault: Fault) -> str:
    """The page on which a fault can be mended."""
    if fault.where == "facts":
        return reverse("party:facts", args=[draft.pk])
    if fault.where.startswith("declaration"):
        return reverse("party:declaration", args=[draft.pk])
    return reverse("party:papers", args=[draft.pk, fault.where])


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Say what goes with the draft, and ask once more; a filed one is not given up but withdrawn."""
    membership, found = our_draft(request, draft_id)
    if found.case is not None:
        return redirect("party:case", found.case.number)
    if request.method == "POST":
        title = found.title
        given_up(found, by=membership)
        done(request, DISCARDED.fill(title=title))
        return redirect("party:desk")
    shown = {
        "section": "desk",
        "draft": found,
        "papers": found.papers.count(),
        "analyses": found.analyses.count(),
        "parts": found.parts.count(),
    }
    return render(request, "party/discard.html", shown)
