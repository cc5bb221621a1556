"""Sanctions on their way: drafted by one person, step by step with a second one, each step in the log."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from shencha.api.headers import Id, Key, PageNumber, page_of
from shencha.api.shapes import Day, DayOut, Strict, Words
from shencha.api.tokens import acting
from shencha.procedure.roles import OFFICERS, Shelf, reads_of
from shencha.records import access
from shencha.records.acts import sanctions as acts
from shencha.records.clock import today
from shencha.records.models import Membership, SanctionDraft
from shencha.sanctions.acts import PENALTY, Stage

router = Router(tags=["sanctions"])
READERS = reads_of(Shelf.SANCTIONS)
Yuan = Annotated[int, Field(ge=0, lt=10**15)]


class NewSanction(Strict):
    """Facts as `shencha sanctions` reads them, and what is proposed."""

    facts: dict[str, Any]
    on: Day | None = None
    """The day of decision, as of which the law is asked; today if left out."""
    title: Annotated[str, Field(min_length=1, max_length=acts.LONGEST_TITLE, pattern=r"^[^\x00]*$")]
    proposed: Words
    fine: Yuan | None = None


class SanctionAct(Strict):
    """One more step, with what it needs."""

    act: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
    on: Day | None = None
    told_on: Day | None = None
    words: Words | None = None
    reason: Words | None = None
    outcome: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] | None = None
    fine: Yuan | None = None


class SanctionOut(Strict):
    """A sanction, and the steps that you may take now."""

    id: int
    title: str
    on: DayOut
    state: Stage
    proposed: str
    fine: int | None
    due: DayOut | None
    """The next day by which the office owes a step."""
    facts: dict[str, Any]
    answer: dict[str, Any]
    """As `shencha sanctions --json` prints it."""
    reason: str
    may_next: list[str]


@router.get("/sanctions", response=list[SanctionOut])
def drafts(request: HttpRequest, page: PageNumber = 1) -> list[SanctionOut]:
    """The newest first."""
    membership = acting(request, READERS)
    return [_out(one, membership) for one in page_of(access.sanctions_of(membership), page)]


@router.post("/sanctions", response={201: SanctionOut})
def draft(request: HttpRequest, key: Key, said: NewSanction) -> Status[SanctionOut]:
    """Draft a decision on what the law of that day answers."""
    membership = acting(request, OFFICERS)
    made = acts.draft(
        said.facts,
        date.fromisoformat(said.on) if said.on else today(),
        title=said.title,
        proposed=said.proposed,
        fine=said.fine,
        key=key,
        by=membership,
    )
    return Status(201, _out(made, membership))


@router.get("/sanctions/{sanction_id}", response=SanctionOut)
def sanction(request: HttpRequest, sanction_id: Id) -> SanctionOut:
    """One of them."""
    membership = acting(request, READERS)
    return _out(access.sanction_for(membership, sanction_id), membership)


@router.post("/sanctions/{sanction_id}/acts", response=SanctionOut)
def act(request: HttpRequest, sanction_id: Id, key: Key, said: SanctionAct) -> SanctionOut:
    """Take one of the steps of `may_next`."""
    membership = acting(request, READERS)
    given = {name: value or "" for name, value in said.model_dump(exclude={"act", "fine"}).items()}
    given |= {"fine": said.fine, "outcome": said.outcome or PENALTY}
    return _out(acts.act(sanction_id, said.act, given, by=membership, key=key), membership)


def _out(one: SanctionDraft, membership: Membership) -> SanctionOut:
    return SanctionOut(
        id=one.pk,
        title=one.title,
        on=one.on.isoformat(),
        state=Stage(one.state),
        proposed=one.proposed,
        fine=one.fine,
        due=one.due.isoformat() if one.due else None,
        facts=one.facts,
        answer=one.answer,
        reason=one.reason,
        may_next=list(acts.open_to(one.pk, membership)),
    )
