"""Filing: a draft becomes a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from shencha.canonical import digest_of
from shencha.documents import completeness
from shencha.documents.completeness import Sheet
from shencha.documents.declaration import CONFIRMED, whole
from shencha.documents.declaration_paper import NAME, Particulars, declaration_pdf
from shencha.documents.kinds.marks import UNSEEN
from shencha.errors import BadInput, Fault, NotAllowed
from shencha.evidence.report.report import MATERIAL, RENDERED, is_report
from shencha.procedure.acts import Filed
from shencha.procedure.roles import PARTY, Role
from shencha.records import files, log
from shencha.records.acts import analyses, drafts, parts, statements
from shencha.records.acts.record import Paper, already, open_case
from shencha.records.clock import SHANGHAI, now, today
from shencha.records.models import CaseFile, Draft, DraftPaper, Membership, StoredEvent, StoredFile
from shencha.text import Text

FRESH = timedelta(minutes=5)
"""How long a confirmation by the second factor holds."""


def file_draft(
    draft: Draft,
    *,
    by: Membership,
    key: str,
    confirmed_at: datetime | None,
    at: datetime | None = None,
    clean: bool = False,
) -> StoredEvent:
    """File a draft: a case begins, its papers are fixed, and the receipt can be had.

    Args:
        confirmed_at: when the signatory last confirmed with the second factor.
        at: the moment, for a history that is carried in; now otherwise.
        clean: the signatory confirms that papers in which no mark of secrecy could be looked for hold no state secrets.
    Raises:
        NotFound: the draft is not theirs. BadInput: papers are missing, or that is not confirmed.
        NotAllowed: not a signatory, filed already, or no fresh confirmation.
    """
    moment = at or now()
    if Role(by.role) not in PARTY:
        raise NotAllowed(Text("须由签署人提交申报", "only a signatory files"))
    if confirmed_at is None or not timedelta(0) <= moment - confirmed_at <= FRESH:
        raise NotAllowed(Text("提交前请先用双因素认证确认", "confirm with your second factor before filing"))
    with transaction.atomic():
        draft = drafts.locked(draft, by=by)
        if draft.case_id is not None:
            if (before := already(key, by)) is not None and before.case_id == draft.case_id:
                return before
            raise NotAllowed(Text("这份草稿已经提交", "this draft has been filed already"))
        if faults := drafts.incomplete(draft):
            raise BadInput(faults)
        if not clean and (dark := unseen(draft)):
            raise BadInput([unconfirmed(dark)])
        on = moment.astimezone(SHANGHAI).date()
        attached = _attached(draft)
        form = _form(draft, moment)
        kinds = [*(["declaration"] if form else []), *(paper.material for paper in attached)]
        materials = tuple(dict.fromkeys(kinds))
        event = open_case(
            next_number(on.year),
            signed(draft, on, materials),
            by=by,
            key=key,
            papers=[
                *form,
                *(Paper(one.material, one.name, one.file) for one in attached),
                *(Paper(*one) for one in statements.report_papers(draft, moment)),
                *(Paper(*one) for one in analyses.evidence_papers(draft)),
                *(Paper(*one) for one in parts.filed_papers(draft)),
                Paper(
                    completeness.MATERIAL,
                    completeness.NAME,
                    files.keep([check_of(draft, on)], completeness.NAME),
                ),
            ],
            confirmed_at=confirmed_at,
            at=moment,
        )
        draft.case = event.case
        draft.save(update_fields=["case", "changed_at"])
    return event


def signed(draft: Draft, on: date, materials: tuple[str, ...]) -> Filed:
    """All that the signatory of a draft signs, as the event that holds it; its papers come beside it."""
    return Filed(
        on,
        materials,
        party=draft.party.key,
        party_name=draft.party.name_zh,
        ground=draft.ground,
        title=draft.title,
        instrument=draft.instrument,
        answers=draft.facts,
        declaration=declared(draft),
        answers_digest=digest_of(draft.facts),
    )


@dataclass(frozen=True, slots=True)
class Going:
    """A paper that goes out when a draft is signed."""

    material: str
    name: str
    size: int | None = None
    """In bytes; None of what is only made then, with the moment of signing on it."""
    sha256: str = ""


def going_out(draft: Draft) -> list[Going]:
    """Every paper that a signature sends, as the draft stands; nothing is kept of what is made for it."""
    found = [Going("declaration", NAME)] if whole(draft.ground, draft.declaration) else []
    found += [Going(one.material, one.name, one.file.size, one.file.digest) for one in _attached(draft)]
    if any(is_report(one.material, one.name) for one in found):
        found.append(Going(MATERIAL, RENDERED))
    content, inputs = analyses.evidence_of(draft)
    if content is not None:
        found.append(_made(analyses.FINDINGS, analyses.FINDINGS_NAME, content))
    found += [Going(analyses.INPUT, one.name, one.file.size, one.file.digest) for one in inputs]
    for part in parts.handed_in(draft):
        found.append(_made(parts.MATERIAL, parts.name_of(part), parts.told(part).encode()))
        papers = part.papers.all()
        found += [Going(parts.MATERIAL, one.name, one.file.size, one.file.digest) for one in papers]
    found.append(_made(completeness.MATERIAL, completeness.NAME, check_of(draft, today())))
    return found


def declared(draft: Draft) -> dict[str, Any]:
    """The declaration as it is signed: its fields, and what is confirmed of papers that could not be looked into."""
    dark, fields = unseen(draft), dict(draft.declaration)
    if not dark:
        return fields
    return fields | {CONFIRMED.name: {CONFIRMED.fields[0].name: "；".join(dark)}}


def unseen(draft: Draft) -> dict[str, StoredFile]:
    """Papers by name that go out and in part of which no mark of secrecy could be looked for."""
    _, inputs = analyses.evidence_of(draft)
    brought = [(one.name, one.file) for one in _attached(draft)]
    brought += [(one.name, one.file) for one in inputs]
    brought += [(one.name, one.file) for part in parts.handed_in(draft) for one in part.papers.all()]
    return {name: file for name, file in brought if {*file.marks} & {*UNSEEN}}


def unconfirmed(names: Collection[str]) -> Fault:
    """That papers could not be looked into, and that their party confirms what is in them."""
    named = "、".join(names)
    return Fault(
        "draft",
        "confirmed",
        Text(
            f"有的文件不能查看其中有无密级标志：{named}",
            f"no mark of secrecy could be looked for in parts of: {', '.join(names)}",
        ),
        Text(
            "请逐一核对，并确认其中不含国家秘密；涉及的，请到此为止",
            "look through them and confirm that they hold no state secrets; if they do, stop here",
        ),
    )


def check_of(draft: Draft, on: date) -> bytes:
    """The check of completeness that the party sees before it signs, as it is kept with the filing."""
    have = {"declaration"} if whole(draft.ground, draft.declaration) else set[str]()
    sheets = [
        Sheet(one.material, one.name, one.file.digest, tuple(one.file.marks), one.file.scanned)
        for one in _attached(draft)
    ]
    lines = completeness.checked(draft.ground, draft.instrument, draft.declaration, sheets, have)
    return completeness.written(lines, draft.ground, draft.instrument, completeness.duty(draft.facts, on))


def _form(draft: Draft, moment: datetime) -> list[Paper]:
    """The declaration set as a paper, where its form is complete."""
    if not whole(draft.ground, draft.declaration):
        return []
    party = Text(draft.party.name_zh, draft.party.name_en)
    given = Particulars(draft.title, party, draft.ground, draft.instrument, moment.astimezone(SHANGHAI))
    made = declaration_pdf(declared(draft), given, "zh")
    return [Paper("declaration", NAME, files.keep([made], NAME))]


def _made(material: str, name: str, content: bytes) -> Going:
    return Going(material, name, len(content), sha256(content).hexdigest())


def _attached(draft: Draft) -> list[DraftPaper]:
    return list(draft.papers.select_related("file"))


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
