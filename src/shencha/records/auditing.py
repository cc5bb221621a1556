"""Is everything that is kept what the events make? The log, and every row made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import QuerySet

from shencha.law.workdays import published
from shencha.ledger.audit import Logged, audit
from shencha.procedure.case import Case, apply
from shencha.procedure.events import event_from
from shencha.records import log
from shencha.records.models import CaseFile, ObligationRow, StoredEvent, Todo
from shencha.records.projections import obligation_rows, standing_columns, todo_rows, units_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, and what does not hold."""

    entries: int
    cases: int
    faults: tuple[Text, ...]


def audit_everything() -> Audit:
    """Recompute log and views from the stored events."""
    nodes = {(level, index): node for level, index, node in log.nodes()}
    faults = list(audit(_logged(), nodes, log.verifier(), log.last_signed(), log.head()))
    faults += views()
    return Audit(StoredEvent.objects.count(), CaseFile.objects.count(), tuple(faults))


def views(of: QuerySet[CaseFile] | None = None) -> list[Text]:
    """The cases whose stored views are not what their events make.

    Args:
        of: which cases to look at; all when left out.
    """
    calendar, faults = published(), []
    cases = CaseFile.objects.all() if of is None else of
    for case in cases.prefetch_related("events", "todos", "units", "obligations").iterator(chunk_size=500):
        steps = _steps(case)
        made = steps[-1]
        columns = standing_columns(made)
        stored = {name: getattr(case, name) for name in columns}
        owed = sorted(_row(todo) for todo in todo_rows(case, made, calendar))
        kept = sorted(_row(todo) for todo in case.todos.all())
        promised = sorted(_promise(one) for one in obligation_rows(case, made))
        units = {unit.unit for unit in case.units.all()}
        if (
            stored != columns
            or owed != kept
            or promised != sorted(_promise(one) for one in case.obligations.all())
            or units != set().union(*map(units_of, steps))
            or case.sequence != len(case.events.all())
        ):
            faults.append(
                Text(
                    f"案件 {case.number}：视图与事件不一致",
                    f"case {case.number}: its views are not what its events make",
                )
            )
    return faults


def _steps(case: CaseFile) -> list[Case]:
    """The case after each of its events: a unit that once had to do with it stays on its list."""
    events = (event_from(one.payload) for one in case.events.all())
    return list(accumulate(events, apply, initial=Case(case.number, case.ground)))


def _row(todo: Todo) -> tuple[str | bool, ...]:
    owed = (todo.who, todo.act, str(todo.due or ""), todo.article, todo.provisional)
    return (*owed, todo.first, str(todo.first_on or ""), todo.second, todo.house)


def _promise(row: ObligationRow) -> tuple[str, ...]:
    said = (
        row.commitment,
        row.source,
        row.owes,
        row.stage,
        row.due or "",
        row.review_on or "",
        row.stale,
        row.handed_on or "",
    )
    return tuple(map(str, said))


def _logged() -> Iterator[Logged]:
    for event in log.entries():
        where = f"{event.case.number}/{event.sequence} {event.name}"
        yield Logged(event.log_index, log.record_of(event), bytes(event.salt), event.note, where)
