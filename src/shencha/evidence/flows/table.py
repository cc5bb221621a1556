"""Reads an inventory of data flows from a CSV table: one flow a row, dotted names as columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.errors import BadInput, Fault
from shencha.evidence.flows.flow import FIELD, FIELDS, FaultAt, Inventory, flow_of, not_known, same_ids
from shencha.law.holds import UNKNOWN
from shencha.text import Text


def read_table(file: str) -> Inventory:
    """Read a table; who exports is not in it.

    Raises:
        BadInput: with every fault found, by row and column.
    """
    raw = _raw(file)
    rows = csv.reader(io.StringIO(raw, newline=""))
    header = [cell.strip() for cell in next(rows, [])]
    faults = [
        Fault(file, f"column {name or at + 1}", *not_known(name, (*FIELDS, *_BOUNDS)))
        for at, name in enumerate(header)
        if name not in FIELD and name not in _BOUNDS
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
        flows.append(flow_of(fields, at, _fault_at(file, faults, f"row {at}"), f"row {at}"))
    same_ids(flows, lambda flow, w, r: faults.append(Fault(file, f"{flow.where}, column id", w, r)))
    if faults:
        raise BadInput(faults)
    return Inventory(file, "", UNKNOWN, tuple(flows))


def _fault_at(file: str, faults: list[Fault], row: str) -> FaultAt:
    def fault(path: str, wrong: Text, right: Text) -> None:
        faults.append(Fault(file, f"{row}, column {path}", wrong, right))

    return fault


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
