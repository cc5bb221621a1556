"""A withdrawal says who withdrew: the party itself, or the office at its request, taken in by one, confirmed by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, StoredEvent
from shencha.server.sample.instance import CLERK, OFFICER, SECOND, YUNQI, Story, account_of

SignIn = Callable[[str], Client]


@pytest.fixture
def number(settled: None) -> str:
    return Story(today()).files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 3)


def taken_in(browser: Client, number: str, **given: object) -> int:
    fields = {
        "key": "w-1",
        "expected": CaseFile.objects.get(number=number).sequence,
        "reason": "上市计划取消",
        "requested": today().isoformat(),
        "file": SimpleUploadedFile("撤回申请.pdf", b"%PDF-1.4 scan"),
    } | given
    return browser.post(f"/cases/{number}/paper-withdrawal/", fields).status_code


def test_no_click_of_an_officer_ends_a_case(number: str, sign_in: SignIn) -> None:
    officer = sign_in(OFFICER)
    officer.post(f"/cases/{number}/do/withdrawn/", {"key": "x", "expected": 1})
    assert CaseFile.objects.get(number=number).state == "filed"
    assert not StoredEvent.objects.filter(name="withdrawn").exists()


def test_one_takes_the_request_in_and_another_ends_the_case(number: str, sign_in: SignIn) -> None:
    clerk, second, owner = sign_in(CLERK), sign_in(SECOND), sign_in(YUNQI)
    assert "paper-withdrawal" in clerk.get(f"/cases/{number}/").content.decode()
    assert taken_in(clerk, number) == taken_in(clerk, number) == 302
    assert CaseFile.objects.get(number=number).state == "filed"
    assert CasePaper.objects.get(case__number=number, material="withdrawal_request").name == "撤回申请.pdf"
    assert clerk.get(f"/cases/{number}/paper-withdrawal/").status_code == 409, "one waits already"
    assert clerk.post(f"/cases/{number}/sign/withdrawn/", {"key": "s0"}).status_code == 409
    assert "上市计划取消" in second.get(f"/cases/{number}/").content.decode()
    assert second.post(f"/cases/{number}/sign/withdrawn/", {"key": "s1"}).status_code == 302
    made = StoredEvent.objects.get(name="withdrawn")
    assert (made.by.email, made.drafted_by) == (SECOND, CLERK)
    for browser, address in ((clerk, f"/cases/{number}/"), (owner, f"/party/cases/{number}/")):
        page = browser.get(address).content.decode()
        assert "审查办公室依当事人的书面申请登记撤回" in page
        assert "当事人撤回了申报" not in page
    assert "依贵单位的书面申请登记撤回" in owner.get(f"/party/cases/{number}/").content.decode()


def test_a_party_that_withdrew_itself_is_named(number: str, sign_in: SignIn) -> None:
    owner = sign_in(YUNQI)
    given = {"reason": "上市计划取消", "key": "w"}
    assert owner.post(f"/party/cases/{number}/withdraw/", given).status_code == 302
    page = owner.get(f"/party/cases/{number}/").content.decode()
    assert "当事人撤回了申报</strong> · 林晓" in page
    assert StoredEvent.objects.get(name="withdrawn").drafted_by == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"requested": ""}, "requested"),
        ({"requested": "2001-01-01"}, "requested"),
        ({"requested": timedelta(1)}, "requested"),
        ({"file": ""}, "file"),
        ({"file": SimpleUploadedFile("空.pdf", b"")}, "file"),
    ],
)
def test_what_is_missing_is_marked_and_nothing_is_recorded(
    number: str, sign_in: SignIn, given: dict[str, object], field: str
) -> None:
    before = StoredEvent.objects.count()
    clerk = sign_in(CLERK)
    expected = CaseFile.objects.get(number=number).sequence
    sent = {"key": "w", "expected": expected, "reason": "上市计划取消", "requested": today().isoformat(),
            "file": SimpleUploadedFile("撤回申请.pdf", b"%PDF-1.4 scan")} | given  # fmt: skip
    if isinstance(ahead := sent["requested"], timedelta):
        sent["requested"] = (today() + ahead).isoformat()  # of the day of the test, not of its collection
    answer = clerk.post(f"/cases/{number}/paper-withdrawal/", sent)
    assert answer.status_code == 422
    assert f'<a href="#id_{field}">' in answer.content.decode()
    assert StoredEvent.objects.count() == before


def test_a_review_ex_officio_has_no_filing_to_withdraw(settled: None, sign_in: SignIn) -> None:
    raised = {"title": "某境外路由器", "subject": "products_services", "key": "c"}
    assert sign_in(account_of("miit")).post("/work/concern/", raised).status_code == 302
    number = CaseFile.objects.get().number
    officer = sign_in(OFFICER)
    assert "paper-withdrawal" not in officer.get(f"/cases/{number}/").content.decode()
    assert taken_in(officer, number) == 409
