"""The declaration as a form: kept as one goes, checked, signed, read by the office; and the stop for state secrets."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pypdf
import pytest
from django.conf import settings
from django.test import Client
from tests.web.party.test_party_pages import EDITOR, OWNER, begun, code, paper, told

from shencha.documents.declaration import OF_GROUND, Kind, parts
from shencha.documents.items import same_file
from shencha.procedure.acts import Filed, event_from
from shencha.records import log
from shencha.records.models import CaseFile, Draft, LoggedAct, StoredEvent, StoredFile
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
OFFICER = "officer@office.example"
REST = {
    "foreign_listing.kind": "first",
    "foreign_listing.market": "纽约证券交易所",
    "foreign_listing.listing": "2027-09-01",
    "foreign_listing.business": "网约车平台\n掌握行程数据",
    "signing.signatory": "林晓",
    "signing.post": "董事长",
    "signing.mandate": "legal_representative",
}


def whole() -> dict[str, str]:
    return sample.who_files("yunqi") | REST


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_what_is_typed_is_kept_though_it_is_not_complete(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    sent = owner.post(f"{address}declaration/", {"party.contact": "周敏"})
    assert sent["Location"] == f"{address}declaration/"
    page = owner.get(f"{address}declaration/").content.decode()
    assert 'value="周敏"' in page
    assert "还有" in page
    assert "进行中" not in owner.get(address).content.decode()
    assert "申报书没有写明统一社会信用代码" in owner.get(address).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("party.credit_code", "91110108MA0YQ00010", "不是有效的统一社会信用代码"),
        ("party.phone", "打前台", "不是电话号码"),
        ("party.mail", "lin@yunqi", "不是电子邮箱地址"),
        ("foreign_listing.listing", "2027-2-30", "不是日期"),
        ("signing.mandate", "uncle", "没有这个选项"),
        ("party.address", "绝密级项目一号楼", "带有“绝密”标志"),
        ("foreign_listing.market", "纽" * 301, "太长"),
        ("party.group", "海纳互动，91110108MA0YQ0001L\n某公司", "第 2 行没有有效的统一社会信用代码"),
    ],
)
def test_what_cannot_stand_is_marked_and_nothing_is_lost(sign_in: SignIn, field: str, value: str, said: str):
    owner = sign_in(OWNER)
    address = begun(owner)
    refused = owner.post(f"{address}declaration/", whole() | {field: value})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert said in page
    assert "Fault(" not in page
    assert "上海" not in page
    assert "周敏" in page
    assert Draft.objects.get().declaration == {}


def test_the_form_alone_is_a_declaration_and_is_filed_as_a_paper(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    told(owner, address)
    for material in ("analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    assert owner.post(f"{address}check/").status_code == 422
    wide = {"party.credit_code": "９１１１０１０８ ma0yq0001l"}
    assert owner.post(f"{address}declaration/", whole() | wide)["Location"] == address
    preview = owner.get(f"{address}declaration/paper.pdf").content
    assert "纽约证券交易所" in text_of(preview)
    checked = owner.get(f"{address}check/").content.decode()
    assert "签署时由系统制成文件" in checked
    assert "还没有<" not in checked
    assert owner.post(f"{address}check/")["Location"] == f"{address}sign/"
    sign = owner.get(f"{address}sign/").content.decode()
    assert "申报书.pdf" in sign
    assert "91110108MA0YQ0001L" in sign
    owner.post(f"{address}sign/", {"key": "k", "code": code()})
    case = CaseFile.objects.get()
    stored = StoredEvent.objects.get(case=case)
    event = event_from(stored.payload)
    assert isinstance(event, Filed)
    assert event.materials[0] == "declaration"
    assert event.declaration == Draft.objects.get().declaration
    assert {one["material"] for one in log.record_of(stored)["papers"]} >= {"declaration"}
    page = sign_in(OFFICER).get(f"/cases/{case.number}/filing/").content.decode()
    for said in (*whole().values(), "统一社会信用代码", "本人为法定代表人", "首次公开发行或者首次上市"):
        assert said.splitlines()[0] in page or said in ("legal_representative", "first")


def test_an_own_paper_stands_for_the_form_but_not_for_who_files(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    Draft.objects.update(facts=sample.ANSWERS["foreign_listing"])
    for material in ("declaration", "analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    assert "申报书没有写明联系电话" in owner.post(f"{address}check/").content.decode()
    owner.post(f"{address}declaration/", sample.who_files("yunqi"))
    assert owner.post(f"{address}check/").status_code == 302


def test_facts_are_asked_for_and_a_file_for_two_papers_is_named(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    for material in ("declaration", "analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper("a.pdf", b"same")})
    owner.post(f"{address}declaration/", sample.who_files("yunqi"))
    page = owner.post(f"{address}check/").content.decode()
    assert "还没有说明事实" in page
    assert same_file("a.pdf", ["declaration", "analysis_report", "listing_documents"]).zh in page


def test_a_colleague_who_was_faster_is_named(sign_in: SignIn):
    owner, editor = sign_in(OWNER), sign_in(EDITOR)
    address = begun(owner)
    editor.post(f"{address}declaration/", {"party.contact": "周敏", "seen": "0"})
    late = owner.post(f"{address}declaration/", {"party.contact": "林晓", "seen": "0"})
    assert late.status_code == 409
    assert "周敏已经先保存" in late.content.decode()
    assert 'value="林晓"' in late.content.decode()


@pytest.mark.parametrize("ground", sorted(OF_GROUND))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_empty_form_asks_for_every_field(sign_in: SignIn, ground: str, lang: str):
    owner = sign_in(OWNER)
    owner.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    address = begun(owner)
    Draft.objects.update(ground=ground)
    document = docx.Document(BytesIO(owner.get(f"{address}declaration/form.docx").content))
    asked = {row.cells[0].text for table in document.tables for row in table.rows}
    fields = [field for part in parts(ground) for field in part.fields]
    assert {field.label.zh for field in fields} <= asked or {field.label.en for field in fields} <= asked
    assert any(field.kind is Kind.CHOICE for field in fields)


def test_a_draft_that_says_state_secrets_stops_and_nothing_of_it_is_kept(
    sign_in: SignIn, django_capture_on_commit_callbacks
):
    owner = sign_in(OWNER)
    address = begun(owner, "标题金丝雀")
    told(owner, address)
    owner.post(f"{address}papers/other/", {"file": paper("b.txt", b"canary of a paper")})
    kept = StoredFile.objects.get()
    on_disk = settings.FILES / kept.digest[:2] / kept.digest
    assert on_disk.exists()
    answered = owner.post(f"{address}facts/secrets/", {"answer": "yes", "value": "yes"})
    assert answered["Location"] == address
    assert "到此为止" in owner.get(address).content.decode()
    for page, sent in (("papers/other/", {"file": paper("c.txt", b"more")}), ("declaration/", whole())):
        assert owner.post(f"{address}{page}", sent).status_code == 409
    assert owner.get(f"{address}sign/").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        assert owner.post(f"{address}discard/").status_code == 302
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()
    assert not on_disk.exists()
    act = LoggedAct.objects.get(name="draft_given_up")
    assert (act.about, act.name, set(act.said)) == ("party:yunqi", "draft_given_up", {"on", "reason"})
    assert "金丝雀" not in str(log.record_of_act(act))


def test_a_wrong_yes_can_be_corrected(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    owner.post(f"{address}facts/secrets/", {"answer": "yes", "value": "yes"})
    owner.post(f"{address}facts/secrets/", {"answer": "no", "value": "no"})
    assert "到此为止" not in owner.get(address).content.decode()


@pytest.mark.parametrize("ground", sorted(OF_GROUND))
def test_the_form_to_print_asks_for_every_field(sign_in: SignIn, ground: str):
    owner = sign_in(OWNER)
    sent = {"party": "yunqi", "ground": ground, "title": "手填"}
    address = owner.post("/party/drafts/new/", sent)["Location"]
    said = text_of(owner.get(f"{address}declaration/form.pdf").content)
    for part in parts(ground):
        for field in part.fields:
            assert "".join(field.label.zh.split()) in said
            assert all("".join(name.zh.split()) in said for _, name in field.choices)


def test_a_power_of_attorney_comes_as_a_paper(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    told(owner, address)
    for material in ("analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    owner.post(f"{address}declaration/", whole() | {"signing.mandate": "power_of_attorney"})
    page = owner.post(f"{address}check/").content.decode()
    assert "还没有授权委托书" in page
    assert "还没有营业执照" in page
    owner.post(f"{address}papers/power_of_attorney/", {"file": paper("委托书.pdf", b"mandate")})
    owner.post(f"{address}papers/business_licence/", {"file": paper("执照.pdf", b"licence")})
    assert owner.post(f"{address}check/").status_code == 302


@pytest.mark.parametrize(
    ("said", "fits"), [("2026-0001", True), ("见 2026-0001、2026-0002", True), ("母公司的申报", False)]
)
def test_linked_filings_are_named_by_their_numbers(sign_in: SignIn, said: str, fits: bool):
    owner = sign_in(OWNER)
    answer = owner.post(f"{begun(owner)}declaration/", whole() | {"foreign_listing.linked": said})
    assert (answer.status_code == 302) is fits
