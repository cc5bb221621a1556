"""The office's policies by date: what holds, what a choice would change, put forward by one, in force by another."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from shencha.api.headers import PageNumber, page_of
from shencha.api.holidays import SentBack, Taken
from shencha.api.shapes import Day, DayOut, Strict, TextOut, Told, Words, text_out
from shencha.api.tokens import acting
from shencha.law.measures.policies import POLICIES
from shencha.procedure.roles import OFFICE
from shencha.records import policies as kept
from shencha.records.acts import policies
from shencha.records.clock import today
from shencha.records.models import PolicyChoice
from shencha.studies.changed_policy import PolicyEffect
from shencha.text.days import day_of

router = Router(tags=["policies"])
EffectOnCases = Annotated[PolicyEffect, Told(PolicyEffect)]


class ChoiceIn(Strict):
    """What the office would choose, from which day, and why."""

    policy: Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
    value: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]
    since: Day | None = None
    """Left out where the value is a span of days, which has its own."""
    why: Words


class PolicyOut(Strict):
    """A policy, and what holds of it today."""

    id: str
    name: TextOut
    value: str
    said: TextOut | None
    """Null where the office has chosen no words of its own."""
    open_point: str | None


class ChoiceOut(Strict):
    """A choice that was put forward."""

    id: int
    policy: str
    value: str
    said: TextOut
    since: DayOut
    why: str
    state: Literal["proposed", "in_force", "sent_back"]
    reason: str


class EffectOut(Strict):
    """What a choice would change, as far as you may know of it."""

    cases: EffectOnCases | None
    """Null where the policy holds for no case."""
    reports: list[str]
    """Reports whose answer would be due on another day, by number."""


@router.get("/policies", response=list[PolicyOut])
def holding(request: HttpRequest) -> list[PolicyOut]:
    """What holds today where the text of the Measures is silent; for the office."""
    acting(request, OFFICE)
    found = []
    for one in POLICIES.values():
        if one.unit == "span":
            continue  # days on which the system stood still; the choices name them
        value = kept.value_on(one.id, today())
        found.append(
            PolicyOut(
                id=one.id,
                name=text_out(one.name),
                value=str(value),
                said=text_out(one.said(value)) if value != "" else None,
                open_point=one.open_point,
            )
        )
    return found


@router.get("/policy-choices", response=list[ChoiceOut])
def choices(request: HttpRequest, page: PageNumber = 1) -> list[ChoiceOut]:
    """What was put forward, the newest first."""
    acting(request, OFFICE)
    return [_out(one) for one in page_of(PolicyChoice.objects.all(), page)]


@router.post("/policy-choices/effect", response=EffectOut)
def effect(request: HttpRequest, said: ChoiceIn) -> EffectOut:
    """What a choice would change in open cases and reports; nothing is kept."""
    membership = acting(request, OFFICE)
    value, _ = policies.check(said.policy, said.value.strip(), _since(said), said.why)
    found = policies.effect(said.policy, value, by=membership)
    return EffectOut(cases=found.cases, reports=[one.report.number for one in found.reports])


@router.post("/policy-choices", response={201: ChoiceOut})
def propose(request: HttpRequest, said: ChoiceIn) -> Status[ChoiceOut]:
    """Put a choice forward; nothing moves before a second person puts it in force."""
    membership = acting(request, OFFICE)
    made = policies.propose(said.policy, said.value.strip(), _since(said), said.why, by=membership)
    return Status(201, _out(made))


@router.post("/policy-choices/{taken_id}/in-force", response=ChoiceOut)
def put_in_force(request: HttpRequest, taken_id: Taken) -> ChoiceOut:
    """Put it in force as a second officer or the head, other than whoever put it forward."""
    return _out(policies.put_in_force(taken_id, by=acting(request, OFFICE)))


@router.post("/policy-choices/{taken_id}/sent-back", response=ChoiceOut)
def send_back(request: HttpRequest, taken_id: Taken, said: SentBack) -> ChoiceOut:
    """Send it back with a reason."""
    return _out(policies.send_back(taken_id, said.reason, by=acting(request, OFFICE)))


def _since(said: ChoiceIn) -> date | None:
    return day_of(said.since) if said.since else None


def _out(one: PolicyChoice) -> ChoiceOut:
    return ChoiceOut(
        id=one.pk,
        policy=one.policy,
        value=one.value,
        said=text_out(POLICIES[one.policy].said(one.value)),
        since=one.since.isoformat(),
        why=one.why,
        state=one.state,  # type: ignore[arg-type]
        reason=one.reason,
    )
