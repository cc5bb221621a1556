"""A day as a person writes and reads it; the one reader of days that were typed."""

from __future__ import annotations

import re
from datetime import date

from shencha.text import Text

WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
AS_WRITTEN = Text("请写成 YYYY-MM-DD，例如 2026-03-02", "write it as YYYY-MM-DD, such as 2026-03-02")
"""What would be right where a day is not one."""


def day_of(written: object) -> date | None:
    """The day that someone typed as YYYY-MM-DD; None for anything else, `2026-2-3` and `2026-02-30` included."""
    if type(written) is date:
        return written
    if not isinstance(written, str) or not WRITTEN.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def no_day(written: object) -> Text:
    """What is wrong with what is no day."""
    shown = str(written)[:40]
    return Text(f"{shown} 不是日期", f"{shown!r} is not a day")


def said_day(day: date) -> Text:
    """`2026年3月27日`, `27 March 2026`."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}")


def short_day(day: date, today: date) -> Text:
    """`3月27日`, `27 Mar`; with its year where that is not this year."""
    if day.year == today.year:
        return Text(f"{day.month}月{day.day}日", f"{day.day} {day:%b}")
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b %Y}")


def said_range(first: date, last: date) -> Text:
    """`不早于2027年4月13日，至迟4月20日`, `not before 13 April, at the latest 20 April 2027`."""
    if first.year != last.year:
        return Text("不早于{first}，至迟{last}", "not before {first}, at the latest {last}").fill(
            first=said_day(first), last=said_day(last)
        )
    return Text(
        f"不早于{first.year}年{first.month}月{first.day}日，至迟{last.month}月{last.day}日",
        f"not before {first.day} {first:%B}, at the latest {last.day} {last:%B %Y}",
    )


def weekday(day: date) -> Text:
    """`星期五`, `Friday`."""
    return Text(f"星期{'一二三四五六日'[day.weekday()]}", f"{day:%A}")
