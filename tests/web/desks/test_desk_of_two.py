"""The desk says what is overdue, whoever owes it, and on whose desk a thing lies that two people do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.records.models import CaseFile, Todo
from shencha.records.reads import worklists
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import BEIFANG, CLERK, OFFICER, SECOND, YUNQI, Story

SignIn = Callable[[str], Client]


@pytest.fixture
def story(settled: None) -> Story:
    return Story(today())


def section(page: str, name: str) -> str:
    """A part of a page, from its heading to the next part."""
    found = re.search(rf'<h2 id="{name}">(.*?)(?=<h2 |<nav|</main>)', page, re.S)
    return found[1] if found else ""


def drafted(story: Story, *, days: int = 1) -> str:
    """A case at intake whose determination waits for a second person."""
    number = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5), 4)
    on = story.ago(days)
    story.does(number, OFFICER, days, e.DecisionDrafted, e.DeterminationNotified(on, True), OFFICER)
    return number


def test_a_draft_stands_on_the_desk_of_who_signs_and_says_to_the_drafter_where_it_lies(
    story: Story, sign_in: SignIn
) -> None:
    number = drafted(story)
    second = section(sign_in(SECOND).get("/work/").content.decode(), "sign")
    assert number in second
    assert f'href="/cases/{number}/#second">审核：' in second
    page = sign_in(OFFICER).get("/work/").content.decode()
    assert not section(page, "sign")
    assert re.search(r"待第二人审核，王宁 \d+年\d+月\d+日拟|待第二人审核，王宁 \d+月\d+日拟", page)
    assert "/do/determination_notified/" not in page
    case = sign_in(OFFICER).get(f"/cases/{number}/").content.decode()
    assert "待第二人审核，王宁" in section(case, "todos")


def test_a_draft_is_never_in_a_closed_fold(story: Story, sign_in: SignIn) -> None:
    for n in range(
        3
    ):  # something today, something of others, something later: the desk folds what comes later
        story.accepted(
            story.files(YUNQI, "yunqi", "foreign_listing", f"云栖出行赴海外上市 {n}", 9 - 4 * n), 1
        )
    number = drafted(story, days=0)
    assert Todo.objects.get(case__number=number, second=True).due
    page = sign_in(OFFICER).get("/work/").content.decode()
    opened = re.sub(r"<details class=\"part\">.*?</details>", "", page, flags=re.S)
    assert number in opened


def test_a_draft_that_no_clock_asks_for_is_on_the_desk_too_and_of_no_party(
    story: Story, sign_in: SignIn
) -> None:
    number = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 30), 29)
    story.decides(number, 25, e.DeterminationNotified, True)
    measures = e.InterimMeasuresRequired(story.ago(1), ("暂停新用户注册",))
    story.does(number, OFFICER, 1, e.DecisionDrafted, measures, OFFICER)
    row = Todo.objects.get(case__number=number, act="interim_measures_required")
    assert (row.first, row.second, row.house, row.due) == (OFFICER, True, True, None)
    assert "要求采取风险防范措施" in section(sign_in(SECOND).get("/work/").content.decode(), "sign")
    owner = story.held[YUNQI]
    assert not worklists.owed_by_others(owner).filter(act="interim_measures_required").exists()
    assert "要求采取风险防范措施" not in sign_in(YUNQI).get("/party/").content.decode()
    story.does(number, YUNQI, 0, e.Withdrawn, "上市计划取消")
    assert not Todo.objects.filter(case__number=number).exists(), "what can no longer follow waits for nobody"
    assert 'id="second"' not in sign_in(SECOND).get(f"/cases/{number}/").content.decode()


def test_evidence_in_time_is_not_overdue_and_its_second_look_is_on_a_desk(
    settled: None, sign_in: SignIn
) -> None:
    sample.tell(today())
    number = CaseFile.objects.get(title="变电站安全网关采购").number
    handed_in = Story(today()).ago(12)
    for browser, address in (
        (sign_in(BEIFANG), "/party/"),
        (sign_in(BEIFANG), f"/cases/{number}/obligations/"),
        (sign_in(OFFICER), "/obligations/"),
    ):
        page = browser.get(address).content.decode()
        assert f"{handed_in.month}月{handed_in.day}日 提交，待第二人复核" in page, address
        assert "逾期" not in section(page, "obligations"), address
    second, officer = (
        section(sign_in(one).get("/work/").content.decode(), "sign") for one in (SECOND, OFFICER)
    )
    assert f'href="/cases/{number}/obligations/"' in second
    assert number not in officer, "whoever looked first does not finish it"
    row = Todo.objects.get(case__number=number, act="evidence_decided")
    assert (row.who, row.first, row.second) == ("office", OFFICER, True)


def test_evidence_that_nobody_has_looked_at_is_a_thing_to_do(settled: None, sign_in: SignIn) -> None:
    sample.tell(today())
    story, number = Story(today(), told=900), CaseFile.objects.get(title="变电站安全网关采购").number
    stock = "每季度报告备件库存"
    story.does(number, SECOND, 0, e.EvidenceDecided, stock, False, SECOND, "缺少日期")
    assert not Todo.objects.filter(case__number=number).exists(), "it is the party's turn"
    assert "逾期" in section(sign_in(BEIFANG).get("/party/").content.decode(), "obligations")
    story.does(number, BEIFANG, 0, e.EvidenceReceived, stock, "更正后的库存表")
    row = Todo.objects.get(case__number=number)
    assert (row.act, row.who, row.second) == ("supervision_recorded", "office", False)
    assert f'href="/cases/{number}/obligations/"' in sign_in(CLERK).get("/work/").content.decode()


def test_what_others_owe_and_is_overdue_stands_at_the_head(story: Story, sign_in: SignIn) -> None:
    filed = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 60)
    number = story.consulted(filed, 18, "not_affecting", ("cac", "miit", "mss"))
    story.answers(number, 8, "cac", "agree")
    page = sign_in(OFFICER).get("/work/").content.decode()
    assert "也没有逾期事项" not in page
    late = section(page, "overdue")
    assert number in late
    assert "逾期 3 个工作日" in late
    assert page.index('id="overdue"') < page.index('id="today"')
    assert not section(page, "others")
    week = sign_in(OFFICER).get("/work/week/").content.decode()
    assert number in week[week.index("逾期") : week.index('<table class="weeks"')]


def test_the_weeks_say_what_others_owe(story: Story, sign_in: SignIn) -> None:
    filed = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 60)
    number = story.consulted(filed, 5, "not_affecting", ("cac", "miit"))
    page = sign_in(OFFICER).get("/work/week/").content.decode()
    weeks = page[page.index('<table class="weeks"') :]
    assert number in weeks
    assert "国家互联网信息办公室、工业和信息化部" in weeks


def test_a_heading_counts_its_lines_and_says_how_many_units_they_stand_for(
    story: Story, sign_in: SignIn
) -> None:
    filed = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 60)
    story.consulted(filed, 5, "not_affecting", ("cac", "miit", "mss"))
    others = section(sign_in(OFFICER).get("/work/").content.decode(), "others")
    assert '<span class="count">1</span>' in others
    assert "共 3 个单位待办" in others


def test_what_is_new_is_sorted_by_day(story: Story, sign_in: SignIn) -> None:
    for days in (3, 9, 1):
        story.files(YUNQI, "yunqi", "foreign_listing", f"赴国外上市 {days}", days)
    fresh = section(sign_in(OFFICER).get("/work/").content.decode(), "fresh")
    assert re.findall(r"赴国外上市 (\d)", fresh) == ["1", "3", "9"]


def test_the_tools_stand_by_purpose_and_for_whom_they_are(story: Story, sign_in: SignIn) -> None:
    head = section(sign_in("head@office.example").get("/work/").content.decode(), "tools")
    clerk = section(sign_in(CLERK).get("/work/").content.decode(), "tools")
    for said in ("期限", "结论之后", "测算与报告"):
        assert f"<dt>{said}</dt>" in head
    assert "年度报告" in head
    assert "年度报告" not in clerk
    assert "处罚决定草案" not in clerk
