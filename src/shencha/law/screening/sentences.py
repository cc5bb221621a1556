"""The sentences of a screening, from `screening.yaml`, and how numbers, places and lists stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from shencha.inputs import parse_yaml
from shencha.law.logic.facts import Count
from shencha.text import LANGS, Text, same

Tree = Mapping[str, "Text | Tree"]


def said(*path: str) -> Text:
    """The sentence at that place of the file.

    Raises:
        KeyError: there is none.
    """
    found: Any = _sentences()
    for part in path:
        found = found[part]
    assert isinstance(found, Text), path
    return found


def has(*path: str) -> bool:
    """Is there anything at that place of the file?"""
    found: Any = _sentences()
    for part in path:
        if not isinstance(found, Mapping) or part not in found:
            return False
        found = found[part]
    return True


def users(count: Count) -> Text:
    """A number of users, or its range, for `{users}` in a sentence."""
    low, high = f"{count.at_least:,}", f"{count.at_most:,}" if count.at_most is not None else ""
    if low == high:
        return Text(f" {low} 名", low)
    if not high:
        return Text(f"至少 {low} 名", f"at least {low}")
    if not count.at_least:
        return Text(f"至多 {high} 名", f"at most {high}")
    return Text(f" {low} 至 {high} 名", f"{low} to {high}")


def number(value: int) -> Text:
    """A number as both languages write it here: thousands set off by commas."""
    return same(f"{value:,}")


def article_name(number: str) -> Text:
    """`第七条`, `Article 7`; with an item (`8(2)`) `第八条第二项`; with paragraph and item (`5(1)(4)`)
    `第五条第一款第四项`."""
    article, *parts = number.replace(")", "").split("(")
    units = ("项",) if len(parts) == 1 else ("款", "项")
    zh = f"第{_numeral(int(article))}条" + "".join(
        f"第{_numeral(int(part))}{unit}" for part, unit in zip(parts, units, strict=False)
    )
    return Text(zh, f"Article {number}")


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + _NUMERALS[ones]


_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


@lru_cache(maxsize=1)
def _sentences() -> Tree:
    text = resources.files("shencha.law.screening").joinpath("screening.yaml").read_text("utf-8")
    return _texts(parse_yaml(text, "screening.yaml").data)  # type: ignore[return-value]


def _texts(data: Mapping[str, Any]) -> Text | Tree:
    if set(data) == set(LANGS):
        return Text.of(data)
    return {key: _texts(inner) for key, inner in data.items()}
