"""The Measures: versions, articles, figures, what changed, and where the text is silent."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router

from shencha.api.shapes import DayOut, Strict, TextOut, text_out
from shencha.errors import NotFound
from shencha.law.counsel.questions import name_of
from shencha.law.data import Confidence
from shencha.law.measures import instruments as law
from shencha.law.measures.changes import Kind, Marked, marked, unread
from shencha.law.measures.figures import figures
from shencha.law.measures.official import official
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.sources import Source, instruments_covered, source_of, sources
from shencha.records.clock import today
from shencha.records.policies import points
from shencha.text import Text

router = Router(tags=["law"], auth=None)
Name = Annotated[str, Path(..., pattern=r"^[-0-9a-z]{1,40}$")]


class SourceOut(Strict):
    """Where a text was read, on which day, and how sure that is."""

    source: str
    text: TextOut
    how: str
    """official_copy, collection, reprint, quotation, secondary, or none."""
    strength: TextOut
    place: str | None
    """Where a stranger can look; null where nothing public can be named."""
    read: DayOut | None


class ArticleOut(Strict):
    """One article in the project's own words."""

    instrument: str
    article: str
    topic: TextOut
    text: TextOut
    confidence: Confidence
    counterpart: str | None
    """Number of the article that says it in the other version."""
    source: SourceOut
    official: str | None
    """The official text, where this instance was given it."""


class FigureOut(Strict):
    """One number of a version."""

    figure: str
    value: int
    unit: str
    article: str
    since: DayOut
    confidence: Confidence


class InstrumentOut(Strict):
    """One version of the Measures."""

    instrument: str
    name: TextOut
    order: TextOut
    promulgated: DayOut
    in_force_from: DayOut
    in_force_to: DayOut | None


class VersionOut(InstrumentOut):
    """One version with its articles and numbers."""

    articles: list[ArticleOut]
    figures: list[FigureOut]


class MarkOut(Strict):
    """One change of law that a jurist set, with both articles."""

    kind: Kind
    text: TextOut
    before: str | None
    after: str | None
    source: SourceOut | None
    """Null for a number of an article, which both versions show."""


class ChangeOut(Strict):
    """One article before and after; either may be missing."""

    topic: TextOut
    before: ArticleOut | None
    after: ArticleOut | None
    changes: list[MarkOut]
    """What changed in law; our summaries are never compared."""
    unread: bool
    """The earlier wording could not be read: only what others tell is marked."""


class CoveredOut(Strict):
    """An instrument, and where it was read."""

    instrument: str
    name: TextOut
    source: SourceOut


class SourcesOut(Strict):
    """Every source, and which instrument rests on which."""

    sources: list[SourceOut]
    covers: list[CoveredOut]


class OpenPointOut(Strict):
    """A question that the text leaves open, and the policy that fills the gap."""

    id: str
    number: str
    topic: TextOut
    text: TextOut
    policy: TextOut
    confidence: Confidence


@router.get("/law", response=list[InstrumentOut])
def versions(request: HttpRequest) -> list[InstrumentOut]:
    """The versions that are implemented, the oldest first. No token is needed."""
    return [_version(one) for one in law.instruments()]


@router.get("/law/open-points", response=list[OpenPointOut])
def open_points(request: HttpRequest) -> list[OpenPointOut]:
    """Where the text is silent, and how this system answers."""
    return [
        OpenPointOut(
            id=one.id,
            number=one.number,
            topic=text_out(one.topic),
            text=text_out(one.text),
            policy=text_out(one.policy),
            confidence=one.confidence,
        )
        for one in points(OPEN_POINTS, today())
    ]


@router.get("/law/sources", response=SourcesOut)
def read_where(request: HttpRequest) -> SourcesOut:
    """Where each text was read, on which day, and how sure that is; of the Measures see each article."""
    return SourcesOut(
        sources=[_source(one) for one in sources().values()],
        covers=[
            CoveredOut(instrument=one, name=text_out(name_of(one)), source=_source(source_of(one, None)))
            for one in instruments_covered()
        ],
    )


@router.get("/law/compare/{before}/{after}", response=list[ChangeOut])
def compare(request: HttpRequest, before: Name, after: Name) -> list[ChangeOut]:
    """What became of each article from one version to the other."""
    for name in (before, after):
        _known(name)
    return [
        ChangeOut(
            topic=text_out(one.topic),
            before=_article(one.before) if one.before else None,
            after=_article(one.after) if one.after else None,
            changes=[_mark(mark) for mark in marked(before, after, one)],
            unread=unread(before, after, one),
        )
        for one in law.compare(before, after)
    ]


@router.get("/law/{instrument}", response=VersionOut)
def version(request: HttpRequest, instrument: Name) -> VersionOut:
    """One version with its articles and numbers."""
    found = _known(instrument)
    numbers = figures(instrument)
    return VersionOut(
        **_version(found).model_dump(),
        articles=[_article(one) for one in found.articles],
        figures=[
            FigureOut(
                figure=field.name,
                value=one.value,
                unit=one.unit,
                article=one.article,
                since=one.since.isoformat(),
                confidence=one.confidence,
            )
            for field in fields(numbers)
            if (one := getattr(numbers, field.name)) is not None
        ],
    )


@router.get("/law/{instrument}/{number}", response=ArticleOut)
def article(request: HttpRequest, instrument: Name, number: Name) -> ArticleOut:
    """One article."""
    _known(instrument)
    try:
        return _article(law.article(instrument, number))
    except KeyError:
        raise NotFound(Text("没有这一条", "there is no such article")) from None


def _source(one: Source) -> SourceOut:
    return SourceOut(**one.as_dict())


def _mark(one: Marked) -> MarkOut:
    return MarkOut(
        kind=one.kind,
        text=text_out(one.text),
        before=one.before,
        after=one.after,
        source=_source(one.source) if one.source else None,
    )


def _known(name: str) -> law.Instrument:
    try:
        return law.instrument(name)
    except KeyError:
        raise NotFound(Text("没有这一版本", "there is no such version")) from None


def _version(one: law.Instrument) -> InstrumentOut:
    return InstrumentOut(
        instrument=one.id,
        name=text_out(one.name),
        order=text_out(one.order),
        promulgated=one.promulgated.isoformat(),
        in_force_from=one.in_force_from.isoformat(),
        in_force_to=one.in_force_to.isoformat() if one.in_force_to else None,
    )


def _article(one: law.Article) -> ArticleOut:
    return ArticleOut(
        instrument=one.instrument,
        article=one.number,
        topic=text_out(one.topic),
        text=text_out(one.what),
        confidence=one.confidence,
        counterpart=one.counterpart,
        source=_source(source_of(one.instrument, one.number)),
        official=official(one.instrument).get(one.number),
    )
