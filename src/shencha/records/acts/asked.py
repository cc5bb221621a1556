"""Rights that two administrators give: one asks, a second one confirms; what was asked and decided is in the log alone.

Whatever gives a view of cases is given so: a role in which cases are seen, a mandate of counsel, and every way into an
account that holds such a role (another address, a link for a password, a second factor taken away).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.procedure.roles import ROLES, Power, gives_a_view
from shencha.records import access, log
from shencha.records.acts import accounts, administration, invitations
from shencha.records.acts.logged import enter
from shencha.records.clock import now, today
from shencha.records.models import LoggedAct, Membership, Person
from shencha.records.second_factor import has_second_factor
from shencha.text import Text

ASKED, CONFIRMED, REFUSED = "right_asked", "right_confirmed", "right_refused"
WAITS = timedelta(days=14)
"""What nobody confirmed by then has lapsed."""
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One right that was asked for."""

    key: str
    act: str
    said: Mapping[str, str]
    by: Person
    at: datetime


def role(
    email: str, organisation: str, name: str, *, by: Membership, unsecured: bool = False
) -> Membership | Asked:
    """Give a role; one in which cases are seen waits for a second administrator.

    Args:
        unsecured: give it to an account without a second factor too, as in a demo.
    Raises:
        NotAllowed: by no security administrator, or for oneself. BadInput, NotFound: as `accounts.grant`; the account
            has no second factor yet.
    """
    holder = _someone_else(email, by, Power.GRANT)
    place = accounts.fitting(holder, organisation, name)
    if not gives_a_view(name):
        return accounts.grant(email, organisation, name, by=by)
    _must_be_taken_up(holder, unsecured)
    return _ask(
        "role_given", {"person": holder.key, "email": email, "organisation": place.key, "role": name}, by
    )


def mandate(counsel: str, party: str, *, by: Membership) -> Asked:
    """Ask that counsel act for a party.

    Raises:
        NotAllowed: by no security administrator. NotFound: as `accounts.mandate`.
    """
    administration.only(by, Power.GRANT)
    accounts.both(counsel, party)
    return _ask("mandate_given", {"counsel": counsel, "party": party}, by)


def new_factor(email: str, *, by: Membership) -> Asked | None:
    """Take away a lost second factor; where its owner sees cases it waits for a second administrator.

    Raises:
        NotAllowed: by no security administrator, or one's own. NotFound: no such person, or no second factor.
    """
    person = _someone_else(email, by, Power.GRANT)
    if not invitations.sees_cases(person):
        administration.reset_factor(email, by=by)
        return None
    if not has_second_factor(person):
        raise NotFound(Text("没有设置双因素认证", "no second factor is set up"))
    return _ask("second_factor_reset", {"person": person.key, "email": email}, by)


def new_address(email: str, address: str, *, by: Membership) -> Asked | str:
    """Let a person sign in with another address, once its owner has proved it; the link where no mail is sent.

    Raises:
        NotAllowed: by no system administrator, or one's own. BadInput: the address is none, or is taken.
    """
    person = _someone_else(email, by, Power.REGISTER)
    accounts.free_address(address)
    if invitations.sees_cases(person):
        return _ask("address_asked", {"person": person.key, "email": email, "address": address}, by)
    return invitations.to_prove(person, address, two_people=False)


def new_link(email: str, *, by: Membership) -> Asked | str:
    """Open the way to a new password; by mail to the registered address, or else, where cases are seen, by two people.

    Raises:
        NotAllowed: by no system administrator. NotFound: no such person.
    """
    person = _someone_else(email, by, Power.REGISTER)
    if invitations.sees_cases(person):
        return _ask("link_opened", {"person": person.key, "email": email}, by)
    with transaction.atomic():
        administration.noted(person, "link_opened", by)
        return invitations.to_set_a_password(person)


def waiting() -> list[Asked]:
    """What waits for a second administrator, the newest first."""
    since = now() - WAITS
    decided = LoggedAct.objects.filter(name__in=(CONFIRMED, REFUSED), recorded_at__gt=since)
    asked = LoggedAct.objects.filter(name=ASKED, recorded_at__gt=since).exclude(
        about__in=decided.order_by().values("about")
    )
    return [_read(one) for one in asked.select_related("by").order_by("-log_index") if one.by is not None]


def may_decide(one: Asked, by: Membership) -> bool:
    """Another administrator of accounts than the one who asked, and not the person whom it concerns."""
    others = by.person_id != one.by.pk and by.person.key != one.said.get("person")
    return others and bool(ROLES[access.role_of(by)].powers & {Power.GRANT, Power.REGISTER}) and by.active


