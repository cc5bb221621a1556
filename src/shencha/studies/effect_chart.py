"""The effect of a changed number as a picture: bars, with their numbers and words inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from shencha.drawing.chart import FONT
from shencha.law.screening.sentences import said
from shencha.procedure.case import ClockName
from shencha.procedure.names import CLOCK_NAMES
from shencha.studies.changed_figure import FIGURES, Effect
from shencha.text import Lang, Text

_DAYS = Text("如果{clock}是 {n} 个工作日", "If the {clock} were {n} working days")
_WAS = Text("按现在的天数逾期", "late as it is")
_WOULD = Text("按改变后的天数逾期", "late if changed")
_LINE = Text("如果界线是 {n} 名用户", "If the line were {n} users")
_STAYS = Text("{was}（不变）", "{was} (as it is)")
_MOVES = Text("{was} → {now}", "{was} → {now}")
_WIDE, _LEFT, _ROW, _TOP = 900, 330, 36, 48


def effect_picture(found: Effect, lang: Lang) -> str:
    """How many clocks are late under either number of days."""
    clock = CLOCK_NAMES[_clock_of(found)]
    rows = [
        (_WAS, sum(one.was_late for one in found.moved), False),
        (_WOULD, sum(one.would_be_late for one in found.moved), True),
    ]
    return bars(_DAYS.fill(clock=clock, n=found.value), rows, lang)


def users_picture(line: int, moves: Mapping[tuple[str, str], int], lang: Lang) -> str:
    """How many parties would go from which outcome to which."""
    rows = [
        (
            (_STAYS if was == now else _MOVES).fill(was=said("names", was), now=said("names", now)),
            rows,
            was != now,
        )
        for (was, now), rows in moves.items()
    ]
    return bars(_LINE.fill(n=f"{line:,}"), rows, lang)


def bars(title: Text, rows: Sequence[tuple[Text, int, bool]], lang: Lang) -> str:
    """One bar for each row: its name, its number, and whether it is what changes (drawn darker)."""
    most = max([number for _, number, _ in rows] + [1])
    high = _TOP + _ROW * len(rows) + 12
    words = escape(title.said(lang))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img" aria-labelledby="bt" '
        f'{FONT}><title id="bt">{words}</title><rect width="{_WIDE}" height="{high}" fill="#fff"/>'
        f'<text x="12" y="26" font-size="16" fill="#1a1a1a">{words}</text>'
    ]
    for at, (name, number, changes) in enumerate(rows):
        y, wide = _TOP + at * _ROW, (_WIDE - _LEFT - 90) * number / most
        parts.append(
            f'<text x="{_LEFT - 10}" y="{y + 19}" text-anchor="end" fill="#1a1a1a">{escape(name.said(lang))}</text>'
            f'<rect x="{_LEFT}" y="{y + 4}" width="{wide:.1f}" height="22" fill="#1d4f91" '
            f'fill-opacity="{1 if changes else 0.35}"/>'
            f'<text x="{_LEFT + wide + 8:.1f}" y="{y + 20}" fill="#1a1a1a">{number:,}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _clock_of(found: Effect) -> ClockName:
    return FIGURES[found.figure]
