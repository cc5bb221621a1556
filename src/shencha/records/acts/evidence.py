"""The party hands in what shows that a promise or condition is kept, with its papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shencha.documents.kinds.table import ANY
from shencha.errors import NotAllowed
from shencha.procedure.acts import EvidenceReceived
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.records import access, files
from shencha.records.acts.record import Paper, already, fold, record
from shencha.records.clock import today
from shencha.records.models import Membership, StoredEvent
from shencha.text import Text


def asked_for(whole: Case, by: Membership) -> None:
    """Goes on where evidence can be handed in now.

    Raises:
        NotAllowed: it cannot.
    """
    if EvidenceReceived.name not in may_next(whole, by=access.actor(by)):
        raise NotAllowed(Text("本案现在不需要提交证明", "no evidence is asked for in this case at present"))


def hand_in(
    number: str,
    commitment: str,
    said: str,
    uploads: Sequence[tuple[str, Iterable[bytes]]],
    *,
    by: Membership,
    key: str,
    expected: int | None = None,
) -> StoredEvent:
    """Record it with its papers; the same key again is the same act.

    Args:
        commitment: the promise or condition, by its words. uploads: names and contents of the papers.
    Raises:
        NotFound: the case is not theirs. NotAllowed: nothing is asked for. BadInput: as `record`, or a file's fault.
    """
    case = access.case_for(by, number)
    if (made := already(key, by)) is not None and made.case_id == case.pk:
        return made
    asked_for(fold(case, case.events.order_by("sequence")), by)
    papers = [
        Paper("evidence", files.safe_name(name), files.keep(chunks, name, ANY)) for name, chunks in uploads
    ]
    event = EvidenceReceived(today(), commitment, said)
    return record(number, event, by=by, key=key, papers=papers, expected=expected)
