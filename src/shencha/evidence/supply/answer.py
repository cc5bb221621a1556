"""What `shencha supply` tells: names in the place of numbers, and long lists cut where a reader stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from shencha.evidence.finding import FactorNamed, Finding, Unread
from shencha.evidence.supply.bill import BomFile
from shencha.evidence.supply.concentration import Concentration
from shencha.evidence.supply.findings import Transparency
from shencha.evidence.supply.quality import Quality
from shencha.evidence.supply.vulnerabilities import State, Vulnerabilities
from shencha.shapes import MAYBE, Count, More, Schema, Shape, Word, closed, document, schema_of

if TYPE_CHECKING:
    from shencha.evidence.supply.graph import SupplyGraph
    from shencha.evidence.supply.supply import Supply

_EACH_STATE = More(**closed({state: schema_of(Count) for state in State}))
TOLD = 1_000
"""How many of a list are told one by one, the gravest or soonest first; all are counted."""


@dataclass(frozen=True, slots=True)
class Concentrations(Shape):
    """How concentrated supply is."""

    suppliers: Concentration
    jurisdictions: Concentration


@dataclass(frozen=True, slots=True)
class Stopped(Shape):
    """A service that fails, after how many days, and one shortest chain that explains it."""

    service: Word
    after_days: Count
    because: Annotated[tuple[Word, ...], More(minItems=2)]


@dataclass(frozen=True, slots=True)
class CutTold(Shape):
    """What one cut does."""

    cut: Word
    services: tuple[Stopped, ...]
    components_lost: Count
    services_failed: Annotated[Count | None, MAYBE]
    """Only where more fail than are told one by one."""


@dataclass(frozen=True, slots=True)
class SmallestCuts(Shape):
    """The fewest suppliers or jurisdictions that stop one service, among the cuts that were examined."""

    service: Word
    cuts: tuple[Word, ...]
    examined: Literal[1, 2]
    """1: each by itself; 2: pairs too."""


@dataclass(frozen=True, slots=True)
class Listed(Shape):
    """One known vulnerability in one component."""

    id: Word
    component: Word
    state: State
    severity: str | None


@dataclass(frozen=True, slots=True)
class VulnerabilitiesTold(Shape):
    """How many vulnerabilities are in each state, and the first of them one by one."""

    told: bool
    known: Count
    by_state: Annotated[Mapping[State, Count], _EACH_STATE]
    components: Count
    resting_on_exploitable: Count
    services_on_exploitable: tuple[Word, ...]
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Supported(Shape):
    """A component, and the last day of its support."""

    component: Word
    supported_until: date


@dataclass(frozen=True, slots=True)
class SupportTold(Shape):
    """Of how many components a last day is given, and of which it is past or near."""

    on: date | None
    known: Count
    ended: tuple[Supported, ...]
    ending: tuple[Supported, ...]


@dataclass(frozen=True, slots=True)
class Origin(Shape):
    """Of how many components a statement says who built them."""

    statements: Count
    components: Count
    builders: tuple[Word, ...]
    inputs: Count


@dataclass(frozen=True, slots=True)
class Keystone(Shape):
    """A component, and how many rest on it."""

    component: Word
    rested_on_by: Count


@dataclass(frozen=True, slots=True)
class KeystonesTold(Shape):
    """The components on which most others rest, and how deep the needs go."""

    depth: Count
    components: tuple[Keystone, ...]


@dataclass(frozen=True, slots=True)
class SupplyAnswer(Shape):
    """The whole answer."""

    instrument: str | None
    """The version of the Measures whose article carries the factors."""
    components: Count
    dependencies: Count
    suppliers: Count
    jurisdictions: Count
    unmatched: Count
    files: tuple[BomFile, ...]
    services: tuple[Word, ...]
    concentration: Concentrations
    cuts: tuple[CutTold, ...]
    smallest_cuts: tuple[SmallestCuts, ...]
    transparency: Transparency
    incomplete: Mapping[str, Count]
    vulnerabilities: VulnerabilitiesTold
    support: SupportTold
    quality: Quality
    keystones: KeystonesTold
    provenance: Origin
    look_alikes: tuple[Annotated[tuple[Word, ...], More(minItems=2)], ...]
    factors: tuple[FactorNamed, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]


def answer_of(found: Supply, instrument: str | None) -> SupplyAnswer:
    """What is told of a graph that was asked.

    Args:
        instrument: the version of the Measures whose article carries the factors; None: no factor is named.
    """
    graph, names = found.graph, found.graph.names
    factors = dict.fromkeys(one.factor for one in found.findings)
    suppliers, jurisdictions = found.concentrations
    support, origins = found.support, found.origins
    return SupplyAnswer(
        instrument,
        graph.inside,
        found.dependencies,
        len(graph.suppliers),
        len(graph.jurisdictions),
        graph.unmatched,
        tuple(graph.bill.files),
        tuple(service.id for service in graph.services),
        Concentrations(suppliers, jurisdictions),
        tuple(_cuts(found, graph)),
        found.smallest,
        found.transparency,
        dict(graph.bill.incomplete),
        _vulnerabilities(found.vulnerabilities, names),
        SupportTold(
            support.on, support.known, _supported(support.ended, names), _supported(support.ending, names)
        ),
        found.quality,
        KeystonesTold(
            found.keystones.depth, tuple(Keystone(names[one], n) for one, n in found.keystones.components)
        ),
        Origin(origins.statements, len(origins.components), origins.builders, origins.inputs),
        found.alike[:TOLD],
        tuple(one.named(instrument) for one in factors) if instrument else (),
        found.findings,
        found.unread,
    )


def supply_schema() -> Schema:
    """What `shencha supply --json` prints (JSON Schema, draft 2020-12)."""
    return document("supply", None, SupplyAnswer)


def _cuts(found: Supply, graph: SupplyGraph) -> Iterable[CutTold]:
    for one in found.cuts:
        failures = tuple(Stopped(graph.services[f.service].id, f.after_days, f.because) for f in one.failures)
        more = one.failed if one.failed > len(failures) else None
        yield CutTold(one.cut.name, failures, one.components_lost, more)


def _vulnerabilities(found: Vulnerabilities, names: Sequence[str]) -> VulnerabilitiesTold:
    return VulnerabilitiesTold(
        found.told,
        len({one.id for one in found.found}),
        {state: len(found.of(state)) for state in State},
        len({one.component for one in found.found}),
        found.resting,
        found.services,
        tuple(Listed(one.id, names[one.component], one.state, one.severity) for one in found.found[:TOLD]),
    )


def _supported(some: tuple[tuple[int, date], ...], names: Sequence[str]) -> tuple[Supported, ...]:
    return tuple(Supported(names[one], day) for one, day in some[:TOLD])
