"""The interview inside a draft: the same questions, the answers kept with the draft."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import NotFound
from shencha.law.logic.fact_values import Unfit
from shencha.records.acts import drafts
from shencha.records.acts.changes import Overtaken, version_of
from shencha.records.clock import today
from shencha.text import Text
from shencha.web import asking
from shencha.web.interview import flat, following, ruled, settled
from shencha.web.party.ours import our_draft, party_page, seen_in
from shencha.web.questions import BY_SLUG, QUESTIONS


@party_page
@require_safe
def facts(request: HttpRequest, draft_id: int) -> HttpResponse:
    """To the next question, or to the first when all is answered."""
    _, draft = our_draft(request, draft_id)
    upcoming = following(flat(draft.facts), today()) or QUESTIONS[0]
    return redirect("party:fact", draft.pk, upcoming.slug)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, draft_id: int, slug: str) -> HttpResponse:
    """One question; after the last one back to the list of tasks."""
    membership, draft = our_draft(request, draft_id)
    question = BY_SLUG.get(slug)
    if question is None:
        raise NotFound(Text("没有这个问题", "There is no such question"))
    answers, on = flat(draft.facts), today()
    what = f"fact:{question.fact}"
    page, status, overtaken = asking.asked(question, answers, on), 200, None
    if request.method == "POST":
        try:
            value = asking.read(question, request.POST)
            draft = drafts.answer_fact(
                draft, by=membership, fact=question.fact, value=value, seen=seen_in(request.POST)
            )
        except Unfit as unfit:
            page, status = asking.asked_again(question, request.POST, unfit, on), 422
        except Overtaken as refused:
            draft.refresh_from_db()
            page, status = asking.asked_again(question, request.POST, Unfit(), on), 409
            overtaken, answers = refused, flat(draft.facts)
        else:
            answers = flat(draft.facts)
            if drafts.stopped(draft):
                return redirect("party:draft", draft.pk)
            upcoming = following(answers, on)
            if upcoming is None:
                return redirect("party:draft", draft.pk)
            return redirect("party:fact", draft.pk, upcoming.slug)
    shown = {
        "section": "desk",
        "draft": draft,
        "page": page,
        "seen": overtaken.version if overtaken else version_of(draft, what),
        "overtaken": overtaken,
        "theirs": next((one for one in settled(answers) if one.question is question), None),
        "answers": settled(answers),
        "ruled": ruled(answers, on),
    }
    return render(request, "interview/question.html", shown, status=status)
