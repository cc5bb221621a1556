"""A member unit raises a concern: an ex officio case begins (Article 16; 2020: 15)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shencha.errors import NotAllowed
from shencha.procedure.acts import ConcernRaised
from shencha.procedure.roles import Role
from shencha.records.acts import reports
from shencha.records.acts.filing import next_number
from shencha.records.acts.record import Paper, already, open_case
from shencha.records.clock import SHANGHAI, now
from shencha.records.models import Membership, StoredEvent
from shencha.text import Text


def raise_concern(
    *,
    by: Membership,
    subject: str,
    title: str,
    key: str,
    report: str = "",
    papers: list[Paper] | None = None,
    at: datetime | None = None,
) -> StoredEvent:
    """Begin an ex officio case with a member's concern.

    Args:
        subject: `products_services`, `data_processing`, or the thing itself in words.
        report: number of the report that gave rise to it, one that was put before the unit.
    Raises:
        NotAllowed: the person does not act for a member unit. NotFound: no such report was put before it.
    """
    moment = at or now()
    if Role(by.role) is not Role.MEMBER_LIAISON:
        raise NotAllowed(Text("只有成员单位可以提出", "only a member unit raises a concern"))
    on = moment.astimezone(SHANGHAI).date()
    with transaction.atomic():
        number = next_number(on.year)
        if (before := already(key, by)) is not None:
            return before
        made = open_case(
            number,
            ConcernRaised(on, by.organisation.unit, subject.strip(), title.strip()[:300]),
            by=by,
            key=key,
            papers=papers or [],
            at=moment,
        )
        if report:
            reports.taken_up(report, made.case, by=by)
        return made
