"""What every store answers, whichever engine it has, and how it fails.

What an engine says of an error is never passed on: it may show a value or a password. The fault names the
store, the table and the column instead, and says what kind of thing went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from shencha.text import Text

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

    def stream(self, sql: str, table: str, width: int) -> Iterator[Batch]:
        """The integers of a select, column by column, in batches.

        Raises:
            StoreFailed: the store does not answer, or the table changed meanwhile.
        """
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


@runtime_checkable
class Sampled(Opened, Protocol):
    """A store that looks at a sample itself, because it runs elsewhere."""

    def sample(self, table: str, rows: int) -> AbstractContextManager[str]:
        """The first rows of a table, as a relation to select from."""
        ...


class StoreFailed(Exception):
    """A store does not do what is asked of it; told without any of its own words."""

    def __init__(self, wrong: Text, right: Text, table: str | None = None, column: str | None = None) -> None:
        super().__init__(wrong.en)
        self.wrong, self.right, self.table, self.column = wrong, right, table, column


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
