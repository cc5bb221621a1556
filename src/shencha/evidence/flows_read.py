"""Reads an inventory of data flows: YAML, JSON or TOML, or a CSV table with one flow a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.law.export_rules import GROUNDS
from shencha.law.facts import Count, Problem, Unfit, parse_count, parse_day, parse_place, parse_said, shown
from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.text import Text

MEANS = ("api", "remote_access", "file", "physical", "cloud", "other")
SENSITIVE_CATEGORIES = {
    "biometric": "biometric",
    "religion": "religion",
    "specific_identity": "specific_identity",
    "health": "health",
    "financial_account": "financial_account",
    "whereabouts": "whereabouts",
    "under_14": "under_14",
    "dpv-pd:Biometric": "biometric",
    "dpv-pd:Religion": "religion",
    "dpv-pd:MedicalHealth": "health",
    "dpv-pd:Health": "health",
    "dpv-pd:FinancialAccount": "financial_account",
    "dpv-pd:BankAccount": "financial_account",
    "dpv-pd:Location": "whereabouts",
    "dpv-pd:GPSCoordinate": "whereabouts",
}
"""What the Personal Information Protection Law, Article 28, calls sensitive; our words and those of DPV-PD."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of data to one recipient; what the inventory leaves out is unknown."""

    id: str
    where: str
    what: str = ""
    whose: str = ""
    group: str = ""
    """Flows of one group concern the same persons, as far as is known; they are not simply added."""
    persons: Count = Count()
    """Whose personal information went this way since 1 January of the current year."""
    personal: Holds = UNKNOWN
    sensitive: Holds = UNKNOWN
    important: Holds = UNKNOWN
    """Told or published as important data."""
    core: Holds = NO
    origin: str = ""
    recipient: str = ""
    country: str | None = None
    judicial: Holds = NO
    """The recipient is a foreign judicial or law-enforcement body; left out is no."""
    approved: Holds = UNKNOWN
    means: str = ""
    ground: str | None = "none"
    """None: not known."""
    since: date | None = None
    until: date | None = None
    written: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inventory:
    """Who exports, and every flow."""

    file: str
    name: str
    ciio: Holds
    flows: tuple[Flow, ...]


def read_flows(path: str | Path) -> Inventory:
    """Read an inventory.

    Raises:
        BadInput: with every fault found, by flow and field, or by row and column.
    """
    if Path(path).suffix.lower() == ".csv":
        return _table(str(path))
    document = inputs.read(path)
    faults: list[Fault] = []
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("flows"), list):
        wrong = Text("没有数据流清单", "there is no list of flows")
        right = Text("请写 exporter: {…} 和 flows: [{…}]", "write exporter: {…} and flows: [{…}]")
        raise BadInput([document.fault("", wrong, right)])
    faults += [
        document.fault(str(key), *_unknown(str(key), ("exporter", "flows")))
        for key in data
        if key not in ("exporter", "flows")
    ]
    name, ciio = _exporter(document, data.get("exporter"), faults)
    flows = []
    for at, one in enumerate(data["flows"]):
        path_ = f"flows.{at}"
        if not isinstance(one, dict):
            faults.append(
                document.fault(
                    path_, Text("不是一条数据流", "this is no flow"), Text("请写对象", "write an object")
                )
            )
            continue
        flows.append(
            _flow(
                _flat(one),
                at,
                lambda p, w, r, at=path_: faults.append(document.fault(f"{at}.{p}" if p else at, w, r)),
                path_,
            )
        )  # type: ignore[misc]
    _same_ids(flows, lambda flow, w, r: faults.append(document.fault(f"{flow.where}.id", w, r)))
    if faults:
        raise BadInput(faults)
    return Inventory(document.file, name, ciio, tuple(flows))


def _exporter(document: Document, data: Any, faults: list[Fault]) -> tuple[str, Holds]:
    if data is None:
        return "", UNKNOWN
    if not isinstance(data, dict):
        faults.append(
            document.fault(
                "exporter",
                Text("不是对象", "it is no object"),
                Text("请写 {name: …, ciio: no}", "write {name: …, ciio: no}"),
            )
        )
        return "", UNKNOWN
    ciio = UNKNOWN
    for key, value in data.items():
        if key not in ("name", "ciio"):
            faults.append(document.fault(f"exporter.{key}", *_unknown(str(key), ("name", "ciio"))))
    try:
        ciio = parse_said(data.get("ciio"))
    except Unfit as unfit:
        faults += [document.fault("exporter.ciio", p.wrong, p.right) for p in unfit.problems]
    return str(data.get("name") or ""), ciio


