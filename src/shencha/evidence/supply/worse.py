"""What got worse between two answers on supply."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.evidence.analyser import Answer
from shencha.law.places import HOME, NOT_ABROAD
from shencha.text import Text


def worse(before: Answer, after: Answer) -> Iterator[Text]:
    """What got worse; nothing where all is the same or better."""
    was, now = _single(before), _single(after)
    for service, cut in sorted(now - was):
        yield _POINT.fill(service=service, cut=cut)
    days, later = _days(before), _days(after)
    for service, cut in sorted(days.keys() & later.keys()):
        if later[service, cut] < days[service, cut]:
            yield _SOONER.fill(service=service, cut=cut, old=days[service, cut], new=later[service, cut])
    for what, name in (("suppliers", _SUPPLIERS), ("jurisdictions", _JURISDICTIONS)):
        old, new = (one["concentration"][what]["by_components"].get("hhi") for one in (before, after))
        if old is not None and new is not None and new > old:
            yield _HHI.fill(what=name, old=f"{old:,.0f}", new=f"{new:,.0f}")
    for place in sorted(_abroad(after) - _abroad(before)):
        yield _PLACE.fill(place=place)
    unnamed = [one["transparency"]["no_supplier"] for one in (before, after)]
    if unnamed[1] > unnamed[0]:
        yield _UNNAMED.fill(old=unnamed[0], new=unnamed[1])


def _single(answer: Answer) -> set[tuple[str, str]]:
    """Pairs of a service and a supplier or place that alone stops it."""
    return {pair for pair in _days(answer) if pair[1].startswith(("supplier:", "jurisdiction:"))}


def _days(answer: Answer) -> dict[tuple[str, str], int]:
    return {
        (failed["service"], one["cut"]): failed["after_days"]
        for one in answer["cuts"]
        for failed in one["services"]
    }


def _abroad(answer: Answer) -> set[str]:
    shares = answer["concentration"]["jurisdictions"]["by_components"].get("shares", ())
    return {one["id"] for one in shares} - NOT_ABROAD - {HOME}


_POINT = Text(
    "新的单点：{cut} 断供，{service} 即停止，以前不会",
    "a new single point of failure: without {cut}, {service} stops, which it did not before",
)
_SOONER = Text(
    "{cut} 断供后，{service} {new} 天即停止，以前为 {old} 天",
    "without {cut}, {service} stops after {new} days; before it was {old}",
)
_SUPPLIERS, _JURISDICTIONS = Text("供应方", "suppliers"), Text("法域", "jurisdictions")
_HHI = Text(
    "{what}的集中度（HHI）由 {old} 升至 {new}", "the concentration of {what} (HHI) rose from {old} to {new}"
)
_PLACE = Text("新的境外供应来源：{place}", "a new origin of supply abroad: {place}")
_UNNAMED = Text(
    "不知由谁供应的组件由 {old} 个增至 {new} 个", "components of an unknown supplier rose from {old} to {new}"
)
