"""An inventory of flows as a page shows it: the sentence on top, a line for each flow, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shencha.evidence.analyser import Answer, Cells, Line, Table
from shencha.evidence.flows.reasons import number
from shencha.evidence.flows.words import ROUTE, cited, described
from shencha.law.export.rules import Route
from shencha.law.logic.facts import Count
from shencha.text import Text, same


def lead(answer: Answer) -> Cells:
    """The route of the whole."""
    if "route" not in answer:
        return ()
    whole = Text("整体：{route}（截至 {on}）。", "The whole: {route} (as of {on}).")
    return (whole.fill(route=ROUTE[Route(answer["route"])], on=answer["on"]),)


def lines(answer: Answer) -> list[Line]:
    """Each flow with its route, persons and reasons."""
    return [_flow(one) for one in answer.get("flows", ())]


def tables(answer: Answer) -> Iterator[Table]:
    """What adds up over the year, and flows by route."""
    if "cumulated" in answer:
        yield from _of_flows(answer)


def _flow(one: Mapping[str, Any]) -> Line:
    route, to = ROUTE[Route(one["route"])], one["to"]
    missing = ", ".join(one.get("missing", ()))
    place = f"{to.get('name') or '—'} ({to.get('country') or '—'})"
    persons, beside = number(_told(one["persons"])), described(one)
    return Line(
        f"{one['id']} {one.get('what') or ''}".strip(),
        Text(
            f"{place}：{route.zh}；{persons.zh}"
            + (f"；尚缺：{missing}" if missing else "")
            + (f"。{beside.zh}" if beside.zh else ""),
            f"{place}: {route.en}; {persons.en}"
            + (f"; missing: {missing}" if missing else "")
            + (f". {beside.en}" if beside.en else ""),
        ),
        why=[cited(reason) for reason in one.get("reasons", ())],
    )


def _told(told: Any) -> Count:
    if isinstance(told, dict):
        return Count(told.get("at_least") or 0, told.get("at_most"))
    return Count(told, told) if isinstance(told, int) else Count()


def _of_flows(answer: Mapping[str, Any]) -> Iterator[Table]:
    summed = answer["cumulated"]
    yield Table(
        "cumulated",
        Text(f"自 {summed['since']} 起累计", f"Since {summed['since']}"),
        (Text("个人信息", "Personal information"), Text("人数", "Persons")),
        [
            (Text("不含敏感个人信息", "without sensitive information"), _count(summed["not_sensitive"])),
            (Text("敏感个人信息", "sensitive"), _count(summed["sensitive"])),
        ],
    )
    yield Table(
        "routes",
        Text("按途径", "By route"),
        (Text("途径", "Route"), Text("数据流", "Flows")),
        [(ROUTE[Route(route)], _figure(n)) for route, n in answer["routes"].items()],
    )


def _count(found: Mapping[str, Any]) -> Text:
    return number(Count(found["at_least"], found["at_most"]))


def _figure(n: int) -> Text:
    return same(f"{n:,}")
