"""Who is away today, and who is told instead."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from shencha.records.clock import today
from shencha.records.models import Absence, Membership


def at_work(held: QuerySet[Membership]) -> QuerySet[Membership]:
    """Those of these memberships that are at work today, and the deputies of those that are away."""
    away = _today().filter(membership=OuterRef("pk"))
    standing_in = _today().filter(membership__in=held.order_by().values("pk")).values("deputy")
    there = held.filter(~Exists(away)).order_by().values("pk")
    return Membership.objects.filter(Q(pk__in=there) | Q(pk__in=standing_in, active=True))


def stands_in_for(membership: Membership) -> list[Absence]:
    """For whom this membership stands in today."""
    found = (
        _today().filter(deputy=membership).select_related("membership__person", "membership__organisation")
    )
    return list(found)


def coming(membership: Membership) -> list[Absence]:
    """This membership's own absences, those of now and later."""
    found = Absence.objects.filter(membership=membership, last__gte=today())
    return list(found.select_related("deputy__person"))


def _today() -> QuerySet[Absence]:
    return Absence.objects.filter(first__lte=today(), last__gte=today()).order_by()
