"""What would be if Article 7 drew its line elsewhere: another number of users that would have to be exceeded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shencha.law.logic.cells import OUTCOMES, Outcome, Table, tabulate
from shencha.law.logic.facts import Facts, reader
from shencha.law.logic.holds import YES
from shencha.law.logic.rules import Above, Question
from shencha.law.screening.screen import regime_on, screen
from shencha.registers.cells import BadCells, check_columns, columns_of
from shencha.registers.columns import screen_by, screen_columns
from shencha.registers.moves import Rescreened
from shencha.stores.files import read_table


def register_with_line(register: str, line: int, on: date) -> dict[tuple[str, str], int]:
    """How many rows of a register would go from which outcome to which.

    Args:
        line: the number of users that would have to be exceeded, in the place of one million.
    Raises:
        BadInput: as `screen_register`.
        ValueError: the version of that day has no such line.
    """
    table = _moved(line, on)
    rows, faults = read_table(register), BadCells(register)
    check_columns(rows, faults)
    faults.raise_any()
    columns = columns_of(rows, 0, faults)
    faults.raise_any()
    found = Rescreened(screen_columns(columns, on), screen_by(table, columns)).moves
    return {
        (was.value, now.value): int(found[i, j])
        for i, was in enumerate(OUTCOMES)
        for j, now in enumerate(OUTCOMES)
        if found[i, j]
    }


def with_line(facts: Facts, line: int, on: date) -> tuple[Outcome, Outcome]:
    """A party's outcome as it is, and as it would be.

    Raises:
        ValueError: the version of that day has no such line.
    """
    table = _moved(line, on)
    was = screen(facts, on).outcome
    if facts.involves_state_secrets is YES:
        return was, was
    return was, OUTCOMES[table.outcome[table.place(table.digits(facts))]]


def _moved(line: int, on: date) -> Table:
    """The table of that day with the other line: the same cells, only a question is another."""
    regime = regime_on(on)
    table = tabulate(regime) if regime else None
    if table is None or not any(isinstance(one, Above) for one in table.asks):
        raise ValueError(f"no line of users is in force on {on}")

    def there(asks: Question) -> Question:
        return Above(asks.fact, replace(asks.figure, value=line)) if isinstance(asks, Above) else asks

    asks = tuple(there(one) for one in table.asks)
    parts = tuple(replace(part, asks=tuple(there(one) for one in part.asks)) for part in table.parts)
    readers = tuple((reader(one.fact), one.says) for one in asks)
    return replace(table, asks=asks, parts=parts, readers=readers)
