"""What is known of a breach: who, what, when, how often, with what sums.

Every fact may be unknown, and one left out is. `conduct` lists what the record finds; what is alleged but not
established stands under `suspected`; any other conduct was not found. One entry of `acts` is one act in law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.sanctions.money import Sum
from shencha.text import Text

ACTOR: Mapping[str, Text] = {
    "ciio": Text("关键信息基础设施运营者", "operator of critical information infrastructure"),
    "state_organ": Text("国家机关", "state organ"),
    "network_operator": Text("网络运营者", "network operator"),
    "data_handler": Text("（网络）数据处理者", "handler of (network) data"),
    "important_data_handler": Text("重要数据处理者", "handler of important data"),
    "personal_information_handler": Text("个人信息处理者", "personal information handler"),
    "domestic_enterprise": Text("境外上市的境内企业", "domestic enterprise that lists overseas"),
    "supplier": Text("网络产品或者服务的提供者", "supplier of a network product or service"),
}
"""What the party is; each is a three-valued fact."""
ACT: Mapping[str, Text] = {
    "commercial_cryptography": Text("所涉产品或者服务涉及商用密码", "it involves commercial cryptography"),
    "may_affect_national_security": Text(
        "影响或者可能影响国家安全", "it affects or may affect national security"
    ),
    "corrected_in_time": Text("及时改正", "it was corrected in time"),
    "refused_to_correct": Text("拒不改正", "the party refused to correct it"),
    "harmful_consequence": Text("造成危害后果", "it had a harmful consequence"),
    "serious": Text("情节严重", "the circumstances are serious"),
    "grave_consequence": Text(
        "造成大量数据泄露等严重后果", "it had grave consequences, such as data leaked in mass"
    ),
    "serious_consequence": Text(
        "大量数据泄露或者关键信息基础设施丧失局部功能",
        "data leaked in mass, or critical infrastructure lost part of its function",
    ),
    "main_function_lost": Text(
        "关键信息基础设施丧失主要功能", "critical infrastructure lost its main function"
    ),
    "minor": Text("违法行为轻微", "the breach is minor"),
    "slight_harm": Text("危害后果轻微", "the harm is slight"),
    "first_breach": Text("初次违法", "it is the first breach"),
    "punished_before": Text("曾因违法受过处罚", "the party was punished before"),
    "no_fault_proved": Text("有证据证明没有主观过错", "the party proved that it was not at fault"),
    "lessened_harm": Text("主动消除或者减轻危害后果", "the party removed or lessened the harm by itself"),
    "forced_or_lured": Text("受他人胁迫或者诱骗", "the party was forced or lured"),
    "owned_up": Text("主动供述未被掌握的行为", "the party owned up to what was not known"),
    "merit": Text("配合查处有立功表现", "the party helped with merit"),
    "citizens_safety": Text(
        "涉及公民生命健康安全、金融安全", "the life, health or financial security of citizens is concerned"
    ),
    "found_in_time": Text(
        "经机关认定，违法行为在处罚时效内被发现",
        "the authority found that it was discovered within the period of limitation",
    ),
}
"""What is known of one act; each is a three-valued fact."""
SUMS: Mapping[str, Text] = {
    "purchase_amount": Text("采购金额", "purchase amount"),
    "turnover_previous_year": Text("上一年度营业额", "turnover of the previous year"),
    "gain": Text("违法所得", "unlawful gain"),
}
STEPS = (
    "opened_on",
    "notice_served_on",
    "hearing_requested_on",
    "decided_on",
    "served_on",
    "reconsideration_on",
    "action_on",
)
"""Days of the penalty's own procedure, in their order."""
ROLES = ("in_charge", "responsible", "other")
EXCLUDE = (
    ("corrected_in_time", "refused_to_correct"),
    ("minor", "serious"),
    ("minor", "grave_consequence"),
    ("minor", "serious_consequence"),
    ("minor", "main_function_lost"),
    ("slight_harm", "grave_consequence"),
    ("slight_harm", "serious_consequence"),
    ("slight_harm", "main_function_lost"),
    ("first_breach", "punished_before"),
    ("no_fault_proved", "refused_to_correct"),
)
"""Of these two only one can be."""
IMPLY = (
    ("grave_consequence", "harmful_consequence"),
    ("serious_consequence", "harmful_consequence"),
    ("main_function_lost", "harmful_consequence"),
    ("serious_consequence", "serious"),
    ("main_function_lost", "serious"),
)
"""The first cannot be without the second."""
STANDS_FOR = {"grave_consequence": "serious_consequence"}
"""A fact that files written before it leave out, and the one that stood for it then."""
ACTOR_EXCLUDE = (("state_organ", "domestic_enterprise"),)
ACTOR_IMPLY = (("ciio", "network_operator"), ("important_data_handler", "data_handler"))
"""The same of what the party is."""
Pairs = tuple[tuple[str, str], ...]
MOST_ACTS = 200
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Act:
    """One act and what is known of it."""

    id: str
    conduct: frozenset[str] | None = None
    """What the record finds; None: unknown."""
    suspected: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    """Its last day, if it is over and the day is known."""
    ongoing: Holds = UNKNOWN
    times: int | None = None
    discovered_on: date | None = None
    said: Mapping[str, Holds] = field(default_factory=dict)
    """The facts of `ACT`."""
    sums: Mapping[str, Sum] = field(default_factory=dict)
    """The facts of `SUMS`."""

    def found(self, conduct: str) -> Holds:
        """Was there this conduct?"""
        if self.conduct is None or conduct in self.suspected:
            return UNKNOWN
        return YES if conduct in self.conduct else NO


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person of the party and its part in the act."""

    name: str
    role: str
    """`in_charge` and `responsible` can be fined, `other` cannot."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The fines of a decision that was made, to be held against the range."""

    unit: Sum | None
    persons: tuple[Sum | None, ...]
    """In the order of the persons; None where the fine of one is not told."""


