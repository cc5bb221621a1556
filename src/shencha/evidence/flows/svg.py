"""The map of flows as a picture: from where, to which country, by which route; with its table below.

A line is as thick as the persons are many (by powers of ten); its route is told by colour, by dashes and in words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from shencha.drawing.canvas import (
    DEED,
    FOREIGN,
    FOREIGN_PALE,
    HOME,
    HOME_PALE,
    INK,
    LINE,
    NEAR,
    NEAR_PALE,
    SOFT,
    box,
    fitted,
    picture,
    words,
)
from shencha.evidence.flows.flows import Answered, Flows
from shencha.evidence.flows.reasons import number
from shencha.evidence.flows.words import ROUTE
from shencha.law.export.rules import ROUTES, Route
from shencha.law.logic.facts import Count
from shencha.law.places import HOME as MAINLAND
from shencha.law.places import NOT_ABROAD, place_name
from shencha.text import Lang, Text

WIDE, LEFT, RIGHT, BOX, EDGE, ROW = 980, 240, 300, 56, 28, 24
MOST = 24
K = TypeVar("K")
_TITLE = Text("{name}数据出境图，截至 {on}", "Data leaving the country: {name}, as of {on}")
_WHOLE = Text("整体：{route}", "The whole: {route}")
_NO_ORIGIN = Text("来源未写明", "origin not told")
_NO_PLACE = Text("国家不明", "country not known")
_WHERE = {
    "foreign": Text("国外", "foreign"),
    "near": Text("境外（港澳台）", "outside the mainland"),
    "home": Text("境内", "mainland"),
    "unknown": Text("不明", "not known"),
}
_HEADS = (
    Text("国家或者地区", "Country or territory"),
    Text("来源", "From"),
    Text("路径", "Route"),
    Text("数据流", "Flows"),
    Text("人数", "Persons"),
)
_MORE = Text("另有 {n} 组未画出，见 --json。", "{n} more groups are not drawn; see --json.")
_INK = {
    Route.NONE: (LINE, ""),
    Route.CONTRACT: (DEED, ""),
    Route.UNKNOWN: (SOFT, "3 5"),
    Route.ASSESSMENT: (FOREIGN, "10 3"),
    Route.PROHIBITED: ("#b42318", "2 3"),
}


@dataclass(frozen=True, slots=True)
class _Bundle:
    origin: str
    country: str | None
    route: Route
    flows: int
    persons: Count


def draw(found: Flows, lang: Lang) -> str:
    """The picture as SVG, in one language."""
    every = _bundles(found)
    bundles = every[:MOST]
    origins = list(dict.fromkeys(b.origin for b in bundles))
    places = sorted(dict.fromkeys(b.country for b in bundles), key=_rank)
    title = _TITLE.fill(name=found.inventory.name, on=found.on.isoformat()).said(lang)
    parts = [words(EDGE, EDGE + 8, title, size=18, bold=True)]
    parts.append(
        words(
            EDGE, EDGE + 32, _WHOLE.fill(route=ROUTE[found.route]).said(lang), size=14, colour=DEED, bold=True
        )
    )
    top = EDGE + 56
    gap = 18
    heights = {p: max(BOX, 30 + 18 * len({b.route for b in bundles if b.country == p})) for p in places}
    tall = max(sum(heights.values()) + gap * len(heights), len(origins) * (BOX + gap))
    rights = dict(_stacked({p: heights[p] for p in places}, top, tall, gap))
    lefts = dict(_stacked(dict.fromkeys(origins, BOX), top, tall, gap))
    parts += _lines(bundles, lefts, rights, heights)
    for origin, y in lefts.items():
        parts.append(box(EDGE, y, LEFT, BOX, fill=HOME_PALE, line=HOME))
        for at, line in enumerate(fitted(origin or _NO_ORIGIN.said(lang), 14, LEFT - 20, lines=2)):
            parts.append(words(EDGE + 10, y + 24 + at * 18, line, size=14, bold=True))
    for place, y in rights.items():
        parts += _place(place, [b for b in bundles if b.country == place], y, heights[place], lang)
    y = top + tall + 14
    parts += _table(bundles, y, lang)
    y += ROW * (len(bundles) + 1) + 12
    if len(every) > MOST:
        parts.append(words(EDGE, y, _MORE.fill(n=len(every) - MOST).said(lang), size=12, colour=SOFT))
        y += 20
    return picture(WIDE, y + 8, title, _description(bundles, lang), parts)


def _bundles(found: Flows) -> list[_Bundle]:
    grouped: dict[tuple[str, str | None, Route], list[Answered]] = defaultdict(list)
    for a in found.flows:
        grouped[a.flow.origin, a.flow.country, a.route].append(a)
    bundles = []
    for (origin, country, route), some in grouped.items():
        highs = [a.flow.persons.at_most for a in some]
        high = None if None in highs else sum(h for h in highs if h is not None)
        bundles.append(
            _Bundle(
                origin, country, route, len(some), Count(sum(a.flow.persons.at_least for a in some), high)
            )
        )
    bundles.sort(key=lambda b: (-ROUTES.index(b.route), -b.persons.at_least, b.country or "", b.origin))
    return bundles


def _where(country: str | None) -> str:
    if country is None:
        return "unknown"
    return "home" if country == MAINLAND else "near" if country in NOT_ABROAD else "foreign"


def _rank(country: str | None) -> tuple[int, str]:
    return ("foreign", "unknown", "near", "home").index(_where(country)), country or ""


def _stacked(heights: dict[K, int], top: float, tall: float, gap: float) -> Iterator[tuple[K, float]]:
    y = top + (tall - sum(heights.values()) - gap * len(heights)) / 2
    for key, height in heights.items():
        yield key, y
        y += height + gap


def _lines(
    bundles: list[_Bundle],
    lefts: dict[str, float],
    rights: dict[str | None, float],
    heights: dict[str | None, int],
) -> Iterator[str]:
    out: dict[str, int] = defaultdict(int)
    into: dict[str | None, int] = defaultdict(int)
    for b in sorted(bundles, key=lambda b: (rights[b.country], lefts[b.origin])):
        n_out = sum(o.origin == b.origin for o in bundles)
        n_in = sum(o.country == b.country for o in bundles)
        out[b.origin] += 1
        into[b.country] += 1
        y1 = lefts[b.origin] + BOX * out[b.origin] / (n_out + 1)
        y2 = rights[b.country] + heights[b.country] * into[b.country] / (n_in + 1)
        x1, x2 = EDGE + LEFT, WIDE - EDGE - RIGHT
        colour, dash = _INK[b.route]
        thick = 1.5 + 1.1 * math.log10(1 + (b.persons.at_most or b.persons.at_least))
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        middle = (x1 + x2) / 2
        yield (
            f'<path d="M{x1},{y1:.1f} C{middle},{y1:.1f} {middle},{y2:.1f} {x2},{y2:.1f}" fill="none" '
            f'stroke="{colour}" stroke-width="{thick:.1f}" stroke-opacity=".75"{dashes}/>'
        )


def _place(place: str | None, bundles: list[_Bundle], y: float, height: int, lang: Lang) -> Iterator[str]:
    where = _where(place)
    fill, line = {"foreign": (FOREIGN_PALE, FOREIGN), "near": (NEAR_PALE, NEAR)}.get(where, (HOME_PALE, HOME))
    x = WIDE - EDGE - RIGHT
    yield box(x, y, RIGHT, height, fill=fill, line=line, dashed=where == "unknown")
    name = place_name(place) if place else _NO_PLACE
    told = (
        name.said(lang) if where in ("home", "unknown") else f"{name.said(lang)} · {_WHERE[where].said(lang)}"
    )
    yield words(x + 12, y + 21, fitted(told, 14, RIGHT - 24)[0], size=14, bold=True, colour=line)
    for at, route in enumerate(sorted({b.route for b in bundles}, key=ROUTES.index, reverse=True)):
        yield words(
            x + 12,
            y + 42 + 18 * at,
            fitted(ROUTE[route].said(lang), 12, RIGHT - 24)[0],
            size=12,
            colour=_INK[route][0] if route is not Route.NONE else SOFT,
        )


def _table(bundles: list[_Bundle], y: float, lang: Lang) -> Iterator[str]:
    columns = (EDGE, EDGE + 190, EDGE + 400, EDGE + 690, EDGE + 770)
    for x, head in zip(columns, _HEADS, strict=True):
        yield words(x, y + 16, head.said(lang), size=12, colour=SOFT, bold=True)
    yield f'<line x1="{EDGE}" x2="{WIDE - EDGE}" y1="{y + 23:.1f}" y2="{y + 23:.1f}" stroke="{LINE}"/>'
    for at, b in enumerate(bundles, 1):
        cells = (
            (place_name(b.country) if b.country else _NO_PLACE).said(lang),
            b.origin or _NO_ORIGIN.said(lang),
            ROUTE[b.route].said(lang),
            str(b.flows),
            number(b.persons).said(lang),
        )
        rooms = (180, 200, 280, 70, WIDE - 2 * EDGE - 770)
        for x, cell, room in zip(columns, cells, rooms, strict=True):
            yield words(x, y + 16 + ROW * at, fitted(cell, 12, room)[0], size=12, colour=INK)


def _description(bundles: list[_Bundle], lang: Lang) -> str:
    told = [
        f"{b.origin or _NO_ORIGIN.said(lang)} → {(place_name(b.country) if b.country else _NO_PLACE).said(lang)}: "
        f"{ROUTE[b.route].said(lang)}, {number(b.persons).said(lang)}"
        for b in bundles
    ]
    return ("；" if lang == "zh" else "; ").join(told)
