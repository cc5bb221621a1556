"""The analysis report in the product: written statement by statement, filed as a paper, followed at the office."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from shencha.documents.dossier.archive import verify
from shencha.evidence.report.reading import read_report
from shencha.evidence.report.report import NAME, RENDERED
from shencha.records import files
from shencha.records.acts import carried, drafts, filing, policies
from shencha.records.clock import now, today
from shencha.records.models import CasePaper, Draft, Membership, PolicyChoice
from shencha.records.reads import dossiers
from shencha.server.sample import instance as sample
from shencha.server.worker import work_once

SignIn = Callable[[str], Client]
BEIFANG, OFFICER, CLERK = "owner@beifang.example", "officer@office.example", "clerk@office.example"
HEAD = "head@office.example"
RULES = "第一章 总则\f第二章 备件\n关键备件可用 30 天。\f第三章 附则".encode()
REGISTER = """components:
  - {component: "pkg:generic/db@2", supplier: acme, jurisdiction: US, stock_days: 30}
suppliers: [{id: acme, name: ACME, jurisdiction: US}]
"""
BOM = b"""{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
"metadata": {"component": {"bom-ref": "app", "type": "application", "name": "app", "version": "1"}},
"components": [{"bom-ref": "db", "type": "library", "name": "db", "version": "2", "purl": "pkg:generic/db@2"}],
"dependencies": [{"ref": "app", "dependsOn": ["db"]}]}"""


@pytest.fixture
def draft(settled: None) -> Draft:
    by = Membership.objects.get(person__email=BEIFANG)
    made = drafts.begin(by=by, party_key="beifang", ground="procurement", title="调度平台采购")
    for material in ("declaration", "procurement_documents"):
        drafts.attach(made, by=by, material=material, name=f"{material}.txt", chunks=[material.encode()])
    drafts.attach(made, by=by, material="other", name="备件制度.txt", chunks=[RULES])
    return made


def write(party: Client, draft: Draft, where: str = "new/", **typed: str) -> int:
    given = {
        "factor": "F2",
        "text": "关键备件可用 30 天。",
        "to-1": "file:other/备件制度.txt",
        "place-1": "第二章",
        "made_on-1": today().isoformat(),
    } | {name.replace("_1", "-1").replace("_2", "-2"): value for name, value in typed.items()}
    return party.post(f"/party/drafts/{draft.pk}/report/{where}", given).status_code


def statements(draft: Draft) -> list:
    paper = draft.papers.filter(name=NAME).first()
    return list(read_report(b"".join(files.content(paper.file))).statements) if paper else []


def filed(draft: Draft, key: str = "filing") -> str:
    by = Membership.objects.get(person__email=BEIFANG)
    sample.tell_facts(draft, by)
    return filing.file_draft(draft, by=by, key=key, confirmed_at=now()).case.number


def test_a_statement_is_written_pinned_changed_and_taken_out(sign_in: SignIn, draft: Draft) -> None:
    party, address = sign_in(BEIFANG), f"/party/drafts/{draft.pk}/report/"
    assert write(party, draft) == 302
    (one,) = statements(draft)
    assert one.references[0].sha256 == sha256(RULES).hexdigest()
    page = party.get(address).content.decode()
    assert "关键备件可用 30 天。" in page
    assert "须看的地方" not in page
    form = party.get(f"{address}{one.id}/").content.decode()
    assert 'value="file:other/备件制度.txt" selected' in form
    assert write(party, draft, f"{one.id}/", text="关键备件可用 31 天。") == 302
    (changed,) = statements(draft)
    assert changed.text == "关键备件可用 31 天。"
    assert party.post(f"{address}{changed.id}/remove/").status_code == 302
    assert statements(draft) == []
    assert party.get(f"{address}{changed.id}/").status_code == 404
    assert party.get(f"{address}paper.pdf").status_code == 404


def test_a_colleague_who_changed_it_first_is_named_and_nothing_typed_is_lost(
    sign_in: SignIn, draft: Draft
) -> None:
    party = sign_in(BEIFANG)
    write(party, draft)
    (seen,) = statements(draft)
    write(party, draft, f"{seen.id}/", text="同事改过")
    sent = {"factor": "F2", "text": "我写的话", "to-1": "source", "source-1": "仓库盘点", "received_on-1": ""}
    answer = party.post(f"/party/drafts/{draft.pk}/report/{seen.id}/", sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "我写的话" in page
    assert "仓库盘点" in page
    (again,) = re.findall(r'<form method="post" novalidate action="([^"]+)"', page)
    assert party.post(again, sent).status_code == 302
    assert sorted(one.text for one in statements(draft)) == ["同事改过", "我写的话"]


def test_each_wrong_field_is_marked_and_kept(sign_in: SignIn, draft: Draft) -> None:
    party = sign_in(BEIFANG)
    sent = {
        "factor": "F2",
        "text": "",
        "to-1": "",
        "to-2": "file:other/备件制度.txt",
        "page-2": "零",
        "covers_from-2": "2026-05-01",
        "covers_to-2": "2026-01-01",
    }
    answer = party.post(f"/party/drafts/{draft.pk}/report/new/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    for where in ("text", "page-2", "covers_to-2"):
        assert f'<a href="#{where}">' in page, where
    assert 'value="零"' in page
    assert statements(draft) == []


def test_what_stands_out_is_told_before_filing_and_stops_nothing(sign_in: SignIn, draft: Draft) -> None:
    party = sign_in(BEIFANG)
    assert write(party, draft, place_1="第九章") == 302
    assert write(party, draft, to_1="", text="没有依据的话", factor="F4") == 302
    page = party.get(f"/party/drafts/{draft.pk}/report/").content.decode()
    assert "备件制度.txt 中找不到“第九章”" in page
    assert "没有指向任何依据" in page
    assert "没有指向任何依据" in party.get(f"/party/drafts/{draft.pk}/check/").content.decode()
    board = party.get(f"/party/drafts/{draft.pk}/evidence/").content.decode()
    assert board.index("备件制度.txt 中找不到“第九章”") < board.index("分析报告的陈述")
    number = filed(draft)
    for address in (f"/cases/{number}/board/", f"/cases/{number}/do/materials_accepted/"):
        office = sign_in(CLERK).get(address).content.decode()
        assert "备件制度.txt 中找不到“第九章”" in office
        assert "没有指向任何依据" in office


def test_the_age_of_evidence_is_the_office_s_and_its_effect_is_shown_first(
    sign_in: SignIn, draft: Draft
) -> None:
    """On open cases before it is chosen; then on what is drafted from its day on, and never on a case of before."""
    party, officer = sign_in(BEIFANG), sign_in(OFFICER)
    old = (today() - timedelta(100)).isoformat()
    mark = f"备件制度.txt：截止 {old}，可能已经过时"
    write(party, draft, covers_to_1=old, made_on_1=old)
    assert mark not in party.get(f"/party/drafts/{draft.pk}/report/").content.decode()
    number = filed(draft)
    asked = {"policy": "evidence_age_days", "value": "60", "since": today().isoformat(), "why": "更新快"}
    shown = officer.post("/work/policies/", asked).content.decode()
    assert f"证据另外标出：{mark}" in shown
    assert number in shown
    assert mark not in officer.post("/work/policies/", asked | {"value": "200"}).content.decode()
    by = Membership.objects.get(person__email=OFFICER)
    chosen = policies.propose("evidence_age_days", "60", today(), "更新快", by=by)
    PolicyChoice.objects.filter(pk=chosen.pk).update(since=today() + timedelta(1))
    policies.put_in_force(chosen.pk, by=Membership.objects.get(person__email=HEAD))
    assert mark not in officer.get(f"/cases/{number}/board/").content.decode(), "a case of before"
    PolicyChoice.objects.filter(pk=chosen.pk).update(since=today(), decided_at=now())
    assert mark in officer.get(f"/cases/{number}/board/").content.decode()
    assert mark in sign_in(CLERK).get(f"/cases/{number}/do/materials_accepted/").content.decode()
    sooner = {"policy": "first_reminder_days", "value": "9", "since": today().isoformat(), "why": "早提醒"}
    assert "首次提醒（审查办公室：" in officer.post("/work/policies/", sooner).content.decode()


def test_the_report_is_filed_as_a_paper_and_the_office_opens_the_very_page(
    sign_in: SignIn, draft: Draft
) -> None:
    party = sign_in(BEIFANG)
    write(party, draft)
    number = filed(draft)
    papers = {one.name: one for one in CasePaper.objects.filter(case__number=number)}
    assert {NAME, RENDERED} <= papers.keys()
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(b"".join(files.content(papers[RENDERED].file)))).pages
    )
    assert "关键备件可用" in text
    officer = sign_in(OFFICER)
    (one,) = read_report(b"".join(files.content(papers[NAME].file))).statements
    address = f"/cases/{number}/report/{one.id}/1/"
    for page in (f"/cases/{number}/board/", f"/cases/{number}/"):
        shown = officer.get(page).content.decode()
        assert f'href="{address}"' in shown, page
        assert "关键备件可用 30 天。" in shown
    answer = officer.get(address)
    assert answer.status_code == 302
    assert f"left={papers['备件制度.txt'].pk}&left_page=2" in answer["Location"]
    assert f"right={papers[RENDERED].pk}" in answer["Location"]
    beside = officer.get(answer["Location"]).content.decode()
    assert "第二章 备件" in beside
    assert officer.get(f"/cases/{number}/report/{one.id}/2/").status_code == 404
    assert sign_in("owner@yunqi.example").get(address).status_code == 404
    ours = party.get(address)
    assert ours["Location"] == f"/cases/{number}/papers/{papers['备件制度.txt'].pk}/"


def test_a_statement_points_to_a_finding_and_a_number_against_it_lights_up(
    sign_in: SignIn, draft: Draft
) -> None:
    party = sign_in(BEIFANG)
    inputs = {
        "key": "k",
        "bom": SimpleUploadedFile("bom.json", BOM),
        "register": SimpleUploadedFile("register.yaml", REGISTER.encode()),
        "made_on": today().isoformat(),
    }
    assert party.post(f"/party/drafts/{draft.pk}/evidence/add/supply/", inputs).status_code == 302
    assert work_once()
    run = draft.analyses.get()
    n = next(at for at, one in enumerate(run.answer["findings"], 1) if one["measure"]["unit"] == "hhi")
    choice = f"finding:supply-{run.pk}:{n}"
    assert choice in party.get(f"/party/drafts/{draft.pk}/report/new/").content.decode()
    write(party, draft, text="供应方集中度（HHI）为 1,200。", to_1=choice, place_1="", factor="F3")
    page = party.get(f"/party/drafts/{draft.pk}/report/").content.decode()
    assert "相互矛盾" in page
    number = filed(draft)
    assert "相互矛盾" in sign_in(OFFICER).get(f"/cases/{number}/board/").content.decode()
    (one,) = statements(draft)
    leads = sign_in(OFFICER).get(f"/cases/{number}/report/{one.id}/1/")
    assert leads["Location"] == f"/cases/{number}/board/#F3"


def test_evidence_replaced_since_lights_up(sign_in: SignIn, draft: Draft) -> None:
    party, by = sign_in(BEIFANG), Membership.objects.get(person__email=BEIFANG)
    write(party, draft)
    drafts.remove(draft, draft.papers.get(name="备件制度.txt").pk, by=by)
    page = party.get(f"/party/drafts/{draft.pk}/report/").content.decode()
    assert "申报中没有文件 other/备件制度.txt" in page
    drafts.attach(draft, by=by, material="other", name="备件制度.txt", chunks=[RULES + b"x"])
    assert (
        "other/备件制度.txt 在写下之后改过" in party.get(f"/party/drafts/{draft.pk}/report/").content.decode()
    )


def test_a_report_written_elsewhere_is_uploaded_and_one_that_cannot_be_read_is_refused(
    sign_in: SignIn, draft: Draft
) -> None:
    party, address = sign_in(BEIFANG), f"/party/drafts/{draft.pk}/papers/analysis_report/"
    good = "statements: [{factor: F1, text: 一句话}]".encode()
    for content in (good, good.replace(b"F1", b"F3")):
        assert party.post(address, {"file": SimpleUploadedFile(NAME, content)}).status_code == 302
    assert [one.factor for one in statements(draft)] == ["F3"]
    answer = party.post(address, {"file": SimpleUploadedFile(NAME, b"statements: []")})
    assert answer.status_code == 422
    assert [one.factor for one in statements(draft)] == ["F3"]


def test_a_report_goes_out_and_comes_in_with_a_dossier(sign_in: SignIn, draft: Draft) -> None:
    party, by = sign_in(BEIFANG), Membership.objects.get(person__email=BEIFANG)
    write(party, draft)
    chunks, _, _ = dossiers.given_out(draft)
    content = b"".join(chunks)
    assert NAME in {one.name for one in verify(io.BytesIO(content), "x").papers}
    again = carried.take_in([("x.tar", io.BytesIO(content))], by=by)
    assert again.pk == draft.pk or statements(again) == statements(draft)


def test_a_filed_report_changes_no_more_and_the_office_does_not_see_a_draft(
    sign_in: SignIn, draft: Draft
) -> None:
    party = sign_in(BEIFANG)
    write(party, draft)
    assert sign_in(OFFICER).get(f"/party/drafts/{draft.pk}/report/").status_code == 404
    filed(draft)
    assert write(party, draft) == 409
    page = party.get(f"/party/drafts/{draft.pk}/report/").content.decode()
    assert "写一条陈述" not in page
