"""The officer reads a filing on one page: what bears on each answer, what is the matter, what changed since it was signed."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from tests.web.party.test_party_pages import CLERK, OFFICER, OWNER, begun, code, filed, office_asks, paper
from tests.web.party.test_what_is_signed import signed

from shencha.documents.items import same_file
from shencha.records.acts import drafts
from shencha.records.models import CaseFile, Draft, Membership, SpentCode
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]


def page_of(client: Client, number: str) -> str:
    """The main part of the page of what was filed."""
    return (
        client.get(f"/cases/{number}/filing/").content.decode().partition("<main")[2].partition("</main>")[0]
    )


def test_answers_stand_beside_what_bears_on_them(sign_in: SignIn) -> None:
    _, event = signed(sign_in)
    page = page_of(sign_in(OFFICER), event.case.number)
    beside = page.partition('id="answers"')[2].partition("</dl>")[0]
    assert "对照：" in beside
    assert "listing_documents.pdf" in beside
    for said in ("数据留在境内", "双控制器", "须看之处", "与当事人签署前看到的一致"):
        assert said in page
    party = page_of(sign_in(OWNER), event.case.number)
    for said in ("对照：", "须看之处"):
        assert said not in party


def test_what_was_asked_and_what_changed_since_is_told(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    office_asks(number, "analysis_report", "用户数量")
    sent = {
        "item-0": "analysis_report",
        "file-0": paper("listing_documents.pdf", b"listing_documents"),
        "do": "send",
    }
    assert owner.post(f"/party/cases/{number}/supplement/", sent | {"key": "s"}).status_code == 302
    page = page_of(sign_in(CLERK), number)
    assert "已经要求过" in page
    assert "已答复" in page
    assert "待答复" in page
    doubled = same_file("listing_documents.pdf", ["listing_documents", "analysis_report"]).zh
    assert f"现在须看：{doubled}" in page


def test_linked_filings_lead_to_each_other_for_whoever_may_know_of_them(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    first = filed(owner)
    address = begun(owner, "第二上市")
    by = Membership.objects.select_related("person", "organisation").get(person__email=OWNER)
    draft = Draft.objects.get(case=None)
    drafts.answer(draft, by=by, facts=sample.ANSWERS["foreign_listing"])
    drafts.declare(
        draft, by=by, written=sample.who_files("yunqi") | {"foreign_listing.linked": f"见 {first}、2020-0001"}
    )
    for material in ("declaration", "analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    owner.post(f"{address}check/")

    SpentCode.objects.all().delete()
    owner.post(f"{address}sign/", {"key": "k2", "code": code()})
    second = CaseFile.objects.exclude(number=first).get().number
    officer = sign_in(OFFICER)
    assert f"/cases/{first}/" in page_of(officer, second).partition("相关申报")[2]
    assert f"/cases/{second}/" in page_of(officer, first).partition("相关申报")[2]
    assert f"/cases/{first}/" in page_of(owner, second).partition("相关申报")[2]
