"""A party writes its analysis report: the statements by factor, one statement, the report set as a PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.evidence.report.checking import Place
from shencha.evidence.report.report import RENDERED, Reference, Statement
from shencha.law.measures.factors import factors
from shencha.records.acts import statements as acts
from shencha.records.acts.changes import Overtaken
from shencha.records.clock import now, today
from shencha.records.models import Draft
from shencha.records.reads.statements import can_rest_on, of_draft, report_of
from shencha.text import Text
from shencha.web.done import SAVED, done
from shencha.web.evidence.report_form import BY_HAND, choices, mark, references_of, rows_in, rows_of
from shencha.web.evidence.said import Leads, said
from shencha.web.numbers import number_in
from shencha.web.party.ours import our_draft, party_page
from shencha.web.templatetags.say import reading

MORE = "more"
REMOVED = Text("已移除这条陈述。", "The statement is taken out.")


@party_page
@require_safe
def report(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The statements, factor by factor, what stands out first."""
    _, draft = our_draft(request, draft_id)
    every = said(of_draft(draft, today()), leads_in(draft))
    shown = {
        "section": "desk",
        "draft": draft,
        "factors": [(one, [s for s in every if s.factor == one.id]) for one in factors(draft.instrument)],
        "others": [s for s in every if s.factor not in {one.id for one in factors(draft.instrument)}],
        "count": len(every),
        "lights": [lit for one in every for lit in one.lights],
        "editable": draft.case is None,
    }
    return render(request, "evidence/report.html", shown)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A new statement."""
    return _statement(request, draft_id, "")


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, draft_id: int, statement: str) -> HttpResponse:
    """A statement as it stands; whoever saves over a colleague's change is told first."""
    return _statement(request, draft_id, statement)


@require_POST
@party_page
def remove(request: HttpRequest, draft_id: int, statement: str) -> HttpResponse:
    """Take a statement out; one that is gone already changes nothing."""
    membership, draft = our_draft(request, draft_id)
    acts.drop(draft, statement, by=membership)
    done(request, REMOVED)
    return redirect("evidence:report", draft.pk)


@party_page
@require_safe
def paper(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The report as it would be filed now."""
    _, draft = our_draft(request, draft_id)
    made = acts.as_paper(draft, now(), reading())
    if made is None:
        raise NotFound(Text("还没有陈述", "there are no statements yet"))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, RENDERED) or ""
    return response


def leads_in(draft: Draft) -> Leads:
    """In a draft a reference leads to the party's own file, at its page, or to the analysis."""

    def leads(_id: str, _n: int, reference: Reference, place: Place) -> str:
        if place.item is not None and place.item.id is not None:
            address = reverse("party:paper", args=[draft.pk, place.item.id])
            return f"{address}#page={place.page}" if place.page else address
        run = number_in(reference.analysis.rpartition("-")[2])
        if place.finding is not None and run is not None:
            return reverse("evidence:draft_run", args=[draft.pk, run])
        return ""

    return leads


def _statement(request: HttpRequest, draft_id: int, id_: str) -> HttpResponse:
    membership, draft = our_draft(request, draft_id)
    groups = choices(can_rest_on(draft))
    before = _found(draft, id_)
    faults: list[tuple[Fault, str]] = []
    overtaken: Overtaken | None = None
    if request.method == "POST":
        factor = request.POST.get("factor", "")
        text = request.POST.get("text", "").replace("\r\n", "\n").strip()
        rows = rows_in(request.POST, groups)
        try:
            made = acts.save(
                draft, by=membership, factor=factor, text=text, references=references_of(rows), was=id_
            )
        except BadInput as refused:
            faults = mark(rows, refused.faults)
        except Overtaken as refused:
            overtaken = refused
        else:
            done(request, SAVED)
            if MORE in request.POST:
                return redirect("evidence:statement", draft.pk, made.id)
            return redirect(f"{reverse('evidence:report', args=[draft.pk])}#{made.factor}")
    else:
        if id_ and before is None:
            raise NotFound(Text("没有这条陈述", "there is no such statement"))
        factor = before.factor if before else request.GET.get("factor", "")
        text, rows = before.text if before else "", rows_of(before, groups)
    shown = {
        "section": "desk",
        "draft": draft,
        "id": "" if overtaken else id_,
        "factors": factors(draft.instrument),
        "factor": factor,
        "text": text,
        "rows": rows,
        "groups": groups,
        "by_hand": BY_HAND,
        "faults": faults,
        "wrong": {where for _, where in faults},
        "overtaken": overtaken,
    }
    return render(
        request, "evidence/statement.html", shown, status=409 if overtaken else 422 if faults else 200
    )


def _found(draft: Draft, id_: str) -> Statement | None:
    written = report_of(draft)
    return next((one for one in written.statements if one.id == id_), None) if written else None
