"""A sanction as its acts in the log make it: the fold, its row, its clocks, its papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings

from shencha.documents.outside import Given
from shencha.documents.sanctions import sanction_paper
from shencha.documents.sheet import Hand, LogPlace, Notice
from shencha.errors import NotFound
from shencha.inputs import Document
from shencha.law.calendar.workdays import Workdays
from shencha.law.sanctions.reading import load_sanction_facts
from shencha.law.sanctions.steps import Step, steps
from shencha.ledger.checkpoint import parse
from shencha.procedure.roles import ROLES, Role
from shencha.records.clock import SHANGHAI
from shencha.records.letterhead import letterhead_on
from shencha.records.models import LoggedAct, SanctionDraft
from shencha.records.reads.papers import NO_PAPER
from shencha.records.workdays import workdays, workdays_now
from shencha.sanctions import acts as a
from shencha.sanctions.acts import Stage, event_of_said
from shencha.sanctions.fold import Sanction, after
from shencha.text import Text

OWED = ("decision", "service")
"""Steps that the office owes; the others are rights of the party."""


def about(number: int) -> str:
    """The name of a sanction in the log."""
    return f"sanction:{number}"


def acts_of(number: int) -> list[LoggedAct]:
    """What was said and decided in a sanction, in order."""
    return list(LoggedAct.objects.select_related("by").filter(about=about(number)).order_by("log_index"))


def row_of(act: LoggedAct) -> a.SanctionAct:
    """All that is said of an act, under whichever of its names it is stored."""
    found = a.class_of(act.name)
    assert found is not None, f"{act.about} holds {act.name}"
    return found.act


def fold(acts: Iterable[LoggedAct]) -> Sanction:
    """The sanction that these acts make."""
    sanction = Sanction()
    for one in acts:
        sanction = after(sanction, event_of_said(one.name, one.said), one.by.key if one.by else "")
    return sanction


def clocks(sanction: Sanction, on: date, calendar: Workdays | None = None) -> tuple[Step, ...]:
    """The procedure's steps as of a day; none of before the day of opening is told."""
    day = max(on, sanction.on or on)
    facts = load_sanction_facts(Document("draft", dict(sanction.facts)), day)
    return steps(replace(facts, steps=dict(sanction.days)), on, calendar or workdays())


def columns(acts: list[LoggedAct]) -> dict[str, Any]:
    """The columns of a sanction's row, as its acts make them; the same on every day."""
    sanction, drafted = fold(acts), acts[0]
    decided = next((one for one in acts if row_of(one).second), None)
    assert sanction.on is not None
    assert sanction.stage is not None
    return {
        "title": sanction.title,
        "on": sanction.on,
        "facts": dict(sanction.facts),
        "answer": dict(sanction.answer),
        "proposed": sanction.proposed,
        "fine": sanction.fine,
        "state": sanction.stage.value,
        "due": _due(_owed(sanction, acts[-1].recorded_at.astimezone(SHANGHAI).date())),
        "drafted_by_id": drafted.by_id,
        "drafted_role": drafted.role,
        "drafted_at": drafted.recorded_at,
        "decided_by_id": decided.by_id if decided else None,
        "decided_role": decided.role if decided else "",
        "decided_at": decided.recorded_at if decided else None,
        "reason": sanction.reason,
    }


def paper_of(draft: SanctionDraft, kind: str) -> Notice:
    """One paper of a sanction, made anew each time and the same each time.

    Args:
        kind: `draft`, `rights` (the notice before the decision) or `decision`.
    Raises:
        NotFound: the act that it tells of has not happened.
    """
    acts = acts_of(draft.pk)
    found = next((one for one in reversed(acts) if kind and row_of(one).paper == kind), None)
    if found is None:
        raise NotFound(NO_PAPER)
    until = [one for one in acts if one.log_index <= found.log_index]
    sanction = fold(until)
    checkpoint, _ = parse(found.note)
    issued = date.fromisoformat(found.said["on"]) if kind != "draft" else draft.on
    given = Given(
        number=draft.pk,
        issued=issued,
        recorded=found.recorded_at.astimezone(SHANGHAI),
        hands=tuple(_hands(until, kind)),
        letterhead=letterhead_on(issued),
        specimen=settings.DEMO,
        log=LogPlace(checkpoint.origin, found.log_index, checkpoint.size, checkpoint.root.hex()),
    )
    return sanction_paper(kind, sanction, clocks(sanction, given.recorded.date()), workdays(), given)


def owed(draft: SanctionDraft, calendar: Workdays | None = None) -> Step | None:
    """The next step that the office owes in a sanction, with its day and the range of that day."""
    acts = acts_of(draft.pk)
    return _owed(fold(acts), acts[-1].recorded_at.astimezone(SHANGHAI).date(), calendar) if acts else None


def due_anew(draft: SanctionDraft) -> date | None:
    """The day of its row, by the holiday notices that are out now."""
    return _due(owed(draft, workdays_now()))


def _due(step: Step | None) -> date | None:
    return step.due if step else None


def _owed(sanction: Sanction, on: date, calendar: Workdays | None = None) -> Step | None:
    if sanction.stage is Stage.SENT_BACK:
        return None
    running = [
        one for one in clocks(sanction, on, calendar) if one.id in OWED and one.done is None and one.due
    ]
    return min(running, key=lambda one: one.due or date.max, default=None)


def _hands(acts: list[LoggedAct], kind: str) -> Iterable[Hand]:
    of_decision = kind == "decision"
    drafting = a.SanctionDecisionDrafted if of_decision else a.SanctionDrafted
    signing = a.DecisionSigned if of_decision else a.SanctionCountersigned
    for row, did in (
        (drafting.act, Text("拟稿", "Drafted by")),
        (signing.act, Text("审核", "countersigned by")),
    ):
        last = next((one for one in reversed(acts) if row_of(one) is row), None)
        if last is not None and last.by is not None:
            yield Hand(did, ROLES[Role(last.role)].name, last.by.name)
