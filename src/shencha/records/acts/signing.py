"""The second person signs a drafted decision: what goes out is the very file that this person saw."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shencha.documents.seal import sealed
from shencha.errors import NotAllowed
from shencha.procedure.acts import DECISIONS
from shencha.records import access, files, log
from shencha.records.acts.record import Overtaken, Paper, already, fold, record
from shencha.records.clock import now, today
from shencha.records.models import Membership, StoredEvent
from shencha.records.reads.papers import SENT, Seen, before_it_goes_out, next_number
from shencha.text import Text

NO_DRAFT = Text("没有待审核的这项决定", "no such decision waits for a signature")
CHANGED = Text(
    "文书在您查看之后有变化（日期、文号或者期限已更新），没有发出；请重新查看后再签发",
    "the paper has changed since you looked (its day, number or a due day) and is not out; look again, then sign",
)


def seen_by_signer(number: str, name: str, *, by: Membership) -> Seen | None:
    """The notice of a drafted decision as it would go out today; None where none goes out.

    Raises:
        NotFound: the case is not there, or not theirs. NotAllowed: no such draft waits.
    """
    file = access.case_for(by, number)
    whole = fold(file, access.stored_events(file))
    draft = whole.draft(name)
    if draft is None or name not in DECISIONS:
        raise NotAllowed(NO_DRAFT)
    return before_it_goes_out(file, whole, replace(draft.decision, on=today()), draft.wording or "")


def sign(
    number: str, name: str, *, by: Membership, key: str, expected: int | None = None, paper: str | None = None
) -> StoredEvent:
    """The decision goes out as it was drafted, today, with its notice.

    Args:
        paper: SHA-256 of the notice that the second person saw; None: whoever signs says nothing of it, and the
            notice is kept all the same.
    Raises:
        Overtaken: the notice is no longer the one that was seen, or someone acted in between. Else as `record`.
    """
    if (before := already(key, by)) is not None:
        return before
    file = access.case_for(by, number)
    draft = fold(file, access.stored_events(file)).draft(name)
    if draft is None:
        raise NotAllowed(NO_DRAFT)
    event = replace(draft.decision, on=today())
    seen = seen_by_signer(number, name, by=by) if name in DECISIONS else None
    if seen is None:
        return record(number, event, by=by, key=key, expected=expected)
    if paper is not None and paper != seen.digest:
        raise Overtaken(CHANGED)
    kept = files.keep([_sealed(seen.pdf)], files.safe_name(seen.name))
    with transaction.atomic():
        log.hold()
        if next_number(event.on.year) != seen.sequence:
            raise Overtaken(CHANGED)
        papers = [Paper(SENT, files.safe_name(seen.name), kept)]
        return record(number, event, by=by, key=key, expected=expected, papers=papers)


def _sealed(pdf: bytes) -> bytes:
    """The file with the office's seal, where the operator set one; the file that was seen is its beginning."""
    if not settings.SEAL:
        return pdf
    words = Path(settings.SEAL_PASSPHRASE_FILE).read_text().strip() if settings.SEAL_PASSPHRASE_FILE else ""
    return sealed(pdf, Path(settings.SEAL), words, now())
