"""In a real browser, in Chinese: a party finds out that it must file, drafts, files, and holds the receipt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from django.conf import settings
from django.core.cache import caches
from playwright.sync_api import Browser, Page, expect

from shencha.procedure.roles import Role
from shencha.records.acts import accounts

PASSWORD = "a long enough password"


@pytest.fixture(params=[True, False], ids=["with scripts", "scripts off"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh browser window of a reader of Chinese."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def founder(transactional_db: None) -> str:
    """The owner of a party, registered, without a second factor yet; the address to sign in with."""
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    caches["here"].clear()
    accounts.organisation("newcomer", "party", "新锐科技有限公司（虚构）", "Newcomer Technology (fictional)")
    accounts.person("founder@newcomer.example", "钱多", PASSWORD)
    accounts.grant("founder@newcomer.example", "newcomer", Role.PARTY_OWNER.value)
    return "founder@newcomer.example"


WHO = {
    "统一社会信用代码": "91440300MA0XY00041",
    "法定代表人": "钱多",
    "住所": "深圳市示例路4号",
    "联系人": "钱多",
    "联系电话": "0755-66000004",
    "电子邮箱": "founder@newcomer.example",
}


def go_on(page: Page, words: str = "继续") -> None:
    """Press the page's first action."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def answer(page: Page, question: str, said: str) -> None:
    """Answer the question that the page asks."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(question)
    page.get_by_label(said, exact=True).check()
    go_on(page)


def test_from_the_first_question_to_the_receipt(
    live_server, page: Page, founder: str, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    page.goto(live_server.url)
    page.get_by_role("link", name="申报义务自查").click()
    page.locator("main").get_by_role("link", name="开始").click()
    answer(page, "国家秘密", "否")
    answer(page, "关键信息基础设施", "否")
    answer(page, "准备上市", "是")
    page.get_by_label("上市地").select_option(label="美国")
    go_on(page)
    answer(page, "网络平台", "是")
    page.get_by_label("确切数量").check()
    page.get_by_label("用户数", exact=True).fill("100万零一")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("不是整数")
    expect(page.get_by_label("用户数", exact=True)).to_have_value("100万零一")
    page.get_by_label("用户数", exact=True).fill("1,000,001")
    go_on(page)
    answer(page, "这次上市属于哪一种", "首次公开发行或者首次上市")
    answer(page, "提交上市申请", "尚未确定")
    answer(page, "处理数据", "否")
    expect(page.get_by_role("heading", level=1)).to_contain_text("必须申报网络安全审查")
    expect(page.locator("main")).to_contain_text("目前多出 1 名")

    page.get_by_role("link", name="登录后保存为申报草稿").click()
    page.get_by_label("电子邮件地址").fill(founder)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    go_on(page, "登录")
    page.get_by_role("link", name="用这些回答起草申报").click()
    page.get_by_label("名称").fill("新锐科技赴纽约上市")
    go_on(page, "开始起草")

    expect(page.get_by_role("listitem").filter(has_text="说明事实")).to_contain_text("已完成")
    expect(page.get_by_role("listitem").filter(has_text="签署并提交申报")).to_contain_text("还不能开始")
    page.locator(".tasks").get_by_role("link", name="申报书", exact=True).click()
    for label, said in WHO.items():
        page.get_by_label(label, exact=True).fill(said)
    go_on(page, "保存申报书")
    expect(page.get_by_role("status")).to_contain_text("申报书已保存")
    for name in ("申报书", "关于影响或者可能影响国家安全的分析报告", "拟提交的首次公开募股等上市申请文件"):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"{name}：虚构内容", encoding="utf-8")
        if name == "申报书":
            page.get_by_role("link", name="上传申报书").click()
        else:
            page.locator(".tasks").get_by_role("link", name=name, exact=True).click()
        page.get_by_label("选择文件").set_input_files(file)
        go_on(page, "上传")
        expect(page.get_by_role("link", name=f"{name}.txt")).to_be_visible()
        page.get_by_role("link", name="完成，返回任务清单").click()
    expect(page.locator("main")).to_contain_text("申报材料齐备")

    page.get_by_role("link", name="核对全部内容").click()
    expect(page.locator("main")).to_contain_text("1,000,001 人")
    go_on(page, "确认，前往签署")
    page.get_by_role("link", name="设置动态口令").click()
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    go_on(page, "确认")
    authenticator = pyotp.TOTP(page.locator("#secret").inner_text())
    page.get_by_label("六位动态口令").fill(authenticator.now())
    go_on(page, "启用")
    page.get_by_role("link", name="已保存，回到工作台").click()
    page.get_by_role("link", name="新锐科技赴纽约上市").click()
    page.get_by_role("link", name="签署并提交申报").click()
    page.get_by_label("六位动态口令").fill("000000")
    go_on(page, "签署并提交申报")
    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    page.get_by_label("六位动态口令").fill(authenticator.now())
    go_on(page, "签署并提交申报")

    expect(page.get_by_role("status")).to_contain_text("申报已提交")
    expect(page.locator("main")).to_contain_text("SHA-256")
    with page.expect_download() as started:
        page.get_by_role("link", name="下载回执文件").click()
    receipt = tmp_path / "receipt.tlog-proof"
    started.value.save_as(receipt)
    key = page.request.get(f"{live_server.url}/log/key").text().strip()
    command = [sys.executable, "-m", "shencha.ledger.verify", str(receipt), key]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stderr

    page.get_by_role("link", name="工作台").click()
    expect(page.locator("section", has_text="审查办公室办理中")).to_contain_text("新锐科技赴纽约上市")
