"""Days on the command line."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shencha.errors import BadInput, Fault
from shencha.text import days
from shencha.text.days import day_of


def today() -> date:
    """Today in Asia/Shanghai."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def read_day(text: str, option: str, command: str) -> date:
    """The day that an option gives.

    Raises:
        BadInput: it is no day written YYYY-MM-DD.
    """
    day = day_of(text)
    if day is None:
        raise BadInput([no_day(text, option, command)])
    return day


def no_day(text: str, option: str, command: str) -> Fault:
    """What is wrong with a day that is none."""
    return Fault(f"shencha {command}", option, days.no_day(text), days.AS_WRITTEN)
