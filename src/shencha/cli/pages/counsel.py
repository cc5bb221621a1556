"""The first questions of counsel as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from shencha.cli.days import today
from shencha.cli.lines import dot, wrapped
from shencha.errors import BadInput, Fault
from shencha.law.counsel.listing_steps import ListingStep, listing_steps
from shencha.law.counsel.products import KINDS, WAYS, ProductAnswer
from shencha.law.counsel.questions import Question, question, questions
from shencha.law.measures.instruments import instrument
from shencha.law.measures.read import versions
from shencha.text import Lang, Text

LISTING_STEP = "listing_step"
_STEP = Text(
    "{name}：此前已在该地上市 {before}，此前没有 {since}",
    "{name}: listed there before {before}, not before {since}",
)
_BOTH = Text("{name}：{since}", "{name}: {since}")
_DUTY = {
    "yes": Text("须申报", "must file"),
    "no": Text("不须申报", "need not file"),
    "unknown": Text("条文没有写明", "open by the text"),
}
_OF = Text(
    "各种方式（用户数超过门槛，赴国外上市；以 {day} 为界）",
    "Each kind of step (users above the line, abroad; before or since {day})",
)
_FACT = Text(
    "事实文件中写 procurement.product_kinds: {value}", "In a facts file: procurement.product_kinds: {value}"
)
_MISSING = {
    "change": Text(
        "还缺：是否带来新的功能、权限、数据或者提供者（--change）",
        "lacking: does it bring new functions, privileges, data or a new supplier (--change)?",
    ),
    "influence": Text(
        "还缺：是否有重要影响（--influence）", "lacking: is its influence important (--influence)?"
    ),
}


def questions_named(ids: list[str]) -> list[Question]:
    """The questions of these ids, all of them where none is named.

    Raises:
        BadInput: there is no such question.
    """
    known = [one.id for one in questions()]
    if unknown := [one for one in ids if one not in known]:
        wrong = Text(f"没有 {unknown[0]} 这一问题", f"there is no question {unknown[0]}")
        right = Text(f"请从中选择：{'、'.join(known)}", f"choose among {', '.join(known)}")
        raise BadInput([Fault("shencha law questions", "QUESTION", wrong, right)])
    return [question(one) for one in ids] or list(questions())


def answers(found: list[Question]) -> list[dict[str, Any]]:
    """JSON-ready; with the kinds of listing step where that is asked."""
    return [
        one.as_dict() | ({"steps": [step.as_dict() for step in _steps()]} if one.id == LISTING_STEP else {})
        for one in found
    ]


def page(found: list[Question], lang: Lang) -> str:
    """The questions one after another."""
    return "\n".join(line for one in found for line in _question(one, lang)).rstrip()


def _question(one: Question, lang: Lang) -> Iterator[str]:
    yield from wrapped(f"{one.id}: {one.title.said(lang)}")
    for point in one.points:
        yield dot(
            Text("{text}【{place}】", "{text} [{place}]").fill(text=point.text, place=point.place), lang
        )
    for text in one.open:
        yield from wrapped(text.said(lang), "  ? ", "    ")
    if one.id == LISTING_STEP:
        yield _OF.fill(day=_first()).said(lang)
        for step in _steps():
            said = _BOTH if step.before is step.since else _STEP
            told = {"before": _DUTY[step.before.word], "since": _DUTY[step.since.word]}
            yield dot(said.fill(name=step.kind.name, **told), lang)
    yield ""


def product_page(found: ProductAnswer, lang: Lang) -> str:
    """Whether what is bought counts as a procurement of a network product or service."""
    asked = found.asked
    head = Text("{kind}，{way}：{text}", "{kind}, {way}: {text}")
    lines = list(wrapped(head.fill(kind=KINDS[asked.kind], way=WAYS[asked.way], text=found.text).said(lang)))
    for point in found.points:
        cited = Text("{text}【{place}】", "{text} [{place}]").fill(text=point.text, place=point.place)
        lines.append(dot(cited, lang))
    lines.append(dot(found.reasons[1], lang))
    lines += [dot(_MISSING[name], lang) for name in found.missing]
    kinds = found.product_kinds
    value = "unknown" if kinds is None else f"[{', '.join(kinds)}]"
    lines.append(_FACT.fill(value=value).said(lang))
    return "\n".join(lines)


def _first() -> date:
    return instrument(versions()[-1]).in_force_from


def _steps() -> tuple[ListingStep, ...]:
    return listing_steps(max(today(), _first()))
