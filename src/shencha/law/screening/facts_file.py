"""Reads a facts file (or a form's or request's plain data) and checks it; every fault is named.

A fact or a whole block left out is unknown, and so is an empty (null) one; a fact of `USUAL` that is left out counts
as what is usual, and is unknown where `unknown` is written. Where nothing is bought or listed (`planned: no`), the
other facts of that block do not matter.
"""

from __future__ import annotations

import difflib
from typing import Any

from shencha.errors import MOST_FAULTS, BadInput, Fault
from shencha.inputs import Document
from shencha.law.logic.fact_values import Unfit, parse, shown
from shencha.law.logic.facts import BLOCKS, FACT, Facts, facts_of
from shencha.text import Text


def load_facts(document: Document) -> Facts:
    """The facts of a facts file (or of a form's or request's plain data).

    Raises:
        BadInput: a name that is not known, or a value its fact cannot have; every such fault is named.
    """
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    data = document.data
    if not isinstance(data, dict):
        faults.append(document.fault("", _not_a(data), Text("请写成 名称: 值", "write name: value")))
        data = {}
    for key, value in data.items():
        if len(faults) > MOST_FAULTS:
            break
        if key in BLOCKS:
            _read_block(document, key, value, values, faults)
        elif key in FACT:
            _read_fact(document, key, value, values, faults)
        else:
            faults.append(_unknown_name(document, key, key, (*BLOCKS, "involves_state_secrets")))
    if faults:
        raise BadInput(faults)
    return facts_of(values)


def _read_block(
    document: Document, block: str, value: Any, values: dict[str, Any], faults: list[Fault]
) -> None:
    if value is None or value == "unknown":
        return
    if not isinstance(value, dict):
        faults.append(
            document.fault(
                block, _not_a(value), Text("请在其下逐项写 名称: 值", "write its facts below it, name: value")
            )
        )
        return
    for leaf, inner in value.items():
        if len(faults) > MOST_FAULTS:
            break
        name = f"{block}.{leaf}"
        if name in FACT:
            _read_fact(document, name, inner, values, faults)
        else:
            known = tuple(n.partition(".")[2] for n in FACT if n.startswith(f"{block}."))
            faults.append(_unknown_name(document, name, leaf, known))


def _read_fact(
    document: Document, name: str, value: Any, values: dict[str, Any], faults: list[Fault]
) -> None:
    if value is None:
        return
    try:
        values[name] = parse(FACT[name], value)
    except Unfit as unfit:
        for problem in unfit.problems:
            where = f"{name}.{problem.part}" if problem.part else name
            faults.append(document.fault(where, problem.wrong, problem.right))


def _unknown_name(document: Document, path: str, key: str, known: tuple[str, ...]) -> Fault:
    near = difflib.get_close_matches(str(key), known, 1)
    names = (near[0], near[0]) if near else ("、".join(known), ", ".join(known))
    right = (
        Text(f"是不是 {names[0]}", f"did you mean {names[1]}")
        if near
        else Text(f"这里可以写 {names[0]}", f"here stand {names[1]}")
    )
    return document.fault(path, Text(f"没有 {shown(key)} 这一项", f"there is no fact {shown(key)}"), right)


def _not_a(value: Any) -> Text:
    if value is None:
        return Text("文件是空的，没有一组事实", "it is empty and holds no set of facts")
    return Text(f"{shown(value)} 不是一组事实", f"{shown(value)} is not a set of facts")
