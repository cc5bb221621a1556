"""How concentrated supply is: each supplier's and each jurisdiction's share, and the Herfindahl-Hirschman index.

Weighed by components: how many of the components whose supplier is known. Weighed by services: how many
services rest, at any remove, on something it supplies; a service that rests on three suppliers counts for
each. The index is the sum of the squared shares in percent: 10,000 is one supplier for everything.
Source: the index as in merger control practice; bounds for judgement are a person's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from shencha.evidence.supply.graph import Ints, SupplyGraph
from shencha.evidence.supply.rows import Rows
from shencha.evidence.supply.services import Gate
from shencha.shapes import Count, More, Shape, Word

_MOST_SERVICES = 20_000
_SMALL = 20_000


@dataclass(frozen=True, slots=True)
class Share(Shape):
    """What one supplies, and which part of all that is."""

    id: Word
    weight: Count
    share: Annotated[float, More(minimum=0, maximum=1)]


@dataclass(frozen=True, slots=True)
class Weighed(Shape):
    """Shares by one weight, the largest first."""

    TOLD = "hhi shares"

    names: tuple[str, ...]
    weights: tuple[int, ...]

    @property
    def total(self) -> int:
        """What the shares are shares of."""
        return sum(self.weights)

    @property
    def hhi(self) -> Annotated[float | None, More(minimum=0, maximum=10_000)]:
        """0 to 10,000; None where nothing is known."""
        total = self.total
        return round(sum((100 * w / total) ** 2 for w in self.weights), 1) if total else None

    @property
    def shares(self) -> tuple[Share, ...]:
        """Of whoever supplies anything; fractions of 1."""
        total = self.total
        return tuple(
            Share(name, weight, round(weight / total, 6))
            for name, weight in zip(self.names, self.weights, strict=True)
            if weight
        )


@dataclass(frozen=True, slots=True)
class Concentration(Shape):
    """Of `suppliers` or of `jurisdictions`."""

    TOLD = "unknown_components by_components by_services"

    of: str
    by_components: Weighed
    by_services: Weighed | None
    unknown_components: Count
    """Components of which nobody says it; they are in no share."""

    @property
    def unweighed(self) -> bool:
        """Whether there were too many services to weigh by them."""
        return self.by_services is None


def concentrations(graph: SupplyGraph, rows: Rows) -> tuple[Concentration, Concentration]:
    """Of suppliers and of jurisdictions."""
    suppliers = tuple(one.id for one in graph.suppliers)
    inside = slice(0, graph.inside)
    groups = (graph.supplier[inside], graph.jurisdiction[inside])
    by_services = _by_services(graph, rows, groups, (len(suppliers), len(graph.jurisdictions)))
    made = []
    for of, names, numbers, served in zip(
        ("suppliers", "jurisdictions"), (suppliers, graph.jurisdictions), groups, by_services, strict=True
    ):
        counts = np.bincount(numbers[numbers >= 0], minlength=len(names))
        unknown = int(np.count_nonzero(numbers < 0))
        made.append(
            Concentration(
                of, _weighed(names, counts), _weighed(names, served) if served is not None else None, unknown
            )
        )
    return made[0], made[1]


def _weighed(names: tuple[str, ...], counts: Ints) -> Weighed:
    order = np.argsort(-counts, kind="stable")
    return Weighed(tuple(names[i] for i in order), tuple(int(counts[i]) for i in order))


def _by_services(
    graph: SupplyGraph, rows: Rows, groups: tuple[Ints, Ints], sizes: tuple[int, int]
) -> tuple[Ints | None, Ints | None]:
    if len(graph.services) > _MOST_SERVICES:
        return None, None
    counts = tuple(np.zeros(size, np.int64) for size in sizes)
    ordered = [(np.argsort(g, kind="stable"), np.sort(g)) for g in groups]
    for start in range(0, len(graph.services), 64):
        bits = _reached(graph, rows, start)
        for (order, numbers), count in zip(ordered, counts, strict=True):
            known = int(np.searchsorted(numbers, 0))
            if known == len(numbers):
                continue
            held, begins = np.unique(numbers[known:], return_index=True)
            joined = np.bitwise_or.reduceat(bits[order[known:]], begins)
            count[held] += np.array([int(one).bit_count() for one in joined])
    return counts[0], counts[1]


def _reached(graph: SupplyGraph, rows: Rows, start: int) -> Any:
    """For each component of the bills, a bit for each of 64 services that rest on it."""
    from shencha.evidence.supply import kernel as supply_kernel

    bits = np.zeros(len(rows.kind), np.uint64)
    for bit, service in enumerate(graph.services[start : start + 64]):
        leaves = list(service.components()) if isinstance(service.needs, Gate) else [service.needs]
        bits[rows.life[leaves]] |= np.uint64(1 << bit)
    small = len(rows.kind) < _SMALL
    work = supply_kernel.reach if small else supply_kernel.compiled("reach")
    work(rows.starts, rows.rests_on, rows.kind, rows.knots, bits)
    return bits[rows.own[: graph.inside]]
