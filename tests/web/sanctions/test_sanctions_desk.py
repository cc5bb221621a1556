"""The sanctions desk: the command's answer on a page, a draft, two people, a paper."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.places import ROOT

from shencha import inputs
from shencha.law.sanctions.answer import sanctions
from shencha.law.sanctions.reading import load_sanction_facts
from shencha.records.clock import today
from shencha.records.models import SanctionDraft
from shencha.sanctions.fold import Stage

SignIn = Callable[[str], Client]
OFFICER, SECOND, HEAD = "officer@office.example", "second@office.example", "head@office.example"
EXAMPLE = ROOT / "examples/sanctions/ciio_across_2026.yaml"
FORM = {
    "on": "2026-06-01",
    "name": "示例电力公司",
    "conduct": ["uses_unreviewed_product"],
    "from": "2025-11-03",
    "until": "2026-02-10",
    "times": "1",
    "purchase_amount": "2,000,000",
    "ciio": "yes",
    "state_organ": "no",
    "commercial_cryptography": "no",
    "may_affect_national_security": "yes",
    "owned_up": "no",
}


def hidden(page: str) -> dict[str, str]:
    found = dict(re.findall(r'<input type="hidden" name="(key|facts|on)" value="([^"]*)"', page))
    return {name: html.unescape(value) for name, value in found.items()}


def drafted(browser: Client, **other: str) -> int:
    page = browser.post("/sanctions/new/", FORM).content.decode()
    words = {"title": "未经审查使用云服务", "proposed": "责令停止使用，并处罚款。", "fine": "4000000"}
    answer = browser.post("/sanctions/new/", hidden(page) | words | {"draft": "1"} | other)
    return answer.status_code


def test_the_form_gives_the_answer_of_the_command(sign_in: SignIn) -> None:
    page = sign_in(OFFICER).post("/sanctions/new/", FORM)
    assert page.status_code == 200
    text = page.content.decode()
    assert "2,000,000 至 20,000,000 元" in text
    assert "处罚时效" in text
    assert "新旧法比较" not in text


def test_an_act_under_the_old_law_is_compared_with_the_new(sign_in: SignIn) -> None:
    text = sign_in(OFFICER).post("/sanctions/new/", FORM | {"until": "2025-12-31"}).content.decode()
    assert "新旧法比较" in text
    assert "适用行为时的法律" in text


def test_a_facts_file_gives_the_same_answer(sign_in: SignIn) -> None:
    file = SimpleUploadedFile("facts.yaml", EXAMPLE.read_bytes())
    page = sign_in(OFFICER).post("/sanctions/new/", {"on": "2026-06-01", "file": file})
    assert page.status_code == 200
    on = date(2026, 6, 1)
    answer = sanctions(load_sanction_facts(inputs.read(EXAMPLE), on), on).as_dict()
    sent = {"title": "x", "proposed": "y", "draft": "1", **hidden(page.content.decode())}
    assert sign_in(OFFICER).post("/sanctions/new/", sent).status_code == 302
    assert SanctionDraft.objects.get().answer == answer


def test_two_people_and_a_retry_makes_nothing_twice(sign_in: SignIn) -> None:
    officer = sign_in(OFFICER)
    page = officer.post("/sanctions/new/", FORM).content.decode()
    sent = {"title": "甲", "proposed": "乙", "draft": "1", **hidden(page)}
    for _ in range(2):
        assert officer.post("/sanctions/new/", sent).status_code == 302
    draft = SanctionDraft.objects.get()
    address = f"/sanctions/{draft.pk}/"
    assert officer.post(f"{address}do/sanction_countersigned/", {"key": "a"}).status_code == 409
    assert sign_in(SECOND).post(f"{address}do/sanction_countersigned/", {"key": "b"}).status_code == 302
    assert sign_in(HEAD).post(f"{address}do/sanction_sent_back/", {"reason": "晚了"}).status_code == 409
    draft.refresh_from_db()
    assert draft.state == Stage.COUNTERSIGNED
    assert draft.decided_by is not None
    assert draft.decided_by.email == SECOND


def test_it_is_sent_back_with_a_reason_only(sign_in: SignIn) -> None:
    assert drafted(sign_in(OFFICER)) == 302
    address = f"/sanctions/{SanctionDraft.objects.get().pk}/"
    head = sign_in(HEAD)
    assert head.post(f"{address}do/sanction_sent_back/", {"reason": " "}).status_code == 422
    assert head.post(f"{address}do/sanction_sent_back/", {"reason": "事实不清"}).status_code == 302
    assert "事实不清" in sign_in(OFFICER).get(address).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"fine": "50000000"},
        {"fine": "many"},
        {"title": ""},
        {"proposed": " "},
        {"facts": "[]"},
        {"on": "2026"},
    ],
)
def test_a_draft_with_a_fault_is_not_kept(sign_in: SignIn, wrong: dict[str, str]) -> None:
    assert drafted(sign_in(OFFICER), **wrong) == 422
    assert not SanctionDraft.objects.exists()


BARRED = {"from": "2023-01-02", "until": "2024-02-28", "discovered_on": "2026-03-01", "citizens_safety": "no"}
UNPUNISHED = {"minor": "yes", "corrected_in_time": "yes", "harmful_consequence": "no"}


@pytest.mark.parametrize(("other", "article"), [(BARRED, "第三十六条"), (UNPUNISHED, "第三十三条")])
def test_a_fine_on_what_must_not_be_punished_is_refused_with_the_article(
    sign_in: SignIn, other: dict[str, str], article: str
) -> None:
    officer = sign_in(OFFICER)
    page = officer.post("/sanctions/new/", FORM | other).content.decode()
    assert "不得处罚" in page
    sent = {"title": "甲", "proposed": "乙", "draft": "1", "fine": "2000000", **hidden(page)}
    refused = officer.post("/sanctions/new/", sent)
    assert refused.status_code == 422
    told = refused.content.decode()
    assert 'id="fine-wrong"' in told
    assert 'aria-describedby="fine-wrong"' in told
    wrong = told.partition('id="fine-wrong"')[2].partition("</p>")[0]
    assert "依法不得处罚" in wrong
    assert article in wrong
    assert not SanctionDraft.objects.exists()
    assert officer.post("/sanctions/new/", sent | {"fine": ""}).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"until": "2025-01-01"}, {"times": "often"}, {"minor": "yes", "serious": "yes"}, {"on": "x"}]
)
def test_facts_with_a_fault_are_named_and_kept_in_the_form(sign_in: SignIn, wrong: dict[str, str]) -> None:
    page = sign_in(OFFICER).post("/sanctions/new/", FORM | wrong)
    assert page.status_code == 422
    assert 'value="示例电力公司"' in page.content.decode()


PROCEDURE = {
    "opened_on": "2026-02-10",
    "notice_served_on": "2026-02-10",
    "decided_on": "2026-02-11",
    "decided_unit": "500,000.50",
    "person_name_0": "甲",
    "person_role_0": "in_charge",
    "person_name_3": "乙",
    "person_role_3": "other",
    "person_fine_3": "10000",
}


def test_the_form_holds_persons_procedure_and_sums_decided_and_clocks_start(sign_in: SignIn) -> None:
    text = sign_in(OFFICER).post("/sanctions/new/", FORM | PROCEDURE).content.decode()
    assert "依 2026年2月11日 作出决定计" in text
    assert "处罚程序的期限" in text
    assert "2026年5月11日" in text, "ninety days from opening the case"
    assert "当事人要求听证的期限尚未届满" in text
    assert "500,000.5 元，超出幅度" in text
    told = text.partition("已经决定的罚款")[2]
    assert "乙" in told.partition("</ul>")[0]
    assert 'name="person_name_1" value="乙"' in text, "rows close up and nothing is lost"
    assert 'name="person_fine_1" value="10000"' in text
    assert 'name="decided_unit" value="500,000.50"' in text


def test_a_range_of_an_amount_gives_a_range_and_both_are_one_too_many(sign_in: SignIn) -> None:
    officer = sign_in(OFFICER)
    ends = {"purchase_amount": "", "purchase_amount_at_least": "100", "purchase_amount_at_most": "300"}
    assert (
        "100–300 之间 至 1,000–3,000 之间 元" in officer.post("/sanctions/new/", FORM | ends).content.decode()
    )
    both = officer.post("/sanctions/new/", FORM | ends | {"purchase_amount": "200"})
    assert both.status_code == 422
    assert 'aria-describedby="purchase_amount-wrong"' in both.content.decode()


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"person_name_0": "甲"}, "person_role_0"),
        ({"decided_unit": "many"}, "decided_unit"),
        ({"person_role_0": "in_charge", "person_fine_0": "-5"}, "person_fine_0"),
        ({"opened_on": "2026-02-10", "decided_on": "2026-02-01"}, "decided_on"),
        ({"purchase_amount": "", "purchase_amount_at_least": "x"}, "purchase_amount_at_least"),
        ({"until": "2025-01-01"}, "until"),
        ({"first_breach": "yes", "times": "5"}, "times"),
        ({"ciio": "yes", "network_operator": "no"}, "network_operator"),
        ({"conduct": ["no_such"]}, "conduct"),
        ({"on": "x"}, "on"),
    ],
)
def test_what_is_wrong_is_marked_where_it_stands_and_nothing_typed_is_lost(
    sign_in: SignIn, wrong: dict[str, str], box: str
) -> None:
    page = sign_in(OFFICER).post("/sanctions/new/", FORM | wrong)
    text = page.content.decode()
    assert page.status_code == 422
    assert f'href="#{box}"' in text
    assert f'id="{box}"' in text
    assert f'aria-describedby="{box}-wrong"' in text
    for name, value in (FORM | wrong).items():
        if isinstance(value, str) and name not in ("on", "ciio", "state_organ"):
            assert f'value="{value}"' in text, name


def test_more_rows_are_given_without_an_answer(sign_in: SignIn) -> None:
    text = sign_in(OFFICER).post("/sanctions/new/", FORM | PROCEDURE | {"more": "1"}).content.decode()
    assert 'name="person_name_6"' in text
    assert 'value="2,000,000"' in text
    assert "一个行为一次罚款" not in text


def test_a_refused_draft_keeps_the_facts_in_the_form(sign_in: SignIn) -> None:
    officer = sign_in(OFFICER)
    ends = {"purchase_amount": "", "purchase_amount_at_least": "100", "purchase_amount_at_most": "300"}
    page = officer.post("/sanctions/new/", FORM | PROCEDURE | ends).content.decode()
    sent = {"title": "甲", "proposed": "乙", "draft": "1", "fine": "1", **hidden(page)}
    refused = officer.post("/sanctions/new/", sent)
    assert refused.status_code == 422
    text = refused.content.decode()
    for name, value in {
        "opened_on": "2026-02-10",
        "person_name_1": "乙",
        "purchase_amount_at_most": "300",
    }.items():
        assert f'name="{name}" value="{value}"' in text


@pytest.mark.parametrize(
    ("copy", "form", "begins"), [("zh", "pdf", b"%PDF"), ("en", "pdf", b"%PDF"), ("zh", "docx", b"PK")]
)
def test_there_is_a_paper(sign_in: SignIn, copy: str, form: str, begins: bytes) -> None:
    assert drafted(sign_in(OFFICER)) == 302
    paper = sign_in("auditor@audit.example").get(
        f"/sanctions/{SanctionDraft.objects.get().pk}/draft-{copy}.{form}"
    )
    assert paper.status_code == 200
    assert paper.content.startswith(begins)


@pytest.mark.parametrize("email", ["clerk@office.example", "owner@yunqi.example", "liaison@ndrc.example"])
def test_nobody_else_sees_the_desk(sign_in: SignIn, email: str) -> None:
    assert drafted(sign_in(OFFICER)) == 302
    one = f"/sanctions/{SanctionDraft.objects.get().pk}/"
    for address in ("/sanctions/", "/sanctions/new/", one, f"{one}draft-zh.pdf"):
        assert sign_in(email).get(address).status_code == 404, address


def test_the_steps_stand_on_the_page_with_chips_strips_and_receipts_until_it_is_served(
    sign_in: SignIn,
) -> None:
    page = sign_in(OFFICER).post("/sanctions/new/", FORM | {"opened_on": "2026-03-02"}).content.decode()
    words = {"title": "未经审查使用云服务", "proposed": "责令停止使用，并处罚款。", "fine": "4000000"}
    assert sign_in(OFFICER).post("/sanctions/new/", hidden(page) | words | {"draft": "1"}).status_code == 302
    address = f"/sanctions/{SanctionDraft.objects.get().pk}/"
    on = today().isoformat()
    steps: list[tuple[str, str, dict[str, str], str]] = [
        (SECOND, "sanction_countersigned", {}, "已审核，待告知当事人"),
        (OFFICER, "rights_notified", {"on": on}, "已告知当事人"),
        (OFFICER, "defence_heard", {"on": on, "words": "已停止使用"}, "已停止使用"),
        (OFFICER, "hearing_waived", {"on": on}, "书面放弃听证"),
        (OFFICER, "decision_drafted", {"words": "罚款", "fine": "3,000,000"}, "待第二人签署"),
        (HEAD, "decision_signed", {}, "待送达"),
        (OFFICER, "decision_served", {"on": on}, "决定已送达"),
    ]
    for who, act, given, seen in steps:
        browser = sign_in(who)
        if given:
            assert browser.get(f"{address}do/{act}/").status_code == 200
        assert browser.post(f"{address}do/{act}/", given | {"key": act}).status_code == 302, act
        page = browser.get(address).content.decode()
        assert seen in page, act
    assert page.count('class="strip"') >= 3
    assert "回执" in page
    receipt = re.search(r'href="(/sanctions/\d+/receipt/\d+/)"', page)
    assert receipt
    assert b"c2sp.org/tlog-proof" in sign_in("auditor@audit.example").get(receipt[1]).content
    for kind in ("rights", "decision"):
        assert sign_in(HEAD).get(f"{address}{kind}-zh.pdf").content.startswith(b"%PDF")
    assert sign_in(HEAD).get("/sanctions/999/receipt/1/").status_code == 404


def test_too_early_by_the_law_is_said_on_the_form_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    assert drafted(sign_in(OFFICER)) == 302
    address = f"/sanctions/{SanctionDraft.objects.get().pk}/do/"
    assert sign_in(SECOND).post(f"{address}sanction_countersigned/", {"key": "1"}).status_code == 302
    on = today().isoformat()
    assert sign_in(OFFICER).post(f"{address}rights_notified/", {"on": on, "key": "2"}).status_code == 302
    early = sign_in(OFFICER).post(f"{address}decision_drafted/", {"words": "罚款理由甲", "fine": "2,500,000"})
    assert early.status_code == 409
    assert "要求听证" in early.content.decode()
    assert "罚款理由甲" in early.content.decode()
    faulty = sign_in(OFFICER).post(f"{address}decision_drafted/", {"words": "罚款理由甲", "fine": "many"})
    assert faulty.status_code == 422
    assert 'value="many"' in faulty.content.decode()
    assert sign_in(OFFICER).get(f"{address}no_such_step/").status_code == 404
