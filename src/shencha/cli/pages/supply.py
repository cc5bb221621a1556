"""An analysis of supply as a person reads it: what there is, what fails first, how concentrated, what is unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shencha.text import Lang, Text
from shencha.text.counts import counted_in_both

if TYPE_CHECKING:
    from shencha.evidence.supply.cuts import Consequence, Failure
    from shencha.evidence.supply.supply import Supply

_CUTS, _SERVICES, _UNREAD = 12, 6, 20

_HEAD = Text(
    "{components} 个组件，{dependencies} 条依赖，{suppliers} 家供应方；登记表未说明的组件 {unmatched} 个。",
    "{components}, {dependencies}, {suppliers}; the register says nothing of {unmatched}.",
)
_WHAT_FAILS = Text("断供时什么先停", "What fails if someone stops supplying")
_NOTHING = Text("所看的断供情形中，没有服务停止。", "In none of the cuts examined does a service stop.")
_CUT = Text(
    "{cut}：停止服务 {services} 项，失去组件 {lost} 个",
    "{cut}: services stopped {services}, components lost {lost}",
)
_FAILS = Text("{days} 天后 {service}：{because}", "after {days} {service}: {because}")
_MORE = Text("另有 {more} 项", "{more} more")
_SMALLEST = Text("使服务停止的最小断供", "The smallest cuts that stop a service")
_ONE = Text("{service}：{cuts}", "{service}: {cuts}")
_NONE_ALONE = Text("无（单独断供均不致停止）", "none (no single cut stops it)")
_NONE = Text("无（单独和成对断供均不致停止）", "none (neither one nor two together stop it)")
_CONCENTRATION = Text("集中度（赫芬达尔指数，0 至 10000）", "Concentration (HHI, 0 to 10,000)")
_OF = {"suppliers": Text("供应方", "suppliers"), "jurisdictions": Text("法域", "jurisdictions")}
_BY = Text(
    "{of}：按组件 {components}，按服务 {services}；{shares}",
    "{of}: by components {components}, by services {services}; {shares}",
)
_FINDINGS = Text("按评估因素列出的发现", "Findings by factor")
_FACTOR = Text("{factor}（第{article}条）{text}", "{factor} (Article {article}) {text}")
_NOT_READ = Text("未能查看的部分", "What could not be examined")


def page(found: Supply, instrument: str | None, lang: Lang) -> str:
    """The whole answer in one language."""
    graph = found.graph
    head = _HEAD.fill(
        components=counted_in_both(graph.inside, "component"),
        dependencies=counted_in_both(found.dependencies, "dependency", "dependencies"),
        suppliers=counted_in_both(len(graph.suppliers), "supplier"),
        unmatched=counted_in_both(graph.unmatched, "component"),
    )
    parts = [
        head.said(lang),
        _part(_WHAT_FAILS, _cuts(found, lang), lang),
        _part(_SMALLEST, _smallest(found, lang), lang),
        _part(_CONCENTRATION, _concentration(found, lang), lang),
        _part(_FINDINGS, _findings(found, instrument, lang), lang),
        _part(_NOT_READ, _unread(found, lang), lang),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(title: Text, lines: Iterator[str], lang: Lang) -> str:
    told = list(lines)
    return "\n".join([title.said(lang), *told]) if told else ""


def _cuts(found: Supply, lang: Lang) -> Iterator[str]:
    harmful = [one for one in found.cuts if one.failed]
    if not harmful:
        yield f"  {_NOTHING.said(lang)}"
    for one in harmful[:_CUTS]:
        yield "  " + _CUT.fill(cut=one.cut.name, services=one.failed, lost=f"{one.components_lost:,}").said(
            lang
        )
        yield from _failures(one, found, lang)
    if len(harmful) > _CUTS:
        yield "  " + _MORE.fill(more=len(harmful) - _CUTS).said(lang)


def _failures(one: Consequence, found: Supply, lang: Lang) -> Iterator[str]:
    for failure in one.failures[:_SERVICES]:
        yield "    " + _failure(failure, found, lang)
    if one.failed > _SERVICES:
        yield "    " + _MORE.fill(more=one.failed - _SERVICES).said(lang)


def _failure(one: Failure, found: Supply, lang: Lang) -> str:
    service = found.graph.services[one.service].id
    chain = one.because if len(one.because) <= 6 else (*one.because[:3], "…", *one.because[-2:])
    return _FAILS.fill(
        days=counted_in_both(one.after_days, "day"), service=service, because=" → ".join(chain)
    ).said(lang)


def _smallest(found: Supply, lang: Lang) -> Iterator[str]:
    for one in found.smallest[:_CUTS]:
        shown = ", ".join(one.cuts[:_SERVICES]) + (" …" if len(one.cuts) > _SERVICES else "")
        none = _NONE if one.examined > 1 else _NONE_ALONE
        yield "  " + _ONE.fill(service=one.service, cuts=shown or none.said(lang)).said(lang)


def _concentration(found: Supply, lang: Lang) -> Iterator[str]:
    for one in found.concentrations:
        if one.by_components.hhi is None:
            continue
        weighed, total = one.by_components, one.by_components.total
        largest = list(zip(weighed.names, weighed.weights, strict=True))[:4]
        shares = ", ".join(f"{name} {weight / total:.0%}" for name, weight in largest if weight)
        by_services = one.by_services.hhi if one.by_services else None
        told = _BY.fill(
            of=_OF[one.of],
            components=f"{weighed.hhi:,.0f}",
            services="—" if by_services is None else f"{by_services:,.0f}",
            shares=shares,
        )
        yield "  " + told.said(lang)


def _findings(found: Supply, instrument: str | None, lang: Lang) -> Iterator[str]:
    for one in found.findings:
        article = one.factor.article(instrument) if instrument else None
        yield "  " + _FACTOR.fill(
            factor=one.factor.value, article=article or "—", text=one.finding.said(lang)
        ).said(lang)


def _unread(found: Supply, lang: Lang) -> Iterator[str]:
    for one in found.unread[:_UNREAD]:
        times = f" ×{one.count:,}" if one.count > 1 else ""
        yield f"  {one.file}: {one.where}: {one.why.said(lang)}{times}"
    if len(found.unread) > _UNREAD:
        yield "  " + _MORE.fill(more=len(found.unread) - _UNREAD).said(lang)
