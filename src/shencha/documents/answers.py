"""The answers of a filing in words, for whoever reads them: a page, a paper, a command."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.documents import declaration
from shencha.documents.sheet import said_day
from shencha.law.logic.facts import FACT, FACTS, Kind
from shencha.law.logic.holds import SAID
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.places import place_name
from shencha.text import Text, same
from shencha.text.lists import listed


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was said of the party."""

    fact: str
    """Its dotted name, as `shencha screen` reads it."""
    label: Text
    value: Text


def answered(facts: Mapping[str, Any]) -> list[Answer]:
    """Every answer in words, in the order of the facts; one that this program does not know stands as it was written.

    Args:
        facts: as a facts file holds them.
    """
    leaves = dict(_leaves(facts))
    known = [
        Answer(one.name, one.label, _in_words(one.name, leaves.pop(one.name)))
        for one in FACTS
        if one.name in leaves
    ]
    return known + [Answer(name, same(name), _written(value)) for name, value in leaves.items()]


def declared(fields: Mapping[str, Any]) -> list[tuple[Text, Text]]:
    """The fields of a declaration, each with its name, as they were written; those not known here come last."""
    told = [(label, value) for _, label, value in declaration.rows(fields)]
    rest = [(same(name), _written(value)) for name, value in _leaves(fields) if not declaration.known(name)]
    return told + rest


def shown(fact: str, value: Any) -> Text:
    """A value of that fact in words.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: no such fact, or no such value.
    """
    kind = FACT[fact].kind
    if value == "unknown":
        return SAID["unknown"]
    if kind is Kind.SAID:
        return SAID[{True: "yes", False: "no"}.get(value, value)]
    if kind is Kind.COUNT:
        return written_count(value)
    if kind is Kind.PLACE:
        return place_name(value)
    if kind is Kind.STEP:
        return LISTING_KINDS[value].name
    if kind is Kind.DAY:
        return said_day(date.fromisoformat(value)) if value else Text("尚未确定", "not fixed yet")
    return listed(PRODUCT_KINDS[one].name for one in value) if value else Text("都不是", "none of them")


def written_count(value: Any) -> Text:
    """A count from a facts file, in words."""
    if not isinstance(value, dict):
        return Text(f"{value:,} 人", f"{value:,}")
    low, high = value.get("at_least"), value.get("at_most")
    if high is None:
        return Text(f"至少 {low:,} 人", f"at least {low:,}")
    if low is None:
        return Text(f"至多 {high:,} 人", f"at most {high:,}")
    return Text(f"{low:,} 至 {high:,} 人", f"{low:,} to {high:,}")


def _in_words(fact: str, value: Any) -> Text:
    """As `shown`; what an older or newer program wrote is shown as it stands."""
    try:
        return shown(fact, value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _written(value)


def _written(value: Any) -> Text:
    return same(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _leaves(facts: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        if isinstance(value, dict) and value and not {"at_least", "at_most"} & value.keys():
            yield from _leaves(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value
