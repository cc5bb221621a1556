"""The officer reads a filing on one page: what bears on each answer, what is the matter, what changed since it was signed."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from tests.web.party.test_party_pages import CLERK, OFFICER, OWNER, begun, code, filed, office_asks, paper
from tests.web.party.test_what_is_signed import signed

from shencha.documents import completeness
from shencha.documents.items import same_file
from shencha.records import files, log
from shencha.records.acts import drafts
from shencha.records.acts.filing import file_draft
from shencha.records.clock import now
from shencha.records.models import CaseFile, CasePaper, Draft, Membership, SpentCode, StoredEvent
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
    assert re.search(r'/read/">listing_documents.pdf<', beside)
    assert "当事人必须申报" in page
    assert "贵单位" not in page
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


PRODUCT = {
    "procurement.kind": "mass_storage",
    "procurement.product": "存储阵列 XY-8000",
    "procurement.supplier": "示例存储公司",
    "procurement.sum": "人民币一千万元",
    "procurement.contract": "planned",
    "procurement.use": "调度数据库",
    "signing.signatory": "签署人",
    "signing.post": "总经理",
    "signing.mandate": "legal_representative",
}


def bought(email: str, party: str, title: str, **more: str) -> str:
    """A purchase of the same product, filed for a party; the number of its case."""
    by = Membership.objects.select_related("person", "organisation").get(person__email=email)
    draft = drafts.begin(by=by, party_key=party, ground="procurement", title=title)
    drafts.answer(draft, by=by, facts=sample.ANSWERS["procurement"])
    for material in ("analysis_report", "procurement_documents"):
        drafts.attach(
            draft, by=by, material=material, name=f"{material}.txt", chunks=[f"{party} {material}".encode()]
        )
    said = sample.who_files(party) | PRODUCT | {f"party.{name}": words for name, words in more.items()}
    assert not drafts.declare(draft, by=by, written=said)
    return file_draft(draft, by=by, key=f"k-{title}", confirmed_at=now()).case.number


def test_one_product_of_several_operators_and_a_group_are_linked_for_the_office_alone(
    sign_in: SignIn,
) -> None:
    first = bought("owner@beifang.example", "beifang", "北方电网采购")
    second = bought(OWNER, "yunqi", "云启采购", group=f"海纳金融，{sample.WHO_FILES['haina'][0]}")
    third = bought("signatory@haina.example", "haina", "海纳采购", group="")
    officer = sign_in(OFFICER)

    def linked(number: str) -> dict[str, str]:
        part = page_of(officer, number).partition('id="linked"')[2].partition("</section>")[0]
        return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part))

    assert linked(first).keys() == {"同一产品或者服务"}
    assert all(f"{one} " in linked(first)["同一产品或者服务"] for one in (second, third))
    assert f"{third} 海纳采购" in linked(second)["同一单位或者同一集团"]
    assert f"{second} 云启采购" in linked(third)["同一单位或者同一集团"]
    for reader, mine in (("owner@beifang.example", first), ("signatory@haina.example", third)):
        desk = sign_in(reader)
        read = page_of(desk, mine) + "".join(
            desk.get(one).content.decode()
            for one in (
                "/party/",
                f"/cases/{mine}/",
                f"/cases/{mine}/events/1/",
                "/search/?q=云启",
                "/search/?q=XY-8000",
            )
        )
        for other in {first, second, third} - {mine}:
            assert other not in read
        assert "云启采购" not in read
        assert desk.get(f"/cases/{second}/filing/").status_code == 404


def test_the_check_that_the_party_saw_is_kept_and_held_against_the_one_of_today(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    kept = CasePaper.objects.select_related("file").get(material=completeness.MATERIAL)
    assert kept.file.digest in str(log.record_of(StoredEvent.objects.get())["papers"])
    run = completeness.read(b"".join(files.content(kept.file)))
    assert run == completeness.Kept((), run.duty if run else None)
    assert run.duty is not None
    for reader in (owner, sign_in(OFFICER)):
        assert kept.name in page_of(reader, number)
    said = b"".join(files.content(kept.file)).replace(run.duty.zh.encode(), "另一个结论".encode())
    CasePaper.objects.filter(pk=kept.pk).update(file=files.keep([said], "x.json"))
    assert "按提交之日的规定：另一个结论" in page_of(sign_in(OFFICER), number), "what was kept is what counts"
