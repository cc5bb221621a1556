"""A whole number in a box or an address."""

from __future__ import annotations

MOST_DIGITS = 18
"""Of a number that a database keeps."""


def number_in(written: str) -> int | None:
    """The number that stands there in plain digits; None where it is none, or longer than any of ours."""
    plain = written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS
    return int(written) if plain else None
