"""The board of a case: what was filed, what the units say, what the office judges; and an analysis run again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import BadInput, NotAllowed, NotFound
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.compared import differences
from shencha.evidence.report.checking import Place
from shencha.evidence.report.report import RENDERED, Statement
from shencha.law.measures.instruments import governing
from shencha.procedure.allowed import may_next
from shencha.procedure.names import GROUND_NAMES
from shencha.procedure.roles import CONSULTED, OFFICE, OFFICERS, PARTY_SIDE, Shelf, reads_of
from shencha.records import access
from shencha.records.acts import analyses
from shencha.records.acts.analyses import INPUT
from shencha.records.acts.recount import AUDITORS, agreement, recount
from shencha.records.clock import today
from shencha.records.files.paper_text import text_of
from shencha.records.models import AnalysisRun, CasePaper
from shencha.records.reads.statements import Written, of_case
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.done import done
from shencha.web.evidence.board import Leads, Opening, columns, with_views
from shencha.web.evidence.said import READERS, leads_in_case, said
from shencha.web.keys import fresh_key
from shencha.web.supervision.changes import runs_of
from shencha.web.templatetags.say import reading
from shencha.web.units import registered

SIDE_BY_SIDE = (*OFFICE, *CONSULTED)
AGAIN = Text(
    "正在用申报的输入复算；结果出来后在此显示。",
    "It runs again; the answer appears here.",
)


@only_for(*READERS)
@require_safe
def board(request: HttpRequest, number: str) -> HttpResponse:
    """The factors of the case's version, as far as this membership may know."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    access.saw(membership, file, "board")
    role = access.role_of(membership)
    filed = analyses.filed_evidence(membership, number)
    found = filed.get("analyses", [])
    theirs = role in PARTY_SIDE
    version = governing(whole.instrument, today())
    papers = access.papers_of(membership, file)
    written = of_case(papers, filed, whole, today())
    officer, auditor, open_acts = (
        role in OFFICERS,
        role in AUDITORS,
        may_next(whole, by=access.actor(membership)),
    )
    again = {one["id"]: analyses.repetitions(file.pk, one["id"]) for one in found if officer or auditor}
    shown_columns = columns(
        version,
        file.ground,
        found,
        filed.get("judgements", []),
        today(),
        facts=filed.get("facts"),
        said=said(written, leads_in_case(number)),
        opened=whole.opened,
        opening=_opening(number, papers, again),
    )
    if not theirs:
        shown_columns = with_views(shown_columns, access.case_as_seen(membership, whole), registered())
    shown = {
        "section": "desk",
        "file": file,
        "ground": GROUND_NAMES[file.ground].begun,
        "board": shown_columns,
        "analyses": [
            (one, ANALYSERS[one["kind"]].words, _told_again(again.get(one["id"], ()), one), fresh_key())
            for one in found
        ],
        "officer": officer,
        "auditor": auditor,
        "may_judge": "factor_judged" in open_acts,
        "may_ask": "supplement_requested" in open_acts,
        "theirs": theirs,
        "changed": [
            (one.on, runs)
            for one in file.changes.prefetch_related(
                Prefetch("analyses", AnalysisRun.objects.defer("answer"))
            )
            if (runs := runs_of(one))
        ],
        "may_read_changes": role in reads_of(Shelf.PROMISES),
    }
    return render(request, "evidence/board.html", shown)


@only_for(*READERS)
@require_safe
def place(request: HttpRequest, number: str, statement: str, reference: int) -> HttpResponse:
    """Open what a statement rests on: the very file at the very page, beside the report; or the finding's column.

    Whoever does not read side by side is given the file.
    """
    membership = acting(request)
    file, whole = file_of(membership, number)
    papers = access.papers_of(membership, file)
    filed = analyses.filed_evidence(membership, number)
    written = of_case(papers, filed, whole, today())
    found = _found(written, statement, reference)
    if found is None:
        raise NotFound(Text("没有这处依据", "there is no such evidence"))
    one, there = found
    if there.item is None:
        return redirect(f"{reverse('evidence:board', args=[number])}#{one.factor}")
    if access.role_of(membership) not in SIDE_BY_SIDE:
        return redirect("cases:paper", number, there.item.id)
    shown = {"left": there.item.id, "left_page": there.page or 1}
    beside = next((paper for paper in reversed(papers) if paper.name == RENDERED), None)
    if beside is not None:
        shown |= {"right": beside.pk, "right_page": _page_of(beside, one)}
    return redirect(f"{reverse('cases:side_by_side', args=[number])}?{urlencode(shown)}")


