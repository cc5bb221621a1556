"""What day it is: in Asia/Shanghai, by the server's clock, asked in this one place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today in Asia/Shanghai (open point time_zone)."""
    return datetime.now(SHANGHAI).date()
