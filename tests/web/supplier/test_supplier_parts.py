"""A supplier fills its own part of a draft and sees nothing else; the party sees it once it is handed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.documents.kinds.makers import pdf
from tests.web.party.test_party_pages import OTHER, OWNER, begun, code, paper, told

from shencha.law.measures.promises import PROMISES
from shencha.records import access, files
from shencha.records.acts import accounts
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, Membership, SupplierPart
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
SUPPLIER, RIVAL, EDITOR = "supplier@xinyuan.example", "supplier@rival.example", "editor@yunqi.example"
TITLE = "云栖出行赴纽约上市"
ANSWERS = {f"says-{name}": "yes" for name in PROMISES} | {"description": "双控制器存储阵列，深圳制造"}


@pytest.fixture
def rival(settled: None) -> str:
    """Another supplier with an account."""
    accounts.organisation("rival", "supplier", "另一家设备有限公司", "Rival Equipment", "")
    accounts.person(RIVAL, "钱进", sample.PASSWORD)
    accounts.grant(RIVAL, "rival", "supplier")
    return RIVAL


def asked(client: Client, address: str, who: str = SUPPLIER, product: str = "存储阵列") -> int:
    """A supplier is asked for its part; the part's number."""
    sent = {"supplier": who, "product": product, "wanted_by": (today() + timedelta(days=9)).isoformat()}
    assert client.post(f"{address}suppliers/", sent).status_code == 302
    return SupplierPart.objects.latest("id").pk


