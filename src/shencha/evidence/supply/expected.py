"""What an analyst of supply risk expects to be told: vulnerabilities, support, quality of the bills, keystones,
substitutes from the place of what they replace. Each in a sentence with its measure and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from shencha.evidence.finding import Factor, Finding, Measure, Source, Unit
from shencha.evidence.supply.bill import WEAK
from shencha.evidence.supply.findings import of_bills
from shencha.evidence.supply.graph import SupplyGraph
from shencha.evidence.supply.keystones import Keystones, resting_on
from shencha.evidence.supply.provenance import Origins
from shencha.evidence.supply.quality import YARDSTICK, Quality
from shencha.evidence.supply.support import Support
from shencha.evidence.supply.vulnerabilities import State, Vulnerabilities, settled
from shencha.text import Text
from shencha.text.counts import agreeing, counted

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """What was counted beyond the cuts."""

    vulnerabilities: Vulnerabilities
    support: Support
    quality: Quality
    keystones: Keystones
    origins: Origins
    alike: tuple[tuple[str, ...], ...]


def vulnerabilities_of(graph: SupplyGraph) -> Vulnerabilities:
    """Each vulnerability told, and what rests on the components in which one is exploitable."""
    found = settled(graph.bill.told)
    open_ = {one.component for one in found if one.state is State.EXPLOITABLE}
    resting = resting_on(graph, open_)
    touched = open_ | set(resting.tolist())
    services = tuple(s.id for s in graph.services if touched.intersection(s.components_needed()))
    return Vulnerabilities(found, len(resting), services, bool(graph.bill.told))


def expected_findings(graph: SupplyGraph, told: Expected) -> tuple[Finding, ...]:
    """The findings, by factor: F1, F2, F3."""
    return (
        *_vulnerable(graph, told.vulnerabilities),
        *_weak(graph),
        *_alike(graph, told.alike),
        *_origins(graph, told.origins),
        *_unsupported(graph, told.support),
        *_keystones(graph, told.keystones),
        *_incomplete(graph),
        *_quality(graph, told.quality),
        *_substitutes(graph),
    )


def _vulnerable(graph: SupplyGraph, told: Vulnerabilities) -> Iterator[Finding]:
    source = of_bills(graph, "supply.vulnerabilities")
    if not told.told:
        text = Text(
            "清单及随附文件没有说明任何已知漏洞；是否存在已知漏洞未经查看",
            "neither the bills nor files beside them tell of any known vulnerability; whether there are any was not "
            "examined",
        )
        yield Finding(Factor.F1, text, Measure.of(0, Unit.VULNERABILITIES), source)
        return
    ids, components = ({getattr(one, name) for one in told.found} for name in ("id", "component"))
    states = [(state, len(told.of(state))) for state in State if told.of(state)]
    text = Text(
        f"{len(components)} 个组件中有 {len(ids)} 个已知漏洞："
        + "，".join(f"{state.words.zh} {n} 处" for state, n in states),
        f"{counted(len(ids), 'known vulnerability', 'known vulnerabilities')} in "
        f"{counted(len(components), 'component')}: "
        + ", ".join(f"{state.words.en} {n}" for state, n in states),
    )
    yield Finding(Factor.F1, text, Measure.of(len(ids), Unit.VULNERABILITIES), source)
    open_ = told.of(State.EXPLOITABLE)
    if not open_:
        return
    named = _listed(f"{one.id}（{graph.names[one.component]}）" for one in open_)
    english = _listed(f"{one.id} ({graph.names[one.component]})" for one in open_)
    services = _listed(told.services)
    text = Text(
        f"可被利用的漏洞 {len(open_)} 处：{named.zh}；另有 {told.resting} 个组件依赖于此，"
        + (f"涉及服务 {services.zh}" if told.services else "不涉及所列服务"),
        f"{counted(len(open_), 'exploitable vulnerability', 'exploitable vulnerabilities')}: {english.en}; "
        f"{counted(told.resting, 'more component')} {agreeing(told.resting, 'rests', 'rest')} on them, "
        + (
            f"and so {agreeing(len(told.services), 'does', 'do')} {services.en}"
            if told.services
            else "no service does"
        ),
    )
    place = Source(
        open_[0].file, _digest(graph, open_[0].file), open_[0].where, source.method, (source, *source.also)
    )
    yield Finding(Factor.F1, text, Measure.of(len({one.id for one in open_}), Unit.VULNERABILITIES), place)


def _digest(graph: SupplyGraph, file: str) -> str:
    return next(one.digest for one in graph.bill.files if one.file == file)


def _weak(graph: SupplyGraph) -> Iterator[Finding]:
    weak = sum(1 for one in graph.bill.said if one & WEAK)
    if weak:
        text = Text(
            f"{weak} 个组件只有 MD5、SHA-1 一类校验值，已不足以证明收到的是原件",
            f"{counted(weak, 'component')} {agreeing(weak, 'carries', 'carry')} only hashes such as MD5 or SHA-1, "
            "which no longer prove that what arrives is what was made",
        )
        source = of_bills(graph, "supply.transparency")
        yield Finding(Factor.F1, text, Measure.of(weak, Unit.COMPONENTS), source)


def _alike(graph: SupplyGraph, told: tuple[tuple[str, ...], ...]) -> Iterator[Finding]:
    if told:
        zh, en = _listed(" = ".join(one) for one in told), _listed(" = ".join(one) for one in told)
        text = Text(
            f"{len(told)} 组组件的名称形近，须核对是否有冒名的：{zh.zh}",
            f"{counted(len(told), 'group')} of components {agreeing(len(told), 'has', 'have')} names that look alike; "
            f"check that none stands in for another: {en.en}",
        )
        source = of_bills(graph, "supply.alike")
        yield Finding(Factor.F1, text, Measure.of(len(told), Unit.COMPONENTS), source)


def _origins(graph: SupplyGraph, told: Origins) -> Iterator[Finding]:
    if told.statements:
        builders = _listed(told.builders)
        some = len(told.components)
        text = Text(
            f"来源声明说明了 {graph.inside} 个组件中 {some} 个由谁构建（{builders.zh or '未写明'}）；签名未核验",
            f"statements of provenance say who built {some} of {counted(graph.inside, 'component')} "
            f"({builders.en or 'no builder is named'}); their signatures were not verified",
        )
        yield Finding(
            Factor.F1, text, Measure.of(some, Unit.COMPONENTS), of_bills(graph, "supply.provenance")
        )


def _unsupported(graph: SupplyGraph, told: Support) -> Iterator[Finding]:
    source = of_bills(graph, "supply.support")
    for some, zh, one, several in (
        (told.ended, "已停止支持", "is no longer supported", "are no longer supported"),
        (told.ending, "将在一年内停止支持", "loses support within a year", "lose support within a year"),
    ):
        if some:
            zh_, en_ = (
                _listed(f"{graph.names[n]}{a}{day.isoformat()}{b}" for n, day in some)
                for a, b in (("（", "）"), (" (", ")"))
            )
            text = Text(
                f"{len(some)} 个组件{zh}：{zh_.zh}",
                f"{counted(len(some), 'component')} {agreeing(len(some), one, several)}: {en_.en}",
            )
            yield Finding(Factor.F2, text, Measure.of(len(some), Unit.COMPONENTS), source)


def _keystones(graph: SupplyGraph, told: Keystones) -> Iterator[Finding]:
    if told.components:
        one, resting = told.components[0]
        name = graph.names[one]
        text = Text(
            f"依赖最深 {told.depth} 层；被依赖最多的组件是 {name}，"
            f"{graph.inside} 个组件中有 {resting} 个直接或者间接依赖它",
            f"needs go {counted(told.depth, 'level')} deep; most rests on {name}: {resting:,} of "
            f"{counted(graph.inside, 'component')} {agreeing(resting, 'needs', 'need')} it, directly or not",
        )
        source = of_bills(graph, "supply.keystones")
        yield Finding(Factor.F2, text, Measure.of(resting, Unit.COMPONENTS), source)


def _incomplete(graph: SupplyGraph) -> Iterator[Finding]:
    told = graph.bill.incomplete
    if told:
        words = _listed(f"{word} × {n}" for word, n in told.most_common())
        text = Text(
            f"清单自称其中 {told.total()} 处不完整或者不详：{words.zh}",
            f"the bills themselves call {counted(told.total(), 'part')} incomplete or not known: {words.en}",
        )
        yield Finding(
            Factor.F3, text, Measure.of(told.total(), Unit.COMPONENTS), of_bills(graph, "supply.transparency")
        )


def _quality(graph: SupplyGraph, told: Quality) -> Iterator[Finding]:
    lacking = sorted((one for one in told.elements if one.lacking), key=lambda one: one.share)
    zh = "、".join(f"{one.words.zh}（{one.lacking:,}/{one.of:,}）" for one in lacking)
    en = ", ".join(f"{one.words.en} ({one.lacking:,} of {one.of:,})" for one in lacking)
    text = Text(
        f"按{YARDSTICK.zh}，清单完整程度为 {told.score} 分（满分 100）；缺少：{zh or '无'}",
        f"by {YARDSTICK.en} the bills score {told.score} of 100; lacking: {en or 'nothing'}",
    )
    yield Finding(Factor.F3, text, Measure.of(told.score, Unit.PERCENT), of_bills(graph, "supply.quality"))


def _substitutes(graph: SupplyGraph) -> Iterator[Finding]:
    """Of components that may be replaced those all of whose substitutes come from where they come from themselves."""
    replaced = np.flatnonzero(np.diff(graph.substitutes.starts)).tolist()
    same = [
        one
        for one in replaced
        if graph.jurisdiction[one] >= 0
        and np.all(graph.jurisdiction[graph.substitutes[one]] == graph.jurisdiction[one])
    ]
    if same:
        names = _listed(graph.names[one] for one in same)
        text = Text(
            f"{len(replaced)} 个有替代的组件中，{len(same)} 个的替代全部来自同一法域：{names.zh}",
            f"of {counted(len(replaced), 'component')} with substitutes {len(same)} "
            f"{agreeing(len(same), 'has', 'have')} them all from the same jurisdiction as itself: {names.en}",
        )
        yield Finding(
            Factor.F3, text, Measure.of(len(same), Unit.COMPONENTS), of_bills(graph, "supply.origin")
        )


def _listed(words: Iterable[str]) -> Text:
    """The first of them by name, and how many more."""
    every: Sequence[str] = list(words)
    named, more = every[:_NAMED], len(every) - _NAMED
    return Text(
        "、".join(named) + (f"等 {len(every)} 个" if more > 0 else ""),
        ", ".join(named) + (f" and {more} more" if more > 0 else ""),
    )
