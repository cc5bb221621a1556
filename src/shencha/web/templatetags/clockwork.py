"""`{% clock_chip clock today %}`: the deadline chip that opens the strip of days; works with scripts off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from shencha.procedure.clocks import Clock
from shencha.web.strips import chip_of, chip_of_clock, strip_of_clock

register = template.Library()


@register.inclusion_tag("strip/clock.html")
def clock_chip(clock: Clock, today: date) -> dict[str, Any]:
    """The chip of a clock, with its strip inside."""
    return {"chip": chip_of_clock(clock, today), "strip": strip_of_clock(clock, today), "today": today}


@register.inclusion_tag("strip/chip.html")
def due_chip(
    due: date | None, today: date, provisional: bool = False, paused: bool = False, address: str = ""
) -> dict[str, Any]:
    """The chip alone; it leads to where the strip stands."""
    return {"chip": chip_of(due, today, provisional=provisional, paused=paused), "address": address}


@register.inclusion_tag("strip/strip.html")
def days(strip: Any) -> dict[str, Any]:
    """A strip that stands open."""
    return {"strip": strip}
