"""JSON Schemas of the facts that screening reads and of the answer it gives (draft 2020-12)."""

from __future__ import annotations

from typing import Annotated

from shencha.law.counsel.procedures import Procedure
from shencha.law.logic.facts import FACTS, MOST_USERS, Fact, Kind
from shencha.law.logic.holds import Holds
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.places import CODES
from shencha.law.screening.screen import Screening
from shencha.shapes import DAY, DRAFT, More, Schema, document, schema_of

_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_USERS}
_RANGE: Schema = {
    "type": "object",
    "properties": {"at_least": _NUMBER, "at_most": _NUMBER},
    "minProperties": 1,
    "additionalProperties": False,
}


def facts_schema() -> Schema:
    """What a facts file may hold: every fact is optional, and left out it is unknown or counts as its default."""
    blocks: dict[str, Schema] = {}
    top: dict[str, Schema] = {}
    for fact in FACTS:
        block, _, leaf = fact.name.rpartition(".")
        (blocks.setdefault(block, {}) if block else top)[leaf] = _fact(fact)
    for block, leaves in blocks.items():
        known = {"type": "object", "properties": leaves, "additionalProperties": False}
        top[block] = {"anyOf": [known, {"enum": ["unknown", None]}]}
    return {
        "$schema": DRAFT,
        "title": "facts",
        "description": "What is known of a party that asks whether it must file.",
        "type": ["object", "null"],
        "properties": top,
        "additionalProperties": False,
    }


def screening_schema() -> Schema:
    """What `shencha screen --json` prints for one party."""
    answer = document("screening", "Whether a party must file, and why.", Screening)
    answer["properties"] |= {  # told by `shencha screen`, not by every door
        "procedures": schema_of(tuple[Procedure, ...]),
        "questions": schema_of(Annotated[tuple[str, ...], More(uniqueItems=True)]),
    }
    return answer


def _fact(fact: Fact) -> Schema:
    schema: Schema = {
        "description": fact.label.en,
        "anyOf": [*_values(fact.kind), {"enum": ["unknown", None]}],
    }
    if fact.usual is not None:
        schema["default"] = fact.usual.word if isinstance(fact.usual, Holds) else fact.usual
    return schema


def _values(kind: Kind) -> list[Schema]:
    match kind:
        case Kind.SAID:
            return [{"enum": ["yes", "no", True, False]}]
        case Kind.COUNT:
            return [_NUMBER, _RANGE]
        case Kind.KINDS:
            return [{"type": "array", "items": {"enum": list(PRODUCT_KINDS)}}]
        case Kind.PLACE:
            return [{"enum": sorted(CODES)}]
        case Kind.STEP:
            return [{"enum": list(LISTING_KINDS)}]
        case Kind.DAY:
            return [DAY]
