"""What day it is: in Asia/Shanghai, by the server's clock, asked in this one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_TOLD: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _TOLD.get() or datetime.now(UTC)


def today() -> date:
    """Today in Asia/Shanghai (open point time_zone)."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Within it, it is that (aware) moment: for the demo alone, whose history is told on its own days."""
    before = _TOLD.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _TOLD.reset(before)
