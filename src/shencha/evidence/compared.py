"""What got worse, or differs, between two answers of one analyser: in sentences that both sides read.

It compares the answers as `--json` prints them, so that one filed long ago is compared like one of today. What is the
same or better is not told; whether worse is too bad a person judges. Each analyser says in its `worse` module what
counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shencha.text import Text, same


def reaches_higher(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Does the range reach higher, or begin higher; a bound that became unknown reaches higher."""
    if old["at_most"] is not None and (new["at_most"] is None or new["at_most"] > old["at_most"]):
        return True
    return bool((new["at_least"] or 0) > (old["at_least"] or 0))


def persons(span: Mapping[str, Any]) -> Text:
    """A range of persons in words."""
    low, high = span["at_least"], span["at_most"]
    if high is None:
        return Text(f"至少 {low or 0:,} 人", f"at least {low or 0:,} persons")
    if low == high:
        return Text(f"{high:,} 人", f"{high:,} persons")
    return Text(f"{low or 0:,} 至 {high:,} 人", f"{low or 0:,} to {high:,} persons")


def per_cent(span: Mapping[str, Any]) -> Text:
    """A range in per cent."""
    low, high = span["at_least"], span["at_most"]
    return same(f"{low:g}%" if low == high else f"{low:g}%–{high:g}%")


def as_line(finding: Mapping[str, Any]) -> str:
    """A finding as one line that does not depend on how it was stored."""
    return json.dumps([finding["factor"], finding["finding"], finding["measure"]], sort_keys=True)


def differences(
    filed: Sequence[Mapping[str, Any]], again: Sequence[Mapping[str, Any]]
) -> list[tuple[str, Text]]:
    """What a second run found that was not filed (`+`), and what was filed and not found again (`-`)."""

    def known(findings: Sequence[Mapping[str, Any]]) -> dict[str, Text]:
        return {as_line(finding): Text.of(finding["finding"]) for finding in findings}

    before, after = known(filed), known(again)
    return [("-", before[key]) for key in before if key not in after] + [
        ("+", after[key]) for key in after if key not in before
    ]
