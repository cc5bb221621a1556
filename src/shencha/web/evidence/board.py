"""The board of factors: what was found, what is missing, what each side thinks. It says where to look, never what
to think."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.finding import Unit
from shencha.law.measures.factors import FactorText, factors
from shencha.law.measures.figures import figures
from shencha.procedure.acts import FactorJudged
from shencha.procedure.case import Case
from shencha.procedure.names import OPINION_NAMES
from shencha.records.policies import number_on
from shencha.text import Text, same
from shencha.web.evidence.said import Said
from shencha.web.evidence.standing_out import Warned, of_statement, warnings
from shencha.web.units import unit_name

BAR = 100
FULL = {"hhi": 10_000.0, "percent": 100.0, "days": 365.0}
"""Where a unit's bar is full; days until something fails fill it with a year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure drawn against its scale, in per cent of the width."""

    at: float
    wide: float
    line: float | None
    """Where the line of the law lies, if there is one."""
    said: Text


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a finding leads; empty where there is nothing to open."""

    analysis: str = ""
    file: str = ""


Finding = Mapping[str, Any]
Opening = Callable[[Mapping[str, Any], Finding], Leads]
"""From an analysis as filed, and one of its findings."""
FIRST = ("supply.vulnerabilities", "control.controls", "control.contracts", "control.integrated")
"""What a reader looks for before anything else."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding."""

    text: Text
    measure: Text
    bar: Bar | None
    kind: Text
    sort: Text
    """What it is about."""
    file: str
    place: Text
    leads: Leads = Leads()


@dataclass(frozen=True, slots=True)
class Dot:
    """What a unit said of a factor: only of one that its opinion names."""

    name: Text
    kind: str
    """agree, condition or disagree."""
    said: Text


@dataclass(slots=True)
class Column:
    """One factor of the board."""

    factor: FactorText
    bears: bool
    """Does it bear on this ground, by the project's reading? The text does not say."""
    findings: list[Shown] = field(default_factory=list)
    party: dict[str, str] | None = None
    dots: list[Dot] = field(default_factory=list)
    office: list[FactorJudged] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    """What the analysis report says on it."""
    warnings: list[Warned] = field(default_factory=list)

    @property
    def groups(self) -> list[list[Shown]]:
        """The findings of one analysis that are about one thing, together."""
        alike = groupby(self.findings, lambda one: (one.kind, one.sort, one.leads.analysis))
        return [list(several) for _, several in alike]


def columns(
    instrument: str,
    ground: str,
    analyses: Sequence[Mapping[str, Any]],
    judgements: Iterable[Mapping[str, str]],
    on: date,
    *,
    facts: Mapping[str, Any] | None = None,
    said: Sequence[Said] = (),
    opened: date | None = None,
    opening: Opening = lambda analysis, finding: Leads(),
) -> list[Column]:
    """The factors of a version with findings and the party's judgements, and what stands out.

    Args:
        analyses: as filed: kind, inputs with their days, findings, unread.
        facts: the party's answers of the interview, held against what was counted.
        said: the statements of the analysis report.
        opened: day on which the case began; the office's policies of that day hold for it.
        opening: where a finding leads.
    """
    most_days = number_on("evidence_age_days", opened or on)
    judged = {one["factor"]: dict(one) for one in judgements}
    board = [Column(one, ground in one.grounds or ground == "ex_officio") for one in factors(instrument)]
    for column in board:
        names = {column.factor.id, *column.factor.successors}
        kinds = {one["kind"] for one in analyses if any(f["factor"] in names for f in one["findings"])}
        mine = [one for one in analyses if one["kind"] in kinds]
        found = [(one, found) for one in mine for found in one["findings"] if found["factor"] in names]
        column.findings = [
            shown(finding, str(one["kind"]), instrument, opening(one, finding))
            for one, finding in sorted(found, key=_order)
        ]
        column.party = judged.get(column.factor.id)
        column.said = [one for one in said if one.factor == column.factor.id]
        column.warnings = [
            *warnings(column.bears, mine, column.party, bool(column.said), on, facts or {}, most_days),
            *(of_statement(lit) for one in column.said for lit in one.lights),
        ]
    return board


def with_views(board: list[Column], seen: Case, known: Mapping[str, Text]) -> list[Column]:
    """The board with what the units said and the office judged, as far as the reader may know."""
    said = {opinion.consultee: opinion for one in seen.rounds[-1:] for opinion in one.opinions}
    for column in board:
        column.office = [one for one in seen.judged if column.factor.id in one.factors]
        column.dots = [
            Dot(unit_name(one.consultee, known), kind, OPINION_NAMES[kind])
            for one in said.values()
            for kind in ("condition" if one.conditions and one.opinion == "agree" else one.opinion,)
            if column.factor.id in one.factors
        ]
    return board


def _order(one: tuple[Mapping[str, Any], Finding]) -> tuple[int, int, int]:
    kind, method = str(one[0]["kind"]), _method(one[1])
    at = FIRST.index(method) if method in FIRST else len(FIRST)
    return at, list(ANALYSERS).index(kind), ANALYSERS[kind].sort_of(method)[0]


def _method(finding: Finding) -> str:
    return str(finding["source"].get("method", "")).partition("/")[0]


def shown(finding: Finding, kind: str, instrument: str, leads: Leads = Leads()) -> Shown:
    """A finding with its measure drawn."""
    measure, source = finding["measure"], finding["source"]
    low, high = measure.get("value", measure.get("at_least")), measure.get("value", measure.get("at_most"))
    unit = str(measure["unit"])
    return Shown(
        Text.of(finding["finding"]),
        _said(low, high, _unit(unit)),
        _bar(low, high, unit, instrument if kind == "people" else ""),
        ANALYSERS[kind].words,
        ANALYSERS[kind].sort_of(_method(finding))[1],
        str(source["file"]),
        Text("全文", "all of it") if source["place"] == "document" else same(str(source["place"])),
        leads,
    )


def _unit(name: str) -> Text:
    try:
        return Unit(name).about
    except ValueError:  # of a filing that a later version made
        return same(name)


def _said(low: float | None, high: float | None, unit: Text) -> Text:
    def number(value: float | None) -> str:
        return "?" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"

    if low == high:
        return Text(f"{number(low)} {unit.zh}", f"{number(low)} {unit.en}")
    return Text(f"{number(low)} 至 {number(high)} {unit.zh}", f"{number(low)} to {number(high)} {unit.en}")


def _bar(low: float | None, high: float | None, unit: str, instrument: str) -> Bar | None:
    """The bar of a measure; persons are drawn where they are those whose data is held, against that version's line.

    Persons whose data went abroad are another count, to which the line of Article 7 says nothing.
    """
    line = None
    full = FULL.get(unit)
    if unit == "persons" and instrument and (users := figures(instrument).users) is not None:
        line = float(users.value)
        full = max(2 * line, float(high or 0) * 1.1)
    if full is None or high is None:
        return None
    begin = float(low or 0) / full * BAR
    end = min(float(high) / full * BAR, BAR)
    if low == high:
        begin, wide = 0.0, max(end, 0.8)
    else:
        wide = max(end - begin, 0.8)
    said = Text(
        f"满格为 {full:,.0f}" + (f"，界线为 {line:,.0f}" if line else ""),
        f"the full width is {full:,.0f}" + (f", the line lies at {line:,.0f}" if line else ""),
    )
    return Bar(round(begin, 2), round(wide, 2), round(line / full * BAR, 2) if line else None, said)
