"""What may be known of a party when it asks whether it must file; loads such facts and checks them.

A fact has one dotted name (`actor.ciio`) everywhere: in a facts file, as a register's column, in the reasons
and in `missing`. A fact or a whole block left out is unknown, and so is an empty (null) one. Where nothing is
bought or listed (`planned: no`), the other facts of that block do not matter. Whoever processes network data
is a network data handler, so the block `data_processing` needs no further fact for that.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.law.places import CODES, meant
from shencha.law.product_kinds import PRODUCT_KINDS
from shencha.text import Text

MOST_USERS = 10**15
"""Larger counts are typing errors; up to here every sum of counts is exact."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of persons, or the range in which it lies; without bounds it is unknown."""

    at_least: int = 0
    at_most: int | None = None

    def above(self, bound: int) -> Holds:
        """Is the number more than `bound`? Unknown while the range lies on both sides of it."""
        if self.at_least > bound:
            return YES
        return NO if self.at_most is not None and self.at_most <= bound else UNKNOWN

    @property
    def unknown(self) -> bool:
        """Nothing at all is known of it."""
        return self.at_least == 0 and self.at_most is None

    @property
    def written(self) -> int | str | dict[str, int]:
        """As a facts file writes it: a number, a range, or `unknown`."""
        if self.at_most == self.at_least:
            return self.at_least
        if self.unknown:
            return "unknown"
        bounds = {"at_least": self.at_least} if self.at_least else {}
        return bounds if self.at_most is None else {**bounds, "at_most": self.at_most}


def exactly(number: int) -> Count:
    """A count that is known."""
    return Count(number, number)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks."""

    ciio: Holds = UNKNOWN
    """Identified by its protection department as an operator of critical information infrastructure."""
    platform_operator: Holds = UNKNOWN
    users_with_personal_information: Count = Count()
    """Users whose personal information the platforms hold; persons, by our policy (open point O7)."""


@dataclass(frozen=True, slots=True)
class Procurement:
    """What network product or service it means to buy."""

    planned: Holds = UNKNOWN
    product_kinds: frozenset[str] | None = None
    """Kinds of Article 21 (2020: 20); empty: none of them; None: unknown."""
    may_affect_national_security: Holds = UNKNOWN
    """The operator's own pre-judgement of the use."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Where it means to list."""

    planned: Holds = UNKNOWN
    venue: str | None = None
    """ISO 3166-1 alpha-2; None: unknown."""
    application_submitted_on: date | None = None
    """Day of the first submission to the foreign regulator, past or intended; None: no such day yet."""


@dataclass(frozen=True, slots=True)
class DataProcessing:
    """What it does with data."""

    may_affect_national_security: Holds = UNKNOWN


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a party."""

    actor: Actor = field(default=Actor())
    procurement: Procurement = field(default=Procurement())
    listing: Listing = field(default=Listing())
    data_processing: DataProcessing = field(default=DataProcessing())
    involves_state_secrets: Holds = UNKNOWN
    """Unknown counts as no."""

    def written(self, name: str) -> Any:
        """The fact of that dotted name as a facts file writes it (JSON-ready)."""
        value = reader(name)(self)
        match value:
            case Holds():
                return value.word
            case Count():
                return value.written
            case frozenset():
                return [kind for kind in PRODUCT_KINDS if kind in value]
            case date():
                return value.isoformat()
            case None:
                return None if name == "listing.application_submitted_on" else "unknown"
            case _:
                return value

    def as_dict(self) -> dict[str, Any]:
        """The facts as a facts file holds them, every fact named."""
        out: dict[str, Any] = {}
        for fact in FACTS:
            block, _, leaf = fact.name.rpartition(".")
            (out.setdefault(block, {}) if block else out)[leaf] = self.written(fact.name)
        return out


@cache
def reader(name: str) -> attrgetter[Any]:
    """Reads the fact of that dotted name."""
    return attrgetter(name)


class Kind(Enum):
    """How a fact is written."""

    SAID = "yes, no or unknown"
    COUNT = "a number or a range"
    KINDS = "a list of product kinds"
    PLACE = "a country code"
    DAY = "a date"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be known of a party."""

    name: str
    kind: Kind
    label: Text
    """Short, for lists: what the fact says."""


