"""The three ends of a review, and what follows from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.law.data import Confidence, facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Result:
    """One end of a review."""

    id: str
    """`no_review`, `not_affecting` or `affecting`, as events write it."""
    number: str
    text: Text
    effect: Text
    articles: Mapping[str, str]
    """The article under which it is told, by version."""
    confidence: Confidence


RESULTS: Mapping[str, Result] = {
    one["id"]: Result(
        one["id"],
        one["number"],
        Text.of(one["text"]),
        Text.of(one["effect"]),
        one["articles"],
        Confidence(one["confidence"]),
    )
    for one in facts_of("measures/results.yaml")
}
"""Every result by its id."""
