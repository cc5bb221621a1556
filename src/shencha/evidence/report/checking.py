"""Follows each reference of a report to its place, and says what is to be looked at: never what to think.

A file is found by material and name, a page by its number, a line or words by the text of the file, a finding by its
number in an analysis. What stands there is not judged; only whether it stands there, whether it changed since, how
old it is, and whether a number of the sentence can be true together with the finding it points to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from shencha.evidence.ageing import age
from shencha.evidence.report.numbers import said_in
from shencha.evidence.report.report import UNDATED, Days, Reference, Report, Statement
from shencha.law.measures.factors import factors
from shencha.text import Text

ENOUGH = 16 * 2**20
"""Bytes of a file that is read for findings."""


class Pages(Protocol):
    """The text of a file, page by page."""

    @property
    def pages(self) -> tuple[str, ...]:
        """As far as it can be read."""
        ...

    @property
    def count(self) -> int:
        """Pages in all; 0 where they cannot be counted."""
        ...

    @property
    def reason(self) -> Text | None:
        """Why there is no text."""
        ...


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the filing."""

    material: str
    name: str
    sha256: str
    pages: Callable[[], Pages] | None
    counted: Callable[[], Pages] | None
    """Its pages without their text, where that is quicker. Without both, places are not looked up."""
    content: Callable[[int], bytes]
    """The first so many bytes."""
    received_on: date | None = None
    id: int | None = None
    """Its number among the papers of a draft or case."""

    @property
    def path(self) -> str:
        """`material/name`."""
        return f"{self.material}/{self.name}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report can point to."""

    items: Sequence[Item]
    analyses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """As filed, by id: kind, inputs with their days, findings."""
    most_days: int | None = None
    """The age from which evidence is marked; left out, the one that is shipped."""


class Kind(StrEnum):
    """Why something stands out, the gravest first."""

    UNSUPPORTED = "unsupported"
    CONTRADICTORY = "contradictory"
    CHANGED = "changed"
    STALE = "stale"
    UNREAD = "unread"
    """It could not be checked."""

    @property
    def about(self) -> Text:
        """The kind in a word or two."""
        return _KINDS[self]


_KINDS = {
    Kind.UNSUPPORTED: Text("没有依据", "unsupported"),
    Kind.CONTRADICTORY: Text("相互矛盾", "contradictory"),
    Kind.CHANGED: Text("依据已变动", "evidence changed"),
    Kind.STALE: Text("时效待看", "age"),
    Kind.UNREAD: Text("无法核对", "not checked"),
}


