"""What was asked for arrives, item by item, with its files."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from shencha.api.cases import case_of
from shencha.api.events import EventOut, recorded
from shencha.api.headers import Key, Number
from shencha.api.shapes import Words
from shencha.api.tokens import acting
from shencha.errors import BadInput, Fault, NotAllowed
from shencha.procedure.allowed import may_next
from shencha.procedure.events import SupplementReceived
from shencha.records import access, files
from shencha.records.acts.record import Paper, already, record
from shencha.records.clock import today
from shencha.text import Text

router = Router(tags=["events"])


@router.post("/cases/{number}/supplements", response={201: EventOut})
def answer_supplement(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    key: Key,
    items: Annotated[list[Words], Form(..., description="Which of the things asked for each file is.")],
    uploads: Annotated[
        list[UploadedFile], File(..., alias="files", description="One file for each item, in order.")
    ],
) -> EventOut:
    """Hand in what was asked for. Items left out stay asked; an item may have several files."""
    membership = acting(request)
    _, whole = case_of(membership, number)
    if (before := already(key, membership)) is not None and before.case.number == number:
        return recorded(response, membership, before)
    if "supplement_received" not in may_next(whole, by=access.actor(membership)):
        raise NotAllowed(Text("本案现在没有需要补充的材料", "nothing is asked for in this case at present"))
    if faults := list(_faults(items, uploads, whole.papers.asked)):
        raise BadInput(faults)
    papers = [
        Paper(item, files.safe_name(one.name or ""), files.keep(one.chunks(), one.name or ""))
        for item, one in zip(items, uploads, strict=True)
    ]
    event = SupplementReceived(today(), tuple(dict.fromkeys(items)))
    return recorded(response, membership, record(number, event, by=membership, key=key, papers=papers))


def _faults(items: list[str], uploads: list[UploadedFile], asked: tuple[str, ...]) -> list[Fault]:
    found = []
    if len(items) != len(uploads):
        wrong = Text(
            f"{len(items)} 项材料，{len(uploads)} 个文件", f"{len(items)} items, {len(uploads)} files"
        )
        right = Text("请为每一项给出一个文件，顺序一致", "give one file for each item, in the same order")
        found.append(Fault("request", "items", wrong, right))
    for item in dict.fromkeys(items):
        if item not in asked:
            wrong = Text(f"没有要求补充 {item}", f"{item} was not asked for")
            right = Text("、".join(asked), ", ".join(asked))
            found.append(Fault("request", "items", wrong, right))
    return found
