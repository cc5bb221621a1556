"""Places in the drawing of a time line."""

from __future__ import annotations

from django import template

from shencha.web.timeline import LABELS_HIGH

register = template.Library()


@register.filter
def place(value: float) -> str:
    """A place or a width, in per cent; never localised."""
    return f"{value:.2f}%"


@register.filter
def label_y(row: int, below: int) -> int:
    """The height at which a row of labels stands."""
    return row * LABELS_HIGH + 14 + below
