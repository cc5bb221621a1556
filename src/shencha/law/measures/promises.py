"""What a supplier promises in the procurement papers, in the words of the latest version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.law.data import Confidence
from shencha.law.measures.read import part, versions
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise that the operator must obtain from the supplier."""

    id: str
    number: str
    """C0 to C3; C0 is the duty to cooperate, which covers the others."""
    text: Text
    evidence: Text
    """What can show that it is kept; this project's list, not the law's."""
    confidence: Confidence


PROMISES: Mapping[str, Promise] = {
    one["id"]: Promise(
        one["id"],
        one["number"],
        Text.of(one["text"]),
        Text.of(one["evidence"]),
        Confidence(one["confidence"]),
    )
    for version in versions()
    for one in part(version, "promises")
}
"""Every promise by its id, in the order of the article."""
