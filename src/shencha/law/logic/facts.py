"""What may be known of a party when it asks whether it must file.

A fact has one dotted name (`actor.ciio`) everywhere: in a facts file, as a register's column, in the reasons
and in `missing`. How a value is written stands in `fact_values`, how a file of them is read in `facts_file`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.kinds import PRODUCT_KINDS
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
    data_handler: Holds = YES
    """Decides purpose and means of the processing itself; no: processes on another's behalf only."""


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
    kind: str | None = "first"
    """Which step of a listing, see `listing_kinds`; None: unknown."""
    listed_there_since: date | None = None
    """First day on which the issuer was listed at that place; None: unknown. A first listing has none."""


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
    assumed: frozenset[str] = frozenset()
    """The facts that were left out and count as the value that is usual (see `Fact.usual`)."""

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
                return None if FACT[name].kind is Kind.DAY else "unknown"
            case _:
                return value

    def unassumed(self) -> Facts:
        """The same facts, with what was assumed unknown."""
        return replace(
            self,
            actor=replace(self.actor, data_handler=UNKNOWN)
            if "actor.data_handler" in self.assumed
            else self.actor,
            listing=replace(self.listing, kind=None) if "listing.kind" in self.assumed else self.listing,
            assumed=frozenset(),
        )

    def as_dict(self) -> dict[str, Any]:
        """The facts as a facts file holds them, every fact named but those that are assumed."""
        out: dict[str, Any] = {}
        for fact in FACTS:
            if fact.name in self.assumed:
                continue
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
    STEP = "a kind of listing"
    DAY = "a date"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be known of a party."""

    name: str
    kind: Kind
    label: Text
    """Short, for lists: what the fact says."""
    usual: Any = None
    """What it counts as where it is left out; None: unknown. The answer then names it as assumed."""


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
        "actor.data_handler",
        Kind.SAID,
        Text("是否自主决定处理目的和处理方式", "decides the purpose and means of its processing itself"),
        usual=YES,
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
    Fact("listing.kind", Kind.STEP, Text("上市的类型", "kind of listing"), usual="first"),
    Fact(
        "listing.listed_there_since",
        Kind.DAY,
        Text("自何日起已在该地上市", "day since which it has been listed at that place"),
    ),
    Fact(
        "data_processing.may_affect_national_security",
        Kind.SAID,
        Text("数据处理活动是否可能影响国家安全", "data processing may affect national security"),
    ),
    Fact("involves_state_secrets", Kind.SAID, Text("是否涉及国家秘密", "state secrets are involved")),
)
FACT = {fact.name: fact for fact in FACTS}
BLOCKS = tuple(dict.fromkeys(name.partition(".")[0] for name in FACT if "." in name))
"""The first words of the dotted names."""
USUAL = {fact.name: fact.usual for fact in FACTS if fact.usual is not None}
"""The facts that count as something where they are left out."""


def facts_of(values: Mapping[str, Any]) -> Facts:
    """The facts with these already checked values, by dotted name.

    A name left out is unknown, but for those of `USUAL`, which are then assumed.

    Raises:
        KeyError: a name that is no fact.
    """
    blocks: dict[str, dict[str, Any]] = {block: {} for block in ("", *BLOCKS)}
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
        assumed=frozenset(USUAL.keys() - values.keys()),
    )
