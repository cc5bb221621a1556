"""The numbers of the Measures, each with its unit, article, first day and confidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from shencha.law.data import Confidence
from shencha.law.measures.read import first_day, part


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one version."""

    value: int
    unit: str
    """`users`, `working_days` or `times`."""
    instrument: str
    article: str
    since: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one version of the Measures."""

    intake_days: Figure
    preliminary_days: Figure
    preliminary_extension_days: Figure
    preliminary_extensions: Figure
    opinion_days: Figure
    special_days: Figure
    users: Figure | None = None
    """None in a version that has no rule on listings."""


@cache
def figures(instrument_id: str) -> Figures:
    """The numbers of that version.

    Raises:
        KeyError: no version has that id.
    """
    known = {
        name: Figure(
            one["value"],
            one["unit"],
            instrument_id,
            one["article"],
            first_day(instrument_id),
            Confidence(one["confidence"]),
        )
        for name, one in part(instrument_id, "figures").items()
    }
    return Figures(**known)
