"""The links of the picture: curves from holder to company, each with its share beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shencha.drawing.canvas import INK, LINE, width, words
from shencha.evidence.control.interests import said_percent
from shencha.evidence.control.layout import HIGH, LANE, WIDE, Layout, Node
from shencha.evidence.control.parties import Tie
from shencha.law.logic.holds import NO
from shencha.text import Lang, Text

ARROW = (
    '<defs><marker id="to" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    f'<path d="M0,0 L8,4 L0,8 z" fill="{LINE}"/></marker></defs>'
)
_VOTES = Text("表决 {v}", "votes {v}")
_CONTRACT = Text("协议控制（VIE）", "control by contract (VIE)")
_QUIET = (None, "unknownInterest", "nominator", "beneficiaryOfLegalArrangement")
Places = dict[Node, tuple[float, float]]


def links(ties: Sequence[Tie], laid: Layout, places: Places, lang: Lang) -> Iterator[str]:
    """Every link, then every label, so that no line crosses a label."""
    above: dict[str, list[tuple[float, int]]] = defaultdict(list)
    below: dict[str, list[tuple[float, int]]] = defaultdict(list)
    chains = [_chain(t, laid, places) for t in ties]
    for at, (tie, chain) in enumerate(zip(ties, chains, strict=True)):
        below[tie.holder].append((chain[1][0], at))
        above[tie.subject].append((chain[-2][0], at))
    labels: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for at, (tie, chain) in enumerate(zip(ties, chains, strict=True)):
        (hx, hy), (sx, sy) = places[tie.holder], places[tie.subject]
        firm = tie.tells_share or tie.share.at_least
        dash = "" if firm and (tie.share.at_most or tie.votes.at_most) else ' stroke-dasharray="6 4"'
        if (tie.holder, tie.subject) in laid.closing:
            side = max(hx, sx) + WIDE + 34
            line = (
                f"M{hx + WIDE:.1f},{hy + HIGH / 2:.1f} C{side:.1f},{hy + HIGH / 2:.1f} "
                f"{side:.1f},{sy + HIGH / 2:.1f} {sx + WIDE + 6:.1f},{sy + HIGH / 2:.1f}"
            )
            spot = (side - 12, (hy + sy + HIGH) / 2)
        else:
            points = [(_slot(hx, below[tie.holder], at), hy + HIGH)]
            for x, y in chain[1:-1]:
                points += [(x, y), (x, y + HIGH)]
            points.append((_slot(sx, above[tie.subject], at), sy - 6))
            line, spot = _curve(points)
        yield f'<path d="{line}" fill="none" stroke="{LINE}" stroke-width="1.4"{dash} marker-end="url(#to)"/>'
        labels += _labelled(label(tie, lang), spot, taken)
    yield from labels


def label(tie: Tie, lang: Lang) -> str:
    """What a link says: its share, its votes where they differ, a right that may control."""
    parts = []
    if tie.share.at_most and (tie.tells_share or tie.share.at_least):
        parts.append(said_percent(tie.share))
    if tie.votes.at_most and tie.votes != tie.share and (tie.tells_share or tie.votes.at_least):
        parts.append(_VOTES.fill(v=said_percent(tie.votes)).said(lang))
    rights = [i for i, _ in tie.interests if i.meaning.controls is not NO and i.type not in _QUIET]
    if rights:
        vie = any(i.is_variable_interest for i in rights)
        parts.append((_CONTRACT if vie else rights[0].meaning.name).said(lang))
    elif not parts:
        parts = [i.meaning.name.said(lang) for i, _ in tie.interests][:1]
    return " · ".join(parts) or "—"


def _chain(tie: Tie, laid: Layout, places: Places) -> list[tuple[float, float]]:
    """The middle of the holder, of each lane the link passes, of the company."""
    (hx, hy), (sx, sy) = places[tie.holder], places[tie.subject]
    first, last = laid.places[tie.holder][1], laid.places[tie.subject][1]
    lanes = [(tie.holder, tie.subject, layer) for layer in range(first + 1, last)]
    middle = [(places[n][0] + LANE / 2, places[n][1]) for n in lanes if n in places]
    return [(hx + WIDE / 2, hy), *middle, (sx + WIDE / 2, sy)]


def _slot(x: float, group: list[tuple[float, int]], at: int) -> float:
    """Where on a box's edge this link begins or ends, in the order of where it leads."""
    order = [number for _, number in sorted(group)]
    return x + WIDE * (order.index(at) + 1) / (len(order) + 1)


def _curve(points: list[tuple[float, float]]) -> tuple[str, tuple[float, float]]:
    """A line that leaves and arrives upright, and where its label stands."""
    parts = [f"M{points[0][0]:.1f},{points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (y2 - y1) / 2
        parts.append(f"C{x1:.1f},{y1 + bend:.1f} {x2:.1f},{y2 - bend:.1f} {x2:.1f},{y2:.1f}")
    (x1, y1), (x2, y2) = points[0], points[1]
    t = 0.34
    far = 3 * (1 - t) * t * t + t**3
    down = (y2 - y1) * (1.5 * (1 - t) ** 2 * t + 1.5 * (1 - t) * t * t + t**3)
    return " ".join(parts), (x1 + (x2 - x1) * far, y1 + down + 4)


def _labelled(text: str, spot: tuple[float, float], taken: list[tuple[float, float, float]]) -> Iterator[str]:
    x, y = spot
    wide = width(text, 12) + 8
    while any(abs(y - ty) < 16 and abs(x - tx) < (wide + tw) / 2 for tx, ty, tw in taken):
        y += 16
    taken.append((x, y, wide))
    yield f'<rect x="{x - wide / 2:.1f}" y="{y - 12:.1f}" width="{wide:.1f}" height="16" fill="#fff" opacity=".92"/>'
    yield words(x, y, text, size=12, colour=INK, anchor="middle")
