"""Who sits in the review work mechanism, by date, and who else can be consulted (Article 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from shencha.law.measures.instruments import in_force
from shencha.law.measures.read import first_day, part, versions
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Member:
    """A member unit of the mechanism."""

    id: str
    name: Text
    order: int
    """Its place in the article of the latest version that names it."""
    since: date


@dataclass(frozen=True, slots=True)
class Department:
    """A department that can be consulted without being a member."""

    id: str
    name: Text
    versions: tuple[str, ...]
    """The versions of the Measures that know it."""


@cache
def _members() -> dict[str, tuple[Member, ...]]:
    """The members of each version, in the order of its article."""
    listed = {version: part(version, "members")["members"] for version in versions()}
    since: dict[str, date] = {}
    for version, records in listed.items():
        for one in records:
            since.setdefault(one["id"], first_day(version))
    latest = {one["id"]: at for records in listed.values() for at, one in enumerate(records, 1)}
    return {
        version: tuple(
            Member(one["id"], Text.of(one["name"]), latest[one["id"]], since[one["id"]]) for one in records
        )
        for version, records in listed.items()
    }


@cache
def _departments() -> dict[str, Department]:
    known: dict[str, Department] = {}
    for version in versions():
        for one in part(version, "members")["departments"]:
            earlier = known[one["id"]].versions if one["id"] in known else ()
            known[one["id"]] = Department(one["id"], Text.of(one["name"]), (*earlier, version))
    return known


def members(on: date) -> tuple[Member, ...]:
    """The member units on that day, in the order of the article; none before the first version."""
    version = in_force(on)
    return _members()[version.id] if version else ()


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
    for member in (one for version in reversed(versions()) for one in _members()[version]):
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
