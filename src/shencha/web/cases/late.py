"""What is late in a case, how often it was chased, and where the office chases it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from shencha.procedure.acts import ACTS, EVENTS, OWED, EvidenceChased, OpinionChased
from shencha.procedure.case import Case
from shencha.procedure.chasing import chase_from, late
from shencha.procedure.roles import CONSULTED, OFFICE, PARTY_SIDE
from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.web.units import unit_name


@dataclass(frozen=True, slots=True)
class Waits:
    """One that is late, in words."""

    of: str
    name: Text | str
    due: date | None
    chased: tuple[date, ...]
    next: date | None
    """From which day the office's ladder has it chased."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """What is late in a case, of one kind."""

    owed: str
    """The act that is owed."""
    label: Text
    address: str
    """Where it is chased; empty for whoever may not."""
    waits: list[Waits]


def waiting(whole: Case, owed: str, known: Mapping[str, Text]) -> list[Waits]:
    """What is late of one kind, in words, with the day of its next chase."""
    act, on, calendar = EVENTS[OWED[owed]], today(), workdays()
    return [
        Waits(
            one.of,
            one.of if act is EvidenceChased else unit_name(one.of, known),
            one.due,
            one.chased,
            chase_from(whole, one.due, one.chased, calendar),
        )
        for one in late(whole, act, on, calendar)  # type: ignore[arg-type]
    ]


def lateness(membership: Membership, whole: Case, known: Mapping[str, Text]) -> list[Lateness]:
    """What is late in a case as far as this reader may know, and where the office chases it."""
    role = access.role_of(membership)
    chases = role in OFFICE and membership.person.key not in whole.recused
    found = []
    for owed, name in OWED.items():
        if role in CONSULTED and EVENTS[name] is not OpinionChased:
            continue
        if role in PARTY_SIDE and EVENTS[name] is OpinionChased:
            continue
        waits = waiting(whole, owed, known)
        if role in CONSULTED:
            waits = [one for one in waits if one.of == membership.organisation.unit]
        if waits:
            address = reverse("cases:chase", args=[whole.number, owed]) if chases else ""
            found.append(Lateness(owed, ACTS[owed].owed or ACTS[owed].button, address, waits))
    return found
