"""The strip of days as HTML, drawn once for all who look at the same days.

A strip has two elements for each of up to a few hundred days, and a case has a dozen strips: a template would
take most of the time of a page. What is drawn follows from the period, the day and the calendar alone, so many
cases that began on one day share it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from shencha.law.calendar.strip import Kind, Square, Strip
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.clocks import Clock
from shencha.records.workdays import workdays
from shencha.text import Lang, Text
from shencha.web.chips import Chip, strip_of_clock
from shencha.web.templatetags.say import day_in

KEPT = 512
"""Strips that a process remembers, some 20 kB each."""
OPENS = Text("，打开逐日明细", ", open day by day")
TABLE = Text("以表格查看", "See it as a table")
COLUMNS = (Text("日期", "Day"), Text("计数", "Number"), Text("原因", "Reason"))
COLON = Text("：", ": ")


def chip_drawn(chip: Chip, lang: Lang, address: str = "") -> SafeString:
    """A chip; with an address it leads there."""
    words, kind = escape(chip.text.said(lang)), escape(chip.kind)
    if address:
        return mark_safe(f'<a class="chip {kind}" href="{escape(address)}">{words}</a>')  # noqa: S308  (escaped)
    return mark_safe(f'<span class="chip {kind}">{words}</span>')  # noqa: S308  (escaped)


def clock_drawn(
    clock: Clock, chip: Chip, today: date, lang: Lang, *, opened: bool, was: date | None = None
) -> SafeString:
    """A chip that opens the strip of its clock.

    Args:
        was: the last day before a holiday notice moved it.
    """
    return _opening(chip, _of_clock(_days_alone(clock), today, workdays(), lang, was), lang, opened=opened)


def step_drawn(chip: Chip, strip: Strip, today: date, lang: Lang) -> SafeString:
    """A chip that opens a strip that is no case's clock."""
    return _opening(chip, strip_drawn(strip, today, lang), lang, opened=False)


def _opening(chip: Chip, strip: SafeString, lang: Lang, *, opened: bool) -> SafeString:
    head = f'{chip_drawn(chip, lang)}<span class="sr">{OPENS.said(lang)}</span>'
    return mark_safe(  # noqa: S308  (escaped)
        f'<details class="clockwork"{" open" if opened else ""}><summary>{head}</summary>{strip}</details>'
    )


def strip_drawn(strip: Strip, today: date, lang: Lang) -> SafeString:
    """A strip that stands open: its rule, its months of squares, its sum, and the same as a table."""
    months = "".join(
        f'<div class="month"><p class="month-name">{escape(month.name.said(lang))}</p><ol class="days">'
        f"{''.join(_square(one, today, lang, placed=not at) for at, one in enumerate(month.squares))}</ol></div>"
        for month in strip.months
    )
    notes = "".join(f'<p class="hint">{escape(note.said(lang))}</p>' for note in strip.notes)
    head = "".join(f'<th scope="col">{name.said(lang)}</th>' for name in COLUMNS)
    rows = "".join(_row(one, lang) for one in strip.squares)
    rule = f'<p class="rule">{escape(strip.rule.said(lang))}</p>' if strip.rule else ""
    return mark_safe(  # noqa: S308  (escaped)
        f'<div class="strip">\n{rule}\n'
        f'<div class="months">{months}</div>\n<p class="sum">{escape(strip.sum.said(lang))}</p>\n{notes}\n'
        f"<details><summary>{TABLE.said(lang)}</summary><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></details>\n</div>"
    )


@lru_cache(KEPT)
def _of_clock(clock: Clock, today: date, calendar: Workdays, lang: Lang, was: date | None) -> SafeString:
    return strip_drawn(strip_of_clock(clock, today, calendar, was), today, lang)


def _days_alone(clock: Clock) -> Clock:
    """The clock without what its strip does not show, so that all who were asked on one day share one strip."""
    return replace(clock, consultee=None, counted=None, ended=None)


def _classes(square: Square, today: date) -> str:
    signs = {
        "start": square.kind is Kind.START,
        "counted": square.number is not None,
        "weekend": square.kind in (Kind.WEEKEND, Kind.AFTER),
        "holiday": square.kind is Kind.HOLIDAY,
        "paused": square.kind is Kind.PAUSED,
        "makeup": square.kind is Kind.MAKEUP,
        "provisional": square.provisional,
        "possible": square.possible,
        "last": square.last,
        "was": square.was,
        "today": square.day == today,
    }
    return " ".join(sign for sign, shown in signs.items() if shown)


def _square(square: Square, today: date, lang: Lang, *, placed: bool) -> str:
    said = escape(f"{day_in(square.day, lang)}{COLON.said(lang)}{square.reason.said(lang)}")
    inside = ""
    if square.number:
        inside = f'<span class="n" aria-hidden="true">{square.number}</span>'
    elif square.kind is Kind.HOLIDAY and square.name:
        inside = f'<span class="word" aria-hidden="true">{escape(square.name.said(lang))}</span>'
    classes = _classes(square, today) + (f" wd{square.day.isoweekday()}" if placed else "")
    return (
        f'<li class="{classes}" title="{said}"><span class="date" aria-hidden="true">{square.day.day}'
        f'</span>{inside}<span class="sr">{said}</span></li>'
    )


def _row(square: Square, lang: Lang) -> str:
    return (
        f"<tr><td>{day_in(square.day, lang)}</td><td>{square.number or ''}</td>"
        f"<td>{escape(square.reason.said(lang))}</td></tr>"
    )
