"""Who sits in the review work mechanism, by date, and who else can be consulted (Article 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from shencha.law.data import facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Member:
    """A member unit of the mechanism."""

    id: str
    name: Text
    order: int
    """Its place in Article 4 of the 2022 version."""
    since: date


@dataclass(frozen=True, slots=True)
class Department:
    """A department that can be consulted without being a member."""

    id: str
    name: Text
    versions: tuple[str, ...]
    """The versions of the Measures that know it."""


@cache
def _members() -> tuple[Member, ...]:
    return tuple(
        Member(m["id"], Text.of(m["name"]), m["order"], date.fromisoformat(m["since"]))
        for m in facts_of("measures/members.yaml")["members"]
    )


@cache
def _departments() -> dict[str, Department]:
    found = facts_of("measures/members.yaml")["departments"]
    return {d["id"]: Department(d["id"], Text.of(d["name"]), tuple(d["versions"])) for d in found}


def members(on: date) -> tuple[Member, ...]:
    """The member units on that day, in the order of Article 4; none before 2020-06-01."""
    return tuple(member for member in _members() if member.since <= on)


@cache
def member_ids(on: date) -> tuple[str, ...]:
    """Ids of the member units on that day."""
    return tuple(member.id for member in members(on))


def is_consultee(unit: str, instrument_id: str, on: date) -> bool:
    """Can its opinion be asked under that version on that day?

    A member in the mechanism, or a department (`protection_department`, since 2022 also
    `consulted_department`), which may bear a suffix: `protection_department:energy`.
    """
    if unit in member_ids(on):
        return True
    department = _departments().get(unit.partition(":")[0])
    return department is not None and instrument_id in department.versions


def consultee_name(unit: str) -> Text:
    """What a consultee is called; an unknown id is shown as it is."""
    for member in _members():
        if member.id == unit:
            return member.name
    kind, _, which = unit.partition(":")
    department = _departments().get(kind)
    if department is None:
        return Text(unit, unit)
    return (
        Text(f"{department.name.zh}（{which}）", f"{department.name.en} ({which})")
        if which
        else department.name
    )
