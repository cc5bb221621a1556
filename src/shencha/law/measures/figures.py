"""The numbers of the Measures, each with its unit, article, first day and confidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from shencha.law.data import Confidence, facts_of


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
    """None in the 2020 version, which has no rule on listings."""


@cache
def figures(instrument_id: str) -> Figures:
    """The numbers of that version.

    Raises:
        KeyError: no version has that id.
    """
    known: dict[str, Figure] = {}
    for name, record in facts_of("measures/figures.yaml").items():
        for value in record["values"]:
            if value["instrument"] == instrument_id:
                known[name] = Figure(
                    value["value"],
                    record["unit"],
                    instrument_id,
                    value["article"],
                    date.fromisoformat(value["since"]),
                    Confidence(value["confidence"]),
                )
    if not known:
        raise KeyError(instrument_id)
    return Figures(**known)
