"""Reads an inventory of data flows: YAML, JSON or TOML, or a CSV table with one flow a row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.errors import BadInput, Fault
from shencha.evidence.flows.flow import FaultAt, Inventory, flow_of, not_known, same_ids
from shencha.evidence.flows.table import read_table
from shencha.inputs import Document
from shencha.inputs.names import strangers
from shencha.law.logic.fact_values import Unfit, parse_said
from shencha.law.logic.holds import UNKNOWN, Holds
from shencha.text import Text


def read_flows(path: str | Path) -> Inventory:
    """Read an inventory.

    Raises:
        BadInput: with every fault found, by flow and field, or by row and column.
    """
    if Path(path).suffix.lower() == ".csv":
        return read_table(str(path))
    document = inputs.read(path)
    faults: list[Fault] = []
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("flows"), list):
        wrong = Text("没有数据流清单", "there is no list of flows")
        right = Text("请写 exporter: {…} 和 flows: [{…}]", "write exporter: {…} and flows: [{…}]")
        raise BadInput([document.fault("", wrong, right)])
    faults += [
        document.fault(str(key), *not_known(str(key), ("exporter", "flows")))
        for key in strangers(data, ("exporter", "flows"))
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
        flows.append(flow_of(_flat(one), at, _fault_at(document, faults, path_), path_))
    same_ids(flows, lambda flow, w, r: faults.append(document.fault(f"{flow.where}.id", w, r)))
    if faults:
        raise BadInput(faults)
    return Inventory(document.file, name, ciio, tuple(flows))


def _fault_at(document: Document, faults: list[Fault], flow: str) -> FaultAt:
    def fault(path: str, wrong: Text, right: Text) -> None:
        faults.append(document.fault(f"{flow}.{path}" if path else flow, wrong, right))

    return fault


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
    for key in strangers(data, ("name", "ciio")):
        faults.append(document.fault(f"exporter.{key}", *not_known(str(key), ("name", "ciio"))))
    try:
        ciio = parse_said(data.get("ciio"))
    except Unfit as unfit:
        faults += [document.fault("exporter.ciio", p.wrong, p.right) for p in unfit.problems]
    return str(data.get("name") or ""), ciio


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """`to: {country: US}` as `to.country`; ranges stay whole."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        if key == "to" and isinstance(value, dict):
            flat |= {f"to.{inner}": one for inner, one in value.items()}
        else:
            flat[str(key)] = value
    return flat
