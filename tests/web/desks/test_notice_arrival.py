"""What a new holiday notice would move, shown to the office and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.notices import written

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
    text = yaml.safe_dump(written(off.year, off=[off]), allow_unicode=True)
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
    answer = sign_in(OFFICER).post("/work/holidays/", {"text": "year: 2027\noff: []\nwork: []\n"})
    assert answer.status_code == 422
    assert "没有放假的日子" in answer.content.decode()
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
