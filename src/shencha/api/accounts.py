"""Accounts, roles, organisations and mandates, for administrators. No case shows here."""

from __future__ import annotations

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from shencha.api.headers import Id, PageNumber, page_of
from shencha.api.shapes import MomentOut, Slug, Strict, Words
from shencha.api.tokens import acting
from shencha.errors import NotFound
from shencha.procedure.roles import ADMINISTRATORS, Power, Role, with_power
from shencha.records import access
from shencha.records.acts import accounts, administration, asked
from shencha.records.models import Organisation, Person
from shencha.text import Text

router = Router(tags=["accounts"])
KEEPERS = with_power(Power.REGISTER) | with_power(Power.GRANT)
Address = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^\x00\s]+$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
RightKey = Annotated[str, Path(..., pattern=r"^[-\w]{1,64}$", max_length=64)]
NO_PERSON = Text("没有这个人", "there is no such person")


class NewPerson(Strict):
    """Someone to register and invite."""

    email: Address
    name: Name


class PersonAct(Strict):
    """What is done with an account; `grant` and `end_role` name organisation and role, `address` the new one."""

    act: Literal["grant", "end_role", "address", "link", "reopen", "new_factor", "block"]
    organisation: Slug | None = None
    role: Role | None = Field(default=None, strict=False)
    address: Address | None = None


class DoneOut(Strict):
    """What came of it: done, or waiting for a second administrator under a key."""

    waits: str | None
    link: str | None
    """The link of an account that was opened, this once, where no mail is sent."""


class RoleOut(Strict):
    """A role that is held."""

    membership: int
    organisation: str
    role: Role


class PersonOut(Strict):
    """An account."""

    id: int
    key: str
    email: str
    name: str
    active: bool
    roles: list[RoleOut]


class NewOrganisation(Strict):
    """An organisation to register, or new names of the one with that key."""

    key: Slug
    kind: Slug
    zh: Name
    en: Name
    unit: Annotated[str, Field(max_length=40, pattern=r"^[a-z_]*$")] = ""
    """The consultee that it is, where it is one."""


class RegisteredOut(Strict):
    """An organisation."""

    key: str
    kind: str
    zh: str
    en: str
    unit: str


class MandateIn(Strict):
    """Counsel, and the party for which it acts."""

    counsel: Slug
    party: Slug


class RightOut(Strict):
    """What waits for a second administrator."""

    key: str
    act: str
    said: dict[str, str]
    by: str
    at: MomentOut
    may_decide: bool
    """Is it yours to confirm?"""


class Refusal(Strict):
    """Why it is not given."""

    why: Words


@router.get("/people", response=list[PersonOut])
def people(request: HttpRequest, page: PageNumber = 1) -> list[PersonOut]:
    """Accounts with their roles, by address; an audit administrator is shown those who audit."""
    by = acting(request, ADMINISTRATORS)
    return [_person(one) for one in page_of(access.accounts_of(by), page)]


@router.post("/people", response={201: DoneOut})
def register(request: HttpRequest, said: NewPerson) -> Status[DoneOut]:
    """Register someone and invite them; by the system administrator."""
    by = acting(request, ADMINISTRATORS)
    _, link = administration.register_person(said.email, said.name, by=by)
    return Status(201, DoneOut(waits=None, link=link or None))


@router.post("/people/{person_id}/acts", response=DoneOut)
def act(request: HttpRequest, person_id: Id, said: PersonAct) -> DoneOut:
    """One act on an account; whatever gives a view of cases waits for a second administrator."""
    by = acting(request, KEEPERS)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(NO_PERSON)
    email, role = person.email, said.role.value if said.role else ""
    made: object = None
    match said.act:
        case "grant":
            made = asked.role(email, said.organisation or "", role, by=by, unsecured=settings.DEMO)
        case "end_role":
            administration.end_role(email, said.organisation or "", role, by=by)
        case "address":
            made = asked.new_address(email, said.address or "", by=by)
        case "link":
            made = asked.new_link(email, by=by)
        case "reopen":
            administration.reopen_person(email, by=by)
        case "new_factor":
            made = asked.new_factor(email, by=by)
        case "block":
            administration.end_person(email, by=by)
    return _done(made)


@router.delete("/tokens/{token_id}", response={204: None})
def end_token(request: HttpRequest, token_id: Id) -> Status[None]:
    """End a token: one of your own, or any as the security administrator."""
    administration.end_token(token_id, by=acting(request))
    return Status(204, None)


@router.get("/organisations", response=list[RegisteredOut])
def organisations(request: HttpRequest, page: PageNumber = 1) -> list[RegisteredOut]:
    """Who is registered, for administrators."""
    acting(request, ADMINISTRATORS)
    return [_organisation(one) for one in page_of(Organisation.objects.order_by("kind", "key"), page)]


@router.post("/organisations", response={201: RegisteredOut})
def organisation(request: HttpRequest, said: NewOrganisation) -> Status[RegisteredOut]:
    """Register an organisation; by the system administrator."""
    by = acting(request, ADMINISTRATORS)
    administration.only(by, Power.REGISTER)
    made = accounts.organisation(said.key, said.kind, said.zh, said.en, said.unit, by=by)
    return Status(201, _organisation(made))


@router.post("/mandates", response=DoneOut)
def mandate(request: HttpRequest, said: MandateIn) -> DoneOut:
    """Ask that counsel act for a party; a second administrator confirms it."""
    return _done(asked.mandate(said.counsel, said.party, by=acting(request, ADMINISTRATORS)))


@router.post("/mandates/end", response={204: None})
def end_mandate(request: HttpRequest, said: MandateIn) -> Status[None]:
    """Counsel acts for that party no more."""
    by = acting(request, with_power(Power.GRANT))
    administration.end_mandate(said.counsel, said.party, by=by)
    return Status(204, None)


@router.get("/rights", response=list[RightOut])
def waiting(request: HttpRequest) -> list[RightOut]:
    """What waits for a second administrator, the newest first."""
    by = acting(request, ADMINISTRATORS)
    return [
        RightOut(
            key=one.key,
            act=one.act,
            said=dict(one.said),
            by=one.by.key,
            at=one.at.isoformat(),
            may_decide=asked.may_decide(one, by),
        )
        for one in asked.waiting()
    ]


@router.post("/rights/{key}/confirm", response=DoneOut)
def confirm(request: HttpRequest, key: RightKey) -> DoneOut:
    """Confirm as the second administrator; it holds from now on."""
    by = acting(request, KEEPERS)
    return _done(asked.confirm(key, by=by, unsecured=settings.DEMO))


@router.post("/rights/{key}/refuse", response={204: None})
def refuse(request: HttpRequest, key: RightKey, said: Refusal) -> Status[None]:
    """Refuse it with a reason; whoever asked may take it back so as well."""
    asked.refuse(key, said.why, by=acting(request, KEEPERS))
    return Status(204, None)


def _done(made: object) -> DoneOut:
    waits = made.key if isinstance(made, asked.Asked) else None
    return DoneOut(waits=waits, link=made if isinstance(made, str) and made else None)


def _person(one: Person) -> PersonOut:
    return PersonOut(
        id=one.pk,
        key=one.key,
        email=one.email,
        name=one.name,
        active=one.is_active,
        roles=[
            RoleOut(membership=role.pk, organisation=role.organisation.key, role=Role(role.role))
            for role in one.held  # type: ignore[attr-defined]
        ],
    )


def _organisation(one: Organisation) -> RegisteredOut:
    return RegisteredOut(key=one.key, kind=one.kind, zh=one.name_zh, en=one.name_en, unit=one.unit)
