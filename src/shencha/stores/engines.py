"""The engines in which tables lie, opened in one place; and names and texts quoted for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any


def open_duckdb(
    database: Path | None = None,
    *,
    memory: str,
    files: Iterable[Path] = (),
    folders: Iterable[Path] = (),
    write: bool = False,
    spill: bool = False,
) -> Any:
    """DuckDB through Ibis, that reaches the database and what is named, and nothing else of this machine or beyond.

    A database that somebody hands over may hold views, and a view may read any file or ask any server. So access is
    taken away but to these paths, no extension is fetched or loaded, and none of it can be changed again.

    Args:
        database: the file of a database; None: one in memory.
        memory: the most it may hold, such as `512MiB`.
        files, folders: what it may read, and write if asked to.
        write: may the database be changed?
        spill: may it write to its temporary folder beyond that memory?
    Raises:
        duckdb.Error: the file is no database, or another process writes to it.
    """
    import ibis

    store = ibis.duckdb.connect(database or ":memory:", read_only=database is not None and not write)
    for setting in (
        *(() if spill else ("temp_directory=''",)),
        f"memory_limit={literal(memory)}",
        "preserve_insertion_order=false",  # rows in order would be held back, and memory would grow with the table
        "enable_progress_bar=false",
        "enable_progress_bar_print=false",  # it goes to standard output, whatever enable_progress_bar says
        f"allowed_paths=[{', '.join(literal(_absolute(file)) for file in files)}]",
        f"allowed_directories=[{', '.join(literal(f'{_absolute(folder)}/') for folder in folders)}]",
        "autoinstall_known_extensions=false",
        "autoload_known_extensions=false",
        "allow_community_extensions=false",
        "enable_external_access=false",
    ):
        store.con.execute(f"SET {setting}")
    return store


def _absolute(path: Path) -> str:
    return str(path if path.is_relative_to("/proc/self/fd") else path.resolve())


def lock(store: Any) -> None:
    """Let no statement change DuckDB's settings any more."""
    store.con.execute("SET lock_configuration=true")


def quoted(name: str, engine: str = "duckdb") -> str:
    """A name in that engine's SQL."""
    mark = "`" if engine in ("spark", "pyspark") else '"'
    return mark + name.replace(mark, mark * 2) + mark


def literal(text: str) -> str:
    """A text in the SQL of DuckDB and PostgreSQL."""
    return "'" + text.replace("'", "''") + "'"
