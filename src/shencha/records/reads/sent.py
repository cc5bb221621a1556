"""What the office sent in a case, to whom, and when it was delivered and opened.

What goes out lies on the addressee's desk at the moment of its recording. A party's first opening is an entry of the
log; a unit's is the first look of one of its people, which lies in the signed tree of looks. A receipt on paper stands
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shencha.procedure.acts import ACTS, NOTICES, TO_UNITS, ProposalDelivered, event_from
from shencha.procedure.roles import CONSULTED
from shencha.records import access
from shencha.records.clock import SHANGHAI
from shencha.records.models import CaseFile, LoggedAct, Membership, Notice, Seen, StoredEvent
from shencha.records.projections import NOTICE_RECEIVED
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Sent:
    """One paper to one addressee."""

    event: StoredEvent
    what: Text
    to: str
    """A unit's id, or `party`."""
    on_desk: bool
    """Has the addressee an account on whose desk it lies? Else it is delivered on paper."""
    delivered: date | None
    """On paper, as recorded."""
    opened: date | None
    """First opened by someone of the addressee."""


def sent_in(case: CaseFile, stored: Iterable[StoredEvent]) -> list[Sent]:
    """What the office sent in that case, the newest first."""
    events = list(stored)
    notices = {one.event_id: one for one in Notice.objects.filter(event__case=case)}
    units = {unit for one in events if one.name in TO_UNITS for unit in one.payload["to"]}
    desks, looks = access.with_desk(units), _looks(case, units)
    acts = LoggedAct.objects.filter(about=f"case:{case.number}", name=NOTICE_RECEIVED)
    opened_here = {said["sequence"] for said in acts.values_list("said", flat=True)}
    found: list[Sent] = []
    for one in events:
        if one.name in NOTICES and (notice := notices.get(one.pk)) is not None:
            day, by_itself = notice.received_on, one.sequence in opened_here
            found.append(
                Sent(
                    one,
                    NOTICES[one.name],
                    "party",
                    True,
                    None if by_itself else day,
                    day if by_itself else None,
                )
            )
        elif one.name in TO_UNITS:
            for unit in one.payload["to"]:
                days = [day for at, day in looks.get(unit, ()) if at >= one.recorded_at]
                days += [later.on for later in events if _answers(later, unit, one)]
                opened = min(days, default=None)
                found.append(
                    Sent(one, ACTS[one.name].name, unit, unit in desks, _received(unit, one, events), opened)
                )
    return found[::-1]


def _answers(later: StoredEvent, unit: str, sent: StoredEvent) -> bool:
    """Did the unit answer after that was sent? Who answers has it, whether the look is kept or not."""
    return later.sequence > sent.sequence and later.payload.get("from") == unit


def _looks(case: CaseFile, units: set[str]) -> Mapping[str, list[tuple[datetime, date]]]:
    """The looks of people of these units at the case, the earliest first."""
    roles = [role.value for role in CONSULTED]
    held = Membership.objects.filter(role__in=roles, organisation__unit__in=units)
    unit_of = dict(held.values_list("person_id", "organisation__unit"))
    found: dict[str, list[tuple[datetime, date]]] = {}
    rows = Seen.objects.filter(case=case, role__in=roles).order_by("at", "id").values_list("person_id", "at")
    for person, at in rows:
        if person in unit_of:
            found.setdefault(unit_of[person], []).append((at, at.astimezone(SHANGHAI).date()))
    return found


def _received(unit: str, sent: StoredEvent, events: Iterable[StoredEvent]) -> date | None:
    """The day on which a unit received a proposal, where that is on record."""
    for one in events:
        if one.name == ProposalDelivered.name and one.sequence > sent.sequence and unit in one.payload["to"]:
            event = event_from(one.payload)
            return event.receipt if isinstance(event, ProposalDelivered) else None
    return None
