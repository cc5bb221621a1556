"""A draft begun under another version than the one in force: what differs for it, and moving it over."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.law.measures.factors import factors
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import Article, Change, compare, in_force, instrument
from shencha.law.measures.materials import required
from shencha.records.acts import drafts
from shencha.records.clock import today
from shencha.records.models import Draft
from shencha.text import Text
from shencha.web.party.ours import our_draft, party_page
from shencha.web.words import CHOICES


@dataclass(frozen=True, slots=True)
class Differences:
    """What another version means for one draft."""

    added: tuple[Text, ...]
    """Papers that only the new version asks for."""
    dropped: tuple[Text, ...]
    factors: tuple[tuple[str, Text], ...]
    """Factors of the new version."""
    unread: tuple[Text, ...]
    """Factors already judged which the new version does not know under that name."""
    articles: tuple[Change, ...]
    """Articles whose numbers differ, and those that are new or gone."""


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The difference that matters to the draft; confirming moves it, with its answers and papers."""
    membership, draft = our_draft(request, draft_id)
    governing = in_force(today())
    if governing is None or draft.case_id is not None or governing.id == draft.instrument:
        return redirect("party:draft", draft.pk)
    if request.method == "POST":
        drafts.move_over(draft, by=membership, to=request.POST.get("to", ""))
        return redirect("party:draft", draft.pk)
    shown = {
        "section": "desk",
        "draft": draft,
        "before": instrument(draft.instrument),
        "after": governing,
        "differs": differences(draft, governing.id),
        "papers": draft.papers.count(),
    }
    return render(request, "party/version.html", shown)


def differences(draft: Draft, to: str) -> Differences:
    """What matters to this draft between its version and another."""
    before = {one.material: one.name for one in required(draft.ground, draft.instrument)}
    after = {one.material: one.name for one in required(draft.ground, to)}
    known = {one.id: one.short for one in factors(to)}
    old = {one.id: one.short for one in factors(draft.instrument)}
    judged = draft.judgements.values_list("factor", flat=True)
    return Differences(
        tuple(name for key, name in after.items() if key not in before),
        tuple(CHOICES.get(key, name) for key, name in before.items() if key not in after),
        tuple((one.id, one.short) for one in factors(to) if draft.ground in one.grounds),
        tuple(old[one] for one in judged if one not in known and one in old),
        tuple(
            change
            for change in compare(draft.instrument, to)
            if change.before is None or change.after is None or _weighs(change)
        ),
    )


def _weighs(change: Change) -> bool:
    """Is a number of the article another one in the new version?"""
    old, new = change.before, change.after
    return old is not None and new is not None and _numbers(old) != _numbers(new)


def _numbers(one: Article) -> dict[str, int]:
    known = figures(one.instrument)
    found = {name: getattr(known, name, None) for name in one.figures}
    return {name: figure.value for name, figure in found.items() if figure is not None}
