"""What is due: the desk of the membership in which a token acts."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Router

from shencha.api.cases import CaseLine, case_line
from shencha.api.shapes import DayOut, Strict
from shencha.api.tokens import acting
from shencha.records.clock import today
from shencha.records.models import Todo
from shencha.records.reads.worklists import desk

router = Router(tags=["worklist"])


class Line(Strict):
    """One thing that someone owes."""

    case: str
    title: str
    who: str
    act: str
    due: DayOut | None
    article: str
    provisional: bool
    earliest: DayOut | None
    """Where a holiday notice is awaited, the days between which the due day lies."""
    latest: DayOut | None
    certain: bool
    """Is the due day sure, whatever a notice that is awaited brings?"""
    since: DayOut


class Part(Strict):
    """One part of the desk."""

    part: Literal["overdue", "late", "sign", "today", "week", "later", "undated", "others"]
    lines: list[Line]
    total: int
    more: bool
    """There are more than `total`."""


class Worklist(Strict):
    """What is due, the earliest first, what others owe, and what is new."""

    on: DayOut
    parts: list[Part]
    fresh: list[CaseLine]


@router.get("/worklist", response=Worklist)
def worklist(request: HttpRequest) -> Worklist:
    """What your side owes by when, and what others owe you; at most 50 lines a part."""
    on = today()
    found = desk(acting(request), on)
    return Worklist(
        on=on.isoformat(),
        parts=[
            Part(
                part=part.id,  # type: ignore[arg-type]
                lines=[_line(todo) for todo in part.lines],
                total=part.total,
                more=part.more,
            )
            for part in found.parts
        ],
        fresh=[case_line(one) for one in found.fresh],
    )


def _line(todo: Todo) -> Line:
    return Line(
        case=todo.case.number,
        title=todo.case.title,
        who=todo.who,
        act=todo.act,
        due=todo.due.isoformat() if todo.due else None,
        article=todo.article,
        provisional=todo.provisional,
        earliest=todo.earliest.isoformat() if todo.earliest else None,
        latest=todo.latest.isoformat() if todo.latest else None,
        certain=todo.due is not None and (not todo.provisional or todo.earliest == todo.latest is not None),
        since=todo.since.isoformat(),
    )
