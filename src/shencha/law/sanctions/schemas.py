"""JSON Schemas of the facts of a breach and of the answer about its sanctions (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from shencha.law.data import Confidence
from shencha.law.sanctions.facts import ACT, ACTOR, LONGEST, MOST_ACTS, ROLES, STEPS, SUMS
from shencha.law.sanctions.governing import MEASURES, Than
from shencha.law.sanctions.money import MOST_YUAN
from shencha.law.sanctions.provisions import conducts
from shencha.shapes import DRAFT, closed

Schema = dict[str, Any]

_TEXT: Schema = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
_HOLDS: Schema = {"enum": ["yes", "no", "unknown"]}
_SAID: Schema = {"enum": ["yes", "no", "unknown", True, False, None]}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MAYBE_DAY: Schema = {"anyOf": [_DAY, {"enum": ["unknown", None]}]}
_YUAN: Schema = {"type": "number", "minimum": 0, "maximum": MOST_YUAN}
_RANGE: Schema = {
    "type": "object",
    "properties": {"at_least": _YUAN, "at_most": _YUAN},
    "minProperties": 1,
    "additionalProperties": False,
}
_SUM: Schema = {"anyOf": [_YUAN, _RANGE, {"enum": ["unknown", None]}]}
_ANSWERED: Schema = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {
            "type": "object",
            "properties": {
                "at_least": {"type": "number", "minimum": 0},
                "at_most": {"type": "number", "minimum": 0},
            },
            "minProperties": 1,
            "additionalProperties": False,
        },
        {"const": "unknown"},
    ]
}
_NAME: Schema = {
    "anyOf": [{"type": "string", "minLength": 1, "maxLength": LONGEST}, {"type": "integer"}, {"type": "null"}]
}
_MISSING: Schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}


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
    fine = closed(**{"from": _ANSWERED, "to": _ANSWERED, "may_be_left_out": _HOLDS})
    multiple = closed(of={"enum": list(SUMS)}, **{"from": {"type": "integer"}, "to": {"type": "integer"}})
    share = closed(of={"enum": list(SUMS)}, per_cent={"type": "integer"}, **{"or": _YUAN})
    range_ = _or_null(
        closed(
            **{"from": _ANSWERED, "to": _ANSWERED, "may_be_left_out": _HOLDS},
            multiple=_or_null(multiple),
            share=_or_null(share),
        )
    )
    named = closed(id={"type": "string"}, text=_TEXT)
    tier = closed(
        tier={"type": "string"},
        holds=_HOLDS,
        text=_TEXT,
        unit=range_,
        person=range_,
        responsible=range_,
        orders={"type": "array", "items": named},
        measures={"type": "array", "items": named},
    )
    provision = closed(
        provision={"type": "string"},
        instrument={"type": "string"},
        article={"type": "string"},
        duty={"type": ["string", "null"]},
        applies=_HOLDS,
        taken_over={"type": "boolean"},
        missing=_MISSING,
        reasons={
            "type": "array",
            "items": _reason(rule={"type": "string"}, holds=_HOLDS, facts={"type": "object"}),
        },
        orders=_or_null({"type": "array", "items": named}),
        orders_alone=_HOLDS,
        tiers={"type": "array", "items": tier},
        note=_or_null(_TEXT),
        confidence={"enum": [known.value for known in Confidence]},
    )
    than: Schema = {"enum": [than.value for than in Than]}
    compared = closed(
        at_the_time={"type": "string"},
        at_the_time_tier={"type": ["string", "null"]},
        later={"type": "string"},
        later_tier={"type": ["string", "null"]},
        measures={
            "type": "array",
            "items": closed(measure={"enum": list(MEASURES)}, later_is=than, text=_TEXT),
        },
        later_is=than,
    )
    day = _or_null(_DAY)
    act = closed(
        id={"type": "string"},
        until=day,
        ongoing=_HOLDS,
        times={"type": ["integer", "null"]},
        judged_on={"type": "array", "items": _DAY, "minItems": 1},
        provisions={"type": "array", "items": provision},
        governing=closed(
            reasons={"type": "array", "items": _reason()}, compared={"type": "array", "items": compared}
        ),
        fine=closed(
            provision={"type": ["string", "null"]},
            candidates=_MISSING,
            equal=_MISSING,
            unit=fine,
            person=fine,
            responsible=fine,
            reasons={"type": "array", "items": _reason()},
        ),
        gain=_ANSWERED,
        limitation=_or_null(
            closed(
                last_day={"type": "array", "items": _DAY},
                barred=_HOLDS,
                on_record={"type": "boolean"},
                missing=_MISSING,
                reasons={"type": "array", "items": _reason()},
            )
        ),
        circumstances={
            "type": "array",
            "items": _reason(
                circumstance={"type": "string"},
                effect={"enum": ["none_must", "none_may", "lighter_or_reduced", "heavier"]},
                holds=_HOLDS,
                missing=_MISSING,
            ),
        },
        no_penalty=closed(holds=_HOLDS, reasons={"type": "array", "items": _reason()}),
        gaps={"type": "array", "items": _reason()},
        missing=_MISSING,
        **{"from": day},
    )
    step = _reason(
        step={"type": "string"},
        started=day,
        due=day,
        count={"enum": ["workdays", "calendar", None]},
        done=day,
        status={"enum": ["waiting", "open", "met", "missed", "overdue", "lapsed", "not_on_record"]},
        provisional={"type": "boolean"},
        earliest=day,
        latest=day,
        certain={"type": "boolean"},
        warning=_or_null(_reason()),
    )
    return {
        "$schema": DRAFT,
        "title": "sanctions",
        "description": "What can follow a breach, by the law in force at the time.",
        **closed(
            on=_DAY,
            day_of_decision=_DAY,
            case={"type": ["string", "null"]},
            acts={"type": "array", "items": act, "minItems": 1},
            total=closed(
                unit=fine, person=fine, responsible=fine, reasons={"type": "array", "items": _reason()}
            ),
            persons={
                "type": "array",
                "items": closed(name={"type": "string"}, role={"enum": list(ROLES)}, fine=fine),
            },
            notes={"type": "array", "items": _reason()},
            procedure={"type": "array", "items": step},
            hearing=_or_null(_reason(holds=_HOLDS)),
            late_payment=_or_null(_reason()),
            decided={
                "type": "array",
                "items": closed(
                    who={"type": "string"},
                    fine={"type": "number"},
                    within=_HOLDS,
                    reasons={"type": "array", "items": _reason()},
                ),
            },
            missing=_MISSING,
        ),
    }


def _reason(**more: Schema) -> Schema:
    return closed(
        **more,
        instrument={"type": "string"},
        article={"type": ["string", "null"]},
        text=_TEXT,
        confidence={"enum": [known.value for known in Confidence]},
    )


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _open(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}
