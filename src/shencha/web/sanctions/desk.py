"""The sanctions desk: facts in, the law's answer out, a draft decision, its steps and its papers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha import inputs
from shencha.documents.formats import FORMS, file_name
from shencha.documents.sanction_words import shown as in_words
from shencha.errors import BadInput, Fault, NotFound
from shencha.law.sanctions.answer import sanctions as asked_of_the_law
from shencha.law.sanctions.reading import load_sanction_facts
from shencha.procedure.roles import OFFICERS, Shelf, reads_of
from shencha.records import access
from shencha.records.acts import sanctions as acts
from shencha.records.clock import today
from shencha.records.models import SanctionDraft
from shencha.records.reads import sanctions as standing
from shencha.records.reads.papers import NO_PAPER
from shencha.sanctions.acts import Stage
from shencha.sanctions.fold import may
from shencha.text import LANGS, Lang, Text
from shencha.text.days import AS_WRITTEN, day_of, no_day
from shencha.web.acting import acting, only_for
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.sanctions import steps
from shencha.web.sanctions.facts import box_of, boxes, facts_from, form_of, marked

READERS = reads_of(Shelf.SANCTIONS)
STATES = {
    Stage.DRAFTED: Text("拟作出的处罚，待第二人审核", "Intended penalty: waits for a second person"),
    Stage.SENT_BACK: Text("已退回", "Sent back"),
    Stage.COUNTERSIGNED: Text("已审核，待告知当事人", "Countersigned: the party is to be told"),
    Stage.NOTIFIED: Text("已告知当事人，听取意见", "The party was told and may state its case"),
    Stage.DECISION_DRAFTED: Text("决定已拟定，待第二人签署", "Decision drafted: waits for a second person"),
    Stage.DECIDED: Text("已作出决定，待送达", "Decided: to be served"),
    Stage.SERVED: Text("决定已送达", "Decision served"),
}
PAPERS = {
    "rights": Text("行政处罚事先告知书", "Notice of the intended penalty and of rights"),
    "decision": Text("决定书", "Decision"),
    "draft": Text("内部草案", "Internal draft"),
}
MOST_FACTS = 2**18
DRAFTED = Text(
    "处罚决定草案已形成，现由另一名有审核权限的人员审核。",
    "The draft decision is made; someone else who may sign looks at it now.",
)


@only_for(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The drafts, the newest first."""
    membership = acting(request)
    page = Paginator(access.sanctions_of(membership), 50).get_page(request.GET.get("page"))
    shown = {
        "section": "desk",
        "page": page,
        "rows": [
            (one, STATES[Stage(one.state)], standing.owed(one) if one.due else None)
            for one in page.object_list
        ],
        "today": today(),
        "may_draft": access.role_of(membership) in OFFICERS,
    }
    return render(request, "sanctions/all.html", shown)


