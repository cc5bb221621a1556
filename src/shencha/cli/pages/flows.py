"""Routes of export as a person reads them: the whole first, then each flow with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shencha.cli.lines import wrapped
from shencha.evidence.flows.flows import Answered, Flows
from shencha.evidence.flows.reasons import number
from shencha.evidence.flows.words import ROUTE, cited, described
from shencha.law.export.rules import ROUTES, Route
from shencha.law.places import place_name
from shencha.text import Lang, Text, same

_HEAD = Text("整体：{route}（截至 {on}）", "The whole: {route} (as of {on})")
_SUM = Text(
    "自 {since} 起累计：不含敏感个人信息 {persons}，敏感个人信息 {sensitive}",
    "Since {since}: {persons} without sensitive information, {sensitive} with it",
)
_FLOW = Text("{id} → {to}：{route}", "{id} → {to}: {route}")
_MISSING = Text("还缺：{names}", "Missing: {names}")
_OPEN = Text("条文未明确", "The text is silent")
_UNREAD = Text("清单没有写明的", "What the inventory leaves out")
_MOST = 50


def page(found: Flows, told: dict[str, Any], lang: Lang) -> str:
    """The whole answer in one language."""
    head = _HEAD.fill(route=ROUTE[found.route], on=same(told["on"]))
    total = _SUM.fill(
        since=same(told["cumulated"]["since"]),
        persons=number(found.persons),
        sensitive=number(found.sensitive),
    )
    lines = [head.said(lang), *wrapped(total.said(lang))]
    if found.rules.missing:
        lines += wrapped(found.rules.missing.said(lang))
    if found.missing:
        lines += wrapped(_MISSING.fill(names=", ".join(found.missing[:20])).said(lang))
    order = sorted(found.flows, key=lambda a: -ROUTES.index(a.route))
    said = {one["id"]: one for one in told["flows"]}
    for a in order[:_MOST]:
        lines += ["", *_flow(a, described(said[a.flow.id]), lang)]
    if len(order) > _MOST:
        rest = len(order) - _MOST
        lines += ["", Text(f"……另有 {rest} 条，见 --json", f"… and {rest} more, see --json").said(lang)]
    for title, key in ((_OPEN, "open_points"), (_UNREAD, "unread")):
        if told[key]:
            lines += ["", title.said(lang)]
            for one in told[key]:
                count = f" × {one['count']}" if one.get("count", 1) > 1 else ""
                lines += wrapped((one.get("text") or one.get("why"))[lang] + count, "  · ", "    ")
    return "\n".join(lines) + "\n"


def _flow(a: Answered, beside: Text, lang: Lang) -> Iterator[str]:
    flow = a.flow
    place = place_name(flow.country) if flow.country else Text("国家不明", "country not known")
    to = (
        Text(f"{flow.recipient}（{place.zh}）", f"{flow.recipient} ({place.en})") if flow.recipient else place
    )
    name = same(f"{flow.id} {flow.what}".strip())
    yield from wrapped(_FLOW.fill(id=name, to=to, route=ROUTE[a.route]).said(lang))
    if beside.zh:
        yield from wrapped(beside.said(lang), "    ", "    ")
    for reason in a.reasons:
        yield from wrapped(cited(reason.as_dict()).said(lang), "  · ", "    ")
    if a.missing and a.route is Route.UNKNOWN:
        yield from wrapped(_MISSING.fill(names=", ".join(a.missing[:12])).said(lang), "  ? ", "    ")
