"""The time line as HTML: a figure with its drawing, its legend, the same in words, and the road ahead.

It has some hundred and fifty places, and a template would take a third of the time of a case's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe

from shencha.text import Lang, Text
from shencha.web.lanes import Bar, Lane
from shencha.web.templatetags.say import day_in
from shencha.web.timeline import LABELS_HIGH, Mark, Timeline

_HATCH = (
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-ground" width="8" height="8"/><line class="hatch-line" x1="0" y1="0" x2="0" y2="8"/>'
    "</pattern></defs>"
)
_TODAY = Text("今天", "Today")
_LEGEND: tuple[tuple[str, frozenset[str], Text], ...] = (
    ("met", frozenset({"met", "running", "missed"}), Text("已用的期限", "Time used")),
    ("left", frozenset({"left"}), Text("至截止日", "Up to the due day")),
    ("overdue", frozenset({"overdue"}), Text("超过期限", "After the due day")),
    ("stopped", frozenset({"stopped"}), Text("已终止", "Stopped")),
    ("paused", frozenset({"paused"}), Text("暂停", "Paused")),
    ("ahead", frozenset({"ahead"}), Text("尚未开始的期限（最晚）", "Not begun yet (at the latest)")),
)
_ROAD = Text("后续环节", "The road ahead")
_AT_THE_LATEST = Text(
    "各环节用足期限、不延长时，最晚：",
    "If every step takes all its days, without an extension, at the latest:",
)
_IF_TODAY = Text(
    "如所要求的材料今天补齐，各环节用足期限、不延长，最晚：",
    "If what was asked for arrived today, and every step took all its days without an extension, at the latest:",
)
Say = Callable[[Text], str]


def timeline_drawn(of: Timeline, lang: Lang, page: str = "") -> SafeString:
    """The figure.

    Args:
        page: the address whose history the marks lead to; without it they lead nowhere (an example).
    """

    def say(text: Text) -> str:
        return escape(text.said(lang))

    drawn = "".join(
        [
            *_ticks(of, say),
            *(_bar(one, say, "pause", ' fill="url(#hatch)"') for one in of.pauses),
            *_lanes(of.lanes, say),
            f'<line class="axis" x1="0" x2="100%" y1="{of.axis}" y2="{of.axis}"/>',
            *_stems(of),
            *_now(of, say),
            *_names(of.lanes, say),
            *(_mark(one, of, say, page) for one in of.marks),
        ]
    )
    hidden = "" if page else ' class="sr"'
    happened = "".join(f"<li>{_day(one, lang, page)} {say(one.words)}</li>" for one in of.marks)
    return mark_safe(  # noqa: S308  (escaped)
        f'<figure class="timeline">\n<svg width="100%" height="{of.high}" role="group" '
        f'aria-labelledby="timeline-summary" xmlns="http://www.w3.org/2000/svg">{_HATCH}{drawn}</svg>\n'
        f'<figcaption><span id="timeline-summary"{hidden}>{say(of.summary)}</span>\n'
        f'<ul class="legend">{"".join(_legend(of, say))}</ul>\n<ol class="happened">{happened}</ol></figcaption>\n'
        f"{''.join(_road(of, say, lang))}</figure>"
    )


def _place(value: float) -> str:
    """A place or a width in per cent; never localised."""
    return f"{value:.2f}%"


def _row(row: int, below: int) -> int:
    """The height at which a row of labels stands."""
    return row * LABELS_HIGH + 14 + below


def _ticks(of: Timeline, say: Say) -> Iterator[str]:
    for tick in of.ticks:
        minor, at = " minor" if tick.minor else "", _place(tick.at)
        yield f'<line class="tick{minor}" x1="{at}" x2="{at}" y1="{of.axis}" y2="{of.high}"/>'
        yield f'<text class="month{minor}" x="{at}" y="{of.high}" dx="4" dy="-6">{say(tick.name)}</text>'


def _bar(bar: Bar, say: Say, kind: str, more: str = "") -> str:
    return (
        f'<rect class="{kind}"{more} x="{_place(bar.at)}" width="{_place(bar.wide)}" y="{bar.y}" height="{bar.high}">'
        f"<title>{say(bar.text)}</title></rect>"
    )


def _lanes(lanes: Iterable[Lane], say: Say) -> Iterator[str]:
    for lane in lanes:
        yield from (_bar(bar, say, f"bar {bar.kind}") for bar in lane.bars)
        if lane.flag is not None:
            at, end = _place(lane.flag), lane.flag_y + lane.flag_high
            yield f'<line class="flag" x1="{at}" x2="{at}" y1="{lane.flag_y}" y2="{end}"/>'


def _stems(of: Timeline) -> Iterator[str]:
    for mark in of.marks:
        if mark.label:
            at = _place(mark.at)
            yield f'<line class="stem" x1="{at}" x2="{at}" y1="{_row(mark.row, 4)}" y2="{of.axis}"/>'


def _now(of: Timeline, say: Say) -> Iterator[str]:
    if of.today <= 100:
        at, beside = _place(of.today), 'text-anchor="end" dx="-5"' if of.today_end else 'dx="5"'
        yield f'<line class="now" x1="{at}" x2="{at}" y1="{of.axis - 8}" y2="{of.high}"/>'
        yield f'<text class="now-name" x="{at}" y="{of.high}" {beside} dy="-22">{say(_TODAY)}</text>'


def _names(lanes: Iterable[Lane], say: Say) -> Iterator[str]:
    for lane in lanes:
        by = f'<tspan class="by"> · {say(lane.by)}</tspan>' if lane.by else ""
        end = ' text-anchor="end"' if lane.end else ""
        yield f'<text class="lane" x="{_place(lane.at)}" y="{lane.y}"{end}>{say(lane.name)}{by}</text>'


def _mark(mark: Mark, of: Timeline, say: Say, page: str) -> str:
    at, label = _place(mark.at), ""
    if mark.label:
        beside = 'text-anchor="end" dx="-4"' if mark.end else 'dx="4"'
        label = (
            f'<text class="event-name" aria-hidden="true" x="{at}" y="{_row(mark.row, 0)}" {beside}>'
            f"{say(mark.label)}</text>"
        )
    inside = f'<title>{say(mark.text)}</title>{label}<circle class="event" cx="{at}" cy="{of.axis}" r="5"/>'
    return f'<a class="mark" href="{_history(mark, page)}">{inside}</a>' if page else f"<g>{inside}</g>"


def _history(mark: Mark, page: str) -> str:
    return f"{escape(page)}#event-{mark.sequence}"


def _day(mark: Mark, lang: Lang, page: str) -> str:
    day = day_in(mark.on, lang)
    return f'<a href="{_history(mark, page)}">{day}</a>' if page else day


def _legend(of: Timeline, say: Say) -> Iterator[str]:
    drawn = of.kinds | ({"paused"} if of.pauses else set())
    for key, kinds, words in _LEGEND:
        if kinds & drawn:
            yield f'<li><i class="key {key}"></i>{say(words)}</li>'


def _road(of: Timeline, say: Say, lang: Lang) -> Iterator[str]:
    if of.road:
        steps = "".join(
            f"<li><strong>{say(name)}</strong> {day_in(one.last, lang)}</li>" for name, one in of.road
        )
        hint = say(_IF_TODAY if of.if_today else _AT_THE_LATEST)
        yield f'<div class="road"><h3>{say(_ROAD)}</h3><p class="hint">{hint}</p><ol>{steps}</ol></div>\n'
