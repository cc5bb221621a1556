"""Registers of parties screened whole, and changes that a party reports after its filing."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, StreamingHttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from shencha.api.headers import Id, Key, Number, PageNumber, page_of
from shencha.api.papers import FILE_ANSWER
from shencha.api.shapes import Day, DayOut, Strict, Words
from shencha.api.tokens import acting
from shencha.errors import BadInput, Fault
from shencha.inputs import parse_json
from shencha.procedure.roles import OFFICERS, PARTY_SIDE, Shelf, reads_of
from shencha.records import access, files
from shencha.records.acts import registers as acts
from shencha.records.acts.analyses import Given
from shencha.records.clock import today
from shencha.records.models import PartyRegister, ReportedChange
from shencha.text import Text
from shencha.text.days import day_of

router = Router(tags=["supervision"])
READERS = reads_of(Shelf.REGISTERS)


class RegisterOut(Strict):
    """A register that was screened."""

    id: int
    name: str
    on: DayOut
    before: DayOut | None
    answer: dict[str, Any]


class ReportedChangeOut(Strict):
    """What a party reported, and the answer of the law to it."""

    id: int
    case: str
    on: DayOut
    said: str
    outcome: str
    answer: dict[str, Any]
    """As `shencha screen --json` prints it."""
    newly: list[dict[str, Any]]
    """Grounds that hold by these facts and did not by those told before."""


@router.get("/registers", response=list[RegisterOut])
def registers(request: HttpRequest, page: PageNumber = 1) -> list[RegisterOut]:
    """The registers that were screened, the newest first."""
    return [_register(one) for one in page_of(access.registers_of(acting(request, READERS)), page)]


@router.post("/registers", response={201: RegisterOut})
def screen(
    request: HttpRequest,
    key: Key,
    on: Annotated[Day | None, Form(None, description="The day asked of; today if left out.")],
    before: Annotated[Day | None, Form(None, description="The day beside which it is put.")],
    column: Annotated[str, Form("", max_length=200, pattern=r"^[^\x00]*$")],
    afresh: Annotated[bool, Form(False, description="Beside no earlier register.")],
    file: Annotated[UploadedFile | None, File(None, description="The last register if left out.")],
) -> Status[RegisterOut]:
    """Screen a register of parties whole, and beside the one before."""
    made = acts.take_in(
        file.chunks() if file else None,
        files.safe_name(file.name or "") if file else "",
        day_of(on or "") or today(),
        column=column.strip(),
        before=day_of(before) if before else None,
        afresh=afresh,
        key=key,
        by=acting(request, OFFICERS),
    )
    return Status(201, _register(made))


@router.get("/registers/{register_id}/answered", openapi_extra=FILE_ANSWER)
def answered(request: HttpRequest, register_id: Id) -> StreamingHttpResponse:
    """The same rows with their answers, as a file."""
    found = access.register_for(acting(request, READERS), register_id)
    return StreamingHttpResponse(files.content(found.answered), content_type="application/octet-stream")


@router.get("/cases/{number}/changes", response=list[ReportedChangeOut])
def changes(request: HttpRequest, number: Number) -> list[ReportedChangeOut]:
    """What the party of a case reported since, the newest first."""
    membership = acting(request, reads_of(Shelf.PROMISES))
    file = access.case_for(membership, number)
    access.saw(membership, file, "changes")
    return [_change(one) for one in access.changes_of(membership).filter(case=file).select_related("case")]


@router.post("/cases/{number}/changes", response={201: ReportedChangeOut})
def report_change(
    request: HttpRequest,
    number: Number,
    key: Key,
    said: Annotated[Words, Form(..., description="What changed, in words.")],
    facts: Annotated[str, Form("{}", max_length=100_000, description="The facts that changed, as JSON.")],
    roles: Annotated[list[Words], Form([], description="What each file is, such as `bom`.")],
    uploads: Annotated[list[UploadedFile], File([], alias="files", description="A file for each, in order.")],
) -> Status[ReportedChangeOut]:
    """Report what changed after the filing; it is screened again, and its files are analysed again."""
    membership = acting(request, PARTY_SIDE)
    file = access.case_for(membership, number)
    changed = parse_json(facts, "request").data
    faults = []
    if not isinstance(changed, dict):
        wrong = Text("不是一组事实", "it is no set of facts")
        faults.append(Fault("request", "facts", wrong, Text('例如 {"actor": {}}', 'such as {"actor": {}}')))
    if len(roles) != len(uploads):
        wrong = Text(
            f"{len(roles)} 种材料，{len(uploads)} 个文件", f"{len(roles)} roles, {len(uploads)} files"
        )
        right = Text("请为每一个文件写明它是什么，顺序一致", "say of each file what it is, in the same order")
        faults.append(Fault("request", "roles", wrong, right))
    if faults:
        raise BadInput(faults)
    given = [Given(role, one.name or "", one.chunks()) for role, one in zip(roles, uploads, strict=True)]
    made = acts.report_change(file, changed, said, today(), key=key, by=membership, uploads=given)
    return Status(201, _change(made))


def _register(one: PartyRegister) -> RegisterOut:
    before = one.before.isoformat() if one.before else None
    return RegisterOut(id=one.pk, name=one.name, on=one.on.isoformat(), before=before, answer=one.answer)


def _change(one: ReportedChange) -> ReportedChangeOut:
    return ReportedChangeOut(
        id=one.pk,
        case=one.case.number,
        on=one.on.isoformat(),
        said=one.said,
        outcome=one.outcome,
        answer=one.answer,
        newly=one.newly,
    )
