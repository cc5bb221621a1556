"""What reached the office on paper, taken in with its scan and laid before a second person."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from shencha.api.events import EventOut, recorded
from shencha.api.headers import Expected, Key, Number, expected_of
from shencha.api.shapes import Day
from shencha.api.tokens import acting
from shencha.errors import BadInput, Fault
from shencha.inputs import Document, parse_json
from shencha.procedure.acts import OpinionReceived, Withdrawn, event_from
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts.on_paper import take_in
from shencha.records.clock import today
from shencha.text import Text
from shencha.text.days import day_of

router = Router(tags=["events"])


@router.post("/cases/{number}/on-paper", response={201: EventOut})
def on_paper(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    key: Key,
    expected: Expected,
    event: Annotated[str, Form(..., max_length=100_000, description="What the paper says, as JSON.")],
    file: Annotated[UploadedFile, File(..., description="Its scan.")],
    arrived: Annotated[Day | None, Form(None, description="The day on which it arrived; today if left out.")],
) -> EventOut:
    """Take in an opinion of a unit without an account (`opinion_received`) or a request to withdraw (`withdrawn`)."""
    membership = acting(request, OFFICE)
    access.case_for(membership, number)
    on = day_of(arrived or "") or today()
    written = parse_json(event, "request").data
    data = {"on": on.isoformat(), **written} if isinstance(written, dict) else {}
    said = event_from(data, Document("request", {"events": [data]}))
    if not isinstance(said, OpinionReceived | Withdrawn):
        wrong = Text(f"{said.name} 不能以纸面登记", f"{said.name} is not taken in on paper")
        right = Text("可用：opinion_received、withdrawn", "write opinion_received or withdrawn")
        raise BadInput([Fault("request", "event", wrong, right)])
    made = take_in(
        number,
        said,
        on,
        name=file.name or "",
        chunks=file.chunks(),
        by=membership,
        key=key,
        expected=expected_of(expected),
    )
    return recorded(response, membership, made)
