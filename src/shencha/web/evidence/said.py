"""What the analysis report says, as pages show it: each statement, what it rests on, and what stands out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from shencha.evidence.report.checking import Light, Place
from shencha.evidence.report.report import Reference
from shencha.evidence.report.words import days_words, reference_words
from shencha.law.measures.factors import FACTORS
from shencha.procedure.roles import Shelf, reads_of
from shencha.records.reads.statements import Written
from shencha.text import Text

Leads = Callable[[str, int, Reference, Place], str]
"""The address to which a reference leads, from the statement's id and the reference's number; empty for none."""
READERS = reads_of(Shelf.FINDINGS)
"""Who reads the board of a case, and what its report says."""


@dataclass(frozen=True, slots=True)
class Lit:
    """Something to look at."""

    light: Light
    in_words: Text
    """With the statement's number."""


@dataclass(frozen=True, slots=True)
class Rests:
    """What a statement rests on."""

    text: Text
    days: Text | None
    address: str
    lights: list[Lit]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement."""

    id: str
    number: int
    factor: str
    text: str
    rests_on: list[Rests]
    lights: list[Lit]
    """All of them, those of the references included, the gravest first."""

    @property
    def about(self) -> Text:
        """Its factor in short words."""
        return FACTORS[self.factor].short


def said(written: Written | None, leads: Leads) -> list[Said]:
    """Every statement of a report; none where there is no report."""
    if written is None:
        return []
    out = []
    for at, one in enumerate(written.report.statements, 1):
        lights = [Lit(light, _in_words(light)) for light in written.checked.of(at)]
        rests = [
            Rests(
                reference_words(reference, place.finding),
                days_words(place.days),
                leads(one.id, n, reference, place),
                [lit for lit in lights if lit.light.reference == n],
            )
            for n, (reference, place) in enumerate(
                zip(one.references, written.checked.places[at - 1], strict=True), 1
            )
        ]
        out.append(Said(one.id, at, one.factor, one.text, rests, lights))
    return out


def _in_words(light: Light) -> Text:
    kind = light.kind.about
    return Text(
        f"陈述 {light.statement}：{kind.zh}，{light.text.zh}",
        f"statement {light.statement}: {kind.en}, {light.text.en}",
    )


def leads_in_case(number: str) -> Leads:
    """In a case a reference leads through `place`, so that a page is looked for only when it is asked for."""

    def leads(id_: str, n: int, reference: Reference, there: Place) -> str:
        if there.item is None and there.finding is None:
            return ""
        return reverse("evidence:place", args=[number, id_, n])

    return leads
