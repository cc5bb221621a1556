"""What the units that are consulted are called: by their own registration first, then by the law's list."""

from __future__ import annotations

from collections.abc import Mapping

from shencha.law.measures.members import consultee_name
from shencha.procedure.names import ACTOR_NAMES
from shencha.records.models import Organisation
from shencha.records.prepared import Select
from shencha.text import Text

_DEPARTMENTS = Select(
    lambda: (
        Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT)
        .exclude(unit="")
        .order_by("unit")
        .values_list("unit", "name_zh", "name_en")
    )
)


def registered() -> Mapping[str, Text]:
    """The departments with a desk of their own, by the id under which they are consulted; one query."""
    return {unit: Text(zh, en) for unit, zh, en in _DEPARTMENTS.rows()}


def unit_name(unit: str, known: Mapping[str, Text]) -> Text:
    """What a unit is called, or the office, the party, the Commission where they owe or are heard."""
    kind, _, name = unit.partition(":")
    if kind == "unit":
        return Text(name, name)
    return known.get(unit) or ACTOR_NAMES.get(unit) or consultee_name(unit)
