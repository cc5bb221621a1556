"""Organisations, people, roles and tokens; done by administrators and by `shencha admin`."""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from shencha.errors import BadInput, Fault, NotFound
from shencha.procedure.roles import ADMINISTRATORS, ROLES, Role, Side
from shencha.records.acts.rights import changed
from shencha.records.clock import now
from shencha.records.models import ApiToken, Mandate, Membership, Organisation, Person
from shencha.text import Text


def organisation(
    key: str, kind: str, name_zh: str, name_en: str, unit: str = "", *, by: Membership | None = None
) -> Organisation:
    """Register an organisation, or change the names of the one with that key.

    Raises:
        BadInput: there is no such kind, or people hold roles in it under another kind or unit; its key or names.
    """
    if kind not in Organisation.Kind.values:
        kinds = ", ".join(Organisation.Kind.values)
        raise BadInput(
            [
                Fault(
                    "organisation",
                    "kind",
                    Text(f"没有 {kind} 这一类", f"there is no kind {kind}"),
                    Text(kinds, kinds),
                )
            ]
        )
    known = Organisation.objects.filter(key=key).exclude(kind=kind).first()
    acting = Organisation.objects.filter(key=key, memberships__isnull=False).exclude(unit=unit).first()
    if acting is not None and kind == acting.kind:
        wrong = Text(
            f"{key} 的征求意见编号是“{acting.unit}”，已有人员在其中任职，不能再改",
            f"{key} is asked as {acting.unit or 'nobody'!r} and people hold roles there: that stands",
        )
        raise BadInput(
            [Fault("organisation", "unit", wrong, Text("请另行登记", "register another organisation"))]
        )
    if known is not None and known.memberships.exists():
        wrong = Text(
            f"{key} 属于 {known.kind} 类，已有人员在其中任职，类别不能再改",
            f"{key} is of the kind {known.kind} and people hold roles there: its kind stands",
        )
        right = Text(
            f"请写 {known.kind}，或者另行登记", f"write {known.kind}, or register another organisation"
        )
        raise BadInput([Fault("organisation", "kind", wrong, right)])
    said = {"kind": kind, "name_zh": name_zh, "name_en": name_en, "unit": unit}
    with transaction.atomic():
        before = Organisation.objects.filter(key=key).values(*said).first()
        made, _ = Organisation.objects.update_or_create(key=key, defaults=said)
        if before != said:
            changed(f"organisation:{key}", "organisation_registered", said, by=by)
    return made


def person(
    email: str,
    name: str,
    password: str | None = None,
    *,
    hashed: str | None = None,
    by: Membership | None = None,
) -> Person:
    """Make an account; without a password one is made that nobody knows, to be set by a reset.

    Args:
        hashed: a password that is hashed already, for accounts that are carried in.

    Raises:
        BadInput: the address has an account.
    """
    free_address(email)
    with transaction.atomic():
        made = (
            Person.objects.create(email=email.lower(), name=name, password=hashed)
            if hashed
            else Person.objects.create_user(email, password or secrets.token_urlsafe(24), name=name)
        )
        changed(f"person:{made.key}", "account_made", {"email": made.email, "name": name}, by=by)
    return made


def free_address(email: str) -> None:
    """An address with which someone can be registered.

    Raises:
        BadInput: it is none, or it has an account.
    """
    wrong = None
    try:
        validate_email(email)
    except ValidationError:
        wrong = Text(f"{email[:80]} 不是电子邮件地址", f"{email[:80]} is no e-mail address")
    if wrong is None and Person.objects.filter(email__iexact=email).exists():
        wrong = Text(f"{email} 已有账户", f"{email} has an account")
    if wrong is not None:
        right = Text("请用另一个地址", "use another address")
        raise BadInput([Fault("person", "email", wrong, right)])


def grant(email: str, organisation_key: str, role: str, *, by: Membership | None = None) -> Membership:
    """Give a person a role in an organisation.

    Raises:
        NotFound: no such person or organisation. BadInput: as `fitting`.
    """
    holder = Person.objects.filter(email__iexact=email).first()
    if holder is None:
        raise _nobody()
    place = fitting(holder, organisation_key, role)
    with transaction.atomic():
        held = Membership.objects.filter(person=holder, organisation=place, role=role, active=True)
        if (before := held.first()) is not None:
            return before
        made, _ = Membership.objects.update_or_create(
            person=holder, organisation=place, role=role, defaults={"active": True}
        )
        changed(f"person:{holder.key}", "role_given", {"organisation": place.key, "role": role}, by=by)
    return made


def fitting(holder: Person, organisation_key: str, role: str) -> Organisation:
    """The organisation in which that person may hold that role.

    Raises:
        NotFound: no such organisation. BadInput: no such role, none of that kind of organisation, administrators would
            be joined, or both sides of the counter.
    """
    place = Organisation.objects.filter(key=organisation_key).first()
    if place is None:
        raise _nobody()
    if role not in {one.value for one in Role}:
        roles = ", ".join(one.value for one in Role)
        raise BadInput(
            [
                Fault(
                    "grant",
                    "role",
                    Text(f"没有 {role} 这一角色", f"there is no role {role}"),
                    Text(roles, roles),
                )
            ]
        )
    _keep_to_its_side(place, Role(role))
    _keep_administrators_apart(holder, role)
    _keep_to_one_side(holder, Role(role))
    return place


