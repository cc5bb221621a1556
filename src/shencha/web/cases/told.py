"""What an event says, field by field in words, and the list of events with its filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shencha.documents.items import headline
from shencha.procedure.acts import (
    ACTS,
    DecisionDrafted,
    DecisionSentBack,
    Event,
    EvidenceDecided,
    FactorJudged,
    Filed,
    Phase,
    SupervisionRecorded,
    Withdrawn,
    event_from,
)
from shencha.procedure.acts.fields import FIELDS, SHOWN
from shencha.procedure.case import Case
from shencha.procedure.kinds import DIGEST
from shencha.procedure.kinds import FIELDS as FIELDS_OF_ITS_OWN
from shencha.procedure.names import ACTOR_NAMES, GROUND_NAMES, SUBJECT_NAMES
from shencha.procedure.roles import PARTY, ROLES, WHOLE_CASE, Role, Side
from shencha.procedure.supplements import Item
from shencha.records import access
from shencha.records.models import Membership, Person, StoredEvent
from shencha.text import Text, same
from shencha.web.citing import instrument_name
from shencha.web.units import unit_name
from shencha.web.words import CHOICES, FACTORS

WHO: Mapping[str, Side] = {
    "party": Side.PARTY,
    "office": Side.OFFICE,
    "units": Side.UNITS,
    "commission": Side.COMMISSION,
    "supervisor": Side.SUPERVISION,
}
"""By whom an event was recorded, as the page's address names it."""


BY_ITSELF = (FIELDS_OF_ITS_OWN, DIGEST)
"""Kinds of what is shown on a page of its own: the answers, the declaration, and their digest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history."""

    stored: StoredEvent
    title: Text
    fields: list[tuple[Text, Any]]
    effect: Text | None
    """What it does to a clock."""
    by: str
    """Who did it, where the reader may know."""
    drafted_by: str
    has_receipt: bool
    """Only of an event that the reader sees in full."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see of the history."""

    who: str = ""
    step: str = ""
    effect: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filters:
        """The filters of an address; what is not known filters nothing."""
        return cls(
            given.get("who", "") if given.get("who") in WHO else "",
            given.get("step", "") if given.get("step", "").upper() in Phase.__members__ else "",
            "clock" if given.get("effect") == "clock" else "",
        )

    def keeps(self, stored: StoredEvent) -> bool:
        """Does the reader want this one?"""
        if self.who and ROLES[Role(stored.role)].side is not WHO[self.who]:
            return False
        if self.step and ACTS[stored.name].phase is not Phase[self.step.upper()]:
            return False
        return not self.effect or ACTS[stored.name].effect is not None


def people_of(stored: Iterable[StoredEvent]) -> dict[str, str]:
    """The names of everyone whom these events name by their key; one query."""
    keys = {one.drafted_by for one in stored if one.drafted_by}
    for one in stored:
        named = [one.payload.get(name) for name in ("by", "person", "officer", "deputy")]
        named += one.payload.get("readers", [])
        keys |= {value for value in named if isinstance(value, str) and "@" in value}
    return dict(Person.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def history(
    membership: Membership,
    stored: Sequence[StoredEvent],
    known: Mapping[str, Text],
    people: Mapping[str, str],
) -> list[Entry]:
    """The events as this reader sees them, the newest first."""
    whole = access.role_of(membership) in WHOLE_CASE
    return [
        _entry(
            one,
            access.payload_as_seen(membership, one),
            known,
            people,
            whole or one.by_id == membership.person_id,
        )
        for one in reversed(stored)
    ]


def _entry(
    stored: StoredEvent,
    payload: dict[str, Any],
    known: Mapping[str, Text],
    people: Mapping[str, str],
    shows_people: bool,
) -> Entry:
    event = event_from(payload)
    return Entry(
        stored,
        title_of(event, Role(stored.role)),
        fields_of(event, known, people),
        event.act.effect,
        str(stored.by) if shows_people else "",
        people.get(stored.drafted_by, stored.drafted_by) if shows_people else "",
        payload == stored.payload,
    )


def title_of(event: Event, role: Role) -> Text:
    """What a line of the history says.

    Args:
        role: of whoever recorded it.
    """
    title = event.act.done
    if isinstance(event, Withdrawn):
        return _withdrawn(event, role)
    if isinstance(event, DecisionDrafted):
        act = event.decision.act.button
        return Text(f"{title.zh}：{act.zh}", f"{title.en}: {act.en}")
    return title


def _withdrawn(event: Withdrawn, role: Role) -> Text:
    """Who withdrew; the office once could without a request on file, and that stays to be seen."""
    if role in PARTY:
        return Text("当事人撤回了申报", "The party withdrew its filing")
    if event.requested:
        return Text(
            "审查办公室依当事人的书面申请登记撤回",
            "The review office recorded the withdrawal at the party’s request in writing",
        )
    return Text(
        "审查办公室登记撤回，未记载当事人的书面申请",
        "The review office recorded a withdrawal; no request of the party is on record",
    )


def fields_of(
    event: Event, known: Mapping[str, Text] | None = None, people: Mapping[str, str] | None = None
) -> list[tuple[Text, Any]]:
    """The fields of an event with their labels, values in words."""
    found: list[tuple[Text, Any]] = []
    inside = isinstance(event, EvidenceDecided | FactorJudged | SupervisionRecorded)
    for slot in event.slots[1:]:
        value = getattr(event, slot.attribute)
        if value in (None, (), "") or slot.kind in BY_ITSELF or isinstance(event, DecisionDrafted):
            continue
        if slot.key == "restricted" and not value:
            continue
        if isinstance(event, Filed) and slot.key == "party" and event.party_name:
            continue
        if slot.key == "by" and inside and value not in (people or {}):
            continue  # who looked is for those who may know
        if isinstance(event, DecisionSentBack) and slot.key == "decision":
            value = ACTS[value].name
        found.append(
            (SHOWN.get(slot.key, FIELDS[slot.key]), _in_words(slot.key, value, known or {}, people or {}))
        )
    return found


def _in_words(key: str, value: Any, known: Mapping[str, Text], people: Mapping[str, str]) -> Any:
    if key == "replies":
        return same("\n".join(f"{name}　{words}" for name, words in value))
    if isinstance(value, Item):
        said = headline(Case(), value)
        return Text(f"{value.item} {said.zh}", f"{value.item} {said.en}")
    if isinstance(value, bool):
        return CHOICES["yes" if value else "no"]
    if isinstance(value, tuple):
        words = [_in_words(key, one, known, people) for one in value]
        return Text("、".join(_zh(one) for one in words), ", ".join(_en(one) for one in words))
    if not isinstance(value, str):
        return value
    if value in people:
        return people[value]
    if value == "party":
        return ACTOR_NAMES["party"]
    if key in ("to", "from", "by"):
        return unit_name(value, known)
    if key == "factors":
        return Text(f"{value} {FACTORS[value].zh}", f"{value} {FACTORS[value].en}")
    if key == "subject":
        return SUBJECT_NAMES[value].begun if value in SUBJECT_NAMES else value
    if key == "notice":
        return ACTS[value].name if value in ACTS else value
    if key == "ground":
        return GROUND_NAMES[value].begun if value in GROUND_NAMES else value
    if key == "instrument":
        return instrument_name(value)
    return CHOICES.get(value, value)


def _zh(value: Any) -> str:
    return value.zh if isinstance(value, Text) else str(value)


def _en(value: Any) -> str:
    return value.en if isinstance(value, Text) else str(value)
