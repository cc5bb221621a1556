"""What is publicly known of reviews, and of matters that are no review though they are called so.

Source: `public_matters.yaml`; announcements, press and memory are told apart by the confidence of each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from shencha.law.data import Confidence, facts_of
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
class Step:
    """Something that is publicly known."""

    on: date
    to_the_month: bool
    """Is only the month known?"""
    step: str
    text: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter, a review or not."""

    id: str
    name: Text
    review: bool
    why: Text | None
    """Why it is no review."""
    example: str | None
    """The case file of `examples/cases` that `shencha replay` reads."""
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "matter": self.id,
            "name": self.name.as_dict(),
            "review": "yes" if self.review else "no",
            "why": self.why.as_dict() if self.why else None,
            "example": self.example,
            "steps": [
                {
                    "on": f"{one.on:%Y-%m}" if one.to_the_month else one.on.isoformat(),
                    "step": one.step,
                    "text": one.text.as_dict(),
                    "confidence": one.confidence.value,
                }
                for one in self.steps
            ],
        }


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