FaultAt = Callable[[str, Text, Text], None]


def _flow(fields: Mapping[str, Any], at: int, fault: FaultAt, where: str) -> Flow:
    """A flow from its dotted fields."""
    found: dict[str, Any] = {}
    for name in fields:
        if name not in _FIELDS:
            fault(name, *_unknown(name, tuple(_FIELDS)))
    for name, (attribute, parse) in _FIELDS.items():
        if name not in fields or fields[name] is None:
            continue
        try:
            found[attribute] = parse(fields[name])
        except Unfit as unfit:
            for problem in unfit.problems:
                fault(f"{name}.{problem.part}" if problem.part else name, problem.wrong, problem.right)
    categories = found.pop("categories", frozenset())
    if categories:
        found["personal"] = YES
        if found.get("sensitive") is NO:
            fault(
                "sensitive",
                Text(
                    "类别中有敏感个人信息，却写了 no",
                    "the categories include sensitive information, yet it says no",
                ),
                Text("请写 yes，或者改正 categories", "write yes, or correct the categories"),
            )
        found["sensitive"] = YES
    if "personal" not in found and "persons" in found and found["persons"].at_least > 0:
        found["personal"] = YES
    if found.get("personal") is NO and found.get("persons", Count()).at_least > 0:
        fault(
            "personal",
            Text(
                "写了人数，却写不含个人信息",
                "it counts persons, yet says that it holds no personal information",
            ),
            Text("请改正其中一项", "correct one of the two"),
        )
    if found.get("since") and found.get("until") and found["until"] < found["since"]:
        fault(
            "until", Text("早于 since", "it lies before since"), Text("请写较晚的日期", "write the later day")
        )
    if not found.get("id"):
        if "id" not in fields:
            fault(
                "id",
                Text("缺少编号", "the id is missing"),
                Text("请给每条数据流一个编号", "give each flow an id"),
            )
        found["id"] = f"#{at}"
    found["written"] = frozenset(name for name in fields if fields[name] not in (None, "unknown"))
    return Flow(where=where, **found)


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise Unfit(
            Problem(
                Text(f"{shown(value)} 不是文字", f"{shown(value)} is no text"), Text("请写文字", "write text")
            )
        )
    return str(value).strip()


def _choice(among: tuple[str, ...]) -> Callable[[Any], str | None]:
    def parse(value: Any) -> str | None:
        if value == "unknown":
            return None
        if value not in among:
            named = ", ".join((*among, "unknown"))
            raise Unfit(
                Problem(
                    Text(f"{shown(value)} 不在其中", f"{shown(value)} is none of them"),
                    Text(f"请从中选择：{named}", f"choose among {named}"),
                )
            )
        return str(value)

    return parse


def _means(value: Any) -> str:
    return _choice(MEANS)(value) or ""


