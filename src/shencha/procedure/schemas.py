"""JSON Schemas of a case file and of the answer of `shencha replay` (draft 2020-12)."""

from __future__ import annotations

from shencha.procedure import kinds
from shencha.procedure.acts import DRAFTED, EVENTS
from shencha.procedure.history import RECORDS
from shencha.procedure.kinds import GROUNDS, Slot
from shencha.procedure.standing import Standing
from shencha.shapes import DAY, DRAFT, Schema, document


def case_schema() -> Schema:
    """What a case file may hold; whether an event may follow on those before it, only a replay tells."""
    return {
        "$schema": DRAFT,
        "title": "case",
        "description": "A case as its events, in order; days may repeat but never go back.",
        "type": "object",
        "properties": {
            "case": {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": "integer"}]},
            "ground": {"enum": list(GROUNDS)},
            "record": {
                "enum": list(RECORDS),
                "description": "partial: only some steps are on record, and gaps stay unknown",
            },
            "events": {"type": "array", "items": {"$ref": "#/$defs/event"}, "minItems": 1},
            "evidence": {
                "type": "array",
                "description": "what the filing rests on, with the days that tell its age",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "pattern": r"\S"},
                        "made_on": DAY,
                        "covers_to": DAY,
                    },
                    "required": ["name"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["case", "ground", "events"],
        "additionalProperties": False,
        "$defs": {
            "event": {
                "type": "object",
                "required": ["on", "event"],
                "properties": {"event": {"enum": list(EVENTS)}},
                "oneOf": [{"$ref": f"#/$defs/{name}"} for name in EVENTS],
            },
            **{name: _event(name, EVENTS[name].slots) for name in EVENTS},
            "decision": {"oneOf": [_event(name, EVENTS[name].slots[1:]) for name in DRAFTED]},
        },
    }


def standing_schema() -> Schema:
    """What `shencha replay --json` prints."""
    return document("standing", "Where a case stands on a day.", Standing)


def _event(name: str, slots: tuple[Slot, ...]) -> Schema:
    """One event; `event` comes first where an editor lists the fields, its day with the others."""
    event = EVENTS[name]
    return {
        "type": "object",
        "description": (event.__doc__ or "").partition("\n")[0],
        "properties": {
            "event": {"const": name},
            "version": {"enum": list(range(1, event.version + 1))},
            **{slot.key: _value(slot) for slot in slots},
        },
        "required": ["event", *(slot.key for slot in slots if slot.required)],
        "additionalProperties": False,
    }


def _value(slot: Slot) -> Schema:
    if slot.kind is kinds.DECISION:
        return {"$ref": "#/$defs/decision"}
    if slot.kind is kinds.DAY:
        return DAY
    if slot.default == ():  # an empty list and none at all mean the same
        return {"anyOf": [dict(slot.kind.schema), {"type": "array", "maxItems": 0}]}
    return dict(slot.kind.schema)
