"""The analysis report as a paper (PDF/A-2a): sections by factor, statements with their evidence as footnotes.

It is the party's own paper, so it bears no mark of the office; the same report makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from shencha.documents.measures import FONTS, PAGE
from shencha.documents.pdf import fonts_here, set_as_pdf
from shencha.documents.sheet import said_day
from shencha.evidence.report.checking import Checked, Place
from shencha.evidence.report.report import Reference, Report
from shencha.evidence.report.words import days_words, reference_words
from shencha.law.measures.factors import factors
from shencha.law.measures.instruments import instrument
from shencha.law.measures.materials import required
from shencha.law.screening.sentences import article_name
from shencha.text import Lang, Text

TITLE = Text("关于影响或者可能影响国家安全的分析报告", "Analysis report on effects on national security")
NOTHING = Text("本报告对此项没有陈述。", "This report says nothing on this factor.")
ANNEX = Text("依据的文件和分析", "Files and analyses relied upon")
_NUMERALS = "一二三四五六七"


@dataclass(frozen=True, slots=True)
class Particulars:
    """Whose report, on which filing."""

    title: str
    party: Text
    ground: str
    instrument: str
    at: datetime
    """When it is made, with its zone."""

    @property
    def on(self) -> date:
        """The day it bears."""
        return self.at.date()


def report_pdf(report: Report, checked: Checked, given: Particulars, lang: Lang) -> bytes:
    """The report as a PDF; without a Chinese font it is still made, but is no PDF/A."""
    fonts = fonts_here()
    told = _data(report, checked, given, lang, tuple(fonts.families()))
    return set_as_pdf(_template(), "report", told, given.at)


def _data(
    report: Report, checked: Checked, given: Particulars, lang: Lang, installed: tuple[str, ...]
) -> dict[str, Any]:
    known = {family.lower(): family for family in installed}
    law = instrument(given.instrument)
    wanted = [one for one in required(given.ground, given.instrument) if one.material == "analysis_report"]
    article = article_name(wanted[0].article) if wanted else Text("", "")
    basis = Text(f"{law.name.zh}{article.zh}", f"{law.name.en}, {article.en}")
    return {
        "lang": lang,
        "page": PAGE.as_dict(),
        "fonts": {
            use: [known[name.lower()] for name in (*FONTS[use], *FONTS["latin"]) if name.lower() in known]
            for use in ("body", "title", "heading", "code")
        },
        "title": TITLE.said(lang),
        "matter": given.title,
        "party": given.party.said(lang),
        "basis": basis.said(lang),
        "day": said_day(given.on).said(lang),
        "year": given.on.year,
        "month": given.on.month,
        "dayOfMonth": given.on.day,
        "sections": list(_sections(report, checked, given.instrument, lang)),
        "annex": ANNEX.said(lang),
        "files": sorted(set(_files(report, checked, lang))),
    }


def _sections(report: Report, checked: Checked, version: str, lang: Lang) -> Iterator[dict[str, Any]]:
    for at, factor in enumerate(factors(version)):
        number = f"{_NUMERALS[at]}、" if lang == "zh" else f"{at + 1}. "
        name = factor.text.said(lang)
        yield {
            "heading": f"{number}{name[:1].upper()}{name[1:]}",
            "article": article_name(factor.article).said(lang),
            "nothing": NOTHING.said(lang),
            "statements": [
                {
                    "number": n,
                    "text": [line for line in one.text.splitlines() if line.strip()],
                    "notes": [
                        note_of(reference, place).said(lang)
                        for reference, place in zip(one.references, checked.places[n - 1], strict=True)
                    ],
                }
                for n, one in report.of({factor.id})
            ],
        }


def note_of(reference: Reference, place: Place) -> Text:
    """The footnote of a reference."""
    said, days = reference_words(reference, place.finding), days_words(place.days)
    if days is None:
        return Text(f"{said.zh}。", f"{said.en}.")
    return Text(f"{said.zh}（{days.zh}）。", f"{said.en} ({days.en}).")


def _files(report: Report, checked: Checked, lang: Lang) -> Iterator[str]:
    for one, places in zip(report.statements, checked.places, strict=True):
        for reference, place in zip(one.references, places, strict=True):
            if place.item is not None:
                yield f"{place.item.path}  SHA-256 {place.item.sha256}"
            elif reference.file:
                yield f"{reference.file}  SHA-256 {reference.sha256 or '—'}"
            elif reference.analysis:
                yield reference_words(Reference(analysis=reference.analysis)).said(lang)


@cache
def _template() -> bytes:
    return resources.files("shencha.documents").joinpath("analysis_report.typ").read_bytes()
