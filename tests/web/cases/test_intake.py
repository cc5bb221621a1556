"""Taking a filing in: the checklist beside the act, and one click from what is the matter to the request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.party.test_party_pages import OWNER, begun, code, filed, paper, told

from shencha.documents.items import same_file
from shencha.records.models import CaseFile, StoredEvent
from shencha.server.sample.instance import CLERK, OFFICER

SignIn = Callable[[str], Client]


@pytest.fixture
def doubled(sign_in: SignIn) -> str:
    """A filing in which one file stands for two kinds of paper; its number."""
    owner = sign_in(OWNER)
    address = begun(owner)
    told(owner, address)
    for material in ("declaration", "analysis_report"):
        owner.post(f"{address}papers/{material}/", {"file": paper("报告.pdf", b"one and the same")})
    owner.post(f"{address}papers/listing_documents/", {"file": paper("F-1.pdf", b"listing")})
    owner.post(f"{address}check/")
    owner.post(f"{address}sign/", {"key": "k", "code": code()})
    return CaseFile.objects.get().number


def test_the_checklist_names_each_paper_and_what_the_answers_say(sign_in: SignIn):
    number = filed(sign_in(OWNER))
    page = sign_in(CLERK).get(f"/cases/{number}/do/materials_accepted/").content.decode()
    for said in ("申报书", "分析报告", "上市申请文件", "declaration.pdf", "已有", "必须申报", "材料核对"):
        assert said in page
    assert "须看</span>" not in page.partition("材料核对")[2].partition("</table>")[0]


def test_one_click_leads_from_what_is_the_matter_to_the_request(sign_in: SignIn, doubled: str):
    clerk = sign_in(CLERK)
    page = clerk.get(f"/cases/{doubled}/do/materials_accepted/").content.decode()
    doubts = same_file("报告.pdf", ["declaration", "analysis_report"]).zh
    assert doubts in page
    link = page.partition("do/supplement_requested/?")[2].partition('"')[0].replace("&amp;", "&")
    asking = clerk.get(f"/cases/{doubled}/do/supplement_requested/?{link}").content.decode()
    assert f"{doubts}</textarea>" in asking


def test_taking_in_is_still_one_act(sign_in: SignIn, doubled: str):
    officer = sign_in(OFFICER)
    sent = {"key": "k2", "expected": "1"}
    assert officer.post(f"/cases/{doubled}/do/materials_accepted/", sent).status_code == 302
    assert StoredEvent.objects.filter(case__number=doubled, name="materials_accepted").exists()
