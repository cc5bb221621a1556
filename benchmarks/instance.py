"""A throw-away instance on SQLite, in a process of its own, for what is measured on stored records."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.row import Row


def on_an_instance(measure: Callable[[Path], list[Row]]) -> list[Row]:
    """What is measured in a process that has an empty instance with its tables.

    Args:
        measure: a function of a module, called with the instance's folder, which is thrown away afterwards.
    """
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="shencha-bench-") as folder, spawn.Pool(1) as pool:
        return pool.apply(_measured, (measure, folder))


def _measured(measure: Callable[[Path], list[Row]], folder: str) -> list[Row]:
    os.environ.pop("SHENCHA_DATABASE_URL", None)
    os.environ |= {"SHENCHA_DATA": folder, "SHENCHA_PLAIN_HTTP": "1"}
    from shencha.cli.instance import migrate, start

    start(migrated=False)
    migrate()
    return measure(Path(folder))
