"""One analysis in full: its picture, and the table that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shencha.errors import NotFound
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.people.words import all_read
from shencha.law.measures.instruments import governing
from shencha.procedure.roles import Shelf, reads_of
from shencha.records import access
from shencha.records.acts.changes import version_of
from shencha.records.clock import today
from shencha.records.jobs import analysing
from shencha.records.models import AnalysisRun, CaseFile
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.evidence.board import Shown, shown
from shencha.web.party.ours import our_draft, party_page
from shencha.web.questions import BY_SLUG
from shencha.web.templatetags.say import reading

UNREAD_SHOWN = 100
READERS = reads_of(Shelf.PROMISES)


@party_page
@require_safe
def of_draft(request: HttpRequest, draft_id: int, run_id: int) -> HttpResponse:
    """An analysis of the party's own draft."""
    _, draft = our_draft(request, draft_id)
    run = _found(draft.analyses.filter(pk=run_id).first())
    back = reverse("evidence:draft", args=[draft.pk])
    address = reverse("evidence:draft_picture", args=[draft.pk, run.pk])
    return _page(request, run, draft.instrument, back, address)


@party_page
@require_safe
def picture_of_draft(request: HttpRequest, draft_id: int, run_id: int) -> HttpResponse:
    """Its picture."""
    _, draft = our_draft(request, draft_id)
    return _picture(request, _found(draft.analyses.filter(pk=run_id).first()))


@only_for(*READERS)
@require_safe
def of_case(request: HttpRequest, number: str, run_id: int) -> HttpResponse:
    """An analysis that the office ran again, or that ran again on a reported change."""
    case, run = _of_case(request, number, run_id)
    access.saw(acting(request), case, f"analysis {run.pk}")
    back = reverse("supervision:changes" if run.change_id else "evidence:board", args=[number])
    address = reverse("evidence:case_picture", args=[number, run.pk])
    return _page(
        request, run, governing(file_of(acting(request), number)[1].instrument, today()), back, address
    )


@only_for(*READERS)
@require_safe
def picture_of_case(request: HttpRequest, number: str, run_id: int) -> HttpResponse:
    """Its picture."""
    return _picture(request, _of_case(request, number, run_id)[1])


def _of_case(request: HttpRequest, number: str, run_id: int) -> tuple[CaseFile, AnalysisRun]:
    """The same answer where the case is not theirs and where the analysis is not."""
    case = access.cases_of(acting(request)).filter(number=number).first()
    runs = access.runs_of(acting(request), case) if case else AnalysisRun.objects.none()
    run = _found(runs.filter(pk=run_id).first())
    assert case is not None
    return case, run


def _found(run: AnalysisRun | None) -> AnalysisRun:
    if run is None or run.state != AnalysisRun.State.DONE:
        raise NotFound(Text("没有这项分析", "there is no such analysis"))
    return run


def _picture(request: HttpRequest, run: AnalysisRun) -> HttpResponse:
    cut, narrow = request.GET.get("cut", "")[:300], "narrow" in request.GET
    content = analysing.picture(run, reading(), cut, narrow=narrow)
    answer = HttpResponse(content, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer


def _page(request: HttpRequest, run: AnalysisRun, instrument: str, back: str, address: str) -> HttpResponse:
    answer: Mapping[str, Any] = run.answer or {}
    analyser = ANALYSERS[run.kind]
    wanted = request.GET.get("q", "").strip()
    every = list(analyser.lines(answer))
    lines = [one for one in every if one.has(wanted)]
    findings: list[Shown] = [shown(one, run.kind, instrument) for one in answer.get("findings", ())]
    told = {
        "section": "desk",
        "run": run,
        "name": analyser.words,
        "back": back,
        "picture": address,
        "cut": (cut := request.GET.get("cut", "")),
        "cut_words": next((one.called for one in every if one.chosen == cut), same(cut)),
        "q": wanted,
        "page": Paginator(lines, 50).get_page(request.GET.get("page")),
        "findings": findings,
        "lead": list(analyser.lead(answer)),
        "premises": list(analyser.premises(answer)),
        "tables": list(analyser.shown_tables(answer)),
        "points": _points(answer),
        "persons": _bounds(answer) if run.kind == "people" else None,
        "seen": _seen(run),
        "unread": [
            (one["file"], one["where"], Text.of(one["why"]), one.get("count", 1))
            for one in answer.get("unread", ())[:UNREAD_SHOWN]
        ],
    }
    return render(request, "evidence/detail.html", told)


def _points(answer: Mapping[str, Any]) -> list[tuple[Text, Text, Text]]:
    """What the text leaves open, as the analysis told it: topic, text and policy, either of which may be empty."""
    nothing = same("")
    return [
        (
            Text.of(one["topic"]) if "topic" in one else nothing,
            Text.of(one["text"]),
            Text.of(one["policy"]) if "policy" in one else nothing,
        )
        for one in answer.get("open_points", ())
    ]


def _bounds(answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The range of a count; without a most where something was not read."""
    found: Mapping[str, Any] | None = answer.get("persons")
    return found if found is None or all_read(answer) else {**found, "at_most": ""}


def _seen(run: AnalysisRun) -> int | None:
    """The version of the interview's answer that a range may be taken over into; None: it may not be."""
    if run.kind != "people" or run.draft is None or run.draft.case is not None:
        return None
    return version_of(run.draft, f"fact:{BY_SLUG['users'].fact}")