@dataclass(frozen=True, slots=True)
class Light:
    """Something to look at."""

    kind: Kind
    statement: int
    """Its number in the report; the first is 1."""
    reference: int | None
    text: Text

    def as_dict(self) -> dict[str, Any]:
        """`{"kind", "statement", "reference", "text"}`."""
        return {
            "kind": self.kind.value,
            "statement": self.statement,
            "reference": self.reference,
            "text": self.text.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reference leads."""

    item: Item | None = None
    page: int | None = None
    finding: Mapping[str, Any] | None = None
    days: Days = UNDATED


@dataclass(frozen=True, slots=True)
class Checked:
    """Every reference followed, and what stands out."""

    places: tuple[tuple[Place, ...], ...]
    """For each statement, for each of its references."""
    lights: tuple[Light, ...]

    def of(self, statement: int) -> list[Light]:
        """What stands out in one statement, the gravest first."""
        order = list(Kind)
        return sorted(
            (one for one in self.lights if one.statement == statement), key=lambda one: order.index(one.kind)
        )


Told = tuple[Kind, Text]


def check(report: Report, evidence: Evidence, instrument: str, on: date) -> Checked:
    """Follow every reference of a report."""
    known = {one.id for one in factors(instrument)}
    places, lights = [], []
    for at, statement in enumerate(report.statements, 1):
        if statement.factor not in known:
            text = Text(
                f"适用的版本没有因素 {statement.factor}",
                f"the version that applies has no factor {statement.factor}",
            )
            lights.append(Light(Kind.UNSUPPORTED, at, None, text))
        if not statement.references:
            lights.append(
                Light(Kind.UNSUPPORTED, at, None, Text("没有指向任何依据", "it points to no evidence"))
            )
        followed = []
        for n, reference in enumerate(statement.references, 1):
            place, told = follow(reference, evidence, on)
            followed.append(place)
            lights += [Light(kind, at, n, text) for kind, text in told]
        places.append(tuple(followed))
        lights += [Light(Kind.CONTRADICTORY, at, n, text) for n, text in _against(statement, followed)]
    return Checked(tuple(places), tuple(lights))


def follow(reference: Reference, evidence: Evidence, on: date) -> tuple[Place, list[Told]]:
    """Where a reference leads, and what stands out there."""
    if reference.source:
        name, days = reference.source, reference.days
        aged = age(name, days.made_on or days.received_on, days.covers_to, on, evidence.most_days)
        return Place(days=days), [(Kind.STALE, aged)] if aged else []
    if reference.analysis:
        return _in_analysis(reference, evidence, on)
    return _in_file(reference, evidence, on)


def _in_analysis(reference: Reference, evidence: Evidence, on: date) -> tuple[Place, list[Told]]:
    id_ = reference.analysis
    found = evidence.analyses.get(id_)
    if found is None:
        text = Text(f"分析 {id_} 不在申报中", f"the analysis {id_} is not part of the filing")
        return Place(), [(Kind.UNSUPPORTED, text)]
    inputs = [Days.of(one) for one in found["inputs"]]
    told: list[Told] = [
        (Kind.STALE, aged)
        for one, days in zip(found["inputs"], inputs, strict=True)
        if (aged := age(str(one["name"]), days.made_on, days.covers_to, on, evidence.most_days))
    ]
    later = [name for name, one in evidence.analyses.items() if one["kind"] == found["kind"] and name != id_]
    if any(_number(name) > _number(id_) for name in later):
        text = Text(f"{id_} 之后又做过同类分析", f"the same analysis was made again after {id_}")
        told.append((Kind.STALE, text))
    finding = _finding(found["findings"], reference.finding)
    if finding is None:
        text = Text(f"{id_} 没有第 {reference.finding} 条发现", f"{id_} has no finding {reference.finding}")
        told.append((Kind.UNSUPPORTED, text))
    first = inputs[0] if inputs else Days()
    return Place(finding=finding, days=reference.days.filled(first)), told


def _in_file(reference: Reference, evidence: Evidence, on: date) -> tuple[Place, list[Told]]:
    name = reference.file
    named = [one for one in evidence.items if name in (one.path, one.name)]
    exact = [one for one in named if one.sha256 == reference.sha256]
    if not named:
        text = Text(f"申报中没有文件 {name}", f"there is no file {name} in the filing")
        return Place(), [(Kind.UNSUPPORTED, text)]
    told: list[Told] = []
    if reference.sha256 and not exact:
        told.append(
            (Kind.CHANGED, Text(f"{name} 在写下之后改过", f"{name} was changed since this was written"))
        )
    elif exact and named[-1] not in exact and named[-1].material == exact[-1].material:
        text = Text(f"{name} 之后又交过一份", f"another {name} was handed in later")
        told.append((Kind.CHANGED, text))
    elif len({one.sha256 for one in named}) > 1 and not reference.sha256:
        text = Text(
            f"有几份文件叫 {name}，按最后一份核对", f"several files are called {name}; the last is taken"
        )
        told.append((Kind.UNREAD, text))
    item = (exact or named)[-1]
    days = reference.days.filled(Days(received_on=item.received_on))
    finding = None
    if reference.finding is not None:
        finding, lacking = _finding_in(item, reference.finding)
        told += lacking
    if aged := age(item.name, days.made_on, days.covers_to, on, evidence.most_days):
        told.append((Kind.STALE, aged))
    page, lacking = _page(item, reference)
    return Place(item, page, finding, days), [*told, *lacking]


def _page(item: Item, reference: Reference) -> tuple[int | None, list[Told]]:
    """The page, and what is wrong with the place."""
    if not (reference.page or reference.line or reference.place):
        return None, []
    if item.pages is None or item.counted is None:
        return reference.page, []
    read = item.pages() if reference.line or reference.place else item.counted()
    if reference.page and read.count and reference.page > read.count:
        text = Text(
            f"{item.name} 共 {read.count} 页，没有第 {reference.page} 页",
            f"{item.name} has {read.count} pages, and no page {reference.page}",
        )
        return None, [(Kind.UNSUPPORTED, text)]
    if read.reason is not None and not (read.count and not reference.line and not reference.place):
        text = Text(f"{item.name}：{read.reason.zh}", f"{item.name}: {read.reason.en}")
        return reference.page, [(Kind.UNREAD, text)]
    if reference.line:
        lines = [len(page.splitlines()) for page in read.pages]
        if reference.line > sum(lines):
            text = Text(
                f"{item.name} 共 {sum(lines)} 行，没有第 {reference.line} 行",
                f"{item.name} has {sum(lines)} lines, and no line {reference.line}",
            )
            return None, [(Kind.UNSUPPORTED, text)]
        return next(at for at in range(1, len(lines) + 1) if sum(lines[:at]) >= reference.line), []
    if not reference.place:
        return reference.page, []
    wanted = _bare(reference.place)
    where = [at for at, page in enumerate(read.pages, 1) if wanted in _bare(page)]
    if reference.page in where:
        return reference.page, []
    if where:
        if reference.page is None:
            return where[0], []
        text = Text(
            f"“{reference.place}”不在第 {reference.page} 页，在第 {where[0]} 页",
            f"“{reference.place}” does not stand on page {reference.page} but on page {where[0]}",
        )
        return reference.page, [(Kind.UNSUPPORTED, text)]
    text = Text(
        f"{item.name} 中找不到“{reference.place}”", f"“{reference.place}” is not found in {item.name}"
    )
    return reference.page, [(Kind.UNSUPPORTED, text)]


def _finding_in(item: Item, number: int) -> tuple[Mapping[str, Any] | None, list[Told]]:
    """A finding in a file that an analyser printed."""
    try:
        data = json.loads(item.content(ENOUGH))
        findings = data["findings"]
        assert isinstance(findings, list)
    except (ValueError, TypeError, KeyError, RecursionError, AssertionError):
        text = Text(
            f"{item.name} 不是分析输出的 JSON 文件",
            f"{item.name} is not what an analysis printed with --json",
        )
        return None, [(Kind.UNREAD, text)]
    found = _finding(findings, number)
    if found is None:
        text = Text(f"{item.name} 没有第 {number} 条发现", f"{item.name} has no finding {number}")
        return None, [(Kind.UNSUPPORTED, text)]
    return found, []


def _finding(findings: Sequence[Any], number: int | None) -> Mapping[str, Any] | None:
    if number is None or number > len(findings):
        return None
    one = findings[number - 1]
    whole = (
        isinstance(one, dict)
        and isinstance(one.get("measure"), dict)
        and isinstance(one.get("finding"), dict)
    )
    return one if whole and {"zh", "en"} <= one["finding"].keys() else None


def _against(statement: Statement, places: Sequence[Place]) -> Iterator[tuple[int, Text]]:
    """Numbers of the sentence that no finding of that unit to which it points can share.

    Of several numbers one may be the finding's and another a bound of something else (“fewer than 10,000 of them
    abroad”); so a bound is held against the findings only where no number of the sentence meets them.
    """
    said = list(said_in(statement.text))
    for unit in dict.fromkeys(one.unit for one in said):
        measured = [
            (n, *_measure(place.finding))
            for n, place in enumerate(places, 1)
            if place.finding is not None and place.finding["measure"].get("unit") == unit
        ]
        ours = [one for one in said if one.unit == unit]
        apart = [one for one in ours if not any(one.meets(low, high) for _, low, high in measured)]
        told = apart if len(apart) == len(ours) else [one for one in apart if one.exact]
        if not measured or not told:
            continue
        words = "、".join(one.words for one in told)
        found = [_shown(low, high) for _, low, high in measured]
        yield (
            measured[0][0],
            Text(
                f"陈述说“{words}”，所指的发现是 {'、'.join(one.zh for one in found)}",
                f"it says “{words}”, the finding to which it points {', '.join(one.en for one in found)}",
            ),
        )


def _measure(finding: Mapping[str, Any]) -> tuple[float | None, float | None]:
    measure = finding["measure"]
    low, high = (measure.get("value", measure.get(name)) for name in ("at_least", "at_most"))
    return tuple(one if isinstance(one, int | float) else None for one in (low, high))  # type: ignore[return-value]


def _shown(low: float | None, high: float | None) -> Text:
    def number(value: float | None) -> str:
        return "?" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"

    if low == high:
        return Text(number(low), number(low))
    return Text(f"{number(low)} 至 {number(high)}", f"{number(low)} to {number(high)}")


def _number(id_: str) -> int:
    tail = id_.rpartition("-")[2]
    return int(tail) if tail.isascii() and tail.isdecimal() else 0


def _bare(text: str) -> str:
    """Without spaces and line breaks, which differ between a page and its text."""
    return "".join(text.split()).casefold()
