"""Where the text of the Measures is silent, and the office's policy that fills the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.law.data import Confidence, facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One question that the text leaves open."""

    id: str
    number: str
    """O1 to O21."""
    topic: Text
    text: Text
    """What the text says, or does not."""
    policy: Text
    """How this software answers; the office's choice, not law."""
    confidence: Confidence
    articles: Mapping[str, tuple[str, ...]]
    """Articles that it touches, by version."""


OPEN_POINTS: Mapping[str, OpenPoint] = {
    point["id"]: OpenPoint(
        point["id"],
        point["number"],
        Text.of(point["topic"]),
        Text.of(point["text"]),
        Text.of(point["policy"]),
        Confidence(point["confidence"]),
        {version: tuple(numbers) for version, numbers in point["articles"].items()},
    )
    for point in facts_of("measures/open_points.yaml")
}
"""Every open point by its id, in the order O1 to O21."""
