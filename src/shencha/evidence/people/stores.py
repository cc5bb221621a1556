"""Opens the stores of a sources file; every engine answers the same few questions.

What an engine says of an error is never passed on: it may show a value or a password. The fault names the
store, the table and the column instead, and says what kind of thing went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from shencha.errors import BadInput, Fault
from shencha.text import Text

if TYPE_CHECKING:
    from shencha.evidence.people.sources import Sources, Store

Batch = list[npt.NDArray[np.uint64]]


class Opened(Protocol):
    """A store that can be asked."""

    engine: str
    version: str

    def tables(self) -> list[str]:
        """Names of the tables it holds."""
        ...

    def unreadable(self) -> dict[str, Text]:
        """What lies in it but cannot be read as a table, and why."""
        ...

    def columns(self, table: str) -> dict[str, str]:
        """Type of each column: `text`, `integer`, `fraction` or `other`.

        Raises:
            KeyError: there is no such table.
        """
        ...

    def relation(self, table: str) -> str:
        """The table's name in SQL."""
        ...

    def sample(self, table: str, rows: int) -> AbstractContextManager[str]:
        """The first rows of a table, as a relation to select from."""
        ...

    def stream(self, sql: str, table: str, width: int) -> Iterator[Batch]:
        """The integers of a select, column by column, in batches.

        Raises:
            StoreFailed: the store does not answer, or the table changed meanwhile.
        """
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


class StoreFailed(Exception):
    """A store does not do what is asked of it; told without any of its own words."""

    def __init__(self, wrong: Text, right: Text, table: str | None = None, column: str | None = None) -> None:
        super().__init__(wrong.en)
        self.wrong, self.right, self.table, self.column = wrong, right, table, column


def place(store: str, table: str | None = None, column: str | None = None) -> str:
    """Where something is, as a fault tells it: `store app, table users, column phone`."""
    parts = [f"store {store}", table and f"table {table}", column and f"column {column}"]
    return ", ".join(part for part in parts if part)


@contextmanager
def failing(sources: Sources, store: str) -> Iterator[None]:
    """Turns what a store fails in into the fault that a person reads."""
    try:
        yield
    except StoreFailed as failed:
        where = place(store, failed.table, failed.column)
        raise BadInput([Fault(sources.file, where, failed.wrong, failed.right)]) from None


@contextmanager
def opened(sources: Sources, engine: str | None = None) -> Iterator[dict[str, Opened]]:
    """Every store of the sources, open; closed again whatever happens.

    Args:
        engine: the engine that reads files (`duckdb`, the default, or `spark`), or the only one allowed.
    Raises:
        BadInput: a store that cannot be opened, or that the engine asked for cannot read.
    """
    faults: list[Fault] = []
    with ExitStack() as stack:
        found: dict[str, Opened] = {}
        for store in sources.stores:
            try:
                with failing(sources, store.id):
                    found[store.id] = _open(sources, store, engine)
                stack.callback(found[store.id].close)
            except BadInput as bad:
                faults.extend(bad.faults)
        if faults:
            raise BadInput(faults)
        yield found


def _open(sources: Sources, store: Store, engine: str | None) -> Opened:
    chosen = store.engine
    if engine is not None and engine != chosen:
        if (engine, chosen) != ("spark", "duckdb") or store.uri.startswith("duckdb:"):
            raise StoreFailed(
                Text(f"{engine} 不能读取这个存储", f"{engine} cannot read this store"),
                Text(
                    f"请用 --engine {chosen}，或者不写 --engine",
                    f"use --engine {chosen}, or leave --engine out",
                ),
            )
        chosen = engine
    match chosen:
        case "postgres":
            from shencha.evidence.people.postgres import PostgresStore

            return PostgresStore(store.uri)
        case "spark":
            from shencha.evidence.people.spark import SparkStore

            return SparkStore(store.uri.removeprefix("spark:"), sources.folder, store.master)
        case _:
            from shencha.evidence.people.duck import DuckStore

            return DuckStore(store.uri, sources.folder)


def type_of(dtype: object) -> str:
    """The family of an Ibis type: `text`, `integer`, `fraction` or `other`."""
    from ibis.expr import datatypes as dt

    match dtype:
        case dt.String() | dt.UUID() | dt.MACADDR():
            return "text"
        case dt.Integer():
            return "integer"
        case dt.Decimal():
            return "integer" if dtype.scale == 0 else "fraction"
        case dt.Floating():
            return "fraction"
        case _:
            return "other"
