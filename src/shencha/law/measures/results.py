"""The three ends of a review, and what follows from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.law.data import Confidence
from shencha.law.measures.read import part, versions
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


def _results() -> dict[str, Result]:
    """In the words of the latest version that has it."""
    found: dict[str, Result] = {}
    for version in versions():
        for one in part(version, "results"):
            earlier = found[one["id"]].articles if one["id"] in found else {}
            found[one["id"]] = Result(
                one["id"],
                one["number"],
                Text.of(one["text"]),
                Text.of(one["effect"]),
                {**earlier, version: one["article"]},
                Confidence(one["confidence"]),
            )
    return found


RESULTS: Mapping[str, Result] = _results()
"""Every result by its id."""
