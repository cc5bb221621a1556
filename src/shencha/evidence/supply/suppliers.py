"""The register: who supplies what, from where, how many days of stock there are, and what could stand in.

YAML, JSON or TOML with `components: […]` and, if known, `suppliers: […]`; or a table, CSV or Parquet, with a
row for each component and substitutes set apart by `;`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.errors import BadInput, Fault
from shencha.evidence.finding import digest_of, shown
from shencha.law.places import CODES
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of, no_day

MOST_DAYS = 100_000
"""Days of stock or of tolerance; more is taken for a slip of the pen."""
_MOST_FAULTS = 100
_MOST_BYTES = 2**30
_COLUMNS = ("component", "supplier", "jurisdiction", "stock_days", "substitutes", "supported_until")
_OF_SUPPLIER = ("id", "name", "jurisdiction", "owner", "owner_jurisdiction")


@dataclass(frozen=True, slots=True)
class Supplied:
    """One row: a component, or all that a prefix covers."""

    component: str
    supplier: str | None
    jurisdiction: str | None
    stock_days: int
    substitutes: tuple[str, ...]
    where: str
    supported_until: date | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who supplies; jurisdictions are ISO 3166-1 alpha-2."""

    id: str
    name: str
    jurisdiction: str | None = None
    owner_jurisdiction: str | None = None
    owner: str | None = None
    """Who owns it: two suppliers of one owner may stop together."""


@dataclass(frozen=True, slots=True)
class Register:
    """What the party knows of its suppliers."""

    file: str
    digest: str
    rows: tuple[Supplied, ...]
    suppliers: dict[str, Supplier]


class Faults:
    """Gathers what is wrong, up to a number that a person can read."""

    def __init__(self, file: str) -> None:
        self._file, self.found, self._more = file, list[Fault](), 0

    def add(self, where: str, wrong: Text, right: Text) -> None:
        """One more."""
        if len(self.found) < _MOST_FAULTS:
            self.found.append(Fault(self._file, where, wrong, right))
        else:
            self._more += 1

    def raise_any(self) -> None:
        """Raise BadInput if anything was wrong."""
        if self._more:
            wrong = Text(f"另有 {self._more} 处错误", f"{self._more} more things are wrong")
            right = Text("改正以上各处后再试", "mend those above and try again")
            self.found.append(Fault(self._file, "document", wrong, right))
        if self.found:
            raise BadInput(self.found)


def read_register(path: str | Path) -> Register:
    """Read a register by its extension.

    Raises:
        BadInput: every field or cell that cannot be meant, by line or row; a component that stands twice.
    """
    file = str(path)
    faults, suffix = Faults(file), Path(file).suffix.lower()
    suppliers: dict[str, Supplier] = {}
    if suffix == ".csv":
        told = list(_csv_rows(file, faults))
    elif suffix == ".parquet":
        told = list(_parquet_rows(file, faults))
    else:
        told, suppliers = _document(file, faults)
    rows, seen = [], dict[str, Supplied]()
    for where, one in told:
        row = _row(one, where, faults)
        if row is None:
            continue
        first = seen.setdefault(row.component, row)
        if first is not row:
            wrong = Text(
                f"组件 {row.component} 已在 {first.where} 出现",
                f"{row.component} stands already at {first.where}",
            )
            right = Text(
                "每个组件写一行；第二来源写入 substitutes",
                "write each component once; a second source goes into substitutes",
            )
            faults.add(where, wrong, right)
        rows.append(row)
    faults.raise_any()
    return Register(file, "sha256:" if file == "-" else digest_of(file), tuple(rows), suppliers)


