"""The rows behind the desks, made from the fold and from nothing else."""

from __future__ import annotations

from typing import Any

from shencha.law.workdays import Workdays
from shencha.procedure.case import Case
from shencha.procedure.todos import todos
from shencha.records.models import CaseFile, Todo

COMMISSION = "commission"


def standing_columns(case: Case) -> dict[str, Any]:
    """The columns of a case file that its events make."""
    return {
        "state": case.state.value if case.state else "",
        "result": case.result or "",
        "opened_on": case.opened,
        "last_on": case.last,
    }


def todo_rows(file: CaseFile, case: Case, calendar: Workdays) -> list[Todo]:
    """What is owed in the case; the same on every day, since only `overdue` depends on the day."""
    assert case.last is not None
    return [
        Todo(
            case=file,
            who=todo.who,
            act=todo.act,
            due=todo.due,
            article=todo.article,
            provisional=todo.provisional,
            since=case.last,
        )
        for todo in todos(case, case.last, calendar)
    ]


def units_of(case: Case) -> set[str]:
    """The units that have come to do with the case."""
    units = {unit for one in case.rounds for unit in one.to}
    if case.concern:
        units.add(case.concern.by)
    if case.commission is not None:
        units.add(COMMISSION)
    return units
