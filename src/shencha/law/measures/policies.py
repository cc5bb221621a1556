"""Numbers that the office chose where the text of the Measures is silent: policies, never law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shencha.law.data import facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Policy:
    """One number of the office's own, with the articles that leave it open."""

    id: str
    value: int
    unit: str
    """`working_days` or `days`."""
    since: date
    articles: Mapping[str, tuple[str, ...]]
    """Articles that touch the matter without setting the number, by version."""
    text: Text
    """What the text leaves open and what the office does."""


POLICIES: Mapping[str, Policy] = {
    name: Policy(
        name,
        record["value"],
        record["unit"],
        date.fromisoformat(record["since"]),
        {version: tuple(numbers) for version, numbers in record["articles"].items()},
        Text.of(record["text"]),
    )
    for name, record in facts_of("measures/policies.yaml").items()
}
"""Every policy by its id."""
