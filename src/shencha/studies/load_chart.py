"""The load as pictures: the office's weeks as a line with its band, the members' weeks as a field of squares."""

from __future__ import annotations

from html import escape

from shencha.drawing.chart import FONT, chart
from shencha.law.measures.members import consultee_name
from shencha.studies.load import Load
from shencha.text import Lang, Text

_OFFICE = Text("审查办公室每周工作量（人日）", "Load of the office by week (officer-days)")
_MEMBERS = Text(
    "成员单位每周工作量（人日，各次模拟的平均）", "Load of the members by week (days, average of the runs)"
)
_SCALE = Text("颜色越深越多；最深为 {most} 人日", "The darker the more; the darkest is {most} days")
_TOTAL = Text("合计", "in all")
_SQUARE = Text("{member}，{monday} 当周：{days} 人日", "{member}, week of {monday}: {days} days")
_LEFT, _TOP, _ROW, _WIDE, _SUM = 250, 60, 24, 900, 60
_LONGEST = 32


def load_picture(found: Load, lang: Lang) -> str:
    """The office's officer-days by week; the dashed line is what all officers have."""
    days = [monday.isoformat() for monday in found.mondays]
    return chart(_OFFICE, days, found.office(), float(found.model.officers * 5), lang)


def members_picture(found: Load, lang: Lang) -> str:
    """One row for each member, one square for each week, with the sum of all weeks at its end."""
    members = found.model.members
    rows = [found.member_mean(member) for member in members]
    most = max([value for row in rows for value in row] + [0.1])
    wide = (_WIDE - _LEFT - _SUM) / max(len(found.mondays), 1)
    high = _TOP + _ROW * len(members) + 36
    title = escape(_MEMBERS.said(lang))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img" '
        f'aria-labelledby="mt md" {FONT}><title id="mt">{title}</title>'
        f'<desc id="md">{escape(_SCALE.fill(most=f"{most:.1f}").said(lang))}</desc>',
        f'<rect width="{_WIDE}" height="{high}" fill="#fff"/>',
        f'<text x="12" y="24" font-size="16" fill="#1a1a1a">{title}</text>',
        f'<text x="12" y="46" fill="#444">{escape(_SCALE.fill(most=f"{most:.1f}").said(lang))}</text>',
        f'<text x="{_WIDE - 8}" y="46" text-anchor="end" fill="#444">{escape(_TOTAL.said(lang))}</text>',
    ]
    for at, (member, row) in enumerate(zip(members, rows, strict=True)):
        name = consultee_name(member).said(lang)
        y = _TOP + at * _ROW
        shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        parts.append(
            f'<text x="{_LEFT - 10}" y="{y + 16}" text-anchor="end" fill="#1a1a1a">{escape(shown)}</text>'
        )
        for week, value in enumerate(row):
            monday = found.mondays[week].isoformat()
            told = _SQUARE.fill(member=name, monday=monday, days=f"{value:.1f}").said(lang)
            parts.append(
                f'<rect x="{_LEFT + week * wide:.1f}" y="{y}" width="{max(wide - 1, 1):.1f}" height="{_ROW - 3}" '
                f'fill="#1d4f91" fill-opacity="{0.06 + 0.94 * value / most:.2f}"><title>{escape(told)}</title></rect>'
            )
        parts.append(
            f'<text x="{_WIDE - 8}" y="{y + 16}" text-anchor="end" fill="#1a1a1a">{sum(row):.0f}</text>'
        )
    every = max(len(found.mondays) // 6, 1)
    for week in range(0, len(found.mondays), every):
        parts.append(
            f'<text x="{_LEFT + week * wide:.1f}" y="{high - 14}" fill="#444">{found.mondays[week].isoformat()}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"
