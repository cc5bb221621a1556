"""A party's evidence on a draft: attach inputs, run analyses, see findings by factor, write its judgement beside."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.evidence.report.words import KINDS as NAMES
from shencha.law.measures.factors import FACTORS
from shencha.records.acts import analyses
from shencha.records.acts.analyses import KINDS, Given
from shencha.records.acts.changes import Overtaken, version_of
from shencha.records.clock import now, today
from shencha.records.models import AnalysisRun
from shencha.records.reads.statements import of_draft
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of, no_day
from shencha.web.evidence.board import columns
from shencha.web.evidence.report import leads_in
from shencha.web.evidence.said import said
from shencha.web.keys import fresh_key
from shencha.web.party.ours import our_draft, party_page, seen_in
from shencha.web.words import GROUNDS

ROLES = {
    "bom": Text(
        "物料清单和漏洞声明（CycloneDX、SPDX、OpenVEX、CSAF，可选几份）",
        "Bills of materials and VEX files (CycloneDX, SPDX, OpenVEX, CSAF; several)",
    ),
    "register": Text("供应方登记表（YAML、CSV、Parquet）", "Register of suppliers (YAML, CSV, Parquet)"),
    "services": Text("服务及其依赖（YAML）", "Services and what they need (YAML)"),
    "statements": Text("股权与控制声明（BODS 0.2 至 0.4）", "Ownership statements (BODS 0.2 to 0.4)"),
    "flows": Text("数据流清单（YAML、CSV）", "Inventory of data flows (YAML, CSV)"),
    "answer": Text(
        "计数结果（shencha people --json 的输出）", "The count (what shencha people --json printed)"
    ),
    "earlier": Text(
        "此前的计数，用来推算何时超过一百万（可选几份）",
        "Earlier counts, to project when the million is crossed (several)",
    ),
    "repeated": Text(
        "审计员用同一密钥复核的计数（shencha people --sworn）",
        "An auditor’s count under the same key (shencha people --sworn)",
    ),
}
PURPOSES = {
    "supply": Text(
        "断供一家供应方或者一个国家时，什么先停、几天后停。",
        "What stops, and after how many days, if a supplier or a country stops supplying.",
    ),
    "control": Text(
        "谁最终持有和控制，通过谁、来自哪里。", "Who ultimately owns and controls, through whom, from where."
    ),
    "flows": Text("哪些数据出境、走哪条途径。", "What leaves the country, and by which route it may."),
    "people": Text(
        "计数在贵单位的数据所在处进行，这里只附上结果；任何人的数据都不上传。",
        "The count is made where your data lies; only its result is attached, and nobody’s data is uploaded.",
    ),
}
DATES = ("made_on", "covers_from", "covers_to")


@party_page
@require_safe
def board(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The board of factors of a draft, with its analyses; those under way are looked after by themselves."""
    _, draft = our_draft(request, draft_id)
    runs = list(draft.analyses.prefetch_related("inputs__file").select_related("asked_by"))
    told = [analyses.told(run) for run in runs if run.state == AnalysisRun.State.DONE]
    judged: list[dict[str, str]] = [
        {"factor": one.factor, "text": one.text, "measures": one.measures, "source": one.source}
        for one in draft.judgements.all()
    ]
    under_way = any(run.state in ("queued", "running") for run in runs)
    shown = {
        "section": "desk",
        "draft": draft,
        "ground": GROUNDS[draft.ground],
        "runs": [(run, NAMES[run.kind], _seconds(run)) for run in runs],
        "board": columns(
            draft.instrument,
            draft.ground,
            told,
            judged,
            today(),
            facts=draft.facts,
            said=said(of_draft(draft, today()), leads_in(draft)),
        ),
        "kinds": [(kind, NAMES[kind], PURPOSES[kind]) for kind in KINDS],
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
    if kind not in KINDS:
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
                parameters={"of": request.POST.get("of", "").strip()} if kind == "control" else {},
                file_inputs=request.POST.get("file_inputs") == "yes",
            )
        except BadInput as refused:
            faults = refused.faults
        else:
            return redirect("evidence:draft", draft.pk)
    shown = {
        "section": "desk",
        "draft": draft,
        "kind": kind,
        "name": NAMES[kind],
        "purpose": PURPOSES[kind],
        "roles": [(role, ROLES[role], least > 0, most != 1) for role, (least, most) in KINDS[kind].items()],
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
        for role in KINDS[kind]
        for one in request.FILES.getlist(role)
    ]


def _day(written: str, where: str, faults: list[Fault]) -> date | None:
    if not written:
        return None
    day = day_of(written)
    if day is None:
        faults.append(Fault("analysis", where, no_day(written), AS_WRITTEN))
    return day
