"""Recognises what columns hold, by name and by content; the content is looked at where the engine runs.

A sample of rows is put through the very expressions by which identifiers are counted. A database does so
itself: the rows are stacked into one column, and what comes out is how many values of each column are of each
kind. The embedded engine runs in this process: there, shapes are looked at first, and only values that could
be of a kind, in columns where enough of them could, are put to its test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from shencha.evidence.people.column_names import ends_otherwise, is_free, kind_by_name
from shencha.evidence.people.duck import DuckStore
from shencha.evidence.people.held import (
    HELD,
    MOSTLY,
    SPOILT,
    fractions,
    goes_on,
    looks_like,
    shares_of,
    unfit,
)
from shencha.evidence.people.kinds import KINDS, LINKING
from shencha.evidence.people.query import Wanted, normalised
from shencha.evidence.people.shapes import RULES, Shapes
from shencha.evidence.people.store import Opened, Sampled
from shencha.evidence.people.surnames import SURNAMES
from shencha.stores.engines import quoted
from shencha.text import Text

SAMPLE = 200
_AT_ONCE = 1000
_DIGESTS = 0.9
_TESTED = (
    "resident_id",
    "permanent_residence",
    "mobile",
    "email",
    "bank_card",
    "licence_plate",
    "uscc",
    "device",
    "passport",
)
_WANTED = {kind: Wanted("v", kind, kind) for kind in _TESTED} | {
    "older_permanent": Wanted("v", "permanent_residence", "permanent_residence", older=True)
}
"""Kinds that are tested by the very steps by which they are counted."""
_NAME = f"^({SURNAMES})[\u4e00-\u9fa5·]{{1,3}}$"
_PART = "[A-Z][^0-9０-９ ,/@＠_\u4e00-\u9fa5]*"
_FOREIGN_NAME = f"^({_PART}([ ,/]+{_PART}){{1,3}}|[\u4e00-\u9fa5]{{1,12}}(·[\u4e00-\u9fa5]{{1,12}})+)$"
_ORGANISATION = (
    "(公司|集团|厂|商行|银行|医院|学校|大学|中心|事务所|合作社|合伙[)）]|研究院|协会)([(（].*[)）])?$"
    "|(Ltd|Inc|LLC|GmbH|Corp|Limited|PLC)[.]?$"
)
_ADDRESS = (
    "(省|市|自治区|自治州).*(区|县|市|镇|乡|路|街|道|村|号)|(路|街|巷|大道|弄).*[0-9０-９]+(号|弄|室|栋|幢)"
)
_MAC = "^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$"
_IMEI = "^(86|35|01|99)[0-9]{13}$"
_BY_CONTENT = {
    "permanent_residence": (0.8, 0.59),
    "resident_id": (0.8, 0.58),
    "email": (0.8, 0.58),
    "licence_plate": (0.8, 0.57),
    "mobile": (0.9, 0.55),
    "uscc": (0.9, 0.55),
    "mac": (0.9, 0.55),
    "imei": (0.9, 0.4),
    "bank_card": (0.9, 0.5),
    "name": (0.85, 0.4),
    "address": (0.7, 0.4),
}
"""From which share of values on a kind is told by content alone, and how sure that is: never enough to use it."""
_LEAST, _FITS = 0.1, 0.5
"""From which share of fitting values on a column is used that is named for their kind, and is what it is named."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a column seems to hold."""

    kind: str
    how: str
    sure: float
    valid_share: float | None
    """Of the values in the sample; None where the kind has no test or nothing is written."""
    hashed: str | None = None
    doubt: Text | None = None
    """Why it is not used, or not wholly; None where nothing speaks against it."""


def recognise(store: Opened, table: str, types: Mapping[str, str]) -> dict[str, Recognised]:
    """What each of these columns holds; those of which nothing is recognised are left out.

    Args:
        types: the columns and their types.
    Raises:
        StoreFailed: the store does not answer.
    """
    looked_at = [column for column, type_ in types.items() if type_ in ("text", "integer")]
    if isinstance(store, DuckStore):
        shares = _held(store, table, looked_at)
    else:
        assert isinstance(store, Sampled), store.engine
        shares = _asked(store, table, looked_at)
    found = {}
    for column, type_ in types.items():
        if kind := judge(column, shares.get(column, {}), fractions_only=type_ == "fraction"):
            found[column] = kind
    return found


