"""Whose case it is: whom of the office a case can be given to, and how much each has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from shencha.errors import BadInput, Fault
from shencha.procedure.acts import CaseAssigned
from shencha.procedure.case import ENDS
from shencha.procedure.roles import OFFICE, OFFICERS, Role
from shencha.records.models import CaseFile, Membership, Recusal
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone of the office, with the open cases that are theirs."""

    key: str
    name: str
    load: int
    of_ground: int
    """Of these, the ones of the ground asked about."""


def colleagues(
    roles: frozenset[Role] = OFFICERS, ground: str = "", case: CaseFile | None = None
) -> list[Colleague]:
    """Those of the office who hold one of these roles, whoever has least first, the heads last.

    Args:
        ground: of what cases the load is counted beside the whole. case: who stepped out of it is left out.
    """
    held = Membership.objects.filter(
        active=True, person__is_active=True, role__in=[one.value for one in roles]
    ).select_related("person")
    if case is not None:
        held = held.exclude(person__in=Recusal.objects.filter(case=case).values("person"))
    open_cases = CaseFile.objects.exclude(state__in=[one.value for one in ENDS]).exclude(officer=None)
    counted = (
        open_cases.order_by()
        .values_list("officer")
        .annotate(n=Count("pk"), same=Count("pk", filter=Q(ground=ground)))
    )
    load = {person: (n, same) for person, n, same in counted}
    people = {one.person_id: one.person for one in held}
    found = [Colleague(one.key, one.name, *load.get(pk, (0, 0))) for pk, one in people.items()]
    heads = {one.person.key for one in held if one.role == Role.OFFICE_HEAD.value}
    return sorted(found, key=lambda one: (one.key in heads, one.load, one.of_ground, one.name))


def assignable(event: CaseAssigned) -> None:
    """Are those who are named people of the office?

    Raises:
        BadInput: who is not.
    """
    faults = list(_strangers(event))
    if faults:
        raise BadInput(faults)


def _strangers(event: CaseAssigned) -> Iterator[Fault]:
    named = {one for one in (event.officer, event.deputy, *event.readers) if one}
    held: dict[str, set[str]] = {}
    rows = Membership.objects.filter(active=True, person__is_active=True, person__key__in=named)
    for key, role in rows.values_list("person__key", "role"):
        held.setdefault(key, set()).add(role)
    asked: tuple[tuple[str, tuple[str, ...], frozenset[Role], Text], ...] = (
        ("officer", (event.officer,), OFFICERS, Text("能够承办案件的人员", "someone who handles cases")),
        (
            "deputy",
            (event.deputy,) if event.deputy else (),
            OFFICERS,
            Text("能够承办案件的人员", "someone who handles cases"),
        ),
        ("readers", event.readers, OFFICE, Text("审查办公室人员", "someone of the office")),
    )
    for field, keys, roles, who in asked:
        for key in keys:
            if not held.get(key, set()) & {one.value for one in roles}:
                yield Fault(
                    "event",
                    field,
                    Text(f"{key} 不是{who.zh}", f"{key} is not {who.en}"),
                    Text(f"请写{who.zh}的账户", f"write the account of {who.en}"),
                )
