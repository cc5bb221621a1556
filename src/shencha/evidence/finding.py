"""What every analyser answers: findings by factor, and what could not be examined.

A finding is our words, a measure with its unit and a source that another can look up: file, digest, place,
method and version. What could not be read is part of the answer, never left out and never guessed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any

from shencha.law.measures.factors import FACTORS, factors
from shencha.law.measures.read import versions
from shencha.shapes import MAYBE, Count, Key, Schema, Shape, Word, closed, schema_of
from shencha.text import Text, same


class Factor(StrEnum):
    """The factors of the latest version on which a review focuses; those of older ones went into them."""

    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"
    F5 = "F5"
    F6 = "F6"
    F7 = "F7"

    @property
    def about(self) -> Text:
        """What the factor is about, in the words of the law's own data."""
        return FACTORS[self].text

    def article(self, instrument: str) -> str | None:
        """The item of that version where the factor stands, `10(3)`; None where that version has no such factor.

        Raises:
            KeyError: the version is not known here.
        """
        if instrument not in versions():
            raise KeyError(instrument)
        return next((one.article for one in factors(instrument) if self in (one.id, *one.successors)), None)

    def named(self, instrument: str) -> FactorNamed:
        """The factor as every reason is told."""
        return FactorNamed(self, instrument, self.article(instrument), self.about)


@dataclass(frozen=True, slots=True)
class FactorNamed(Shape):
    """A factor with the place where a version has it."""

    factor: Factor
    instrument: str
    article: str | None
    text: Text


class Unit(StrEnum):
    """What a measure counts; an analyser that counts another thing adds a line here and in `_UNITS`."""

    COMPONENTS = "components"
    CUTS = "cuts"
    DAYS = "days"
    ENTITIES = "entities"
    FLOWS = "flows"
    HHI = "hhi"
    PERCENT = "percent"
    PERSONS = "persons"
    SERVICES = "services"
    STATEMENTS = "statements"
    SUPPLIERS = "suppliers"
    VULNERABILITIES = "vulnerabilities"

    @property
    def about(self) -> Text:
        """The unit in words, to stand after a number."""
        return _UNITS[self]


_UNITS = {
    Unit.COMPONENTS: Text("个组件", "components"),
    Unit.CUTS: Text("种断供情形", "cuts"),
    Unit.DAYS: Text("天", "days"),
    Unit.ENTITIES: Text("个主体", "entities"),
    Unit.FLOWS: Text("条数据流", "flows"),
    Unit.HHI: Text("（赫芬达尔指数，0 至 10000）", "(HHI, 0 to 10,000)"),
    Unit.PERCENT: same("%"),
    Unit.PERSONS: Text("人", "persons"),
    Unit.SERVICES: Text("项服务", "services"),
    Unit.STATEMENTS: Text("条声明", "statements"),
    Unit.SUPPLIERS: Text("家供应方", "suppliers"),
    Unit.VULNERABILITIES: Text("个漏洞", "vulnerabilities"),
}


@dataclass(frozen=True, slots=True)
class Measure(Shape):
    """A number or a range, with its unit; a bound that is not known is None."""

    at_least: float | None
    at_most: float | None
    unit: Unit

    @classmethod
    def of(cls, value: float, unit: Unit) -> Measure:
        """A number that is known exactly."""
        return cls(value, value, unit)

    def as_dict(self) -> dict[str, Any]:  # by hand: one class, told in two forms
        """`{"value", "unit"}` of a number, `{"at_least", "at_most", "unit"}` of a range."""
        if self.at_least is not None and self.at_least == self.at_most:
            return {"value": self.at_least, "unit": self.unit.value}
        return Shape.as_dict(self)

    @classmethod
    def schema(cls) -> Schema:
        """Either form."""
        unit = schema_of(Unit)
        return {"anyOf": [closed(value={"type": "number"}, unit=unit), super(Measure, cls).schema()]}


@dataclass(frozen=True, slots=True)
class Place(Shape):
    """A place in a file, so that another can look it up."""

    file: Word
    """As its author named it."""
    digest: Word
    """`sha256:` and the file's digest in hexadecimal."""
    place: Word
    """A dotted name, a line or an id in that file; `document` for all of it."""


@dataclass(frozen=True, slots=True)
class Source(Place):
    """Where a finding comes from, and how it was computed, so that another can compute it again."""

    TOLD = "file digest place method version told_also"

    method: Word
    """Which computation: `supply.cut`, `control.share`."""
    also: tuple[Source, ...] = ()
    """Further files on which the finding rests."""

    @property
    def version(self) -> Word:
        """The version of the program that computed it."""
        return method_version()

    @property
    def told_also(self) -> Annotated[tuple[Place, ...], MAYBE, Key("also")]:
        """The places in further files."""
        return tuple(Place(one.file, one.digest, one.place) for one in self.also)


@dataclass(frozen=True, slots=True)
class Finding(Shape):
    """One thing found that bears on a factor; a person judges it."""

    factor: Factor
    finding: Text
    measure: Measure
    source: Source


@dataclass(frozen=True, slots=True)
class Unread(Shape):
    """What could not be examined, and why; several of one kind in one file are told once, with their count."""

    file: Word
    where: str
    """The place of the first of them: a dotted name, a line or an id."""
    why: Text
    count: Count = 1


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an analyser found, and what it could not examine."""

    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(r"[\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """Words from a stranger's file, fit for a terminal, a page and a picture.

    Controls go, as they do in every input, so that a name is the same in a bill and in a register; half characters and
    marks that turn the direction of reading are �.
    """
    return text if text.isprintable() else _UNSEEN.sub("\ufffd", _CONTROLS.sub("", text))


def digest_of(path: str | Path) -> str:
    """`sha256:` and the digest of a file, read in pieces.

    Raises:
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as opened:
        return "sha256:" + hashlib.file_digest(opened, "sha256").hexdigest()


def method_version() -> str:
    """This program's version, which every finding carries."""
    return metadata.version("shencha")
