"""How the value of a fact is written, and what is wrong with one that its fact cannot have."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.law.logic.facts import MOST_USERS, Count, Fact, Kind
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.places import CODES, meant
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of


def parse(fact: Fact, value: Any) -> Any:
    """A written value as the value of that fact; None stands for the unknown kinds, place, step and day.

    Raises:
        Unfit: the fact cannot have that value.
    """
    match fact.kind:
        case Kind.SAID:
            return parse_said(value)
        case Kind.COUNT:
            return parse_count(value)
        case Kind.KINDS:
            return parse_kinds(value)
        case Kind.PLACE:
            return parse_place(value)
        case Kind.STEP:
            return parse_step(value)
        case Kind.DAY:
            return parse_day(value)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a written value."""

    wrong: Text
    right: Text
    part: str = ""
    """Which part of the value: a bound of a range, a place in a list."""


class Unfit(ValueError):
    """A value that its fact cannot have, with everything wrong about it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.wrong.en for problem in problems))
        self.problems = problems


_SAID = {"yes": YES, "no": NO, "unknown": UNKNOWN, "true": YES, "false": NO}


def parse_said(value: Any) -> Holds:
    """Yes, no or unknown; true and false are read as yes and no.

    Raises:
        Unfit: anything else.
    """
    if value is None:
        return UNKNOWN
    found = _SAID.get(str(value).lower()) if isinstance(value, str | bool) else None
    if found is None:
        wrong = Text(f"{shown(value)} 不是 yes、no 或 unknown", f"{shown(value)} is not yes, no or unknown")
        raise Unfit(Problem(wrong, Text("请写 yes、no 或 unknown", "write yes, no or unknown")))
    return found


def parse_count(value: Any) -> Count:
    """A whole number, a range `{at_least, at_most}` (one bound suffices), or unknown.

    Raises:
        Unfit: anything else, a negative number, or a range whose ends are the wrong way round.
    """
    if value is None or value == "unknown":
        return Count()
    if not isinstance(value, dict):
        if problem := _not_whole(value, ""):
            raise Unfit(problem)
        return Count(value, value)
    if not value:
        raise Unfit(Problem(Text("范围是空的", "the range is empty"), _RANGE))
    problems = [
        Problem(Text(f"范围没有 {shown(key)} 这一项", f"a range has no {shown(key)}"), _RANGE, str(key))
        if key not in ("at_least", "at_most")
        else _not_whole(bound, key)
        for key, bound in value.items()
    ]
    if found := [problem for problem in problems if problem]:
        raise Unfit(*found)
    low, high = value.get("at_least", 0), value.get("at_most")
    if high is not None and low > high:
        raise Unfit(upside_down(low, high))
    return Count(low, high)


def upside_down(low: int, high: int) -> Problem:
    """What is wrong with a range whose lower bound lies above the upper one."""
    return Problem(
        Text(f"at_least {low} 大于 at_most {high}", f"at_least {low} is larger than at_most {high}"),
        Text("请把较小的数写在 at_least", "write the smaller number as at_least"),
    )


def parse_kinds(value: Any) -> frozenset[str] | None:
    """A list of product kinds; an empty one says that it is none of them; unknown is None.

    Raises:
        Unfit: not a list, or a kind that no version of the Measures names.
    """
    if value is None or value == "unknown":
        return None
    if not isinstance(value, list | tuple):
        wrong = Text(f"{shown(value)} 不是列表", f"{shown(value)} is not a list")
        right = Text(
            "请写成 [cloud_service]；都不是就写 []；不知道就写 unknown",
            "write [cloud_service]; [] for none of the kinds; unknown if not known",
        )
        raise Unfit(Problem(wrong, right))
    problems = [
        _no_kind(kind, str(at))
        for at, kind in enumerate(value)
        if not isinstance(kind, str) or kind not in PRODUCT_KINDS
    ]
    if problems:
        raise Unfit(*problems)
    return frozenset(value)


def parse_place(value: Any) -> str | None:
    """A country or territory by its two-letter code; unknown is None.

    Raises:
        Unfit: not an ISO 3166-1 alpha-2 code in capital letters.
    """
    if value is None or value == "unknown":
        return None
    if not isinstance(value, str) or value not in CODES:
        near = meant(str(value))
        wrong = Text(f"{shown(value)} 不是国家或地区代码", f"{shown(value)} is not a country code")
        right = Text(
            f"请写 ISO 3166-1 的两个大写字母，例如 {near}",
            f"write the two capital letters of ISO 3166-1, such as {near}",
        )
        raise Unfit(Problem(wrong, right))
    return value


def parse_step(value: Any) -> str | None:
    """A kind of listing by its id; unknown is None.

    Raises:
        Unfit: anything else.
    """
    if value is None or value == "unknown":
        return None
    if isinstance(value, str) and value in LISTING_KINDS:
        return value
    wrong = Text(f"{shown(value)} 不是上市的类型", f"{shown(value)} is not a kind of listing")
    raise Unfit(Problem(wrong, _one_of(value, LISTING_KINDS)))


def parse_day(value: Any) -> date | None:
    """A calendar day written YYYY-MM-DD; no day, or an unknown one, is None.

    Raises:
        Unfit: anything else.
    """
    if value is None or value == "unknown":
        return None
    if (day := day_of(value)) is not None:
        return day
    wrong = Text(f"{shown(value)} 不是日期", f"{shown(value)} is not a date")
    raise Unfit(Problem(wrong, AS_WRITTEN))


def shown(value: Any) -> str:
    """A value in an error message: quoted, and cut where it is long."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


_RANGE = Text(
    "请写 {at_least: 900000, at_most: 1300000}，只知道一端就写一端",
    "write {at_least: 900000, at_most: 1300000}, or the one end that is known",
)
_WHOLE = Text("请写不带单位的整数，例如 1200000", "write a whole number without unit, such as 1200000")


def _not_whole(value: Any, part: str) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int):
        wrong = Text(f"{shown(value)} 不是整数", f"{shown(value)} is not a whole number")
        return Problem(wrong, _WHOLE, part)
    if value < 0:
        return Problem(Text(f"{shown(value)} 小于零", f"{shown(value)} is below zero"), _WHOLE, part)
    if value > MOST_USERS:
        right = Text(f"最大可写 {MOST_USERS}", f"the largest that can be written is {MOST_USERS}")
        return Problem(Text("数字大得不可能", "the number is impossibly large"), right, part)
    return None


def _no_kind(kind: Any, part: str) -> Problem:
    wrong = Text(f"没有 {shown(kind)} 这一种类", f"{shown(kind)} is not a product kind")
    return Problem(wrong, _one_of(kind, PRODUCT_KINDS), part)


def _one_of(value: Any, known: Collection[str]) -> Text:
    """Which of the known words is meant; all of them where none is near."""
    if near := difflib.get_close_matches(str(value), known, 1, 0.4):
        return Text(f"请写 {near[0]}", f"write {near[0]}")
    return Text(f"请从中选择：{'、'.join(known)}", f"choose among {', '.join(known)}")
