"""Promises and conditions: what is due across all cases, one case's in full, and evidence handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault
from shencha.procedure.acts import ACTS, EvidenceChased, EvidenceReceived
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.chasing import late
from shencha.procedure.fitting import obligations_for
from shencha.procedure.following import open_decisions
from shencha.procedure.roles import PARTY_SIDE, Shelf, reads_of
from shencha.procedure.supervision import PARTY, Obligation
from shencha.records import access
from shencha.records.acts import evidence as handing_in
from shencha.records.clock import today
from shencha.records.jobs.reminding import about_promise, reminded_days
from shencha.records.models import Membership
from shencha.records.projections import stage_of
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.words import CHOICES

READERS = reads_of(Shelf.PROMISES)
STAGES = {
    "owed": Text("等待提交证明", "Evidence is owed"),
    "to_check": Text("证明已提交，待核实", "Evidence is in and waits to be looked at"),
    "to_decide": Text("已核实，待第二人复核", "Looked at; a second person decides"),
    "released": Text("已解除", "Released"),
    "proposed": Text("已提出，待当事人同意", "Proposed; the party has not agreed"),
    "agreed": Text("当事人已同意，随结论生效", "Agreed; it stands with the conclusion"),
}
SECTIONS = (
    ("stale", Text("信息不完整，请补充", "Incomplete, and so at risk of being forgotten")),
    ("overdue", Text("逾期", "Overdue")),
    ("owed", Text("待提交证明", "Evidence owed")),
    ("to_check", Text("待核实", "To be looked at")),
    ("to_decide", Text("待第二人复核", "For a second person")),
    ("review", Text("到期复查", "To be reviewed")),
    ("kept", Text("履行中，目前没有待办事项", "Being kept; nothing is asked for at present")),
)
FOR_THE_PARTY = {
    "stale": Text(
        "信息不完整，由审查办公室补充", "Incomplete; the review office completes what is said of them"
    )
}
"""What a part is called where its reader cannot mend it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One promise or condition on the page of its case."""

    one: Obligation
    stage: Text
    source: Text
    owes: Text | str
    every: Text | None
    acts: list[tuple[str, Text]]
    may_hand_in: bool
    reminded: list[date]
    """Days on which someone was reminded by mail."""
    chased: tuple[date, ...]
    """Days on which the office asked again for the evidence owed next."""
    chase: str
    """Where the office chases it; empty for whoever may not, or while it is not late."""


@only_for(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Across all cases that one may read: what is forgotten, overdue, owed, waiting, and due for review."""
    membership, on = acting(request), today()
    rows = access.obligations_of(membership).exclude(stage="released")
    found = {
        "stale": rows.filter(stale=True),
        "overdue": rows.filter(stage="owed", due__lt=on),
        "owed": rows.filter(stage="owed", due__gte=on),
        "to_check": rows.filter(stage="to_check"),
        "to_decide": rows.filter(stage="to_decide"),
        "review": rows.filter(review_on__lte=on),
    }
    told = Q(stale=True) | Q(stage__in=("to_check", "to_decide")) | Q(review_on__lte=on)
    found["kept"] = rows.exclude(told | Q(stage="owed", due__isnull=False))
    theirs = access.role_of(membership) in PARTY_SIDE
    sections = [
        (
            name,
            FOR_THE_PARTY.get(name, title) if theirs else title,
            Paginator(found[name], 50).get_page(request.GET.get(name)),
        )
        for name, title in SECTIONS
    ]
    shown = {"section": "desk", "sections": [s for s in sections if s[2].object_list], "today": on}
    return render(request, "supervision/all.html", shown)


@only_for(*READERS)
@require_safe
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    """The promises and conditions of one case, each with its evidence and what may be done."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    access.saw(membership, file, "obligations")
    open_acts = set(may_next(whole, by=access.actor(membership)))
    sent = reminded_days(file.pk)
    shown = {
        "section": "desk",
        "file": file,
        "cards": [
            _card(whole, one, open_acts, sent.get(about_promise(file.pk, one.commitment), []))
            for one in whole.obligations
        ],
        "add": next((a for a in ("commitment_recorded", "commitment_proposed") if a in open_acts), None),
        "may_release": "decision_drafted" in open_acts and "commitment_released" in open_decisions(whole),
        "theirs": access.role_of(membership) in PARTY_SIDE,
        "today": today(),
    }
    return render(request, "supervision/case.html", shown)


@only_for(*PARTY_SIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, number: str) -> HttpResponse:
    """The party hands in what shows that a promise or condition is kept, with its papers."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    handing_in.asked_for(whole, membership)
    choices = obligations_for(whole, "evidence_received")
    given = request.POST if request.method == "POST" else request.GET
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            _hand_in(request, membership, number, choices)
        except BadInput as refused:
            faults = refused.faults
        else:
            done(request, Text("证明已提交。", "The evidence is handed in."))
            return redirect("supervision:case", number)
    shown = {
        "section": "desk",
        "file": file,
        "choices": choices,
        "given": given,
        "key": given.get("key") or fresh_key(),
        "faults": faults,
    }
    return render(request, "supervision/evidence.html", shown, status=422 if faults else 200)


def _hand_in(request: HttpRequest, membership: Membership, number: str, choices: tuple[str, ...]) -> None:
    commitment, said = request.POST.get("commitment", ""), request.POST.get("evidence", "").strip()
    faults = []
    if commitment not in choices:
        faults.append(
            Fault(
                "evidence",
                "commitment",
                Text("没有选择承诺或者条件", "no promise or condition is chosen"),
                Text("请选择一项", "choose one"),
            )
        )
    if not said or len(said) > 20_000:
        faults.append(
            Fault(
                "evidence",
                "evidence",
                Text("没有说明，或者太长", "the explanation is empty or too long"),
                Text("请说明附件证明什么", "say what the papers show"),
            )
        )
    if faults:
        raise BadInput(faults)
    uploads = [(one.name or "", one.chunks()) for one in request.FILES.getlist("files")]
    key = request.POST.get("key") or fresh_key()
    handing_in.hand_in(number, commitment, said, uploads, by=membership, key=key)


def _card(whole: Case, one: Obligation, open_acts: set[str], reminded: list[date]) -> Card:
    stage = stage_of(one) if one.standing else ("agreed" if one.agreed else "proposed")
    acts = [
        (name, act.button)
        for name, act in ACTS.items()
        if act.on_promise
        and name in open_acts
        and one.commitment in obligations_for(whole, name)
        and (name != "supervision_recorded" or one.to_check)
    ]
    return Card(
        one,
        STAGES[stage],
        CHOICES[one.source],
        Text("当事人", "the party") if one.owes == PARTY else one.owes,
        CHOICES[one.every] if one.every else None,
        acts,
        "evidence_received" in open_acts and one.active,
        reminded,
        whole.chased(EvidenceReceived.name, one.commitment),
        _chase(whole, one) if EvidenceChased.name in open_acts else "",
    )


def _chase(whole: Case, one: Obligation) -> str:
    if not any(
        late_one.of == one.commitment for late_one in late(whole, EvidenceChased, today(), workdays())
    ):
        return ""
    address = reverse("cases:chase", args=[whole.number, EvidenceReceived.name])
    return f"{address}?{urlencode({'commitment': one.commitment})}"
