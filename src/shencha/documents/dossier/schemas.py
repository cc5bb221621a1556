"""JSON Schemas of `dossier.yaml` and of what `check`, `build` and `verify` answer."""

from __future__ import annotations

from typing import Any

from shencha.documents.declaration import OF_GROUND, PARTY, SIGNING
from shencha.documents.dossier.evidence import BESIDE
from shencha.documents.dossier.manifest import LARGEST_FILE, LONGEST_NAME, LONGEST_TITLE
from shencha.documents.dossier.supplement import LONGEST
from shencha.evidence.report.checking import Kind
from shencha.law.measures.instruments import instruments
from shencha.law.measures.materials import MATERIALS
from shencha.law.screening.schemas import facts_schema
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.shapes import DRAFT, Schema, closed


def dossier_schema() -> dict[str, Any]:
    """Of `dossier.yaml`."""
    return {
        "$schema": DRAFT,
        "title": "shencha dossier: dossier.yaml",
        "type": "object",
        "properties": {
            **_said(),
            "facts": {
                "anyOf": [{"type": "null"}, {k: v for k, v in facts_schema().items() if k != "$schema"}]
            },
            "declaration": _declaration(),
        },
        "required": ["ground", "instrument", "title", "party"],
        "additionalProperties": False,
    }


def _declaration() -> dict[str, Any]:
    """The fields of the declaration by part; each may be left out."""
    return _optional(
        {
            part.name: _optional({field.name: {"type": "string"} for field in part.fields})
            for part in (PARTY, *OF_GROUND.values(), SIGNING)
        }
    )


def _optional(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def supplement_schema() -> dict[str, Any]:
    """Of `supplement.yaml`."""
    files = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}}
    answer = {"item": {"type": "string", "minLength": 1}, "text": {"type": "string", "maxLength": LONGEST}}
    return _answers({"type": "object", "properties": answer | {"files": files}, "required": ["item"]}) | {
        "$schema": DRAFT,
        "title": "shencha dossier: supplement.yaml",
    }


def supplement_answer_schema() -> dict[str, Any]:
    """Of the answer of `shencha dossier check|build|verify --json` for answers to a request."""
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    paper = closed({"name": {"type": "string"}, "size": {"type": "integer", "minimum": 1}, "sha256": digest})
    answer = {"item": {"type": "string"}, "text": {"type": "string"}}
    made = _answers(closed(answer | {"papers": {"type": "array", "items": paper}}))
    more = {"id": digest, "complete": {"type": "boolean"}, "verifies": {"const": True}}
    more |= {"files": {"type": "array", "items": {"type": "string"}}, "sealed": {"type": "boolean"}}
    return {
        "$schema": DRAFT,
        "title": "shencha dossier: answers to a request",
        "type": "object",
        "properties": made["properties"] | more,
        "required": ["id", "case", "answers", "complete"],
        "additionalProperties": False,
    }


def _answers(answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "case": {"type": "string", "minLength": 1, "maxLength": 40},
            "answers": {"type": "array", "minItems": 1, "items": answer | {"additionalProperties": False}},
        },
        "required": ["case", "answers"],
        "additionalProperties": False,
    }


def dossier_answer_schema() -> dict[str, Any]:
    """Of the answer of `shencha dossier check|build|verify --json`."""
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    paper: dict[str, Schema] = {
        "material": {"enum": [*MATERIALS, *BESIDE]},
        "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
        "size": {"type": "integer", "minimum": 1, "maximum": LARGEST_FILE},
        "sha256": digest,
    }
    name = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
    light = closed(
        {
            "kind": {"enum": [one.value for one in Kind]},
            "statement": {"type": "integer", "minimum": 1},
            "reference": {"type": ["integer", "null"]},
            "text": name,
        }
    )
    missing: dict[str, Schema] = {
        "material": {"enum": list(MATERIALS)},
        "article": {"type": "string"},
        "name": name,
    }
    return {
        "$schema": DRAFT,
        "title": "shencha dossier: answer",
        "type": "object",
        "properties": {
            "complete": {"type": "boolean"},
            "id": digest,
            **_said(),
            "papers": {"type": "array", "items": closed(paper)},
            "missing": {"type": "array", "items": closed(missing)},
            "report": closed(
                {
                    "statements": {"type": "integer", "minimum": 1},
                    "stands_out": {"type": "array", "items": light},
                }
            ),
            "left_out": {"type": "array", "items": {"type": "string"}},
            "files": {"type": "array", "items": {"type": "string"}},
            "sealed": {"type": "boolean"},
            "verifies": {"const": True},
        },
        "required": ["complete", "id", "ground", "instrument", "title", "party", "papers", "missing"],
        "additionalProperties": False,
    }


def _said() -> dict[str, Any]:
    return {
        "ground": {"enum": list(GROUNDS_FILED)},
        "instrument": {"enum": [one.id for one in instruments()]},
        "title": {"type": "string", "minLength": 1, "maxLength": LONGEST_TITLE},
        "party": {"type": "string", "minLength": 1, "maxLength": 200},
    }
