"""Statistics of the review for everyone, small numbers withheld; as a page, as CSV, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.errors import NotFound
from shencha.procedure.names import IN_SHORT
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.clock import today
from shencha.records.reads import figures
from shencha.studies.statistics import MARKS, STANDINGS, Statistics, StepFigures
from shencha.text import Text
from shencha.web.numbers import number_in
from shencha.web.public.figures_said import sentences
from shencha.web.table_files import download

HEADS = (
    Text("表", "Table"),
    Text("行", "Row"),
    Text("列", "Column"),
    Text("数值", "Value"),
    Text("说明", "Note"),
)
WITHHELD = Text("数量过少，不予公布", "withheld: too few")
ALL = Text("合计", "All")
NAMES = {**IN_SHORT, "all": ALL}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with its bar; a number that is None is withheld."""

    name: Text
    cells: tuple[int | None, ...]
    wide: float | None = None
    """Length of the bar, in hundredths of the longest; None where the number is withheld."""


@dataclass(frozen=True, slots=True)
class Step:
    """One clock: how it was used beside what the article gives."""

    told: StepFigures
    used: float | None
    """Median of days used, in hundredths of the picture's width."""
    limit: float
    """The statutory days, on the same scale."""


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """One year's figures as tables with bars."""
    year, years = _year(request), figures.years()
    shown: dict[str, Any] = {"section": "statistics", "year": year, "years": years, "today": today()}
    if years:
        inside = access.role_of(one) in OFFICE if (one := getattr(request, "acting", None)) else False
        whole = inside and "public" not in request.GET
        found = figures.whole(year, today()) if whole else figures.statistics(year, today())
        standings, marks = _standings(found), _marks(found)
        shown |= {
            "inside": inside,
            "whole": whole,
            "sentences": sentences(found),
            "found": found,
            "total": found.cases,
            "standings": _told(standings),
            "marks": _told(marks),
            "steps": _steps([one for one in found.steps if one.all]),
            "withheld": found.withheld,
            "by_year": [row for row in _by_year(years) if row.cells[0] is not None],
        }
    return render(request, "public/statistics.html", shown)


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """One line for each number, for whoever opens it in a spreadsheet."""
    return download(f"statistics-{_year(request)}", "csv", HEADS, _lines(request))


@require_safe
def statistics_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a sheet."""
    return download(f"statistics-{_year(request)}", "xlsx", HEADS, _lines(request))


@require_safe
def statistics_json(request: HttpRequest) -> HttpResponse:
    """As `shencha statistics --json` prints it."""
    told = figures.statistics(_year(request), today()).as_dict()
    return _file(request, "json", json.dumps(told, ensure_ascii=False, indent=2) + "\n", "application/json")


def _lines(request: HttpRequest) -> Iterator[tuple[Text | int | None, ...]]:
    for one in figures.statistics(_year(request), today()).lines():
        yield (*one.names, one.value, WITHHELD if one.value is None else None)


def _file(request: HttpRequest, form: str, text: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="statistics-{_year(request)}.{form}"'
    return response


def _year(request: HttpRequest) -> int:
    """The year asked for: the latest one if none is.

    Raises:
        NotFound: no case was opened in it.
    """
    asked, years = request.GET.get("year", ""), figures.years()
    if not asked:
        return years[0] if years else today().year
    year = number_in(asked)
    if year not in years:
        raise NotFound(Text("这一年没有案件", "no case was opened in that year"))
    return year


def _standings(found: Statistics) -> list[Row]:
    shown = found.published
    rows = [
        (name, tuple(shown[f"{ground}/{standing}"] for ground in NAMES))
        for standing, name in {**STANDINGS, "all": ALL}.items()
        if shown[f"all/{standing}"] != 0
    ]
    return _with_bars(rows)


def _marks(found: Statistics) -> list[Row]:
    shown = found.published
    return _with_bars(
        [(name, tuple(shown[f"{mark}/{ground}/yes"] for ground in NAMES)) for mark, name in MARKS.items()]
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table without the rows and columns of which nothing is told."""

    columns: list[Text]
    rows: list[Row]


def _told(rows: list[Row]) -> Table | None:
    """What of a table can be told; None where that is nothing."""
    names = list(NAMES.values())
    kept = [at for at in range(len(names)) if any(row.cells[at] for row in rows)]
    told = [
        Row(row.name, tuple(row.cells[at] for at in kept), row.wide)
        for row in rows
        if any(row.cells[at] for at in kept)
    ]
    if not any(row.name is not ALL for row in told):
        return None  # the total alone stands in the first sentence
    return Table([names[at] for at in kept], told)


def _by_year(years: list[int]) -> list[Row]:
    totals = [(year, figures.statistics(year, today()).published["all/all"]) for year in sorted(years)]
    return _with_bars([(Text(f"{year} 年", str(year)), (total,)) for year, total in totals])


def _with_bars(rows: list[tuple[Text, tuple[int | None, ...]]]) -> list[Row]:
    longest = max([cells[-1] or 0 for _, cells in rows] + [1])
    return [
        Row(name, cells, None if cells[-1] is None else 100 * cells[-1] / longest) for name, cells in rows
    ]


def _steps(told: list[StepFigures]) -> list[Step]:
    longest = max([max(one.statutory_days, one.median_days_used or 0) for one in told] + [1])
    return [
        Step(
            one,
            None if one.median_days_used is None else 98 * one.median_days_used / longest,
            98 * one.statutory_days / longest,
        )
        for one in told
    ]
