"""Who acts in a review, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Role(StrEnum):
    """What a person is in a case; one person may hold several, but acts in one at a time."""

    PARTY_OWNER = "party_owner"
    PARTY_EDITOR = "party_editor"
    PARTY_SIGNATORY = "party_signatory"
    COUNSEL = "counsel"
    SUPPLIER = "supplier"
    OFFICE_CLERK = "office_clerk"
    CASE_OFFICER = "case_officer"
    SECOND_OFFICER = "second_officer"
    OFFICE_HEAD = "office_head"
    MEMBER_LIAISON = "member_liaison"
    CONSULTED_LIAISON = "consulted_liaison"
    COMMISSION_SECRETARY = "commission_secretary"
    PROTECTION_DEPARTMENT = "protection_department"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


class Reads(Enum):
    """What someone reads of the cases that it may know of."""

    WHOLE = "whole"
    """Everything, who drafted and what was judged included."""
    PARTY = "party"
    UNIT = "unit"
    """What a unit that is asked must know, and what it said itself."""
    COMMISSION = "commission"
    SUPERVISION = "supervision"


TOLD_TO_THE_PARTY = frozenset({Reads.PARTY, Reads.COMMISSION, Reads.SUPERVISION})
"""Who reads what the party is told."""
NOBODY_ELSE: frozenset[Reads] = frozenset()
"""Only those who read the whole case."""

PARTY = frozenset({Role.PARTY_OWNER, Role.PARTY_SIGNATORY, Role.COUNSEL})
"""Who binds the party; an editor prepares, a supplier hands its part to the party."""
OFFICE = frozenset({Role.OFFICE_CLERK, Role.CASE_OFFICER, Role.SECOND_OFFICER, Role.OFFICE_HEAD})
OFFICERS = frozenset({Role.CASE_OFFICER, Role.SECOND_OFFICER, Role.OFFICE_HEAD})
COUNTERSIGNERS = frozenset({Role.SECOND_OFFICER, Role.OFFICE_HEAD})
CONSULTED = frozenset({Role.MEMBER_LIAISON, Role.CONSULTED_LIAISON, Role.PROTECTION_DEPARTMENT})
"""Who answers for a consultee, each for its own unit."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one role."""

    person: str
    """A stable name of the person, the same in every event."""
    role: Role
    unit: str | None = None
    """A consultee's id for a liaison (`ndrc`, `protection_department:energy`), else an organisation's key."""
