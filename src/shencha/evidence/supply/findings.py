"""What the graph and its cuts say about the factors, each in a sentence with its measure and source.

A finding never judges: it says what was counted. Where the inputs say nothing of a factor, that too is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from shencha.evidence.finding import Factor, Finding, Measure, Source, Unit
from shencha.evidence.supply.bill import HASH, LICENCE
from shencha.evidence.supply.concentration import Concentration
from shencha.evidence.supply.cut_words import cut_words
from shencha.evidence.supply.cuts import Consequence
from shencha.evidence.supply.graph import SupplyGraph
from shencha.law.places import HOME, NOT_ABROAD, place_name
from shencha.shapes import Count, Key, Shape, Word
from shencha.text import Text, same
from shencha.text.counts import agreeing, counted

_NAMED = 100


@dataclass(frozen=True, slots=True)
class Transparency(Shape):
    """How many components of the bills leave something unsaid."""

    no_supplier: Count
    """Neither the bill nor the register names one."""
    no_version: Count
    no_licence: Count
    no_hash: Count
    silent: Count
    """The bill names neither supplier nor licence nor hash."""
    named: Annotated[tuple[Word, ...], Key("silent_components")]
    """The first of the silent ones."""


def transparency_of(graph: SupplyGraph) -> Transparency:
    """Count what is left unsaid."""
    bill = graph.bill
    said = np.frombuffer(bill.said, np.uint8) if bill.said else np.zeros(0, np.uint8)
    unnamed = np.array([one is None for one in bill.suppliers], bool)
    silent = (
        np.flatnonzero(unnamed & ((said & (LICENCE | HASH)) == 0)) if len(said) else np.zeros(0, np.int64)
    )
    return Transparency(
        int(np.count_nonzero(graph.supplier[: graph.inside] < 0)),
        sum(one is None for one in bill.versions),
        int(np.count_nonzero((said & LICENCE) == 0)),
        int(np.count_nonzero((said & HASH) == 0)),
        len(silent),
        tuple(graph.names[i] for i in silent[:_NAMED]),
    )


def findings_of(
    graph: SupplyGraph,
    found: Sequence[Consequence],
    shares: tuple[Concentration, Concentration],
    transparency: Transparency,
) -> tuple[Finding, ...]:
    """By factor: F1, F2, F3, F4, F6."""
    return (
        *_integrity(graph, transparency),
        *_continuity(graph, found),
        *_origin(graph, found, shares, transparency),
        *_owners(graph, found),
        *_record(graph, transparency),
        *_abroad(graph, found),
    )


def of_bills(graph: SupplyGraph, method: str) -> Source:
    """All bills, and the register behind them."""
    told = [Source(one.file, one.digest, "document", method) for one in graph.bill.files]
    if graph.register:
        told.append(Source(graph.register.file, graph.register.digest, "document", method))
    first, *others = told
    return Source(first.file, first.digest, first.place, method, tuple(others))


def _integrity(graph: SupplyGraph, said: Transparency) -> list[Finding]:
    source = of_bills(graph, "supply.transparency")
    return [
        Finding(
            Factor.F1,
            Text(
                f"{graph.inside} 个组件中有 {said.no_hash} 个没有校验值，收到的是否为原件无从核对",
                f"{said.no_hash} of {counted(graph.inside, 'component')} {agreeing(said.no_hash, 'carries', 'carry')} "
                "no hash: whether what arrives is what was "
                "made cannot be checked",
            ),
            Measure.of(said.no_hash, Unit.COMPONENTS),
            source,
        )
    ]


def _continuity(graph: SupplyGraph, found: Sequence[Consequence]) -> list[Finding]:
    source = of_bills(graph, "supply.cut")
    called = {one.id: one.name for one in graph.suppliers}
    single = [one for one in found if len(one.cut.taken) == 1 and ":" in one.cut.name]
    single = [one for one in single if not one.cut.name.startswith(("component:", "owner:"))]
    stopped: dict[int, tuple[int, str]] = {}
    for one in single:
        for failure in one.failures:
            known = stopped.get(failure.service)
            if known is None or failure.after_days < known[0]:
                stopped[failure.service] = (failure.after_days, one.cut.name)
    made = [
        Finding(
            Factor.F2,
            Text(
                f"{len(graph.services)} 项服务中有 {len(stopped)} 项会因单一供应方或单一法域断供而停止",
                f"{len(stopped)} of {counted(len(graph.services), 'service')} "
                f"{agreeing(len(stopped), 'stops', 'stop')} if one supplier or one jurisdiction "
                "stops supplying",
            ),
            Measure.of(len(stopped), Unit.SERVICES),
            source,
        )
    ]
    for service, (days, name) in sorted(stopped.items(), key=lambda item: item[1])[:20]:
        told = graph.services[service].id
        made.append(
            Finding(
                Factor.F2,
                Text(
                    f"服务 {told} 在{{cut}}断供 {days} 天后停止，是最早的一种情形",
                    f"the service {told} stops {counted(days, 'day')} after {{cut}} stops supplying, the soonest "
                    "of all such cuts",
                ).fill(cut=cut_words(name, called)),
                Measure.of(days, Unit.DAYS),
                source,
            )
        )
    return made


def _origin(
    graph: SupplyGraph,
    found: Sequence[Consequence],
    shares: tuple[Concentration, Concentration],
    said: Transparency,
) -> list[Finding]:
    source = of_bills(graph, "supply.concentration")
    made = []
    words = {"suppliers": Text("供应方", "suppliers"), "jurisdictions": Text("法域", "jurisdictions")}
    for one in shares:
        if one.by_components.hhi is None:
            continue
        largest, share = one.by_components.names[0], one.by_components.weights[0] / one.by_components.total
        if one.of == "jurisdictions":
            shown = place_name(largest)
        else:
            shown = same(next((s.name for s in graph.suppliers if s.id == largest), largest))
        finding = Text(
            "按组件数计，{of}的集中度为 {hhi}；最大者 {name} 占 {share:.0%}",
            "by number of components the concentration of {of} is {hhi}; the largest, {name}, has {share:.0%}",
        ).fill(of=words[one.of], hhi=f"{one.by_components.hhi:,.0f}", name=shown, share=share)
        made.append(Finding(Factor.F3, finding, Measure.of(one.by_components.hhi, Unit.HHI), source))
    stops = [
        one
        for one in found
        if one.failed and len(one.cut.taken) == 1 and one.cut.name.startswith("supplier:")
    ]
    made.append(
        Finding(
            Factor.F3,
            Text(
                f"{len(graph.suppliers)} 家供应方中，单独断供即使服务停止的有 {len(stops)} 家",
                f"{len(stops)} of {counted(len(graph.suppliers), 'supplier')} "
                f"{agreeing(len(stops), 'stops', 'stop')} a service by stopping alone",
            ),
            Measure.of(len(stops), Unit.SUPPLIERS),
            of_bills(graph, "supply.cut"),
        )
    )
    made.append(
        Finding(
            Factor.F3,
            Text(
                f"{graph.inside} 个组件中有 {said.silent} 个在清单中既无供应方，也无许可证和校验值",
                f"{said.silent} of {counted(graph.inside, 'component')} "
                f"{agreeing(said.silent, 'names', 'name')} neither supplier nor licence nor hash in "
                f"{agreeing(said.silent, 'its', 'their')} bill",
            ),
            Measure.of(said.silent, Unit.COMPONENTS),
            of_bills(graph, "supply.transparency"),
        )
    )
    return made


def _owners(graph: SupplyGraph, found: Sequence[Consequence]) -> list[Finding]:
    """Owners of several suppliers, and the services that stop with all of them and with none of them alone."""
    alone = {
        failure.service
        for one in found
        if len(one.cut.taken) == 1 and one.cut.name.startswith("supplier:")
        for failure in one.failures
    }
    shared = [one for one in found if one.cut.name.startswith("owner:") and len(one.cut.taken) == 1]
    together = {failure.service for one in shared for failure in one.failures} - alone
    if not shared:
        return []
    text = Text(
        f"供应方的所有者（或者所有者所在国）{len(shared)} 个；"
        f"其名下供应方一并断供时停止、单独断供时不停止的服务有 {len(together)} 项",
        f"{counted(len(shared), 'owner')} (or owners' countries) of suppliers; {counted(len(together), 'service')} "
        f"{agreeing(len(together), 'stops', 'stop')} only if all suppliers of one stop together",
    )
    return [Finding(Factor.F3, text, Measure.of(len(together), Unit.SERVICES), of_bills(graph, "supply.cut"))]


def _record(graph: SupplyGraph, said: Transparency) -> list[Finding]:
    return [
        Finding(
            Factor.F4,
            Text(
                f"{said.no_supplier} 个组件不知由谁供应，其守法情况无从查起；已知的 {len(graph.suppliers)} "
                "家供应方的守法情况，清单和登记表均未说明",
                f"of {counted(said.no_supplier, 'component')} nobody says who supplies "
                f"{agreeing(said.no_supplier, 'it', 'them')}, so no record can be looked up; of the "
                f"{counted(len(graph.suppliers), 'known supplier')}, bills and register do not tell the record",
            ),
            Measure.of(said.no_supplier, Unit.COMPONENTS),
            of_bills(graph, "supply.transparency"),
        )
    ]


def _abroad(graph: SupplyGraph, found: Sequence[Consequence]) -> list[Finding]:
    """Suppliers abroad, or owned from abroad; Hong Kong, Macau and Taiwan are not abroad."""
    home = {HOME, *NOT_ABROAD}
    abroad = {n for n, place in enumerate(graph.jurisdictions) if place not in home}
    owned = {
        n for n, s in enumerate(graph.suppliers) if s.owner_jurisdiction and s.owner_jurisdiction not in home
    }
    inside = slice(0, graph.inside)
    foreign = np.isin(graph.jurisdiction[inside], list(abroad))
    by_owner = np.isin(graph.supplier[inside], list(owned)) & ~foreign
    named = sum(1 for one in found if one.failed and _foreign(one, home))
    if not graph.jurisdictions and not owned:
        return []
    return [
        Finding(
            Factor.F6,
            Text(
                f"{int(foreign.sum())} 个组件由国外的供应方供应，另有 {int(by_owner.sum())} 个的供应方由国外"
                f"的主体所有；单独断供即使服务停止的国家有 {named} 个",
                f"{counted(int(foreign.sum()), 'component')} "
                f"{agreeing(int(foreign.sum()), 'comes', 'come')} from suppliers abroad, "
                f"and {int(by_owner.sum())} more from suppliers owned from abroad; "
                f"countries that stop a service by stopping alone: {named}",
            ),
            Measure.of(int(foreign.sum() + by_owner.sum()), Unit.COMPONENTS),
            of_bills(graph, "supply.origin"),
        )
    ]


def _foreign(one: Consequence, home: set[str]) -> bool:
    kind, _, place = one.cut.name.partition(":")
    return kind == "jurisdiction" and len(one.cut.taken) == 1 and place not in home