def revoke(membership: Membership, *, by: Membership | None = None) -> None:
    """End a role with its tokens; what was done in it stays."""
    with transaction.atomic():
        if not Membership.objects.filter(pk=membership.pk, active=True).update(active=False):
            return
        ApiToken.objects.filter(membership=membership, revoked_at=None).update(revoked_at=now())
        changed(f"person:{membership.person.key}", "role_ended", said_of(membership), by=by)


def said_of(membership: Membership) -> dict[str, str]:
    """Which role it is, as an entry of the log says it."""
    return {"organisation": membership.organisation.key, "role": membership.role}


def mandate(counsel_key: str, party_key: str, *, by: Membership | None = None) -> Mandate:
    """Let counsel act for a party.

    Raises:
        NotFound: one of the two is not registered.
    """
    counsel, party = both(counsel_key, party_key)
    with transaction.atomic():
        made, fresh = Mandate.objects.get_or_create(counsel=counsel, party=party)
        if fresh:
            changed(f"organisation:{counsel.key}", "mandate_given", {"party": party.key}, by=by)
    return made


def both(counsel_key: str, party_key: str) -> tuple[Organisation, Organisation]:
    """Counsel and the party of a mandate.

    Raises:
        NotFound: one of the two is not registered.
    """
    counsel = Organisation.objects.filter(key=counsel_key, kind=Organisation.Kind.COUNSEL).first()
    party = Organisation.objects.filter(key=party_key, kind=Organisation.Kind.PARTY).first()
    if counsel is None or party is None:
        raise NotFound(Text("没有这个律师事务所或者当事人", "there is no such counsel or party"))
    return counsel, party


def token(
    membership: Membership,
    label: str,
    *,
    until: date | None = None,
    reads_only: bool = False,
    by: Membership | None = None,
) -> str:
    """Make a token for an organisation's programs; it is shown once and only its digest is kept.

    Args:
        until: the last day on which it is good. reads_only: it may ask, and never act.
    """
    secret = f"shencha_{secrets.token_urlsafe(32)}"
    digest = digest_of(secret)
    with transaction.atomic():
        ApiToken.objects.create(
            digest=digest, membership=membership, label=label, until=until, reads_only=reads_only
        )
        said = {**said_of(membership), "label": label, "digest": digest}
        said |= ({"until": until.isoformat()} if until else {}) | (
            {"reads_only": "yes"} if reads_only else {}
        )
        changed(f"person:{membership.person.key}", "token_made", said, by=by)
    return secret


def digest_of(secret: str) -> str:
    """What is kept of a token."""
    return sha256(secret.encode()).hexdigest()


def _keep_to_its_side(place: Organisation, role: Role) -> None:
    """A role is held where its row says: a party's people act for a party, the office's for the office."""
    row = ROLES[role]
    if place.kind not in row.held_in:
        kinds = ", ".join(sorted(row.held_in))
        held = ", ".join(one.value for one, other in ROLES.items() if place.kind in other.held_in)
        wrong = Text(
            f"{place.key} 属于 {place.kind} 类，其人员不能担任{row.name.zh}（{role.value}）",
            f"{place.key} is of the kind {place.kind}, where nobody is {row.name.en} ({role.value})",
        )
        right = Text(
            f"该角色只设在以下类别的单位：{kinds}；该单位可设的角色：{held}",
            f"that role is held in organisations of the kind {kinds}; here it can be {held}",
        )
        raise BadInput([Fault("grant", "role", wrong, right)])


def _keep_to_one_side(holder: Person, role: Role) -> None:
    """Nobody decides on one side of the counter and files on the other."""
    outside = frozenset({Side.PARTY, Side.SUPPLIER})
    for one in holder.memberships.filter(active=True):
        if (ROLES[Role(one.role)].side in outside) != (ROLES[role].side in outside):
            wrong = Text(
                f"{holder} 已是 {one.role}，不能同时在窗口另一侧任职",
                f"{holder} is {one.role} and cannot act on the other side of the counter too",
            )
            right = Text("请先结束原有角色", "end that role first")
            raise BadInput([Fault("grant", "role", wrong, right)])


def _nobody() -> NotFound:
    return NotFound(Text("没有这个人或者单位", "there is no such person or organisation"))


def _keep_administrators_apart(holder: Person, role: str) -> None:
    """The three administrators are three people, and none of them works on cases."""
    administrators = {one.value for one in ADMINISTRATORS}
    held = set(holder.memberships.filter(active=True).exclude(role=role).values_list("role", flat=True))
    clash = held if role in administrators else held & administrators
    if clash:
        listed = ", ".join(sorted(clash))
        raise BadInput(
            [
                Fault(
                    "grant",
                    "role",
                    Text(
                        f"{holder} 已是 {listed}，不能兼任 {role}",
                        f"{holder} is {listed} and cannot be {role} too",
                    ),
                    Text(
                        "管理员须由不办案的不同人员担任",
                        "administrators are different people who work on no case",
                    ),
                )
            ]
        )
