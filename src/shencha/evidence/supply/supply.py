"""What fails, and when, if someone stops supplying.

**A cut** takes things away on one day, day 0: all components of a supplier, of a jurisdiction (where the row
says so, else its supplier's), or named components. Everything else stays as it is.

**Own.** What a component can provide by itself ends `stock_days` after the first of its needs is gone: its
supplier on day 0 if it is cut, each thing it depends on when that no longer lives. Nothing it needs is ever
gone: it never ends.

**Life.** A component lives as long as the longest of its own and its substitutes' own. What stands in for a
substitute does not count a second time (own, not life); what a substitute needs may itself be replaced.

**Circles of needs** stand and fall together: nothing in one ends until something outside it, or the supply
of one of its members, does; from there the end runs round the circle, each member's stock added on the way.

**Loops through a substitute** never keep themselves alive. Where a substitute rests, at whatever remove, on
what it replaces, such components form a tangle (strongly connected through needs and substitutes). In a
tangle everything is first reckoned as if nobody inside it stood in for another inside it; then time is handed
on along those substitutes until nothing changes, and no stock is counted a second time: a component lasts as
long as the first of its needs as handed on, or as long as it did before, whichever is longer. So a tangle
never outlasts what its members would reach without it, and never fails where one of them stands for ever.
Nobody must use a substitute: any inside a tangle may be left out, and a row lasts as long as in the best of all such
choices, so that a further substitute never brings a failure nearer (`choices`).

**A service** lasts as long as its tree says (all of: the shortest, any of: the longest, at least K: the K-th
longest), and `tolerates_days` longer. A component is **lost** if it ever ends.

**A chain** leads from the component that decides over what decides about it to what was cut, with as few
steps as can be; `substitute:NAME` stands in for the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from shencha.evidence.finding import Factor, Finding, Unread
from shencha.evidence.supply.alike import alike
from shencha.evidence.supply.answer import TOLD, SmallestCuts, SupplyAnswer, answer_of
from shencha.evidence.supply.concentration import Concentration, concentrations
from shencha.evidence.supply.cuts import Consequence, Cut, Cutter, owner_cuts, pairs_of, single_cuts
from shencha.evidence.supply.expected import Expected, expected_findings, vulnerabilities_of
from shencha.evidence.supply.findings import Transparency, findings_of, transparency_of
from shencha.evidence.supply.graph import SupplyGraph
from shencha.evidence.supply.keystones import Keystones, keystones_of
from shencha.evidence.supply.provenance import Origins, origins_of
from shencha.evidence.supply.quality import Quality, quality_of
from shencha.evidence.supply.support import Support, support_of
from shencha.evidence.supply.vulnerabilities import Vulnerabilities
from shencha.text import Text

MOST_PAIRS = 200_000


@dataclass(frozen=True, slots=True)
class Supply:
    """The answer: what the graph is, how concentrated, what each cut does, what was found and what not read."""

    graph: SupplyGraph
    dependencies: int
    cuts: tuple[Consequence, ...]
    """The most harmful first: more services, then sooner, then more components."""
    smallest: tuple[SmallestCuts, ...]
    concentrations: tuple[Concentration, ...]
    transparency: Transparency
    vulnerabilities: Vulnerabilities
    support: Support
    quality: Quality
    keystones: Keystones
    origins: Origins
    alike: tuple[tuple[str, ...], ...]
    """Groups of names that look alike."""
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]

    def told(self, instrument: str | None) -> SupplyAnswer:
        """What is told of it; `instrument` is the version of the Measures whose article carries the factors."""
        return answer_of(self, instrument)


def supply(
    graph: SupplyGraph,
    cuts: Sequence[Cut] = (),
    *,
    pairs: bool = False,
    on: date | None = None,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Supply:
    """Cut off every supplier and every jurisdiction, each by itself, and the cuts asked for.

    Args:
        cuts: further scenarios.
        pairs: also each two suppliers, and each two jurisdictions.
        on: the day on which support is asked for; without it nothing is said of its end.
        advance: told how many cuts are done, and of how many.
    Raises:
        TooManyPairs: more than MOST_PAIRS of them.
    """
    suppliers, places = single_cuts(graph)
    asked = [*suppliers, *places, *owner_cuts(graph)]
    if pairs:
        number = sum(len(kind) * (len(kind) - 1) // 2 for kind in (suppliers, places))
        if number > MOST_PAIRS:
            raise TooManyPairs(number)
        asked += [*pairs_of(suppliers), *pairs_of(places)]
    known = {frozenset(taken.name for taken in one.taken) for one in asked}
    asked += [one for one in cuts if frozenset(taken.name for taken in one.taken) not in known]
    cutter = Cutter(graph)
    found = list(cutter.consequences(asked, told=TOLD, advance=advance))
    shares = concentrations(graph, cutter.rows)
    transparency = transparency_of(graph)
    expected = Expected(
        vulnerabilities_of(graph),
        support_of(graph, on),
        quality_of(graph),
        keystones_of(graph, cutter.rows),
        origins_of(graph.bill),
        alike(graph.bill),
    )
    unread = list(graph.unread)
    if any(one.unweighed for one in shares):
        why = Text(
            "服务过多，未按服务计算集中度", "too many services: concentration is not weighed by services"
        )
        unread.append(Unread(graph.services_file or "*", "services", why, len(graph.services)))
    for component, rows, turns in cutter.left_open():
        why = Text(
            f"互为替代的组件（{rows} 行）在 {turns} 轮后仍有变化，不再继续；所说的停止只会偏早",
            f"components that stand in for each other ({rows} rows) still changed after {turns} turns and were left; "
            "failures told are too soon rather than too late",
        )
        unread.append(Unread("*", graph.names[component], why))
    for one in cutter.untried:
        why = Text(
            f"互为替代的组件中有 {one.substitutes} 项替代，是否使用的组合只试了 {one.tried} 种；所说的停止只会偏早",
            f"of the ways to use {one.substitutes} substitutes in a tangle {one.tried} were tried; "
            "failures told are too soon rather than too late",
        )
        unread.append(Unread("*", graph.names[one.component], why))
    return Supply(
        graph,
        len(graph.needs.items),
        tuple(sorted(found, key=_harm)),
        tuple(_smallest(graph, found, pairs=pairs)),
        shares,
        transparency,
        expected.vulnerabilities,
        expected.support,
        expected.quality,
        expected.keystones,
        expected.origins,
        expected.alike,
        tuple(
            sorted(
                (*findings_of(graph, found, shares, transparency), *expected_findings(graph, expected)),
                key=lambda one: one.factor,
            )
        ),
        tuple(unread),
    )


class TooManyPairs(ValueError):
    """More pairs than are answered in bounded time."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _harm(one: Consequence) -> tuple[int, int, int, str]:
    soonest = one.failures[0].after_days if one.failures else 0
    return -one.failed, soonest, -one.components_lost, one.cut.name


def _smallest(graph: SupplyGraph, found: Sequence[Consequence], *, pairs: bool) -> list[SmallestCuts]:
    least: dict[int, tuple[int, list[str]]] = {}
    for one in found:
        size = len(one.cut.taken)
        if any(taken.name.startswith(("component:", "owner:")) for taken in one.cut.taken):
            continue
        for failure in one.failures:
            known = least.get(failure.service)
            if known is None or size < known[0]:
                least[failure.service] = (size, [one.cut.name])
            elif size == known[0]:
                known[1].append(one.cut.name)
    return [
        SmallestCuts(s.id, tuple(least[n][1]) if n in least else (), 2 if pairs else 1)
        for n, s in enumerate(graph.services[:TOLD])
    ]


__all__ = ["Factor", "Supply", "TooManyPairs", "supply"]
