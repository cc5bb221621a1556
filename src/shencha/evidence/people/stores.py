"""Opens the stores of a sources file, and turns what they fail in into faults that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from shencha.errors import BadInput, Fault
from shencha.evidence.people.folders import masked
from shencha.evidence.people.store import Opened, StoreFailed
from shencha.text import Text

if TYPE_CHECKING:
    from shencha.evidence.people.sources import Sources, Store


def place(store: str, table: str | None = None, column: str | None = None) -> str:
    """Where something is, as a fault tells it: `store app, table users, column phone`."""
    parts = [f"store {store}", table and f"table {masked(table)}", column and f"column {column}"]
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

            return PostgresStore(store.uri, store.tables or ())
        case "spark":
            from shencha.evidence.people.spark import SparkStore

            return SparkStore(store.uri.removeprefix("spark:"), sources.folder, store.master)
        case _:
            from shencha.evidence.people.duck import DuckStore

            return DuckStore(store.uri, sources.folder, store.tables or ())
