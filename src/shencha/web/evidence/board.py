"""The board of factors: what was found, what is missing, what each side thinks. It says where to look, never what
to think."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from shencha.law.factors import FactorText, factors
from shencha.law.figures import figures
from shencha.law.policies import POLICIES
from shencha.procedure.case import Case
from shencha.procedure.events import FactorJudged
from shencha.text import Text, same
from shencha.web.units import unit_name

BAR = 100
FULL = {"hhi": 10_000.0, "percent": 100.0}
UNITS = {
    "components": Text("个组件", "components"),
    "cuts": Text("种断供情形", "cuts"),
    "days": Text("天", "days"),
    "entities": Text("个主体", "entities"),
    "flows": Text("条数据流", "flows"),
    "hhi": Text("（集中度，0 至 10000）", "(HHI, 0 to 10,000)"),
    "percent": Text("%", "%"),
    "persons": Text("人", "persons"),
    "services": Text("项服务", "services"),
    "statements": Text("条声明", "statements"),
    "suppliers": Text("家供应方", "suppliers"),
}
KINDS = {
    "supply": Text("供应中断分析", "What fails if supply stops"),
    "control": Text("所有权与控制分析", "Who owns and controls"),
    "flows": Text("数据出境分析", "What leaves the country"),
    "people": Text("自然人数量的计数", "How many persons"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure drawn against its scale, in per cent of the width."""

    at: float
    wide: float
    line: float | None
    """Where the line of the law lies, if there is one."""
    said: Text


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding."""

    text: Text
    measure: Text
    bar: Bar | None
    kind: Text
    file: str
    place: Text


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit's view of a factor."""

    name: Text
    kind: str
    """agree, differ or silent."""
    said: Text


@dataclass(frozen=True, slots=True)
class Warned:
    """Something of a factor that stands out, and what one would ask for to have it put right."""

    text: Text
    kind: str
    """What is the matter, as an item of a request for supplements says it."""
    file: str = ""
    """The input that it is about, if it is about one."""

    @property
    def key(self) -> str:
        """Names it as long as it says the same."""
        return sha256(f"{self.kind} {self.file} {self.text.zh}".encode()).hexdigest()[:12]


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
    warnings: list[Warned] = field(default_factory=list)


def columns(
    instrument: str,
    ground: str,
    analyses: Sequence[Mapping[str, Any]],
    judgements: Iterable[Mapping[str, str]],
    on: date,
    *,
    facts: Mapping[str, Any] | None = None,
) -> list[Column]:
    """The factors of a version with findings and the party's judgements, and what stands out.

    Args:
        analyses: as filed: kind, inputs with their days, findings, unread.
        facts: the party's answers of the interview, held against what was counted.
    """
    judged = {one["factor"]: dict(one) for one in judgements}
    board = [Column(one, ground in one.grounds or ground == "ex_officio") for one in factors(instrument)]
    for column in board:
        names = {column.factor.id, *column.factor.successors}
        for analysis in analyses:
            column.findings += [
                shown(one, str(analysis["kind"]), instrument)
                for one in analysis["findings"]
                if one["factor"] in names
            ]
        column.party = judged.get(column.factor.id)
        column.warnings = list(_warnings(column, analyses, on, facts or {}))
    return board


def with_views(board: list[Column], seen: Case, known: Mapping[str, Text]) -> list[Column]:
    """The board with what the units said and the office judged, as far as the reader may know."""
    said = {opinion.consultee: opinion for one in seen.rounds[-1:] for opinion in one.opinions}
    for column in board:
        column.office = [one for one in seen.judged if column.factor.id in one.factors]
        for unit in seen.round.to if seen.round else ():
            opinion = said.get(unit)
            if opinion is None:
                kind, words = "silent", Text("尚未答复", "no answer yet")
            elif opinion.opinion == "disagree" and column.factor.id in opinion.factors:
                kind, words = "differ", Text("不同意", "disagrees")
            else:
                kind, words = "agree", Text("没有异议", "no objection")
            column.dots.append(Dot(unit_name(unit, known), kind, words))
    return board


def shown(finding: Mapping[str, Any], kind: str, instrument: str) -> Shown:
    """A finding with its measure drawn."""
    measure, source = finding["measure"], finding["source"]
    low, high = measure.get("value", measure.get("at_least")), measure.get("value", measure.get("at_most"))
    unit = str(measure["unit"])
    return Shown(
        Text.of(finding["finding"]),
        _said(low, high, UNITS.get(unit, Text(unit, unit))),
        _bar(low, high, unit, instrument),
        KINDS[kind],
        str(source["file"]),
        Text("全文", "all of it") if source["place"] == "document" else same(str(source["place"])),
    )


