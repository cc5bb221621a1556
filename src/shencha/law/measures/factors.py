"""What the review weighs: seven factors (Article 10), five in the 2020 version (Article 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.law.data import Confidence, facts_of
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
    """The grounds on which it bears; the text itself lists factors without saying for which ground."""
    evidence: tuple[Text, ...]
    """What can show how things stand; this project's list, not the law's. Of a 2020 factor: its successors'."""
    successors: tuple[str, ...]
    """Factors of the 2022 version into which a 2020 factor went."""
    confidence: Confidence


def _all() -> dict[str, FactorText]:
    records = {one["id"]: one for one in facts_of("measures/factors.yaml")["factors"]}
    return {name: _factor(one, records) for name, one in records.items()}


def _factor(record: Mapping[str, object], records: Mapping[str, Mapping[str, object]]) -> FactorText:
    successors: list[str] = list(record.get("successors", ()))  # type: ignore[call-overload]
    shown = [record, *(records[one] for one in successors)]
    evidence = [Text.of(one) for part in shown for one in part.get("evidence", ())]  # type: ignore[attr-defined]
    return FactorText(
        str(record["id"]),
        str(record["instrument"]),
        str(record["article"]),
        Text.of(record["short"]),  # type: ignore[arg-type]
        Text.of(record["text"]),  # type: ignore[arg-type]
        tuple(record["grounds"]),  # type: ignore[arg-type]
        tuple(evidence),
        tuple(successors),
        Confidence(str(record["confidence"])),
    )


FACTORS: Mapping[str, FactorText] = _all()
"""Every factor by its id."""


def factors(instrument_id: str) -> tuple[FactorText, ...]:
    """The factors of one version, in the order of its article."""
    return tuple(one for one in FACTORS.values() if one.instrument == instrument_id)
