"""When someone controls a company: the Company Law's yardstick on a day.

It is a yardstick only: a foreign company lives under another company law, and the review looks at influence
of every kind. Its wording is written down from memory (`unverified`), and every reason says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.law.data import Confidence, facts_of


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What makes a controlling holder on one day, and where it stands."""

    majority: float
    """Share of votes, 0 to 1."""
    strict: bool
    """More than the share; otherwise the share itself is enough."""
    instrument: str
    article: str
    """Of the majority."""
    actual_article: str
    """Of control by investment, agreement or other arrangement."""
    influence: float
    """Share of votes, 0 to 1, from which one of several equally large holders may control; a yardstick of takeovers."""
    confidence: Confidence

    def reached(self, votes: float, *, more: bool = False) -> bool:
        """Do these votes control? `more`: the true number lies above the one given (an exclusive bound)."""
        near = 1e-9
        if abs(votes - self.majority) <= near:
            return more or not self.strict
        return votes > self.majority


def yardstick(on: date) -> Yardstick:
    """The yardstick of the version in force on that day; the first one known for days before it."""
    data = facts_of("control.yaml")
    half, actual, influence = (
        _latest(data[name], on) for name in ("majority", "actual_controller", "influence")
    )
    return Yardstick(
        half["percent"] / 100,
        half["strict"] == "yes",
        half["instrument"],
        half["article"],
        actual["article"],
        influence["percent"] / 100,
        Confidence(half["confidence"]),
    )


def _latest(records: list[dict[str, Any]], on: date) -> dict[str, Any]:
    before = [record for record in records if date.fromisoformat(record["from"]) <= on]
    return before[-1] if before else records[0]
