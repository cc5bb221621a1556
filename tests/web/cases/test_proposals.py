"""A proposal says why, on which factors, with which conditions and papers: to the units, in the letter, on the case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.records.models import CaseFile
from shencha.server.sample.instance import HAINA, OFFICER, Story, account_of

SignIn = Callable[[str], Client]
WORDS = {
    "reason": "F2：供应中断的风险可以控制。",
    "factors": ["F2"],
    "conditions": "每季度报告备件库存\n源代码托管于境内",
    "enclosed": "申报书.txt\n初步审查报告（另行送达）",
}


@pytest.fixture
def number(settled: None) -> str:
    """A case in the preliminary review, with one factor judged."""
    story = Story(today())
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 30)
    story.accepted(filed, 20)
    story.decides(filed, 15, e.DeterminationNotified, True)
    story.does(
        filed, OFFICER, 3, e.FactorJudged, ("F5",), "风险可控", "数据存储于境内", OFFICER, ("定期报告",)
    )
    return filed


def sends(browser: Client, number: str, **given: object) -> int:
    expected = CaseFile.objects.get(number=number).sequence
    sent = (
        {"key": "p", "expected": expected, "proposal": "not_affecting", "to": ["cac", "mss"]} | WORDS | given
    )
    return browser.post(f"/cases/{number}/do/proposal_sent/", sent).status_code


def test_the_form_begins_with_how_the_office_judged_and_with_what_was_handed_in(
    number: str, sign_in: SignIn
) -> None:
    page = sign_in(OFFICER).get(f"/cases/{number}/do/proposal_sent/").content.decode()
    assert "F5：风险可控。数据存储于境内" in page
    assert "定期报告" in page
    assert "申报书.txt" in page
    assert page.count("选填") == 3, "factors, conditions and enclosures; the reason is asked for"


def test_a_unit_reads_the_reasons_beside_the_proposal_and_the_letter_says_them(
    number: str, sign_in: SignIn
) -> None:
    officer, unit, party = sign_in(OFFICER), sign_in(account_of("mss")), sign_in(HAINA)
    assert sends(officer, number) == 302
    for browser, address in ((unit, f"/cases/{number}/opinion/"), (officer, f"/cases/{number}/")):
        page = browser.get(address).content.decode()
        for said in (
            "供应中断的风险可以控制",
            "每季度报告备件库存",
            "初步审查报告（另行送达）",
            "F2 业务连续性",
        ):
            assert said in page, (address, said)
    assert "供应中断的风险可以控制" not in party.get(f"/party/cases/{number}/").content.decode()


def test_who_sends_a_proposal_here_says_why(number: str, sign_in: SignIn) -> None:
    assert sends(sign_in(OFFICER), number, reason="") == 422
    assert CaseFile.objects.get(number=number).state == "preliminary"


def test_the_conclusion_begins_with_the_conditions_that_were_agreed_to(number: str, sign_in: SignIn) -> None:
    officer, story = sign_in(OFFICER), Story(today())
    assert sends(officer, number) == 302
    story.told = 40
    for unit in ("cac", "mss"):
        story.answers(number, 0, unit, "agree")
    page = officer.get(f"/cases/{number}/do/conclusion_notified/").content.decode()
    assert "每季度报告备件库存\n源代码托管于境内" in page
