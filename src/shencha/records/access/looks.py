"""Who looked at which case, and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from shencha.procedure.roles import PARTY_SIDE, ROLES, Role, Shelf, Side, reads_of
from shencha.records.access.who import role_of
from shencha.records.clock import SHANGHAI, now
from shencha.records.models import CaseFile, Membership, Seen
from shencha.records.prepared import Insert

_SEEN = Insert(Seen)


def seen_lines(membership: Membership) -> QuerySet[Seen]:
    """Who saw what; for auditors only."""
    lines = Seen.objects.select_related("person", "case")
    return lines if role_of(membership) in reads_of(Shelf.LOOKS) else lines.none()


def looks_told(membership: Membership, case: CaseFile, most: int) -> list[tuple[date, Side, int]]:
    """On which day which side of the counter looked at a party's case, and how often; the newest first.

    Which unit or person it was stays theirs: a party is not told who is asked. Empty for whoever is no party.
    """
    if role_of(membership) not in PARTY_SIDE:
        return []
    day = TruncDate("at", tzinfo=SHANGHAI)
    found = Seen.objects.filter(case=case).annotate(day=day).order_by("-day").values("day", "role")
    told: dict[tuple[date, Side], int] = {}
    for one in found.annotate(times=Count("pk"))[: most * len(Role)]:
        key = one["day"], ROLES[Role(one["role"])].side
        told[key] = told.get(key, 0) + one["times"]
    return [(on, side, times) for (on, side), times in told.items()][:most]


def saw(membership: Membership, case: CaseFile, what: str) -> None:
    """Write down that an official looked; a party's looks at its own case are its own affair."""
    if role_of(membership) not in PARTY_SIDE:
        _SEEN.many([Seen(person=membership.person, role=membership.role, case=case, what=what, at=now())])


LOOK = timedelta(minutes=30)
"""Looks within this time are one look: reading a page again does not make it old."""


def saw_again(membership: Membership, case: CaseFile, what: str) -> None:
    """As `saw`, where many requests are one look: a thing of many leaves is written down once in `LOOK`."""
    lately = Seen.objects.filter(case=case, person=membership.person_id, what=what, at__gt=now() - LOOK)
    if role_of(membership) not in PARTY_SIDE and not lately.exists():
        saw(membership, case, what)


def looked_before(membership: Membership, case: CaseFile) -> datetime | None:
    """When this person last looked at the case, before the look under way; None the first time."""
    seen = Seen.objects.filter(case=case, person=membership.person_id, at__lt=now() - LOOK)
    return seen.values_list("at", flat=True).first()
