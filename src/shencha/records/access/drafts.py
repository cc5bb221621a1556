"""What is prepared on one side of the counter and read there alone: drafts, parts, opinions, remarks."""

from __future__ import annotations

from django.db.models import QuerySet

from shencha.procedure.roles import CONSULTED, Role
from shencha.records.access.there import there
from shencha.records.access.who import parties_of, role_of, side_of
from shencha.records.models import CaseFile, Draft, Membership, OpinionDraft, Remark, SupplierPart
from shencha.text import Text


def remarks_of(membership: Membership, case: CaseFile) -> QuerySet[Remark]:
    """The remarks of this membership's own side on the papers of a case that it may know of."""
    remarks = Remark.objects.select_related("by", "resolved_by", "paper").filter(paper__case=case)
    side = side_of(membership)
    return remarks.filter(side=side) if side and membership.active else remarks.none()


def opinion_drafts_of(membership: Membership, case: CaseFile) -> QuerySet[OpinionDraft]:
    """What this membership's own unit prepared in a case that it may know of; nobody else reads it."""
    drafts = OpinionDraft.objects.select_related("by", "looked_by").filter(case=case)
    if role_of(membership) not in CONSULTED or not membership.active:
        return drafts.none()
    return drafts.filter(unit=membership.organisation.unit)


def drafts_of(membership: Membership) -> QuerySet[Draft]:
    """The drafts of the parties for which this membership acts; the office has none."""
    return Draft.objects.select_related("party", "case").filter(party__in=parties_of(membership))


def draft_for(membership: Membership, draft_id: int) -> Draft:
    """One draft.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    return there(drafts_of(membership), Text("没有这份草稿", "there is no such draft"), pk=draft_id)


def parts_of(membership: Membership) -> QuerySet[SupplierPart]:
    """The suppliers' parts that this membership may read: a supplier's own ones, a party's in its own drafts."""
    parts = SupplierPart.objects.select_related("supplier", "draft__party", "changed_by")
    if not membership.active:
        return parts.none()
    if role_of(membership) is Role.SUPPLIER:
        return parts.filter(supplier=membership.organisation_id)
    return parts.filter(draft__in=drafts_of(membership))


def part_for(membership: Membership, part_id: int) -> SupplierPart:
    """One supplier's part.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    return there(parts_of(membership), Text("没有这一部分", "there is no such part"), pk=part_id)
