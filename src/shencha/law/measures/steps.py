"""Which article asks for a step of the review, by version; no other place says so (each version's `steps.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shencha.law.measures.read import part, versions


def steps(version: str) -> Mapping[str, str]:
    """The article under which each step stands in that version."""
    found: Mapping[str, str] = part(version, "steps")
    return found


STEPS: Mapping[str, Mapping[str, str]] = {
    step: {version: steps(version)[step] for version in versions() if step in steps(version)}
    for step in dict.fromkeys(step for version in reversed(versions()) for step in steps(version))
}
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
