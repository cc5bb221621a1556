"""A party's pages: from the first question to the receipt, each sent twice, each looked at by others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.documents.kinds.makers import pdf

from shencha.errors import NotAllowed
from shencha.procedure import acts as e
from shencha.records.acts.record import record
from shencha.records.clock import now, today
from shencha.records.models import CaseFile, Draft, Membership, Notice, Person, SpentCode, StoredEvent
from shencha.records.second_factor import confirmed
from shencha.server.sample import instance as sample
from shencha.text import Text
from shencha.web.party.sign import ASKED
from shencha.web.templatetags.say import day_in

SignIn = Callable[[str], Client]
OWNER, EDITOR, OTHER = "owner@yunqi.example", "editor@yunqi.example", "signatory@haina.example"
OFFICER, CLERK = "officer@office.example", "clerk@office.example"
MATERIALS = ("declaration", "analysis_report", "listing_documents")


def code() -> str:
    """What the authenticator shows now."""
    return pyotp.TOTP(sample.TOTP_SECRET).now()


def paper(name: str = "申报书.pdf", content: bytes = b"paper") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, (pdf() if name.endswith(".pdf") else b"") + content)


def begun(client: Client, title: str = "云栖出行赴纽约上市") -> str:
    """A new draft of a foreign listing; its address."""
    sent = {"party": "yunqi", "ground": "foreign_listing", "title": title}
    response = client.post("/party/drafts/new/", sent)
    assert response.status_code == 302
    return str(response["Location"])


def told(client: Client, address: str) -> None:
    """The facts of a listing abroad, and who files."""
    draft = Draft.objects.get(pk=int(address.strip("/").rpartition("/")[2]))
    Draft.objects.filter(pk=draft.pk).update(facts=sample.ANSWERS["foreign_listing"])
    assert client.post(f"{address}declaration/", sample.who_files("yunqi")).status_code == 302


def ready(client: Client, title: str = "云栖出行赴纽约上市") -> str:
    """A draft with every paper, checked; its address."""
    address = begun(client, title)
    told(client, address)
    for material in MATERIALS:
        client.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    assert client.post(f"{address}check/")["Location"] == f"{address}sign/"
    return address


def filed(client: Client) -> str:
    """A filing; the number of its case."""
    address = ready(client)
    assert client.post(f"{address}sign/", {"key": "k1", "code": code()}).status_code == 302
    return CaseFile.objects.get().number


def office_asks(number: str, *items: str) -> None:
    """The clerk asks for supplements."""
    clerk = Membership.objects.get(person__email=CLERK)
    record(number, e.SupplementRequested(today(), items), by=clerk, key="ask")


def test_a_draft_is_filed_and_the_receipt_names_every_file(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    number = filed(client)
    page = client.get(f"/cases/{number}/events/1/").content.decode()
    assert number in page
    for stored in StoredEvent.objects.get().papers.all():
        assert stored.file.digest in page


def test_filing_twice_is_filing_once(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address, shown = ready(client), code()
    first = client.post(f"{address}sign/", {"key": "k1", "code": shown})
    second = client.post(f"{address}sign/", {"key": "k1", "code": shown})
    assert first["Location"] == second["Location"]
    assert CaseFile.objects.count() == 1


def test_a_wrong_code_files_nothing_and_says_so(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = f"{ready(client)}sign/"
    refused = client.post(address, {"key": "k1", "code": "000000"})
    assert refused["Location"] == address, "a page, to which one may go back"
    assert "验证码不对" in client.get(address).content.decode()
    assert "验证码不对" not in client.get(address).content.decode(), "told once"
    for junk in (
        "{}",
        "junk",
        "[1]",
        "9" * 5_000,
        '{"id": 1, "rawId": null, "type": "public-key", "response": {}}',
    ):
        session = client.session
        session[ASKED] = {address.split("/")[3]: {"challenge": "eA", "user_verification": "preferred"}}
        session.save()
        assert client.post(address, {"key": "k1", "credential": junk}).status_code == 302
        shown = client.get(address).content.decode()
        assert "通行密钥没有确认" in shown or "次数过多" in shown, junk
    assert not CaseFile.objects.exists()


def test_whoever_guesses_codes_must_wait(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = f"{ready(client)}sign/"
    for n in range(10):
        client.post(address, {"key": "k1", "code": f"00000{n}"})
    client.post(address, {"key": "k1", "code": code()})
    assert "验证码输错次数过多" in client.get(address).content.decode()
    assert not CaseFile.objects.exists()


def signed_in(client: Client, ago: int = 0) -> None:
    """The session began with the app's code, some seconds ago."""
    moment = now().timestamp() - ago
    SpentCode.objects.create(person=Person.objects.get(email=OWNER), step=int(moment) // 30)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": moment}]
    session["account_authentication_methods_user"] = str(Person.objects.get(email=OWNER).pk)
    session.save()


def test_whoever_has_just_signed_in_by_code_signs_once_without_another(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    first, second = ready(client), ready(client, "第二上市")
    signed_in(client)
    page = client.get(f"{first}sign/").content.decode()
    assert "不必再输入验证码" in page
    assert 'name="code"' not in page
    assert "/cases/" in client.post(f"{first}sign/", {"key": "k1"})["Location"]
    assert 'name="code"' in client.get(f"{second}sign/").content.decode(), "one code, one act"
    assert client.post(f"{second}sign/", {"key": "k2"})["Location"] == f"{second}sign/"
    assert client.post(f"{second}sign/", {"key": "k2", "code": code()})["Location"] == f"{second}sign/", (
        "spent"
    )
    assert CaseFile.objects.count() == 1


def test_the_code_that_signed_in_is_good_for_a_minute_and_in_its_session_alone(sign_in: SignIn) -> None:
    client, other = sign_in(OWNER), sign_in(OWNER)
    address = ready(client)
    signed_in(client, ago=61)
    assert 'name="code"' in client.get(f"{address}sign/").content.decode()
    client.post(f"{address}sign/", {"key": "k1"})
    SpentCode.objects.all().delete()
    signed_in(client)
    other.post(f"{address}sign/", {"key": "k1"})
    assert not CaseFile.objects.exists()


def test_an_act_that_was_refused_leaves_the_code_that_signed_in_good(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = ready(client)
    signed_in(client)
    person = Person.objects.get(email=OWNER)
    with pytest.raises(NotAllowed), confirmed(person, "", signed_in=now()):
        raise NotAllowed(Text("不", "no"))
    assert client.post(f"{address}sign/", {"key": "k1"}).status_code == 302
    assert CaseFile.objects.exists()


def test_an_editor_prepares_but_does_not_file(sign_in: SignIn) -> None:
    client = sign_in(EDITOR)
    address = ready(client)
    assert "您的角色不能签署" in client.get(f"{address}sign/").content.decode()


def test_signing_is_locked_until_all_is_checked(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = begun(client)
    assert client.get(f"{address}sign/")["Location"] == address
    assert client.get(address).content.decode().count("还不能开始") == 2


def test_a_change_after_the_check_asks_for_a_new_one(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = ready(client)
    client.post(f"{address}facts/critical/", {"answer": "yes"})
    assert client.get(f"{address}sign/")["Location"] == address


def test_the_answers_of_the_interview_go_into_the_draft(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    for slug, said in [("secrets", "no"), ("critical", "no"), ("listing", "yes"), ("venue", "US")]:
        client.post(f"/must-we-file/{slug}/", {"answer": said})
    begun(client)
    assert Draft.objects.get().facts["listing"] == {"planned": "yes", "venue": "US"}


def test_beginning_twice_is_one_draft(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    assert begun(client) == begun(client)


def test_a_draft_without_a_name_keeps_the_rest(sign_in: SignIn) -> None:
    response = sign_in(OWNER).post(
        "/party/drafts/new/", {"party": "yunqi", "ground": "procurement", "title": " "}
    )
    assert response.status_code == 422
    assert 'value="procurement" checked' in response.content.decode()


def test_an_upload_without_a_file_is_refused(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    response = client.post(f"{begun(client)}papers/declaration/", {})
    assert response.status_code == 422
    assert "还没有选择文件" in response.content.decode()


def test_an_empty_file_is_refused(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    response = client.post(
        f"{begun(client)}papers/declaration/", {"file": SimpleUploadedFile("申报书.pdf", b"")}
    )
    assert response.status_code == 422


def test_the_same_file_twice_is_there_once(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = begun(client)
    for _ in range(2):
        client.post(f"{address}papers/declaration/", {"file": paper()})
    assert Draft.objects.get().papers.count() == 1


def test_a_file_comes_back_as_it_was_and_only_as_a_download(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = begun(client)
    client.post(f"{address}papers/declaration/", {"file": paper("../../申报书.txt", b"a < b")})
    kept = Draft.objects.get().papers.get()
    response: Any = client.get(f"{address}files/{kept.pk}/")
    assert b"".join(response.streaming_content) == b"a < b"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert kept.name == "申报书.txt"


def test_a_file_that_is_taken_out_twice_is_gone_once(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = begun(client)
    client.post(f"{address}papers/declaration/", {"file": paper()})
    kept = Draft.objects.get().papers.get()
    assert client.post(f"{address}files/{kept.pk}/remove/").status_code == 302
    assert client.post(f"{address}files/{kept.pk}/remove/").status_code == 302
    assert not Draft.objects.get().papers.exists()


@pytest.mark.parametrize("stranger", [OTHER, OFFICER, "auditor@audit.example", "system@operation.example"])
@pytest.mark.parametrize("page", ["", "facts/critical/", "papers/declaration/", "check/", "sign/"])
def test_a_draft_is_not_there_for_anyone_else(sign_in: SignIn, stranger: str, page: str) -> None:
    address = begun(sign_in(OWNER))
    assert sign_in(stranger).get(f"{address}{page}").status_code == 404


def test_a_stranger_to_the_house_is_asked_to_sign_in(reader: Client) -> None:
    response = reader.get("/party/")
    assert response["Location"].startswith("/accounts/login/")


def test_counsel_chooses_for_which_party(sign_in: SignIn) -> None:
    page = sign_in("counsel@zhengde.example").get("/party/drafts/new/").content.decode()
    assert 'value="yunqi"' in page
    assert 'value="haina"' in page
    assert 'value="beifang"' not in page


def test_supplements_are_handed_in_item_by_item(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    number = filed(client)
    office_asks(number, "股权结构图", "analysis_report")
    assert "等待贵单位补充材料" in client.get(f"/party/cases/{number}/").content.decode()
    address = f"/party/cases/{number}/supplement/"
    sent = {"key": "s1", "item-0": "股权结构图", "do": "send"}
    first = client.post(address, sent | {"file-0": paper("股权.pdf")})
    again = client.post(address, sent | {"file-0": paper("股权.pdf")})
    assert first["Location"] == again["Location"] == f"/cases/{number}/events/3/"
    page = client.get(address).content.decode()
    assert "股权结构图" not in page
    assert "分析报告" in page


def test_a_supplement_without_a_file_is_refused(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    number = filed(client)
    office_asks(number, "股权结构图")
    response = client.post(f"/party/cases/{number}/supplement/", {"key": "s1"})
    assert response.status_code == 422
    assert 'value="s1"' in response.content.decode()


def test_nothing_asked_is_nothing_to_hand_in(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    assert client.get(f"/party/cases/{filed(client)}/supplement/").status_code == 409


def test_a_filing_is_withdrawn_with_a_reason_once(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = f"/party/cases/{filed(client)}/withdraw/"
    assert client.post(address, {"key": "w1", "reason": " "}).status_code == 422
    first = client.post(address, {"key": "w1", "reason": "计划取消"})
    again = client.post(address, {"key": "w1", "reason": "计划取消"})
    assert first["Location"] == again["Location"]
    assert CaseFile.objects.get().state == "withdrawn"


def test_opening_a_notice_keeps_the_day_of_receipt(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    number = filed(client)
    office_asks(number, "股权结构图")
    assert "尚未打开" in client.get("/party/").content.decode()
    case = CaseFile.objects.get(number=number)
    notice = case.events.get(sequence=2).notices.get()
    assert "补充材料通知书" in client.get(f"/party/notices/{notice.pk}/").content.decode()
    notice.refresh_from_db()
    assert notice.received_on == today()
    assert sign_in(OTHER).get(f"/party/notices/{notice.pk}/").status_code == 404


def test_the_desk_shows_what_is_asked_first(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    number = filed(client)
    office_asks(number, "股权结构图")
    page = client.get("/party/").content.decode()
    assert page.index("提交补充材料") < page.index("起草新的申报")


def test_the_desk_costs_the_same_with_more_cases(sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    client = sign_in(OWNER)
    sample.tell(today())
    with django_assert_max_num_queries(19):
        assert client.get("/party/").status_code == 200


def test_a_party_never_reads_when_a_member_answered(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    sample.tell(today())
    asked = CaseFile.objects.get(state="consultation", party__key="yunqi")
    sent = asked.events.get(name="proposal_sent").on
    answered = asked.events.filter(name="opinion_received").latest("sequence").on
    page = client.get(f"/party/cases/{asked.number}/").content.decode()
    assert f"{answered.year}年{answered.month}月{answered.day}日" not in page
    assert f"{sent.year}年{sent.month}月{sent.day}日" in page


def test_person_without_a_role_begins_at_the_public_page(sign_in: SignIn) -> None:
    client = sign_in("supplier@xinyuan.example")
    assert Membership.objects.filter(person__email="supplier@xinyuan.example").update(active=False) == 1
    assert client.get("/desk/")["Location"] == "/"


def test_a_draft_is_given_up_after_one_more_question_and_a_filed_one_is_not(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = ready(owner)
    page = owner.get(f"{address}discard/").content.decode()
    assert "不能恢复" in page
    assert Draft.objects.filter(pk=int(address.split("/")[-2])).exists(), "asking gives nothing up"
    assert sign_in(OTHER).post(f"{address}discard/").status_code == 404
    assert owner.post(f"{address}discard/").status_code == 302
    assert "已删除" in owner.get("/party/").content.decode()
    assert owner.get(address).status_code == 404
    filed = ready(owner)
    owner.post(f"{filed}sign/", {"code": code(), "key": "k"})
    assert owner.post(f"{filed}discard/")["Location"].startswith("/party/cases/")
    assert Draft.objects.filter(pk=int(filed.split("/")[-2])).exists()


def test_whoever_signs_sees_the_answers_and_what_is_still_open(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = ready(owner)
    Draft.objects.update(facts={"actor": {"platform_operator": "yes"}})
    page = owner.get(f"{address}sign/").content.decode()
    assert "还可能改变结论的事实" in page
    assert "贵单位是否准备上市？" in page


def test_notices_stand_by_their_day_the_newest_first(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    number = filed(client)
    office_asks(number, "analysis_report")
    first = Notice.objects.get()
    for days in (40, 3, 20):
        Notice.objects.create(event=first.event, to=first.to, issued_on=today() - timedelta(days))
    wanted = [today() - timedelta(days) for days in (0, 3, 20, 40)]
    assert [one.issued_on for one in Notice.objects.all()] == wanted
    for address in ("/party/", "/party/notices/"):
        page = client.get(address).content.decode()
        shown = re.findall(r'data-label="发出">(?:<time[^>]*>)?([^<]+)<', page)
        assert shown == [day_in(one, "zh") for one in wanted]
