"""The graph drawn as SVG: what goes dark, and when, under one cut; in Chinese or in English.

Up to MOST_BOXES components each have a box, in columns from the services to what everything rests on. Above
that, components are small squares inside a block for each supplier, in a column for each jurisdiction, so
that thousands stay readable. Colour never tells anything alone: each box and block says it in words.
"""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from shencha.drawing.canvas import fitted
from shencha.drawing.canvas import width as text_width
from shencha.errors import BadInput, Fault
from shencha.evidence.supply.blocks import blocks_drawn
from shencha.evidence.supply.boxes import boxes_drawn
from shencha.evidence.supply.cut_words import cut_words
from shencha.evidence.supply.cuts import Consequence, Cutter
from shencha.evidence.supply.drawing import COLOURS, FONT, INK, PALE, Drawn, label, rect
from shencha.evidence.supply.supply import Supply
from shencha.text import Lang, Text
from shencha.text.counts import agreeing, counted_in_both

MOST_BOXES = 60
_LINE = 22

_TITLE = Text("断供推演：{cut}", "What goes dark: {cut}")
_NO_CUT = Text("供应图（没有可断供的供应方）", "Supply graph (no supplier to cut)")
_SUM = Text(
    "停止 {services}/{of} 项服务，失去 {lost}/{components} 个组件",
    "{services} of {of} {stop}, {lost} of {components} {are} lost",
)
_LEGEND = (
    Text("不受影响", "not affected"),
    Text("7 天内停", "within 7 days"),
    Text("30 天内停", "within 30 days"),
    Text("90 天内停", "within 90 days"),
    Text("90 天后停", "after more than 90 days"),
)


def picture(found: Supply, lang: Lang, cut: str | None = None) -> str:
    """The graph under the cut of that name, or under the most harmful; a whole SVG document."""
    named = [one for one in found.cuts if one.cut.name == cut]
    shown = named[0] if named else (found.cuts[0] if found.cuts else None)
    graph = found.graph
    lives = [-1] * len(graph.names)
    if shown is not None:
        lives = [int(one) for one in Cutter(graph, explain=False).lives(shown.cut)]
    draw = boxes_drawn if len(graph.names) <= MOST_BOXES else blocks_drawn
    return _document(found, shown, draw(graph, shown, lives, lang), lang)


def write_picture(found: Supply, out: str, lang: Lang, cut: str | None = None) -> None:
    """Write the picture, whole or not at all.

    Raises:
        BadInput: it cannot be written there.
    """
    target = Path(out)
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        scratch.write_text(picture(found, lang, cut), encoding="utf-8")
        scratch.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = Text(f"无法写入：{reason}", f"it cannot be written: {reason}")
        right = Text("请给出可写的位置", "name a place that can be written")
        raise BadInput([Fault(out, "--svg", wrong, right)]) from None
    finally:
        scratch.unlink(missing_ok=True)


def _document(found: Supply, shown: Consequence | None, drawn: Drawn, lang: Lang) -> str:
    graph = found.graph
    title = (
        _TITLE.fill(cut=cut_words(shown.cut.name, {one.id: one.name for one in graph.suppliers}))
        if shown
        else _NO_CUT
    )
    failed, lost = (shown.failed, shown.components_lost) if shown else (0, 0)
    summary = _SUM.fill(
        services=f"{failed:,}",
        of=counted_in_both(len(graph.services), "service"),
        stop=agreeing(failed, "stops", "stop"),
        lost=f"{lost:,}",
        components=counted_in_both(graph.inside, "component"),
        are=agreeing(lost, "is", "are"),
    )
    width = max(drawn.width, 760)
    legend, high = _legend(drawn, width, lang)
    height = drawn.height + 112 + high
    language = "zh-CN" if lang == "zh" else "en"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family={quoteattr(FONT)} lang="{language}" role="img" '
        'aria-labelledby="title summary">',
        f'<title id="title">{escape(title.said(lang))}</title>',
        f'<desc id="summary">{escape(summary.said(lang))}</desc>',
        rect(0, 0, width, height, fill="#ffffff", stroke="none"),
        label(24, 38, title.said(lang), size=22, weight=600, most=width - 48),
        label(24, 64, summary.said(lang), size=15, colour=PALE),
        f'<g transform="translate(0 88)">{drawn.body}</g>',
        f'<g transform="translate(0 {drawn.height + 112})">{legend}</g>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _legend(drawn: Drawn, wide: float, lang: Lang) -> tuple[str, int]:
    """What the colours mean, and the picture's note, in as many lines as they need; and how high they are."""
    at, y, parts = 24.0, 12, []
    for colour, words in zip(COLOURS, _LEGEND, strict=True):
        needs = 40 + text_width(words.said(lang), 13)
        if at > 24 and at + needs > wide - 24:
            at, y = 24.0, y + _LINE
        parts.append(rect(at, y - 12, 14, 14, fill=colour, stroke=INK))
        parts.append(label(at + 20, y, words.said(lang), size=13))
        at += needs
    for line in fitted(drawn.note.said(lang), 13, wide - 48, lines=6) if drawn.note else ():
        y += _LINE
        parts.append(label(24, y, line, size=13, colour=PALE))
    return "".join(parts), y + 24
