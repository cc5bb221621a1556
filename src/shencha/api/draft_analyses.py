"""Analyses of a draft, the party's judgement of each factor, and the statements of its analysis report."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from shencha.api.analyses import InputOut, RunState
from shencha.api.headers import Id, Key
from shencha.api.shapes import Day, MomentOut, Strict, Words
from shencha.api.tokens import acting
from shencha.errors import BadInput, Fault, NotFound
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.report.report import Statement
from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access
from shencha.records.acts import analyses, statements
from shencha.records.joined import joined
from shencha.records.models import AnalysisRun, Draft
from shencha.records.reads.statements import report_of
from shencha.text import Text
from shencha.text.days import day_of

router = Router(tags=["analyses"])
FactorId = Annotated[str, Path(..., pattern=r"^[A-Z][0-9]{1,2}$")]
StatementId = Annotated[str, Path(..., pattern=r"^[-\w]{1,60}$", max_length=60)]
Short = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Long = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]


class DraftRunOut(Strict):
    """An analysis of a draft."""

    id: int
    kind: str
    state: RunState
    inputs: list[InputOut]
    file_inputs: bool
    """Are the inputs filed too, so that the office can run it again?"""
    asked_at: MomentOut
    answer: dict[str, Any] | None
    failed: str


class JudgementIn(Strict):
    """What the party thinks of one factor; empty to take it out."""

    text: Long
    measures: Long = ""
    source: Short = ""


class StatementIn(Strict):
    """A sentence of the report with what it rests on, as `analysis_report.yaml` has it."""

    factor: Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")]
    text: Words
    references: Annotated[list[dict[str, Any]], Field(max_length=30)]


class StatementOut(Strict):
    """A statement of the report."""

    id: str
    factor: str
    text: str
    references: list[dict[str, Any]]


@router.get("/drafts/{draft_id}/analyses", response=list[DraftRunOut])
def runs(request: HttpRequest, draft_id: Id) -> list[DraftRunOut]:
    """The analyses of a draft, each with its answer once a worker has done it."""
    draft = _draft(request, draft_id)
    return [_out(one) for one in joined(draft.analyses.all(), "inputs", "file")]


@router.post("/drafts/{draft_id}/analyses", response={202: DraftRunOut})
def ask(
    request: HttpRequest,
    draft_id: Id,
    key: Key,
    kind: Annotated[Words, Form(..., description="Which analysis, such as `flows`.")],
    roles: Annotated[list[Words], Form([], description="What each file is, such as `bom`.")],
    uploads: Annotated[list[UploadedFile], File([], alias="files", description="A file for each, in order.")],
    parameters: Annotated[list[Words], Form([], description="Each as `name=value`.")],
    made_on: Annotated[Day | None, Form(None)],
    covers_from: Annotated[Day | None, Form(None)],
    covers_to: Annotated[Day | None, Form(None)],
    file_inputs: Annotated[bool, Form(False, description="File the inputs with the answer.")],
) -> Status[DraftRunOut]:
    """Attach inputs and ask for their analysis; a worker does it."""
    draft = _draft(request, draft_id)
    if kind not in ANALYSERS:
        raise NotFound(Text("没有这种分析", "there is no such analysis"))
    if len(roles) != len(uploads):
        wrong = Text(
            f"{len(roles)} 种材料，{len(uploads)} 个文件", f"{len(roles)} roles, {len(uploads)} files"
        )
        right = Text("请为每一个文件写明它是什么，顺序一致", "say of each file what it is, in the same order")
        raise BadInput([Fault("request", "roles", wrong, right)])
    days = {"made_on": made_on, "covers_from": covers_from, "covers_to": covers_to}
    read = {name: day_of(day) if day else None for name, day in days.items()}
    made = analyses.ask(
        draft,
        by=acting(request),
        kind=kind,
        given=[
            analyses.Given(role, one.name or "", one.chunks(), **read)
            for role, one in zip(roles, uploads, strict=True)
        ],
        key=key,
        parameters={one.partition("=")[0]: one.partition("=")[2].strip() for one in parameters},
        file_inputs=file_inputs,
    )
    return Status(202, _out(made))


@router.delete("/drafts/{draft_id}/analyses/{run_id}", response={204: None})
def drop(request: HttpRequest, draft_id: Id, run_id: Id) -> Status[None]:
    """Take an analysis out of a draft."""
    analyses.drop(_draft(request, draft_id), run_id, by=acting(request))
    return Status(204, None)


@router.put("/drafts/{draft_id}/judgements/{factor}", response={204: None})
def judge(request: HttpRequest, draft_id: Id, factor: FactorId, said: JudgementIn) -> Status[None]:
    """Judge a factor of the version under which the draft will be filed."""
    draft = _draft(request, draft_id)
    analyses.judge(draft, by=acting(request), factor=factor, **said.model_dump())
    return Status(204, None)


@router.get("/drafts/{draft_id}/statements", response=list[StatementOut])
def stated(request: HttpRequest, draft_id: Id) -> list[StatementOut]:
    """The statements of a draft's analysis report, as they were last saved."""
    found = report_of(_draft(request, draft_id))
    return [_statement(one) for one in found.statements] if found else []


@router.post("/drafts/{draft_id}/statements", response={201: StatementOut})
def state(request: HttpRequest, draft_id: Id, said: StatementIn) -> Status[StatementOut]:
    """Add a statement to the report."""
    return Status(201, _saved(request, draft_id, said))


@router.put("/drafts/{draft_id}/statements/{statement}", response=StatementOut)
def restate(request: HttpRequest, draft_id: Id, statement: StatementId, said: StatementIn) -> StatementOut:
    """Write a statement anew."""
    return _saved(request, draft_id, said, statement)


@router.delete("/drafts/{draft_id}/statements/{statement}", response={204: None})
def unsay(request: HttpRequest, draft_id: Id, statement: StatementId) -> Status[None]:
    """Take a statement out of the report."""
    statements.drop(_draft(request, draft_id), statement, by=acting(request))
    return Status(204, None)


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    return access.draft_for(acting(request, PARTY_SIDE), draft_id)


def _saved(request: HttpRequest, draft_id: int, said: StatementIn, was: str = "") -> StatementOut:
    made = statements.save(
        _draft(request, draft_id),
        by=acting(request),
        factor=said.factor,
        text=said.text,
        references=said.references,
        was=was,
    )
    return _statement(made)


def _statement(one: Statement) -> StatementOut:
    references = [reference.as_dict() for reference in one.references]
    return StatementOut(id=one.id, factor=one.factor, text=one.text, references=references)


def _out(run: AnalysisRun) -> DraftRunOut:
    return DraftRunOut(
        id=run.pk,
        kind=run.kind,
        state=run.state,
        inputs=[InputOut(role=i.role, name=i.name, sha256=i.file.digest) for i in run.inputs.all()],
        file_inputs=run.file_inputs,
        asked_at=run.asked_at.isoformat(),
        answer=run.answer,
        failed=run.failed_zh,
    )
