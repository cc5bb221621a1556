"""In a real browser, in Chinese, on a telephone: from the form to the receipt, and from the checklist to the answer.

The party's scripts are off. Every page it passes fits the window and axe finds no fault in it.
"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect
from tests.documents.test_pages import pdf_of
from tests.hardening import HARDEN
from tests.journeys.walking import Desk, fetch, follow, press, says

from shencha.documents.dossier.archive import stream
from shencha.documents.dossier.supplement_folder import read
from shencha.records.models import CaseFile, Draft, StoredEvent, StoredFile
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, OFFICER, YUNQI

WIDTHS = (360, 1280) if HARDEN else (360,)
FORM = {
    "统一社会信用代码": "91440300MA0XY00041",
    "法定代表人": "林晓",
    "住所": "北京市示例路1号",
    "联系人": "林晓",
    "联系电话": "010-66000001",
    "电子邮箱": "owner@yunqi.example",
    "拟上市的证券交易所和地点": "纽约证券交易所",
    "平台的业务和所处理的数据": "网约车平台，处理行程和支付信息",
    "签署人": "林晓",
    "职务": "总经理",
}


def fits(page: Page) -> None:
    """Nothing on the page hangs over the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def uploaded(page: Page, material: str, file: Path) -> None:
    page.locator(".tasks").get_by_role("link", name=material, exact=True).click()
    page.get_by_label("选择文件").set_input_files(file)
    press(page, "上传")


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_form_to_the_answered_request(
    desk: Desk, story: sample.Story, tmp_path: Path, width: int
) -> None:
    party = desk(YUNQI)
    party.set_viewport_size({"width": width, "height": 780})
    party.goto("/party/drafts/new/")
    fits(party)
    party.locator("input[value=foreign_listing]").check()
    party.get_by_label("名称").fill("云栖出行赴纽约上市")
    press(party, "开始起草")
    draft = Draft.objects.get()
    sample.tell_facts(draft, story.held[YUNQI])
    tasks = f"/party/drafts/{draft.pk}/"

    party.goto(f"{tasks}declaration/")
    says(party, "格式没有公开")
    fits(party)
    party.get_by_label("统一社会信用代码", exact=True).fill("91440300MA0XY00040")
    party.get_by_label("联系人", exact=True).fill("林晓")
    press(party, "保存申报书")
    expect(party.get_by_role("alert")).to_contain_text("统一社会信用代码")
    expect(party.get_by_label("联系人", exact=True)).to_have_value("林晓")
    for label, said in FORM.items():
        party.get_by_label(label, exact=True).fill(said)
    for choice in ("首次公开发行或者首次上市", "本人为法定代表人"):
        party.get_by_label(choice, exact=True).check()
    press(party, "保存申报书")
    says(party, "申报书已保存")
    party.goto(f"{tasks}declaration/")
    assert fetch(party, "下载空白表（Word）").path().read_bytes().startswith(b"PK")

    party.goto(tasks)
    program = tmp_path / "分析报告.pdf"
    program.write_bytes(b"MZ\x90\x00\x03\x00")
    uploaded(party, "关于影响或者可能影响国家安全的分析报告", program)
    says(party, "是可执行程序")
    fits(party)
    for name in ("关于影响或者可能影响国家安全的分析报告", "拟提交的首次公开募股等上市申请文件"):
        party.goto(tasks)
        uploaded(party, name, pdf_of(tmp_path / f"{name}.pdf", ["page 1", "page 2"]))
        expect(party.locator("main").get_by_role("link", name=f"{name}.pdf")).to_be_visible()

    party.goto(f"{tasks}check/")
    says(party, "10,000,001 人" if "10,000,001" in party.content() else "必须申报")
    fits(party)
    press(party, "确认，前往签署")
    says(party, "林晓", "SHA-256", "申报书")
    fits(party)
    party.get_by_label("六位动态口令").fill("000000")
    press(party, "签署并提交申报")
    says(party, "验证码不对")
    party.go_back()
    expect(party.locator("main")).to_contain_text("签署")
    party.goto(f"{tasks}sign/")
    party.get_by_label("六位动态口令").fill(pyotp.TOTP(sample.TOTP_SECRET).now())
    press(party, "签署并提交申报")
    says(party, "申报已提交", "云栖出行赴纽约上市")
    fits(party)
    number = CaseFile.objects.get().number
    party.goto(f"/cases/{number}/filing/")
    says(party, "91440300MA0XY00041", "010-66000001", "拟提交的首次公开募股等上市申请文件.pdf")
    fits(party)

    clerk = desk(CLERK, scripts=True)
    clerk.set_viewport_size({"width": width, "height": 780})
    clerk.goto(f"/cases/{number}/filing/")
    says(clerk, "91440300MA0XY00041", "010-66000001")
    fits(clerk)
    clerk.goto(f"/cases/{number}/do/materials_accepted/")
    says(clerk, "材料核对", "申报书", "分析报告", "必须申报")
    fits(clerk)
    clerk.goto(f"/cases/{number}/filing/")
    follow(clerk, "关于影响或者可能影响国家安全的分析报告.pdf")
    expect(clerk.locator("#leaf-1 img")).to_have_js_property("complete", True)
    clerk.get_by_label("在第 1 页加批注").fill("没有写明境外股东的最终控制人")
    clerk.get_by_role("button", name="加批注").first.click()
    says(clerk, "没有写明境外股东的最终控制人")
    fits(clerk)
    follow(clerk, "列入补充材料通知")
    fits(clerk)
    clerk.locator("[name=i0-why]").fill("据此评估第六项因素")
    press(clerk, "发出补充材料通知")
    says(clerk, "补充材料通知", "期限暂停")

    party.goto(f"/party/cases/{number}/supplement/")
    says(party, "没有写明境外股东的最终控制人")
    fits(party)
    party.get_by_text("在别处准备，作为一个文件带入").click()
    given = fetch(party, "下载补充材料清单").path().read_text("utf-8")
    folder = tmp_path / "answer"
    (folder / "files").mkdir(parents=True)
    sheet = given.replace("files: []", "files: [股权结构图.txt]", 1)
    (folder / "supplement.yaml").write_text(sheet, "utf-8")
    (folder / "files" / "股权结构图.txt").write_text("虚构内容", "utf-8")
    found = read(folder)
    answer = tmp_path / "answer.tar"
    answer.write_bytes(b"".join(stream(found.manifest, found.content)))
    party.goto("/party/dossiers/new/")
    party.locator("#file").set_input_files(answer)
    party.locator("main button.primary").click()
    says(party, "股权结构图.txt")
    fits(party)
    press(party, "提交补充材料")
    says(party, "补充材料已提交", "股权结构图.txt")
    assert StoredEvent.objects.filter(case__number=number, name="supplement_received").exists()
    fits(party)

    officer = desk(OFFICER)
    officer.set_viewport_size({"width": width, "height": 780})
    officer.goto(f"/cases/{number}/filing/")
    follow(officer, "逐项查看")
    says(officer, "股权结构图.txt", "没有写明境外股东的最终控制人")
    fits(officer)
    officer.goto(f"/cases/{number}/filing/")
    assert fetch(officer, "原件压缩包").suggested_filename == f"{number}.zip"
    assert tarfile.is_tarfile(io.BytesIO(answer.read_bytes()))


