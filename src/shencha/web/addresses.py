"""Addresses of pages that a long list names again and again."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from django.urls import reverse

_FIRST = 7_000_000_000_001
"""Stands for an argument while an address is looked up; no case has such a number."""


def address(name: str, *args: str | int) -> str:
    """What `reverse` answers; the shape of an address is looked up once, not for each line of a list."""
    return _shape(name, len(args)).format(*(quote(str(one), safe="") for one in args))


@cache
def _shape(name: str, places: int) -> str:
    found = reverse(name, args=[_FIRST + at for at in range(places)]).replace("{", "{{").replace("}", "}}")
    for at in range(places):
        found = found.replace(str(_FIRST + at), f"{{{at}}}")
    return found
