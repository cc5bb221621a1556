"""Do one act on a case: a form made from the event, sent through the one door."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.documents.items import headline
from shencha.documents.notices import body
from shencha.errors import NotAllowed
from shencha.law.measures.promises import PROMISES
from shencha.procedure.acts import ACTS, DECISIONS, PAPERS, PROPOSALS, DecisionDrafted, Drafted, Event, Place
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.following import open_decisions
from shencha.procedure.roles import CONSULTED, PARTY_SIDE
from shencha.records import access
from shencha.records.acts import analyses
from shencha.records.acts.record import Overtaken, record
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, Membership
from shencha.records.reads.papers import before_it_goes_out, pictures
from shencha.records.reads.statements import of_case
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases import starts
from shencha.web.cases.asking import ask
from shencha.web.cases.case import file_of
from shencha.web.cases.confirming import confirm
from shencha.web.cases.forms import ActForm
from shencha.web.cases.intake import checklist, duty
from shencha.web.evidence.said import Lit, leads_in_case, said
from shencha.web.keys import fresh_key
from shencha.web.rare_signs import asks_first
from shencha.web.templatetags.say import reading

TEMPLATES = tuple(PROMISES.values())
PREFILLED = ("commitment", "evidence", "source", "by", "factors")
"""Fields that a link may fill in; the person still sees and sends them."""
AT_INTAKE = ("materials_accepted",)
"""Acts beside which the page shows what stands out in the report; a request for supplements begins at the board."""


@only_for()
@asks_first
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Show the form of an act, or do it."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    if name == "opinion_received" and access.role_of(membership) in CONSULTED:
        return redirect("cases:opinion", number)
    if name == "withdrawn":
        theirs = access.role_of(membership) in PARTY_SIDE
        return redirect("party:withdraw" if theirs else "cases:paper_withdrawal", number)
    drafted = name in DECISIONS
    _refuse_unless_open(membership, whole, name, drafted)
    if name == "supplement_requested":
        return ask(request, membership, file, whole)
    form = ActForm(
        name,
        today(),
        reading(),
        request.POST if request.method == "POST" else None,
        instrument=whole.instrument or "",
        given=_given(membership, name),
        whole=whole,
        initial={
            **_suggested(name, file, whole),
            **_asked(request),
            "key": fresh_key(),
            "expected": file.sequence,
        },
    )
    status, shown_paper = 200, {}
    if request.method == "POST":
        event = form.event()
        if event is not None and drafted and "preview" in request.POST:
            shown_paper = _paper(request, file, whole, event)
        elif event is not None:
            refused = _done(request, membership, number, event, form, drafted)
            if refused is None:
                return redirect("cases:case", number)
            form.add_error(None, refused.said(reading()))
        status = 200 if shown_paper else 422
    context = {
        "templates": TEMPLATES if name in ("commitment_proposed", "commitment_recorded") else (),
        "file": file,
        "form": form,
        "label": ACTS[name].button,
        "drafted": drafted,
        "has_paper": drafted and name in PAPERS,
        **shown_paper,
        "today": today(),
        "lights": _lights(membership, file, whole) if name in AT_INTAKE else [],
        **(_intake(membership, file, whole) if name in AT_INTAKE else {}),
    }
    return render(request, "cases/act.html", context, status=status)


def _intake(membership: Membership, file: CaseFile, whole: Case) -> dict[str, Any]:
    """The checklist beside the act that takes a filing in."""
    lines = checklist(whole, starts.filed(membership, file, whole).papers)
    keys = [key for line in lines for _, key in line.wrong]
    may_ask = "supplement_requested" in may_next(whole, by=access.actor(membership))
    return {
        "lines": lines,
        "duty": duty(file, whole),
        "to_ask": urlencode([("start", key) for key in keys]) if may_ask else "",
        "may_ask": may_ask,
        "asked_before": [headline(whole, one) for one in whole.papers.requests],
    }


def _lights(membership: Membership, file: CaseFile, whole: Case) -> list[Lit]:
    """What stands out in the analysis report when the filing is taken in."""
    papers = access.papers_of(membership, file)
    filed = analyses.evidence_in(papers)
    written = of_case(papers, filed, whole, today())
    return [lit for one in said(written, leads_in_case(file.number)) for lit in one.lights]


def _paper(request: HttpRequest, file: CaseFile, whole: Case, event: Event) -> dict[str, Any]:
    """The notice of a decision as it will be printed, and its body to correct."""
    wording = _wording(request, file, whole, event)
    seen = before_it_goes_out(file, whole, event, wording)
    if seen is None:
        return {}
    return {
        "pages": pictures(seen.notice),
        "digest": seen.digest,
        "wording": wording or body(seen.notice),
        "rows": max(6, len(body(seen.notice)) // 38 + 4),
        "corrected": bool(wording),
    }


def _wording(request: HttpRequest, file: CaseFile, whole: Case, event: Event) -> str:
    """The body as its drafter corrected it; empty where it is as it is made."""
    written = request.POST.get("wording", "").replace("\r\n", "\n").strip()
    made = before_it_goes_out(file, whole, event) if written else None
    return written if made and written != body(made.notice) else ""


def _done(
    request: HttpRequest, membership: Membership, number: str, event: Event, form: ActForm, drafted: bool
) -> NotAllowed | None:
    """Do it; what was refused is returned, so that the page can keep what was typed."""
    if drafted and isinstance(event, Drafted):
        file, whole = file_of(membership, number)
        wording = _wording(request, file, whole, event)
        seen = before_it_goes_out(file, whole, event, wording)
        digest = seen.digest if seen else None
        event = DecisionDrafted(event.on, event, membership.person.key, wording or None, digest)
    try:
        key, expected = form.cleaned_data["key"], form.cleaned_data["expected"]
        record(number, event, by=membership, key=key, expected=expected)
        confirm(request, membership, number, event)
    except Overtaken:
        raise
    except NotAllowed as refused:
        return refused
    return None


def _given(membership: Membership, name: str) -> dict[str, Any]:
    """Fields that follow from who acts."""
    role = access.role_of(membership)
    if name == "opinion_received" and role in CONSULTED:
        return {"from": membership.organisation.unit}
    if name == "proposal_delivered" and role in CONSULTED:
        return {"to": [membership.organisation.unit]}
    if name == "recused":
        return {"person": membership.person.key}
    if name in ("supervision_recorded", "evidence_decided", "factor_judged"):
        return {"by": membership.person.key}
    return {}


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a link fills in beforehand, such as the promise that an act is about."""
    return {name: request.GET.get(name, "") for name in PREFILLED if name in request.GET}


