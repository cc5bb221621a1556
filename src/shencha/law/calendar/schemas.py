"""JSON Schema of the answer of `shencha clock` (draft 2020-12)."""

from __future__ import annotations

from typing import Any

DAY = {"type": "string", "format": "date"}
OR_NULL = {"anyOf": [DAY, {"type": "null"}]}
TEXT = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}


def clock_schema() -> dict[str, Any]:
    """A period: its due day, whether it is provisional, and every calendar day of it."""
    entry = {
        "type": "object",
        "properties": {
            "date": DAY,
            "counted": {"type": ["integer", "null"], "minimum": 1},
            "why": {"enum": ["workday", "makeup_workday", "weekend", "holiday", "paused"]},
            "name": TEXT | {"description": "the holiday, or the reason of the pause"},
            "provisional": {"const": True},
        },
        "required": ["date", "counted", "why"],
        "additionalProperties": False,
    }
    held_up = {"paused_since": DAY, "counted": {"type": "integer", "minimum": 0}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "shencha clock",
        "type": "object",
        "properties": {
            "from": DAY,
            "days": {"type": "integer", "minimum": 1},
            "due": OR_NULL | {"description": "null while a pause is open"},
            "earliest": OR_NULL | {"description": "no holiday notice still awaited lets it end before"},
            "latest": OR_NULL | {"description": "nor later than this; null where no lunar days are tabled"},
            "certain": {"type": "boolean", "description": "both are the same day"},
            **held_up,
            "provisional": {"type": "boolean"},
            "missing_notice": {
                "type": "integer",
                "description": "year of the holiday notice that is awaited; `due` is by the regulation alone",
            },
            "model": TEXT | {"description": "for which notices the range holds"},
            "extraordinary": {
                "type": "array",
                "items": TEXT,
                "description": "what notices did in the period that no ordinary one does",
            },
            "ledger": {"type": "array", "items": entry},
        },
        "required": ["from", "days", "due", "earliest", "latest", "certain", "provisional", "ledger"],
        "additionalProperties": False,
        "if": {"properties": {"due": {"type": "null"}}},
        "then": {"required": list(held_up)},
        "else": {"properties": dict.fromkeys(held_up, False)},
        "allOf": [
            {
                "if": {"properties": {"provisional": {"const": True}}},
                "then": {"required": ["missing_notice", "model"]},
                "else": {"properties": {"missing_notice": False, "model": False}},
            }
        ],
    }
