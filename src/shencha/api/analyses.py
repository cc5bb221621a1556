"""What a party filed of its analyses, and an auditor's repetition of a count of persons."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import WithJsonSchema

from shencha.api.headers import Key, Number
from shencha.api.shapes import MomentOut, Strict, TextOut, text_out
from shencha.api.tokens import acting
from shencha.procedure.roles import OFFICERS, WHOLE_CASE, Shelf, reads_of
from shencha.records import access
from shencha.records.acts import analyses as filed
from shencha.records.acts.recount import AUDITORS, agreement, recount, recounts
from shencha.records.models import AnalysisRun
from shencha.text import Text

router = Router(tags=["analyses"])
READERS = reads_of(Shelf.FINDINGS)
RunState = Annotated[str, WithJsonSchema({"type": "string", "enum": AnalysisRun.State.values})]
"""How a run stands; written out, because the state of a case has the same name."""


class RecountOut(Strict):
    """A count that an auditor made again under the party's key."""

    id: int
    at: MomentOut
    state: RunState
    agrees: bool | None
    """With the count that was filed; null until it is compared."""
    said: TextOut
    """Both ranges, or why it could not be compared."""


class InputOut(Strict):
    """A file that an analysis read."""

    role: str
    name: str
    sha256: str


class AnalysisOut(Strict):
    """An analysis as it was filed."""

    id: str
    kind: str
    inputs: list[InputOut]
    findings: int
    recounts: list[RecountOut]
    """For whoever reads the whole case."""


@router.get("/cases/{number}/analyses", response=list[AnalysisOut])
def analyses(request: HttpRequest, number: Number) -> list[AnalysisOut]:
    """The analyses that were filed, with the auditor's repetitions of a count."""
    membership = acting(request, READERS)
    case = access.case_for(membership, number)
    access.saw(membership, case, "board")
    whole = access.role_of(membership) in WHOLE_CASE
    return [
        AnalysisOut(
            id=one["id"],
            kind=one["kind"],
            inputs=[InputOut(role=i["role"], name=i["name"], sha256=i["sha256"]) for i in one["inputs"]],
            findings=len(one["findings"]),
            recounts=[recount_out(run) for run in recounts(case.pk, one["id"])] if whole else [],
        )
        for one in filed.filed_analyses(membership, number)
    ]


@router.post("/cases/{number}/analyses/{filed_id}/recount", response={202: RecountOut})
def hand_in(
    request: HttpRequest,
    number: Number,
    filed_id: str,
    file: Annotated[UploadedFile, File(...)],
    key: Key,
) -> RecountOut:
    """An auditor hands in a repeated sworn count; it is compared with the one that was filed."""
    membership = acting(request, AUDITORS)
    run = recount(number, filed_id, by=membership, name=file.name or "", chunks=file.chunks(), key=key)
    return recount_out(run)


class RepeatOut(Strict):
    """A filed analysis, run again by the office on the inputs filed with it."""

    id: int
    at: MomentOut
    state: RunState


@router.post("/cases/{number}/analyses/{filed_id}/repeat", response={202: RepeatOut})
def repeat(request: HttpRequest, number: Number, filed_id: str, key: Key) -> RepeatOut:
    """Run a filed analysis again on its inputs; a worker does it, and the board shows where it differs."""
    run = filed.repeat(number, filed_id, by=acting(request, OFFICERS), key=key)
    return RepeatOut(id=run.pk, at=run.asked_at.isoformat(), state=run.state)


def recount_out(run: AnalysisRun) -> RecountOut:
    """A repetition as it is answered."""
    found = agreement(run)
    said = found[1] if found else Text(run.failed_zh, run.failed_en)
    return RecountOut(
        id=run.pk,
        at=run.asked_at.isoformat(),
        state=run.state,
        agrees=found[0] if found else None,
        said=text_out(said),
    )
