"""JSON Schemas of a sources file and of the answer of a count (draft 2020-12)."""

from __future__ import annotations

from shencha.evidence.finding import Factor
from shencha.evidence.people.kinds import KINDS, LINKING
from shencha.evidence.people.sources import HASHES
from shencha.evidence.people.words import HOW, WHY
from shencha.shapes import DRAFT, Schema, closed, lacking

_KIND: Schema = {"enum": list(KINDS)}
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 10**15}
_TEXT = closed(zh={"type": "string"}, en={"type": "string"})
_RANGE = closed(at_least=_NUMBER, at_most=_NUMBER)
_RANGES: Schema = {"type": "object", "additionalProperties": _RANGE}
_MAYBE: Schema = {"anyOf": [_RANGE, {"type": "null"}]}


_EXCEEDED: Schema = {"enum": ["yes", "no", "unknown"]}
_READING = closed(_RANGE["properties"], exceeded=_EXCEEDED)
_READINGS: Schema = {"type": "object", "additionalProperties": _READING}
_MAYBE_READING: Schema = {"anyOf": [_READING, {"type": "null"}]}


def people_sources_schema() -> Schema:
    """What `shencha people` reads."""
    column: Schema = {
        "anyOf": [
            _KIND,
            {
                "type": "object",
                "properties": {
                    "kind": _KIND,
                    "hashed": {"enum": list(HASHES)},
                    "salt": {"type": "string"},
                    "space": {"type": "string"},
                    "valid": {"enum": ["yes", "no", True, False]},
                },
                "required": ["kind"],
                "dependentRequired": {"hashed": ["salt"], "valid": ["hashed"]},
                "additionalProperties": False,
            },
        ]
    }
    mark: Schema = {"type": ["string", "boolean", "null"]}
    table: Schema = {
        "type": ["object", "null"],
        "properties": {
            "columns": {"type": ["object", "null"], "additionalProperties": column},
            "only": {"type": ["string", "null"]},
            "entrusted": mark,
            "outside_china": mark,
            "active": {"type": ["object", "null"], "additionalProperties": mark},
        },
        "additionalProperties": False,
    }
    store: Schema = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "uri": {"type": "string", "minLength": 1},
            "master": {"type": "string"},
            "tables": {"type": ["object", "null"], "additionalProperties": table},
            "leave_out": {"type": ["array", "null"], "items": {"type": "string", "minLength": 1}},
        },
        "required": ["id", "uri"],
        "additionalProperties": False,
    }
    kinds: Schema = {"type": "array", "items": {"enum": list(LINKING)}}
    assume: Schema = {
        "type": ["object", "null"],
        "properties": {"of_one_person": kinds, "one_each": kinds},
        "additionalProperties": False,
    }
    link: Schema = {
        "type": ["object", "null"],
        "properties": {
            "strong": kinds,
            "weak": kinds,
            "hub": {"type": "integer", "minimum": 2, "maximum": 250},
        },
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "title": "people_sources",
        "description": "Where records about people lie, and what links them.",
        "type": "object",
        "properties": {
            "stores": {"type": "array", "items": store, "minItems": 1},
            "assume": assume,
            "link": link,
        },
        "required": ["stores"],
        "additionalProperties": False,
    }


def people_schema() -> Schema:
    """What `shencha people --json` prints."""
    answer = closed(
        on=_DAY,
        persons=_RANGE,
        threshold=closed(
            more_than=_NUMBER,
            exceeded=_EXCEEDED,
            instrument={"type": "string"},
            article={"type": "string"},
        ),
        variants=closed(
            accounts={"type": ["integer", "null"]},
            by_identifier={"type": "object", "additionalProperties": _NUMBER},
            entrusted=_MAYBE,
            outside_china=_MAYBE,
            active=_RANGES,
            by_store=_RANGES,
        ),
        sensitive=closed(persons=_RANGE, kinds={"type": "array", "items": {"type": "string"}}),
        identifiers=_listed(
            ("hashed", "salt"),
            store=_WORDS,
            table=_WORDS,
            column=_WORDS,
            kind=_KIND,
            valid_share=_SHARE,
            how={"enum": list(HOW)},
            sure={"type": "number", "minimum": 0, "maximum": 1},
            hashed={"enum": list(HASHES)},
            salt={"type": ["string", "null"]},
        ),
        rows=_listed(store=_WORDS, table=_WORDS, rows=_NUMBER),
        excluded=_listed(
            ("identifiers",),
            kind=_KIND,
            why={"enum": list(WHY)},
            values=_NUMBER,
            identifiers=_NUMBER,
        ),
        unread=_listed(file=_WORDS, where=_WORDS, why=_TEXT, count=_NUMBER),
        findings=_listed(
            factor={"enum": [factor.value for factor in Factor]},
            finding=_TEXT,
            measure=_MEASURE,
            source=_SOURCE,
        ),
        open_points=_listed(id=_WORDS, topic=_TEXT, text=_TEXT, policy=_TEXT),
        engine={"type": "array", "items": {"enum": ["duckdb", "postgres", "spark"]}},
        engine_versions={"type": "array", "items": {"type": "string"}},
        method={"type": "string"},
        link=closed(
            strong={"type": "array", "items": {"enum": list(LINKING)}},
            weak={"type": "array", "items": {"enum": list(LINKING)}},
            hub=_NUMBER,
        ),
        sources=closed(file={"type": "string"}, digest={"type": "string"}),
        code={"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
    )
    kinds: Schema = {"type": "array", "items": {"enum": list(LINKING)}}
    # answers by the older method, which lack these, stay readable
    answer["properties"]["assumes"] = lacking(
        ("without",), of_one_person=kinds, one_each=kinds, without=_RANGE
    )
    answer["properties"]["readings"] = closed(
        accounts=_MAYBE_READING,
        distinct=_READINGS,
        active=_READINGS,
        entrusted=_MAYBE_READING,
        outside_china=_MAYBE_READING,
    )
    answer["properties"]["digest"] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
    answer["properties"]["growth"] = lacking(
        ("points",),
        counts=_NUMBER,
        a_year=closed(at_least={"type": "integer"}, at_most={"type": "integer"}),
        crossed=closed(earliest=_DAY_OR_NONE, latest=_DAY_OR_NONE),
        method={"type": "string"},
        points=_listed(on=_DAY, at_least=_NUMBER, at_most=_NUMBER),
    )
    answer["properties"]["sworn"] = closed(
        key={"type": "string"},
        at={"type": "string", "format": "date-time"},
        k=_NUMBER,
        sketches={"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    )
    return {"$schema": DRAFT, "title": "people", "description": "How many persons' data is held.", **answer}


def _listed(optional: tuple[str, ...] = (), /, **members: Schema) -> Schema:
    return {"type": "array", "items": lacking(optional, **members)}


_WORDS: Schema = {"type": "string", "maxLength": 1000}
_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_DAY: Schema = {"type": "string", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
_DAY_OR_NONE: Schema = {"anyOf": [_DAY, {"type": "null"}]}
_UNIT: Schema = {"const": "persons"}
_MEASURE: Schema = {
    "anyOf": [closed(value=_NUMBER, unit=_UNIT), closed(at_least=_NUMBER, at_most=_NUMBER, unit=_UNIT)]
}
_SOURCE = closed(file=_WORDS, digest=_WORDS, place=_WORDS, method=_WORDS, version=_WORDS)
