"""An analysis of supply as a page shows it: what fails first, a line for each cut, and what the bills leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shencha.evidence.analyser import Answer, Cells, Line, Table
from shencha.evidence.supply.cut_words import cut_words
from shencha.evidence.supply.vulnerabilities import State
from shencha.text import Text, same
from shencha.text.counts import agreeing, counted


def lead(answer: Answer) -> Cells:
    """Exploitable vulnerabilities, and the cut that stops most."""
    return tuple(_lead(answer))


def _lead(answer: Answer) -> Iterator[Text]:
    told = answer.get("vulnerabilities") or {}
    open_ = told.get("by_state", {}).get(State.EXPLOITABLE.value, 0)
    if open_:
        resting = told["resting_on_exploitable"]
        yield Text(
            f"有 {open_} 处已知漏洞可被利用，另有 {resting} 个组件依赖于此。",
            f"{counted(open_, 'known vulnerability', 'known vulnerabilities')} can be exploited; "
            f"{counted(resting, 'more component')} {agreeing(resting, 'rests', 'rest')} on them.",
        )
    worst = next((one for one in answer.get("cuts", ()) if one["services"]), None)
    if worst is None:
        yield Text("所看的断供情形中，没有服务停止。", "In none of the cuts examined does a service stop.")
        return
    number = worst.get("services_failed", len(worst["services"]))
    yield Text(
        f"后果最重的断供：{{cut}}，停止 {number} 项服务，最早在 {worst['services'][0]['after_days']} 天后。",
        f"The most harmful cut is of {{cut}}: {counted(number, 'service')} {agreeing(number, 'stops', 'stop')}, "
        f"the first after {counted(worst['services'][0]['after_days'], 'day')}.",
    ).fill(cut=cut_words(worst["cut"]))


def lines(answer: Answer) -> list[Line]:
    """Each cut, and what follows from it."""
    return [_cut(one) for one in answer.get("cuts", ())]


def tables(answer: Answer) -> Iterator[Table]:
    """Vulnerabilities, support, quality of the bills, keystones; an answer of before has none of them."""
    if "vulnerabilities" in answer:
        yield Table(
            "vulnerabilities",
            Text("已知漏洞", "Known vulnerabilities"),
            (Text("漏洞", "Vulnerability"), Text("组件", "Component"), Text("状态", "State")),
            [
                (same(one["id"]), same(one["component"]), State(one["state"]).words)
                for one in answer["vulnerabilities"]["listed"][:_MOST]
            ],
        )
        yield Table(
            "support",
            Text("停止支持", "End of support"),
            (Text("组件", "Component"), Text("支持到", "Supported until")),
            [
                (same(one["component"]), same(one["supported_until"]))
                for name in ("ended", "ending")
                for one in answer["support"][name][:_MOST]
            ],
        )
        yield Table(
            "keystones",
            Text("被依赖最多的组件", "Components on which most rests"),
            (Text("组件", "Component"), Text("依赖它的组件", "Components that need it")),
            [
                (same(one["component"]), same(f"{one['rested_on_by']:,}"))
                for one in answer["keystones"]["components"]
            ],
        )
        yield _quality(answer["quality"])


def _quality(told: Mapping[str, Any]) -> Table:
    yardstick = Text.of(told["yardstick"])
    return Table(
        "quality",
        Text(f"清单完整程度：{told['score']} 分", f"How whole the bills are: {told['score']} of 100"),
        (Text("要素", "Element"), Text("缺少", "Lacking")),
        [
            (
                Text.of(one["text"]),
                Text(f"{one['lacking']:,}/{one['of']:,}", f"{one['lacking']:,} of {one['of']:,}"),
            )
            for one in told["elements"]
        ],
        (Text(f"依据：{yardstick.zh}。", f"By {yardstick.en}."),),
    )


_MOST = 100


def _cut(one: Mapping[str, Any]) -> Line:
    services: Sequence[Mapping[str, Any]] = one["services"]
    lost = one["components_lost"]
    components = f"{counted(lost, 'component')} {agreeing(lost, 'is', 'are')} lost"
    if not services:
        text = Text(f"没有服务停止，失去 {lost} 个组件", f"no service stops, {components}")
        return Line(one["cut"], text, one["cut"], words=cut_words(one["cut"]))
    first, number = services[0], one.get("services_failed", len(services))
    chain = " → ".join(first.get("because", ()))
    text = Text(
        f"{number} 项服务停止，最早 {first['service']}，{first['after_days']} 天后；失去 {lost} 个组件。{chain}",
        f"{counted(number, 'service')} {agreeing(number, 'stops', 'stop')}, first {first['service']} after "
        f"{counted(first['after_days'], 'day')}; {components}. {chain}",
    )
    return Line(one["cut"], text, one["cut"], words=cut_words(one["cut"]))
