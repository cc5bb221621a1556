"""Each kind of listing step, and whether the review must be filed for: the screening itself, asked of each.

Of a platform operator with the personal information of more than a million users that lists abroad. Source: Measures
2022, Article 7; open points `listing_abroad` and `listed_before`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shencha.law.logic.facts import Actor, Count, DataProcessing, Facts, Listing, Procurement, exactly
from shencha.law.logic.holds import NO, YES, Holds
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import governing, instrument
from shencha.law.measures.kinds import LISTING_KINDS, ListingKind
from shencha.law.screening.screen import screen


@dataclass(frozen=True, slots=True)
class ListingStep:
    """One kind of step, with the duty to file for an issuer listed there before the Measures and one listed since."""

    kind: ListingKind
    before: Holds
    """Listed there before the version came into force."""
    since: Holds
    """Not listed there before that day."""
    open_points: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "kind": self.kind.id,
            "name": self.kind.name.as_dict(),
            "duty_if_listed_before": self.before.word,
            "duty_if_listed_since_or_not_yet": self.since.word,
            "open_points": list(self.open_points),
        }


def listing_steps(on: date) -> tuple[ListingStep, ...]:
    """Every kind of step, by the version in force on that day.

    Args:
        on: a day on which the Measures know a listing abroad, from 2022-02-15.
    """
    version, first = governing(None, on), line(on)
    users = figures(version).users
    above = exactly(users.value + 1) if users else Count()
    return tuple(_step(one, on, first, above) for one in LISTING_KINDS.values())


def line(on: date) -> date:
    """The day that divides issuers listed before from those listed since: the first of the version in force."""
    return instrument(governing(None, on)).in_force_from


def _step(kind: ListingKind, on: date, first: date, users: Count) -> ListingStep:
    told = []
    for since in (first - timedelta(1), first):
        facts = Facts(
            Actor(NO, YES, users),
            Procurement(NO),
            Listing(YES, "US", kind=kind.id, listed_there_since=since),
            DataProcessing(NO),
            NO,
        )
        told.append(screen(facts, on))
    before, after = told
    points = tuple(dict.fromkeys((*before.open_points, *after.open_points)))
    return ListingStep(kind, before.duty, after.duty, tuple(p for p in points if p in _POINTS))


_POINTS = ("listing_abroad", "listed_before")
