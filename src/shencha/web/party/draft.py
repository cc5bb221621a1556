"""A filing in the making, as a list of tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shencha.law.instruments import in_force, instrument
from shencha.records.acts.drafts import incomplete
from shencha.records.clock import today
from shencha.web.party.ours import our_draft, party_page
from shencha.web.party.tasks import tasks_of
from shencha.web.words import GROUNDS


@party_page
@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What is done, what is open; a draft that was filed leads to its case."""
    membership, found = our_draft(request, draft_id)
    if found.case is not None:
        return redirect("party:case", found.case.number)
    on = today()
    governing = in_force(on)
    shown = {
        "section": "desk",
        "draft": found,
        "ground": GROUNDS[found.ground],
        "instrument": instrument(found.instrument),
        "outdated": governing is not None and governing.id != found.instrument,
        "tasks": tasks_of(found, membership, on),
        "open": incomplete(found),
    }
    return render(request, "party/draft.html", shown)
