"""Names in a file that nobody knows: no more of them are looked at than are told."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import islice

from shencha.errors import MOST_FAULTS


def strangers(given: Iterable[str], known: Container[str]) -> Iterator[str]:
    """Those that are not known, in their order, one more than are told at most."""
    return islice((name for name in given if name not in known), MOST_FAULTS + 1)
