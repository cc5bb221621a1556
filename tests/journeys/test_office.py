"""In a real browser, in Chinese, scripts off: what the office, the members and the Commission do with a case."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.journeys.walking import Desk, follow, press, says

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import published
from shencha.law.measures.members import members
from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.server.sample.instance import (
    CLERK,
    HAINA,
    HEAD,
    OFFICER,
    SECOND,
    SECRETARY,
    YUNQI,
    Story,
    account_of,
)

TRANSPORT = "liaison@transport.example"


def opened(desk: Desk, who: str, number: str) -> Page:
    """The case, reached from that person's desk in one click."""
    page = desk(who)
    if not page.locator("main").get_by_role("link", name=number, exact=True).first.is_visible():
        page.locator("details.part > summary").last.click()
    page.locator("main").get_by_role("link", name=number, exact=True).first.click()
    return page


def drafted(desk: Desk, number: str, act: str, **filled: str) -> None:
    """The officer drafts a decision; `filled` are boxes by their label, a tick where it is empty."""
    page = opened(desk, OFFICER, number)
    follow(page, f"{act}（先拟稿）")
    for label, typed in filled.items():
        box = page.get_by_label(label, exact=True)
        box.fill(typed) if typed else box.check()
    press(page, "交第二人审核")
    says(page, "待第二人审核", "须由拟稿人以外的第二承办人或者负责人审核")
    expect(page.get_by_role("button", name="同意并发出")).to_have_count(0)


def signed(desk: Desk, number: str, by: str = SECOND) -> Page:
    """The second person signs it."""
    page = opened(desk, by, number)
    press(page, "同意并发出")
    return page


def strip_says(page: Page, start_days_ago: int, budget: int) -> None:
    """The strip of the open clock: each square bears its reason, the table says the same, the sum is right."""
    strip = page.locator("details.clockwork[open] .strip")
    start = Story(today()).ago(start_days_ago)
    found = due(start, budget, published())
    squares = strip.locator(".days li")
    expect(
        squares.nth(len(found.ledger))
    ).to_be_visible()  # it goes on to the latest day where a notice is awaited
    assert "起算当日，不计入" in squares.first.inner_text()
    last = squares.nth(len(found.ledger)).inner_text()
    assert f"第 {budget} 个工作日，截止日" in last
    numbers = strip.locator(".days .n").all_inner_texts()
    assert numbers == [str(n) for n in range(1, budget + 1)]
    strip.get_by_text("以表格查看").click()
    rows = strip.locator("tbody tr")
    expect(rows).to_have_count(squares.count())
    reasons = strip.locator("tbody td:nth-child(3)").all_inner_texts()[1 : len(found.ledger) + 1]
    for day, reason in zip(found.ledger, reasons, strict=True):
        festival = day.name.zh if day.name else ""
        wanted = {"weekend": "周末", "holiday": festival, "makeup_workday": "调休上班"}.get(
            day.why, f"第 {day.counted} 个工作日"
        )
        assert wanted in reason, (day, reason)
    assert f"{budget} 个计入" in strip.locator(".sum").inner_text()


def test_taking_a_filing_in_with_a_supplement_and_a_second_person(
    desk: Desk, story: Story, tmp_path: Path
) -> None:
    number = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 3)
    clerk = desk(CLERK)
    says(clerk, "今天没有到期事项", "新收件")
    clerk.locator("main").get_by_role("link", name=number, exact=True).first.click()
    follow(clerk, "发出补充材料通知")
    press(clerk, "发出补充材料通知")
    expect(clerk.get_by_role("alert")).to_be_visible()
    clerk.locator("[name=i0-about]").select_option("m:analysis_report")
    clerk.locator("[name=i0-kind]").select_option("incomplete")
    clerk.locator("[name=i0-ask]").fill("写明境外股东的最终控制人")
    clerk.locator("[name=i0-why]").fill("据此评估第六项因素")
    press(clerk, "发出补充材料通知")
    says(clerk, "当事人", "提交补充材料", "期限暂停")

    party = desk(YUNQI)
    follow(party, "提交补充材料")
    says(party, "写明境外股东的最终控制人", "据此评估第六项因素")
    paper = tmp_path / "股权结构图.txt"
    paper.write_text("虚构内容", encoding="utf-8")
    party.locator("main input[type=file]").first.set_input_files(paper)
    press(party, "提交补充材料")
    says(party, "补充材料已提交", "SHA-256", "股权结构图.txt")

    clerk = desk(CLERK)
    follow(clerk, "确认材料符合要求")
    press(clerk, "确认材料符合要求")
    says(clerk, "决定是否审查")

    drafted(desk, number, "通知是否需要审查", 是="", 作出这一决定的理由="用户超过一百万")
    second = opened(desk, SECOND, number)
    second.get_by_text("退回拟稿人").click()
    second.get_by_label("退回理由").fill("请补写需要审查的依据")
    press(second, "退回")
    says(second, "请补写需要审查的依据")
    drafted(desk, number, "通知是否需要审查", 是="", 作出这一决定的理由="用户超过一百万")
    second = signed(desk, number)
    says(second, "初步审查")
    party = desk(YUNQI)
    follow(party, "是否需要审查通知书")
    says(party, "致云栖出行科技有限公司（虚构）", "首次打开日期")


