"""What is publicly known of reviews, and of matters that are no review though they are called so.

Source: `public_matters.yaml`; announcements, press and memory are told apart by the confidence of each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from shencha.law.data import Confidence, facts_of
from shencha.shapes import Key, Shape
from shencha.text import Text

OF_A_REVIEW = ("opened", "measures", "conclusion")
"""The steps that only a review has."""
STEPS: Mapping[str, Text] = {
    "opened": Text("宣布审查", "review announced"),
    "measures": Text("审查期间的措施", "measures during the review"),
    "conclusion": Text("审查结论", "conclusion"),
    "enforcement": Text("执法和处罚，不是审查步骤", "enforcement or penalty, no step of a review"),
    "call": Text("外部呼吁，不是审查步骤", "a call from outside, no step of a review"),
    "interview": Text("约谈，不是审查步骤", "an interview, no step of a review"),
    "press": Text("媒体报道", "press report"),
    "company": Text("公司公告", "the company's announcement"),
}


@dataclass(frozen=True, slots=True)
class Step(Shape):
    """Something that is publicly known."""

    TOLD = "day step text confidence"

    on: date
    to_the_month: bool
    """Is only the month known?"""
    step: str
    text: Text
    confidence: Confidence

    @property
    def day(self) -> Annotated[str, Key("on")]:
        """The day, or the month where only that is known."""
        return f"{self.on:%Y-%m}" if self.to_the_month else self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Matter(Shape):
    """One matter, a review or not."""

    TOLD = "id name told_review why example steps"

    id: Annotated[str, Key("matter")]
    name: Text
    review: bool
    why: Text | None
    """Why it is no review."""
    example: str | None
    """The case file of `examples/cases` that `shencha replay` reads."""
    steps: tuple[Step, ...]

    @property
    def told_review(self) -> Annotated[Literal["yes", "no"], Key("review")]:
        """Is it a review?"""
        return "yes" if self.review else "no"


@cache
def matters() -> tuple[Matter, ...]:
    """Every matter on record: reviews first, as they were opened, then what is none."""
    return tuple(_matter(data) for data in facts_of("public_matters.yaml"))


def _matter(data: Mapping[str, Any]) -> Matter:
    steps = tuple(
        Step(
            date.fromisoformat(one["on"]),
            one.get("day") == "month",
            one["step"],
            Text.of(one["text"]),
            Confidence(one["confidence"]),
        )
        for one in data["steps"]
    )
    why = Text.of(data["why"]) if "why" in data else None
    return Matter(
        data["id"], Text.of(data["name"]), data["review"] in ("yes", True), why, data["example"], steps
    )
