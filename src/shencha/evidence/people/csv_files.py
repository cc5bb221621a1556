"""CSV files, understood once: what separates and quotes, then a view for DuckDB and a head for recognition.

Left to guess, DuckDB guesses anew at every use of a view, which costs seconds on a file of a thousand columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from shencha.stores.engines import literal

_DELIMITERS = (",", ";", "\t", "|")
_NONE = "(empty)"
"""DuckDB's word for a sign that does not occur."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a CSV file is written."""

    columns: tuple[str, ...]
    delimiter: str
    quote: str
    escape: str
    newline: str
    comment: str
    skipped: int

    def view(self, file: Path) -> str:
        """A call that reads the file as text, in DuckDB's SQL."""
        types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self.columns)
        said = {
            "delim": self.delimiter,
            "quote": self.quote,
            "escape": self.escape,
            "new_line": self.newline,
            "comment": self.comment,
        }
        options = ", ".join(
            f"{name}={literal(sign)}" for name, sign in said.items() if sign or name != "new_line"
        )
        return (
            f"read_csv({literal(str(file))}, auto_detect=false, header=true, skip={self.skipped}, "
            f"{options}, columns={{{types}}})"
        )

    def head(self, file: Path, rows: int) -> list[list[str | None]]:
        """The first rows, each as wide as the file.

        Raises:
            csv.Error, UnicodeDecodeError: this reader cannot read them.
        """
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines: Iterable[str] = islice(opened, self.skipped, None)
            if self.comment:
                lines = (line for line in lines if not line.startswith(self.comment))
            doubled = self.escape == self.quote
            read = csv.reader(
                lines,
                delimiter=self.delimiter,
                quotechar=self.quote,
                doublequote=doubled,
                escapechar=None if doubled else self.escape,
            )
            written: Iterator[list[Any]] = (row for row in read if row)
            kept = list(islice(written, 1, rows + 1))
        wide = len(self.columns)
        return [row if len(row) == wide else (row + [None] * wide)[:wide] for row in kept]


def form_of(file: Path, connection: Any) -> Form:
    """How the file is written, by DuckDB's own sniffer.

    Raises:
        duckdb.Error: it cannot be made out.
    """
    found = connection.execute(
        "SELECT Delimiter, Quote, Escape, NewLineDelimiter, Comment, SkipRows, "
        "list_transform(Columns, lambda c: c.name) FROM sniff_csv(?, all_varchar=true, header=true)",
        [str(file)],
    ).fetchone()
    if len(found[6]) == 1 and (apart := _as_headed(file)):
        return apart
    signs = ["" if sign in (_NONE, None) else str(sign) for sign in found[:5]]
    delimiter, quote, escape, newline, comment = signs
    quote = quote or '"'  # further down, a value may be quoted though none is at the head
    return Form(
        tuple(found[6]), delimiter or ",", quote, escape or quote, newline, comment, int(found[5] or 0)
    )


def _as_headed(file: Path) -> Form | None:
    """The form that the line of names shows; None: it holds one name.

    Rows of different widths make the sniffer give up and take every line for one value; read by this form,
    the first row of another width is an error that names its line.
    """
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head = opened.readline()
    for delimiter in _DELIMITERS:
        names = next(csv.reader([head], delimiter=delimiter), [])
        if len(names) > 1 and all(names):
            return Form(tuple(names), delimiter, '"', '"', "", "", 0)
    return None
