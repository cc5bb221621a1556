"""A member unit or department answers in writing, in its own name."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import Field

from shencha.api.events import EventOut, plain, recorded
from shencha.api.headers import Expected, Id, Key, Number, expected_of
from shencha.api.shapes import Strict, Words
from shencha.api.signs import Known, told_of_act
from shencha.api.tokens import acting
from shencha.inputs import Document
from shencha.procedure.acts import event_from
from shencha.procedure.roles import CONSULTED
from shencha.records import access
from shencha.records.acts import opinions as drafted
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import OpinionDraft

router = Router(tags=["events"])
Factor = Annotated[str, Field(pattern=r"^(F[1-7]|P[1-5])$")]


class Opinion(Strict):
    """What a unit says to the proposal."""

    opinion: Literal["agree", "disagree"]
    reason: Words | None = None
    factors: Annotated[list[Factor], Field(min_length=1)] | None = None
    conditions: Annotated[list[Words], Field(min_length=1)] | None = None


@router.post("/cases/{number}/opinion", response={201: EventOut})
def give_opinion(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    key: Key,
    expected: Expected,
    opinion: Opinion,
    known: Known,
) -> EventOut:
    """Give your unit's opinion, today; once given it stands."""
    membership = acting(request)
    access.case_for(membership, number)
    unit = membership.organisation.unit or membership.organisation.key
    data = {
        "on": today().isoformat(),
        "event": "opinion_received",
        "from": unit,
        **plain(opinion.model_dump()),
    }
    said = event_from(data, Document("request", {"events": [data]}))
    told_of_act(known, key, membership, number, said.name, data)
    made = record(number, said, by=membership, key=key, expected=expected_of(expected))
    return recorded(response, membership, made)


class OpinionWritten(Strict):
    """An opinion that a colleague is to look at."""

    opinion: Literal["agree", "condition", "disagree"]
    reasons: Annotated[dict[str, Words], Field(max_length=20)] = Field(default_factory=dict)
    """By factor, where it disagrees."""
    remark: Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")] = ""
    conditions: Annotated[list[Words], Field(max_length=drafted.MOST_CONDITIONS)] = Field(
        default_factory=list
    )


class OpinionDraftOut(Strict):
    """An opinion in your unit's own hands."""

    id: int
    opinion: str
    reasons: dict[str, str]
    remark: str
    conditions: list[str]
    state: str
    by: str
    sent_back: str
    """Why a colleague did not give it."""


class NotGiven(Strict):
    """Why it is not given."""

    reason: Words


@router.get("/cases/{number}/opinion-drafts", response=list[OpinionDraftOut])
def opinion_drafts(request: HttpRequest, number: Number) -> list[OpinionDraftOut]:
    """The drafts of your unit's opinion in a case; nobody else sees them."""
    membership = acting(request, CONSULTED)
    case = access.case_for(membership, number)
    return [_drafted(one) for one in access.opinion_drafts_of(membership, case).select_related("by")]


@router.post("/cases/{number}/opinion-drafts", response={201: OpinionDraftOut})
def write_opinion(
    request: HttpRequest, number: Number, key: Key, said: OpinionWritten
) -> Status[OpinionDraftOut]:
    """Write an opinion for a colleague; one's own that still waits is replaced."""
    membership = acting(request, CONSULTED)
    words = drafted.Words(said.opinion, said.reasons, said.remark, said.conditions)
    return Status(201, _drafted(drafted.write(number, words, by=membership, key=key)))


@router.post("/cases/{number}/opinion-drafts/{draft_id}/give", response={201: EventOut})
def give_drafted(
    request: HttpRequest, response: HttpResponse, number: Number, draft_id: Id, key: Key
) -> EventOut:
    """Give a colleague's draft as it was written; it stands from then on."""
    membership = acting(request, CONSULTED)
    return recorded(response, membership, drafted.give(number, draft_id, by=membership, key=key))


@router.post("/cases/{number}/opinion-drafts/{draft_id}/sent-back", response=OpinionDraftOut)
def send_back(request: HttpRequest, number: Number, draft_id: Id, said: NotGiven) -> OpinionDraftOut:
    """Do not give a colleague's draft, and say why."""
    membership = acting(request, CONSULTED)
    return _drafted(drafted.send_back(number, draft_id, by=membership, reason=said.reason))


def _drafted(one: OpinionDraft) -> OpinionDraftOut:
    return OpinionDraftOut(
        id=one.pk,
        opinion=one.opinion,
        reasons=one.reasons,
        remark=one.remark,
        conditions=one.conditions,
        state=one.state,
        by=one.by.key,
        sent_back=one.sent_back,
    )
