"""Flows as an analyser: what leaves the country, and by which route it may."""

from __future__ import annotations

from shencha.evidence.analyser import Analyser, Given, Input, Ran
from shencha.evidence.flows import page
from shencha.evidence.flows.worse import worse
from shencha.text import Text


def run(given: Given) -> Ran:
    """The answer of `shencha flows`, and the map of flows."""
    from shencha.evidence.flows.answer import answer
    from shencha.evidence.flows.flows import check
    from shencha.evidence.flows.reading import read_flows
    from shencha.evidence.flows.svg import draw

    read = read_flows(given.paths["flows"][0])
    given.advance(1, 2)
    found = check(read, given.on)
    return Ran(answer(found).as_dict(), lambda lang, chosen: draw(found, lang))


def _schema() -> dict[str, object]:
    from shencha.evidence.flows.answer import routes_schema

    return routes_schema()


FLOWS = Analyser(
    kind="flows",
    words=Text("数据出境分析", "What leaves the country"),
    purpose=Text("哪些数据出境、走哪条途径。", "What leaves the country, and by which route it may."),
    inputs=(Input("flows", Text("数据流清单（YAML、CSV）", "Inventory of data flows (YAML, CSV)"), 1),),
    run=run,
    schema=_schema,
    worse=worse,
    sorts={
        "flows.routes": Text("数据出境", "data that leaves the country"),
    },
    lead=page.lead,
    lines=page.lines,
    tables=page.tables,
)
