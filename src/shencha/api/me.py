"""Who a token is."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from shencha.api.shapes import Strict, TextOut
from shencha.api.tokens import acting
from shencha.procedure.roles import Role
from shencha.records.models import Organisation

router = Router(tags=["me"])


class OrganisationOut(Strict):
    """An organisation by its key and names."""

    key: str
    name: TextOut


class MeOut(Strict):
    """The membership in which a token acts."""

    person: str
    """The name of the person in events (`by`, `person`)."""
    name: str
    role: Role
    organisation: OrganisationOut
    unit: str | None
    """The consultee's id, of a member unit or department."""


@router.get("/me", response=MeOut)
def me(request: HttpRequest) -> MeOut:
    """The person, role and organisation for which this token acts."""
    membership = acting(request)
    return MeOut(
        person=membership.person.key,
        name=membership.person.name,
        role=Role(membership.role),
        organisation=organisation_out(membership.organisation),
        unit=membership.organisation.unit or None,
    )


def organisation_out(one: Organisation) -> OrganisationOut:
    """An organisation as it is answered."""
    return OrganisationOut(key=one.key, name=TextOut(zh=one.name_zh, en=one.name_en))
