"""`{% clock_chip clock today %}`: the deadline chip that opens the strip of days; works with scripts off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString

from shencha.law.calendar.strip import Strip
from shencha.procedure.clocks import Clock
from shencha.records.acts.reports import answer_due
from shencha.records.models import Report
from shencha.web.chips import Chip, chip_of, chip_of_clock, stands_still
from shencha.web.strip_drawn import chip_drawn, clock_drawn, step_drawn, strip_drawn
from shencha.web.templatetags.say import reading

register = template.Library()


@register.simple_tag
def clock_chip(
    clock: Clock,
    today: date,
    opened: date | None = None,
    old_ends: Mapping[tuple[str, str], date] | None = None,
) -> SafeString:
    """The chip of a clock, with its strip inside.

    Args:
        opened: the due day that the reader asked for; the strip of a clock that ends on it stands open.
        old_ends: where clocks ended before a holiday notice moved them, by clock and consultee.
    """
    was = (old_ends or {}).get((clock.clock.value, clock.consultee or "")) if clock.ended is None else None
    is_open = opened is not None and clock.due == opened and clock.ended is None
    return clock_drawn(clock, chip_of_clock(clock, today), today, reading(), opened=is_open, was=was)


@register.simple_tag
def clock_mark(clock: Clock, today: date) -> SafeString:
    """The chip of a clock, without its strip."""
    return chip_drawn(chip_of_clock(clock, today), reading(), "#clocks")


@register.simple_tag
def due_link(todo: Any, today: date, address: str, state: str) -> SafeString:
    """The chip of something that is owed; it leads to the case with the strip of that day open."""
    paused = stands_still(todo.act, todo.due, state)
    chip = chip_of(
        todo.due,
        today,
        provisional=todo.provisional,
        paused=paused,
        # the act that finds the papers complete is timed by the very days that run if they are
        if_complete=todo.act == "materials_accepted",
        earliest=todo.earliest,
        latest=todo.latest,
    )
    return chip_drawn(chip, reading(), f"{address}?due={todo.due}#clocks" if todo.due else "")


@register.simple_tag
def due_chip(
    due: date | None,
    today: date,
    provisional: bool = False,
    paused: bool = False,
    address: str = "",
    earliest: date | None = None,
    latest: date | None = None,
) -> SafeString:
    """The chip alone; it leads to where the strip stands."""
    chip = chip_of(due, today, provisional=provisional, paused=paused, earliest=earliest, latest=latest)
    return chip_drawn(chip, reading(), address)


@register.simple_tag
def report_chip(report: Report, today: date) -> SafeString:
    """The chip of a report that waits for an answer, by the policy of the day of its receipt."""
    by = answer_due(report)
    return due_chip(by.due, today, by.provisional, False, "", by.earliest, by.latest)


@register.simple_tag
def step_chip(chip: Chip, strip: Strip, today: date) -> SafeString:
    """The chip of a step that is no clock of a case, with its strip inside."""
    return step_drawn(chip, strip, today, reading())


@register.simple_tag
def days(strip: Strip, today: date) -> SafeString:
    """A strip that stands open."""
    return strip_drawn(strip, today, reading())
