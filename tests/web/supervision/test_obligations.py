"""Promises and conditions on the pages: both sides see one calendar, evidence comes with papers, two decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shencha.procedure.supervision import Obligation
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, ObligationRow
from shencha.records.projections import obligation_rows
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
STOCK = "每季度报告备件库存"
BEIFANG, OFFICER, SECOND = "owner@beifang.example", "officer@office.example", "second@office.example"


@pytest.fixture
def concluded(settled: None) -> str:
    """A purchase that passed with conditions, promises recorded and one piece of evidence looked at."""
    story = sample.Story(today())
    sample._ended(story)
    return CaseFile.objects.get(title="变电站安全网关采购").number


def obligations(number: str) -> dict[str, Obligation]:
    case = CaseFile.objects.get(number=number)
    whole = fold(case, case.events.order_by("sequence"))
    rows = [(row.commitment, row.due, row.stage, row.stale) for row in obligation_rows(case, whole)]
    stored = ObligationRow.objects.filter(case=case).order_by("id")
    assert [(row.commitment, row.due, row.stage, row.stale) for row in stored] == rows
    return {one.commitment: one for one in whole.obligations}


def send(browser: Client, address: str, **given: object) -> int:
    page = browser.get(address).content.decode()
    hidden = dict(re.findall(r'name="(key|expected)" value="([^"]*)"', page))
    return browser.post(address, hidden | given).status_code


def test_both_sides_read_one_list(sign_in: SignIn, concluded: str) -> None:
    for email in (BEIFANG, OFFICER, "supervisor@supervision.example", "auditor@audit.example"):
        page = sign_in(email).get(f"/cases/{concluded}/obligations/")
        assert page.status_code == 200, email
        assert STOCK in page.content.decode()
    for email in ("owner@yunqi.example", "liaison@ndrc.example", "system@operation.example"):
        assert sign_in(email).get(f"/cases/{concluded}/obligations/").status_code == 404, email


def test_a_second_person_decides_and_the_next_day_follows(sign_in: SignIn, concluded: str) -> None:
    before = obligations(concluded)[STOCK]
    assert before.to_decide
    address = f"/cases/{concluded}/do/evidence_decided/"
    assert send(sign_in(OFFICER), address, commitment=STOCK, accepted="yes") == 422
    assert send(sign_in(SECOND), address, commitment=STOCK, accepted="yes") == 302
    after = obligations(concluded)[STOCK]
    assert after.due is not None
    assert before.first_due is not None
    assert after.due > before.first_due


def test_evidence_comes_with_its_papers_and_once(sign_in: SignIn, concluded: str) -> None:
    party = sign_in(BEIFANG)
    supply = next(one for one in obligations(concluded) if one != STOCK)
    address = f"/cases/{concluded}/obligations/evidence/"
    key = "evidence-key-1"
    for _ in range(2):
        paper = SimpleUploadedFile("交货记录.pdf", b"%PDF-1.4")
        given = {"commitment": supply, "evidence": "交货记录", "files": paper, "key": key}
        assert party.post(address, given).status_code == 302
    assert len(obligations(concluded)[supply].handed) == 1
    assert CaseFile.objects.get(number=concluded).papers.filter(material="evidence").count() == 1


def test_evidence_without_words_is_marked_and_keeps_what_was_chosen(sign_in: SignIn, concluded: str) -> None:
    page = sign_in(BEIFANG).post(
        f"/cases/{concluded}/obligations/evidence/", {"commitment": STOCK, "evidence": " ", "key": "k"}
    )
    assert page.status_code == 422
    assert f'value="{STOCK}" selected' in page.content.decode()


def test_the_office_sees_what_would_be_forgotten(sign_in: SignIn, concluded: str) -> None:
    page = sign_in(OFFICER).get("/obligations/").content.decode()
    assert "源代码托管于境内" in page.partition('id="stale"')[2]
    theirs = sign_in(BEIFANG).get("/obligations/").content.decode()
    assert "信息不完整，由审查办公室补充" in theirs
    assert "请补充" not in theirs


def test_every_promise_that_is_not_released_stands_in_the_list_of_whoever_owes_it(
    sign_in: SignIn, concluded: str
) -> None:
    rows = ObligationRow.objects.filter(case__number=concluded)
    assert rows.count() > 2
    rows.filter(commitment=STOCK).update(stage="owed", due=None, review_on=None, stale=False)
    for email in (BEIFANG, OFFICER):
        page = sign_in(email).get("/obligations/").content.decode()
        assert all(one.commitment in page for one in rows), email
        assert STOCK in page.partition('id="kept"')[2]


def test_the_case_names_every_promise_that_is_owed_to_whoever_reads_promises(
    sign_in: SignIn, concluded: str
) -> None:
    for email, reads in (
        (OFFICER, True),
        ("supervisor@supervision.example", True),
        ("liaison@ndrc.example", False),
    ):
        page = sign_in(email).get(f"/cases/{concluded}/").content.decode()
        told = page.partition('id="conditions"')[2].partition("</section>")[0]
        owed = [one for one in obligations(concluded) if one not in told]
        assert (owed == []) == reads, (email, owed)


def test_a_released_condition_is_told_in_a_notice(sign_in: SignIn, concluded: str) -> None:
    released = {"commitment": "源代码托管于境内", "reason": "产品已经停用"}
    assert send(sign_in(OFFICER), f"/cases/{concluded}/do/commitment_released/", **released) == 302
    signing = sign_in(SECOND)
    page = signing.get(f"/cases/{concluded}/").content.decode()
    form = re.search(rf'action="(/cases/{concluded}/sign/commitment_released/)".*?</form>', page, re.DOTALL)
    assert form
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[0]))
    assert signing.post(form[1], hidden).status_code == 302
    assert obligations(concluded)["源代码托管于境内"].released == today()
    assert "解除承诺或者条件通知书" in sign_in(BEIFANG).get("/party/").content.decode()


def test_published_conclusions_are_public_and_others_are_not(reader: Client, concluded: str) -> None:
    page = reader.get("/conclusions/").content.decode()
    assert "变电站安全网关采购的审查结论" in page
    assert "海纳互动直播业务" not in page


def test_the_party_desk_shows_what_it_owes(sign_in: SignIn, concluded: str) -> None:
    assert STOCK in sign_in(BEIFANG).get("/party/").content.decode()
    assert obligations(concluded)[STOCK].first_due == today() - timedelta(days=14)
