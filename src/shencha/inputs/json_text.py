"""JSON: its own numbers and texts and nothing else; NaN, a half character or a repeated key is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import scalars
from shencha.inputs.document import Document, bad, repeated, too_deep
from shencha.text import Text


def parse_json(text: str, file: str) -> Document:
    """Plain data of a JSON text.

    Raises:
        BadInput: as `read`; also for NaN and Infinity, which JSON does not know.
    """
    repeats: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, value in found:
            if key in out:
                repeats.append(key)
            out[key] = value
        return out

    faults: list[Fault] = []

    def fault(path: str, unusable: scalars.Unusable) -> None:
        faults.append(Fault(file, path or "document", unusable.wrong, unusable.right))

    misfits: list[tuple[str, scalars.Unusable]] = []

    def number(read: Callable[[str], int | float]) -> Callable[[str], int | float]:
        def one(written: str) -> int | float:
            try:
                return read(written)
            except scalars.Unusable as unusable:
                misfits.append((written, unusable))
                return 0

        return one

    try:
        data = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_int=number(scalars.whole),
            parse_float=number(scalars.fraction),
            parse_constant=number(scalars.fraction),
        )
        if _ESCAPED.search(text):
            data = scalars.settled(data, fault)
    except json.JSONDecodeError as error:
        raise bad(
            file,
            f"line {error.lineno}, column {error.colno}",
            Text(f"不是有效的 JSON：{error.msg}", f"not valid JSON: {error.msg}"),
            Text("请检查该处的引号、逗号和括号", "check quotes, commas and brackets there"),
        ) from None
    except RecursionError:
        raise too_deep(file, "document") from None
    faults += (repeated(file, key, key) for key in dict.fromkeys(repeats))
    for written, unusable in misfits:
        line = text.count("\n", 0, max(text.find(written), 0)) + 1
        faults.append(Fault(file, f"line {line}", unusable.wrong, unusable.right))
    if faults:
        raise BadInput(faults)
    return Document(file, data)


_ESCAPED = re.compile(r"\\[ubf]|[\x7f-\x9f\ufffe\uffff\u2028\u2029]")
"""Without one of these no text of a JSON document holds a control character or half a character."""
