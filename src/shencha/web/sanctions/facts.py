"""The form of facts: one act, what is known of it, and what is left unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from shencha.law.provisions import conducts, label
from shencha.law.sanction_facts import ACT, ACTOR, SUMS
from shencha.text import Text

SAID = ("unknown", "yes", "no")
WORDS = {"unknown": Text("不详", "Not known"), "yes": Text("是", "Yes"), "no": Text("否", "No")}
DAYS = {
    "from": Text("行为开始之日", "First day of the act"),
    "until": Text("行为终了之日", "Last day of the act"),
    "discovered_on": Text("发现之日", "Day of discovery"),
}
FIRST = ("may_affect_national_security", "corrected_in_time", "refused_to_correct", "serious")
"""Asked at once; the other circumstances stand folded."""


def facts_from(form: QueryDict) -> dict[str, Any]:
    """The facts as a facts file would hold them; what is left unknown is left out."""
    given = {name: value.strip() for name, value in form.dict().items() if isinstance(value, str)}
    act: dict[str, Any] = {
        "id": "1",
        "conduct": form.getlist("conduct"),
        "suspected": form.getlist("suspected"),
    }
    act |= {name: given[name] for name in DAYS if given.get(name)}
    act |= {name: given[name] for name in ("ongoing", *ACT) if given.get(name, "unknown") != "unknown"}
    act |= {name: _number(given[name]) for name in ("times", *SUMS) if given.get(name)}
    actor: dict[str, Any] = {name: given[name] for name in ACTOR if given.get(name, "unknown") != "unknown"}
    if given.get("name"):
        actor["name"] = given["name"]
    facts: dict[str, Any] = {"actor": actor, "acts": [act]}
    if given.get("opened_on"):
        facts["procedure"] = {"opened_on": given["opened_on"]}
    return facts


def _number(written: str) -> Any:
    """A whole number as a number; anything else as it was written, so that its fault is named."""
    plain = written.strip().replace(",", "").replace("，", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 16 else written


def boxes(form: Mapping[str, Any], chosen: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the template shows: each question with what was given before."""

    def asked(names: Mapping[str, Text]) -> list[tuple[str, Text, str]]:
        return [(name, text, form.get(name, "")) for name, text in names.items()]

    return {
        "actor": asked(ACTOR),
        "conducts": [
            (one, label("conducts", one), one in chosen["conduct"], one in chosen["suspected"])
            for one in conducts()
        ],
        "days": asked(DAYS),
        "sums": asked(SUMS),
        "first": asked({name: ACT[name] for name in FIRST}),
        "circumstances": asked({name: text for name, text in ACT.items() if name not in FIRST}),
        "said": [(one, WORDS[one]) for one in SAID],
    }