def _document(file: str, faults: Faults) -> tuple[list[tuple[str, Any]], dict[str, Supplier]]:
    document = inputs.read(file, most_bytes=_MOST_BYTES)
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("components"), list):
        where = document.where("components") if isinstance(data, dict) else "document"
        wrong = Text("没有 components 列表", "there is no list of components")
        faults.add(where, wrong, Text("请写 components: [...]", "write components: [...]"))
        faults.raise_any()
    _only(data, "", ("components", "suppliers"), document, faults)
    suppliers: dict[str, Supplier] = {}
    listed = data.get("suppliers") or []
    if not isinstance(listed, list):
        wrong = Text("suppliers 不是列表", "suppliers is not a list")
        faults.add(
            document.where("suppliers"), wrong, Text("请写 suppliers: [...]", "write suppliers: [...]")
        )
        listed = []
    for number, one in enumerate(listed):
        path = f"suppliers.{number}"
        if not isinstance(one, dict) or not _text(one.get("id")):
            wrong = Text("供应方没有 id", "the supplier has no id")
            faults.add(document.where(path), wrong, Text("请写 id: …", "write id: …"))
            continue
        _only(one, path, _OF_SUPPLIER, document, faults)
        key = str(one["id"]).strip()
        if key in suppliers:
            wrong = Text(f"供应方 {key} 出现了两次", f"the supplier {key} stands twice")
            faults.add(
                document.where(f"{path}.id"), wrong, Text("每个供应方只写一次", "write each supplier once")
            )
        places = [
            _place(one.get(name), document.where(f"{path}.{name}"), faults)
            for name in ("jurisdiction", "owner_jurisdiction")
        ]
        owner = _name(one.get("owner"), document.where(f"{path}.owner"), faults)
        suppliers.setdefault(key, Supplier(key, _text(one.get("name")) or key, places[0], places[1], owner))
    told = []
    for number, one in enumerate(data["components"]):
        path = f"components.{number}"
        if isinstance(one, dict):
            _only(one, path, _COLUMNS, document, faults)
        told.append((document.where(path), one))
    return told, suppliers


def _only(
    one: dict[str, Any], path: str, known: tuple[str, ...], document: inputs.Document, faults: Faults
) -> None:
    for key in one:
        if key not in known:
            where = document.where(f"{path}.{key}" if path else str(key))
            names = ", ".join(known)
            faults.add(
                where,
                Text(f"不认识 {key}", f"{key} is not known here"),
                Text(f"可用的有 {names}", f"there are {names}"),
            )


