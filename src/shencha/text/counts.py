"""A number with what it counts: English only changes its noun, Chinese needs no plural."""

from __future__ import annotations

from shencha.text import Text


def counted(number: int, one: str, several: str | None = None) -> str:
    """The number, in groups of three digits, with its noun: `1 service`, `1,200 services`."""
    return f"{number:,} {agreeing(number, one, several or one + 's')}"


def counted_in_both(number: int, one: str, several: str | None = None) -> Text:
    """The number for a Chinese sentence, which has a noun of its own, and `counted` for an English one."""
    return Text(f"{number:,}", counted(number, one, several))


def agreeing(number: int, one: str, several: str) -> str:
    """The word that goes with so many: `agreeing(1, "stops", "stop")` is `stops`."""
    return one if number == 1 else several


def working_days(number: int) -> str:
    """`1 working day`, `15 working days`."""
    return counted(number, "working day")
