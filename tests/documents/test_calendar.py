"""The calendar of due days: read back by the library of others, the same bytes each time, provisional days marked."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from shencha.documents.calendar import Deadline, calendar
from shencha.text import Text

FIXED = Deadline(
    "2026-0014",
    "opinion_received",
    Text("回复书面意见", "written opinion"),
    Text("能源保护工作部门", "energy protection department"),
    "protection_department:energy",
    date(2026, 5, 13),
    Text("第十二条", "Article 12"),
    date(2026, 4, 20),
    False,
    "https://shencha.example/cases/2026-0014/",
)
MOVED = Deadline(
    "2026-0015",
    "determination_notified",
    Text("通知", "notice"),
    Text("审查办公室", "the review office"),
    "office",
    date(2027, 1, 8),
    Text("第九条", "Article 9"),
    date(2026, 12, 20),
    True,
)


@pytest.mark.parametrize(("lang", "mark"), [("zh", "（暂定）"), ("en", "(provisional)")])
def test_a_calendar_program_reads_it(lang, mark):
    raw = calendar([FIXED, MOVED], "shencha.example/log", lang)
    assert raw == calendar([FIXED, MOVED], "shencha.example/log", lang)
    first, second = Calendar.from_ical(raw).walk("VEVENT")
    assert first.decoded("dtstart") == date(2026, 5, 13)
    assert first.decoded("dtend") == date(2026, 5, 14)
    assert (str(first["status"]), str(second["status"])) == ("CONFIRMED", "TENTATIVE")
    assert FIXED.does.said(lang) in str(first["summary"])
    assert FIXED.article.said(lang) in str(first["description"])
    assert mark not in str(first["summary"])
    assert str(second["summary"]).endswith(mark)
    assert str(first["uid"]) == "2026-0014.opinion_received.protection_department.energy@shencha.example"


def test_lines_are_folded_and_end_as_the_standard_asks():
    raw = calendar([FIXED], "o", "zh")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_an_empty_calendar_is_one():
    assert Calendar.from_ical(calendar([], "o", "en")).walk("VEVENT") == []
