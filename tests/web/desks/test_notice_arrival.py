"""What a new holiday notice would move, shown to the office and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shencha.errors import BadInput
from shencha.inputs import parse_yaml
from shencha.law.calendar.awaited_notice import read_notice
from shencha.law.calendar.workdays import published
from shencha.records.clock import today
from shencha.records.models import StoredEvent, Todo
from shencha.server.sample.instance import HAINA, OFFICER, YUNQI, Story

SignIn = Callable[[str], Client]


def notice(year: int, off: str, work: str = "[]") -> str:
    return f"year: {year}\noff: {off}\nwork: {work}\n"


def group(*days: str) -> str:
    return f"[{{name: {{zh: 元旦, en: New Year}}, days: [{', '.join(days)}]}}]"


def test_a_day_off_moves_a_clock_that_reaches_it_by_the_days_it_takes() -> None:
    old = published()
    read = read_notice(parse_yaml(notice(2027, group("2027-01-01", "2027-01-04"), group("2027-01-09")), "n"))
    new = old.with_notice(read)
    assert old.is_workday(date(2027, 1, 4))
    assert not new.is_workday(date(2027, 1, 4))
    assert new.is_workday(date(2027, 1, 9))
    assert published() is old
    assert old.is_workday(date(2027, 1, 4)), "the published calendar is as it was"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("year: soon\n", "year"),
        ("year: 1999\n", "year"),
        ("[]", "year"),
        (notice(2027, "[]"), "off"),
        (notice(2027, "x"), "off"),
        (notice(2027, "[{days: [2027-01-01]}]"), "off.0"),
        (notice(2027, group("2026-12-31")), "off.0.days.0"),
        (notice(2027, group("2027-01-02")), "off.0.days.0"),
        (notice(2027, group("2027-02-30")), "off.0.days.0"),
        (notice(2027, group("2027-01-01", "2027-01-01")), "off.0.days.1"),
        (notice(2027, group("2027-01-01"), group("2027-01-04")), "work.0.days.0"),
        (notice(2027, group("2027-01-01")) + "rest: []\n", "rest"),
    ],
)
def test_what_is_wrong_with_a_notice_is_named(text: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_notice(parse_yaml(text, "n"))
    assert where in [fault.where.split(" ")[0] for fault in refused.value.faults]


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
    others = [one for one in published().notices if one.year == off.year]
    days = sorted({*(day for one in others for day in one.off), off})
    text = notice(off.year, group(*(day.isoformat() for day in days)))
    office = sign_in(OFFICER)
    assert number not in office.get("/work/holidays/").content.decode()
    events = StoredEvent.objects.count()
    file = SimpleUploadedFile("notice.yaml", text.encode())
    for sent in ({"text": text}, {"file": file, "text": ""}):
        page = office.post("/work/holidays/", sent).content.decode()
        assert number in page
        assert page.count('class="strip"') == 2
        assert "+" in page
    assert StoredEvent.objects.count() == events
    assert Todo.objects.get(pk=owed.pk).due == owed.due
    assert published() is before


def test_a_faulty_notice_keeps_what_was_typed_and_others_see_no_page(
    running: tuple[str, Todo], sign_in: SignIn
) -> None:
    answer = sign_in(OFFICER).post("/work/holidays/", {"text": notice(2027, group("2027-01-02"))})
    assert answer.status_code == 422
    assert "2027-01-02 是周末" in answer.content.decode()
    odd = sign_in(OFFICER).post("/work/holidays/", {"text": "</textarea><b>x"}).content.decode()
    assert "&lt;/textarea&gt;&lt;b&gt;x" in odd
    assert "<b>x" not in odd
    big = SimpleUploadedFile("n.yaml", b"#" * 70_000)
    assert sign_in(OFFICER).post("/work/holidays/", {"file": big}).status_code == 422
    assert (
        sign_in(OFFICER)
        .post("/work/holidays/", {"file": SimpleUploadedFile("n.yaml", b"\xff\xfe")})
        .status_code
        == 422
    )
    assert sign_in(HAINA).get("/work/holidays/").status_code == 404
