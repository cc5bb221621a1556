"""A case on one page: where it stands, what may be done next and by whom, clocks, opinions, papers, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shencha.law.instruments import instrument
from shencha.law.members import consultee_name
from shencha.law.open_points import OPEN_POINTS
from shencha.law.workdays import published
from shencha.procedure.allowed import may_next, open_decisions
from shencha.procedure.case import Case
from shencha.procedure.clocks import Clock
from shencha.procedure.events import (
    DECISIONS,
    SLOTS,
    CommitmentProposed,
    CommitmentRecorded,
    DecisionDrafted,
    DecisionSentBack,
    Event,
    EvidenceDecided,
    SupervisionRecorded,
    event_from,
)
from shencha.procedure.names import CLOCK_NAMES
from shencha.procedure.roles import COUNTERSIGNERS
from shencha.procedure.standing import Standing, standing
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, StoredEvent
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.cases.desk import owed_by
from shencha.web.keys import fresh_key
from shencha.web.words import ACTS, CHOICES, DONE, FIELDS, GROUNDS, SHOWN, STATES

OWED_BY = {"party": Text("当事人", "the party")}
NOT_BUTTONS = ("decision_drafted", "decision_sent_back", "filed", "concern_raised", "evidence_received")
"""Acts with a place of their own on the page."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something that the person may do now."""

    name: str
    label: Text
    drafted: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A drafted decision that waits for a second person."""

    name: str
    act: Text
    by: str
    on: date
    fields: list[tuple[Text, Any]]
    may_sign: bool
    key: str
    back_key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history."""

    stored: StoredEvent
    title: Text
    fields: list[tuple[Text, Any]]
    shows_people: bool


@only_for()
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case, as far as this membership may know of it."""
    membership = acting(request)
    file = access.case_for(membership, number)
    stored = access.events_of(membership, file)
    whole = fold(file, file.events.order_by("sequence"))
    stands = standing(access.case_as_seen(membership, whole), today(), published())
    access.saw(membership, file, "case")
    return render(
        request,
        "cases/case.html",
        {
            "file": file,
            "state": STATES[file.state],
            "result": CHOICES.get(file.result),
            "conditions": whole.conditions if file.state == "concluded" else (),
            "ground": GROUNDS[file.ground],
            "instrument": instrument(whole.instrument) if whole.instrument else None,
            "clocks": [(_clock_title(clock), clock) for clock in stands.clocks],
            "todos": _todos(membership, stands),
            "buttons": buttons(membership, whole),
            "waiting": waiting(membership, whole),
            "opinions": opinions(membership, whole),
            "supervised": bool(whole.obligations),
            "history": [_entry(membership, one) for one in reversed(stored)],
            "papers": [
                (paper, CHOICES.get(paper.material, same(paper.material)))
                for one in stored
                for paper in one.papers.all()
            ],
            "open_points": [OPEN_POINTS[point] for point in stands.open_points],
            "today": today(),
        },
    )


def buttons(membership: Membership, whole: Case) -> list[Button]:
    """What the person may do now; decisions are drafted first."""
    actor = access.actor(membership)
    open_acts = may_next(whole, by=actor)
    found = [
        Button(name, ACTS[name], False)
        for name in open_acts
        if name not in NOT_BUTTONS and name not in DECISIONS
    ]
    if "decision_drafted" in open_acts:
        by_state = [name for name in open_decisions(whole) if whole.draft(name) is None]
        found = [Button(name, ACTS[name], True) for name in by_state] + found
    return found


def waiting(membership: Membership, whole: Case) -> list[Waiting]:
    """The drafts that wait for a second person; seen by those who see the whole case."""
    role = access.role_of(membership)
    if role not in access.WHOLE_CASE:
        return []
    return [
        Waiting(
            draft.decision.name,
            ACTS[draft.decision.name],
            draft.by,
            draft.on,
            fields_of(draft.decision),
            role in COUNTERSIGNERS
            and draft.by != membership.person.key
            and membership.person.key not in whole.recused,
            fresh_key(),
            fresh_key(),
        )
        for draft in whole.drafts
    ]


def opinions(membership: Membership, whole: Case) -> list[tuple[Text, Text | None, Any]]:
    """Who was asked and who said what, as far as this membership may know."""
    seen = access.case_as_seen(membership, whole)
    if not seen.round or not seen.round.to:
        return []
    said = {opinion.consultee: opinion for opinion in seen.round.opinions}
    return [
        (consultee_name(unit), CHOICES[said[unit].opinion] if unit in said else None, said.get(unit))
        for unit in seen.round.to
    ]


def fields_of(event: Event) -> list[tuple[Text, Any]]:
    """The fields of an event with their labels, values in words."""
    found: list[tuple[Text, Any]] = []
    names_a_person = isinstance(event, DecisionSentBack | EvidenceDecided | SupervisionRecorded)
    for slot in SLOTS[event.name][1:]:
        value = getattr(event, slot.attribute)
        if (
            value in (None, (), "")
            or isinstance(event, DecisionDrafted)
            or (slot.key == "by" and names_a_person)
        ):
            continue
        words = value if isinstance(event, CommitmentRecorded | CommitmentProposed) else None
        shown = OWED_BY.get(value, value) if words and slot.key == "by" else _in_words(slot.key, value)
        found.append((SHOWN.get(slot.key, FIELDS[slot.key]), shown))
    return found


def _in_words(key: str, value: Any) -> Any:
    if isinstance(value, bool):
        return CHOICES["yes" if value else "no"]
    if isinstance(value, tuple):
        words = [_in_words(key, one) for one in value]
        return Text("、".join(_zh(one) for one in words), ", ".join(_en(one) for one in words))
    if key in ("to", "from", "by") and isinstance(value, str):
        return consultee_name(value)
    return CHOICES.get(value, value) if isinstance(value, str) else value


def _zh(value: Any) -> str:
    return value.zh if isinstance(value, Text) else str(value)


def _en(value: Any) -> str:
    return value.en if isinstance(value, Text) else str(value)


def _entry(membership: Membership, stored: StoredEvent) -> Entry:
    event = event_from(stored.payload)
    title = DONE[stored.name]
    if isinstance(event, DecisionDrafted):
        title = Text(
            f"{title.zh}：{ACTS[event.decision.name].zh}", f"{title.en}: {ACTS[event.decision.name].en}"
        )
    shows = access.role_of(membership) in access.WHOLE_CASE or stored.by_id == membership.person_id
    return Entry(stored, title, fields_of(event), shows)


def _clock_title(clock: Clock) -> Text:
    name = CLOCK_NAMES[clock.clock]
    if clock.consultee is None:
        return Text(name.zh, name.en[:1].upper() + name.en[1:])
    unit = consultee_name(clock.consultee)
    return Text(f"{name.zh} · {unit.zh}", f"{name.en[:1].upper()}{name.en[1:]} · {unit.en}")


def _todos(membership: Membership, stands: Standing) -> Sequence[tuple[Text, Text, Any]]:
    theirs = access.sees_consultees(membership)
    own = membership.organisation.unit
    shown = [t for t in stands.todos if theirs or t.who in ("office", "party", own)]
    return [(owed_by(todo.who), ACTS[todo.act], todo) for todo in shown]


def file_of(membership: Membership, number: str) -> tuple[CaseFile, Case]:
    """A case file and its fold.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    file = access.case_for(membership, number)
    return file, fold(file, file.events.order_by("sequence"))
