"""JSON Schemas of the facts that screening reads and of the answer it gives (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from shencha.law.data import Confidence
from shencha.law.logic.cells import OUTCOMES
from shencha.law.logic.facts import FACT, FACTS, MOST_USERS, USUAL, Fact, Kind
from shencha.law.logic.holds import Holds
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.places import CODES

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
_HOLDS: Schema = {"enum": ["yes", "no", "unknown"]}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_USERS}
_RANGE: Schema = {
    "type": "object",
    "properties": {"at_least": _NUMBER, "at_most": _NUMBER},
    "minProperties": 1,
    "additionalProperties": False,
}
_DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_INSTRUMENT: Schema = {"type": "string"}


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
        "$schema": _DRAFT,
        "title": "facts",
        "description": "What is known of a party that asks whether it must file.",
        "type": ["object", "null"],
        "properties": top,
        "additionalProperties": False,
    }


def screening_schema() -> Schema:
    """What `shencha screen --json` prints for one party."""
    reason = _closed(
        rule={"type": "string"},
        instrument=_INSTRUMENT,
        article={"type": "string"},
        holds=_HOLDS,
        text=_TEXT,
        facts={"type": "object", "propertyNames": {"enum": list(FACT)}, "minProperties": 1},
        confidence={"enum": [known.value for known in Confidence]},
    )
    act = _closed(
        act={"type": "string"},
        ground={"type": ["string", "null"]},
        before={"anyOf": [_DAY, {"type": "null"}]},
        late={"type": "boolean"},
        instrument=_INSTRUMENT,
        article={"type": ["string", "null"]},
        text=_TEXT,
    )
    change: Schema = {
        "type": "object",
        "properties": {"fact": {"enum": list(FACT)}, "margin": {"type": ["integer", "null"]}},
        "required": ["fact", "from", "to", "margin"],
    }
    flip = _closed(
        outcome={"enum": ["must_file", "subject_to_review", "need_not_file"]},
        changes={"type": "array", "items": change, "minItems": 1},
        text=_TEXT,
    )
    ground = _closed(
        ground={"enum": ["procurement", "data_processing", "foreign_listing"]},
        holds=_HOLDS,
        reasons={"type": "array", "items": reason, "minItems": 1},
    )
    answer = _closed(
        on=_DAY,
        instrument={"type": ["string", "null"]},
        outcome={"enum": [outcome.value for outcome in OUTCOMES]},
        duty=_HOLDS,
        text=_TEXT,
        facts={"anyOf": [{"type": "object"}, {"type": "null"}]},
        facts_digest={"anyOf": [_DIGEST, {"type": "null"}]},
        law_digest={"anyOf": [_DIGEST, {"type": "null"}]},
        assumed={"type": "array", "items": {"enum": list(USUAL)}, "uniqueItems": True},
        grounds={"type": "array", "items": ground},
        missing={"type": "array", "items": {"enum": list(FACT)}, "uniqueItems": True},
        next={"type": "array", "items": act},
        flips={"type": "array", "items": flip},
        open_points={"type": "array", "items": {"enum": list(OPEN_POINTS)}, "uniqueItems": True},
    )
    words = {"type": "string"}
    procedure = _closed(
        procedure=words,
        name=_TEXT,
        applies=_HOLDS,
        instrument=words,
        instrument_name=_TEXT,
        article={"type": ["string", "null"]},
        text=_TEXT,
    )
    answer["properties"] |= {  # told by `shencha screen`, not by every door
        "procedures": {"type": "array", "items": procedure},
        "questions": {"type": "array", "items": words, "uniqueItems": True},
    }
    return {
        "$schema": _DRAFT,
        "title": "screening",
        "description": "Whether a party must file, and why.",
        **answer,
    }


def _closed(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


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
            return [_DAY]
