"""A party's evidence on a draft: attach inputs, run analyses, see findings by factor, write its judgement beside."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.evidence.analysers import ANALYSERS
from shencha.law.measures.factors import FACTORS
from shencha.procedure.names import GROUND_NAMES
from shencha.records.acts import analyses
from shencha.records.acts.analyses import Given
from shencha.records.acts.changes import Overtaken, version_of
from shencha.records.clock import now, today
from shencha.records.joined import joined
from shencha.records.models import AnalysisRun
from shencha.records.reads.statements import of_draft
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of, no_day
from shencha.web.done import SAVED, done
from shencha.web.evidence.board import Leads, columns
from shencha.web.evidence.report import leads_in
from shencha.web.evidence.said import said
from shencha.web.keys import fresh_key
from shencha.web.party.ours import our_draft, party_page, seen_in

DATES = ("made_on", "covers_from", "covers_to")
RUNNING = Text(
    "已上传，正在分析；结果出来后在此显示。", "Uploaded; the analysis runs, and its answer appears here."
)
DROPPED = Text("已从草稿中移除这项分析。", "The analysis is taken out of the draft.")


@party_page
@require_safe
def board(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The board of factors of a draft, with its analyses; those under way are looked after by themselves."""
    _, draft = our_draft(request, draft_id)
    runs = list(joined(draft.analyses.select_related("asked_by"), "inputs", "file"))
    told = [analyses.told(run) | {"run": run.pk} for run in runs if run.state == AnalysisRun.State.DONE]
    judged: list[dict[str, str]] = [
        {"factor": one.factor, "text": one.text, "measures": one.measures, "source": one.source}
        for one in draft.judgements.all()
    ]
    under_way = any(run.state in ("queued", "running") for run in runs)
    shown = {
        "section": "desk",
        "draft": draft,
        "ground": GROUND_NAMES[draft.ground].begun,
        "runs": [(run, ANALYSERS[run.kind].words, _seconds(run)) for run in runs],
        "board": columns(
            draft.instrument,
            draft.ground,
            told,
            judged,
            today(),
            facts=draft.facts,
            said=said(of_draft(draft, today()), leads_in(draft)),
            opening=lambda one, _: Leads(reverse("evidence:draft_run", args=[draft.pk, one["run"]])),
        ),
        "kinds": [(one.kind, one.words, one.purpose) for one in ANALYSERS.values()],
        "under_way": under_way,
        "editable": draft.case is None,
    }
    template = "evidence/runs.html" if request.headers.get("HX-Request") else "evidence/draft.html"
    answer = render(request, template, shown)
    if request.headers.get("HX-Request") and not under_way:
        answer["HX-Refresh"] = "true"
    return answer


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, draft_id: int, kind: str) -> HttpResponse:
    """Attach inputs and ask for their analysis."""
    membership, draft = our_draft(request, draft_id)
    analyser = ANALYSERS.get(kind)
    if analyser is None:
        raise NotFound(Text("没有这种分析", "there is no such analysis"))
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            analyses.ask(
                draft,
                by=membership,
                kind=kind,
                given=_given(request, kind),
                key=request.POST.get("key", "") or fresh_key(),
                parameters={one.name: request.POST.get(one.name, "").strip() for one in analyser.parameters},
                file_inputs=request.POST.get("file_inputs") == "yes",
            )
        except BadInput as refused:
            faults = refused.faults
        else:
            done(request, RUNNING)
            return redirect("evidence:draft", draft.pk)
    shown = {
        "section": "desk",
        "draft": draft,
        "kind": kind,
        "name": analyser.words,
        "purpose": analyser.purpose,
        "roles": [(one.role, one.words, one.least > 0, one.most != 1) for one in analyser.inputs],
        "given": request.POST,
        "key": request.POST.get("key") or fresh_key(),
        "faults": faults,
    }
    return render(request, "evidence/add.html", shown, status=422 if faults else 200)


@require_POST
@party_page
def remove(request: HttpRequest, draft_id: int, run_id: int) -> HttpResponse:
    """Take an analysis out of the draft."""
    membership, draft = our_draft(request, draft_id)
    analyses.drop(draft, run_id, by=membership)
    done(request, DROPPED)
    return redirect("evidence:draft", draft.pk)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, draft_id: int, factor: str) -> HttpResponse:
    """The party's judgement of one factor."""
    membership, draft = our_draft(request, draft_id)
    known = FACTORS.get(factor)
    if known is None or known.instrument != draft.instrument:
        raise NotFound(Text("没有这个因素", "there is no such factor"))
    judged, overtaken = draft.judgements.select_related("by").filter(factor=factor).first(), None
    shown_now: object = judged
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("text", "measures", "source")}
        try:
            analyses.judge(draft, by=membership, factor=factor, seen=seen_in(request.POST), **given)
        except Overtaken as refused:
            overtaken, shown_now = refused, given
        else:
            done(request, SAVED)
            return redirect(f"{reverse('evidence:draft', args=[draft.pk])}#{factor}")
    shown = {
        "section": "desk",
        "draft": draft,
        "factor": known,
        "judged": shown_now,
        "theirs": judged,
        "overtaken": overtaken,
        "seen": overtaken.version if overtaken else version_of(draft, f"judgement:{factor}"),
    }
    return render(request, "evidence/judge.html", shown, status=409 if overtaken else 200)


def _seconds(run: AnalysisRun) -> int:
    begun, done = run.begun_at or run.asked_at, run.done_at or now()
    return max(0, int((done - begun).total_seconds()))


def _given(request: HttpRequest, kind: str) -> list[Given]:
    faults: list[Fault] = []
    days = {name: _day(request.POST.get(name, ""), name, faults) for name in DATES}
    if faults:
        raise BadInput(faults)
    return [
        Given(role, one.name or "", one.chunks(), **days)
        for role in (one.role for one in ANALYSERS[kind].inputs)
        for one in request.FILES.getlist(role)
    ]


def _day(written: str, where: str, faults: list[Fault]) -> date | None:
    if not written:
        return None
    day = day_of(written)
    if day is None:
        faults.append(Fault("analysis", where, no_day(written), AS_WRITTEN))
    return day
