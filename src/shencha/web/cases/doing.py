"""What may be done next in a case: by the reader now, by whom otherwise, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shencha.procedure.acts import ACTS, DECISIONS, Place
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.following import open_decisions, to_sign
from shencha.procedure.roles import CONSULTED, COUNTERSIGNERS, OFFICE, ROLES, WHOLE_CASE, Role
from shencha.procedure.standing import Standing
from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.records.reads.papers import Seen, before_it_goes_out, pictures
from shencha.text import Text
from shencha.web.cases.told import fields_of
from shencha.web.keys import fresh_key


@dataclass(frozen=True, slots=True)
class Button:
    """Something that the person may do now."""

    name: str
    label: Text
    drafted: bool
    owed: bool
    """Does it settle something that is owed?"""


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
    seen: Seen | None
    """Its notice as it would go out today."""
    same_day: bool
    """Does the notice still bear the day on which its drafter saw it?"""

    @property
    def pages(self) -> tuple[str, ...]:
        """The notice's pages as pictures."""
        return pictures(self.seen.notice) if self.seen else ()


def buttons(membership: Membership, whole: Case, stands: Standing) -> tuple[list[Button], list[Button]]:
    """What the person may do now, what is owed first; then what is seldom done. Decisions are drafted first."""
    owed = {todo.act for todo in stands.todos}
    open_acts = may_next(whole, by=access.actor(membership))
    found = [
        Button(name, ACTS[name].button, False, name in owed)
        for name in open_acts
        if ACTS[name].place is not Place.OWN
        and name not in DECISIONS
        and (name != "opinion_received" or access.role_of(membership) in CONSULTED)
    ]
    if "decision_drafted" in open_acts:
        by_state = [name for name in open_decisions(whole) if whole.draft(name) is None]
        found = [Button(name, ACTS[name].button, True, name in owed) for name in by_state] + found
    found.sort(key=lambda one: not one.owed)
    seldom = [one for one in found if ACTS[one.name].place is Place.SELDOM]
    return [one for one in found if one not in seldom], seldom


def waiting(membership: Membership, file: CaseFile, whole: Case, people: Mapping[str, str]) -> list[Waiting]:
    """The drafts that wait for a second person; seen by those who see the whole case, their papers by the office."""
    role = access.role_of(membership)
    if role not in WHOLE_CASE:
        return []
    return [
        Waiting(
            draft.decision.name,
            draft.decision.act.button,
            people.get(draft.by, draft.by),
            draft.on,
            fields_of(draft.decision),
            role in COUNTERSIGNERS
            and draft.by != membership.person.key
            and membership.person.key not in whole.recused,
            fresh_key(),
            fresh_key(),
            before_it_goes_out(file, whole, replace(draft.decision, on=today()), draft.wording or "")
            if role in OFFICE and draft.decision.name in DECISIONS
            else None,
            draft.on == today(),
        )
        for draft in to_sign(whole)
    ]


def by_whom(whole: Case) -> list[tuple[Text, tuple[Text, ...], bool]]:
    """What may happen next as the case stands, and which roles may do it; is it drafted first?"""
    return [
        (
            ACTS[name].button,
            tuple(ROLES[role].name for role in Role if role in ACTS[name].by),
            name in DECISIONS,
        )
        for name in may_next(whole)
    ]
