"""Why a holder controls, does not, or may: one reason for each step, in whole sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shencha.evidence.control.controllers import Chain, Step
from shencha.evidence.control.interests import Range, said_percent
from shencha.evidence.control.parties import Party, Structure, Tie
from shencha.law.control import Yardstick
from shencha.law.data import Confidence
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.shapes import Shape
from shencha.text import Text

_WORDS: dict[str, tuple[Text, Text]] = {  # rule: what is certain, what is only possible
    "majority": (
        Text(
            "{by}合计持有 {company} 的 {votes} 表决权，达到控制所需的多数。",
            "{by} together hold {votes} of the votes of {company}, the majority that controls.",
        ),
        Text(
            "{by}合计持有 {company} 的 {votes} 表决权，可能达到控制所需的多数。",
            "{by} together hold {votes} of the votes of {company}, which may be the majority that controls.",
        ),
    ),
    "arrangement": (
        Text("{company} 是一项安排，全部由{by}持有。", "{company} is an arrangement held wholly by {by}."),
        Text(
            "{company} 是一项安排，没有表决权；由其各方中的谁决定，声明没有说明（其中{by}占 {votes}）。",
            "{company} is an arrangement without votes of its own; which of its "
            "parties decides is not said ({by}: {votes}).",
        ),
    ),
    "public_body": (
        Text("{company} 是{by}的机构，为其持有。", "{company} is a body of {by} and holds for it."),
        Text("{company} 可能是{by}的机构。", "{company} may be a body of {by}."),
    ),
    "whole": (
        Text(
            "各条链条合计，{by}最终持有 {company} 的全部表决权。",
            "All chains together, {by} has all the votes of {company} in the end.",
        ),
        Text(
            "{by}可能最终持有 {company} 的全部表决权。",
            "{by} may have all the votes of {company} in the end.",
        ),
    ),
    "acting_in_concert": (
        Text(
            "{by}一致行动，共同持有 {company} 的 {votes} 表决权，达到控制所需的多数。",
            "{by} act in concert and hold {votes} of the votes of {company}, the majority that controls.",
        ),
        Text(
            "{by}一致行动，共同持有 {company} 的 {votes} 表决权，可能达到控制所需的多数。",
            "{by} act in concert and hold {votes} of the votes of {company}, which may be the majority that controls.",
        ),
    ),
    "in_concert_with_someone": (
        Text(
            "{by}合计持有 {company} 的 {votes} 表决权，并与未说明的他人一致行动，可能达到控制所需的多数。",
            "{by} together hold {votes} of the votes of {company} and act in concert with someone the statement does "
            "not name, which may make the majority that controls.",
        ),
    )
    * 2,
    "largest": (
        Text(
            "{by}合计持有 {company} 的 {votes} 表决权，不到半数但没有人更多；"
            "不到半数而足以对股东会决议产生重大影响的也是控股股东，是否如此没有说明。",
            "{by} together hold {votes} of the votes of {company}, which is less than half, and nobody holds more; "
            "who has a material influence on resolutions controls too; whether this is so is not said.",
        ),
    )
    * 2,
    "undisclosed": (
        Text(
            "{by}合计持有 {company} 的 {votes} 表决权，不到半数；没有披露的多于所差的，不能说其不控制。",
            "{by} together hold {votes} of the votes of {company}, less than half; more is undisclosed than is "
            "lacking, so that it cannot be said not to control.",
        ),
    )
    * 2,
    "appointment_of_board": (
        Text("{by}有权任命 {company} 的董事会。", "{by} may appoint the board of {company}."),
        Text(
            "{by}有权任命 {company} 董事会的一部分，是否过半数没有说明。",
            "{by} may appoint part of the board of {company}; whether it is the majority is not said.",
        ),
    ),
    "variable_interest": (
        Text(
            "{by}通过协议（可变利益安排）控制 {company}。",
            "{by} controls {company} by contract, as a variable-interest arrangement.",
        ),
        Text(
            "{by}对 {company} 有附条件的协议权利（可变利益安排），条件是否成就没有说明。",
            "{by} has conditional contract rights in {company} (a variable-interest arrangement); "
            "whether the condition is met is not said.",
        ),
    ),
    "contract": (
        Text("{by}依合同控制 {company}。", "{by} controls {company} by contract."),
        Text(
            "{by}对 {company} 有合同权利，是否足以控制没有说明。",
            "{by} has rights under a contract in {company}; whether they are enough to control is not said.",
        ),
    ),
    "articles": (
        Text(
            "{by}依 {company} 的章程或者内部规则控制它。", "{by} controls {company} by its articles or rules."
        ),
        Text("{by}可能依章程控制 {company}。", "{by} may control {company} by its articles."),
    ),
    "legal_framework": (
        Text("{by}依法律规定控制 {company}。", "{by} controls {company} by legal framework."),
        Text("{by}可能依法律规定控制 {company}。", "{by} may control {company} by legal framework."),
    ),
    "nominator": (
        Text("{company} 为{by}代持。", "{company} holds for {by} as nominee."),
        Text("{company} 可能为{by}代持。", "{company} may hold for {by} as nominee."),
    ),
    "influence": (
        Text("{by}影响或者控制 {company}。", "{by} influences or controls {company}."),
        Text(
            "声明称{by}影响或者控制 {company}，没有说明程度。",
            "A statement says that {by} influences or controls {company}, not how far.",
        ),
    ),
    "trust": (
        Text("{by}在信托 {company} 中有决定权。", "{by} decides in the trust {company}."),
        Text(
            "{by}是信托或者安排 {company} 的一方，由谁决定没有说明。",
            "{by} is a party to the trust or arrangement {company}; who decides is not said.",
        ),
    ),
    "not_described": (
        Text("{by}在 {company} 有权益。", "{by} has an interest in {company}."),
        Text(
            "{by}在 {company} 有权益，声明没有说明是什么权益。",
            "{by} has an interest in {company} that the statement does not describe.",
        ),
    ),
}
_NOT = {
    "nominee": Text(
        "{holder} 只是名义持有人，替他人行事。", "{holder} is only a nominee and acts for another."
    ),
    "office": Text(
        "{holder} 在 {company} 只担任职务，不持有股份、表决权或者任命权。",
        "{holder} holds an office in {company}, but no shares, votes or right to appoint.",
    ),
    "no_majority": Text(
        "{holder} 连同其控制的主体持有 {company} 的 {votes} 表决权，不到多数，也没有协议、任命等控制权的声明。",
        "{holder}, with those it controls, holds {votes} of the votes of {company}, which is no majority, and no "
        "statement tells of an agreement, a right to appoint or another right that controls.",
    ),
    "no_votes": Text(
        "{holder} 和其控制的主体都不直接持有 {company} 的表决权，也没有协议、任命权或者其他控制权的声明。",
        "Neither {holder} nor anyone it controls holds votes of {company} directly, and no statement tells of an "
        "agreement, a right to appoint or another right that controls.",
    ),
    "another_controls": Text(
        "{holder} 连同其控制的主体持有 {company} 的 {votes} 表决权，而{other}已持有多数。",
        "{holder}, with those it controls, holds {votes} of the votes of {company}, and {other} has the majority.",
    ),
}
_RIGHTS = frozenset(
    {
        "majority",
        "no_majority",
        "no_votes",
        "another_controls",
        "arrangement",
        "largest",
        "undisclosed",
        "whole",
    }
)


@dataclass(frozen=True, slots=True)
class Because(Shape):
    """One step of why a holder controls, or the one reason why not."""

    TOLD = "rule instrument article holds text statements confidence"

    rule: str
    holds: Holds
    text: Text
    statements: tuple[str, ...]
    instrument: str
    article: str
    confidence: Confidence


def because(
    chain: Chain,
    structure: Structure,
    holder: Party,
    of: Party,
    stick: Yardstick,
    held: Sequence[Tie],
    other: Party | None = None,
) -> tuple[Because, ...]:
    """The reasons for one holder's answer.

    Args:
        held: all that the holder holds.
        other: who has the majority of the company instead, if that is why the holder does not control.
    """
    if chain.controls is NO:
        rule = "another_controls" if other is not None else _why_not(held, chain.held[1])
        text = _NOT[rule].fill(
            holder=holder.shown,
            company=of.shown,
            votes=said_percent(Range(*chain.held)),
            other=other.shown if other else "",
        )
        named = tuple(s for t in held for s in t.statements)
        return (_because(rule, NO, text, named, stick),)
    return tuple(_step(step, structure, stick) for step in chain.steps)


def _step(step: Step, structure: Structure, stick: Yardstick) -> Because:
    certain, possible = _WORDS[step.rule]
    names = [structure.parties[by].shown for by in step.by]
    text = (certain if step.certain else possible).fill(
        by=Text("、".join(n.zh for n in names), " and ".join(n.en for n in names)),
        company=structure.parties[step.company].shown,
        votes=said_percent(Range(*step.votes)),
    )
    if len(names) == 1:
        text = Text(
            text.zh.replace("合计", "", 1),
            text.en.replace(" together hold ", " holds ", 1).replace(" and act in ", " and acts in ", 1),
        )
    return _because(step.rule, YES if step.certain else UNKNOWN, text, step.statements, stick)


def _why_not(held: Sequence[Tie], votes: float) -> str:
    types = {i.type for t in held for i, _ in t.interests}
    if types == {"nominee"}:
        return "nominee"
    if types and types <= {"boardMember", "boardChair", "seniorManagingOfficial"}:
        return "office"
    return "no_majority" if votes > 0 else "no_votes"


def spaced(text: Text) -> Text:
    """A Latin name stands apart from the Chinese around it."""
    zh = re.sub(r"([A-Za-z0-9])(?=[\u4e00-\u9fff])|([\u4e00-\u9fff])(?=[A-Za-z0-9])", r"\1\2 ", text.zh)
    return Text(zh, text.en)


def _because(rule: str, holds: Holds, text: Text, statements: tuple[str, ...], stick: Yardstick) -> Because:
    article = stick.article if rule in _RIGHTS else stick.actual_article
    named = tuple(dict.fromkeys(statements))
    return Because(rule, holds, spaced(text), named, stick.instrument, article, stick.confidence)