def test_a_part_goes_from_the_invitation_into_the_filing(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    told(owner, address)
    number = asked(owner, address)
    assert supplier.get("/desk/")["Location"] == "/supplies/"
    assert "存储阵列" in supplier.get("/supplies/").content.decode()
    supplier.post(f"/supplies/{number}/files/", {"file": SimpleUploadedFile("测试报告.pdf", pdf())})
    assert supplier.post(f"/supplies/{number}/", ANSWERS | {"act": "hand_in", "seen": "0"}).status_code == 302
    assert "双控制器存储阵列" in owner.get(f"{address}suppliers/{number}/").content.decode()
    for material in ("declaration", "analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    owner.post(f"{address}check/")
    owner.post(f"{address}sign/", {"key": "k", "code": code()})
    filed = CasePaper.objects.filter(case=CaseFile.objects.get(), material="supplier_part")
    assert {one.name for one in filed} > {"测试报告.pdf"}
    words = b"".join(files.content(next(one.file for one in filed if one.name.endswith(".txt")))).decode()
    assert "双控制器存储阵列" in words
    assert words.count("承诺 / promised") == len(PROMISES)
    page = supplier.get(f"/supplies/{number}/").content.decode()
    assert "已随申报提交" in page
    assert "双控制器存储阵列" in page
    assert supplier.post(f"/supplies/{number}/", ANSWERS | {"description": "改"}).status_code == 409


def test_a_supplier_sees_nothing_of_the_filing_but_its_own_part(sign_in: SignIn, rival: str) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    own, others = asked(owner, address), asked(owner, address, RIVAL, "别家的网关")
    for page in ("/supplies/", f"/supplies/{own}/"):
        words = supplier.get(page).content.decode()
        assert TITLE not in words
        assert "别家的网关" not in words
        assert "另一家" not in words
    absent = supplier.get("/supplies/999999/")
    for hidden in (f"/supplies/{others}/", f"/supplies/{others}/files/1/"):
        assert supplier.get(hidden).status_code == 404
    assert supplier.post(f"/supplies/{others}/", ANSWERS).status_code == 404
    assert supplier.post(f"/supplies/{others}/hand-in/").status_code == 404
    assert absent.status_code == 404
    for hidden in (
        address,
        f"{address}suppliers/",
        f"{address}suppliers/{own}/",
        f"{address}check/",
        "/party/",
    ):
        assert supplier.get(hidden).status_code == 404
    held = Membership.objects.get(person__email=SUPPLIER)
    assert not access.drafts_of(held).exists()
    assert not access.cases_of(held).exists()


@pytest.mark.parametrize("who", [OTHER, "officer@office.example", "auditor@audit.example"])
def test_a_part_is_not_there_for_others(sign_in: SignIn, who: str) -> None:
    owner = sign_in(OWNER)
    address = begun(owner)
    number = asked(owner, address)
    other = sign_in(who)
    assert other.get(f"/supplies/{number}/").status_code == 404
    assert other.get(f"{address}suppliers/{number}/").status_code == 404
    assert not access.parts_of(Membership.objects.get(person__email=who)).exists()


def test_what_is_not_handed_in_the_party_does_not_see(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    number = asked(owner, address)
    supplier.post(f"/supplies/{number}/", ANSWERS)
    supplier.post(f"/supplies/{number}/files/", {"file": paper("稿.pdf")})
    assert "双控制器" not in owner.get(f"{address}suppliers/{number}/").content.decode()
    of_it = SupplierPart.objects.get().papers.get().pk
    assert owner.get(f"{address}suppliers/{number}/files/{of_it}/").status_code == 404
    assert supplier.get(f"/supplies/{number}/files/{of_it}/").getvalue().endswith(b"paper")


def test_a_part_is_sent_back_with_a_reason_and_handed_in_again(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    number = asked(owner, address)
    supplier.post(f"/supplies/{number}/", ANSWERS | {"act": "hand_in"})
    assert supplier.post(f"/supplies/{number}/", ANSWERS | {"description": "改"}).status_code == 409
    assert owner.post(f"{address}suppliers/{number}/", {"reason": " "}).status_code == 422
    owner.post(f"{address}suppliers/{number}/", {"reason": "请写明固件从哪里更新"})
    assert "请写明固件从哪里更新" in supplier.get(f"/supplies/{number}/").content.decode()
    better = ANSWERS | {"description": "固件由深圳发布", "act": "hand_in"}
    assert supplier.post(f"/supplies/{number}/", better).status_code == 302
    assert supplier.post(f"/supplies/{number}/hand-in/").status_code == 302
    assert SupplierPart.objects.get().state == "handed_in"


def test_what_is_unsaid_is_named_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    number = asked(owner, begun(owner))
    half = {"says-continuity_of_supply": "partly", "description": "阵列", "act": "hand_in"}
    answer = supplier.post(f"/supplies/{number}/", half)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("还没有答复") == len(PROMISES) - 1
    assert "没有说明保留或者理由" in page
    assert ">阵列</textarea>" in page
    assert SupplierPart.objects.get().state == "asked"


def test_of_two_colleagues_the_second_is_told(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    number = asked(owner, begun(owner))
    supplier.post(f"/supplies/{number}/", ANSWERS | {"seen": "0"})
    late = supplier.post(f"/supplies/{number}/", ANSWERS | {"description": "另一种写法", "seen": "0"})
    assert late.status_code == 409
    page = late.content.decode()
    assert ">另一种写法</textarea>" in page
    assert "双控制器存储阵列" in page
    again = ANSWERS | {"description": "另一种写法", "seen": "1"}
    assert supplier.post(f"/supplies/{number}/", again).status_code == 302


def test_an_editor_does_not_invite_and_an_unknown_supplier_is_refused(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = begun(owner)
    sent = {"supplier": OTHER, "product": "x", "wanted_by": "2020-01-01"}
    answer = owner.post(f"{address}suppliers/", sent)
    assert answer.status_code == 422
    assert "没有这个提供者的账户" in answer.content.decode()
    assert "日期已过" in answer.content.decode()
    good = sent | {"supplier": SUPPLIER, "wanted_by": today().isoformat()}
    assert sign_in(EDITOR).post(f"{address}suppliers/", good).status_code == 409
    assert not SupplierPart.objects.exists()


def test_a_part_done_without_is_closed_for_the_supplier(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    number = asked(owner, address)
    owner.post(f"{address}suppliers/{number}/", {"act": "close"})
    assert supplier.post(f"/supplies/{number}/", ANSWERS).status_code == 409
    assert "申报单位不再需要" in supplier.get(f"/supplies/{number}/").content.decode()


def test_a_part_handed_in_after_the_check_asks_for_a_new_one(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    number = asked(owner, address)
    for material in ("declaration", "analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    owner.post(f"{address}check/")
    supplier.post(f"/supplies/{number}/", ANSWERS | {"act": "hand_in"})
    assert owner.get(f"{address}sign/")["Location"] == address
