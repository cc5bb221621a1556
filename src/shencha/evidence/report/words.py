"""A reference in words: which file, which page, which finding, and its four days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.report.report import Days, Reference
from shencha.text import Text, same


def reference_words(reference: Reference, finding: Mapping[str, Any] | None = None) -> Text:
    """The reference, without its days."""
    parts = list(_parts(reference))
    if finding is not None:
        parts.append(Text.of(finding["finding"]))
    return Text("，".join(one.zh for one in parts), ", ".join(one.en for one in parts))


def _parts(reference: Reference) -> Iterator[Text]:
    if reference.source:
        yield same(reference.source)
        return
    if reference.analysis:
        found = ANALYSERS.get(reference.analysis.partition("-")[0])
        kind = found.words if found else None
        yield (
            Text(f"{kind.zh}（{reference.analysis}）", f"{kind.en} ({reference.analysis})")
            if kind
            else same(reference.analysis)
        )
    else:
        yield same(reference.file.rpartition("/")[2])
    if reference.page:
        yield Text(f"第 {reference.page} 页", f"page {reference.page}")
    if reference.line:
        yield Text(f"第 {reference.line} 行", f"line {reference.line}")
    if reference.place:
        yield Text(f"“{reference.place}”", f"“{reference.place}”")
    if reference.finding:
        yield Text(f"第 {reference.finding} 条发现", f"finding {reference.finding}")


def days_words(days: Days) -> Text | None:
    """Those of the four days of an item that are known; None where none is."""
    begin, end = (one.isoformat() if one else "…" for one in (days.covers_from, days.covers_to))
    parts = []
    if days.made_on:
        parts.append(Text(f"制作 {days.made_on}", f"made {days.made_on}"))
    if days.covers_from or days.covers_to:
        parts.append(Text(f"涵盖 {begin} 至 {end}", f"covers {begin} to {end}"))
    if days.received_on:
        parts.append(Text(f"收到 {days.received_on}", f"received {days.received_on}"))
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts)) if parts else None
