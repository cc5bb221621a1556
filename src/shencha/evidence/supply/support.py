"""Components whose support ends, by the days that register and bills give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shencha.evidence.supply.graph import SupplyGraph

SOON = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Support:
    """Of how many components a last day is given, and of which it is past or near."""

    on: date | None
    known: int
    ended: tuple[tuple[int, date], ...]
    ending: tuple[tuple[int, date], ...]
    """Within a year of the day asked about."""


def support_of(graph: SupplyGraph, on: date | None) -> Support:
    """Whose support has ended by that day, or ends within a year; without a day nothing is judged."""
    known = sorted(graph.until.items(), key=lambda pair: (pair[1], graph.names[pair[0]]))
    if on is None:
        return Support(None, len(known), (), ())
    ended = tuple((one, day) for one, day in known if day < on)
    return Support(on, len(known), ended, tuple((one, day) for one, day in known if on <= day <= on + SOON))
