"""JSON Schemas of the facts of a breach and of the answer about its sanctions (draft 2020-12)."""

from __future__ import annotations

from shencha.law.sanctions.answer import Sanctions
from shencha.law.sanctions.facts import ACT, ACTOR, LONGEST, MOST_ACTS, ROLES, STEPS, SUMS
from shencha.law.sanctions.money import MOST_YUAN
from shencha.law.sanctions.provisions import conducts
from shencha.shapes import DAY, DRAFT, Schema, document

_SAID: Schema = {"enum": ["yes", "no", "unknown", True, False, None]}
_MAYBE_DAY: Schema = {"anyOf": [DAY, {"enum": ["unknown", None]}]}
_YUAN: Schema = {"type": "number", "minimum": 0, "maximum": MOST_YUAN}
_RANGE: Schema = {
    "type": "object",
    "properties": {"at_least": _YUAN, "at_most": _YUAN},
    "minProperties": 1,
    "additionalProperties": False,
}
_SUM: Schema = {"anyOf": [_YUAN, _RANGE, {"enum": ["unknown", None]}]}
_NAME: Schema = {
    "anyOf": [{"type": "string", "minLength": 1, "maxLength": LONGEST}, {"type": "integer"}, {"type": "null"}]
}


def sanction_facts_schema() -> Schema:
    """What a facts file of `shencha sanctions` may hold; every fact but `acts` may be left out."""
    kinds: Schema = {"type": "array", "items": {"enum": list(conducts())}}
    act: Schema = {
        "id": _NAME,
        "conduct": {"anyOf": [kinds, {"enum": ["unknown", None]}]},
        "suspected": {"anyOf": [kinds, {"enum": ["unknown", None]}]},
        "from": _MAYBE_DAY,
        "until": _MAYBE_DAY,
        "ongoing": _SAID,
        "times": {"anyOf": [{"type": "integer", "minimum": 1}, {"enum": ["unknown", None]}]},
        "discovered_on": _MAYBE_DAY,
        **{name: {**_SAID, "description": text.en} for name, text in ACT.items()},
        **{name: {**_SUM, "description": f"{text.en}, in yuan"} for name, text in SUMS.items()},
    }
    actor: Schema = {"name": _NAME, **{name: {**_SAID, "description": t.en} for name, t in ACTOR.items()}}
    person: Schema = {"name": _NAME, "role": {"enum": list(ROLES)}}
    decided: Schema = {"unit": _YUAN, "persons": {"type": "array", "items": _or_null(_YUAN)}}
    return {
        "$schema": DRAFT,
        "title": "sanction_facts",
        "description": "What is known of a breach: who did what, when, with what sums.",
        **_open(
            case=_NAME,
            actor=_or_null(_open(**actor)),
            acts={"type": "array", "items": _open(**act), "minItems": 1, "maxItems": MOST_ACTS},
            persons=_or_null({"type": "array", "items": {**_open(**person), "required": ["role"]}}),
            procedure=_or_null(_open(**dict.fromkeys(STEPS, _MAYBE_DAY))),
            decided=_or_null(_open(**decided)),
        ),
        "required": ["acts"],
    }


def sanctions_schema() -> Schema:
    """What `shencha sanctions --json` prints."""
    return document("sanctions", "What can follow a breach, by the law in force at the time.", Sanctions)


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _open(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}
