"""Which article asks for a step of the review; no other place says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shencha.law.data import facts_of

STEPS: Mapping[str, Mapping[str, str]] = facts_of("measures/steps.yaml")
"""The article by step and version."""


def article_of(step: str, version: str) -> str:
    """The number of the article that asks for a step in a version that knows it.

    Raises:
        KeyError: that version does not.
    """
    return STEPS[step][version]


def articles_of(steps: Iterable[str], version: str) -> tuple[str, ...]:
    """The articles that ask for some steps, without those that the version does not know."""
    return tuple(dict.fromkeys(STEPS[step][version] for step in steps if version in STEPS[step]))
