"""Papers read in place: leaves drawn and told, remarks at a region, who may look, and what was looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.documents.test_pages import pdf_of

from shencha.documents.leaves import asking
from shencha.procedure import acts as e
from shencha.records import files
from shencha.records.acts import readings
from shencha.records.acts.record import Paper, record
from shencha.records.clock import now, today
from shencha.records.models import CasePaper, Reading, RecognisedLeaf, Remark, Seen, StoredFile
from shencha.server.sample.instance import HAINA, OFFICER, YUNQI, Story, account_of

SignIn = Callable[[str], Client]
PAGES = ["cover of the contract", "price and term", "signatures"]
TABLE = "产品,国别\n路由器,德国\n".encode()


@pytest.fixture
def number(settled: None, tmp_path: Path) -> str:
    """A case in which the party handed in a contract of three pages, a scan, and a table."""
    story = Story(today())
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    asked = story.consulted(filed, 3, "not_affecting", ("cac", "mss"))
    story.does(asked, OFFICER, 2, e.SupplementRequested, ("analysis_report",))
    contents = {
        "合同.pdf": pdf_of(tmp_path / "a", PAGES).read_bytes(),
        "扫描.pdf": pdf_of(tmp_path / "b", ["", ""]).read_bytes(),
        "供应商.csv": TABLE,
    }
    came = [
        Paper("analysis_report" if not at else "other", name, files.keep([one], name))
        for at, (name, one) in enumerate(contents.items())
    ]
    on = story.ago(1)
    event = e.SupplementReceived(on, ("analysis_report",))
    record(asked, event, by=story.held[HAINA], key="again", papers=came, at=story.moment(on))
    return asked


def address(number: str, name: str) -> str:
    return f"/cases/{number}/papers/{CasePaper.objects.get(case__number=number, name=name).pk}/"


def test_a_paper_is_read_leaf_by_leaf_by_whoever_may_read_it(number: str, sign_in: SignIn) -> None:
    contract, table = address(number, "合同.pdf"), address(number, "供应商.csv")
    for who in (OFFICER, HAINA, "auditor@audit.example"):
        browser = sign_in(who)
        page = browser.get(f"{contract}read/").content.decode()
        assert "第 1 页，共 3 页" in page
        assert PAGES[0] in page
        assert PAGES[1] not in page
        assert ('name="text"' in page) == (who == OFFICER)
        part = browser.get(f"{contract}read/?page=2&part=1").content.decode()
        assert part.lstrip().startswith("<section")
        assert PAGES[1] in part
        assert 'value="2"' in part  # of the progress
        drawn = browser.get(f"{contract}pages/3.png")
        assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png")
        assert drawn["Cache-Control"] == "no-store"
        assert [browser.get(f"{contract}pages/{n}.png").status_code for n in (0, 4)] == [404, 404]
        assert "第 3 页，共 3 页" in browser.get(f"{contract}read/?page={10**17}&part=1").content.decode()
        rows = browser.get(f"{table}read/").content.decode()
        assert re.findall(r'<td class="lines">(.*?)</td>', rows) == ["产品", "国别", "路由器", "德国"]
        assert browser.get(f"{table}pages/1.png").status_code == 404
        looks = Seen.objects.filter(person__email=who, what=f"paper {contract.split('/')[-2]}").count()
        assert looks == (0 if who == HAINA else 1), "the leaves of a paper are one look"
    for who in (YUNQI, account_of("ndrc"), account_of("mss")):
        browser = sign_in(who)
        for one in (f"{contract}read/", f"{contract}pages/1.png"):
            assert browser.get(one).status_code == 404, (who, one)
    assert Client().get(f"{contract}pages/1.png").status_code == 302


def test_words_are_found_on_their_leaves(number: str, sign_in: SignIn) -> None:
    page = sign_in(OFFICER).get(f"{address(number, '合同.pdf')}read/?q=PRICE").content.decode()
    assert re.findall(r'<a href="\?page=(\d)">', page.split('id="found"')[1].split("</section>")[0]) == ["2"]
    assert "<strong>price</strong> and term" in page


def test_a_remark_points_to_a_region_and_is_asked_for_in_words(number: str, sign_in: SignIn) -> None:
    contract, officer = address(number, "合同.pdf"), sign_in(OFFICER)
    given = {"key": "n1", "paper": contract.split("/")[-2], "page": 2, "text": "价款与申报书不符"}
    wrong = {"x": "70", "y": "5", "w": "40", "h": "10"}
    for bad in (wrong, wrong | {"w": "0"}, wrong | {"w": "drei"}, wrong | {"w": ""}, wrong | {"y": "-1"}):
        assert officer.post(f"/cases/{number}/side-by-side/remark/", given | bad).status_code == 422, bad
    assert not Remark.objects.exists()
    kept = officer.post(f"/cases/{number}/side-by-side/remark/", given | wrong | {"w": "12.5"})
    assert kept["Location"] == f"{contract}read/?page=2#leaf-2"
    assert Remark.objects.get().region == [700, 50, 125, 100]
    page = officer.get(f"{contract}read/?page=2").content.decode()
    assert '<rect x="630" y="45" width="112" height="90"/>' in page
    link = re.search(r'href="([^"]*supplement_requested[^"]*)"', page)
    assert link is not None
    form = officer.get(link[1].replace("&amp;", "&")).content.decode()
    assert "价款与申报书不符（见该页上部右侧）" in form
    assert "价款与申报书不符" not in sign_in(HAINA).get(f"{contract}read/?page=2").content.decode()


def test_a_scan_that_was_opened_is_read_by_the_worker(number: str, sign_in: SignIn) -> None:
    scan, officer = address(number, "扫描.pdf"), sign_in(OFFICER)
    if not asking.can_recognise():
        assert "没有安装文字识别" in officer.get(f"{scan}read/").content.decode()
        assert not Reading.objects.exists()
        return
    assert "已完成 0 页，共 2 页" in officer.get(f"{scan}read/").content.decode()
    assert not RecognisedLeaf.objects.exists()
    assert [readings.work_once() for _ in range(2)] == [True, False]
    assert "没有识别出文字" in officer.get(f"{scan}read/?page=2").content.decode()
    RecognisedLeaf.objects.create(file_id=Reading.objects.get().file_id, number=2, words="盖章页")
    page = officer.get(f"{scan}read/?page=2&q=盖章").content.decode()
    assert "识别出的文字（可能有误" in page
    assert '<a href="?page=2">' in page


def test_a_mark_of_secrecy_that_was_recognised_is_told_on_both_desks(number: str, sign_in: SignIn) -> None:
    paper = CasePaper.objects.select_related("file").get(name="扫描.pdf")
    reading = Reading.objects.create(file=paper.file, kind="pdf", asked_at=now(), leaves=2)
    readings.recognised(reading, 1, "某某项目\n第 3 页")
    assert "recognised" not in StoredFile.objects.get(pk=paper.file_id).marks
    readings.recognised(reading, 2, "机密★10年\n某某项目")
    readings.recognised(reading, 2, "机密★10年\n某某项目")
    assert StoredFile.objects.get(pk=paper.file_id).marks.count("recognised") == 1
    for who in (OFFICER, HAINA):
        assert "第 2 页识别出密级标志" in sign_in(who).get(f"/cases/{number}/").content.decode()
