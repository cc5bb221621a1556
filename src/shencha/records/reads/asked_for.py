"""What the office asked for after earlier filings on a ground: counted over all cases, small numbers withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches

from shencha.law.measures.materials import MATERIALS
from shencha.records.models import CaseFile, StoredEvent
from shencha.studies.suppression import THRESHOLD, Published, Sum, suppress

KEPT_S = 24 * 3600
IN_WORDS = "in_words"
"""Anything asked for in the officer's own words; the words themselves are nobody else's to read."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """How many cases were asked for what; None is withheld."""

    filed: int | None
    asked: int | None
    items: tuple[tuple[str, int | None], ...]
    threshold: int = THRESHOLD


def asked_for(ground: str, at: date) -> AskedFor:
    """Of the cases filed on a ground, how many were asked for which material.

    Args:
        at: today; what was told once is told unchanged for the rest of the day.
    """
    name = f"asked-for:{ground}:{at}"
    kept = caches["here"].get(name)
    if isinstance(kept, AskedFor):
        return kept
    cases: dict[int, set[str]] = {}
    requests = StoredEvent.objects.filter(name="supplement_requested", case__ground=ground)
    for case, payload in requests.values_list("case_id", "payload").iterator():
        wanted = cases.setdefault(case, set())
        wanted |= {_counted_as(item) for item in payload["items"]}
    found = _told(CaseFile.objects.filter(ground=ground, sequence__gt=0).count(), cases)
    caches["here"].set(name, found, KEPT_S)
    return found


def _counted_as(item: str | dict[str, Any]) -> str:
    """Under which heading an item counts: the paper it asks for or is about, else the officer's own words."""
    paper = item if isinstance(item, str) else item["about"].get("material")
    return paper if paper in MATERIALS else IN_WORDS


def _told(filed: int, cases: dict[int, set[str]]) -> AskedFor:
    """The counts, with the complement of each withheld too where it is small."""
    counts = {"filed": filed, "asked": len(cases), "not": filed - len(cases)}
    sums = [Sum("filed", ("asked", "not"))]
    names = [*MATERIALS, IN_WORDS]
    for one in names:
        counts[one] = sum(one in wanted for wanted in cases.values())
        counts[f"not {one}"] = len(cases) - counts[one]
        sums.append(Sum("asked", (one, f"not {one}")))
    shown: Published = suppress(counts, sums)
    items = [(one, shown[one]) for one in names if counts[one]]
    items.sort(key=lambda pair: -(pair[1] or 0))
    return AskedFor(shown["filed"], shown["asked"], tuple(items))
