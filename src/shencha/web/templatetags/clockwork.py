"""`{% clock_chip clock today %}`: the deadline chip that opens the strip of days; works with scripts off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from shencha.procedure.clocks import Clock
from shencha.web.strips import chip_of, chip_of_clock, stands_still, strip_of_clock

register = template.Library()


@register.inclusion_tag("strip/clock.html")
def clock_chip(clock: Clock, today: date, opened: date | None = None) -> dict[str, Any]:
    """The chip of a clock, with its strip inside.

    Args:
        opened: the due day that the reader asked for; the strip of a clock that ends on it stands open.
    """
    is_open = opened is not None and clock.due == opened and clock.ended is None
    return {
        "chip": chip_of_clock(clock, today),
        "strip": strip_of_clock(clock, today),
        "today": today,
        "open": is_open,
    }


@register.inclusion_tag("strip/chip.html")
def due_link(todo: Any, today: date, address: str, state: str) -> dict[str, Any]:
    """The chip of something that is owed; it leads to the case with the strip of that day open."""
    paused = stands_still(todo.act, todo.due, state)
    chip = chip_of(todo.due, today, provisional=todo.provisional, paused=paused)
    return {"chip": chip, "address": f"{address}?due={todo.due}#clocks" if todo.due else ""}


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
