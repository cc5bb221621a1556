"""What the office asked for, item by item, and its answers; what was asked for arrives, with words and files."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import WithJsonSchema

from shencha.api.cases import case_of
from shencha.api.events import EventOut, recorded
from shencha.api.headers import Key, Number
from shencha.api.papers import PaperOut, paper_out
from shencha.api.shapes import DayOut, Strict, TextOut, Words, text_out
from shencha.api.signs import Known, told_of_act
from shencha.api.tokens import acting
from shencha.documents.items import headline
from shencha.documents.kinds.marks import UNSEEN
from shencha.documents.kinds.table import ANY
from shencha.errors import BadInput, Fault, NotAllowed
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.supplements import ITEMS
from shencha.records import access, files
from shencha.records.acts import supplements
from shencha.records.acts.filing import unconfirmed
from shencha.records.acts.record import already, record
from shencha.records.reads.supplements import asked_items
from shencha.text import Text

router = Router(tags=["events"])
ItemOut = Annotated[Any, WithJsonSchema(dict(ITEMS.schema["anyOf"][0]["items"]))]


class AnswerOut(Strict):
    """What arrived in answer to an item."""

    on: DayOut
    sequence: int
    """Of the event that brought it."""
    text: str
    papers: list[PaperOut]


class AskedOut(Strict):
    """One item that was asked for."""

    name: str
    """By which it is answered."""
    asked: ItemOut
    """As the event holds it: plain words, or a structure."""
    said: TextOut
    on: DayOut
    sequence: int
    """Of the request."""
    due: DayOut | None
    """The office's own day; no article sets one."""
    answer: AnswerOut | None


@router.get("/cases/{number}/supplements", response=list[AskedOut])
def asked_for(request: HttpRequest, number: Number) -> list[AskedOut]:
    """Every item that the office asked for in a case, with what arrived; as far as you may read the events."""
    membership = acting(request)
    file, whole = case_of(membership, number)
    access.saw(membership, file, "supplements")
    found = []
    for one in asked_items(access.events_of(membership, file)):
        answer = one.answers[0] if one.answers else None
        found.append(
            AskedOut(
                name=one.name,
                asked=ITEMS.write((one.asked,))[0],
                said=text_out(headline(whole, one.asked)),
                on=one.stored.on.isoformat(),
                sequence=one.stored.sequence,
                due=one.typed.due.isoformat() if one.typed and one.typed.due else None,
                answer=AnswerOut(
                    on=answer.stored.on.isoformat(),
                    sequence=answer.stored.sequence,
                    text=answer.text,
                    papers=[paper_out(paper) for paper in answer.papers],
                )
                if answer
                else None,
            )
        )
    return found


@router.post("/cases/{number}/supplements", response={201: EventOut})
def answer_supplement(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    key: Key,
    items: Annotated[list[Words], Form([], description="Which of the things asked for each file is.")],
    answered: Annotated[list[Words], Form([], description="Which of them is answered in words.")],
    answers: Annotated[list[Words], Form([], description="The words, one for each answered item, in order.")],
    uploads: Annotated[
        list[UploadedFile], File([], alias="files", description="One file for each of items, in order.")
    ],
    clean: Annotated[
        bool, Form(False, description="Papers that cannot be looked into hold no state secrets.")
    ],
    known: Known,
) -> EventOut:
    """Hand in what was asked for, in files or in words. Items left out stay asked; an item may have several files."""
    membership = acting(request)
    _, whole = case_of(membership, number)
    if (before := already(key, membership)) is not None and before.case.number == number:
        return recorded(response, membership, before)
    if "supplement_received" not in may_next(whole, by=access.actor(membership)):
        raise NotAllowed(Text("本案现在没有需要补充的材料", "nothing is asked for in this case at present"))
    faults = [*_not_paired(items, uploads, answered, answers), *_unfit(whole, items, answered)]
    if faults:
        raise BadInput(faults)
    told_of_act(
        known, key, membership, number, "supplement_received", [answers, [one.name for one in uploads]]
    )
    papers = [
        supplements.paper(whole, item, one.name or "", files.keep(one.chunks(), one.name or "", ANY))
        for item, one in zip(items, uploads, strict=True)
    ]
    words = dict(zip(answered, answers, strict=True))
    dark = [
        (item, one.name) for item, one in zip(items, papers, strict=True) if {*one.file.marks} & {*UNSEEN}
    ]
    if dark and not clean:
        raise BadInput([unconfirmed([name for _, name in dark])])
    for item in dict.fromkeys(item for item, _ in dark):
        words[item] = supplements.said(words.get(item, ""), [name for one, name in dark if one == item])
    event = supplements.received(list(dict.fromkeys([*items, *answered])), words)
    return recorded(response, membership, record(number, event, by=membership, key=key, papers=papers))


def _not_paired(
    items: list[str], uploads: list[UploadedFile], answered: list[str], answers: list[str]
) -> list[Fault]:
    found = []
    if len(items) != len(uploads):
        wrong = Text(
            f"{len(items)} 项材料，{len(uploads)} 个文件", f"{len(items)} items, {len(uploads)} files"
        )
        right = Text("请为每一项给出一个文件，顺序一致", "give one file for each item, in the same order")
        found.append(Fault("request", "items", wrong, right))
    if len(answered) != len(answers) or len(set(answered)) != len(answered):
        wrong = Text(
            f"{len(answered)} 项答复，{len(answers)} 段文字，或者有重复",
            f"{len(answered)} items answered, {len(answers)} answers, or an item twice",
        )
        right = Text("请为每一项给出一段文字，顺序一致", "give words for each item once, in the same order")
        found.append(Fault("request", "answered", wrong, right))
    if not items and not answered:
        found.append(supplements.NOTHING)
    return found


def _unfit(whole: Case, items: list[str], answered: list[str]) -> list[Fault]:
    found = []
    asked = whole.papers.asked
    for item in dict.fromkeys([*items, *answered]):
        if item not in asked:
            wrong = Text(f"没有要求补充 {item}", f"{item} was not asked for")
            right = Text("、".join(asked), ", ".join(asked))
            found.append(Fault("request", "items" if item in items else "answered", wrong, right))
        elif item not in items and supplements.needs_paper(whole, item):
            found.append(supplements.without_paper(item))
    return found
