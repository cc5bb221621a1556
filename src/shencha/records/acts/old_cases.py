"""Old cases: how the ones went that ended before the instance began, carried in from a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from shencha.canonical import digest_of
from shencha.errors import BadInput, Fault
from shencha.law.state_secrets import mark_typed, not_kept
from shencha.procedure.acts import CarriedIn
from shencha.procedure.allowed import refusal
from shencha.procedure.case import Case
from shencha.procedure.kinds import Wrong
from shencha.records.acts.filing import next_number
from shencha.records.acts.record import already, open_case
from shencha.records.clock import today
from shencha.records.models import Membership, Organisation
from shencha.text import Text

COLUMNS = tuple(slot.key for slot in CarriedIn.slots[1:])
"""The columns of the table: the fields of the act, whose own day is that of carrying in."""
NEEDED = tuple(slot.key for slot in CarriedIn.slots[1:] if slot.required)
BETWEEN = "|"
"""What stands between two conditions in a cell."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One row of the table, and the case that it is."""

    line: int
    number: str
    source: str
    before: bool
    """It had been carried in already."""


def read(file: str, header: Sequence[str], rows: Sequence[Mapping[str, str | None]]) -> list[CarriedIn]:
    """The acts that the rows of a table are, today.

    Args:
        file: how the table is named in a fault. rows: cells by column; the first row is line 2.
    Raises:
        BadInput: a column that is unknown or missing, and every cell at fault by its line.
    """
    faults = list(_columns(file, header))
    if faults:
        raise BadInput(faults)
    on, found = today(), list[CarriedIn]()
    parties = set(Organisation.objects.values_list("key", flat=True))
    for line, row in enumerate(rows, 2):
        event = _event(file, line, row, on, faults)
        if event is None:
            continue
        found.append(event)
        if event.party is not None and event.party not in parties:
            wrong = Text(f"没有登记 {event.party}", f"no organisation {event.party} is registered")
            right = Text("请先登记，或者留空", "register it first, or leave the cell empty")
            faults.append(Fault(file, f"party (line {line})", wrong, right))
    twice = Counter(event.source for event in found)
    for source in (one for one, count in twice.items() if count > 1):
        wrong = Text(f"“{source}”出现了 {twice[source]} 次", f"{source!r} stands {twice[source]} times")
        faults.append(Fault(file, "source", wrong, Text("每件旧案一行", "write each old case once")))
    if faults:
        raise BadInput(faults)
    return found


def carry_in(events: Sequence[CarriedIn], *, by: Membership) -> list[Taken]:
    """Open a case for each act, all or none; a row that was carried in before stays as it is.

    Raises:
        NotAllowed: not by this person.
    """
    with transaction.atomic():
        return [_one(line, event, by) for line, event in enumerate(events, 2)]


def _one(line: int, event: CarriedIn, by: Membership) -> Taken:
    key = digest_of([event.name, event.source])
    if (before := already(key, by)) is not None:
        return Taken(line, before.case.number, event.source, True)
    entry = open_case(next_number(event.begun.year), event, by=by, key=key)
    return Taken(line, entry.case.number, event.source, False)


def _columns(file: str, header: Sequence[str]) -> Iterator[Fault]:
    right = Text(f"可用的列：{'、'.join(COLUMNS)}", f"the columns are {', '.join(COLUMNS)}")
    for name in header:
        if name not in COLUMNS:
            yield Fault(file, f"column {name}", Text("没有这一列", "there is no such column"), right)
    for name in NEEDED:
        if name not in header:
            yield Fault(file, f"column {name}", Text("缺这一列", "the column is missing"), right)


def _event(
    file: str, line: int, row: Mapping[str, str | None], on: date, faults: list[Fault]
) -> CarriedIn | None:
    """The act of a row; what is wrong with its cells is added to the faults."""
    said = {key: cell.strip() for key, cell in row.items() if cell and cell.strip()}
    values: dict[str, Any] = {}
    before = len(faults)
    for slot in CarriedIn.slots[1:]:
        where, cell = f"{slot.key} (line {line})", said.get(slot.key)
        if cell is None:
            if slot.required:
                faults.append(Fault(file, where, Text("没有填写", "it is empty"), slot.kind.right))
        elif mark := mark_typed(cell):
            faults.append(not_kept(file, where, mark))
        else:
            try:
                values[slot.attribute] = slot.kind.read(
                    [one.strip() for one in cell.split(BETWEEN)] if slot.key == "conditions" else cell
                )
            except Wrong:
                faults.append(
                    Fault(file, where, Text(f"“{cell}”不合用", f"{cell!r} will not do"), slot.kind.right)
                )
    if len(faults) > before:
        return None
    event = CarriedIn(on, **values)
    if refused := refusal(Case(ground=event.ground), event):
        faults.append(Fault(file, f"line {line}", refused.wrong, refused.right))
        return None
    return event
