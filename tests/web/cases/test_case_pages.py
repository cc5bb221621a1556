"""The case page: what it says to whom, and that it costs the same however much has happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shencha.procedure import acts as e
from shencha.records import files
from shencha.records.acts.record import Paper, record
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, StoredEvent, Todo
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, HAINA, OFFICER, YUNQI, Story, account_of

SignIn = Callable[[str], Client]


@pytest.fixture
def story(settled: None) -> Story:
    """Tells what happened before someone looks."""
    return Story(today())


def queries(client: Client, address: str) -> int:
    """How often one page asks the database."""
    client.get(address)  # whatever is read once for good is read now
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


AT_MOST = 16
"""Questions to the database for one page, session and reader included."""


def test_a_page_of_200_events_and_300_files_asks_the_database_as_often_as_a_short_one(
    story: Story, sign_in: SignIn
) -> None:
    short = story.files(YUNQI, "yunqi", "foreign_listing", "短", 300)
    long = story.files(YUNQI, "yunqi", "foreign_listing", "长", 300)
    kept = files.keep([b"x"], "x.txt")
    for n in range(100):
        on = story.ago(299 - n)
        story.does(long, CLERK, 299 - n, e.SupplementRequested, (f"材料{n}",))
        papers = [Paper(f"材料{n}", f"{n}-{k}.txt", kept) for k in range(3)]
        at, key = story.moment(on), story.key()
        record(
            long, e.SupplementReceived(on, (f"材料{n}",)), by=story.held[YUNQI], key=key, papers=papers, at=at
        )
    for number, asked in ((short, ("mss", "cac")), (long, ("mss", "cac", "ndrc", "miit", "mps", "csrc"))):
        story.consulted(number, 5, "not_affecting", asked)
        story.answers(number, 2, "mss", "agree")
    case = CaseFile.objects.get(number=long)
    assert case.sequence > 200
    assert case.papers.count() > 300
    readers = (
        (OFFICER, "/cases/{}/"),
        (sample.HEAD, "/cases/{}/"),
        ("auditor@audit.example", "/cases/{}/"),
        (account_of("mss"), "/cases/{}/"),
        (YUNQI, "/party/cases/{}/"),
        (YUNQI, "/cases/{}/"),
    )
    for who, page in readers:
        client = sign_in(who)
        few, many = queries(client, page.format(short)), queries(client, page.format(long))
        assert many == few, (who, page, few, many)
        assert many <= AT_MOST, (who, page, many)


@pytest.mark.parametrize(
    "who", [OFFICER, YUNQI, account_of("mss"), sample.SECRETARY, "supervisor@supervision.example"]
)
def test_a_desk_with_many_lines_asks_the_database_as_often_as_one_with_few(
    story: Story, sign_in: SignIn, who: str
) -> None:
    """Every desk holds lines of each kind before it is counted, and many of them after."""

    def more() -> None:
        number = story.files(YUNQI, "yunqi", "foreign_listing", "赴国外上市", 60)
        story.consulted(number, 18, "not_affecting", ("mss", "cac"))
        story.files(YUNQI, "yunqi", "foreign_listing", "赴国外上市", 2)
        number = story.files(YUNQI, "yunqi", "foreign_listing", "赴国外上市", 60)
        story.consulted(number, 18, "not_affecting", ("mss",))
        story.answers(number, 9, "mss", "agree")
        story.decides(number, 5, e.ConclusionNotified, "not_affecting", ("每季度报告备件库存",))
        number = story.files(HAINA, "haina", "foreign_listing", "采购", 40)
        story.does(number, CLERK, 30, e.SupplementRequested, ("股权结构图",))

    sample.tell(story.today)
    story.told = 10_000  # keys and moments of its own
    more()
    client = sign_in(who)
    few = queries(client, desk_of(who))
    for _ in range(15):
        more()
    many = queries(client, desk_of(who))
    assert many == few, (few, many)
    assert many <= AT_MOST + 8, many


def desk_of(who: str) -> str:
    """Where that person begins."""
    return "/party/" if who == YUNQI else "/work/"


def test_a_part_of_the_desk_has_all_its_lines_page_by_page(story: Story, sign_in: SignIn) -> None:
    numbers = [
        story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "赴国外上市", 9), 8) for _ in range(53)
    ]
    client = sign_in(OFFICER)
    desk = client.get("/work/").content.decode()
    part = re.search(r'href="(/work/due/\w+/)"', desk)
    assert part is not None, "more is due than the desk shows, so it leads to the rest"
    first, second = (client.get(part[1], {"page": n}).content.decode() for n in (1, 2))
    assert all((number in first) + (number in second) == 1 for number in numbers)
    for odd in ("0", "3", "-1", "x", "9" * 30, "１"):
        assert client.get(part[1], {"page": odd}).status_code == (200 if odd == "１" else 404), odd
    for odd in (
        "nothing",
        "week-",
        "week-2026-13-01",
        "week-2026-12-01",
        "week-0001-01-01",
        "week-9999-12-27",
    ):
        assert client.get(f"/work/due/{odd}/").status_code == 404, odd


def test_the_load_by_week_is_counted_whole_and_each_week_leads_to_all_of_it(
    story: Story, sign_in: SignIn
) -> None:
    numbers = [
        story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "赴国外上市", 3), 2) for _ in range(53)
    ]
    due = Todo.objects.get(case__number=numbers[0], who="office").due
    assert due is not None
    client, monday = sign_in(OFFICER), due - timedelta(days=due.weekday())
    page = client.get("/work/week/").content.decode()
    assert page.count("53 项") == 2, "the sum of the week, and on the way to all of it"
    assert sum(number in page for number in numbers) == 8
    week = f"/work/due/week-{monday}/"
    assert f'href="{week}"' in page
    first, second = (client.get(week, {"page": n}).content.decode() for n in (1, 2))
    assert all((number in first) + (number in second) == 1 for number in numbers)


def test_a_unit_is_not_told_which_others_are_asked(story: Story, sign_in: SignIn) -> None:
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    number = story.consulted(filed, 3, "not_affecting", ("cac", "mss"))
    story.answers(number, 1, "cac", "agree", "没有意见")
    page = sign_in(account_of("mss")).get(f"/cases/{number}/").content.decode()
    assert "国家安全部" in page
    assert "国家互联网信息办公室" not in page
    assert "没有意见" not in page
    sent = StoredEvent.objects.get(case__number=number, name="proposal_sent")
    for address in (
        f"/cases/{number}/events/{sent.sequence}/",
        f"/cases/{number}/events/{sent.sequence}/receipt.tlog-proof",
    ):
        assert sign_in(account_of("mss")).get(address).status_code == 404
        assert sign_in(OFFICER).get(address).status_code == 200


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("who=party", "当事人提交申报", "审查办公室确认材料符合要求"),
        ("who=office", "审查办公室确认材料符合要求", "当事人提交申报"),
        ("step=review", "审查结论建议已发送征求意见", "当事人提交申报"),
        ("effect=clock", "审查结论建议已发送征求意见", "当事人提交申报"),
        ("who=nobody&step=none", "当事人提交申报", "没有符合条件的事件"),
    ],
)
def test_the_history_is_filtered_by_who_by_step_and_by_effect_on_a_clock(
    story: Story, sign_in: SignIn, query: str, shown: str, hidden: str
) -> None:
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    number = story.consulted(filed, 3, "not_affecting", ("cac", "mss"))
    page = sign_in(OFFICER).get(f"/cases/{number}/?{query}").content.decode()
    told = page[page.index('id="history"') :]
    assert f"<strong>{shown}</strong>" in told
    assert f"<strong>{hidden}</strong>" not in told


def test_a_search_finds_only_what_one_may_see(story: Story, sign_in: SignIn) -> None:
    ours = story.files(YUNQI, "yunqi", "foreign_listing", "赴纽约上市", 3)
    theirs = story.files(HAINA, "haina", "foreign_listing", "赴纽约上市", 3)
    for who, found in ((OFFICER, (True, True)), (YUNQI, (True, False)), (account_of("mss"), (False, False))):
        page = sign_in(who).get("/search/?q=纽约").content.decode()
        assert (ours in page, theirs in page) == found, who
    assert ours in sign_in(OFFICER).get("/search/", {"q": f"云栖 {ours[-4:]}"}).content.decode()
    assert "没有找到" in sign_in(OFFICER).get("/search/?q=<script>").content.decode()
    assert sign_in("system@operation.example").get("/search/?q=纽约").status_code == 404


def test_a_search_finds_peoples_words_in_any_width_and_no_name_of_a_program(
    story: Story, sign_in: SignIn
) -> None:
    number = story.files(YUNQI, "yunqi", "foreign_listing", "赴ＮＡＳＤＡＱ上市", 3)
    client = sign_in(OFFICER)
    for typed in ("NASDAQ", "ｎａｓｄａｑ", "nasdaq 上市"):
        assert number in client.get("/search/", {"q": typed}).content.decode(), typed
    for typed in ("foreign_listing", "analysis_report", "filed"):
        assert number not in client.get("/search/", {"q": typed}).content.decode(), typed


def test_a_search_looks_into_what_happened_as_far_as_one_may_read_it(story: Story, sign_in: SignIn) -> None:
    filed = story.files(YUNQI, "yunqi", "foreign_listing", "赴纽约上市", 45)
    number = story.consulted(filed, 3, "not_affecting", ("cac", "mss"))
    of_a_unit = "mss"
    page = sign_in(OFFICER).get("/search/", {"q": of_a_unit}).content.decode()
    assert number in page
    assert number not in sign_in(YUNQI).get("/search/", {"q": of_a_unit}).content.decode()
    name = CasePaper.objects.filter(case__number=number).order_by("pk")[0].name
    for who in (OFFICER, YUNQI):
        page = sign_in(who).get("/search/", {"q": name[:8]}).content.decode()
        assert number in page, who
        assert name[:8] in page[page.index("<table") :]
    both = sign_in(OFFICER).get("/search/", {"q": f"{of_a_unit} {name[:8]} 纽约"}).content.decode()
    assert number in both
    assert number not in sign_in(OFFICER).get("/search/", {"q": f"{of_a_unit} 没有的词"}).content.decode()


def test_the_day_of_an_ended_case_is_that_of_its_end(story: Story, sign_in: SignIn) -> None:
    filed = story.files(YUNQI, "yunqi", "foreign_listing", "赴纽约上市", 60)
    number = story.accepted(filed, 58)
    story.decides(number, 50, e.DeterminationNotified, False)
    page = sign_in(YUNQI).get("/party/").content.decode()
    ended = page[page.index('id="ended"') :]
    on = story.ago(50)
    assert f"{on.month}月{on.day}日" in ended
