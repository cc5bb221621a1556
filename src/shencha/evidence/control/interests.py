"""What each interest of BODS 0.4 says about shares, votes and control.

Source: Beneficial Ownership Data Standard 0.4, interestType codelist; what a type does not say stays open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.shapes import Key, More, Shape
from shencha.text import Text


class Bears(StrEnum):
    """What the percentage of an interest counts."""

    SHARE = "share"
    VOTES = "votes"
    EITHER = "either"
    """Nobody says which: it may be shares and votes."""
    CONTROL = "control"
    """A right; its percentage, if any, is of that right (seats of a board)."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one type of interest is read."""

    name: Text
    bears: Bears
    controls: Holds
    """By itself, whatever its percentage."""


_KNOWN: dict[str, tuple[str, str, Bears, Holds]] = {
    "shareholding": ("股份", "shares", Bears.SHARE, NO),
    "votingRights": ("表决权", "votes", Bears.VOTES, NO),
    "appointmentOfBoard": ("任命董事会的权利", "the right to appoint the board", Bears.CONTROL, YES),
    "otherInfluenceOrControl": ("其他影响或者控制", "other influence or control", Bears.CONTROL, UNKNOWN),
    "seniorManagingOfficial": ("高级管理职务", "a senior managing office", Bears.NOTHING, NO),
    "settlor": ("信托委托人身份", "the place of settlor", Bears.CONTROL, UNKNOWN),
    "trustee": ("受托人身份", "the place of trustee", Bears.CONTROL, UNKNOWN),
    "protector": ("信托保护人身份", "the place of protector", Bears.CONTROL, UNKNOWN),
    "beneficiaryOfLegalArrangement": ("受益权", "the place of beneficiary", Bears.SHARE, UNKNOWN),
    "rightsToSurplusAssetsOnDissolution": (
        "清算剩余财产分配权",
        "a right to surplus assets on dissolution",
        Bears.NOTHING,
        NO,
    ),
    "rightsToProfitOrIncome": ("收益权", "a right to profit or income", Bears.NOTHING, NO),
    "rightsGrantedByContract": ("合同权利", "rights granted by contract", Bears.CONTROL, UNKNOWN),
    "conditionalRightsGrantedByContract": (
        "附条件的合同权利",
        "conditional rights granted by contract",
        Bears.CONTROL,
        UNKNOWN,
    ),
    "controlViaCompanyRulesOrArticles": (
        "章程规定的控制权",
        "control by company rules or articles",
        Bears.CONTROL,
        YES,
    ),
    "controlByLegalFramework": ("法律规定的控制权", "control by legal framework", Bears.CONTROL, YES),
    "boardMember": ("董事职务", "a seat on the board", Bears.NOTHING, NO),
    "boardChair": ("董事长职务", "the chair of the board", Bears.NOTHING, NO),
    "unknownInterest": ("未说明的权益", "an interest that is not described", Bears.EITHER, UNKNOWN),
    "unpublishedInterest": ("未公开的权益", "an interest that is not published", Bears.EITHER, UNKNOWN),
    "enjoymentAndUseOfAssets": ("资产使用权", "enjoyment and use of assets", Bears.NOTHING, NO),
    "rightToProfitOrIncomeFromAssets": (
        "资产收益权",
        "a right to profit or income from assets",
        Bears.NOTHING,
        NO,
    ),
    "nominee": ("名义持有人身份", "the place of nominee", Bears.NOTHING, NO),
    "nominator": ("被代持人身份", "the place of nominator", Bears.SHARE, YES),
}
MEANINGS = {type_: Meaning(Text(zh, en), bears, holds) for type_, (zh, en, bears, holds) in _KNOWN.items()}
UNKNOWN_INTEREST = MEANINGS["unknownInterest"]