def test_extending_once_asking_thirteen_members_and_a_department_and_concluding(
    desk: Desk, story: Story
) -> None:
    number = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 20), 18)
    story.decides(number, 12, e.DeterminationNotified, True)
    officer = desk(OFFICER)
    officer.locator("main a.chip").first.click()
    strip_says(officer, 12, 30)

    drafted(desk, number, "延长初步审查", 延长几个工作日="15", 理由="涉及多个数据中心，情况复杂")
    signed(desk, number)
    officer = opened(desk, OFFICER, number)
    expect(officer.get_by_role("link", name="延长初步审查（先拟稿）")).to_have_count(0)
    officer.get_by_text("全部期限列表").click()
    says(officer, "45")

    follow(officer, "发送审查结论建议征求意见")
    officer.get_by_label("不影响国家安全").check()
    for member in members(today()):
        expect(officer.get_by_label(member.name.zh, exact=True)).to_be_checked()
    officer.get_by_label("交通运输主管部门（示例）").check()
    officer.locator("[name=reason]").fill("风险可以接受")
    press(officer, "发送审查结论建议征求意见")
    says(officer, "尚未答复 14")

    asked = [member.id for member in members(today())]
    for unit in asked[:2]:
        answers(desk, account_of(unit), number)
    for unit in asked[2:]:
        story.answers(number, 0, unit, "agree")
    officer = opened(desk, OFFICER, number)
    says(officer, "同意 13", "尚未答复 1")
    expect(officer.get_by_role("link", name="通知审查结论（先拟稿）")).to_have_count(0)
    transport = desk(TRANSPORT)
    says(transport, "审查办公室征求贵单位意见的案件")
    answers(desk, TRANSPORT, number, condition="每季度报告一次出境数据量")

    officer = opened(desk, OFFICER, number)
    says(officer, "同意 13", "有条件同意 1", "每季度报告一次出境数据量")
    drafted(
        desk,
        number,
        "通知审查结论",
        作出这一结论的理由="各方意见一致，所附条件可以落实",
        **{"条件，每行一项（条文未规定，属实践做法） 选填": "每季度报告一次出境数据量"},
    )
    second = signed(desk, number)
    says(second, "已作出结论：不影响国家安全")
    party = desk(YUNQI)
    follow(party, "审查结论通知书")
    says(party, "不影响国家安全", "每季度报告一次出境数据量")


def answers(desk: Desk, who: str, number: str, *, condition: str = "") -> None:
    """A unit agrees at its own desk; it sees its own opinion and nobody else's."""
    page = desk(who)
    says(page, "请我们答复的")
    follow(page, "书面答复意见")
    page.get_by_label("有条件同意" if condition else "同意", exact=True).check()
    if condition:
        page.get_by_label("有条件同意的，建议的条件，每行一项").fill(condition)
    press(page, "答复审查办公室")
    page.goto(f"{page.url.partition('/cases/')[0]}/cases/{number}/")
    expect(page.locator(".seat")).to_have_count(1)
    says(page, "有条件同意 1" if condition else "同意 1")


