"""Is everything that is kept what the events make? The log, and every row made from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import QuerySet

from shencha.errors import ShenchaError
from shencha.ledger.audit import Logged, audit
from shencha.procedure.acts import event_from
from shencha.procedure.case import Case, apply
from shencha.records import log
from shencha.records.changes import CHANGE_REPORTED, change_columns
from shencha.records.models import (
    CaseFile,
    LoggedAct,
    ObligationRow,
    ReportedChange,
    SanctionDraft,
    StoredEvent,
    Todo,
)
from shencha.records.projections import obligation_rows, standing_columns, todo_rows, units_of
from shencha.records.reads.sanctions import about, columns
from shencha.records.workdays import workdays
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
    faults = list(audit(_logged(), nodes, log.signers(), log.last_signed(), log.head()))
    faults += views()
    faults += rows_of_acts()
    entries = StoredEvent.objects.count() + LoggedAct.objects.count()
    return Audit(entries, CaseFile.objects.count(), tuple(faults))


def views(of: QuerySet[CaseFile] | None = None) -> list[Text]:
    """The cases whose stored views are not what their events make.

    Args:
        of: which cases to look at; all when left out.
    """
    calendar, faults = workdays(), []
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


def rows_of_acts() -> list[Text]:
    """The sanctions and reported changes whose rows are not what their acts in the log make."""
    faults, sanctioned, reported = [], defaultdict[str, list[LoggedAct]](list), dict[int, LoggedAct]()
    for act in LoggedAct.objects.select_related("by").order_by("log_index").iterator(chunk_size=500):
        if act.name == CHANGE_REPORTED:
            reported[act.pk] = act
        elif act.about.startswith("sanction:"):
            sanctioned[act.about].append(act)
    for row in SanctionDraft.objects.iterator(chunk_size=500):
        if not _stands(row, columns, sanctioned.pop(about(row.pk), [])):
            faults.append(_unlike(about(row.pk)))
    for change in ReportedChange.objects.select_related("case").iterator(chunk_size=500):
        found = reported.pop(change.act_id, None) if change.act_id else None
        theirs = found is not None and found.about == f"case:{change.case.number}"
        if not theirs or not _stands(change, change_columns, found):
            faults.append(_unlike(f"case:{change.case.number}"))
    return faults + [_unlike(gone) for gone in (*sanctioned, *(one.about for one in reported.values()))]


def _stands(row: Any, make: Callable[[Any], dict[str, Any]], said: Any) -> bool:
    """Is a row what is made from what was said? What was changed until it can no longer be read makes nothing."""
    try:
        return bool(said) and all(getattr(row, name) == value for name, value in make(said).items())
    except (KeyError, ValueError, TypeError, AttributeError, ShenchaError):
        return False


def _unlike(what: str) -> Text:
    return Text(
        f"{what}：保存的内容与日志中的记载不一致",
        f"{what}: what is kept is not what its acts in the log make",
    )


def _steps(case: CaseFile) -> list[Case]:
    """The case after each of its events: a unit that once had to do with it stays on its list."""
    events = (event_from(one.payload) for one in case.events.all())
    return list(accumulate(events, apply, initial=Case(case.number, case.ground)))


def _row(todo: Todo) -> tuple[str | bool, ...]:
    owed = (todo.who, todo.act, str(todo.due or ""), todo.article, todo.provisional)
    span = (str(todo.earliest or ""), str(todo.latest or ""))
    return (*owed, *span, todo.first, str(todo.first_on or ""), todo.second, todo.house)


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
    for entry in log.entries():
        if isinstance(entry, StoredEvent):
            where = f"{entry.case.number}/{entry.sequence} {entry.name}"
        else:
            where = f"{entry.about} {entry.name}"
        yield Logged(entry.log_index, log.record_of_entry(entry), bytes(entry.salt), entry.note, where)
