"""Who exists, who may do what and with which key, as the log makes it; and whether the rows say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator

from shencha.canonical import canonical
from shencha.records.log.kept import DAMAGED
from shencha.records.models import (
    ApiToken,
    CalendarFeed,
    LoggedAct,
    Mandate,
    Membership,
    Organisation,
    Person,
)
from shencha.text import Text

TOGETHER, CARRIED = "accounts_changed", "accounts_carried"
"""Many changes in one entry; and what was there when the log began to hold such changes."""
Held = tuple[str, str, str]
"""A role: the person's key, the organisation's key, the role."""


@dataclass(slots=True)
class Rights:
    """All of it at the end of the log."""

    organisations: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    """Kind, both names and the unit, by key."""
    people: set[str] = field(default_factory=set)
    roles: set[Held] = field(default_factory=set)
    mandates: set[tuple[str, str]] = field(default_factory=set)
    """Counsel and party."""
    tokens: dict[str, tuple[Held, str, bool]] = field(default_factory=dict)
    """By digest, with the last day on which it is good and whether it only reads; those that are not revoked."""
    feeds: dict[Held, str] = field(default_factory=dict)
    factors: set[tuple[str, str, str]] = field(default_factory=set)
    """The person's key, the kind of second factor, and its print; none in entries of before prints were taken."""

    def take(self, about: str, name: str, said: dict[str, Any]) -> None:
        """One change."""
        whose = about.partition(":")[2]
        match name:
            case "organisation_registered":
                self.organisations[whose] = (said["kind"], said["name_zh"], said["name_en"], said["unit"])
            case "account_made":
                self.people.add(whose)
            case "role_given":
                self.roles.add((whose, said["organisation"], said["role"]))
            case "role_ended":
                held = (whose, said["organisation"], said["role"])
                self.roles.discard(held)
                self.tokens = {digest: one for digest, one in self.tokens.items() if one[0] != held}
            case "mandate_given":
                self.mandates.add((whose, said["party"]))
            case "token_made":
                held = (whose, said["organisation"], said["role"])
                self.tokens[said["digest"]] = (held, said.get("until", ""), "reads_only" in said)
            case "token_ended":
                self.tokens.pop(said["digest"], None)
            case "mandate_ended":
                self.mandates.discard((whose, said["party"]))
            case "feed_opened":
                self.feeds[whose, said["organisation"], said["role"]] = said["digest"]
            case "feed_closed":
                self.feeds.pop((whose, said["organisation"], said["role"]), None)
            case "second_factor_set":
                self.factors.discard((whose, said["type"], ""))
                self.factors.add((whose, said["type"], said.get("print", "")))
            case "passkey_removed":
                self.factors.discard((whose, "webauthn", said.get("print", "")))
            case "second_factor_ended":
                self.factors = {one for one in self.factors if one[:2] != (whose, said["type"])}
            case _:
                pass


NAMES = (
    "organisation_registered",
    "account_made",
    "role_given",
    "role_ended",
    "mandate_given",
    "mandate_ended",
    "token_made",
    "token_ended",
    "feed_opened",
    "feed_closed",
    "second_factor_set",
    "second_factor_ended",
    "passkey_removed",
)
_MAY_CHANGE = ("name", "used_mask")
"""What changes in a factor without an act: what its owner calls it, and which recovery codes were used."""


def print_of(data: Mapping[str, Any]) -> str:
    """What a second factor is told by, once it is set: SHA-256 of its data as the database keeps them, in hex.

    A secret lies there encrypted under a key of the instance, so the print tells nothing of it.
    """
    return sha256(canonical({key: one for key, one in data.items() if key not in _MAY_CHANGE})).hexdigest()


def rights() -> Rights:
    """The fold of every such entry."""
    found = Rights()
    acts = LoggedAct.objects.filter(name__in=(*NAMES, TOGETHER, CARRIED)).order_by("log_index")
    for about, name, said in acts.values_list("about", "name", "said").iterator(chunk_size=500):
        if name in (TOGETHER, CARRIED):
            for one in said["acts"]:
                found.take(one["about"], one["act"], one["said"])
        else:
            found.take(about, name, said)
    return found


def unlike() -> Iterator[Text]:
    """The rows of accounts that are not what the log makes, by their names."""
    try:
        made = rights()
    except DAMAGED as error:
        said = str(error)[:200]
        yield Text(f"账户的记载无法读取：{said}", f"the entries on accounts cannot be read: {said}")
        return
    held = ("person__key", "organisation__key", "role")
    through = tuple(f"membership__{one}" for one in held)
    organisations = Organisation.objects.values_list("key", "kind", "name_zh", "name_en", "unit")
    yield from _compared("organisation", {one[0]: one[1:] for one in organisations}, made.organisations)
    yield from _told("account", set(Person.objects.values_list("key", flat=True)), made.people)
    yield from _told("role", set(Membership.objects.filter(active=True).values_list(*held)), made.roles)
    yield from _told("mandate", set(Mandate.objects.values_list("counsel__key", "party__key")), made.mandates)
    tokens = ApiToken.objects.filter(revoked_at=None).values_list("digest", "until", "reads_only", *through)
    stand = {digest: (tuple(of), str(until or ""), only) for digest, until, only, *of in tokens}
    yield from _compared("token", stand, made.tokens)
    feeds = CalendarFeed.objects.values_list("digest", *through)
    yield from _compared("calendar feed", {one[1:]: one[0] for one in feeds}, made.feeds)
    factors = Authenticator.objects.values_list("user__key", "type", "data")
    yield from _told(
        "second factor", {(key, kind, print_of(data)) for key, kind, data in factors}, made.factors
    )


_ZH = {
    "organisation": "单位",
    "account": "账户",
    "role": "角色",
    "mandate": "委托",
    "token": "令牌",
    "calendar feed": "日历地址",
    "second factor": "双因素认证",
}


def _told(kind: str, stands: set[Any], made: set[Any]) -> Iterator[Text]:
    for one in sorted(stands ^ made, key=str):
        yield _said(kind, one)


def _compared(kind: str, stands: dict[Any, Any], made: dict[Any, Any]) -> Iterator[Text]:
    for one in sorted(stands.keys() | made.keys(), key=str):
        if stands.get(one) != made.get(one):
            yield _said(kind, one)


def _said(kind: str, one: Any) -> Text:
    named = one[:2] if kind == "second factor" else one  # its print says nothing to a reader
    called = " · ".join(map(str, named)) if isinstance(named, tuple) else str(named)
    return Text(
        f"{_ZH[kind]}“{called}”与日志中的记载不一致",
        f"the {kind} {called} is not what its entries in the log make",
    )
