"""Reads an inventory of data flows from a CSV table: one flow a row, dotted names as columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.errors import MOST_FAULTS, BadInput, Fault
from shencha.evidence.flows.flow import FIELD, FIELDS, FaultAt, Inventory, flow_of, not_known, same_ids
from shencha.evidence.flows.numerals import written_count
from shencha.law.logic.holds import UNKNOWN
from shencha.law.places import code_of
from shencha.text import Text


def read_table(file: str) -> Inventory:
    """Read a table; who exports is not in it.

    Raises:
        BadInput: with every fault found, by row and column.
    """
    rows = list(csv_rows(file))
    top = next((at for at, row in enumerate(rows[:_MOST_TITLES]) if _is_header(row)), 0)
    header = [cell.strip() for cell in rows[top]] if rows else []
    while header and not header[-1]:
        header.pop()
    faults = [
        Fault(file, f"column {name or at + 1}", *not_known(name, (*FIELDS, *_BOUNDS)))
        for at, name in islice(
            ((at, name) for at, name in enumerate(header) if name not in FIELD and name not in _BOUNDS),
            MOST_FAULTS + 1,
        )
    ]
    for name in sorted(name for name, times in Counter(header).items() if times > 1):
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
    for at, row in enumerate(rows[top + 1 :], 1):
        if not any(cell.strip() for cell in row):
            continue
        while len(row) > len(header) and not row[-1].strip():
            row.pop()
        if len(row) != len(header):
            wrong = Text(
                f"有 {len(row)} 格，表头有 {len(header)} 格",
                f"it has {len(row)} cells, the header {len(header)}",
            )
            faults.append(
                Fault(file, f"row {at}", wrong, Text("请补齐或者加引号", "fill in the cells, or quote them"))
            )
            continue
        cells = dict(zip(header, row, strict=True))
        flow = flow_of(_cells(cells), at, _fault_at(file, faults, f"row {at}"), f"row {at}")
        count = written_count(cells.get("persons", ""))
        flows.append(replace(flow, about=cells["persons"].strip()) if count and count[1] else flow)
    same_ids(flows, lambda flow, w, r: faults.append(Fault(file, f"{flow.where}, column id", w, r)))
    if faults:
        raise BadInput(faults)
    return Inventory(file, "", UNKNOWN, tuple(flows))


_MOST_TITLES = 10


def _is_header(row: list[str]) -> bool:
    """Does a row name columns? Above it people write a title, a date, who filled it in."""
    names = [cell.strip() for cell in row if cell.strip()]
    return "id" in names and sum(name in FIELD or name in _BOUNDS for name in names) > len(names) // 2


def _fault_at(file: str, faults: list[Fault], row: str) -> FaultAt:
    def fault(path: str, wrong: Text, right: Text) -> None:
        faults.append(Fault(file, f"{row}, column {path}", wrong, right))

    return fault


_BOUNDS = ("persons.at_least", "persons.at_most")


def _cells(row: dict[str, str]) -> dict[str, Any]:
    """Cells as the fields they are: numbers of persons as numbers, empty ones left out."""
    fields: dict[str, Any] = {
        name: cell.strip() if name in _OF_WORDS else _as_said(cell.strip())
        for name, cell in row.items()
        if cell.strip()
    }
    if found := code_of(str(fields.get("to.country", ""))):
        fields["to.country"] = found
    bounds = {name.rpartition(".")[2]: _bound(fields.pop(name)) for name in _BOUNDS if name in fields}
    if bounds:
        fields["persons"] = bounds
    elif isinstance(told := fields.get("persons"), str) and (count := written_count(told)):
        ends = {"at_least": count[0].at_least, "at_most": count[0].at_most}
        fields["persons"] = {end: value for end, value in ends.items() if value is not None}
    return fields


def _bound(cell: str) -> int | str:
    found = written_count(cell)
    return found[0].at_least if found and found[0].at_least == found[0].at_most else cell


def _as_said(cell: str) -> str:
    """A cell as the inventory's own words have it: what a spreadsheet in Chinese writes, and its form of a day."""
    if cell in _SAID:
        return _SAID[cell]
    if found := _DAY.fullmatch(cell):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return cell


_SAID = {"是": "yes", "否": "no", "未知": "unknown", "不明": "unknown", "TRUE": "yes", "FALSE": "no"}
_DAY = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?")
_OF_WORDS = ("id", "what", "whose", "group", "from", "to.name", "to.role", "purpose", "legal_basis")
"""Cells that stay as they are written."""


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
        return _decoded(data)
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
                    Text("不是 UTF-8、GBK 或 UTF-16 文本", "it is text in neither UTF-8, GBK nor UTF-16"),
                    Text("请存为“CSV UTF-8”", "save the file as “CSV UTF-8”"),
                )
            ]
        ) from None


def _decoded(data: bytes) -> str:
    """As spreadsheets save it: UTF-8 with or without its mark, UTF-16 with its mark, or GBK of a Chinese system.

    Raises:
        UnicodeDecodeError: none of them.
    """
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def csv_rows(file: str) -> Iterator[list[str]]:
    """The rows of a table, parted by commas, semicolons or tabs, whichever one of the first lines holds most of.

    Raises:
        BadInput: it is not there, too large, or no text.
    """
    raw = _raw(file)
    first = raw.partition("\n")[0]
    if mark := re.fullmatch(r"sep=(.)\s*", first):  # a line that spreadsheets write for each other
        return csv.reader(io.StringIO(raw.partition("\n")[2], newline=""), delimiter=mark[1])
    lines = raw.split("\n", _MOST_TITLES)[
        :_MOST_TITLES
    ]  # a title above the header holds none, or one in its words
    delimiter = max(",;\t", key=lambda mark: max(line.count(mark) for line in lines))
    return csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter)
