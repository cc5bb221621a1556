"""English numbers: one service stops, two services stop."""

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