@only_for(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form of facts, and below it what the law answers, to be turned into a draft."""
    faults: tuple[Fault, ...] = ()
    answer, facts, on = None, None, today()
    more = "more" in request.POST
    if request.method == "POST" and not more:
        try:
            on = _day(request.POST.get("on", ""))
            facts = _facts(request)
            answer = asked_of_the_law(load_sanction_facts(inputs.Document("form", facts), on), on).as_dict()
            if "draft" in request.POST:
                made = _draft(request, facts, on)
                done(request, DRAFTED)
                return redirect("sanctions:one", made.pk)
        except BadInput as refused:
            faults = refused.faults
    carried = facts is not None and ("draft" in request.POST or "file" in request.FILES)
    kept = form_of(facts) if facts is not None and carried else None
    wrong = marked(faults)
    shown = {
        "section": "desk",
        "boxes": boxes(kept or request.POST, wrong, more=more),
        "several": answer is not None and carried and kept is None,
        "given": request.POST,
        "on": on,
        "faults": [(box_of(fault), fault) for fault in faults],
        "wrong": wrong,
        "answer": in_words(answer) if answer else None,
        "facts": json.dumps(facts, ensure_ascii=False) if facts and answer else "",
        "key": request.POST.get("key") or fresh_key(),
        "limit": date(2150, 12, 31),
    }
    return render(request, "sanctions/ask.html", shown, status=422 if faults else 200)


@only_for(*READERS)
@require_safe
def one(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """One draft with the answer it rests on."""
    membership = acting(request)
    draft = access.sanction_for(membership, sanction_id)
    done = standing.acts_of(draft.pk)
    sanction = standing.fold(done)
    open_to = may(sanction, access.actor(membership))
    papers = {standing.row_of(one).paper for one in done}
    shown = {
        "section": "desk",
        "draft": draft,
        "state": STATES[Stage(draft.state)],
        "answer": in_words(draft.answer),
        "facts": json.dumps(draft.facts, ensure_ascii=False, indent=2),
        "party": draft.facts.get("actor", {}).get("name", ""),
        "next": steps.next_acts(open_to),
        "waits": draft.state in (Stage.DRAFTED, Stage.DECISION_DRAFTED),
        "steps": steps.timed(sanction, today()),
        "history": steps.history(done),
        "decision": sanction.decision,
        "outcome": steps.OUTCOMES[sanction.decision.outcome] if sanction.decision else None,
        "papers": [(kind, name) for kind, name in PAPERS.items() if kind in papers],
        "key": fresh_key(),
        "opened": sanction.days.get("opened_on"),
    }
    return render(request, "sanctions/one.html", shown)


@only_for(*READERS)
@require_safe
def paper(request: HttpRequest, sanction_id: int, kind: str, copy: str, form: str) -> HttpResponse:
    """The draft, the notice of rights or the decision as a paper, in PDF or as an editable document."""
    draft = access.sanction_for(acting(request), sanction_id)
    lang: Lang | None = next((one for one in LANGS if one == copy), None)
    if lang is None or form not in FORMS:
        raise NotFound(NO_PAPER)
    notice = standing.paper_of(draft, kind)
    response = HttpResponse(FORMS[form].write(notice, lang), content_type=FORMS[form].media_type)
    name = file_name(notice, lang, form)
    response.headers["Content-Disposition"] = content_disposition_header(form != "pdf", name) or ""
    return response


def _facts(request: HttpRequest) -> dict[str, Any]:
    """The facts of a draft to be kept, of a facts file, or of the form."""
    kept, file = request.POST.get("facts", ""), request.FILES.get("file")
    if kept and "draft" in request.POST:
        document = inputs.parse_json(kept[:MOST_FACTS], "form")
    elif file is not None:
        if (file.size or 0) > MOST_FACTS:
            raise BadInput([_fault("file", "文件太大", "the file is too large", "256 kB")])
        document = _read(file.read(), file.name or "facts.yaml")
    else:
        return facts_from(request.POST)
    if not isinstance(document.data, dict):
        raise BadInput([_fault("facts", "不是一组事实", "it is no set of facts", "actor, acts")])
    return document.data


def _read(raw: bytes, name: str) -> inputs.Document:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([_fault("file", "不是 UTF-8 文本", "it is not UTF-8 text", "UTF-8")]) from None
    return inputs.parse_json(text, name) if name.endswith(".json") else inputs.parse_yaml(text, name)


def _draft(request: HttpRequest, facts: dict[str, Any], on: date) -> SanctionDraft:
    written = request.POST.get("fine", "").replace(",", "").replace("，", "").strip()
    if written and not (written.isascii() and written.isdecimal() and len(written) < 16):
        raise BadInput([_fault("fine", f"{written} 不是数额", f"{written} is no sum", "1000000")])
    return acts.draft(
        facts,
        on,
        title=request.POST.get("title", ""),
        proposed=request.POST.get("proposed", ""),
        fine=int(written) if written else None,
        key=request.POST.get("key", "")[:64] or fresh_key(),
        by=acting(request),
    )


def _day(written: str) -> date:
    day = day_of(written) if written else today()
    if day is None or not 1990 <= day.year <= 2150:
        raise BadInput([Fault("form", "on", no_day(written), AS_WRITTEN)])
    return day


def _fault(where: str, zh: str, en: str, example: str) -> Fault:
    return Fault("form", where, Text(zh, en), Text(f"例如 {example}", f"such as {example}"))
