"""Filings with planted contradictions and as many harmless differences of writing, by another hand than the reader's.

Made on 2026-12-01, before there was a reader. `ways.md` lists the ways of writing; `making` turns them into 200 filings,
always the same ones. Two thirds (`opened`) may be looked at while the reader is made; a third (`held_back`) has ways,
names and sentences of its own, stands in a folder of its own, and only its totals count.

A reader is given what a filing holds (`declaration`, `facts`, `statements`, `papers`, `findings`, `part`, `supplement`),
never `said` or `planted`. Each mark that it makes is a pair of places, found again by `Filing.at`; `score` judges them.
`written` makes the papers into Word and PDF files, and a long one to measure time by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tests.documents.contradictions.claims import Claim, clash


class Kind(StrEnum):
    """What a claim is about; `day` and `length` are the issue's days."""

    USERS = "users"
    SENSITIVE = "sensitive"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"
    LENGTH = "length"
    MARKET = "market"
    COUNTRY = "country"
    SUPPLIER = "supplier"
    PRODUCT = "product"
    YES_NO = "yes_no"


class PlaceKind(StrEnum):
    """Where in a filing something is said."""

    DECLARATION = "declaration"
    FACTS = "facts"
    REPORT = "report"
    PAPER = "paper"
    FINDING = "finding"
    SUPPLIER = "supplier"
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said, to the sentence.

    `label` is the dotted field (declaration) or fact, the file (paper), the analysis (finding), `supplier`,
    `product`, `description` or the promise (supplier), the item (supplement), `analysis_report`; `at` the statement, finding, line or sentence within
    it, from 1; `page` that of a paper.
    """

    kind: PlaceKind
    label: str
    at: int = 1
    page: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or value of a filing at its place, how it was written, and what it claims."""

    place: Place
    content: Any
    way: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair of places that contradict each other, or only differ in writing, and why."""

    kind: Kind
    subject: str
    a: Place
    b: Place
    contradicts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A whole filing, with the truth about it."""

    number: int
    ground: str
    party: str
    day: date
    held_back: bool
    supplier: tuple[str, str]
    """The supplier's name in Chinese and English, as the head of its part tells both."""
    product: str
    said: tuple[Said, ...]
    planted: tuple[Planted, ...]

    def _of(self, kind: PlaceKind) -> list[Said]:
        return sorted(
            (one for one in self.said if one.place.kind is kind),
            key=lambda one: (one.place.label, one.place.page, one.place.at),
        )

    @property
    def declaration(self) -> dict[str, dict[str, str]]:
        """As it is kept: the fields by part; sentences of one field stand one after another."""
        out: dict[str, dict[str, str]] = {}
        for one in self._of(PlaceKind.DECLARATION):
            part, _, name = one.place.label.partition(".")
            fields = out.setdefault(part, {})
            fields[name] = fields.get(name, "") + one.content
        return out

    @property
    def facts(self) -> dict[str, Any]:
        """The answers by dotted name, as a facts file writes them."""
        return {one.place.label: one.content for one in self._of(PlaceKind.FACTS)}

    @property
    def statements(self) -> list[dict[str, Any]]:
        """Those of the analysis report, in order; statement N is place N."""
        return [one.content for one in self._of(PlaceKind.REPORT)]

    @property
    def papers(self) -> dict[str, list[list[str]]]:
        """The lines of each page of each paper, by `material/name`."""
        out: dict[str, list[list[str]]] = {}
        for one in self._of(PlaceKind.PAPER):
            pages = out.setdefault(one.place.label, [])
            while len(pages) < one.place.page:
                pages.append([])
            pages[-1].append(one.content)
        return out

    @property
    def findings(self) -> dict[str, list[dict[str, Any]]]:
        """Those of each analysis, as the analysers print them."""
        out: dict[str, list[dict[str, Any]]] = {}
        for one in self._of(PlaceKind.FINDING):
            out.setdefault(one.place.label, []).append(one.content)
        return out

    @property
    def part(self) -> dict[str, Any]:
        """The supplier's: who, which product, its description, and what it says to each promise."""
        mine = self._of(PlaceKind.SUPPLIER)
        return {
            "supplier": {"zh": self.supplier[0], "en": self.supplier[1]},
            "product": self.product,
            "description": "".join(one.content for one in mine if one.place.label == "description"),
            "statements": {one.place.label: one.content for one in mine if isinstance(one.content, dict)},
        }

    @property
    def supplement(self) -> list[dict[str, str]]:
        """The answers to the items of a request."""
        return [{"item": one.place.label, "text": one.content} for one in self._of(PlaceKind.SUPPLEMENT)]

    def at(self, kind: PlaceKind, label: str, words: str = "") -> Place:
        """The place whose sentence holds these words, or the only one of that label.

        Raises:
            LookupError: there is no such place, or there are several.
        """
        found = [
            one.place
            for one in self.said
            if one.place.kind is kind
            and one.place.label == label
            and (not words or words in str(one.content))
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} places for {kind} {label} {words!r} in filing {self.number}")
        return found[0]

    def clash(self, a: Place, b: Place, subject: str = "") -> bool | None:
        """Do two places contradict each other (on that subject), whether it was planted or follows from what was?"""
        claims = {one.place: one.claims for one in self.said}
        answers = [
            clash(one, other)
            for one in claims[a]
            for other in claims[b]
            if not subject or one.subject == other.subject == subject
        ]
        return True if True in answers else None if None in answers else False


@dataclass(frozen=True, slots=True)
class Score:
    """How a reader did on some filings."""

    filings: int
    planted: int
    found: int
    false: int
    missed: tuple[tuple[int, Planted], ...]
    wrong: tuple[tuple[int, Place, Place], ...]

    @property
    def share_found(self) -> float:
        """Of the planted contradictions; 0.95 is asked."""
        return self.found / self.planted

    @property
    def false_per_filing(self) -> float:
        """Marks on what is no contradiction; at most 2 is asked."""
        return self.false / self.filings


def score(marked: Iterable[tuple[Filing, Iterable[tuple[Place, Place]]]]) -> Score:
    """Judge a reader's marks.

    A planted contradiction is found where the odd place (`b`) is marked against any place that it truly contradicts on
    that subject. A mark is false where the two places do not contradict each other; where that is open it is neither.
    """
    filings = planted = found = false = 0
    missed, wrong = [], []
    for filing, pairs in marked:
        filings += 1
        marks = {frozenset(pair) for pair in pairs}
        for pair in marks:
            a, b = sorted(pair, key=lambda one: (one.kind, one.label, one.page, one.at))
            if filing.clash(a, b) is False:
                false += 1
                wrong.append((filing.number, a, b))
        for one in filing.planted:
            if not one.contradicts:
                continue
            planted += 1
            others = [next(iter(pair - {one.b})) for pair in marks if one.b in pair and len(pair) == 2]
            if any(filing.clash(one.b, other, one.subject) for other in others):
                found += 1
            else:
                missed.append((filing.number, one))
    return Score(filings, planted, found, false, tuple(missed), tuple(wrong))
