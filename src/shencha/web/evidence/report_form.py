"""The form of one statement: its factor, its words, and a row for each thing it rests on; works without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from shencha.errors import Fault
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.report.checking import Evidence
from shencha.evidence.report.reading import DAYS, MOST_REFERENCES
from shencha.evidence.report.report import Reference, Statement
from shencha.text import Text, same
from shencha.web.words import CHOICES

FEWEST = 2
"""Rows of a new statement."""
BY_HAND = "source"
_WORDS = ("page", "line", "place", "source", "finding", *DAYS)
_LABEL = 70


@dataclass(slots=True)
class Row:
    """One reference as it is typed."""

    number: int
    to: str = ""
    """`file:material/name`, `finding:people-12:3`, `source`, or nothing."""
    typed: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    """Fields that are marked."""
    unknown: str = ""
    """Where it leads if that is not among the choices."""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of one kind."""

    name: Text
    choices: tuple[tuple[str, Text], ...]


def choices(evidence: Evidence) -> list[Group]:
    """What a statement can point to: papers by material, findings by analysis."""
    by_material: dict[str, list[tuple[str, Text]]] = {}
    for one in evidence.items:
        by_material.setdefault(one.material, []).append((f"file:{one.path}", same(one.name)))
    groups = [
        Group(CHOICES.get(material, same(material)), tuple(dict(found).items()))
        for material, found in by_material.items()
    ]
    for id_, analysis in evidence.analyses.items():
        name = ANALYSERS[str(analysis["kind"])].words
        found = tuple(
            (f"finding:{id_}:{n}", _short(n, Text.of(one["finding"])))
            for n, one in enumerate(analysis["findings"], 1)
        )
        groups.append(Group(Text(f"{name.zh} {id_}", f"{name.en} {id_}"), found))
    return [one for one in groups if one.choices]


def rows_of(statement: Statement | None, groups: Iterable[Group], more: int = 0) -> list[Row]:
    """The rows of a statement as it stands, and empty ones."""
    rows = [_row(n, one) for n, one in enumerate(statement.references if statement else (), 1)]
    wanted = max(FEWEST, len(rows) + 1) + more
    rows += [Row(n) for n in range(len(rows) + 1, min(wanted, MOST_REFERENCES) + 1)]
    return _known(rows, groups)


def rows_in(sent: QueryDict, groups: Iterable[Group]) -> list[Row]:
    """The rows as they were typed."""
    count = sum(1 for n in range(1, MOST_REFERENCES + 1) if f"to-{n}" in sent)
    rows = [
        Row(
            n,
            sent.get(f"to-{n}", ""),
            {name: sent.get(f"{name}-{n}", "").strip() for name in _WORDS},
        )
        for n in range(1, count + 1)
    ]
    return _known(rows, groups)


def references_of(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows that point somewhere, as `analysis_report.yaml` has them."""
    return [_reference(row) for row in rows if row.to]


def mark(rows: list[Row], faults: Iterable[Fault]) -> list[tuple[Fault, str]]:
    """Mark the fields that are wrong; each fault with the id of its field."""
    filled = [row for row in rows if row.to]
    out = []
    for fault in faults:
        match = re.match(r"statements\.0\.references\.(\d+)(?:\.(\w+))?", fault.where)
        if match and int(match[1]) < len(filled):
            row, name = filled[int(match[1])], match[2] or "to"
            name = name if name in _WORDS else "to"
            row.wrong.add(name)
            out.append((fault, f"{name}-{row.number}"))
        else:
            out.append((fault, "factor" if fault.where.endswith("factor") else "text"))
    return out


def _row(number: int, one: Reference) -> Row:
    typed = {name: str(value) for name in _WORDS if (value := one.as_dict().get(name))}
    if one.source:
        return Row(number, BY_HAND, typed)
    if one.analysis:
        return Row(number, f"finding:{one.analysis}:{one.finding}", typed)
    return Row(number, f"file:{one.file}", typed)


def _known(rows: list[Row], groups: Iterable[Group]) -> list[Row]:
    """Rows whose file is named without its material choose it; what is not to be had stays, and says so."""
    values = [value for group in groups for value, _ in group.choices]
    for row in rows:
        if row.to in ("", BY_HAND) or row.to in values:
            continue
        name = row.to.removeprefix("file:")
        whole = [value for value in values if value.rpartition("/")[2] == name and value.startswith("file:")]
        if len(whole) == 1:
            row.to = whole[0]
        else:
            row.unknown = row.to.partition(":")[2]
    return rows


def _reference(row: Row) -> dict[str, Any]:
    kind, _, rest = row.to.partition(":")
    given: dict[str, Any] = {name: row.typed[name] for name in DAYS if row.typed.get(name)}
    if kind == BY_HAND:
        return given | {"source": row.typed.get("source", "")}
    if kind == "finding":
        id_, _, number = rest.rpartition(":")
        return given | {"analysis": id_, "finding": _number(number)}
    given["file"] = rest
    if row.typed.get("place"):
        given["place"] = row.typed["place"]
    return given | {
        name: _number(row.typed[name]) for name in ("page", "line", "finding") if row.typed.get(name)
    }


def _number(written: str) -> int | str:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 8 else written


def _short(number: int, text: Text) -> Text:
    def cut(words: str) -> str:
        return words if len(words) <= _LABEL else words[: _LABEL - 1] + "…"

    return Text(f"{number}. {cut(text.zh)}", f"{number}. {cut(text.en)}")