def _categories(value: Any) -> frozenset[str]:
    words = [w.strip() for w in value.split(";")] if isinstance(value, str) else value
    if not isinstance(words, list):
        raise Unfit(
            Problem(
                Text(f"{shown(value)} 不是列表", f"{shown(value)} is no list"),
                Text("请写成 [health]", "write [health]"),
            )
        )
    return frozenset(SENSITIVE_CATEGORIES[w] for w in words if w in SENSITIVE_CATEGORIES)


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "id": ("id", _text),
    "what": ("what", _text),
    "whose": ("whose", _text),
    "group": ("group", _text),
    "categories": ("categories", _categories),
    "persons": ("persons", parse_count),
    "personal": ("personal", parse_said),
    "sensitive": ("sensitive", parse_said),
    "important": ("important", parse_said),
    "core": ("core", parse_said),
    "from": ("origin", _text),
    "to.name": ("recipient", _text),
    "to.country": ("country", parse_place),
    "to.foreign_judicial": ("judicial", parse_said),
    "approved": ("approved", parse_said),
    "means": ("means", _means),
    "ground": ("ground", _choice(GROUNDS)),
    "since": ("since", parse_day),
    "until": ("until", parse_day),
}
FIELDS = tuple(_FIELDS)


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """`to: {country: US}` as `to.country`; ranges stay whole."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        if key == "to" and isinstance(value, dict):
            flat |= {f"to.{inner}": one for inner, one in value.items()}
        else:
            flat[str(key)] = value
    return flat


def _table(file: str) -> Inventory:
    raw = _raw(file)
    rows = csv.reader(io.StringIO(raw, newline=""))
    header = [cell.strip() for cell in next(rows, [])]
    faults = [
        Fault(file, f"column {name or at + 1}", *_unknown(name, (*FIELDS, *_BOUNDS)))
        for at, name in enumerate(header)
        if name not in _FIELDS and name not in _BOUNDS
    ]
    for name in sorted({n for n in header if header.count(n) > 1}):
        faults.append(
            Fault(
                file,
                f"column {name}",
                Text("该列出现两次", "the column stands twice"),
                Text("每列只写一次", "write each column once"),
            )
        )
    if "id" not in header:
        faults.append(
            Fault(
                file,
                "column id",
                Text("缺少 id 列", "the column id is missing"),
                Text("请加上 id 列", "add a column id"),
            )
        )
    if faults:
        raise BadInput(faults)
    flows = []
    for at, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            wrong = Text(
                f"有 {len(row)} 格，表头有 {len(header)} 格",
                f"it has {len(row)} cells, the header {len(header)}",
            )
            faults.append(
                Fault(file, f"row {at}", wrong, Text("请补齐或者加引号", "fill in the cells, or quote them"))
            )
            continue
        fields = _cells(dict(zip(header, row, strict=True)))
        flows.append(
            _flow(
                fields,
                at,
                lambda p, w, r, at=at: faults.append(Fault(file, f"row {at}, column {p}", w, r)),
                f"row {at}",
            )
        )  # type: ignore[misc]
    _same_ids(flows, lambda flow, w, r: faults.append(Fault(file, f"{flow.where}, column id", w, r)))
    if faults:
        raise BadInput(faults)
    return Inventory(file, "", UNKNOWN, tuple(flows))


_BOUNDS = ("persons.at_least", "persons.at_most")


def _cells(row: dict[str, str]) -> dict[str, Any]:
    """Cells as the fields they are: numbers of persons as numbers, empty ones left out."""
    fields: dict[str, Any] = {name: cell.strip() for name, cell in row.items() if cell.strip()}
    bounds = {name.rpartition(".")[2]: _number(fields.pop(name)) for name in _BOUNDS if name in fields}
    if bounds:
        fields["persons"] = bounds
    elif "persons" in fields:
        fields["persons"] = _number(fields["persons"])
    return fields


def _number(cell: str) -> int | str:
    plain = cell.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 20 else cell


def _raw(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            data = opened.read(inputs.MOST_BYTES + 1)
        if len(data) > inputs.MOST_BYTES:
            raise BadInput(
                [
                    Fault(
                        file,
                        "file",
                        Text(f"超过 {inputs.MOST_BYTES} 字节", f"larger than {inputs.MOST_BYTES} bytes"),
                        Text("请拆分", "split it"),
                    )
                ]
            )
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise BadInput(
            [
                Fault(
                    file,
                    "file",
                    Text("没有这个文件", "there is no such file"),
                    Text("请核对路径", "check the path"),
                )
            ]
        ) from None
    except OSError as error:
        raise BadInput(
            [
                Fault(
                    file,
                    "file",
                    Text(f"无法读取：{error.strerror}", f"it cannot be read: {error.strerror}"),
                    Text("请给出一个可读的文件", "name a file that can be read"),
                )
            ]
        ) from None
    except UnicodeDecodeError:
        raise BadInput(
            [
                Fault(
                    file,
                    "file",
                    Text("不是 UTF-8 文本", "it is not UTF-8 text"),
                    Text("请存为 UTF-8", "save the file as UTF-8"),
                )
            ]
        ) from None


def _same_ids(flows: list[Flow], fault: Callable[[Flow, Text, Text], None]) -> None:
    seen: dict[str, str] = {}
    for flow in flows:
        if flow.id in seen:
            wrong = Text(
                f"{flow.id} 与 {seen[flow.id]} 编号相同", f"{flow.id} is the id of {seen[flow.id]} as well"
            )
            fault(flow, wrong, Text("每条数据流用自己的编号", "give each flow an id of its own"))
        seen.setdefault(flow.id, flow.where)


def _unknown(name: str, known: tuple[str, ...]) -> tuple[Text, Text]:
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    named = near[0] if near else ", ".join(known)
    return Text(f"不认识 {name}", f"{name!r} is not known"), Text(f"是否指 {named}", f"did you mean {named}")
