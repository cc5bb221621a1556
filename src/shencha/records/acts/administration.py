"""What administrators do alone: register and invite, and end a role, an account, a token, a mandate, a second factor.

Each is an entry of the log.

Nothing that was done in a role goes when the role ends; its beginning and its end stand in the log of what is decided.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.procedure.roles import ADMINISTRATORS, ROLES, Power, Role
from shencha.records import access
from shencha.records.acts import accounts, invitations
from shencha.records.acts.rights import changed
from shencha.records.clock import now
from shencha.records.models import ApiToken, CalendarFeed, Mandate, Membership, Person
from shencha.text import Text

LONGEST_NAME = 200


def only(by: Membership, *powers: Power) -> None:
    """Goes on where this administrator has one of these powers.

    Raises:
        NotAllowed: it has none.
    """
    if not by.active or not ROLES[access.role_of(by)].powers.intersection(powers):
        raise NotAllowed(
            Text("该项操作由另一类管理员办理", "this is the matter of another kind of administrator")
        )


def founded() -> bool:
    """Has the instance had its three administrators, so that no one person keeps its accounts any more?

    Their roles are asked for, held or ended: what was founded does not become a shell's own again.
    """
    held = Membership.objects.filter(role__in=[one.value for one in ADMINISTRATORS])
    return len(set(held.values_list("role", flat=True))) == len(ADMINISTRATORS)


def register_person(email: str, name: str, *, by: Membership) -> tuple[Person, str]:
    """Make an account and invite its owner; with it the link, where no mail is sent.

    Raises:
        NotAllowed: by no system administrator. BadInput: as `accounts.person`, or no name.
    """
    only(by, Power.REGISTER)
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        wrong = Text("没有写姓名，或者太长", "the name is missing, or too long")
        raise BadInput([Fault("person", "name", wrong, Text("请写姓名", "write the person's name"))])
    with transaction.atomic():
        made = accounts.person(email.strip(), name.strip(), by=by)
        return made, invitations.to_set_a_password(made)


def reopen_person(email: str, *, by: Membership | None = None) -> None:
    """Let a blocked account sign in again; its roles stay ended and are given anew.

    Raises:
        NotFound: no such account, or it is not blocked. NotAllowed: by no system administrator.
    """
    if by is not None:
        only(by, Power.REGISTER)
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=email, is_active=False).first()
        if person is None:
            raise NotFound(Text("没有被停用的这个账户", "there is no such blocked account"))
        Person.objects.filter(pk=person.pk).update(is_active=True)
        noted(person, "account_reopened", by)


def noted(person: Person, name: str, by: Membership | None) -> None:
    """Enter an act on an account that changes no right; inside the caller's transaction."""
    changed(f"person:{person.key}", name, {}, by=by)


def end_role(email: str, organisation: str, role: str, *, by: Membership | None = None) -> None:
    """End a role, with its tokens and its calendar; what was done in it stays.

    Raises:
        NotFound: nobody holds it so. NotAllowed: the last security administrator would go, or one's own role.
    """
    _granter(by)
    with transaction.atomic():
        held = Membership.objects.select_for_update().filter(
            person__email__iexact=email, organisation__key=organisation, role=role, active=True
        )
        found = held.select_related("person", "organisation").first()
        if found is None:
            raise NotFound(Text("没有这个人或者角色", "there is no such person or role"))
        _may_end(found, by)
        _end(found, by)


def end_person(email: str, *, by: Membership | None = None) -> None:
    """Block an account: every role and token ends, and every session; what was done stays.

    Raises:
        NotFound: no such person, or blocked already. NotAllowed: as `end_role`.
    """
    _granter(by)
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise NotFound(Text("没有这个人", "there is no such person"))
        for held in person.memberships.filter(active=True).select_related("organisation"):
            _may_end(held, by)
            _end(held, by)
        Person.objects.filter(pk=person.pk).update(is_active=False)
        _sign_out(person)
        changed(f"person:{person.key}", "account_blocked", {}, by=by)


def end_token(number: int, *, by: Membership | None = None) -> None:
    """End a token by its number in the list.

    Raises:
        NotFound: there is none, or it has ended.
    """
    if by is None or not ApiToken.objects.filter(pk=number, membership__person=by.person_id).exists():
        _granter(by)  # anyone ends a token of their own
    with transaction.atomic():
        found = (
            ApiToken.objects.select_related("membership__person", "membership__organisation")
            .filter(pk=number, revoked_at=None)
            .first()
        )
        if found is None:
            raise NotFound(
                Text(f"没有编号为 {number} 的有效令牌", f"there is no token {number} that is good")
            )
        ApiToken.objects.filter(pk=number).update(revoked_at=now())
        said = {**accounts.said_of(found.membership), "label": found.label, "digest": found.digest}
        changed(f"person:{found.membership.person.key}", "token_ended", said, by=by)


def end_mandate(counsel: str, party: str, *, by: Membership | None = None) -> None:
    """Counsel acts for that party no more.

    Raises:
        NotFound: it did not.
    """
    _granter(by)
    with transaction.atomic():
        gone, _ = Mandate.objects.filter(counsel__key=counsel, party__key=party).delete()
        if not gone:
            raise NotFound(Text("没有这项委托", "there is no such mandate"))
        changed(f"organisation:{counsel}", "mandate_ended", {"party": party}, by=by)


def reset_factor(email: str, *, by: Membership | None = None) -> None:
    """Take away a lost second factor, so that its owner sets up another; every session ends.

    Raises:
        NotFound: no such person, or none is set up. NotAllowed: one's own.
    """
    if by is not None:
        only(by, Power.GRANT, Power.REGISTER)
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        held = Authenticator.objects.filter(user=person)
        if person is None or not held.exists():
            raise NotFound(Text("没有这个人，或者没有设置双因素认证", "no such person, or no second factor"))
        if by is not None and by.person_id == person.pk:
            raise NotAllowed(Text("不能重置自己的双因素认证", "nobody resets their own second factor"))
        held.delete()
        _sign_out(person)
        changed(f"person:{person.key}", "second_factor_reset", {}, by=by)


def _granter(by: Membership | None) -> None:
    if by is not None:
        only(by, Power.GRANT)


def _end(held: Membership, by: Membership | None) -> None:
    """A role with its tokens and the address of its calendar."""
    accounts.revoke(held, by=by)
    if CalendarFeed.objects.filter(membership=held).delete()[0]:
        changed(f"person:{held.person.key}", "feed_closed", accounts.said_of(held), by=by)


def _may_end(held: Membership, by: Membership | None) -> None:
    """One's own role is ended by another; and somebody must be left who can grant."""
    if by is not None and by.person_id == held.person_id:
        raise NotAllowed(Text("自己的角色须由他人结束", "one's own role is ended by someone else"))
    others = Membership.objects.filter(role=Role.SECURITY_ADMIN.value, active=True).exclude(pk=held.pk)
    if access.role_of(held) is Role.SECURITY_ADMIN and not others.exists():
        raise NotAllowed(
            Text(
                "这是最后一名安全管理员；请先授予另一人",
                "this is the last security administrator; grant the role to another first",
            )
        )


def _sign_out(person: Person) -> None:
    for one in Session.objects.all():
        if one.get_decoded().get("_auth_user_id") == str(person.pk):
            one.delete()
