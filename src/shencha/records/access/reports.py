"""What stands beside the cases: reports from outside, registers of parties, sanctions."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet

from shencha.procedure.roles import ROLES, Role, Shelf, reads_of
from shencha.records.access.there import there
from shencha.records.access.who import role_of
from shencha.records.models import Membership, PartyRegister, Report, ReportConcern, SanctionDraft
from shencha.text import Text

SHELVES: Mapping[str, Shelf] = {
    Report.Kind.PARTY: Shelf.REPORTS_ON_PARTIES,
    Report.Kind.REVIEW: Shelf.REPORTS_ON_THE_REVIEW,
}
"""Where a report stands by its kind; no desk reads both."""


def reports_of(membership: Membership) -> QuerySet[Report]:
    """The reports that this membership may read; never one that concerns the person itself."""
    shelves = ROLES[role_of(membership)].shelves if membership.active else frozenset()
    kinds = [kind for kind, shelf in SHELVES.items() if shelf in shelves]
    concerned = ReportConcern.objects.filter(person=membership.person_id, report=OuterRef("pk"))
    return Report.objects.filter(~Exists(concerned), kind__in=kinds)


def referred_to(membership: Membership) -> QuerySet[Report]:
    """The reports put before this member unit of which no case was made; it reads the desk's words, no more."""
    if role_of(membership) is not Role.MEMBER_LIAISON or not membership.active:
        return Report.objects.none()
    return Report.objects.filter(referred_to=membership.organisation.unit, case=None)


def sanctions_of(membership: Membership) -> QuerySet[SanctionDraft]:
    """Draft decisions on sanctions: for those who decide in the office, and for auditors."""
    drafts = SanctionDraft.objects.select_related("drafted_by", "decided_by").order_by("-id")
    reads = membership.active and role_of(membership) in reads_of(Shelf.SANCTIONS)
    return drafts if reads else drafts.none()


def sanction_for(membership: Membership, sanction_id: int) -> SanctionDraft:
    """One draft decision.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    return there(
        sanctions_of(membership),
        Text("没有这份处罚决定草案", "there is no such draft decision"),
        pk=sanction_id,
    )


def registers_of(membership: Membership) -> QuerySet[PartyRegister]:
    """Registers of parties that were screened: for officers, supervision and auditors; the newest first."""
    rows = PartyRegister.objects.select_related("by", "file", "answered", "earlier")
    reads = role_of(membership) in reads_of(Shelf.REGISTERS)
    return rows if membership.active and reads else rows.none()


def register_for(membership: Membership, register_id: int) -> PartyRegister:
    """One register.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    return there(
        registers_of(membership), Text("没有这份登记表", "there is no such register"), pk=register_id
    )
