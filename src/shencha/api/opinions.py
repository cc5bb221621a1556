"""A member unit or department answers in writing, in its own name."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from shencha.api.events import EventOut, plain, recorded
from shencha.api.headers import Expected, Key, Number, expected_of
from shencha.api.shapes import Strict, Words
from shencha.api.signs import Known, told_of_act
from shencha.api.tokens import acting
from shencha.inputs import Document
from shencha.procedure.acts import event_from
from shencha.records import access
from shencha.records.acts.record import record
from shencha.records.clock import today

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
