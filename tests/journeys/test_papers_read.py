"""In a real browser, in Chinese: an officer reads a paper as pages come, points to a place, and asks for it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.documents.test_pages import pdf_of
from tests.journeys.walking import Desk, fetch, follow, press, says

from shencha.procedure import acts as e
from shencha.records import files
from shencha.records.acts.record import Paper, open_case
from shencha.records.models import CasePaper, Remark
from shencha.server.sample.instance import OFFICER, YUNQI, Story

NUMBER = "2026-0001"
MATERIALS = ("declaration", "analysis_report", "listing_documents")


def test_an_officer_reads_points_and_asks(desk: Desk, story: Story, tmp_path: Path) -> None:
    kept = files.keep([pdf_of(tmp_path / "a", [f"page {n}" for n in range(1, 6)]).read_bytes()], "a.pdf")
    open_case(
        NUMBER,
        e.Filed(story.ago(3), MATERIALS, "yunqi", ground="foreign_listing", title="云栖出行赴纽约上市"),
        by=story.held[YUNQI],
        key="filed",
        papers=[Paper(one, f"{one}.pdf", kept) for one in MATERIALS],
        at=story.moment(story.ago(3), 9),
    )
    page = desk(OFFICER, scripts=True)
    page.goto(f"/cases/{NUMBER}/filing/")
    follow(page, "analysis_report.pdf")
    says(page, "第 1 页，共 5 页", "材料 1-2")
    expect(page.locator("#leaf-1 img")).to_have_js_property("complete", True)
    assert page.locator("#leaf-1 img").evaluate("one => one.naturalWidth") == 900

    for leaf in range(2, 6):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.locator(f"#leaf-{leaf}")).to_be_visible()
    expect(page.locator(".turned")).to_have_count(5)
    says(page, "已到最后一页")

    second = page.locator("#leaf-2")
    drawn = second.locator(".drawn")
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.2, steps=3)
    page.mouse.up()
    left = second.get_by_label("左", exact=True)
    assert 69 < float(left.input_value()) < 71
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert 70 < float(left.input_value()) < 72
    assert 10.5 < float(second.get_by_label("高", exact=True).input_value()) < 11.5
    second.get_by_label("在第 2 页加批注").fill("数据出境路径没有写明")
    second.get_by_role("button", name="加批注").click()
    page.wait_for_url("**?page=2#leaf-2")
    region = Remark.objects.get().region
    assert 700 < region[0] < 720
    assert 105 < region[3] < 115
    says(page, "数据出境路径没有写明", "上部右侧")
    follow(page, "列入补充材料通知")
    expect(page.locator("textarea").first).to_have_value("数据出境路径没有写明（见该页上部右侧）")

    page.set_viewport_size({"width": 360, "height": 800})
    paper = CasePaper.objects.get(name="analysis_report.pdf")
    for address in ("read/?page=2", "read/?page=2&wide"):
        page.goto(f"/cases/{NUMBER}/papers/{paper.pk}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

    party = desk(YUNQI)  # scripts off
    party.goto(f"/cases/{NUMBER}/filing/")
    follow(party, "analysis_report.pdf")
    follow(party, "下一页：第 2 页")
    says(party, "第 2 页，共 5 页")
    assert "数据出境路径" not in party.content()
    party.get_by_label("在本文件中查找").fill("PAGE 4")
    press(party, "显示")
    follow(party, "第 4 页")
    says(party, "第 4 页，共 5 页")
    party.goto(f"/cases/{NUMBER}/filing/")
    assert fetch(party, "原件压缩包").suggested_filename == f"{NUMBER}.zip"
