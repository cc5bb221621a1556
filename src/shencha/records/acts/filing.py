"""Filing: a draft becomes a case."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.procedure.acts import Filed
from shencha.procedure.roles import Role
from shencha.records import log
from shencha.records.acts import analyses, drafts, parts, statements
from shencha.records.acts.record import Paper, already, open_case
from shencha.records.clock import SHANGHAI, now
from shencha.records.models import CaseFile, Draft, Membership, StoredEvent
from shencha.text import Text

SIGNATORIES = frozenset({Role.PARTY_OWNER, Role.PARTY_SIGNATORY, Role.COUNSEL})
FRESH = timedelta(minutes=5)
"""How long a confirmation by the second factor holds."""


def file_draft(
    draft: Draft, *, by: Membership, key: str, confirmed_at: datetime | None, at: datetime | None = None
) -> StoredEvent:
    """File a draft: a case begins, its papers are fixed, and the receipt can be had.

    Args:
        confirmed_at: when the signatory last confirmed with the second factor.
        at: the moment, for a history that is carried in; now otherwise.
    Raises:
        NotFound: the draft is not theirs. BadInput: papers are missing.
        NotAllowed: not a signatory, filed already, or no fresh confirmation.
    """
    moment = at or now()
    if Role(by.role) not in SIGNATORIES:
        raise NotAllowed(Text("须由签署人提交申报", "only a signatory files"))
    if confirmed_at is None or not timedelta(0) <= moment - confirmed_at <= FRESH:
        raise NotAllowed(Text("提交前请先用第二因素确认", "confirm with your second factor before filing"))
    with transaction.atomic():
        draft = drafts.locked(draft, by=by)
        if draft.case_id is not None:
            if (before := already(key, by)) is not None and before.case_id == draft.case_id:
                return before
            raise NotAllowed(Text("这份草稿已经提交", "this draft has been filed already"))
        if faults := drafts.incomplete(draft):
            raise BadInput(faults)
        on = moment.astimezone(SHANGHAI).date()
        attached = list(draft.papers.select_related("file"))
        materials = tuple(dict.fromkeys(paper.material for paper in attached))
        event = open_case(
            next_number(on.year),
            draft.ground,
            draft.title,
            draft.party,
            Filed(on, materials),
            by=by,
            key=key,
            papers=[
                *(Paper(one.material, one.name, one.file) for one in attached),
                *(Paper(*one) for one in statements.report_papers(draft, moment)),
                *(Paper(*one) for one in analyses.evidence_papers(draft)),
                *(Paper(*one) for one in parts.filed_papers(draft)),
            ],
            confirmed_at=confirmed_at,
            at=moment,
        )
        draft.case = event.case
        draft.save(update_fields=["case", "changed_at"])
    return event


def next_number(year: int) -> str:
    """The next case number of a year, `2026-0001`; inside the transaction that uses it.

    Whoever opens a case holds the log, so that two never take the same number.
    """
    log.lock()
    last = (
        CaseFile.objects.filter(number__startswith=f"{year}-")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    count = int(last.partition("-")[2]) + 1 if last else 1
    if count > 9999:
        raise BadInput(
            [
                Fault(
                    "case",
                    "number",
                    Text(f"{year} 年的编号已用完", f"the numbers of {year} are used up"),
                    Text("请联系系统管理员", "ask the system administrator"),
                )
            ]
        )
    return f"{year}-{count:04d}"
