"""In whose name a membership acts, and who else answers for the same unit."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from shencha.procedure.roles import AUDITING, CONSULTED, OFFICE, PARTY_SIDE, Actor, Reads, Role, reads_as
from shencha.records.models import CaseFile, Membership, Organisation, Person, Recusal


def role_of(membership: Membership) -> Role:
    """The role as the procedure knows it."""
    return Role(membership.role)


def actor(membership: Membership) -> Actor:
    """The person as the procedure sees it."""
    unit = membership.organisation.unit or membership.organisation.key
    return Actor(membership.person.key, role_of(membership), unit)


def parties_of(membership: Membership) -> QuerySet[Organisation]:
    """The parties for which this membership acts."""
    role = role_of(membership)
    if not membership.active:
        return Organisation.objects.none()
    if role is Role.COUNSEL:
        return Organisation.objects.filter(represented_by__counsel=membership.organisation_id)
    if role in PARTY_SIDE:
        return Organisation.objects.filter(pk=membership.organisation_id)
    return Organisation.objects.none()


def unit_of(membership: Membership) -> str | None:
    """The unit under which this membership is asked in a case, if it is asked at all."""
    role = role_of(membership)
    if role in CONSULTED:
        return membership.organisation.unit
    return "commission" if role is Role.COMMISSION_SECRETARY else None


def accounts_of(membership: Membership) -> QuerySet[Person]:
    """The accounts that an administrator is shown, by address, each with its roles under `held`.

    An audit administrator is shown those who audit.
    """
    active = Membership.objects.filter(active=True).select_related("organisation").order_by("pk")
    found = Person.objects.order_by("email")
    if role_of(membership) is Role.AUDIT_ADMIN:
        found = found.filter(Exists(active.filter(person=OuterRef("pk"), role__in=AUDITING)))
    return found.prefetch_related(Prefetch("memberships", active, to_attr="held"))


def colleagues_of(membership: Membership, case: CaseFile) -> QuerySet[Person]:
    """Who else answers for the same unit and may look at this case."""
    held = Membership.objects.filter(
        active=True,
        person__is_active=True,
        organisation__unit=membership.organisation.unit,
        role__in=[role.value for role in CONSULTED],
    )
    away = Recusal.objects.filter(case=case).values("person")
    people = Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=away)
    return people.exclude(pk=membership.person_id)


def side_of(membership: Membership) -> str | None:
    """On whose side a membership reads papers and writes remarks; None for those who write none."""
    role = role_of(membership)
    if role in OFFICE:
        return "office"
    return (membership.organisation.unit or None) if role in CONSULTED else None


def has_desk(unit: str) -> bool:
    """Is there anyone with an account who can answer for that unit?"""
    return unit in with_desk([unit])


def with_desk(units: Iterable[str]) -> set[str]:
    """Those of the units for which someone with an account can answer."""
    answering = [role.value for role in CONSULTED]
    held = Membership.objects.filter(active=True, person__is_active=True, role__in=answering)
    found = held.filter(organisation__unit__in=list(units)).values_list("organisation__unit", flat=True)
    return set(found)


def sees_consultees(membership: Membership) -> bool:
    """May this membership know which units are asked and what each still owes?"""
    return role_of(membership) in reads_as(Reads.WHOLE, Reads.COMMISSION)


def sees_todo(membership: Membership, who: str) -> bool:
    """May this membership read what `who` owes in a case that it may know of?

    A unit is told only what it owes itself: what the office must do next follows from opinions it does not see.
    """
    if sees_consultees(membership):
        return True
    if role_of(membership) in CONSULTED:
        return who == membership.organisation.unit
    return who in ("office", "party")