@dataclass(frozen=True, slots=True)
class SanctionFacts:
    """All that is known of a breach and of its procedure."""

    case: str | None = None
    party: str | None = None
    actor: Mapping[str, Holds] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    persons: tuple[Person, ...] = ()
    steps: Mapping[str, date] = field(default_factory=dict)
    decided: Decided | None = None

    def value(self, fact: str, act: Act) -> Holds:
        """A three-valued fact as a provision names it."""
        block, _, name = fact.rpartition(".")
        if block == "actor":
            return self.actor.get(name, UNKNOWN)
        if block == "conduct":
            return act.found(name)
        if fact == "repeated":
            return UNKNOWN if act.times is None else YES if act.times > 1 else NO
        return act.said.get(fact, UNKNOWN)


def place_of(fact: str, at: int) -> str:
    """Where that fact of act `at` (from 0) stands in a facts file."""
    if fact.startswith("actor."):
        return fact
    if fact.startswith("conduct."):
        return f"acts.{at}.conduct"
    return f"acts.{at}.{'times' if fact == 'repeated' else fact}"


def closed(said: Mapping[str, Holds], times: int | None = None) -> dict[str, Holds]:
    """The facts of an act with what follows from those that are known."""
    known = {name: said.get(name, UNKNOWN) for name in ACT}
    if times is not None and times > 1 and known["first_breach"] is UNKNOWN:
        known["first_breach"] = NO
    return _closed(known, EXCLUDE, IMPLY)


def closed_actor(said: Mapping[str, Holds]) -> dict[str, Holds]:
    """What the party is, with what follows from that."""
    return _closed({name: said.get(name, UNKNOWN) for name in ACTOR}, ACTOR_EXCLUDE, ACTOR_IMPLY)


def _closed(out: dict[str, Holds], exclude: Pairs, imply: Pairs) -> dict[str, Holds]:
    pairs = [
        *((one, YES, other, NO) for pair in exclude for one, other in (pair, pair[::-1])),
        *((one, YES, other, YES) for one, other in imply),
        *((other, NO, one, NO) for one, other in imply),
    ]
    for _ in out:
        for one, value, other, follows in pairs:
            if out[one] is value and out[other] is UNKNOWN:
                out[other] = follows
    return out
