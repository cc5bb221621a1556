"""What got worse between two answers on data flows."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.evidence.analyser import Answer
from shencha.evidence.compared import persons, reaches_higher
from shencha.evidence.flows.words import ROUTE
from shencha.law.export.rules import ROUTES, Route
from shencha.text import Text


def worse(before: Answer, after: Answer) -> Iterator[Text]:
    """What got worse; nothing where all is the same or better."""
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
        if reaches_higher(earlier, later):
            yield _CUMULATED.fill(what=called, old=persons(earlier), new=persons(later))


def _weight(route: Route) -> int:
    return ROUTES.index(route)


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
