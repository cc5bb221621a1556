"""Due days as a calendar that any program can subscribe to (iCalendar, RFC 5545).

A calendar ends up in programs of others: an entry says the case's number, the act, the article and the day, and
not what the case is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from shencha.text import Lang, Text
from shencha.text.days import said_day

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Deadline:
    """One act that is due."""

    case: str
    act: str
    """The event that settles it."""
    does: Text
    """The act in words."""
    who: Text
    who_id: str
    due: date
    article: Text
    since: date
    """Day of the event from which it is owed; an entry is as new as that."""
    provisional: bool
    address: str = ""
    range: Text | None = None
    """Where the day is provisional, the days between which it lies, in words."""
    was: date | None = None
    """The day before a holiday notice moved it, until its reader has taken note."""


def calendar(deadlines: Iterable[Deadline], origin: str, lang: Lang) -> bytes:
    """The calendar, the same bytes for the same deadlines.

    Args:
        origin: names the instance in the ids of entries, so that a moved due day moves its entry.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//shencha//due days//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", NAME.said(lang))
    made.add("x-wr-timezone", "Asia/Shanghai")
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in deadlines:
        made.add_component(_entry(one, origin, lang))
    return bytes(made.to_ical())


def _entry(one: Deadline, origin: str, lang: Lang) -> Event:
    from icalendar import Event as NewEvent

    entry = NewEvent()
    entry.add("uid", f"{one.case}.{one.act}.{one.who_id.replace(':', '.')}@{origin.partition('/')[0]}")
    entry.add("dtstamp", datetime.combine(one.since, time(), UTC))
    entry.add("dtstart", one.due)
    entry.add("dtend", one.due + timedelta(days=1))
    summary = Text(f"{one.case} {one.who.zh}：{one.does.zh}", f"{one.case} {one.who.en}: {one.does.en}")
    if one.provisional:
        summary = Text(f"{summary.zh}（暂定）", f"{summary.en} (provisional)")
    entry.add("summary", summary.said(lang))
    said = DUE.fill(article=one.article)
    if one.provisional:
        said = PROVISIONAL.fill(article=one.article, range=one.range or UNKNOWN_RANGE)
    if one.was is not None:
        moved = MOVED.fill(was=said_day(one.was))
        said = Text(f"{moved.zh}{said.zh}", f"{moved.en} {said.en}")
    entry.add("description", said.said(lang))
    entry.add("status", "TENTATIVE" if one.provisional else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    if one.address:
        entry.add("url", one.address)
    return entry


NAME = Text("网络安全审查期限", "Cybersecurity review: due days")
MOVED = Text("放假通知公布后改定，此前为{was}。", "Moved by a holiday notice; it was {was} before.")
DUE = Text(
    "当日结束时（北京时间）届满。依据：{article}。",
    "It ends with the last moment of this day in Asia/Shanghai. Under {article}.",
)
PROVISIONAL = Text("暂定日期：{range}。依据：{article}。", "A provisional day: {range}. Under {article}.")
UNKNOWN_RANGE = Text(
    "涉及的节假日安排尚未公布，公布后可能变动",
    "the holiday notice that it depends on is not out yet and may move it",
)