def judge(column: str, shares: Mapping[str, float], *, fractions_only: bool = False) -> Recognised | None:
    """What name and content say together; empty shares: nothing is written, or no text.

    A name that speaks of a kind is believed as far as the values fit. Content alone, without a name or against
    one, is never believed before somebody has confirmed it.

    Args:
        shares: share of the written values that are of each kind, and of each sort of `HELD`.
        fractions_only: the column's type is that of numbers with fractions.
    """
    named = kind_by_name(column)
    if named is None or named == "ignore":
        return _by_content(shares, against=named == "ignore")
    own = shares.get(named)
    if named == "permanent_residence" and own is not None:
        own += shares.get("older_permanent", 0.0)
    if fractions_only and named in _TESTED:
        return Recognised(named, "name", 0.3, None, doubt=fractions(named))
    if shares.get("digest", 0.0) >= _DIGESTS and KINDS[named].steps and named != "device":
        hashed = "sm3" if "sm3" in column.lower() else "sha256"  # of what, and with which salt, nothing shows
        return Recognised(named, "name", 0.5, shares["digest"], hashed, unfit(named, shares, partly=False))
    if (
        named == "finance" and shares.get("bank_card", 0.0) >= _FITS
    ):  # an account at a bank: often a card's number
        return Recognised("bank_card", "name and content", 0.9, shares["bank_card"])
    if named == "name" and shares.get("organisation", 0.0) >= _FITS:  # customers may be companies
        return None
    if named == "account" and shares.get("name", 0.0) >= _FITS:  # what two namesakes share is no account
        return Recognised("name", "content", 0.65, shares["name"])
    if (own is None or not own) and ends_otherwise(column):
        return Recognised(named, "name", 0.3, own, doubt=goes_on(named))
    if own is None:
        tested = named in ("name", "address") or named in _TESTED
        return Recognised(named, "name", 0.7 if not tested or not shares else 0.5, None)
    if named == "name" and not is_free(column):
        own += shares.get("foreign_name", 0.0)
        if own < _LEAST:  # goods have names too
            return Recognised(named, "name", 0.5, own, doubt=unfit(named, shares, partly=False))
    if named in ("name", "address"):
        return Recognised(
            named, "name and content" if own >= _FITS else "name", 0.99 if own >= _FITS else 0.65, own
        )
    if own >= _FITS:
        return Recognised(named, "name and content", 0.99, own)
    partly = own >= _LEAST and all(shares.get(sort, 0.0) < MOSTLY for sort in SPOILT)
    return Recognised(named, "name", 0.65 if partly else 0.3, own, doubt=unfit(named, shares, partly=partly))


def _by_content(shares: Mapping[str, float], *, against: bool) -> Recognised | None:
    found = [(sure, kind) for kind, (least, sure) in _BY_CONTENT.items() if shares.get(kind, 0.0) >= least]
    if not found:
        return None
    sure, kind = max(found)
    meant = "device" if kind in ("mac", "imei") else kind
    doubt = looks_like(meant, against=against) if meant in LINKING else None
    return Recognised(meant, "content", sure / 2 if against else sure, shares.get(kind), doubt=doubt)


def _asked(store: Sampled, table: str, columns: list[str]) -> dict[str, dict[str, float]]:
    """Shares of each column's values that are of each kind, worked out in the store."""
    found = {}
    tests = [*_WANTED, *_extra(store.engine), *HELD]
    wide = len(tests) + 2
    with store.sample(table, SAMPLE) as sample:
        for start in range(0, len(columns), _AT_ONCE):
            part = columns[start : start + _AT_ONCE]
            totals: dict[int, list[int]] = {}
            for batch in store.stream(_query(store.engine, sample, part), table, wide):
                for row in zip(*batch, strict=True):
                    kept = totals.setdefault(int(row[0]), [0] * (wide - 1))
                    for at, number in enumerate(row[1:]):
                        kept[at] += int(number)
            for at, numbers in totals.items():
                written, *of_kinds = numbers
                if written:
                    shares = {kind: n / written for kind, n in zip(tests, of_kinds, strict=True)}
                    found[part[at]] = shares
    return found


