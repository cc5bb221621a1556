"""What one officer puts forward and a second puts in force or sends back: a holiday notice, a policy by date."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.procedure.roles import COUNTERSIGNERS, OFFICE
from shencha.records import access
from shencha.records.clock import now
from shencha.records.models import Membership, PolicyChoice, TakenNotice
from shencha.text import Text

LONGEST_REASON = 2_000
PROPOSED = "proposed"
Put = TypeVar("Put", TakenNotice, PolicyChoice)


def may_decide(one: TakenNotice | PolicyChoice, by: Membership) -> bool:
    """May this person put it in force or send it back?"""
    return (
        one.state == PROPOSED and access.role_of(by) in COUNTERSIGNERS and by.person_id != one.proposed_by_id
    )


def waiting(of: QuerySet[Put], number: int, wanted: str, by: Membership, missing: Text) -> Put:
    """What waits for this person's decision, held; or what they decided so already.

    Raises:
        NotFound: it is not there. NotAllowed: by whoever put it forward, or not by this role, or decided otherwise.
    """
    found = of.select_for_update().filter(pk=number).first()
    if found is None or access.role_of(by) not in OFFICE:
        raise NotFound(missing)
    if found.state == wanted and found.decided_by_id == by.person_id:
        return found
    if not may_decide(found, by):
        raise NotAllowed(
            Text(
                "须由提交人以外的第二承办人或者负责人审核，并且只能审核一次",
                "a second officer or the head other than whoever put it forward decides, and only once",
            )
        )
    return found


def decide(one: TakenNotice | PolicyChoice, state: str, by: Membership, reason: str = "") -> None:
    """Keep what the second person decided."""
    one.state, one.reason = state, reason
    one.decided_by, one.decided_at = by.person, now()
    one.save()


def reason_in(given: str) -> str:
    """Why it is sent back.

    Raises:
        BadInput: no reason, or too long a one.
    """
    if not 0 < len(given.strip()) <= LONGEST_REASON:
        wrong = Text("没有写退回理由，或者太长", "no reason is given, or it is too long")
        raise BadInput([Fault("form", "reason", wrong, Text("请写明理由", "say why it is sent back"))])
    return given.strip()
