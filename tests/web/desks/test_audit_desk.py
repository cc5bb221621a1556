"""The auditor's desk: since the last look, by person and case, and whether the log holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.instances import PEOPLED
from tests.places import ROOT

from shencha.records.clock import now, today
from shencha.records.models import AuditLook, AuditRun, CaseFile, Seen, StoredEvent
from shencha.server.sample.instance import CLERK, HAINA, OFFICER, YUNQI, Story
from shencha.server.worker import work_once
from shencha.web.desks.audit import looked_at

SignIn = Callable[[str], Client]
AUDITOR = "auditor@audit.example"


@pytest.fixture
def cases(settled: None) -> tuple[str, str]:
    story = Story(today())
    one = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5)
    two = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 5)
    story.accepted(two, 1)
    return one, two


def written(page: str) -> str:
    return page[page.index("写入了什么") : page.index("谁看过什么")]


def seen(page: str) -> str:
    return page[page.index("谁看过什么") :]


def test_only_what_came_since_the_last_look_is_shown(cases: tuple[str, str], sign_in: SignIn) -> None:
    one, two = cases
    auditor = sign_in(AUDITOR)
    first = auditor.get("/audit/").content.decode()
    assert "第一次查看" in first
    assert one in written(first)
    assert two in written(first)
    AuditLook.objects.update(at=now() - timedelta(hours=2))
    assert "没有写入" in auditor.get("/audit/").content.decode()
    sign_in(OFFICER).get(f"/cases/{one}/")
    page = auditor.get("/audit/").content.decode()
    assert one in seen(page)
    assert two not in seen(page)
    assert two in written(auditor.get("/audit/?all=1").content.decode())


@pytest.mark.parametrize(
    ("query", "in_written", "in_seen"),
    [
        ("person=clerk@office", (False, True), (False, False)),
        ("person=何平", (False, True), (False, False)),
        ("person=王宁", (False, False), (True, True)),
        ("person=%27", (False, False), (False, False)),
    ],
)
def test_it_is_filtered_by_person(
    cases: tuple[str, str],
    sign_in: SignIn,
    query: str,
    in_written: tuple[bool, bool],
    in_seen: tuple[bool, bool],
) -> None:
    for number in cases:
        sign_in(OFFICER).get(f"/cases/{number}/")
    page = sign_in(AUDITOR).get(f"/audit/?{query}").content.decode()
    assert tuple(number in written(page) for number in cases) == in_written
    assert tuple(number in seen(page) for number in cases) == in_seen
    assert Seen.objects.count() == 2


def test_it_is_filtered_by_case(cases: tuple[str, str], sign_in: SignIn) -> None:
    one, two = cases
    page = sign_in(AUDITOR).get(f"/audit/?case={two}").content.decode()
    assert (one in written(page), two in written(page)) == (False, True)


def test_the_log_is_checked_in_the_background(cases: tuple[str, str], sign_in: SignIn) -> None:
    auditor = sign_in(AUDITOR)
    assert "还没有核对过" in auditor.get("/audit/").content.decode()
    assert auditor.post("/audit/now/").status_code == auditor.post("/audit/now/").status_code == 302
    assert AuditRun.objects.count() == 1, "a double click is one check"
    assert "正在后台进行" in auditor.get("/audit/").content.decode()
    assert work_once()
    assert not work_once()
    run = AuditRun.objects.get()
    assert (run.state, run.entries, run.faults) == ("done", StoredEvent.objects.count() + PEOPLED, [])
    page = auditor.get("/audit/").content.decode()
    assert "逐条一致" in page
    assert "现在核对" in page


def test_what_does_not_hold_is_said(cases: tuple[str, str], sign_in: SignIn) -> None:
    CaseFile.objects.filter(number=cases[0]).update(state="concluded")
    auditor = sign_in(AUDITOR)
    auditor.post("/audit/now/")
    work_once()
    page = auditor.get("/audit/").content.decode()
    assert "不一致" in page
    assert f"案件 {cases[0]}" in page


def test_nobody_else_asks_for_a_check(cases: tuple[str, str], sign_in: SignIn) -> None:
    for who in (OFFICER, CLERK, HAINA, "auditadmin@operation.example"):
        assert sign_in(who).post("/audit/now/").status_code == 404
    assert not AuditRun.objects.exists()


def test_every_look_that_the_product_keeps_has_words() -> None:
    source = "\n".join(one.read_text() for one in (ROOT / "src/shencha").rglob("*.py"))
    kept = re.findall(r"\.saw\([^()]*(?:\([^()]*\))?[^()]*, f?\"([^\"]+)\"\)", source)
    assert len(kept) > 15
    for what in kept:
        told = looked_at(re.sub(r"\{.*\}", "7", what))
        assert told.zh != told.en, what


def test_what_was_looked_at_is_told_in_the_readers_language(cases: tuple[str, str], sign_in: SignIn) -> None:
    officer = sign_in(OFFICER)
    officer.get(f"/cases/{cases[0]}/")
    officer.get(f"/cases/{cases[0]}/events/1/")
    page = seen(sign_in(AUDITOR).get("/audit/").content.decode())
    assert "案件页" in page
    assert "第 1 个事件" in page
    assert "event 1" not in page
