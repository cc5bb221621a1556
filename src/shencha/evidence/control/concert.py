"""Who acts in concert with whom in a company, as the words beside the interests say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shencha.evidence.control.parties import Party, Tie


@dataclass(frozen=True, slots=True)
class Concert:
    """Those who act in concert in one company."""

    together: frozenset[str]
    """Named by each other's words, or several who all say so."""
    with_someone: frozenset[str]
    """Who says so alone, and does not say with whom."""


def concerts(above: Mapping[str, Sequence[Tie]], parties: Mapping[str, Party]) -> dict[str, Concert]:
    """The concert of every company in which one is told of.

    Args:
        above: the ties of each company.
    """
    found = {}
    for company, ties in above.items():
        said = {
            tie.holder: " ".join(i.details for i, _ in tie.interests if i.is_in_concert)
            for tie in ties
            if any(i.is_in_concert for i, _ in tie.interests)
        }
        if not said:
            continue
        words = "\n".join(said.values())
        named = {
            t.holder
            for t in ties
            if t.holder not in said
            and any(name in words for name in (t.holder, parties[t.holder].name) if name)
        }
        together = frozenset(said) | named
        alone = len(together) < 2
        found[company] = Concert(frozenset() if alone else together, together if alone else frozenset())
    return found
