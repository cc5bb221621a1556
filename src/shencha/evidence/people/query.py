"""Writes the one query of a table: identifiers normalised, then hashed, in the store; only integers come out.

The normalisation is Ibis, the same for every engine, compiled into nested selects. Around it stands one line
for each engine: the keyed hash. A row comes out as integers: one for each linking column, 0 where nothing is
written, 1 where what is written is no such identifier, the 64-bit hash otherwise; and the row's marks.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from shencha.evidence.people.kinds import DIGESTS, KINDS, NUMBERED, Step

MISSING, INVALID = 0, 1
DIALECTS = {"duckdb": "duckdb", "postgres": "postgres", "spark": "pyspark"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One linking column of a query."""

    column: str
    kind: str
    space: str
    """What the identifier is compared with: its kind, and where needed its digest, salt or store."""
    hashed: bool = False
    older: bool = False
    """Of what the column holds, the older form of its kind."""
    valid: bool = False
    """Said of a column of digests: all were made of valid numbers, written alike."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """How its text becomes a normalised identifier."""
        if self.older:
            return KINDS[self.kind].older
        return DIGESTS if self.hashed else KINDS[self.kind].steps

    @property
    def checked(self) -> bool:
        """Has it a check digit and a birthday that can be read?"""
        return self.kind in NUMBERED and not self.hashed and not self.older

    @property
    def domain(self) -> str:
        """What its hash is keyed by: equal numbers are one, whichever kind of column holds them."""
        return NUMBERED[0] if self.checked else self.space


def normalised(base: str, columns: Sequence[Wanted], kept: Sequence[str], engine: str) -> str:
    """SQL of the normalised identifiers `c0`, `c1`, … over a select that gives them as text.

    Args:
        base: a select with the texts under the same names, and with the columns `kept`.
    """
    before, after = _around(tuple((c.kind, c.hashed, c.older) for c in columns), tuple(kept), engine)
    return before + base + after


@lru_cache(maxsize=256)
def _around(kinds: tuple[tuple[str, bool, bool], ...], kept: tuple[str, ...], engine: str) -> tuple[str, str]:
    """What stands before and after the base: tables with columns of the same kinds are asked alike."""
    columns = [Wanted(f"c{n}", kind, kind, *form) for n, (kind, *form) in enumerate(kinds)]
    numbers = [f"n{n}" for n, column in enumerate(columns) if column.checked]
    sql = _BASE
    for at in range(max((len(column.steps) for column in columns), default=0)):
        sql = _select(sql, columns, kept, kept, engine, partial(_step, at=at))
    if numbers:
        sql = _select(sql, columns, kept, [*kept, *numbers], engine, partial(_step, at=-1))
        sql = _select(sql, columns, [*kept, *numbers], kept, engine, _check)
    before, _, after = sql.partition(_BASE)
    return before, after


_BASE = "\0"


def _select(
    sql: str,
    columns: Sequence[Wanted],
    known: Sequence[str],
    kept: Sequence[str],
    engine: str,
    step: Callable[[int, Wanted, Any], Any],
) -> str:
    """One select more around the select so far, which knows the further columns `known`."""
    import ibis

    schema = {f"c{n}": "string" for n in range(len(columns))} | dict.fromkeys(known, "int64")
    below = ibis.table(schema, name="below")
    further = {
        name: below[name]
        if name in known
        else KINDS[columns[int(name[1:])].kind].number(below["c" + name[1:]])  # type: ignore[misc]
        for name in kept
    }
    steps = {f"c{n}": step(n, column, below) for n, column in enumerate(columns)}
    select = ibis.to_sql(below.select(**steps, **further), dialect=DIALECTS[engine])
    fence = " OFFSET 0" if engine == "postgres" else ""  # else each use of a column computes it again
    return f"WITH below AS ({sql}{fence}) {select}"


def _step(n: int, column: Wanted, below: Any, *, at: int) -> Any:
    text = below[f"c{n}"]
    return column.steps[at](text) if 0 <= at < len(column.steps) else text


def _check(n: int, column: Wanted, below: Any) -> Any:
    text, check = below[f"c{n}"], KINDS[column.kind].check
    return check(text, below[f"n{n}"]) if check and column.checked else text


def hashing(
    base: str,
    columns: Sequence[Wanted],
    engine: str,
    key: bytes,
    *,
    portable: bool,
    until: str,
    marks: str = "",
) -> str:
    """SQL of the hashed identifiers, as integers without NULL, and of a record's marks if any.

    Args:
        base: a select of the texts `c0`, `c1`, …, and of `marks` if there are any.
        until: the last day, `YYYYMMDD`, on which the holder of an identity number can have been born.
        marks: what the record's marks are, told of the base's `marks` (then named first) and of the identifiers.
    """
    kept = ["marks"] if marks.startswith("marks") else []
    parts = [
        f"CASE WHEN c{n} IS NULL THEN {MISSING} WHEN {_wrong(n, column, until)} THEN {INVALID} "
        f"ELSE {_hash(f'c{n}', column.domain, engine, key, portable)} END AS c{n}"
        for n, column in enumerate(columns)
    ]
    selected = ", ".join([*parts, *([f"CAST({marks} AS BIGINT) AS marks"] if marks else [])])
    return f"SELECT {selected} FROM ({normalised(base, columns, kept, engine)}) AS found"


def _wrong(n: int, column: Wanted, until: str) -> str:
    """Is what is written no such identifier, or one of somebody not yet born?"""
    return f"c{n} = ''" + (f" OR substr(c{n}, 7, 8) > '{until}'" if column.checked else "")


def _hash(value: str, domain: str, engine: str, key: bytes, portable: bool) -> str:
    """A keyed 64-bit hash; the portable one is the same number in every engine (as signed or unsigned)."""
    derived = hmac.digest(key, domain.encode(), "sha256")
    if engine == "duckdb" and not portable:
        return f"hash({value}, {int.from_bytes(derived[:8])}::UBIGINT)"
    hexadecimal = f"substr(md5(concat('{derived.hex()}', {value})), 1, 16)"
    match engine:
        case "duckdb":
            return f"CAST(concat('0x', {hexadecimal}) AS UBIGINT)"
        case "postgres":
            return f"('x' || {hexadecimal})::bit(64)::bigint"
        case _:
            return f"CAST(conv({hexadecimal}, 16, -10) AS BIGINT)"
