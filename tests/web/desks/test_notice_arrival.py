"""What a new holiday notice would move, shown to the office and stored nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.notices import written

from shencha.law.calendar.festivals import festivals
from shencha.law.calendar.workdays import published
from shencha.records.clock import today
from shencha.records.models import StoredEvent, Todo
from shencha.server.sample.instance import HAINA, OFFICER, YUNQI, Story

SignIn = Callable[[str], Client]


@pytest.fixture
def running(settled: None) -> tuple[str, Todo]:
    """A case whose preliminary review is under way, and what is owed in it."""
    story = Story(today())
    number = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5), 4)
    return number, Todo.objects.get(case__number=number, who="office")


def test_the_office_sees_old_and_new_days_and_nothing_changes(
    running: tuple[str, Todo], sign_in: SignIn
) -> None:
    number, owed = running
    assert owed.due is not None
    before = published()
    off = before.nth(before.total(today()) + 1)
    off = off if off.year == owed.due.year else owed.due
    data = written(off.year, off=[off])
    office = sign_in(OFFICER)
    assert number not in office.get("/work/holidays/").content.decode()
    events = StoredEvent.objects.count()
    file = SimpleUploadedFile("notice.yaml", yaml.safe_dump(data, allow_unicode=True).encode())
    for sent in ({"content": json.dumps(data)}, {"file": file}, typed(data)):
        page = office.post("/work/holidays/", sent).content.decode()
        assert number in page
        assert page.count('class="strip"') == 2
        assert "+" in page
    assert StoredEvent.objects.count() == events
    assert Todo.objects.get(pk=owed.pk).due == owed.due
    assert published() is before


def typed(data: dict[str, Any]) -> dict[str, str]:
    """The same notice in the boxes of the form: each festival by its own row, what is more in the last."""
    year, off = data["year"], {day for group in data["off"] for day in group["days"]}
    boxes = {"year": str(year), "other_name": "其他"}
    left = set(off)
    for festival in festivals(year):
        near = sorted(day for day in left if _beside(date.fromisoformat(day), festival.days))
        if near and not published().has_notice(year):
            boxes |= {f"{festival.id}_first": near[0], f"{festival.id}_last": near[-1]}
            left -= set(near)
    if left:
        boxes |= {"other_first": min(left), "other_last": max(left)}
    return boxes


def _beside(day: date, days: tuple[date, ...]) -> bool:
    return days[0] <= day <= days[-1] + timedelta(4)


def test_a_notice_is_typed_as_it_is_worded(settled: None, sign_in: SignIn) -> None:
    boxes = {
        "year": "2027",
        "new_year_first": "2027-01-01", "new_year_last": "2027-01-03",
        "spring_first": "2027-02-05", "spring_last": "2027-02-12", "spring_worked": "2027-01-31、2027-02-14",
        "qingming_first": "2027-04-03", "qingming_last": "2027-04-05",
        "labour_first": "2027-05-01", "labour_last": "2027-05-04",
        "dragon_boat_first": "2027-06-09", "mid_autumn_first": "2027-09-15", "mid_autumn_last": "2027-09-15",
        "national_first": "2027-10-01", "national_last": "2027-10-05",
    }  # fmt: skip
    office = sign_in(OFFICER)
    page = office.post("/work/holidays/", boxes).content.decode()
    assert "2027年2月11日：放假（春节）" in page
    assert "2027年2月14日：上班（春节）" in page
    assert 'name="content"' in page
    lacking = office.post("/work/holidays/", boxes | {"national_first": "", "national_last": ""})
    assert lacking.status_code == 422
    assert "缺少国庆节" in lacking.content.decode()
    assert 'value="2027-02-12"' in lacking.content.decode(), "what was typed stays"
    wrong = office.post(
        "/work/holidays/", boxes | {"spring_worked": "2027-2-14", "labour_last": "2027-04-01"}
    )
    assert "春节：2027-2-14 不是日期" in wrong.content.decode()
    assert "劳动节：2027-05-01 至 2027-04-01 不是一个假期" in wrong.content.decode()
    odd = office.post("/work/holidays/", boxes | {"other_first": "2027-09-03", "other_name": "纪念日"})
    assert "不属于任何法定节日" in odd.content.decode()


def test_a_later_notice_shows_only_what_it_changes(settled: None, sign_in: SignIn) -> None:
    office = sign_in(OFFICER)
    boxes = {"year": "2026", "other_first": "2026-12-31", "other_name": "纪念日"}
    page = office.post("/work/holidays/", boxes).content.decode()
    assert "本通知只改变下列日期" in page
    assert page.partition('<ul class="changes">')[2].partition("</ul>")[0].count("<li>") == 1
    assert "这一年已有通知" in page


def test_a_faulty_notice_keeps_what_was_typed_and_others_see_no_page(
    running: tuple[str, Todo], sign_in: SignIn
) -> None:
    empty = json.dumps({"year": 2027, "off": [], "work": []})
    answer = sign_in(OFFICER).post("/work/holidays/", {"content": empty})
    assert answer.status_code == 422
    assert "没有放假的日子" in answer.content.decode()
    odd = sign_in(OFFICER).post("/work/holidays/", {"spring_worked": '"><b>x'}).content.decode()
    assert "&lt;b&gt;x" in odd
    assert "<b>x" not in odd
    for content in ("{", "[]", "null", '{"year": 2027, "off": [{"name": 3, "days": [1]}]}'):
        assert sign_in(OFFICER).post("/work/holidays/", {"content": content}).status_code == 422
    for file in (SimpleUploadedFile("n.yaml", b"#" * 70_000), SimpleUploadedFile("n.yaml", b"\xff\xfe")):
        assert sign_in(OFFICER).post("/work/holidays/", {"file": file}).status_code == 422
    assert sign_in(HAINA).get("/work/holidays/").status_code == 404