@pytest.mark.parametrize("width", WIDTHS)
def test_what_may_not_come_in_is_stopped_in_words(
    desk: Desk, story: sample.Story, tmp_path: Path, width: int
) -> None:
    party = desk(YUNQI)
    party.set_viewport_size({"width": width, "height": 780})
    party.goto("/party/drafts/new/")
    party.locator("input[value=foreign_listing]").check()
    party.get_by_label("名称").fill("云栖出行赴纽约上市")
    press(party, "开始起草")
    draft = Draft.objects.get()
    sample.tell_facts(draft, story.held[YUNQI])
    tasks = f"/party/drafts/{draft.pk}/"

    party.goto(f"{tasks}declaration/")
    party.get_by_label("住所", exact=True).fill("北京市\u000b示例路1号")
    press(party, "保存申报书")
    expect(party.get_by_label("住所", exact=True)).to_have_value("北京市 示例路1号")
    marked = tmp_path / "分析报告.txt"
    marked.write_text("机密★10年\n某某项目\n", "utf-8")
    party.goto(tasks)
    uploaded(party, "关于影响或者可能影响国家安全的分析报告", marked)
    says(party, "带有“机密★10年”标志，没有留存")
    fits(party)
    assert not StoredFile.objects.exists()

    party.goto(f"{tasks}facts/secrets/")
    party.get_by_label("是", exact=True).check()
    party.locator("main button.primary").click()
    party.goto(tasks)
    says(party, "到此为止")
    fits(party)
    press(party, "删除草稿和其中的全部材料")
    says(party, "草稿“云栖出行赴纽约上市”已删除")
    assert not Draft.objects.exists()