def _csv_rows(file: str, faults: Faults) -> Iterator[tuple[str, Any]]:
    line = 1
    try:
        with Path(file).open(newline="", encoding="utf-8-sig") as opened:
            reader = csv.reader(opened)
            header = [name.strip() for name in next(reader, [])]
            _check_columns(header, faults)
            for cells in reader:
                line = reader.line_num
                if not any(cells):
                    continue
                if len(cells) != len(header):
                    wrong = Text(
                        f"有 {len(cells)} 格，而不是 {len(header)} 格",
                        f"{len(cells)} cells, not {len(header)}",
                    )
                    faults.add(f"line {line}", wrong, Text("请补齐或加引号", "complete or quote the cells"))
                    continue
                yield f"line {line}", dict(zip(header, cells, strict=True))
    except UnicodeDecodeError:
        line = _bad_line(file)
        wrong = Text("不是 UTF-8 文本", "it is not UTF-8 text")
        faults.add(f"line {line}", wrong, Text("请存为 UTF-8 的 CSV", "save it as CSV in UTF-8"))
    except (csv.Error, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        wrong = Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        where = "file" if isinstance(error, OSError) else f"line {line + 1}"
        faults.add(where, wrong, Text("请给出完好的 CSV", "give sound CSV"))


def _bad_line(file: str) -> int:
    with Path(file).open("rb") as opened:
        for number, raw in enumerate(opened, 1):
            try:
                raw.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _parquet_rows(file: str, faults: Faults) -> Iterator[tuple[str, Any]]:
    import polars as pl

    try:
        table = pl.read_parquet(file, glob=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        wrong = Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        faults.add("file", wrong, Text("请给出完好的 Parquet", "give sound Parquet"))
        return
    _check_columns(table.columns, faults)
    for number, row in enumerate(table.iter_rows(named=True), 1):
        yield f"row {number}", row


def _check_columns(header: list[str], faults: Faults) -> None:
    names = ", ".join(_COLUMNS)
    for name in dict.fromkeys(header):
        if name not in _COLUMNS:
            wrong = Text("不认识这一列", "the column is not known")
            faults.add(f"column {name}", wrong, Text(f"可用的有 {names}", f"there are {names}"))
        elif header.count(name) > 1:
            wrong = Text("该列出现了两次", "the column stands twice")
            faults.add(f"column {name}", wrong, Text("每列只写一次", "write each column once"))
    for name in ("component", "supplier"):
        if name not in header:
            wrong = Text("没有这一列", "there is no such column")
            faults.add(f"column {name}", wrong, Text(f"应有的列：{names}", f"the columns are {names}"))
    faults.raise_any()


def _row(one: Any, where: str, faults: Faults) -> Supplied | None:
    if not isinstance(one, dict) or not _text(one.get("component")):
        wrong = Text("没有写明组件", "no component is named")
        right = Text(
            "请写 purl、以 * 结尾的 purl 前缀，或者名称",
            "write a purl, the beginning of one ending in *, or a name",
        )
        faults.add(where, wrong, right)
        return None
    return Supplied(
        _text(one["component"]) or "",
        _name(one.get("supplier"), f"{where}, supplier", faults),
        _place(one.get("jurisdiction"), f"{where}, jurisdiction", faults),
        days(one.get("stock_days"), f"{where}, stock_days", faults),
        _several(one.get("substitutes"), f"{where}, substitutes", faults),
        where,
        _day(one.get("supported_until"), f"{where}, supported_until", faults),
    )


def days(value: Any, where: str, faults: Faults) -> int:
    """A whole number of days, 0 where nothing is said; anything else is a fault."""
    if value is None or value == "":
        return 0
    number = value
    in_words = isinstance(value, str) and len(value) < 12 and value.strip().isdecimal()
    if in_words or (isinstance(value, float) and value.is_integer()):
        number = int(value)
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= MOST_DAYS:
        return number
    wrong = Text(f"{str(value)[:60]} 不是天数", f"{str(value)[:60]} is no number of days")
    faults.add(
        where, wrong, Text(f"请写 0 至 {MOST_DAYS} 的整数", f"write a whole number from 0 to {MOST_DAYS}")
    )
    return 0


def _day(value: Any, where: str, faults: Faults) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    day = day_of(value.strip()) if isinstance(value, str) else None
    if day is None:
        faults.add(where, no_day(value), AS_WRITTEN)
    return day


def _place(value: Any, where: str, faults: Faults) -> str | None:
    if value is None or value == "":
        return None
    code = str(value).strip()
    if code in CODES:
        return code
    wrong = Text(f"{code} 不是国家或地区代码", f"{code} is not a country code")
    faults.add(where, wrong, Text("请写两个大写字母，如 US", "write two capital letters, such as US"))
    return None


def _several(value: Any, where: str, faults: Faults) -> tuple[str, ...]:
    if value is None:
        return ()
    told = value.split(";") if isinstance(value, str) else value
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        wrong = Text("substitutes 不是组件列表", "substitutes is no list of components")
        faults.add(
            where,
            wrong,
            Text("请写 [组件, …]；CSV 中以 ; 分隔", "write [component, …]; in CSV set apart by ;"),
        )
        return ()
    return tuple(dict.fromkeys(shown(one.strip()) for one in told if one.strip()))


def _text(value: Any) -> str | None:
    in_words = isinstance(value, str | int) and not isinstance(value, bool)
    return shown(str(value).strip()) or None if in_words else None


def _name(value: Any, where: str, faults: Faults) -> str | None:
    """Text, a number written for it, or nothing; anything else is a fault."""
    found = _text(value)
    if found is None and value is not None and value != "" and not isinstance(value, str):
        wrong = Text(f"{str(value)[:60]} 不是文字", f"{str(value)[:60]} is not text")
        faults.add(where, wrong, Text("请写文字，或不写该项", "write text, or leave the field out"))
    return found