def _said(low: float | None, high: float | None, unit: Text) -> Text:
    def number(value: float | None) -> str:
        return "?" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"

    if low == high:
        return Text(f"{number(low)} {unit.zh}", f"{number(low)} {unit.en}")
    return Text(f"{number(low)} 至 {number(high)} {unit.zh}", f"{number(low)} to {number(high)} {unit.en}")


def _bar(low: float | None, high: float | None, unit: str, instrument: str) -> Bar | None:
    line = None
    full = FULL.get(unit)
    if unit == "persons" and (users := figures(instrument).users) is not None:
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


def _warnings(
    column: Column, analyses: Sequence[Mapping[str, Any]], on: date, facts: Mapping[str, Any]
) -> Iterable[Warned]:
    judged = column.party
    if column.bears and not column.findings and judged is None:
        yield Warned(Text("没有分析，也没有判断", "neither an analysis nor a judgement"), "missing")
    if judged is not None and not column.findings and not judged.get("source"):
        yield Warned(
            Text(
                "判断没有依据：没有分析，也没有写明来源",
                "the judgement rests on nothing: no finding, no source",
            ),
            "unclear",
        )
    if column.findings and judged is None:
        yield Warned(Text("有发现，还没有判断", "there are findings but no judgement"), "incomplete")
    used = {shown.kind.zh for shown in column.findings}
    mine = [one for one in analyses if KINDS[one["kind"]].zh in used]
    for one in mine:
        yield from _stale(one, on)
        if one["unread"]:
            count = sum(int(part.get("count", 1)) for part in one["unread"])
            yield Warned(
                Text(
                    f"{KINDS[one['kind']].zh}：{count} 处没有读取",
                    f"{KINDS[one['kind']].en}: {count} places were not read",
                ),
                "incomplete",
            )
    yield from _contradictions(mine, facts)


def _stale(analysis: Mapping[str, Any], on: date) -> Iterable[Warned]:
    oldest = on - timedelta(days=POLICIES["evidence_age_days"].value)
    for one in analysis["inputs"]:
        until = one.get("covers_to") or one.get("made_on")
        if until is None:
            yield Warned(
                Text(
                    f"{one['name']}：没有写明制作和涵盖的日期",
                    f"{one['name']}: it does not say when it was made or what it covers",
                ),
                "unclear",
                str(one["name"]),
            )
        elif date.fromisoformat(until) < oldest:
            yield Warned(
                Text(
                    f"{one['name']}：截止 {until}，可能已经过时",
                    f"{one['name']}: it ends on {until} and may be stale",
                ),
                "stale",
                str(one["name"]),
            )


def _contradictions(analyses: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> Iterable[Warned]:
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for one in analyses:
        by_kind.setdefault(str(one["kind"]), []).append(one)
    for kind, several in by_kind.items():
        if len({_digest(one) for one in several}) > 1:
            yield Warned(
                Text(
                    f"{KINDS[kind].zh}：{len(several)} 次分析的发现不一致",
                    f"{KINDS[kind].en}: {len(several)} runs found different things",
                ),
                "contradicts",
            )
    claimed = (facts.get("actor") or {}).get("users_with_personal_information")
    for one in by_kind.get("people", ()):
        for finding in one["findings"]:
            low = finding["measure"].get("at_least", finding["measure"].get("value"))
            high = finding["measure"].get("at_most", finding["measure"].get("value"))
            if finding["measure"]["unit"] == "persons" and _apart(claimed, low, high):
                yield Warned(
                    Text(
                        "“是否须申报”中填写的人数与计数结果不一致",
                        "the number given in the interview lies outside what was counted",
                    ),
                    "contradicts",
                )
                return


def _apart(claimed: Any, low: float | None, high: float | None) -> bool:
    if isinstance(claimed, dict):
        least, most = claimed.get("at_least"), claimed.get("at_most")
    elif isinstance(claimed, int):
        least = most = claimed
    else:
        return False
    return (high is not None and least is not None and least > high) or (
        low is not None and most is not None and most < low
    )


def _digest(analysis: Mapping[str, Any]) -> str:
    return "\n".join(sorted(_one(one) for one in analysis["findings"]))


def _one(finding: Mapping[str, Any]) -> str:
    """A finding as one line that does not depend on how it was stored."""
    return json.dumps([finding["factor"], finding["finding"], finding["measure"]], sort_keys=True)


def differences(
    filed: Sequence[Mapping[str, Any]], again: Sequence[Mapping[str, Any]]
) -> list[tuple[str, Text]]:
    """What a second run found that was not filed (`+`), and what was filed and not found again (`-`)."""

    def known(findings: Sequence[Mapping[str, Any]]) -> dict[str, Text]:
        return {_one(finding): Text.of(finding["finding"]) for finding in findings}

    before, after = known(filed), known(again)
    return [("-", before[key]) for key in before if key not in after] + [
        ("+", after[key]) for key in after if key not in before
    ]
