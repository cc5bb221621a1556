"""A party writes its analysis report, statement by statement; the file among its papers is all that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from shencha.documents.analysis_report import Particulars, report_pdf
from shencha.evidence.report.reading import report_of as read
from shencha.evidence.report.report import MATERIAL, NAME, RENDERED, Statement
from shencha.inputs import Document
from shencha.records import files
from shencha.records.acts import changes, drafts
from shencha.records.clock import SHANGHAI
from shencha.records.models import Draft, DraftPaper, Membership, StoredFile
from shencha.records.reads import statements
from shencha.text import Lang, Text

WHAT = f"papers:{MATERIAL}"
"""Under which a change of the report is noted."""


def save(
    draft: Draft,
    *,
    by: Membership,
    factor: str,
    text: str,
    references: Sequence[Mapping[str, Any]],
    was: str = "",
) -> Statement:
    """Write a statement, its files pinned as they are now: a new one, or in the place of another.

    Args:
        references: as in `analysis_report.yaml`.
        was: the id of the statement that it replaces; empty for a new one.
    Raises:
        NotFound: the draft is not theirs. NotAllowed: filed already. Overtaken: a colleague changed it since.
        BadInput: every fault of the statement, by its field.
    """
    written = {"factor": factor, "text": text, "references": [dict(one) for one in references]}
    made = read(Document("form", {"statements": [written]}))
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        digests = {
            name: one.sha256 for one in statements.can_rest_on(held).items for name in (one.name, one.path)
        }
        one = made.pinned(lambda reference: digests.get(reference.file)).statements[0]
        kept = _before(held)
        if was:
            kept[_place(held, kept, was, by)] = one
        else:
            kept.append(one)
        _write(held, kept, by)
    return one


def drop(draft: Draft, was: str, *, by: Membership) -> None:
    """Take a statement out of the report; nothing happens if it is gone.

    Raises:
        NotFound, NotAllowed: as `save`.
    """
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        before = _before(held)
        left = [one for one in before if one.id != was]
        if len(left) != len(before):
            _write(held, left, by)


def report_papers(draft: Draft, at: datetime) -> list[tuple[str, str, StoredFile]]:
    """The report of a draft set as the paper that is filed; none where it is not written as statements.

    Returns:
        Triples of material, name and file.
    """
    made = as_paper(draft, at, "zh")
    return [(MATERIAL, RENDERED, files.keep([made], RENDERED))] if made else []


def as_paper(draft: Draft, at: datetime, lang: Lang) -> bytes | None:
    """The report of a draft set as a PDF; None where it is not written as statements."""
    local = at.astimezone(SHANGHAI)
    written = statements.of_draft(draft, local.date(), thorough=False)
    if written is None:
        return None
    party = Text(draft.party.name_zh, draft.party.name_en)
    given = Particulars(draft.title, party, draft.ground, draft.instrument, local)
    return report_pdf(written.report, written.checked, given, lang)


def _before(held: Draft) -> list[Statement]:
    report = statements.report_of(held)
    return list(report.statements) if report else []


def _place(held: Draft, before: Sequence[Statement], was: str, by: Membership) -> int:
    for at, one in enumerate(before):
        if one.id == was:
            return at
    last = held.changes.select_related("by").filter(what=WHAT).first()
    if last is None:
        raise changes.Overtaken(None, held.changed_at, 0, by)
    raise changes.Overtaken(last.by, last.at, last.version, by)


def _write(held: Draft, kept: Sequence[Statement], by: Membership) -> None:
    before = held.papers.filter(material=MATERIAL, name=NAME)
    if kept:
        report = read(Document(NAME, {"statements": [one.as_dict() for one in kept]}))
        file = files.keep([report.text()], NAME)
        before.delete()
        DraftPaper.objects.create(draft=held, material=MATERIAL, file=file, name=NAME, added_by=by.person)
    else:
        before.delete()
    changes.note(held, WHAT, by)
    drafts.touched(held)
