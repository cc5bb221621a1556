"""The first sentences of the answer: who controls, by contract or by votes, and how much is not disclosed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shencha.evidence.control.control import Control, Holder
from shencha.evidence.control.controllers import contracts
from shencha.evidence.control.findings import by_contract, foreign
from shencha.evidence.control.interests import NOTHING, said_percent
from shencha.evidence.control.reasons import spaced
from shencha.law.logic.holds import UNKNOWN, YES, Holds
from shencha.law.places import place_name
from shencha.text import Text

_NAMED = 5
_CONTRACT_RULES = frozenset({"variable_interest", "contract"})
_CONTROLS = Text("{who}控制{company}。", "{who} controls {company}.")
_CONTROL = Text("{who}控制{company}。", "{who} control {company}.")
_MAY = Text(
    "声明不足以确定由谁控制{company}；可能控制的有{who}。",
    "Who controls {company} cannot be told from the statements; {who} may.",
)
_MAY_TOO = Text("不能排除控制的还有{who}。", "That {who} controls too cannot be ruled out.")
_NOBODY = Text("没有声明表明有人控制{company}。", "No statement says that anyone controls {company}.")
_BY_CONTRACT = Text("（依合同）", " (by contract)")
_CONTRACT = Text(
    "{holder}依合同而非股权对{company}享有权利。",
    "{holder} has rights in {company} by contract, not by shares.",
)
_FOREIGN = Text(
    "计入合同权利，国外持有人最终享有{company}的 {share}。",
    "With what contracts give, foreign holders have {share} of {company} in the end.",
)
_UNDISCLOSED = Text(
    "{company}的股份中，{share} 没有披露最终由谁持有。",
    "Of the shares of {company}, {share} are held in the end by persons not disclosed.",
)


def headline(found: Control) -> tuple[Text, ...]:
    """Who controls, or that it cannot be told; contracts; what is not disclosed."""
    return tuple(spaced(sentence) for sentence in _headline(found))


def _headline(found: Control) -> Iterator[Text]:
    company = found.of.shown
    sure, open_ = (_those(found.holders, holds) for holds in (YES, UNKNOWN))
    if sure:
        yield (_CONTROLS if len(sure) == 1 else _CONTROL).fill(who=_listed(sure), company=company)
        if open_:
            yield _MAY_TOO.fill(who=_listed(open_))
    else:
        yield _MAY.fill(who=_listed(open_), company=company) if open_ else _NOBODY.fill(company=company)
    parties = found.structure.parties
    pairs = dict.fromkeys((t.holder, t.subject) for t, _ in contracts(found.ties))
    for holder, subject in list(pairs)[:_NAMED]:
        yield _CONTRACT.fill(holder=parties[holder].shown, company=parties[subject].shown)
    if by_contract(found) and (whole := foreign(found, "by_contract")) != NOTHING:
        yield _FOREIGN.fill(company=company, share=said_percent(whole))
    if found.undisclosed != NOTHING:
        yield _UNDISCLOSED.fill(company=company, share=said_percent(found.undisclosed))


def _those(holders: Sequence[Holder], controls: Holds) -> list[Holder]:
    return [holder for holder in holders if holder.controls is controls]


def _listed(holders: Sequence[Holder]) -> Text:
    names = [_called(holder) for holder in holders[:_NAMED]]
    more = len(holders) - len(names)
    zh = "、".join(name.zh for name in names) + (f"等 {len(holders)} 方" if more > 0 else "")
    english = [name.en for name in names] + ([f"{more} more"] if more > 0 else [])
    en = english[0] if len(english) == 1 else ", ".join(english[:-1]) + " and " + english[-1]
    return Text(zh, en)


def _called(holder: Holder) -> Text:
    name, place = holder.party.shown, holder.party.jurisdiction
    contract = any(reason.rule in _CONTRACT_RULES for reason in holder.because)
    if place and holder.abroad != "mainland" and not holder.party.is_public_body:
        where = place_name(place)
        name = Text(f"{name.zh}（{where.zh}）", f"{name.en} ({where.en})")
    return Text(name.zh + _BY_CONTRACT.zh, name.en + _BY_CONTRACT.en) if contract else name
