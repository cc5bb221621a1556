"""All cases that one may know of, filtered, sorted and counted; every filter is a column or an index of the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet

from shencha.procedure.case import ENDS, State
from shencha.procedure.kinds import GROUNDS
from shencha.procedure.roles import WHOLE_CASE
from shencha.records import access
from shencha.records.models import CaseFile, Membership, Organisation
from shencha.text.days import day_of

COUNTED = 1_000
"""A list says how many there are exactly up to this; beyond, that there are more."""
LONGEST, MOST_PARTIES = 100, 500
NOBODY = "-"
"""Written for the officer: cases that nobody has."""
STEPS: Mapping[str, tuple[str, ...]] = {
    "intake": (State.FILED, State.INTAKE, State.PROPOSED),
    "review": (State.PRELIMINARY, State.CONSULTATION),
    "special": (State.SPECIAL, State.AWAITING_COMMISSION),
    "end": tuple(ENDS),
}
"""The parts of the procedure, by the states of their cases."""
SORTS: Mapping[str, str] = {
    "number": "number",
    "due": "due_on",
    "opened": "opened_on",
    "moved": "last_on",
    "party": "party__name_zh",
    "officer": "officer__name",
}
INSIDE = ("officer", "due_from", "due_to", "overdue", "paused")
"""Filters for those who read whole cases: they tell what others owe."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see, as an address says it; what is not known filters nothing."""

    text: str = ""
    state: str = ""
    ground: str = ""
    step: str = ""
    officer: str = ""
    """A person's key, or `-`."""
    party: str = ""
    """Part of its name."""
    due_from: str = ""
    due_to: str = ""
    overdue: str = ""
    paused: str = ""
    sort: str = ""
    """Of SORTS, from the last with `-` before it."""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Wanted:
        """The wishes of an address."""
        said = {one.name: given.get(one.name, "").strip()[:LONGEST] for one in fields(cls)}
        allowed: Mapping[str, Collection[str]] = {
            "state": set(State),
            "ground": set(GROUNDS),
            "step": set(STEPS),
        }
        for name, known in allowed.items():
            said[name] = said[name] if said[name] in known else ""
        for name in ("due_from", "due_to"):
            said[name] = said[name] if day_of(said[name]) else ""
        for name in ("overdue", "paused"):
            said[name] = "yes" if said[name] == "yes" else ""
        said["sort"] = said["sort"] if said["sort"].removeprefix("-") in SORTS else ""
        return cls(**said)

    def query(self) -> str:
        """As an address says it, without what is empty."""
        said = ((one.name, getattr(self, one.name)) for one in fields(self))
        return urlencode([(name, value) for name, value in said if value])


def listed(membership: Membership, wanted: Wanted, today: date) -> QuerySet[CaseFile]:
    """The cases that this membership may know of and wants to see, in the order wanted; the newest first else."""
    cases = access.cases_of(membership)
    if access.role_of(membership) in WHOLE_CASE:
        cases = _inside(cases, wanted, today)
    if wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.ground:
        cases = cases.filter(ground=wanted.ground)
    if wanted.step:
        cases = cases.filter(state__in=STEPS[wanted.step])
    if wanted.party:
        cases = cases.filter(party__in=_parties(wanted.party))
    for word in wanted.text.split():
        said = Q(number__icontains=word) | Q(title__icontains=word)
        cases = cases.filter(said | Q(party__in=_parties(word)))
    name = wanted.sort.removeprefix("-")
    if name not in SORTS:
        return cases.order_by("-id")
    column = F(SORTS[name])
    falling = wanted.sort.startswith("-")
    first = column.desc(nulls_last=True) if falling else column.asc(nulls_last=True)
    return cases.order_by(first, "-id" if falling else "id")


def _parties(word: str) -> list[int]:
    """The parties with that in their names; few beside the cases, so they are looked up first."""
    named = Q(name_zh__icontains=word) | Q(name_en__icontains=word)
    parties = Organisation.objects.filter(named, kind=Organisation.Kind.PARTY)
    return list(parties.values_list("pk", flat=True)[:MOST_PARTIES])


def _inside(cases: QuerySet[CaseFile], wanted: Wanted, today: date) -> QuerySet[CaseFile]:
    if wanted.officer == NOBODY:
        cases = cases.filter(officer=None)
    elif wanted.officer:
        cases = cases.filter(officer__key=wanted.officer)
    if (first := day_of(wanted.due_from)) is not None:
        cases = cases.filter(due_on__gte=first)
    if (last := day_of(wanted.due_to)) is not None:
        cases = cases.filter(due_on__lte=last)
    if wanted.overdue:
        cases = cases.filter(due_on__lt=today)
    return cases.filter(paused=True) if wanted.paused else cases


def counted(cases: QuerySet[CaseFile]) -> tuple[int, bool]:
    """How many there are, exactly up to `COUNTED`, and whether there are more."""
    n = len(cases.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return min(n, COUNTED), n > COUNTED
