"""The words that a paper to come will show, for whoever must be told of a sign that no font here can set."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.documents.answers import declared
from shencha.records import access
from shencha.records.acts.filing import going_out
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import Draft, Membership
from shencha.records.reads.statements import of_draft


def of_case(membership: Membership, number: str, name: str) -> Iterator[str]:
    """Whom a paper of the case goes to, what it is about, and a decision that waits for its signature.

    Args:
        name: of the act that issues it.
    """
    file = access.cases_of(membership).filter(number=number).first()
    if file is None:
        return
    yield file.title
    if file.party is not None:
        yield file.party.name_zh
        yield file.party.name_en
    waiting = fold(file, file.events.order_by("sequence")).draft(name)
    if waiting is not None:
        yield repr(waiting.decision)


def of_filing(draft: Draft) -> Iterator[str]:
    """What the declaration, the report and the receipt of a draft show."""
    written = of_draft(draft, today(), thorough=False)
    yield from (draft.title, draft.party.name_zh, draft.party.name_en)
    yield from (value.zh for _, value in declared(draft.declaration))
    yield from (one.text for one in written.report.statements) if written else ()
    yield from (one.name for one in going_out(draft))
