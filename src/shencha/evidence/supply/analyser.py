"""Supply as an analyser: what stops, and after how many days, if a supplier or a country stops supplying."""

from __future__ import annotations

from shencha.evidence.analyser import Analyser, Given, Input, Ran
from shencha.evidence.supply import page
from shencha.evidence.supply.worse import worse
from shencha.text import Lang, Text


def run(given: Given) -> Ran:
    """The answer of `shencha supply`, and its picture under a chosen cut."""
    from shencha.evidence.supply.asked import cuts_asked
    from shencha.evidence.supply.boms import read_boms
    from shencha.evidence.supply.graph import supply_graph
    from shencha.evidence.supply.picture import picture
    from shencha.evidence.supply.references import References
    from shencha.evidence.supply.services import read_services
    from shencha.evidence.supply.suppliers import read_register
    from shencha.evidence.supply.supply import supply
    from shencha.law.measures.instruments import in_force

    bill = read_boms(given.paths["bom"], advance=lambda done, of: given.advance(done, 2 * of))
    references = References(bill)
    register, services = given.one("register"), given.one("services")
    graph = supply_graph(
        bill,
        read_register(register) if register else None,
        read_services(services, references) if services else None,
        references,
    )
    found = supply(graph, on=given.on, advance=lambda done, of: given.advance(of + done, 2 * of))
    governing = in_force(given.on)

    def draw(lang: Lang, chosen: str) -> str:
        known = chosen in {one.cut.name for one in found.cuts}
        asked = [] if known or not chosen else cuts_asked([chosen], graph, references)
        return picture(supply(graph, asked, on=given.on) if asked else found, lang, chosen or None)

    return Ran(found.told(governing.id if governing else None).as_dict(), draw)


def _schema() -> dict[str, object]:
    from shencha.evidence.supply.answer import supply_schema

    return supply_schema()


SUPPLY = Analyser(
    kind="supply",
    words=Text("供应中断分析", "What fails if supply stops"),
    purpose=Text(
        "断供一家供应方或者一个国家时，什么先停、几天后停。",
        "What stops, and after how many days, if a supplier or a country stops supplying.",
    ),
    inputs=(
        Input(
            "bom",
            Text(
                "物料清单和漏洞声明（CycloneDX、SPDX、OpenVEX、CSAF，可选几份）",
                "Bills of materials and VEX files (CycloneDX, SPDX, OpenVEX, CSAF; several)",
            ),
            1,
            None,
        ),
        Input(
            "register",
            Text("供应方登记表（YAML、CSV、Parquet）", "Register of suppliers (YAML, CSV, Parquet)"),
        ),
        Input("services", Text("服务及其依赖（YAML）", "Services and what they need (YAML)")),
    ),
    run=run,
    schema=_schema,
    worse=worse,
    sorts={
        "supply.vulnerabilities": Text("漏洞", "vulnerabilities"),
        "supply.cut": Text("断供的后果", "what stops"),
        "supply.support": Text("支持期限", "end of support"),
        "supply.keystones": Text("关键组件", "keystone components"),
        "supply.concentration": Text("集中度", "concentration"),
        "supply.origin": Text("供应方所在地", "where suppliers are"),
        "supply.provenance": Text("构建来源", "how it was built"),
        "supply.alike": Text("相似的名称", "names that look alike"),
        "supply.transparency": Text("清单没有说明的", "what bills leave unsaid"),
        "supply.quality": Text("清单的完整程度", "how complete the bills are"),
    },
    lead=page.lead,
    lines=page.lines,
    tables=page.tables,
)
