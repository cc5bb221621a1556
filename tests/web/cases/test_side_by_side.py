"""Papers beside each other with remarks, and a paper against its last version."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from shencha.procedure import acts as e
from shencha.records import files
from shencha.records.acts.record import Paper, record
from shencha.records.clock import today
from shencha.records.models import CasePaper, Remark, Seen
from shencha.server.sample.instance import CLERK, HAINA, OFFICER, YUNQI, Story, account_of

SignIn = Callable[[str], Client]


@pytest.fixture
def story(settled: None) -> Story:
    return Story(today())


@pytest.fixture
def number(story: Story) -> str:
    """A case in review, with a second version of its report."""
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    asked = story.consulted(filed, 3, "not_affecting", ("cac", "mss"))
    story.does(asked, OFFICER, 2, e.SupplementRequested, ("analysis_report",))
    kept = files.keep(
        ["海纳互动赴纽约上市\n关于影响或者可能影响国家安全的分析报告.txt\n已补充供应商清单。\n".encode()],
        "二.txt",
    )
    on = story.ago(1)
    event, paper = (
        e.SupplementReceived(on, ("analysis_report",)),
        Paper("analysis_report", "分析报告 二.txt", kept),
    )
    record(asked, event, by=story.held[HAINA], key="again", papers=[paper], at=story.moment(on))
    return asked


def paper_of(number: str, name: str) -> CasePaper:
    return CasePaper.objects.get(case__number=number, name=name)


def noted(browser: Client, number: str, paper: CasePaper, /, **given: object) -> int:
    fields = {"key": "n1", "paper": paper.pk, "page": 1, "text": "供应商清单没有注明来源"} | given
    return browser.post(f"/cases/{number}/side-by-side/remark/", fields).status_code


def test_two_papers_stand_beside_each_other(number: str, sign_in: SignIn) -> None:
    one, two = paper_of(number, "申报书.txt"), paper_of(number, "分析报告 二.txt")
    page = sign_in(OFFICER).get(f"/cases/{number}/side-by-side/?left={one.pk}&right={two.pk}&right_page=9")
    shown = page.content.decode()
    assert "本文件为演示用的虚构材料" in shown
    assert "已补充供应商清单" in shown
    assert shown.count('class="leaf') == 2
    assert Seen.objects.filter(what=f"paper {two.pk}").exists()


def test_a_remark_is_read_by_its_own_side_only(number: str, sign_in: SignIn) -> None:
    paper = paper_of(number, "申报书.txt")
    address = f"/cases/{number}/side-by-side/?left={paper.pk}"
    assert noted(sign_in(OFFICER), number, paper) == noted(sign_in(OFFICER), number, paper) == 302
    assert noted(sign_in(account_of("mss")), number, paper, key="n2", text="请说明数据出境路径") == 302
    assert Remark.objects.count() == 2
    for who, own, others in (
        (CLERK, "供应商清单没有注明来源", "请说明数据出境路径"),
        (account_of("mss"), "请说明数据出境路径", "供应商清单没有注明来源"),
        (account_of("cac"), "", "请说明数据出境路径"),
    ):
        page = sign_in(who).get(address).content.decode()
        assert own in page, who
        assert others not in page, who
    theirs = Remark.objects.get(side="mss")
    assert (
        sign_in(OFFICER).post(f"/cases/{number}/side-by-side/resolve/", {"remark": theirs.pk}).status_code
        == 404
    )
    for who in (HAINA, YUNQI, "auditor@audit.example"):
        assert sign_in(who).get(address).status_code == 404


def test_a_remark_becomes_an_item_to_supplement_with_one_click(number: str, sign_in: SignIn) -> None:
    paper, officer = paper_of(number, "申报书.txt"), sign_in(OFFICER)
    noted(officer, number, paper)
    address = f"/cases/{number}/side-by-side/?left={paper.pk}"
    link = re.search(r'href="([^"]*supplement_requested[^"]*)"', officer.get(address).content.decode())
    assert link is not None
    asked = link[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(asked).query)["start"] == [f"remark:{Remark.objects.get().pk}"]
    form = officer.get(asked).content.decode()
    assert Remark.objects.get().text in form
    assert f'value="p:{paper.pk}" selected' in form
    key, expected = (re.search(rf'name="{name}" value="([^"]+)"', form) for name in ("key", "expected"))
    assert key is not None
    assert expected is not None
    sent = {"key": key[1], "expected": expected[1], "do": "send", "i0-about": f"p:{paper.pk}", "i0-page": "1"}
    sent |= {"i0-kind": "unclear", "i0-ask": Remark.objects.get().text, "i0-why": "要据此评估"}
    assert officer.post(urlsplit(asked).path, sent).status_code == 302
    page = officer.get(address).content.decode()
    assert "已要求补充" in page
    assert "supplement_requested" not in page
    remark = Remark.objects.get()
    assert officer.post(f"/cases/{number}/side-by-side/resolve/", {"remark": remark.pk}).status_code == 302
    assert "已解决" in officer.get(address).content.decode()


@pytest.mark.parametrize(
    "given",
    [{"text": " "}, {"text": "长" * 2001}, {"page": "0"}, {"page": "x"}, {"paper": "../etc"}, {"key": ""}],
)
def test_a_remark_that_is_wrong_is_not_kept(number: str, sign_in: SignIn, given: dict[str, object]) -> None:
    assert noted(sign_in(OFFICER), number, paper_of(number, "申报书.txt"), **given) == 422
    assert not Remark.objects.exists()


def test_a_new_version_is_shown_against_the_last(number: str, sign_in: SignIn) -> None:
    paper = paper_of(number, "分析报告 二.txt")
    for who in (OFFICER, HAINA):
        page = sign_in(who).get(f"/cases/{number}/papers/{paper.pk}/changes/").content.decode()
        gone, new = (re.findall(rf"<{tag}>.*?</{tag}>", page) for tag in ("del", "ins"))
        assert ["演示用的虚构材料" in line for line in gone] == [True]
        assert ["已补充供应商清单" in line for line in new] == [True]
    assert (
        "第一版"
        in sign_in(OFFICER)
        .get(f"/cases/{number}/papers/{paper_of(number, '申报书.txt').pk}/changes/")
        .content.decode()
    )
    assert sign_in(account_of("mss")).get(f"/cases/{number}/papers/{paper.pk}/changes/").status_code == 404


def test_the_case_says_what_is_new_since_this_reader_looked(
    number: str, story: Story, sign_in: SignIn
) -> None:
    officer = sign_in(OFFICER)
    assert 'id="since"' not in officer.get(f"/cases/{number}/").content.decode()
    Seen.objects.update(at=story.moment(story.ago(2), 9) - timedelta(days=1))
    page = officer.get(f"/cases/{number}/").content.decode()
    since = page[page.index('id="since"') : page.index('id="acts"')]
    assert "分析报告 二.txt" in since
    assert "/changes/" in since
