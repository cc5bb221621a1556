"""Days on the command line."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shencha.errors import BadInput, Fault
from shencha.text import Text

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def today() -> date:
    """Today in Asia/Shanghai."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def read_day(text: str, option: str, command: str) -> date:
    """The day that an option gives.

    Raises:
        BadInput: it is no day written YYYY-MM-DD.
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput([no_day(text, option, command)])


def no_day(text: str, option: str, command: str) -> Fault:
    """What is wrong with a day that is none."""
    return Fault(
        f"shencha {command}",
        option,
        Text(f"{text} 不是日期", f"{text!r} is not a day"),
        Text("请写成 YYYY-MM-DD，例如 2026-03-02", "write it as YYYY-MM-DD, such as 2026-03-02"),
    )
