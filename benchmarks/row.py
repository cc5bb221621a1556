"""One line of the benchmark table."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Us and the reference, measured in the same run.

    `ratio` is what `wanted` speaks of (times faster, share of a rate, growth); `met`: is it reached?
    """

    work: str
    against: str
    ours_s: float
    reference_s: float
    ratio: float
    wanted: str
    met: bool
    note: str = ""


def best(work: Callable[[], object], *, rounds: int = 5) -> float:
    """The shortest of several runs, in seconds; a first run warms caches and compilers, uncounted."""
    work()
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)
