"""In a real browser, in Chinese: a party brings what its systems export, and sees what it says on the board."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect
from tests.journeys.walking import Desk, follow, press, says
from tests.places import EXAMPLES

from shencha.records.acts import analyses, drafts
from shencha.server.sample.instance import YUNQI, Story
from shencha.server.worker import work_once

FILES = {
    "supply": {
        "bom": "supply/dispatch.cdx.json",
        "register": "supply/register.yaml",
        "services": "supply/services.yaml",
    },
    "control": {"statements": "control/vie_platform.json"},
    "flows": {"flows": "flows/platform.csv"},
}
NAMES = {
    "supply": "供应中断分析",
    "control": "所有权与控制分析",
    "flows": "数据出境分析",
    "people": "自然人数量的计数",
}


def counted(folder: Path) -> str:
    """The answer of a count, as the command prints it where the data lies."""
    command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "people", "--json"]
    done = subprocess.run([*command, EXAMPLES / "people" / "sources.yaml"], capture_output=True, check=True)
    (folder / "清点 2026.json").write_bytes(done.stdout)
    return str(folder / "清点 2026.json")


def test_four_analyses_from_their_files_to_the_board(desk: Desk, story: Story, tmp_path: Path) -> None:
    draft = drafts.begin(
        by=story.held[YUNQI], party_key="yunqi", ground="foreign_listing", title="云栖出行赴纽约上市"
    )
    given = {kind: {role: str(EXAMPLES / file) for role, file in of.items()} for kind, of in FILES.items()}
    given["people"] = {"answer": counted(tmp_path)}
    page = desk(YUNQI)
    board = f"{page.url.split('/party')[0]}/party/drafts/{draft.pk}/evidence/"
    for kind, of in given.items():
        page.goto(board)
        follow(page, NAMES[kind])
        for role, file in of.items():
            page.locator(f"#{role}").set_input_files(file)
        if kind == "control":
            page.get_by_label("分析哪家公司").fill("yunqi-opco")
        page.get_by_label("制作日期").fill("2026-11-20")
        press(page, "上传并分析")
        says(page, NAMES[kind], "排队中")
    waiting = analyses.claim("a worker")
    assert waiting is not None
    analyses.progressed(waiting, 0.4)
    page.goto(board)
    says(page, "40%")
    analyses.AnalysisRun.objects.update(state="queued", share_done=0)
    while work_once():
        pass
    page.goto(board)
    main = page.locator("main")
    expect(main).not_to_contain_text("失败")
    says(page, "协议控制", "断供的后果", "数据出境", "人数", "供应方“")
    expect(main).not_to_contain_text("supplier:")
    expect(main).not_to_contain_text(str(EXAMPLES))
    for name in NAMES.values():
        page.goto(board)
        page.locator(".board").get_by_role("link", name=name).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main figure img")).to_be_visible()
