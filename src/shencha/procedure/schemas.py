"""JSON Schemas of a case file and of the answer of `shencha replay` (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from shencha.law.measures.instruments import instruments
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.procedure import kinds
from shencha.procedure.acts import DRAFTED, EVENTS
from shencha.procedure.case import ClockName, State
from shencha.procedure.clocks import Status
from shencha.procedure.history import RECORDS
from shencha.procedure.kinds import GROUNDS, Slot
from shencha.procedure.names import RESULT_NAMES

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_NULL: Schema = {"type": "null"}
_WORKDAYS: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}


def case_schema() -> Schema:
    """What a case file may hold; whether an event may follow on those before it, only a replay tells."""
    return {
        "$schema": _DRAFT,
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
    pause = _closed({"from": _DAY, "to": _or_null(_DAY)})
    clock = _closed(
        {
            "clock": {"enum": [clock.value for clock in ClockName]},
            "article": {"type": "string"},
            "consultee": _or_null({"type": "string"}),
            "started": _DAY,
            "budget": {"type": "integer", "minimum": 1, "description": "working days, extensions included"},
            "paused": {"type": "array", "items": pause},
            "counted": _or_null(_WORKDAYS),
            "due": _or_null(_DAY) | {"description": "null while a pause is open"},
            "earliest": _or_null(_DAY) | {"description": "no holiday notice still awaited ends it before"},
            "latest": _or_null(_DAY) | {"description": "nor later than this"},
            "certain": {"type": "boolean", "description": "both are the same day"},
            "provisional": {"type": "boolean"},
            "status": {"enum": [status.value for status in Status]},
            "ended": _or_null(_DAY),
        }
    )
    todo = _closed(
        {
            "who": {"type": "string", "description": "office, party, commission, or a consultee's id"},
            "act": {"enum": list(EVENTS)},
            "due": _or_null(_DAY),
            "article": {"type": "string"},
            "overdue": {"type": "boolean"},
            "earliest": _or_null(_DAY)
            | {"description": "no holiday notice still awaited makes it due before"},
            "latest": _or_null(_DAY) | {"description": "nor later than this"},
            "certain": {"type": "boolean", "description": "both are the same day"},
            "provisional": {"type": "boolean"},
        }
    )
    clock["properties"]["if_complete"] = {
        "const": True,
        "description": "it runs only if the papers are complete, which the office has not confirmed yet",
    }
    gap = _closed(
        {
            "event": {"type": "integer", "minimum": 1, "description": "number of the event, from 1"},
            "name": {"enum": list(EVENTS)},
            "text": _TEXT,
        }
    )
    answer = _closed(
        {
            "case": {"type": "string"},
            "at": _DAY,
            "instrument": {"enum": [version.id for version in instruments()]},
            "state": {"enum": [state.value for state in State]},
            "result": {"enum": [*RESULT_NAMES, None]},
            "clocks": {"type": "array", "items": clock},
            "todos": {"type": "array", "items": todo},
            "may_next": {"type": "array", "items": {"enum": list(EVENTS)}, "uniqueItems": True},
            "open_points": {"type": "array", "items": {"enum": list(OPEN_POINTS)}, "uniqueItems": True},
        }
    )
    answer["properties"] |= {"record": {"const": "partial"}, "gaps": {"type": "array", "items": gap}}
    return {
        "$schema": _DRAFT,
        "title": "standing",
        "description": "Where a case stands on a day.",
        **answer,
        "dependentRequired": {"record": ["gaps"], "gaps": ["record"]},
    }


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
        return _DAY
    if slot.default == ():  # an empty list and none at all mean the same
        return {"anyOf": [dict(slot.kind.schema), {"type": "array", "maxItems": 0}]}
    return dict(slot.kind.schema)


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, _NULL]}


def _closed(properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
