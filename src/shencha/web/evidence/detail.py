"""One analysis in full: its picture, and the table that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shencha.errors import NotFound
from shencha.evidence.flows.reasons import number
from shencha.evidence.flows.words import ROUTE, cited, described
from shencha.evidence.people.words import all_read
from shencha.evidence.report.words import KINDS
from shencha.law.export.rules import Route
from shencha.law.logic.facts import Count
from shencha.law.measures.instruments import governing
from shencha.law.places import place_name
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
from shencha.web.evidence.tables import lead_of, points_of, tables_of
from shencha.web.party.ours import our_draft, party_page
from shencha.web.questions import BY_SLUG
from shencha.web.templatetags.say import reading

UNREAD_SHOWN = 100
READERS = reads_of(Shelf.PROMISES)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table beside the picture."""

    name: str
    text: Text
    chosen: str = ""
    """What the picture shows if this row is chosen; empty where it cannot be chosen."""
    why: Sequence[Text] = ()


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
    wanted = request.GET.get("q", "").strip()
    lines = [one for one in lines_of(run.kind, answer) if not wanted or wanted.lower() in one.name.lower()]
    findings: list[Shown] = [shown(one, run.kind, instrument) for one in answer.get("findings", ())]
    told = {
        "section": "desk",
        "run": run,
        "name": KINDS[run.kind],
        "back": back,
        "picture": address if run.kind in analysing.DRAWN else "",
        "cut": request.GET.get("cut", ""),
        "q": wanted,
        "page": Paginator(lines, 50).get_page(request.GET.get("page")),
        "findings": findings,
        "lead": lead_of(run.kind, answer),
        "tables": tables_of(run.kind, answer),
        "points": points_of(answer),
        "persons": _bounds(answer),
        "seen": _seen(run),
        "unread": [
            (one["file"], one["where"], Text.of(one["why"]), one.get("count", 1))
            for one in answer.get("unread", ())[:UNREAD_SHOWN]
        ],
    }
    return render(request, "evidence/detail.html", told)


def lines_of(kind: str, answer: Mapping[str, Any]) -> list[Line]:
    """The table of an analysis, row by row."""
    match kind:
        case "supply":
            return [_cut(one) for one in answer.get("cuts", ())]
        case "control":
            return [_holder(one) for one in answer.get("holders", ())]
        case "flows":
            return [_flow(one) for one in answer.get("flows", ())]
        case _:
            return []


def _cut(one: Mapping[str, Any]) -> Line:
    services: Sequence[Mapping[str, Any]] = one["services"]
    lost = one["components_lost"]
    if not services:
        return Line(
            one["cut"],
            Text(f"没有服务停止，失去 {lost} 个组件", f"no service stops, {lost} components are lost"),
            one["cut"],
        )
    first = services[0]
    chain = " → ".join(first.get("because", ()))
    return Line(
        one["cut"],
        Text(
            f"{len(services)} 项服务停止，最早 {first['service']}，{first['after_days']} 天后；"
            f"失去 {lost} 个组件。{chain}",
            f"{len(services)} services stop, first {first['service']} after {first['after_days']} days; "
            f"{lost} components are lost. {chain}",
        ),
        one["cut"],
    )


def _holder(one: Mapping[str, Any]) -> Line:
    controls = {"yes": "控制", "no": "不控制", "unknown": "是否控制不明"}[one["controls"]]
    english = {"yes": "controls", "no": "does not control", "unknown": "control is not known"}[
        one["controls"]
    ]
    place = place_name(one["jurisdiction"]) if one.get("jurisdiction") else same("—")
    held = _per_cent(one["share"])
    zh, en = f"持有 {held}", f"holds {held}"
    if contract := one.get("by_contract"):
        whole = _per_cent(contract)
        zh, en = (
            f"计入合同权利 {whole}，仅按股份 {held}",
            f"with what contracts give {whole}, by shares alone {held}",
        )
    return Line(
        f"{one.get('name') or one['id']}",
        Text(f"{controls}；{zh}，{place.zh}", f"{english}; {en}, {place.en}"),
        why=[Text.of(reason["text"]) for reason in one.get("because", ())],
    )


def _per_cent(share: Mapping[str, Any]) -> str:
    least, most = share.get("at_least"), share.get("at_most")
    return f"{least:g}–{most:g} %" if least != most else f"{least:g} %"


def _flow(one: Mapping[str, Any]) -> Line:
    route, to = ROUTE[Route(one["route"])], one["to"]
    missing = ", ".join(one.get("missing", ()))
    place = f"{to.get('name') or '—'} ({to.get('country') or '—'})"
    persons, beside = number(_count(one["persons"])), described(one)
    return Line(
        f"{one['id']} {one.get('what') or ''}".strip(),
        Text(
            f"{place}：{route.zh}；{persons.zh}"
            + (f"；尚缺：{missing}" if missing else "")
            + (f"。{beside.zh}" if beside.zh else ""),
            f"{place}: {route.en}; {persons.en}"
            + (f"; missing: {missing}" if missing else "")
            + (f". {beside.en}" if beside.en else ""),
        ),
        why=[cited(reason) for reason in one.get("reasons", ())],
    )


def _count(told: Any) -> Count:
    if isinstance(told, dict):
        return Count(told.get("at_least") or 0, told.get("at_most"))
    return Count(told, told) if isinstance(told, int) else Count()


def _bounds(answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The range of a count; without a most where something was not read."""
    found: Mapping[str, Any] | None = answer.get("persons")
    return found if found is None or all_read(answer) else {**found, "at_most": ""}


def _seen(run: AnalysisRun) -> int | None:
    """The version of the interview's answer that a range may be taken over into; None: it may not be."""
    if run.kind != "people" or run.draft is None or run.draft.case is not None:
        return None
    return version_of(run.draft, f"fact:{BY_SLUG['users'].fact}")
