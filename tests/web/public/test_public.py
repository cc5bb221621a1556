"""Public pages answer in both languages, explain what is wrong, and hold neither script nor style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import shencha.web
from shencha.law.measures.instruments import instruments

PAGES = [
    "/",
    "/about/",
    "/must-we-file/",
    "/must-we-file/users/",
    "/must-we-file/products/",
    "/must-we-file/submission/",
    "/due/",
    "/due/?from=2026-02-09&days=10",
    "/due/?from=2026-12-01&days=60",
    "/law/",
    "/law/compare/",
    "/law/open-points/",
    "/law/sources/",
    "/law/cases/",
    "/law/questions/",
    "/law/questions/securities_regulator/",
    "/law/questions/securities_regulator/?listing=2026-06-30",
    "/law/questions/listing_step/",
    "/law/questions/what_is_a_product/",
    "/law/questions/what_is_a_product/?kind=other_important&way=renewal&change=yes&influence=unknown",
    "/law/questions/analysis_report/",
    "/log/",
    "/accounts/login/",
    "/accounts/password/reset/",
    *(f"/law/{one.id}/{article.number}/" for one in instruments() for article in one.articles),
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TEMPLATES = Path(shencha.web.__file__).parent / "templates"


def visible(page: str) -> str:
    """What a reader sees of a page, without tags."""
    return re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers_in_chinese(reader: Client, address: str) -> None:
    response = reader.get(address)
    assert response.status_code == 200
    assert 'lang="zh-CN"' in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_an_english_page_holds_no_chinese_but_the_switch(reader: Client, address: str) -> None:
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = reader.get(address)
    assert response.status_code == 200
    page = visible(response.content.decode()).replace("中文", "")
    found = CHINESE.search(page)
    assert found is None, page[max(0, found.start() - 40) : found.end() + 40]


def test_the_switch_turns_the_page_into_the_other_language(reader: Client) -> None:
    response = reader.post("/language/", {"language": "en", "next": "/due/"}, follow=True)
    assert "Deadline calculator" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/law/measures-2017/", "/law/measures-2022/99/", "/must-we-file/nothing/"]
)
def test_what_is_not_there_is_explained(reader: Client, address: str) -> None:
    response = reader.get(address)
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()


def test_the_calculator_gives_the_day_of_the_contract(reader: Client) -> None:
    assert "2026年2月28日" in reader.get("/due/?from=2026-02-09&days=10").content.decode()


def test_the_calculator_names_every_fault_and_keeps_what_was_typed(reader: Client) -> None:
    response = reader.get("/due/?from=soon&days=many&start1=2026-03-09&end1=2026-03-02")
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("<li><a href=") - reader.get("/due/").content.decode().count("<li><a href=") == 3
    assert 'value="soon"' in page
    assert 'value="many"' in page


def test_a_provisional_day_says_so(reader: Client) -> None:
    assert "暂定" in reader.get("/due/?from=2026-12-01&days=60").content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    response = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_inline_script_or_style(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    data_or_file = r'[^>]*(?:\bsrc=|type="application/json")'
    assert not re.search(rf"<script(?!{data_or_file})|<style|\sstyle=|\son\w+=|javascript:", text)


def test_the_guide_says_whether_a_purchase_counts_and_names_what_is_wrong(reader: Client) -> None:
    address = "/law/questions/what_is_a_product/"
    renewed = {"kind": "cloud_service", "way": "renewal"}
    for change, said in (
        ("yes", "算。在是否须申报"),
        ("no", "不算一次须预判的采购"),
        ("unknown", "不能确定"),
    ):
        page = reader.get(address, renewed | {"change": change})
        assert page.status_code == 200
        assert said in page.content.decode()
    assert "第五条" in page.content.decode()
    for wrong in ({"kind": "car", "way": "purchase"}, {"kind": "cloud_service"}, {"way": "renewal"}):
        answer = reader.get(address, wrong)
        assert answer.status_code == 422
        assert "请选择种类和取得的方式" in answer.content.decode()


def test_each_kind_of_listing_step_is_answered_and_a_day_is_named_when_wrong(reader: Client) -> None:
    page = reader.get("/law/questions/listing_step/").content.decode()
    assert page.count("条文没有写明</td>") == 2
    for name in (
        "第二上市",
        "双重主要上市",
        "存托凭证",
        "特殊目的收购公司",
        "同一市场再次发行",
        "上市地位变更",
    ):
        assert name in page
    assert reader.get("/law/questions/securities_regulator/?listing=2026-2-3").status_code == 422
    assert reader.get("/law/questions/weather/").status_code == 404
