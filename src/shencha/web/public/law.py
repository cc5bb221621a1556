"""The Measures: version by version, article by article, side by side, and where they are silent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.errors import NotFound
from shencha.law.measures.figures import Figure, figures
from shencha.law.measures.instruments import (
    Instrument,
    article,
    beside,
    in_force,
    instrument,
    instruments,
    same_article,
)
from shencha.law.measures.listed import listed_at
from shencha.law.measures.official import official
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.measures.read import versions
from shencha.law.public_matters import STEPS, matters
from shencha.law.sources import instruments_covered, source_of, sources
from shencha.records.clock import today
from shencha.records.policies import points
from shencha.text import Text
from shencha.web.citing import instrument_name
from shencha.web.public.compared import rows, tests
from shencha.web.words import FIGURES

BEFORE, AFTER = versions()[-2:]
"""The latest two versions, set side by side."""


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The versions and their days in force, then the articles in force today."""
    shown = {"section": "law", "versions": instruments(), "governing": in_force(today())}
    return render(request, "public/law.html", shown)


@require_safe
def version(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """All articles of one version."""
    shown = {"section": "law", "versions": instruments(), "governing": _instrument(instrument_id)}
    return render(request, "public/law.html", shown)


@require_safe
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Both versions, article against article."""
    shown = {
        "section": "law",
        "before": instrument(BEFORE),
        "after": instrument(AFTER),
        "rows": list(rows(BEFORE, AFTER)),
    }
    return render(request, "public/compare.html", shown)


@require_safe
def one_article(request: HttpRequest, instrument_id: str, number: str) -> HttpResponse:
    """One article: what it says in our words, its numbers, its counterpart, and where it is silent."""
    governing = _instrument(instrument_id)
    try:
        found = article(instrument_id, number)
    except KeyError:
        raise _no_article() from None
    other = beside(instrument_id)
    there = same_article(found.number, instrument_id, other.id)
    numbers = [one.number for one in governing.articles]
    at = numbers.index(found.number)
    shown = {
        "section": "law",
        "governing": governing,
        "article": found,
        "lists": listed_at(instrument_id, found.number),
        "other": other,
        "official": official(instrument_id).get(found.number, ""),
        "source": source_of(instrument_id, found.number),
        "counterpart": article(other.id, there) if there else None,
        "tests": tests(found),
        "figures": _figures(instrument_id, found.figures),
        "points": points(
            (p.id for p in OPEN_POINTS.values() if found.number in p.articles.get(instrument_id, ())), today()
        ),
        "previous": governing.articles[at - 1] if at else None,
        "following": governing.articles[at + 1] if at + 1 < len(numbers) else None,
    }
    return render(request, "public/article.html", shown)


@require_safe
def read_where(request: HttpRequest) -> HttpResponse:
    """For jurists: where each text was read, on which day, how sure that is, and what was never seen."""
    versions = [
        (one, [(each, source_of(one.id, each.number), each.confidence) for each in one.articles])
        for one in instruments()
    ]
    others = [
        (instrument_name(key), source_of(key, None))
        for key in instruments_covered()
        if key not in {one.id for one in instruments()}
    ]
    shown = {"section": "law", "versions": versions, "others": others, "sources": sources().values()}
    return render(request, "public/sources.html", shown)


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What is publicly known of reviews, and what is none though it is called so."""
    found = [(one, [(step, STEPS[step.step]) for step in one.steps]) for one in matters()]
    return render(request, "public/cases.html", {"section": "law", "found": found})


@require_safe
def open_points(request: HttpRequest) -> HttpResponse:
    """Where the text is silent, and the policy that fills each gap."""
    return render(
        request, "public/open_points.html", {"section": "law", "points": points(OPEN_POINTS, today())}
    )


def _figures(instrument_id: str, names: tuple[str, ...]) -> list[tuple[Text, Figure]]:
    known = figures(instrument_id)
    return [(FIGURES[name], getattr(known, name)) for name in names]


def _instrument(instrument_id: str) -> Instrument:
    try:
        return instrument(instrument_id)
    except KeyError:
        raise _no_article() from None


def _no_article() -> NotFound:
    return NotFound(Text("没有这一版本或者这一条", "There is no such version or article"))
