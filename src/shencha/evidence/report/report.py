"""The analysis report as its author writes it: statements by factor, each resting on files, findings or sources.

It is one file, `analysis_report.yaml`, among the papers of the report (Article 8, item 2; 2020 version: Article 7), so
that it is drafted, carried, filed and kept like any other; a report written as an own PDF stands beside it or alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

import yaml

NAME = "analysis_report.yaml"
MATERIAL = "analysis_report"
RENDERED = "分析报告.pdf"
"""What it is called as a paper, once it is set."""


def is_report(material: str, name: str) -> bool:
    """Is this paper a report that can be read as statements?"""
    return material == MATERIAL and name == NAME


@dataclass(frozen=True, slots=True)
class Days:
    """The four days of an item of evidence; None where nobody said."""

    made_on: date | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    received_on: date | None = None

    def as_dict(self) -> dict[str, str]:
        """The days that are known, as they are written."""
        return {f.name: day.isoformat() for f in fields(self) if (day := getattr(self, f.name)) is not None}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Days:
        """The days of an input of an analysis, as it is filed."""
        return cls(**{f.name: _day(told.get(f.name)) for f in fields(cls)})

    def filled(self, other: Days) -> Days:
        """These days, and the other's where nothing is said here."""
        return Days(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


UNDATED = Days()


@dataclass(frozen=True, slots=True)
class Reference:
    """What a statement rests on: a file of the filing, a finding of an analysis, or a source written by hand."""

    file: str = ""
    """`material/name`, or the name alone where one file bears it."""
    page: int | None = None
    line: int | None = None
    place: str = ""
    """A heading or words that stand there."""
    analysis: str = ""
    """The id under which an analysis of the draft is filed: `supply-12`."""
    finding: int | None = None
    """Which finding of the analysis, or of the file that holds an analyser's answer; the first is 1."""
    source: str = ""
    """A web address, or an entry of a register, written by hand."""
    sha256: str = ""
    """The file's digest when the statement was saved; a change since then is told."""
    days: Days = UNDATED

    def as_dict(self) -> dict[str, Any]:
        """As it is written; what is empty is left out."""
        named = ("file", "page", "line", "place", "analysis", "finding", "source", "sha256")
        return {name: value for name in named if (value := getattr(self, name))} | self.days.as_dict()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the report, or a few, on one factor."""

    factor: str
    text: str
    references: tuple[Reference, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As it is written."""
        told: dict[str, Any] = {"factor": self.factor, "text": self.text}
        if self.references:
            told["references"] = [one.as_dict() for one in self.references]
        return told

    @property
    def id(self) -> str:
        """Names the statement as it stands now: whoever changes another one since is told."""
        content = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True)
        return sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Report:
    """All statements, by factor and within one in their author's order."""

    statements: tuple[Statement, ...]

    def of(self, names: Iterable[str]) -> list[tuple[int, Statement]]:
        """The statements on these factors, each with its number in the report; the first is 1."""
        wanted = set(names)
        return [(at, one) for at, one in enumerate(self.statements, 1) if one.factor in wanted]

    def pinned(self, digest: Callable[[Reference], str | None]) -> Report:
        """The same report, each reference to a file with the digest that is given for it."""
        return Report(
            tuple(
                replace(
                    one,
                    references=tuple(
                        replace(reference, sha256=digest(reference) or reference.sha256)
                        if reference.file
                        else reference
                        for reference in one.references
                    ),
                )
                for one in self.statements
            )
        )

    def text(self) -> bytes:
        """The file, in the one form in which this program writes it."""
        data = {"statements": [one.as_dict() for one in self.statements]}
        written: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
        return written.encode()


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None
