"""TOML: days and times stay the text that their author wrote."""

from __future__ import annotations

import re
import tomllib

from shencha.errors import BadInput, Fault
from shencha.inputs import scalars
from shencha.inputs.document import Document, bad, too_deep
from shencha.text import Text


def parse_toml(text: str, file: str) -> Document:
    """Plain data of a TOML text.

    Raises:
        BadInput: as `read`; also for nan and inf.
    """
    faults: list[Fault] = []

    def fault(path: str, unusable: scalars.Unusable) -> None:
        faults.append(Fault(file, path or "document", unusable.wrong, unusable.right))

    if long := _LONG.search(text):
        line = text.count("\n", 0, long.start()) + 1
        try:
            scalars.whole(long[0])
        except scalars.Unusable as unusable:
            raise bad(file, f"line {line}", unusable.wrong, unusable.right) from None
    try:
        data = scalars.settled(tomllib.loads(text), fault)
    except tomllib.TOMLDecodeError as error:
        raise bad(
            file,
            (re.search(r"line \d+, column \d+", str(error)) or ["document"])[0],
            Text(f"不是有效的 TOML：{error}", f"not valid TOML: {error}"),
            Text("请检查该处的写法；同一个键只能写一次", "check the syntax there; a key may stand only once"),
        ) from None
    except RecursionError:
        raise too_deep(file, "document") from None
    if faults:
        raise BadInput(faults)
    return Document(file, data)


_LONG = re.compile(r"(?<![\w.\"'-])[-+]?\d[\d_]{1000,}(?![\w.])")
"""A whole number that the parser itself could not take in."""
