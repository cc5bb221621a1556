"""Numbers of people as people write them: 1,200,000, 120万, 1.2亿."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from shencha.law.logic.fact_values import Problem, Unfit
from shencha.text import Text

_WRITTEN = re.compile(r"(\d{1,18}(?:\.\d{1,18})?)(万|亿|million|m)?", re.IGNORECASE)
_TIMES = {None: 1, "万": 10**4, "亿": 10**8, "million": 10**6, "m": 10**6}


def count_of(choice: str, typed: QueryDict) -> Any:
    """The count that was chosen and typed, as a facts file writes it; empty if nothing was chosen.

    Raises:
        Unfit: a box that holds no whole number; each such box is named.
    """
    if choice == "number":
        return _numbers({"number": typed.get("number", "")})["number"]
    if choice == "range":
        boxes = {name: typed.get(name, "") for name in ("at_least", "at_most")}
        return _numbers({name: written for name, written in boxes.items() if written.strip()} or boxes)
    return "unknown" if choice == "unknown" else ""


def _numbers(boxes: dict[str, str]) -> dict[str, int]:
    found = {name: whole(written) for name, written in boxes.items()}
    problems = [_no_number(name, boxes[name]) for name, number in found.items() if number is None]
    if problems:
        raise Unfit(*problems)
    return {name: number for name, number in found.items() if number is not None}


def whole(written: str) -> int | None:
    """The whole number that was written, with commas, blanks, 万 or 亿; None if it is none."""
    match = _WRITTEN.fullmatch(re.sub(r"[\s,，_人]", "", written))
    if match is None:
        return None
    unit = match[2].lower() if match[2] else None
    number = Decimal(match[1]) * _TIMES[unit]
    return int(number) if number == number.to_integral_value() else None


def _no_number(box: str, written: str) -> Problem:
    right = Text("请写整数，例如 1200000 或者 120万", "write a whole number, such as 1200000")
    if not written.strip():
        return Problem(Text("没有填写数字", "no number is given"), right, box)
    return Problem(Text(f"“{written}”不是整数", f"“{written}” is not a whole number"), right, box)
