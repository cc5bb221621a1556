"""The board of a case: what was filed, what the units say, what the office judges; and an analysis run again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import NotAllowed
from shencha.procedure.allowed import may_next
from shencha.procedure.roles import CONSULTED, OFFICE, OFFICERS, Role
from shencha.records import access
from shencha.records.acts import analyses
from shencha.records.clock import today
from shencha.records.models import AnalysisRun
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.evidence.board import KINDS, columns, differences, with_views
from shencha.web.keys import fresh_key
from shencha.web.supervision.changes import runs_of
from shencha.web.templatetags.say import reading
from shencha.web.units import registered
from shencha.web.words import GROUNDS

READERS = (*access.PARTY_SIDE, *OFFICE, *CONSULTED, Role.COMMISSION_SECRETARY, Role.AUDITOR)


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
    theirs = role in access.PARTY_SIDE
    shown_columns = columns(
        whole.instrument or "measures-2022", file.ground, found, filed.get("judgements", []), today()
    )
    if not theirs:
        shown_columns = with_views(shown_columns, access.case_as_seen(membership, whole), registered())
    officer, open_acts = role in OFFICERS, may_next(whole, by=access.actor(membership))
    shown = {
        "section": "desk",
        "file": file,
        "ground": GROUNDS[file.ground],
        "board": shown_columns,
        "analyses": [
            (one, KINDS[one["kind"]], _again(file.pk, one) if officer else [], fresh_key()) for one in found
        ],
        "officer": officer,
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
        "may_read_changes": role not in (*CONSULTED, Role.COMMISSION_SECRETARY),
    }
    return render(request, "evidence/board.html", shown)


@require_POST
@only_for(*OFFICERS)
def repeat(request: HttpRequest, number: str, filed_id: str) -> HttpResponse:
    """Run a filed analysis again on the inputs filed with it."""
    try:
        analyses.repeat(number, filed_id, by=acting(request), key=request.POST.get("key", "") or fresh_key())
    except NotAllowed as refused:
        messages.error(request, refused.text.said(reading()))
    return redirect("evidence:board", number)


def _again(case: int, filed: dict[str, Any]) -> list[tuple[Text, list[tuple[str, Text]], int | None]]:
    """What became of each repetition: its standing in words, and how it differs from what was filed."""
    told: list[tuple[Text, list[tuple[str, Text]], int | None]] = []
    for run in analyses.repetitions(case, filed["id"]):
        if run.state == "done":
            changed = differences(filed["findings"], (run.answer or {}).get("findings", []))
            words = (
                Text("复算结果与申报不同", "Run again; it differs from what was filed")
                if changed
                else Text("复算结果与申报一致", "Run again; it agrees with what was filed")
            )
            told.append((words, changed, run.pk))
        elif run.state == "failed":
            told.append(
                (Text(f"复算失败：{run.failed_zh}", f"It could not be run: {run.failed_en}"), [], None)
            )
        else:
            told.append((Text("正在复算", "Being run again"), [], None))
    return told
