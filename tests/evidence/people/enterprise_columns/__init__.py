"""Columns of Chinese enterprises' tables, each with what is right to do with it and why, by a third hand.

Listed on 2026-12-01 by someone who had opened neither the recogniser nor the columns that it was held to before.
`open_list` may be looked at when the reader is mended; `held_back` may not: only its totals count. Their makers of
values share nothing with the product; check digits are worked out in `values` anew.

What is right:

- `use`: name and values agree, in whatever way they are written. The column must be used as its kind (or one of them).
- `ask`: the values are of the kind, its name says nothing of it or speaks against it. Never used unasked.
- `either`: written so that a program may read it as its kind or tell that it does not fit; as another kind it is wrong.
- `tell`: its name promises the kind, its values do not show it. Never used, but told.
- `never`: nobody's identifier, whatever it looks like.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

ROWS = 70

Make = Callable[[random.Random, int], str]
"""One value, by chance and the number of its row."""


class Row(NamedTuple):
    """A line of a list: what is right, for which kinds, the column's name, how its values are made, and the reason."""

    right: str
    kinds: tuple[str, ...]
    name: str
    make: Make
    why: str


class Column(NamedTuple):
    """A column as it stands in a table, with its label."""

    right: str
    kinds: tuple[str, ...]
    name: str
    values: tuple[str, ...]
    why: str


def use(kinds: str, name: str, make: Make, why: str) -> Row:
    """A column of one of the kinds (words apart)."""
    return Row("use", tuple(kinds.split()), name, make, why)


def ask(kind: str, name: str, make: Make, why: str) -> Row:
    """Values of a kind under a name that does not say so."""
    return Row("ask", (kind,), name, make, why)


def either(kind: str, name: str, make: Make, why: str) -> Row:
    """Used as the kind or told, both are right."""
    return Row("either", (kind,), name, make, why)


def tell(kind: str, name: str, make: Make, why: str) -> Row:
    """A name that promises a kind which the values do not show."""
    return Row("tell", (kind,), name, make, why)


def never(name: str, make: Make, why: str) -> Row:
    """Nobody's identifier."""
    return Row("never", (), name, make, why)


def columns(rows: tuple[Row, ...], seed: int = 1) -> Iterator[Column]:
    """The columns of a list: the same values for the same seed, whatever else the list holds."""
    for row in rows:
        r = random.Random(zlib.crc32(f"{row.right}{row.kinds}{row.name}{row.why}{seed}".encode()))
        yield Column(row.right, row.kinds, row.name, tuple(row.make(r, at) for at in range(ROWS)), row.why)