FACTS: tuple[Fact, ...] = (
    Fact(
        "actor.ciio",
        Kind.SAID,
        Text(
            "是否被认定为关键信息基础设施运营者",
            "identified as an operator of critical information infrastructure",
        ),
    ),
    Fact("actor.platform_operator", Kind.SAID, Text("是否为网络平台运营者", "operates a network platform")),
    Fact(
        "actor.users_with_personal_information",
        Kind.COUNT,
        Text("掌握多少用户的个人信息", "number of users whose personal information is held"),
    ),
    Fact(
        "procurement.planned",
        Kind.SAID,
        Text("是否拟采购网络产品或者服务", "plans to buy a network product or service"),
    ),
    Fact(
        "procurement.product_kinds",
        Kind.KINDS,
        Text("采购的产品或者服务属于哪些种类", "kinds of what is bought"),
    ),
    Fact(
        "procurement.may_affect_national_security",
        Kind.SAID,
        Text("使用该产品或者服务是否可能影响国家安全", "use of what is bought may affect national security"),
    ),
    Fact("listing.planned", Kind.SAID, Text("是否拟上市", "plans to list")),
    Fact("listing.venue", Kind.PLACE, Text("上市地", "place of listing")),
    Fact(
        "listing.application_submitted_on",
        Kind.DAY,
        Text("首次向国外证券监管机构提交申请的日期", "day of the first submission to the foreign regulator"),
    ),
    Fact(
        "data_processing.may_affect_national_security",
        Kind.SAID,
        Text("数据处理活动是否可能影响国家安全", "data processing may affect national security"),
    ),
    Fact("involves_state_secrets", Kind.SAID, Text("是否涉及国家秘密", "state secrets are involved")),
)
FACT = {fact.name: fact for fact in FACTS}
_BLOCKS = tuple(dict.fromkeys(name.partition(".")[0] for name in FACT if "." in name))


def load_facts(document: Document) -> Facts:
    """The facts of a facts file (or of a form's or request's plain data).

    Raises:
        BadInput: a name that is not known, or a value its fact cannot have; every such fault is named.
    """
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    data = document.data
    if data is None:
        data = {}
    if not isinstance(data, dict):
        faults.append(document.fault("", _not_a(data), Text("请写成 名称: 值", "write name: value")))
        data = {}
    for key, value in data.items():
        if key in _BLOCKS:
            _read_block(document, key, value, values, faults)
        elif key in FACT:
            _read_fact(document, key, value, values, faults)
        else:
            faults.append(_unknown_name(document, key, key, (*_BLOCKS, "involves_state_secrets")))
    if faults:
        raise BadInput(faults)
    return facts_of(values)


def facts_of(values: Mapping[str, Any]) -> Facts:
    """The facts with these already checked values, by dotted name; a name left out is unknown.

    Raises:
        KeyError: a name that is no fact.
    """
    blocks: dict[str, dict[str, Any]] = {block: {} for block in ("", *_BLOCKS)}
    for name, value in values.items():
        FACT[name]
        block, _, leaf = name.rpartition(".")
        blocks[block][leaf] = value
    return Facts(
        Actor(**blocks["actor"]),
        Procurement(**blocks["procurement"]),
        Listing(**blocks["listing"]),
        DataProcessing(**blocks["data_processing"]),
        **blocks[""],
    )


def parse(fact: Fact, value: Any) -> Any:
    """A written value as the value of that fact; None stands for the unknown kinds, place and day.

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


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_day(value: Any) -> date | None:
    """A calendar day written YYYY-MM-DD; no day, or an unknown one, is None.

    Raises:
        Unfit: anything else.
    """
    if value is None or value == "unknown":
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    wrong = Text(f"{shown(value)} 不是日期", f"{shown(value)} is not a date")
    raise Unfit(
        Problem(wrong, Text("请写成 YYYY-MM-DD，例如 2026-03-02", "write YYYY-MM-DD, such as 2026-03-02"))
    )


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
    near = difflib.get_close_matches(str(kind), PRODUCT_KINDS, 1, 0.4)
    right = (
        Text(f"请写 {near[0]}", f"write {near[0]}")
        if near
        else Text(f"请从中选择：{'、'.join(PRODUCT_KINDS)}", f"choose among {', '.join(PRODUCT_KINDS)}")
    )
    return Problem(Text(f"没有 {shown(kind)} 这一种类", f"{shown(kind)} is not a product kind"), right, part)


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
        name = f"{block}.{leaf}"
        if name in FACT:
            _read_fact(document, name, inner, values, faults)
        else:
            known = tuple(n.partition(".")[2] for n in FACT if n.startswith(f"{block}."))
            faults.append(_unknown_name(document, name, leaf, known))


def _read_fact(
    document: Document, name: str, value: Any, values: dict[str, Any], faults: list[Fault]
) -> None:
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
    return Text(f"{shown(value)} 不是一组事实", f"{shown(value)} is not a set of facts")
