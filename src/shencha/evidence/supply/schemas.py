"""JSON Schemas of the register, the services and the answer of `shencha supply` (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from shencha.evidence.finding import Factor, Finding, Unread
from shencha.evidence.supply.suppliers import MOST_DAYS
from shencha.evidence.supply.vulnerabilities import State
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


def supply_schema() -> Schema:
    """What `shencha supply --json` prints."""
    share = closed(id=_WORD, weight=_COUNT, share={"type": "number", "minimum": 0, "maximum": 1})
    weighed = closed(hhi={"type": ["number", "null"], "minimum": 0, "maximum": 10_000}, shares=_list(share))
    concentration = closed(
        unknown_components=_COUNT, by_components=weighed, by_services={"anyOf": [weighed, {"type": "null"}]}
    )
    failure = closed(service=_WORD, after_days=_COUNT, because=_list(_WORD, minItems=2))
    cut = lacking(
        ("services_failed",),
        cut=_WORD,
        services=_list(failure),
        components_lost=_COUNT,
        services_failed=_COUNT,
    )
    smallest = closed(service=_WORD, cuts=_list(_WORD), examined={"enum": [1, 2]})
    file = closed(
        file=_WORD, digest=_WORD, version={"type": "string"},
        format={"enum": ["CycloneDX", "SPDX", "OpenVEX", "CSAF", "SLSA"]}, components=_COUNT, dependencies=_COUNT,
    )  # fmt: skip
    transparency = closed(
        no_supplier=_COUNT, no_version=_COUNT, no_licence=_COUNT, no_hash=_COUNT, silent=_COUNT,
        silent_components=_list(_WORD),
    )  # fmt: skip
    factor = closed(
        factor={"enum": [one.value for one in Factor]},
        instrument=_WORD,
        article={"type": ["string", "null"]},
        text=_TEXT,
    )
    made = closed(
        instrument={"type": ["string", "null"]},
        components=_COUNT,
        dependencies=_COUNT,
        suppliers=_COUNT,
        jurisdictions=_COUNT,
        unmatched=_COUNT,
        files=_list(file),
        services=_list(_WORD),
        concentration=closed(suppliers=concentration, jurisdictions=concentration),
        cuts=_list(cut),
        smallest_cuts=_list(smallest),
        transparency=transparency,
        incomplete={"type": "object", "additionalProperties": _COUNT},
        vulnerabilities=_vulnerabilities(),
        support=_support(),
        quality=closed(
            yardstick=_TEXT,
            dated=_WORD,
            score=_COUNT,
            elements=_list(closed(element=_WORD, text=_TEXT, of=_COUNT, lacking=_COUNT)),
        ),
        provenance=closed(statements=_COUNT, components=_COUNT, builders=_list(_WORD), inputs=_COUNT),
        look_alikes=_list(_list(_WORD, minItems=2)),
        keystones=closed(depth=_COUNT, components=_list(closed(component=_WORD, rested_on_by=_COUNT))),
        factors=_list(factor),
        findings=_list(Finding.schema()),
        unread=_list(Unread.schema()),
    )
    return {"$schema": DRAFT, "title": "supply", **made}


def _vulnerabilities() -> Schema:
    state: Schema = {"enum": [one.value for one in State]}
    listed = closed(id=_WORD, component=_WORD, state=state, severity={"type": ["string", "null"]})
    return closed(
        told={"type": "boolean"},
        known=_COUNT,
        by_state=closed(**{one.value: _COUNT for one in State}),
        components=_COUNT,
        resting_on_exploitable=_COUNT,
        services_on_exploitable=_list(_WORD),
        listed=_list(listed),
    )


def _support() -> Schema:
    some = _list(closed(component=_WORD, supported_until=_DAY))
    return closed(on={"anyOf": [_DAY, {"type": "null"}]}, known=_COUNT, ended=some, ending=some)