def _held(store: DuckStore, table: str, columns: list[str]) -> dict[str, dict[str, float]]:
    """The same in this process; a kind that cannot decide anything about a column is left out."""
    import pyarrow as pa

    found: dict[str, dict[str, float]] = {}
    for head in store.head(table, columns, SAMPLE):
        if not len(head.values):
            continue
        wide = len(head.columns)
        written = np.bincount(head.numbers, minlength=wide)
        filled = np.maximum(written, 1)
        named = np.array([kind_by_name(column) or "" for column in head.columns])
        shapes = Shapes(head.values)
        shares: dict[str, list[float]] = {}
        for kind, fitting in RULES.items():
            least = _BY_CONTENT[kind][0] if kind in _BY_CONTENT else _DIGESTS if kind == "digest" else 2.0
            asked = np.isin(named, [kind, *_ASKED_TOO.get(kind, ())])
            if least > 1 and not asked.any():  # it decides nothing by content alone
                continue
            fits = fitting(shapes)
            possible = np.bincount(head.numbers[fits], minlength=wide) / filled
            tested = (possible >= least) | (asked & (possible > 0))
            at = np.flatnonzero(fits & tested[head.numbers])
            accepted = np.zeros(wide, np.int64)
            if len(at):
                for row in store.accepted(_test(kind), table, head.values.take(at), head.numbers[at]):
                    accepted[row[0]] = row[1]
            shares[kind] = (accepted / filled).tolist()
        of_columns = zip(*shares.values(), strict=True)
        for place, (column, n, of_kinds) in enumerate(
            zip(head.columns, written.tolist(), of_columns, strict=True)
        ):
            if not n:
                continue
            told = found[column] = dict(zip(shares, of_kinds, strict=True))
            meant = kind_by_name(column) or ""
            if meant in (*_TESTED, "name") and told[meant] < _FITS:
                told |= shares_of(head.values.filter(pa.array(head.numbers == place)).to_pylist())
    return found


_ASKED_TOO = {
    "older_permanent": ("permanent_residence",),
    "bank_card": ("finance",),
    "name": ("account",),
    "organisation": ("name",),
    "foreign_name": ("name",),
}
"""Kinds that are looked for in columns named for another one as well."""


@cache
def _test(kind: str) -> str:
    """SQL of how many of the values `v` of each number `i` in `held` are of the kind, by DuckDB."""
    if kind in _WANTED:
        inner = normalised("SELECT v AS c0, i FROM held", [_WANTED[kind]], ["i"], "duckdb")
        return f"SELECT i, count(*) FROM ({inner}) AS found WHERE c0 <> '' GROUP BY i"
    return f"SELECT i, count(*) FROM held WHERE {_extra('duckdb')[kind]} GROUP BY i"


def _extra(engine: str) -> dict[str, str]:
    """Further tests by pattern, as SQL over `v`."""
    patterns = {
        "name": _NAME,
        "foreign_name": _FOREIGN_NAME,
        "address": _ADDRESS,
        "mac": _MAC,
        "imei": _IMEI,
        "digest": "^[0-9A-Fa-f]{64}$",
        "organisation": _ORGANISATION,
    }
    return {kind: _matches(engine, pattern) for kind, pattern in patterns.items()}


def _matches(engine: str, pattern: str) -> str:
    match engine:
        case "duckdb":
            return f"regexp_matches(v, '{pattern}')"
        case "postgres":
            return f"v ~ '{pattern}'"
        case _:
            return f"v RLIKE '{pattern}'"


def _query(engine: str, sample: str, columns: list[str]) -> str:
    text = {"postgres": "TEXT", "spark": "STRING"}[engine]
    cells = ", ".join(f"CAST({quoted(c, engine)} AS {text})" for c in columns)
    if engine == "postgres":
        stacked = f"SELECT u.v, u.i - 1 AS i FROM {sample}, unnest(ARRAY[{cells}]) WITH ORDINALITY AS u(v, i)"
    else:
        stacked = f"SELECT posexplode(array({cells})) AS (i, v) FROM {sample}"
    wanted = list(_WANTED.values())
    extra = _extra(engine) | {name: _matches(engine, pattern) for name, (pattern, _) in HELD.items()}
    flags = ", ".join(
        [f"CASE WHEN {test} THEN 1 ELSE 0 END AS x{n}" for n, test in enumerate(extra.values())]
    )
    copies = ", ".join(f"v AS c{n}" for n in range(len(wanted)))
    base = f"SELECT {copies}, CAST(i AS BIGINT) AS i, {_as_long(flags)} FROM ({stacked}) AS t WHERE v <> ''"
    kept = ["i", *(f"x{n}" for n in range(len(extra)))]
    inner = normalised(base, wanted, kept, engine)
    sums = [f"CAST(SUM(CASE WHEN c{n} <> '' THEN 1 ELSE 0 END) AS BIGINT)" for n in range(len(wanted))]
    sums += [f"CAST(SUM(x{n}) AS BIGINT)" for n in range(len(extra))]
    return f"SELECT i, CAST(COUNT(*) AS BIGINT), {', '.join(sums)} FROM ({inner}) AS found GROUP BY i"


def _as_long(flags: str) -> str:
    return flags.replace("THEN 1 ELSE 0 END", "THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END")
