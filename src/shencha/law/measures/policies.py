"""Numbers that the office chose where the text of the Measures is silent: policies, never law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shencha.law.data import facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Policy:
    """One number of the office's own, with the articles that leave it open."""

    id: str
    name: Text
    value: int
    """What this package ships; the office may have chosen another since."""
    least: int
    most: int
    unit: str
    """`working_days` or `days`."""
    since: date
    articles: Mapping[str, tuple[str, ...]]
    """Articles that touch the matter without setting the number, by version."""
    text: Text
    """What the text leaves open and what the office does, with `{value}` for the number."""

    def said(self, value: int) -> Text:
        """The policy in words with the number that the office chose."""
        return self.text.fill(value=value)


@dataclass(frozen=True, slots=True)
class Choice:
    """A number that the office put in force for a policy, from a day on."""

    policy: str
    value: int
    since: date


POLICIES: Mapping[str, Policy] = {
    name: Policy(
        name,
        Text.of(record["name"]),
        record["value"],
        record["least"],
        record["most"],
        record["unit"],
        date.fromisoformat(record["since"]),
        {version: tuple(numbers) for version, numbers in record["articles"].items()},
        Text.of(record["text"]),
    )
    for name, record in facts_of("measures/policies.yaml").items()
}
"""Every policy by its id."""


def value_on(policy: str, on: date, choices: Iterable[Choice] = ()) -> int:
    """The number that holds for what begins on that day: the last choice that was in force by then.

    Args:
        choices: in the order in which they were put in force; of two for one day the later one holds.
    Raises:
        KeyError: there is no such policy.
    """
    found = POLICIES[policy]
    value, since = found.value, found.since
    for one in choices:
        if one.policy == policy and since <= one.since <= on:
            value, since = one.value, one.since
    return value