def confirm(key: str, *, by: Membership, unsecured: bool = False) -> str:
    """The second administrator gives it; the link of an account where one is opened and no mail is sent.

    Raises:
        NotFound: nothing waits under that key, or for nobody of this role. NotAllowed: by whoever asked.
        BadInput: it no longer fits.
    """
    with transaction.atomic():
        log.hold()
        one = _decidable(key, by)
        _enter(CONFIRMED, key, {"act": one.act, "asked_by": one.by.key}, by)
        return _done(one, by, unsecured)


def refuse(key: str, why: str, *, by: Membership) -> None:
    """It is not given; whoever asked may take it back so as well.

    Raises:
        NotFound, NotAllowed: as `confirm`. BadInput: no reason is given.
    """
    if not 0 < len(why.strip()) <= LONGEST_REASON:
        wrong = Text("没有写理由，或者太长", "no reason is given, or it is too long")
        raise BadInput([Fault("form", "why", wrong, Text("请写明理由", "say why"))])
    with transaction.atomic():
        log.hold()
        one = _waiting(key, by)
        if by.person_id != one.by.pk and not may_decide(one, by):
            raise _not_there()
        _enter(REFUSED, key, {"act": one.act, "why": why.strip()}, by)


def _done(one: Asked, by: Membership, unsecured: bool) -> str:
    said = one.said
    if one.act == "mandate_given":
        accounts.mandate(said["counsel"], said["party"], by=by)
        return ""
    person = Person.objects.filter(key=said["person"], email__iexact=said["email"], is_active=True).first()
    if person is None:
        raise NotAllowed(
            Text("该账户此后有变动，请重新申请", "the account has changed since; ask for it anew")
        )
    match one.act:
        case "role_given":
            _must_be_taken_up(person, unsecured)
            accounts.grant(person.email, said["organisation"], said["role"], by=by)
        case "second_factor_reset":
            administration.reset_factor(person.email, by=by)
        case "address_asked":
            accounts.free_address(said["address"])
            return invitations.to_prove(person, said["address"], two_people=True)
        case "link_opened":
            administration.noted(person, "link_opened", by)
            return invitations.to_set_a_password(person)
    return ""


def _must_be_taken_up(holder: Person, unsecured: bool) -> None:
    """Cases are shown to an account that its owner has taken up: its link is spent, and a password is not enough."""
    if unsecured or has_second_factor(holder):
        return
    wrong = Text(
        f"{holder} 还没有登录并设置双因素认证", f"{holder} has not signed in and set up a second factor yet"
    )
    right = Text("请本人先登录并设置，再授予角色", "let its owner do so first, then give the role")
    raise BadInput([Fault("grant", "email", wrong, right)])


def _someone_else(email: str, by: Membership, power: Power) -> Person:
    administration.only(by, power)
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise NotFound(Text("没有这个人", "there is no such person"))
    if person.pk == by.person_id:
        raise NotAllowed(
            Text("自己的账户由另一名管理员办理", "one's own account is the matter of another administrator")
        )
    return person


def _ask(act: str, said: dict[str, str], by: Membership) -> Asked:
    """Enter it; the same that waits already is the answer."""
    with transaction.atomic():
        log.hold()
        for one in waiting():
            if one.act == act and one.said == said and one.by.pk == by.person_id:
                return one
        key = secrets.token_hex(8)
        return _read(_enter(ASKED, key, {"act": act, "right": said}, by))


def _enter(name: str, key: str, said: dict[str, Any], by: Membership) -> LoggedAct:
    told = {"on": today().isoformat(), **said}
    return enter(f"right:{key}", name, told, by=by, key=secrets.token_hex(16))


def _decidable(key: str, by: Membership) -> Asked:
    one = _waiting(key, by)
    if not may_decide(one, by):
        raise NotAllowed(
            Text(
                "须由提出申请的人和当事人以外的另一名管理员确认",
                "an administrator other than whoever asked, and than whom it concerns, confirms it",
            )
        )
    return one


def _waiting(key: str, by: Membership) -> Asked:
    administration.only(by, Power.GRANT, Power.REGISTER)
    found = next((one for one in waiting() if one.key == key), None)
    if found is None:
        raise _not_there()
    return found


def _read(act: LoggedAct) -> Asked:
    assert act.by is not None
    return Asked(act.about.partition(":")[2], act.said["act"], act.said["right"], act.by, act.recorded_at)


def _not_there() -> NotFound:
    return NotFound(Text("没有待确认的这一项", "nothing of that key waits"))
