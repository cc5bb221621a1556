"""A small graph: a box for each service and component, in columns from the services down to what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shencha.evidence.supply.cuts import Consequence, Failure
from shencha.evidence.supply.drawing import (
    LINE,
    SIGNAL,
    Drawn,
    colour_of,
    curve,
    ink_on,
    label,
    plain,
    rect,
)
from shencha.evidence.supply.graph import SupplyGraph
from shencha.evidence.supply.rows import rows_of
from shencha.text import Lang, Text
from shencha.text.counts import counted_in_both

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _EDGE = 196, 70, 70, 16, 24
_STOPS = Text("{days} 天后停", "ends after {days}")
_STANDS = Text("不受影响", "not affected")
_RUNS = Text("继续运行", "keeps running")
_SERVICE = Text("服务", "service")
_UNKNOWN = Text("供应方不明", "supplier not known")
_NOTE = Text("虚线：替代；红线：最短的解释", "dashed: a substitute; red: a shortest explanation")


def boxes_drawn(graph: SupplyGraph, shown: Consequence | None, lives: Sequence[int], lang: Lang) -> Drawn:
    """Draw every component."""
    columns = _columns(graph)
    failing = {f.service: f for f in shown.failures} if shown else {}
    place = {
        one: (_EDGE + x * (_WIDTH + _ACROSS), y * (_HEIGHT + _DOWN))
        for x, column in enumerate(columns)
        for y, one in enumerate(column)
    }
    explained = {
        pair for f in failing.values() for pair in _steps(graph, f.because, graph.services[f.service].id)
    }
    lines = [_line(place, pair, explained) for pair in _pairs(graph)]
    boxes = [
        _service_box(graph, n, failing.get(n), place["service", n], lang) for n in range(len(graph.services))
    ]
    boxes += [
        _component_box(graph, n, lives[n], place["component", n], lang) for n in range(len(graph.names))
    ]
    height = max(len(column) for column in columns) * (_HEIGHT + _DOWN)
    lines.sort(key=lambda line: SIGNAL in line)
    width = 2 * _EDGE + len(columns) * (_WIDTH + _ACROSS) - _ACROSS
    return Drawn("\n".join([*lines, *boxes]), width, height, _NOTE)


Key = tuple[str, int]
Pair = tuple[Key, Key, bool]


def _pairs(graph: SupplyGraph) -> list[Pair]:
    """Every line: from what needs to what is needed, and whether it is a substitute."""
    found = [
        (("service", n), ("component", c), False)
        for n, s in enumerate(graph.services)
        for c in dict.fromkeys([s.needs] if isinstance(s.needs, int) else s.components())
    ]
    for lists, is_substitute in ((graph.needs, False), (graph.substitutes, True)):
        for head, tail in zip(lists.heads().tolist(), lists.items.tolist(), strict=True):
            found.append((("component", head), ("component", tail), is_substitute))
    return found


def _columns(graph: SupplyGraph) -> list[list[Key]]:
    """Services first; a component stands to the right of all that need it, as far as there is no circle."""
    rows = rows_of(graph)
    level = np.ones(len(rows.kind), np.int64)
    for knot in reversed(range(len(rows.knots) - 1)):
        first, last = int(rows.knots[knot]), int(rows.knots[knot + 1])
        level[first:last] = level[first:last].max()
        for row in range(first, last):
            for source in rows.rests_on[rows.starts[row] : rows.starts[row + 1]]:
                same = rows.component[source] == rows.component[row]
                if not first <= source < last:
                    level[source] = max(level[source], level[row] + (not same))
    columns: dict[int, list[Key]] = {0: [("service", n) for n in range(len(graph.services))]}
    order: dict[Key, float] = {key: float(n) for n, key in enumerate(columns[0])}
    before: dict[Key, list[Key]] = {}
    for head, tail, _ in _pairs(graph):
        before.setdefault(tail, []).append(head)
    for number in range(len(graph.names)):
        columns.setdefault(int(level[rows.own[number]]), []).append(("component", number))
    for number in sorted(columns)[1:]:
        columns[number].sort(key=lambda key: _middle(before.get(key, []), order))
        order |= {key: float(n) for n, key in enumerate(columns[number])}
    return [columns[number] for number in sorted(columns)]


def _middle(heads: Sequence[Key], order: dict[Key, float]) -> float:
    known = [order[key] for key in heads if key in order]
    return sum(known) / len(known) if known else 1e9


def _steps(graph: SupplyGraph, because: Sequence[str], service: str) -> list[tuple[Key, Key]]:
    number = {name: n for n, name in enumerate(graph.names)}
    ids = {s.id: n for n, s in enumerate(graph.services)}
    before: Key = ("service", ids[service])
    steps = []
    for word in because[:-1]:
        after: Key = ("component", number[word.removeprefix("substitute:")])
        steps.append((before, after))
        before = after
    return steps


def _line(place: dict[Key, tuple[int, int]], pair: Pair, explained: set[tuple[Key, Key]]) -> str:
    head, tail, is_substitute = pair
    (x, y), (to_x, to_y) = place[head], place[tail]
    red = (head, tail) in explained
    return curve(
        x + _WIDTH,
        y + _HEIGHT / 2,
        to_x,
        to_y + _HEIGHT / 2,
        colour=SIGNAL if red else "#9aa3ad",
        width=2.4 if red else 1.2,
        dashed=is_substitute,
    )


def _service_box(
    graph: SupplyGraph, number: int, failure: Failure | None, place: tuple[int, int], lang: Lang
) -> str:
    days = failure.after_days if failure else -1
    told = _STOPS.fill(days=counted_in_both(days, "day")) if failure else _RUNS
    words = (told.said(lang), _SERVICE.said(lang))
    return _box(place, plain(graph.services[number].id), words, colour_of(days), heavy=True)


def _component_box(graph: SupplyGraph, number: int, days: int, place: tuple[int, int], lang: Lang) -> str:
    supplier, where = int(graph.supplier[number]), int(graph.jurisdiction[number])
    who = graph.suppliers[supplier].name if supplier >= 0 else _UNKNOWN.said(lang)
    if where >= 0:
        who += f" ({graph.jurisdictions[where]})"
    told = (_STOPS.fill(days=counted_in_both(days, "day")) if days >= 0 else _STANDS).said(lang)
    return _box(place, plain(graph.names[number]), (told, who), colour_of(days), heavy=False)


def _box(place: tuple[int, int], name: str, words: tuple[str, str], colour: str, *, heavy: bool) -> str:
    x, y = place
    ink = ink_on(colour)
    return "".join(
        (
            rect(x, y, _WIDTH, _HEIGHT, fill=colour, stroke="#1f3d7a" if heavy else LINE, round_=6),
            label(x + 10, y + 22, name, size=14, weight=600, colour=ink, most=_WIDTH - 20),
            label(x + 10, y + 41, words[0], size=12, colour=ink, most=_WIDTH - 20),
            label(x + 10, y + 59, words[1], size=12, colour=ink, most=_WIDTH - 20),
        )
    )
