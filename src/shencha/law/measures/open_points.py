"""Where the text of the Measures is silent, and the office's policy that fills the gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from shencha.law.data import Confidence, facts_of
from shencha.law.measures.policies import POLICIES, Choice, value_on
from shencha.shapes import More
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
    not_chosen: Text | None
    """Why the office cannot choose here; None where it can."""


OPEN_POINTS: Mapping[str, OpenPoint] = {
    point["id"]: OpenPoint(
        point["id"],
        point["number"],
        Text.of(point["topic"]),
        Text.of(point["text"]),
        Text.of(point["policy"]),
        Confidence(point["confidence"]),
        {version: tuple(numbers) for version, numbers in point["articles"].items()},
        Text.of(point["not_chosen"]) if "not_chosen" in point else None,
    )
    for point in facts_of("measures/open_points.yaml")
}
"""Every open point by its id, in the order O1 to O21."""
Points = Annotated[tuple[str, ...], More(items={"enum": list(OPEN_POINTS)}, uniqueItems=True)]
"""Ids of open points, in that order, as an answer tells them."""


def points_on(names: Iterable[str], on: date, choices: Iterable[Choice] = ()) -> Iterator[OpenPoint]:
    """Open points with the policy that holds for what begins on that day, in the words of what the office chose."""
    chosen = tuple(choices)
    for name in names:
        point = OPEN_POINTS[name]
        filling = [one for one in POLICIES.values() if one.open_point == name and one.unit != "span"]
        held = {one.id: value_on(one.id, on, chosen) for one in filling}
        if any(held[one.id] != one.value for one in filling):
            said = [one.said(held[one.id]) for one in filling]
            words = Text("".join(one.zh for one in said), " ".join(one.en for one in said))
            point = replace(point, policy=words)
        yield point