def test_a_disagreement_leads_through_the_special_procedure(desk: Desk, story: Story) -> None:
    to = ("cac", "ndrc", "mss")
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    number = story.consulted(filed, 8, "not_affecting", to)
    for unit in to[:2]:
        story.answers(number, 2, unit, "agree")
    member = desk(account_of("mss"))
    follow(member, "书面答复意见")
    member.get_by_label("不同意", exact=True).check()
    member.get_by_label("不同意的理由 F5").fill("向境外披露的数据范围不明")
    press(member, "答复审查办公室")
    member.goto(f"{member.url.partition('/cases/')[0]}/cases/{number}/")
    says(member, "不同意 1")
    expect(member.locator("main")).not_to_contain_text("国家发展和改革委员会")

    officer = opened(desk, OFFICER, number)
    says(officer, "同意 2", "不同意 1", "分歧所在的评估因素")
    expect(officer.get_by_role("link", name="通知审查结论（先拟稿）")).to_have_count(0)
    drafted(desk, number, "通知转入特别审查程序")
    signed(desk, number, HEAD)

    officer = opened(desk, OFFICER, number)
    follow(officer, "登记听取意见")
    officer.get_by_label("国家安全部", exact=True).check()
    officer.get_by_label("当事人", exact=True).check()
    press(officer, "登记听取意见")
    says(officer, "当事人、国家安全部")
    follow(officer, "登记深入分析评估")
    officer.get_by_label("分析评估要点").fill("风险可以通过本地化存储降低")
    press(officer, "登记深入分析评估")
    follow(officer, "再次征求意见")
    officer.get_by_label("不影响国家安全").check()
    expect(officer.get_by_label("国家安全部", exact=True)).to_be_checked()
    expect(officer.get_by_label("公安部", exact=True)).not_to_be_checked()
    officer.locator("[name=reason]").fill("风险已经降低")
    press(officer, "再次征求意见")
    for unit in to:
        story.answers(number, 0, unit, "agree")
    officer = opened(desk, OFFICER, number)
    says(officer, "第二次征求意见（特别审查程序）", "同意 3")
    expect(officer.get_by_role("link", name="通知审查结论（先拟稿）")).to_have_count(0)
    follow(officer, "报中央网信委批准")
    officer.get_by_label("报批事项").fill("第二次审查结论建议")
    press(officer, "报中央网信委批准")

    secretary = desk(SECRETARY)
    says(secretary, "审查办公室报请批准的事项")
    follow(secretary, "登记中央网信委审批结果")
    secretary.get_by_label("是", exact=True).check()
    press(secretary, "登记中央网信委审批结果")
    drafted(desk, number, "通知审查结论", 作出这一结论的理由="各方意见一致")
    signed(desk, number)
    party = desk(HAINA)
    says(party, "已办结", "不影响国家安全")


def test_a_members_concern_becomes_a_review_ex_officio(desk: Desk, story: Story) -> None:
    member = desk(account_of("miit"))
    follow(member, "提出审查建议")
    member.get_by_label("涉及的产品、服务或者数据处理活动").fill("某直播平台的位置数据处理活动")
    member.get_by_label("数据处理活动", exact=True).check()
    press(member, "提交")
    number = member.locator("h1").inner_text().split()[0]
    says(member, "成员单位提出，审查尚未启动")

    officer = opened(desk, OFFICER, number)
    follow(officer, "报中央网信委批准")
    press(officer, "报中央网信委批准")
    secretary = desk(SECRETARY)
    follow(secretary, "登记中央网信委审批结果")
    secretary.get_by_label("是", exact=True).check()
    press(secretary, "登记中央网信委审批结果")
    drafted(desk, number, "通知启动审查", 当事人名称="海纳互动网络有限公司（虚构）")
    signed(desk, number)
    party = desk(HAINA)
    says(party, "某直播平台的位置数据处理活动", "启动审查通知书")
    follow(party, number)
    says(party, "初步审查")
    party.locator("details.clockwork > summary").first.click()
    strip_says(party, 0, 30)


def test_whoever_steps_out_of_a_case_does_not_find_it_any_more(desk: Desk, story: Story) -> None:
    number = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 3)
    officer = opened(desk, OFFICER, number)
    officer.get_by_text("其他办理事项").click()
    follow(officer, "回避")
    officer.get_by_label("理由").fill("近亲属在该公司任职")
    press(officer, "回避")
    says(officer, "没有找到", "也可能存在，但不属于您的办理范围")
    expect(desk(OFFICER).locator("main")).not_to_contain_text(number)
    says(opened(desk, SECOND, number), "云栖出行赴纽约上市")


def test_a_desk_shows_what_is_due_sorted_by_day_with_the_act_as_its_button(desk: Desk, story: Story) -> None:
    for days in (9, 16, 12):
        story.accepted(story.files(YUNQI, "yunqi", "data_processing", f"云栖出行业务{days}", days), days)
    page = desk(OFFICER)
    cases = page.locator("table.desk td:first-child").all_inner_texts()
    shown = [words.split("\n")[0].split(" ", 1)[1] for words in cases]
    assert shown == ["云栖出行业务16", "云栖出行业务12", "云栖出行业务9"]
    says(page, "逾期")
    first = page.locator("table.desk tbody tr").first
    first.get_by_role("link", name="通知是否需要审查").click()
    says(page, "由您拟稿，经第二人审核后才发出")
