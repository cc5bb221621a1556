"""A case given out as one file that verifies offline, and the auditor's check of the whole log."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from shencha.api.headers import Number, PageNumber, page_of
from shencha.api.shapes import MomentOut, Strict, TextOut
from shencha.api.tokens import acting
from shencha.procedure.roles import TAKES_A_CASE_AWAY, Role
from shencha.records import access
from shencha.records.acts import audits, bundles
from shencha.records.models import AuditRun

router = Router(tags=["log"])
ZIP = {
    "responses": {
        200: {
            "description": "The case, with the proof of each entry.",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class AuditOut(Strict):
    """A check of the whole log, done by the worker."""

    id: int
    state: Literal["queued", "running", "done", "failed"]
    asked_at: MomentOut
    done_at: MomentOut | None
    entries: int | None
    cases: int | None
    faults: list[TextOut]
    """What does not hold; empty when it all holds."""
    remarks: list[TextOut]


@router.post("/cases/{number}/bundle", openapi_extra=ZIP)
def bundle(request: HttpRequest, number: Number) -> StreamingHttpResponse:
    """The case as far as you may read it; that it was given, and to whom, is an entry of the log."""
    membership = acting(request, TAKES_A_CASE_AWAY)
    access.saw(membership, access.case_for(membership, number), "bundle")
    given = bundles.give(number, to=membership, by=membership)
    response = StreamingHttpResponse(given.stream(), content_type="application/zip")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{number}.zip") or ""
    return response


@router.get("/audits", response=list[AuditOut])
def checks(request: HttpRequest, page: PageNumber = 1) -> list[AuditOut]:
    """The checks that auditors asked for, the newest first."""
    acting(request, (Role.AUDITOR,))
    return [_out(one) for one in page_of(AuditRun.objects.all(), page)]


@router.post("/audits", response={202: AuditOut})
def check(request: HttpRequest) -> AuditOut:
    """Have the whole log checked; one that waits already is answered."""
    return _out(audits.ask(by=acting(request, (Role.AUDITOR,))))


def _out(one: AuditRun) -> AuditOut:
    return AuditOut(
        id=one.pk,
        state=one.state,  # type: ignore[arg-type]
        asked_at=one.asked_at.isoformat(),
        done_at=one.done_at.isoformat() if one.done_at else None,
        entries=one.entries,
        cases=one.cases,
        faults=[TextOut(**said) for said in one.faults],
        remarks=[TextOut(**said) for said in one.remarks],
    )
