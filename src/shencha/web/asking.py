"""One question as a page: the boxes, what stands in them, and the answer that was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from shencha.law.logic.fact_values import Problem, Unfit, parse
from shencha.law.logic.facts import FACT, Kind
from shencha.law.measures.instruments import in_force
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS, ListingKind, ProductKind
from shencha.law.places import CODES, place_name
from shencha.text import Text
from shencha.web.counts import count_of
from shencha.web.interview import Answers
from shencha.web.questions import Question
from shencha.web.templatetags.say import reading

USUAL = ("US", "GB", "SG", "DE", "CH", "FR", "NL", "LU", "JP", "KR", "AU", "CA", "HK", "MO", "TW", "CN")
PLACES = tuple((code, place_name(code)) for code in USUAL)
_OTHERS = tuple((code, place_name(code)) for code in CODES - set(USUAL))
OTHER_PLACES = {
    # GB 18030 has the common characters in the order of their pinyin
    "zh": tuple(sorted(_OTHERS, key=lambda place: place[1].zh.encode("gb18030"))),
    "en": tuple(sorted(_OTHERS, key=lambda place: place[1].en.removeprefix("the "))),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One question with what was typed, or answered before."""

    question: Question
    kind: str
    typed: Mapping[str, Any]
    chosen: tuple[str, ...]
    kinds: tuple[ProductKind, ...]
    problems: tuple[Problem, ...] = ()
    places: tuple[tuple[str, Text], ...] = PLACES
    steps: tuple[ListingKind, ...] = tuple(LISTING_KINDS.values())

    @property
    def other_places(self) -> tuple[tuple[str, Text], ...]:
        """The places that are met less often, in the order of the reader's language."""
        return OTHER_PLACES[reading()]

    @property
    def box(self) -> str:
        """The template of its boxes."""
        return f"interview/{self.kind}.html"


def asked(question: Question, answers: Answers, on: date) -> Page:
    """The page of a question, as it was answered before."""
    boxes = _boxes(question, answers)
    return Page(question, _kind(question), boxes, tuple(boxes.get("kinds", ())), _kinds_on(on))


def asked_again(question: Question, typed: QueryDict, unfit: Unfit, on: date) -> Page:
    """The page of a question with everything that was typed, and what is wrong with it."""
    chosen = tuple(typed.getlist("kind"))
    return Page(question, _kind(question), typed.dict(), chosen, _kinds_on(on), unfit.problems)


def read(question: Question, typed: QueryDict) -> Any:
    """The answer that was typed, as a facts file writes it.

    Raises:
        Unfit: nothing was chosen, or the fact cannot have the value.
    """
    fact = FACT[question.fact]
    choice = typed.get("answer", "")
    value: Any
    match fact.kind:
        case Kind.COUNT:
            value = count_of(choice, typed)
        case Kind.KINDS:
            value = _kinds(typed.getlist("kind"))
        case Kind.DAY:
            value = {"day": typed.get("day", "").strip(), "none": None}.get(choice, "")
        case _:
            value = choice
    if value == "":
        raise Unfit(_nothing(fact.kind, choice))
    parse(fact, value)
    return value


def _kind(question: Question) -> str:
    return FACT[question.fact].kind.name.lower()


def _kinds_on(on: date) -> tuple[ProductKind, ...]:
    governing = in_force(on)
    return tuple(one for one in PRODUCT_KINDS.values() if governing and governing.id in one.versions)


def _kinds(chosen: list[str]) -> Any:
    if chosen == ["none"]:
        return []
    if chosen == ["unknown"]:
        return "unknown"
    if "none" in chosen or "unknown" in chosen:
        wrong = Text(
            "既选了种类，又选了“都不是”或者“暂不清楚”", "kinds are chosen together with “none” or “not known”"
        )
        raise Unfit(Problem(wrong, Text("请只留一种回答", "keep one kind of answer")))
    return chosen or ""


def _boxes(question: Question, answers: Answers) -> dict[str, Any]:
    if question.fact not in answers:
        return {}
    value = answers[question.fact]
    match FACT[question.fact].kind:
        case Kind.COUNT if isinstance(value, dict):
            return {"answer": "range", **value}
        case Kind.COUNT if value != "unknown":
            return {"answer": "number", "number": value}
        case Kind.KINDS:
            return {"kinds": ["unknown"] if value == "unknown" else (value or ["none"])}
        case Kind.DAY:
            return {"answer": "day", "day": value} if value else {"answer": "none"}
        case _:
            return {"answer": value}


def _nothing(kind: Kind, choice: str) -> Problem:
    if kind is Kind.DAY and choice:
        return Problem(Text("没有填写日期", "no day is given"), Text("请选择一个日期", "choose a day"), "day")
    return Problem(
        Text("还没有回答", "nothing is chosen yet"),
        Text("请选择一项；不清楚的选“暂不清楚”", "choose one; “not known yet” is an answer too"),
    )
