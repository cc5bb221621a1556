"""One value as it is written, whatever the format: which numbers and texts our inputs know.

Numbers are bounded in digits and finite. Texts hold nothing that a database, a page or a paper cannot keep: a line
break of a word processor becomes a line break, other control characters go, a NUL or half a character is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from shencha.text import Text, keepable, plain

MOST_DIGITS = 100


class Unusable(ValueError):
    """A value that no field of ours can have: what is wrong with it and what would be right."""

    def __init__(self, wrong: Text, right: Text) -> None:
        super().__init__(wrong.en)
        self.wrong, self.right = wrong, right


def whole(written: str) -> int:
    """A whole number in decimal digits; `_` may stand between them.

    Raises:
        Unusable: more than MOST_DIGITS digits.
    """
    if len(written) > MOST_DIGITS:
        raise Unusable(
            Text(f"整数超过 {MOST_DIGITS} 位", f"a whole number of more than {MOST_DIGITS} digits"),
            Text(f"最多 {MOST_DIGITS} 位", f"write at most {MOST_DIGITS} digits"),
        )
    return int(written)


def fraction(written: str) -> float:
    """A number with a fraction or an exponent.

    Raises:
        Unusable: not a number, without end, or too large for one.
    """
    try:
        found = float(written.replace("_", ""))
    except ValueError:  # YAML's .nan and .inf, 1:30.5
        found = math.nan
    if not math.isfinite(found):
        short = written if len(written) <= 40 else f"{written[:40]}…"
        raise Unusable(
            Text(f"{short} 不是数字", f"{short} is no number"),
            Text("请写数字，或不写该项", "write a number, or leave the field out"),
        )
    return found


def words(written: str) -> str:
    """A text without control characters.

    Raises:
        Unusable: it holds a NUL or half a character.
    """
    if not keepable(written):
        raise Unusable(
            Text("文字中有空字符或者半个字符", "the text holds a NUL or half a character"),
            Text("请删去后重新填写", "take it out and write the text again"),
        )
    return plain(written)


def name(written: str) -> str:
    """A key.

    Raises:
        Unusable: it holds a control character.
    """
    if plain(written) != written or not keepable(written):
        raise Unusable(
            Text("键中有控制字符", "a key holds a control character"),
            Text("请改正这个键", "write the key without it"),
        )
    return written


def settled(data: Any, fault: Callable[[str, Unusable], None], path: str = "") -> Any:
    """Plain data with every value as the readers above have it; days and times become text.

    Args:
        fault: told of each value that cannot be used, with its dotted path; the value is then empty.
    """
    try:
        match data:
            case dict():
                return {
                    name(key): settled(value, fault, f"{path}.{key}" if path else key)
                    for key, value in data.items()
                }
            case list():
                return [
                    settled(one, fault, f"{path}.{at}" if path else str(at)) for at, one in enumerate(data)
                ]
            case str():
                return words(data)
            case bool():
                return data
            case int() if abs(data) >= 10**MOST_DIGITS:
                return whole("9" * (MOST_DIGITS + 1))
            case float():
                return fraction(repr(data))
            case date() | datetime() | time():
                return data.isoformat()
            case _:
                return data
    except Unusable as unusable:
        fault(path.encode(errors="backslashreplace").decode(), unusable)
        return ""
