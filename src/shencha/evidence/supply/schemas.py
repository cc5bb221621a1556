"""JSON Schemas of the register and the services of `shencha supply` (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from shencha.evidence.supply.suppliers import MOST_DAYS
from shencha.law.places import CODES
from shencha.shapes import DRAFT, Schema, closed, lacking

_WORD: Schema = {"type": "string", "minLength": 1}
_DAYS: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_DAYS}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date"}
_PLACE: Schema = {"enum": sorted(CODES)}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


_TEXT = closed(zh={"type": "string"}, en={"type": "string"})


def supply_register_schema() -> Schema:
    """The register as YAML, JSON or TOML; a table has the same columns."""
    supplier = lacking(
        ("name", "jurisdiction", "owner", "owner_jurisdiction"),
        id=_WORD,
        name=_WORD,
        jurisdiction=_PLACE,
        owner=_WORD,
        owner_jurisdiction=_PLACE,
    )
    row = lacking(
        ("supplier", "jurisdiction", "stock_days", "substitutes", "supported_until"),
        component=_WORD,
        supplier=_WORD,
        jurisdiction=_PLACE,
        stock_days=_DAYS,
        substitutes=_list(_WORD),
        supported_until=_DAY,
    )
    made = lacking(("suppliers",), components=_list(row), suppliers=_list(supplier))
    return {"$schema": DRAFT, "title": "supply-register", **made}


def services_schema() -> Schema:
    """What must keep running and what it needs."""
    needs: Schema = {"$ref": "#/$defs/needs"}
    parts = _list(needs, minItems=1)
    tree: Schema = {
        "anyOf": [
            _WORD,
            closed(component=_WORD),
            closed(all_of=parts),
            closed(any_of=parts),
            closed(at_least={"type": "integer", "minimum": 1}, of=parts),
        ]
    }
    service = lacking(
        ("tolerates_days",), id={"type": ["string", "integer"]}, needs=needs, tolerates_days=_DAYS
    )
    made = closed(services=_list(service, minItems=1))
    return {"$schema": DRAFT, "title": "services", **made, "$defs": {"needs": tree}}
