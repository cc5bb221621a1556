"""What got worse between two answers of one analyser: in sentences that both sides read.

It compares the answers as `--json` prints them, so that one filed long ago is compared like one of today. What is the
same or better is not told; whether worse is too bad a person judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shencha.evidence.flows.words import ROUTE
from shencha.law.export.rules import ROUTES, Route
from shencha.law.places import HOME, NOT_ABROAD
from shencha.text import Text, same

Answer = Mapping[str, Any]


def worse(kind: str, before: Answer, after: Answer) -> tuple[Text, ...]:
    """What got worse; nothing where all is the same or better.

    Args:
        kind: supply, control, flows or people.
    Raises:
        KeyError: no answer of that analyser.
    """
    return tuple(_COMPARED[kind](before, after))


def _supply(before: Answer, after: Answer) -> Iterator[Text]:
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


def _control(before: Answer, after: Answer) -> Iterator[Text]:
    for what, name in (("share", _SHARES), ("voting", _VOTES), ("by_contract", _CONTRACTS)):
        old, new = (one["foreign"].get(what) or one["foreign"]["share"] for one in (before, after))
        if what == "by_contract" and after["foreign"].get(what) is None:
            continue
        if new["at_most"] > old["at_most"] or new["at_least"] > old["at_least"]:
            yield _FOREIGN.fill(what=name, old=_span(old), new=_span(new))
    known = {one["id"]: one for one in before["holders"]}
    for one in after["holders"]:
        was = known.get(one["id"], {})
        who = {"who": one["name"] or one["id"], "place": one.get("jurisdiction") or "?"}
        known_of = was.get("controls", "no") != "no" and was["from"] != "mainland"
        if one["from"] != "mainland" and one["controls"] != "no" and not known_of:
            yield (_CONTROLS if one["controls"] == "yes" else _MAY_CONTROL).fill(**who)
        if one["from"] != "mainland" and one["public_body"] == "yes" and was.get("public_body") != "yes":
            yield _PUBLIC.fill(**who)
    if len(after["gaps"]) > len(before["gaps"]):
        yield _GAPS.fill(old=len(before["gaps"]), new=len(after["gaps"]))


def _flows(before: Answer, after: Answer) -> Iterator[Text]:
    known = {one["id"]: one for one in before["flows"]}
    for one in after["flows"]:
        was, now = known.get(one["id"]), Route(one["route"])
        name = f"{one['id']} {one.get('what') or ''}".strip()
        if was is None:
            if now is not Route.NONE:
                yield _FLOW.fill(flow=name, new=ROUTE[now])
        elif _weight(now) > _weight(Route(was["route"])):
            yield _HEAVIER.fill(flow=name, old=ROUTE[Route(was["route"])], new=ROUTE[now])
    old, new = Route(before["route"]), Route(after["route"])
    if _weight(new) > _weight(old):
        yield _WHOLE.fill(old=ROUTE[old], new=ROUTE[new])
    for what, called in (("not_sensitive", _PLAIN), ("sensitive", _SENSITIVE)):
        earlier, later = (one["cumulated"][what] for one in (before, after))
        if _more(earlier, later):
            yield _CUMULATED.fill(what=called, old=_persons(earlier), new=_persons(later))


def _people(before: Answer, after: Answer) -> Iterator[Text]:
    old, new = before["threshold"]["exceeded"], after["threshold"]["exceeded"]
    line = f"{after['threshold']['more_than']:,}"
    if new != old and new in ("yes", "unknown") and old != "yes":
        counted = _persons(after["persons"])
        yield (_OVER if new == "yes" else _MAY_BE_OVER).fill(line=line, new=counted)
    elif _more(before["persons"], after["persons"]):
        yield _PERSONS.fill(old=_persons(before["persons"]), new=_persons(after["persons"]))
    was, now = (one["sensitive"]["persons"] for one in (before, after))
    if _more(was, now):
        yield _CUMULATED_SENSITIVE.fill(old=_persons(was), new=_persons(now))


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


def _weight(route: Route) -> int:
    return ROUTES.index(route)


def _more(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Does the range reach higher, or begin higher; a bound that became unknown reaches higher."""
    if old["at_most"] is not None and (new["at_most"] is None or new["at_most"] > old["at_most"]):
        return True
    return bool((new["at_least"] or 0) > (old["at_least"] or 0))


def _persons(span: Mapping[str, Any]) -> Text:
    low, high = span["at_least"], span["at_most"]
    if high is None:
        return Text(f"至少 {low or 0:,} 人", f"at least {low or 0:,} persons")
    if low == high:
        return Text(f"{high:,} 人", f"{high:,} persons")
    return Text(f"{low or 0:,} 至 {high:,} 人", f"{low or 0:,} to {high:,} persons")


def _span(span: Mapping[str, Any]) -> Text:
    low, high = span["at_least"], span["at_most"]
    return same(f"{low:g}%" if low == high else f"{low:g}%–{high:g}%")


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
_CONTRACTS = Text("权益（计入合同权利）", "rights, with what contracts give,")
_SHARES, _VOTES = Text("股份", "shares"), Text("表决权", "votes")
_FOREIGN = Text(
    "国外持有人最终持有的{what}由 {old} 升至 {new}",
    "the {what} that foreign holders have in the end rose from {old} to {new}",
)
_CONTROLS = Text(
    "{who}（{place}）现在从境外控制该公司，以前不是",
    "{who} ({place}) now controls the company from abroad, which was not so before",
)
_MAY_CONTROL = Text(
    "{who}（{place}）现在可能从境外控制该公司，以前不是",
    "{who} ({place}) may now control the company from abroad, which was not so before",
)
_PUBLIC = Text(
    "新的境外公共机构持有人：{who}（{place}）", "a public body from abroad holds now: {who} ({place})"
)
_GAPS = Text("股权披露的空白由 {old} 处增至 {new} 处", "gaps in what is disclosed rose from {old} to {new}")
_FLOW = Text("新的数据流 {flow}：{new}", "a new flow {flow}: {new}")
_HEAVIER = Text(
    "数据流 {flow} 的路径由“{old}”变为“{new}”",
    "the route of the flow {flow} became heavier: from {old} to {new}",
)
_WHOLE = Text(
    "全部出境活动的路径由“{old}”变为“{new}”",
    "the route of all exports together became heavier: from {old} to {new}",
)
_PLAIN, _SENSITIVE = Text("不含敏感", "not sensitive"), Text("敏感", "sensitive")
_CUMULATED = Text(
    "本年累计向境外提供的个人信息（{what}）由{old}增至{new}",
    "persons whose data were provided abroad this year ({what}) rose from {old} to {new}",
)
_OVER = Text(
    "掌握个人信息的人数越过了 {line} 人的界线：{new}", "the line of {line} persons is crossed: {new}"
)
_MAY_BE_OVER = Text(
    "掌握个人信息的人数可能越过了 {line} 人的界线：{new}", "the line of {line} persons may be crossed: {new}"
)
_PERSONS = Text(
    "掌握个人信息的人数由{old}增至{new}", "the persons whose data are held rose from {old} to {new}"
)
_CUMULATED_SENSITIVE = Text(
    "掌握敏感个人信息的人数由{old}增至{new}",
    "the persons whose sensitive data are held rose from {old} to {new}",
)
_COMPARED: Mapping[str, Callable[[Answer, Answer], Iterator[Text]]] = {
    "supply": _supply,
    "control": _control,
    "flows": _flows,
    "people": _people,
}
