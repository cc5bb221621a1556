"""In a real browser, in Chinese: the first questions of counsel, from the front page to a memo that can be handed on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.walking import fetch, follow, press, says


@pytest.fixture(params=[True, False], ids=["with scripts", "scripts off"])
def page(browser, live_server, request: pytest.FixtureRequest) -> Iterator[Page]:  # type: ignore[no-untyped-def]
    """A fresh window of a reader of Chinese, on the page of the law."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=request.param)
    opened = context.new_page()
    opened.goto(f"{live_server.url}/law/")
    yield opened
    context.close()


def back(page: Page) -> None:
    """To the list of questions."""
    follow(page, "律师最先问的问题")


def answer(page: Page, question: str, said: str) -> None:
    """Answer the question that the page asks."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(question)
    page.get_by_label(said, exact=True).check()
    press(page, "继续")


def test_the_first_questions_of_counsel_are_answered_one_after_another(page: Page) -> None:
    back(page)
    follow(page, "属于哪一种上市")
    says(
        page,
        "第七条",
        "第十七条",
        "第二十二条",
        "双重主要上市",
        "特殊目的收购公司",
        "条文没有写明",
        "专家解读",
    )
    back(page)
    follow(page, "证监会的境外上市备案")
    says(page, "第九条", "三个工作日", "二十个工作日", "书面说明", "香港")
    page.get_by_label("希望上市的日期").fill("2027-02-01")
    press(page, "倒排日期")
    says(page, "最迟申报网络安全审查", "最早在境外提交申请", "最迟向证监会备案", "2027年的放假通知发布后确定")
    back(page)
    follow(page, "四种程序各自何时适用")
    says(page, "第二十二条", "不相互替代", "外商投资安全审查", "数据出境安全评估")
    back(page)
    follow(page, "采购应当在什么时候申报")
    says(page, "第五条", "条文没有写“采购前”", "拟签订的合同")
    back(page)
    follow(page, "哪些算网络产品和服务")
    page.get_by_label("是什么").select_option(label="大型数据库和应用软件")
    page.get_by_label("怎样取得").select_option(label="续订、续费或者延长维护")
    press(page, "判断")
    says(page, "不能确定", "第二十一条", "第五条", "还缺的判断")
    page.get_by_label("已在使用的").select_option(label="是")
    press(page, "判断")
    says(page, "算。", "按新的采购对待")
    page.get_by_label("怎样取得").select_option(label="嵌入所购产品中的部件或者组件")
    press(page, "判断")
    says(page, "不算一次须预判的采购", "第十条第三项")
    page.get_by_label("是什么").select_option(label="其他有重要影响的网络产品和服务")
    page.get_by_label("怎样取得").select_option(label="新购买")
    press(page, "判断")
    says(page, "不能确定", "是否有重要影响")
    back(page)
    follow(page, "合同应当写什么")
    says(page, "第六条", "第二十条", "安全保密协议", "第三十九条第九项")
    back(page)
    follow(page, "结论为“影响国家安全”")
    says(page, "第十六条", "停止使用", "一至十倍")
    back(page)
    follow(page, "对什么可以救济")
    says(page, "最终决定", "六十日", "六个月", "第十八条", "向哪里")
    back(page)
    follow(page, "没有申报义务，但可能被审查")
    says(page, "第十六条", "第十三条", "七项因素")
    back(page)
    follow(page, "分析报告逐项")
    says(page, "第十条第一项", "风险评估", "合规审计", "事件报告", "等级保护")


def test_no_duty_in_hong_kong_is_told_with_what_stays_possible_and_a_memo(page: Page, tmp_path: Path) -> None:
    page.goto(page.url.replace("/law/", "/must-we-file/"))
    follow(page, "开始")
    answer(page, "国家秘密", "否")
    answer(page, "关键信息基础设施", "否")
    answer(page, "准备上市", "是")
    page.get_by_label("上市地").select_option(label="中国香港")
    press(page, "继续")
    page.goto(page.url.split("/must-we-file/")[0] + "/must-we-file/answer/")
    says(page, "没有申报义务", "依职权", "四种程序", "不相互替代", "向中国证监会备案", "安全审查意见")
    follow(page, "没有申报义务，但可能被审查")
    says(page, "不足申报标准不等于不受审查")
    page.go_back()
    for kind, name in (("Word", "memo.docx"), ("PDF", "memo.pdf")):
        fetch(page, f"下载备忘录（{kind}）").save_as(tmp_path / name)
    words = zipfile.ZipFile(tmp_path / "memo.docx").read("word/document.xml").decode()
    assert "第七条" in words
    assert "出处" in words
    assert (tmp_path / "memo.pdf").read_bytes().startswith(b"%PDF")