def _suggested(name: str, file: CaseFile, whole: Case) -> dict[str, Any]:
    """What the case itself suggests: for a proposal, how the office judged the factors; for the rest nothing."""
    if name not in PROPOSALS:
        return {}
    judged = {factor: one for one in whole.judged for factor in one.factors}
    handed_in = CasePaper.objects.filter(case=file, event__name="filed").order_by("id")
    return {
        "reason": "\n".join(
            f"{factor}：{one.judgement}。{one.reason}" for factor, one in sorted(judged.items())
        ),
        "factors": sorted(judged),
        "conditions": "\n".join(dict.fromkeys(said for one in judged.values() for said in one.measures)),
        "enclosed": "\n".join(dict.fromkeys(handed_in.values_list("name", flat=True))),
    }


def _refuse_unless_open(membership: Membership, whole: Case, name: str, drafted: bool) -> None:
    wanted = "decision_drafted" if drafted else name
    open_now = may_next(whole, by=access.actor(membership))
    if (
        name not in ACTS
        or ACTS[name].place is Place.OWN
        or wanted not in open_now
        or (drafted and name not in open_decisions(whole))
    ):
        raise NotAllowed(
            Text(
                "按本案目前的状态或者您的角色，不能办理这一事项",
                "as the case stands, or in your role, this act is not open",
            )
        )
