"""A number with what it counts."""

from __future__ import annotations


def counted(number: int, one: str, many: str) -> str:
    """`1 working day`, `1,200 working days`: English only, Chinese needs no plural."""
    return f"{number:,} {one if number == 1 else many}"


def working_days(number: int) -> str:
    """`1 working day`, `15 working days`."""
    return counted(number, "working day", "working days")
