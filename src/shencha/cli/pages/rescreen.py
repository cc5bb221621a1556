"""A register compared with an earlier day or state, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shencha.cli.lines import part, wrapped
from shencha.cli.pages.screen import register_page
from shencha.law.screening.sentences import said
from shencha.text import Lang, Text, same

if TYPE_CHECKING:
    from shencha.registers.compared import Compared, Newly

_MOVES = Text("与之前相比（{day}）", "Beside before ({day})")
_MOVE = Text("{was} → {now}：{n} 行", "{was} → {now}: {n}")
_NEW = Text("新列入", "new in the register")
_NEWLY = Text("新属于某一事由的（共 {n} 项）", "Newly under a ground ({n} in all)")
_ROW = Text("第 {row} 行（{key}）：{text}", "row {row} ({key}): {text}")
_ROW_ALONE = Text("第 {row} 行：{text}", "row {row}: {text}")
_KEY = Text("{key}：{text}", "{key}: {text}")


def compared_page(done: Compared, lang: Lang) -> str:
    """What became of each outcome, and who newly falls under what, and why."""
    moves = [
        _MOVE.fill(n=f"{n:,}", was=said("names", was) if was else _NEW, now=said("names", now))
        for (was, now), n in done.moves.items()
        if was != now
    ]
    newly = [_line(one).fill(row=one.row or 0, key=same(str(one.key)), text=one.text) for one in done.newly]
    blocks = [
        register_page(done.answered, lang),
        part(_MOVES.fill(day=done.before), _lines(moves, lang), lang),
        part(_NEWLY.fill(n=done.newly_total), _lines(newly, lang), lang),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _line(one: Newly) -> Text:
    if one.row is None:
        return _KEY
    return _ROW_ALONE if one.key is None else _ROW


def _lines(texts: list[Text], lang: Lang) -> list[str]:
    return [line for text in texts for line in wrapped(text.said(lang), "  · ", "    ")]
