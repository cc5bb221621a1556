"""What the review weighs: the factors of each version, in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shencha.law.data import Confidence
from shencha.law.measures.read import part, versions
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class FactorText:
    """One factor as its version has it."""

    id: str
    """F1 to F7, P1 to P5."""
    instrument: str
    article: str
    short: Text
    text: Text
    grounds: tuple[str, ...]
    """The grounds for which it is shown first: our arrangement, the text ties no factor to a ground."""
    evidence: tuple[Text, ...]
    """What can show how things stand; this project's list, not the law's. Of an older factor: its successors'."""
    successors: tuple[str, ...]
    """Factors of the later version into which it went."""
    confidence: Confidence


def _all() -> Iterator[FactorText]:
    records = {one["id"]: (version, one) for version in versions() for one in part(version, "factors")}
    for version, one in records.values():
        shown: list[Mapping[str, Any]] = [one, *(records[name][1] for name in one.get("successors", ()))]
        yield FactorText(
            one["id"],
            version,
            one["article"],
            Text.of(one["short"]),
            Text.of(one["text"]),
            tuple(one["grounds"]),
            tuple(Text.of(words) for record in shown for words in record.get("evidence", ())),
            tuple(one.get("successors", ())),
            Confidence(one["confidence"]),
        )


FACTORS: Mapping[str, FactorText] = {one.id: one for one in _all()}
"""Every factor by its id."""


def factors(instrument_id: str) -> tuple[FactorText, ...]:
    """The factors of one version, in the order of its article."""
    return tuple(one for one in FACTORS.values() if one.instrument == instrument_id)