def _found(written: Written | None, id_: str, reference: int) -> tuple[Statement, Place] | None:
    for one, places in zip(written.report.statements, written.checked.places, strict=True) if written else ():
        if one.id == id_ and 1 <= reference <= len(places):
            there = places[reference - 1]
            return (one, there) if there.item is not None or there.finding is not None else None
    return None


def _page_of(paper: CasePaper, one: Statement) -> int:
    """The page of the set report on which a statement begins; the first where it is not found."""
    begins = "".join(one.text.split())[:20]
    pages = enumerate(text_of(paper).pages, 1)
    return next((at for at, words in pages if begins in "".join(words.split())), 1)


@require_POST
@only_for(*OFFICERS)
def repeat(request: HttpRequest, number: str, filed_id: str) -> HttpResponse:
    """Run a filed analysis again on the inputs filed with it."""
    try:
        analyses.repeat(number, filed_id, by=acting(request), key=request.POST.get("key", "") or fresh_key())
    except NotAllowed as refused:
        messages.error(request, refused.text.said(reading()))
    else:
        done(request, AGAIN)
    return redirect("evidence:board", number)


@require_POST
@only_for(*AUDITORS)
def count_again(request: HttpRequest, number: str, filed_id: str) -> HttpResponse:
    """Hand in a count that an auditor made again under the party's key."""
    file = request.FILES.get("file")
    try:
        recount(
            number,
            filed_id,
            by=acting(request),
            name=file.name or "" if file else "",
            chunks=file.chunks() if file else (),
            key=request.POST.get("key", "") or fresh_key(),
        )
    except NotAllowed as refused:
        messages.error(request, refused.text.said(reading()))
    except BadInput as refused:
        for fault in refused.faults:
            messages.error(request, FAULT.fill(wrong=fault.wrong, right=fault.right).said(reading()))
    else:
        done(request, HANDED_IN)
    return redirect("evidence:board", number)


def _opening(number: str, papers: Sequence[CasePaper], again: Mapping[str, Sequence[AnalysisRun]]) -> Opening:
    """A finding leads to the newest run of its analysis that the reader may open, and to the very file it speaks of."""
    filed = {f"sha256:{one.file_id}": one.pk for one in papers if one.material == INPUT}

    def opening(analysis: Mapping[str, Any], finding: Mapping[str, Any]) -> Leads:
        run = next(
            (one for one in again.get(analysis["id"], ()) if one.state == AnalysisRun.State.DONE), None
        )
        paper = filed.get(finding["source"].get("digest", ""))
        return Leads(
            reverse("evidence:case_run", args=[number, run.pk]) if run else "",
            reverse("cases:paper", args=[number, paper]) if paper else "",
        )

    return opening


def _told_again(
    runs: Iterable[AnalysisRun], filed: Mapping[str, Any]
) -> list[tuple[Text, list[tuple[str, Text]], int | None]]:
    """What became of each repetition: its standing in words, and how it differs from what was filed."""
    told: list[tuple[Text, list[tuple[str, Text]], int | None]] = []
    for run in runs:
        if run.state == "done" and (compared := agreement(run)):
            same_count, ranges = compared
            told.append(((COUNT_AGREES if same_count else COUNT_DIFFERS).fill(ranges=ranges), [], run.pk))
        elif run.state == "done":
            changed = differences(filed["findings"], (run.answer or {}).get("findings", []))
            told.append((DIFFERS if changed else AGREES, changed, run.pk))
        elif run.state == "failed":
            told.append((FAILED.fill(why=Text(run.failed_zh, run.failed_en)), [], None))
        else:
            told.append((Text("正在复算", "Being run again"), [], None))
    return told


AGREES = Text("复算结果与申报一致", "Run again; it agrees with what was filed")
DIFFERS = Text("复算结果与申报不同", "Run again; it differs from what was filed")
HANDED_IN = Text(
    "复核的清点已收下，正在与申报的计数比较。",
    "The repeated count is taken in, and is being compared with the one that was filed.",
)
COUNT_AGREES = Text(
    "复核的清点与申报一致：{ranges}", "Counted again; it agrees with what was filed: {ranges}"
)
COUNT_DIFFERS = Text(
    "复核的清点与申报不同：{ranges}", "Counted again; it differs from what was filed: {ranges}"
)
FAULT = Text("{wrong}；{right}", "{wrong}; {right}")
FAILED = Text("复算失败：{why}", "It could not be run: {why}")
