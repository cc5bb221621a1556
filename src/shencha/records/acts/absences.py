"""Leave and absence: who stands in for whom, from which day to which; no right follows from it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from shencha.errors import BadInput, Fault, NotFound
from shencha.procedure.roles import Power
from shencha.records.acts import administration
from shencha.records.acts.accounts import said_of
from shencha.records.acts.rights import changed
from shencha.records.clock import today
from shencha.records.models import Absence, Membership
from shencha.text import Text

LONGEST = timedelta(days=366)


def deputies_of(membership: Membership) -> list[Membership]:
    """Who may stand in: others who hold the same role in the same organisation, so that nobody sees more by it."""
    others = Membership.objects.select_related("person", "organisation").filter(
        organisation=membership.organisation_id,
        role=membership.role,
        active=True,
        person__is_active=True,
    )
    return list(others.exclude(person=membership.person_id).order_by("person__name", "pk"))


def note(
    membership: Membership, deputy: int | None, first: date | None, last: date | None, *, by: Membership
) -> Absence:
    """Someone is away, and someone else is told what waits for them; it takes the place of what overlaps it.

    Args:
        by: the person away, or a security administrator.
    Raises:
        NotAllowed: by anyone else. BadInput: the deputy or the days.
    """
    _may(membership, by)
    faults = []
    stands_in = next((one for one in deputies_of(membership) if one.pk == deputy), None)
    if stands_in is None:
        wrong = Text("没有选择代理人", "no deputy is chosen")
        right = Text(
            "请选同一单位担任同一角色的人；没有的，请安全管理员先授予角色",
            "choose someone with the same role in the same organisation; where there is none the security "
            "administrator gives the role first",
        )
        faults.append(Fault("form", "deputy", wrong, right))
    if first is None or last is None or not today() <= last or not first <= last <= first + LONGEST:
        wrong = Text("起止日期没有写全，或者不合适", "the days are missing, or do not fit")
        right = Text(
            "请写起止日期，不早于今天，不超过一年", "write both days, not in the past and a year at most"
        )
        faults.append(Fault("form", "first", wrong, right))
    if faults or stands_in is None or first is None or last is None:
        raise BadInput(faults)
    with transaction.atomic():
        Absence.objects.filter(membership=membership, first__lte=last, last__gte=first).delete()
        made = Absence.objects.create(membership=membership, deputy=stands_in, first=first, last=last)
        said = said_of(membership) | {"deputy": stands_in.person.key}
        said |= {"first": first.isoformat(), "last": last.isoformat()}
        changed(f"person:{membership.person.key}", "absence_noted", said, by=by)
    return made


def back(absence_id: int, *, by: Membership) -> None:
    """The person is back.

    Raises:
        NotFound: it is not there. NotAllowed: as `note`.
    """
    with transaction.atomic():
        found = (
            Absence.objects.select_related("membership__person", "membership__organisation")
            .filter(pk=absence_id)
            .first()
        )
        if found is None:
            raise NotFound(Text("没有登记这次离岗", "no such absence is noted"))
        _may(found.membership, by)
        said = said_of(found.membership)
        found.delete()
        changed(f"person:{found.membership.person.key}", "absence_ended", said, by=by)


def _may(membership: Membership, by: Membership) -> None:
    if by.person_id != membership.person_id:
        administration.only(by, Power.GRANT)
