"""Leave: who is away, from when to when, and who is told what waits meanwhile."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from shencha.api.headers import Id
from shencha.api.shapes import Day, Strict
from shencha.api.tokens import acting
from shencha.errors import NotFound
from shencha.procedure.roles import Power
from shencha.records.acts import absences, administration
from shencha.records.models import Membership
from shencha.text import Text
from shencha.text.days import day_of

router = Router(tags=["accounts"])


class AbsenceIn(Strict):
    """Who is away, who stands in, from when to when; you yourself where no membership is named."""

    membership: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    deputy: Annotated[int, Field(ge=1, le=2**31 - 1)]
    first: Day
    last: Day


class AbsenceOut(Strict):
    """A leave that is noted."""

    id: int
    membership: int
    deputy: int
    first: str
    last: str


@router.post("/absences", response={201: AbsenceOut})
def away(request: HttpRequest, said: AbsenceIn) -> Status[AbsenceOut]:
    """Note your leave and who is told what waits meanwhile; a security administrator notes another's."""
    by = acting(request)
    held = by
    if said.membership is not None and said.membership != by.pk:
        administration.only(by, Power.GRANT)
        found = Membership.objects.filter(pk=said.membership, active=True).first()
        if found is None:
            raise NotFound(Text("没有这个角色", "there is no such role"))
        held = found
    made = absences.note(held, said.deputy, day_of(said.first), day_of(said.last), by=by)
    return Status(
        201,
        AbsenceOut(
            id=made.pk,
            membership=made.membership_id,
            deputy=made.deputy_id,
            first=made.first.isoformat(),
            last=made.last.isoformat(),
        ),
    )


@router.delete("/absences/{absence_id}", response={204: None})
def back(request: HttpRequest, absence_id: Id) -> Status[None]:
    """The person is back."""
    absences.back(absence_id, by=acting(request))
    return Status(204, None)
