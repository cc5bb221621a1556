"""The office's policies: what holds, what a choice would change, put forward by one and in force by another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shencha.errors import BadInput
from shencha.law.measures.open_points import OPEN_POINTS, OpenPoint
from shencha.law.measures.policies import POLICIES, Policy
from shencha.procedure.roles import OFFICE
from shencha.records import policies as kept
from shencha.records.acts import policies
from shencha.records.acts.put_forward import may_decide
from shencha.records.clock import today
from shencha.records.models import PolicyChoice
from shencha.text import Text
from shencha.text.days import day_of
from shencha.web.acting import acting, only_for
from shencha.web.done import IN_FORCE, PUT_FORWARD, SENT_BACK, done


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice as a person reads it."""

    row: PolicyChoice
    policy: Policy
    may_decide: bool = False

    @property
    def said(self) -> Text:
        """What it says, in the words by which answers name it."""
        return self.policy.said(self.row.value)


@dataclass(frozen=True, slots=True)
class Line:
    """One policy, what holds of it today, and what was chosen before."""

    policy: Policy
    value: str
    said: Text | None
    point: OpenPoint | None
    chosen: tuple[Chosen, ...]


@only_for(*OFFICE)
def choices(request: HttpRequest) -> HttpResponse:
    """Show what holds and the forms; posted, show what a choice would change, or put it forward."""
    membership = acting(request)
    rows = [
        Chosen(one, POLICIES[one.policy], may_decide(one, membership))
        for one in PolicyChoice.objects.select_related("proposed_by", "decided_by")
    ]
    shown: dict[str, object] = {
        "section": "desk",
        "today": today(),
        "lines": [_line(one, rows) for one in POLICIES.values()],
        "not_chosen": [one for one in OPEN_POINTS.values() if one.not_chosen],
        "waiting": [one for one in rows if one.row.state == PolicyChoice.State.PROPOSED],
        "sent_back": [one for one in rows if one.row.state == PolicyChoice.State.SENT_BACK][:5],
        "given": request.POST,
    }
    status = 200
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("policy", "value", "why")}
        policy, written, why = given["policy"], given["value"].strip(), given["why"]
        since = day_of(request.POST.get("since", ""))
        try:
            value, since = policies.check(policy, written, since, why)
            if request.POST.get("step") == "propose":
                policies.propose(policy, written, since, why, by=membership)
                done(request, PUT_FORWARD)
                return redirect("cases:policies")
            found = policies.effect(policy, value, by=membership)
            asked = POLICIES[policy]
            shown |= {"effect": found, "compared": asked, "would_say": asked.said(value), "since": since}
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
        done(request, SENT_BACK)
    else:
        policies.put_in_force(choice_id, by=membership)
        done(request, IN_FORCE)
    return redirect("cases:policies")


_AS_SHIPPED = Text("尚未规定，用系统自带的样式。", "Nothing is set; papers look as the system ships them.")


def _line(policy: Policy, rows: Iterable[Chosen]) -> Line:
    mine = tuple(one for one in rows if one.policy is policy and one.row.state == PolicyChoice.State.IN_FORCE)
    point = OPEN_POINTS[policy.open_point] if policy.open_point else None
    if policy.unit == "span":
        return Line(policy, "", None, point, mine)
    value = kept.value_on(policy.id, today())
    if policy.unit == "words" and not value:
        return Line(policy, "", _AS_SHIPPED, point, mine)
    return Line(policy, str(value), policy.said(value), point, mine)