CONTRACTS = frozenset({"rightsGrantedByContract", "conditionalRightsGrantedByContract"})
_GRANTED = frozenset({"rightsGrantedByContract", "otherInfluenceOrControl"})
_UNSPECIFIC = frozenset({"otherInfluenceOrControl", "unknownInterest"})
"""Types under which a contract may be told as well, where the details say so."""
_VARIABLE_INTEREST = (
    "variable interest",
    "协议控制",
    "可变利益",
    "合约安排",
    "架构合约",
    "结构性合约",
    "contractual arrangements",
    "structured contracts",
    "表决权委托",
    "投票权委托",
    "股东权利委托",
    "授权委托",
    "独家购买权",
    "独家购股权",
    "独家选择权",
    "独家认购权",
    "独家业务合作",
    "独家咨询",
    "独家服务",
    "独家技术",
    "独家管理",
    "exclusive option",
    "exclusive call option",
    "exclusive business cooperation",
    "exclusive consulting",
    "exclusive service",
    "exclusive technical",
    "power of attorney",
    "voting proxy",
    "proxy agreement",
)
"""Means of a variable-interest structure; a pledge of shares (股权质押) is none by itself: banks take it too."""
_VIE = re.compile(r"(?<![a-z])vies?(?![a-z])")
_CONCERT = (
    "一致行动",
    "共同行动协议",
    "acting in concert",
    "act in concert",
    "acts in concert",
    "concert party",
    "concert parties",
    "voting agreement",
    "shareholders' voting",
)
_FOR_ANOTHER = ("代持", "代为持有", "名义持有", "隐名", "as nominee", "held on behalf", "holds on behalf")


@dataclass(frozen=True, slots=True)
class Range(Shape):
    """A share from 0 to 1; `above` and `below` say that the bound itself is excluded."""

    TOLD = "low high"

    at_least: float
    at_most: float
    above: bool = False
    below: bool = False

    @property
    def low(self) -> Annotated[float, Key("at_least"), More(minimum=0, maximum=100)]:
        """Per cent, rounded to a millionth."""
        return percent(self.at_least)

    @property
    def high(self) -> Annotated[float, Key("at_most"), More(minimum=0, maximum=100)]:
        """Likewise."""
        return percent(self.at_most)

    def less(self, other: Range) -> Range:
        """What is left when the other part of it is taken away."""
        low, high = self.at_least - other.at_most, self.at_most - other.at_least
        return Range(max(low, 0.0), max(high, 0.0))

    def within(self, most: float) -> Range:
        """The same with an upper bound that is no larger."""
        if most >= self.at_most:
            return self
        most = max(most, self.at_least)
        return Range(self.at_least, most, self.above, False)


NOTHING = Range(0.0, 0.0)
ALL = Range(1.0, 1.0)
ANY = Range(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Interest:
    """One interest as a statement gives it."""

    type: str | None
    """As written; None when left out."""
    direct: str
    """`direct`, `indirect` or `unknown`."""
    beneficial: bool | None
    share: Range | None
    details: str

    @property
    def meaning(self) -> Meaning:
        """How its type is read; one that is not in the codelist says nothing."""
        return MEANINGS.get(self.type or "", UNKNOWN_INTEREST)

    @property
    def is_variable_interest(self) -> bool:
        """A contract whose details name the means of a variable-interest structure."""
        words = self.details.lower()
        named = any(word in words for word in _VARIABLE_INTEREST) or _VIE.search(words) is not None
        return named and (self.type in CONTRACTS or self.type in _UNSPECIFIC)

    @property
    def is_contract(self) -> bool:
        """Is it a right under a contract, by its type or by its details?"""
        return self.type in CONTRACTS or self.is_variable_interest

    @property
    def is_in_concert(self) -> bool:
        """Its details say that the holder acts in concert with others."""
        return any(word in self.details.lower() for word in _CONCERT)

    @property
    def speaks_of_another(self) -> bool:
        """Its details say that shares are held for another, which its type does not."""
        named = self.type in ("nominee", "nominator")
        return not named and any(word in self.details.lower() for word in _FOR_ANOTHER)

    @property
    def controls(self) -> Holds:
        """Does it give control by itself, whatever the votes?"""
        by_type = self.meaning.controls
        if self.type in _GRANTED and self.is_variable_interest:
            return YES
        if self.type == "rightsGrantedByContract" and self._is_majority():
            return YES
        if self.type == "appointmentOfBoard" and self.share is not None:
            if self._is_majority():
                return YES
            return UNKNOWN if self.share.at_most > 0.5 else NO
        return by_type

    def _is_majority(self) -> bool:
        share = self.share
        return share is not None and (share.at_least > 0.5 or (share.at_least == 0.5 and share.above))


def percent(fraction: float) -> float:
    """Per cent of a share from 0 to 1, rounded to a millionth of a per cent."""
    return round(fraction * 100, 6)


def said_percent(range_: Range) -> str:
    """`60%` or `25%–50%`."""
    low, high = _short(range_.at_least), _short(range_.at_most)
    return f"{low}%" if low == high else f"{low}%–{high}%"


def _short(fraction: float) -> str:
    value = round(fraction * 100, 2)
    return f"{value:g}" if value != 0 or fraction == 0 else "<0.01"
