"""The office's policies: what holds, what a choice would change, put forward by one and in force by another."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shencha.errors import BadInput
from shencha.law.measures.policies import POLICIES, Policy
from shencha.procedure.roles import OFFICE
from shencha.records import policies as kept
from shencha.records.acts import policies
from shencha.records.clock import today
from shencha.records.models import PolicyChoice
from shencha.text import Text
from shencha.text.days import day_of
from shencha.web.acting import acting, only_for


@dataclass(frozen=True, slots=True)
class Line:
    """One policy, what holds of it today, and what was chosen before."""

    policy: Policy
    value: int
    said: Text
    chosen: tuple[PolicyChoice, ...]


@only_for(*OFFICE)
def choices(request: HttpRequest) -> HttpResponse:
    """Show what holds and the form; posted, show what a choice would change, or put it forward."""
    membership = acting(request)
    rows = list(PolicyChoice.objects.select_related("proposed_by", "decided_by"))
    shown: dict[str, object] = {
        "section": "desk",
        "today": today(),
        "lines": [_line(one, rows) for one in POLICIES.values()],
        "waiting": [
            (one, POLICIES[one.policy], policies.may_decide(one, membership))
            for one in rows
            if one.state == PolicyChoice.State.PROPOSED
        ],
        "sent_back": [
            (one, POLICIES[one.policy]) for one in rows if one.state == PolicyChoice.State.SENT_BACK
        ][:5],
        "given": request.POST,
    }
    status = 200
    if request.method == "POST":
        typed = request.POST.get("value", "")
        value = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 6 else None
        asked = (
            request.POST.get("policy", ""),
            value,
            day_of(request.POST.get("since", "")),
            request.POST.get("why", ""),
        )
        try:
            policies.check(*asked)
            if request.POST.get("step") == "propose":
                policies.propose(*asked, by=membership)
                return redirect("cases:policies")
            shown |= {"effect": policies.effect(asked[0], value or 0), "compared": POLICIES[asked[0]]}
        except BadInput as bad:
            status = 422
            shown["faults"] = [
                Text(f"{one.wrong.zh}。{one.right.zh}", f"{one.wrong.en}; {one.right.en}")
                for one in bad.faults
            ]
    return render(request, "cases/policies.html", shown, status=status)


@require_POST
@only_for(*OFFICE)
def decide_policy(request: HttpRequest, choice_id: int) -> HttpResponse:
    """The second person puts a choice in force, or sends it back with a reason."""
    membership = acting(request)
    if request.POST.get("act") == "send_back":
        policies.send_back(choice_id, request.POST.get("reason", ""), by=membership)
    else:
        policies.put_in_force(choice_id, by=membership)
    return redirect("cases:policies")


def _line(policy: Policy, rows: list[PolicyChoice]) -> Line:
    value = kept.value_on(policy.id, today())
    mine = (one for one in rows if one.policy == policy.id and one.state == PolicyChoice.State.IN_FORCE)
    return Line(policy, value, policy.said(value), tuple(mine))
