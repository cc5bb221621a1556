"""A large graph: a column for each jurisdiction, a block for each supplier, a small square for each component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shencha.evidence.supply.cuts import Consequence
from shencha.evidence.supply.drawing import LINE, SIGNAL, Drawn, colour_of, curve, ink_on, label, plain, rect
from shencha.evidence.supply.graph import SupplyGraph
from shencha.text import Lang, Text, same
from shencha.text.counts import counted_in_both

_WIDTH, _ACROSS, _EDGE, _SQUARE, _ROW = 232, 56, 24, 10, 22
_MOST_COLUMNS, _MOST_BLOCKS, _MOST_SQUARES, _MOST_SERVICES, _MOST_CHAINS = 8, 12, 660, 24, 3
_UNKNOWN_PLACE = Text("法域不明", "jurisdiction not known")
_OTHER_PLACES = Text("其他法域", "other jurisdictions")
_UNKNOWN = Text("供应方不明", "supplier not known")
_OTHERS = Text("其余 {count} 家", "{count}")
_COUNT = Text("失去 {lost}/{count}{first}", "{lost} of {count} lost{first}")
_FIRST = Text("，自第 {days} 天起", ", from day {days}")
_EACH = Text("每格 {each} 个组件", "a square is {each}")
_NOTE = Text("一格一个组件；红线：最短的解释", "one square is one component; red: a shortest explanation")
_SERVICES = Text("服务", "Services")
_MORE = Text("另有 {count} 项", "{count} more")
_STOPS = Text("{days} 天后停", "ends after {days}")
_RUNS = Text("继续运行", "keeps running")


@dataclass(slots=True)
class _Block:
    title: str
    members: list[int]
    x: int = 0
    y: int = 0


def blocks_drawn(graph: SupplyGraph, shown: Consequence | None, lives: Sequence[int], lang: Lang) -> Drawn:
    """Draw suppliers as blocks; the lines of the chains run behind them."""
    columns = _columns(graph, lang)
    parts, lines = [], list[str]()
    tallest = 0
    of_component: dict[int, _Block] = {}
    for number, (title, blocks) in enumerate(columns):
        x, y = _EDGE + (number + 1) * (_WIDTH + _ACROSS), 8
        parts.append(label(x, y + 12, title, size=16, weight=600, most=_WIDTH))
        y += 30
        for block in blocks:
            block.x, block.y = x, y
            drawn, height = _block(block, lives, lang)
            parts.append(drawn)
            y += height + 14
            of_component.update(dict.fromkeys(block.members, block))
        tallest = max(tallest, y)
    drawn, height, ends = _services(graph, shown, lang)
    parts.append(drawn)
    for failure in (shown.failures if shown else ())[:_MOST_CHAINS]:
        if failure.service in ends:
            lines += _chain(graph, failure.because, ends[failure.service], of_component)
    width = 2 * _EDGE + (len(columns) + 1) * (_WIDTH + _ACROSS) - _ACROSS
    return Drawn("\n".join([*dict.fromkeys(lines), *parts]), width, max(tallest, height), _NOTE)


def _columns(graph: SupplyGraph, lang: Lang) -> list[tuple[str, list[_Block]]]:
    """Jurisdictions by how much they supply, what is not known last; in each the suppliers by the same."""
    places, suppliers = graph.jurisdiction, graph.supplier
    groups: dict[int, dict[int, list[int]]] = {}
    for one, (place, supplier) in enumerate(zip(places.tolist(), suppliers.tolist(), strict=True)):
        groups.setdefault(place, {}).setdefault(supplier, []).append(one)
    ordered = sorted(groups, key=lambda place: (place < 0, -sum(map(len, groups[place].values()))))
    named = [place for place in ordered if place >= 0]
    told = named[:_MOST_COLUMNS]
    columns = [(graph.jurisdictions[place], groups[place]) for place in told]
    rest: dict[int, list[int]] = {}
    for place in named[_MOST_COLUMNS:]:
        for supplier, members in groups[place].items():
            rest.setdefault(supplier, []).extend(members)
    if rest:
        columns.append((_OTHER_PLACES.said(lang), rest))
    if -1 in groups:
        columns.append((_UNKNOWN_PLACE.said(lang), groups[-1]))
    return [(title, _blocks(graph, held, lang)) for title, held in columns]


def _blocks(graph: SupplyGraph, held: dict[int, list[int]], lang: Lang) -> list[_Block]:
    ordered = sorted(held, key=lambda supplier: (supplier < 0, -len(held[supplier])))
    told = ordered if len(ordered) <= _MOST_BLOCKS else ordered[: _MOST_BLOCKS - 1]
    made = [_Block(graph.suppliers[s].name if s >= 0 else _UNKNOWN.said(lang), held[s]) for s in told]
    rest = ordered[len(told) :]
    if rest:
        others = _OTHERS.fill(count=counted_in_both(len(rest), "other"))
        made.append(_Block(others.said(lang), [one for s in rest for one in held[s]]))
    return made


def _block(block: _Block, lives: Sequence[int], lang: Lang) -> tuple[str, int]:
    """Its squares, the soonest to end first."""
    days = sorted((lives[one] if lives[one] >= 0 else 1 << 60) for one in block.members)
    lost = sum(one < 1 << 60 for one in days)
    first = _FIRST.fill(days=days[0]) if lost else same("")
    each = -(-len(days) // _MOST_SQUARES)
    across = (_WIDTH - 20) // (_SQUARE + 2)
    squares = days[::each]
    height = 52 + -(-len(squares) // across) * (_SQUARE + 2) + (18 if each > 1 else 0)
    parts = [
        rect(block.x, block.y, _WIDTH, height, fill="#ffffff", stroke=SIGNAL if lost else LINE, round_=6),
        label(block.x + 10, block.y + 20, block.title, size=14, weight=600, most=_WIDTH - 20),
        label(
            block.x + 10,
            block.y + 38,
            _COUNT.fill(lost=f"{lost:,}", count=f"{len(days):,}", first=first).said(lang),
            size=12,
            most=_WIDTH - 20,
        ),
    ]
    for at, value in enumerate(squares):
        x = block.x + 10 + at % across * (_SQUARE + 2)
        y = block.y + 46 + at // across * (_SQUARE + 2)
        parts.append(rect(x, y, _SQUARE, _SQUARE, fill=colour_of(-1 if value == 1 << 60 else value)))
    if each > 1:
        parts.append(
            label(
                block.x + 10,
                block.y + height - 8,
                _EACH.fill(each=counted_in_both(each, "component")).said(lang),
                size=12,
            )
        )
    return "".join(parts), height


def _services(
    graph: SupplyGraph, shown: Consequence | None, lang: Lang
) -> tuple[str, int, dict[int, tuple[float, float]]]:
    """Those that stop first, the soonest on top."""
    failing = {f.service: f.after_days for f in shown.failures} if shown else {}
    order = sorted(range(len(graph.services)), key=lambda n: (n not in failing, failing.get(n, 0), n))
    parts = [label(_EDGE, 20, _SERVICES.said(lang), size=16, weight=600)]
    ends: dict[int, tuple[float, float]] = {}
    y = 38
    for number in order[:_MOST_SERVICES]:
        days = failing.get(number, -1)
        told = (_STOPS.fill(days=counted_in_both(days, "day")) if days >= 0 else _RUNS).said(lang)
        colour = colour_of(days)
        parts.append(rect(_EDGE, y, _WIDTH, 2 * _ROW, fill=colour, stroke="#1f3d7a", round_=6))
        name = plain(graph.services[number].id)
        parts.append(
            label(_EDGE + 10, y + 18, name, size=14, weight=600, colour=ink_on(colour), most=_WIDTH - 20)
        )
        parts.append(label(_EDGE + 10, y + 36, told, size=12, colour=ink_on(colour)))
        ends[number] = (_EDGE + _WIDTH, y + _ROW)
        y += 2 * _ROW + 8
    if len(order) > _MOST_SERVICES:
        parts.append(label(_EDGE, y + 16, _MORE.fill(count=len(order) - _MOST_SERVICES).said(lang), size=13))
        y += 24
    return "".join(parts), y, ends


def _chain(
    graph: SupplyGraph, because: Sequence[str], begins: tuple[float, float], of_component: dict[int, _Block]
) -> list[str]:
    """From the service through the blocks of its chain; steps inside one block are not drawn."""
    numbers = {name: n for n, name in enumerate(graph.names)} if len(graph.names) <= 200_000 else {}
    lines, at, last = [], begins, None
    for word in because[:-1]:
        number = numbers.get(word.removeprefix("substitute:"))
        block = of_component.get(number) if number is not None else None
        if block is None or block is last:
            continue
        x, y = block.x, block.y + 26
        lines.append(curve(at[0], at[1], x, y, colour=SIGNAL, width=1.6))
        at, last = (block.x + _WIDTH, y), block
    return lines
