"""A new bill of materials after the conclusion: the analysis filed runs again by itself, both sides read what got worse."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.places import ROOT

from shencha.ledger.receipt import read
from shencha.records.acts import analyses, drafts, filing
from shencha.records.clock import now, today
from shencha.records.models import AnalysisRun, LoggedAct, ReportedChange
from shencha.server.sample import instance as sample
from shencha.server.worker import work_once

SignIn = Callable[[str], Client]
SUPPLY = ROOT / "examples/supply"
BEIFANG = sample.BEIFANG


@pytest.fixture
def filed(settled: None) -> str:
    """A purchase filed with a supply analysis on its own inputs; no review was needed."""
    story = sample.Story(today())
    by = story.held[BEIFANG]
    draft = drafts.begin(
        by=by, party_key="beifang", ground="procurement", title="调度软件采购", on=story.ago(3)
    )
    for material in ("declaration", "analysis_report", "procurement_documents"):
        drafts.attach(draft, by=by, material=material, name="a.txt", chunks=[b"a"])
    given = [
        analyses.Given(role, name, [(SUPPLY / name).read_bytes()])
        for role, name in (
            ("bom", "dispatch.cdx.json"),
            ("register", "register.yaml"),
            ("services", "services.yaml"),
        )
    ]
    analyses.ask(draft, by=by, kind="supply", given=given, key="supply")
    assert work_once()
    sample.tell_facts(draft, by)
    made = filing.file_draft(draft, by=by, key="filed", confirmed_at=now())
    return made.case.number


def register(stock: int) -> SimpleUploadedFile:
    text = (SUPPLY / "register.yaml").read_text().replace("stock_days: 30", f"stock_days: {stock}")
    return SimpleUploadedFile("register.yaml", text.encode())


def test_new_files_run_again_and_what_got_worse_is_on_every_desk(sign_in: SignIn, filed: str) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{filed}/changes/"
    given = {"versions": "改用 4.3 版", "register": register(4), "key": "change"}
    assert party.post(address, given).status_code == 302
    assert "正在运行" in party.get(address).content.decode()
    run = AnalysisRun.objects.get(change__isnull=False)
    assert {one.role for one in run.inputs.all()} == {"bom", "register", "services"}
    assert work_once()
    worse = "supplier:nordlicht 断供后，dispatch 4 天即停止，以前为 30 天"
    for who, page in (
        (BEIFANG, address),
        (BEIFANG, "/party/"),
        (BEIFANG, f"/cases/{filed}/board/"),
        (sample.OFFICER, address),
        (sample.OFFICER, "/desk/"),
        (sample.OFFICER, f"/cases/{filed}/board/"),
        (sample.OFFICER, f"/cases/{filed}/board/runs/{run.pk}/"),
    ):
        shown = sign_in(who).get(page, follow=True)
        assert shown.status_code == 200, page
        if "runs" not in page:
            told = "供应中断分析变差" if page in ("/party/", "/desk/") else worse
            assert told in shown.content.decode(), page
    assert party.get(f"/cases/{filed}/board/runs/{run.pk}/").status_code == 200
    assert sign_in(sample.YUNQI).get(f"/cases/{filed}/board/runs/{run.pk}/").status_code == 404


def test_the_next_change_is_put_beside_the_last_one(sign_in: SignIn, filed: str) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{filed}/changes/"
    for at, stock in enumerate((4, 20, 20)):
        assert (
            party.post(address, {"versions": "x", "register": register(stock), "key": f"c{at}"}).status_code
            == 302
        )
        assert work_once()
    first, second, third = AnalysisRun.objects.filter(change__isnull=False).order_by("pk")
    assert first.worse
    assert second.base_id == first.pk
    assert second.worse == []
    assert third.worse == []
    assert "没有变差" in party.get(address).content.decode()


def test_the_files_are_in_the_log_and_the_receipt_names_them(sign_in: SignIn, filed: str) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{filed}/changes/"
    party.post(address, {"versions": "x", "register": register(4), "key": "change"})
    act = LoggedAct.objects.get(name="change_reported")
    assert [one["material"] for one in act.papers] == ["register"]
    change = ReportedChange.objects.get()
    receipt = party.get(f"{address}{change.pk}/receipt/").content.decode()
    payload = read(receipt).payload
    assert payload is not None
    assert json.loads(json.dumps(payload.record))["papers"] == act.papers
    assert party.get(f"{address}999/receipt/").status_code == 404


def test_a_file_that_cannot_be_read_fails_with_its_reason_for_both_sides(sign_in: SignIn, filed: str) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{filed}/changes/"
    bad = SimpleUploadedFile("new.cdx.json", b"{}")
    assert party.post(address, {"versions": "x", "bom": bad, "key": "change"}).status_code == 302
    assert work_once()
    for who in (BEIFANG, sample.OFFICER):
        page = sign_in(who).get(address).content.decode()
        assert "没有完成" in page
        assert "new.cdx.json" in page


def test_files_for_an_analysis_that_was_not_filed_are_refused_whole(sign_in: SignIn, filed: str) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{filed}/changes/"
    statements = SimpleUploadedFile("owners.json", b"[]")
    page = party.post(address, {"ownership": "新股东", "statements": statements, "key": "change"})
    assert page.status_code == 422
    assert "新股东" in page.content.decode()
    assert not ReportedChange.objects.exists()
    assert not LoggedAct.objects.filter(name="change_reported").exists()


def test_an_old_run_of_the_office_is_not_shown_to_the_party(sign_in: SignIn, filed: str) -> None:
    by = sample.Story(today()).held[sample.OFFICER]
    run = AnalysisRun.objects.get()
    own = AnalysisRun.objects.create(
        case_id=run.draft.case_id, again="supply-1", kind="supply", state="done", answer=run.answer,
        asked_by=by.person, asked_at=now(), key="own",
    )  # fmt: skip
    assert sign_in(sample.OFFICER).get(f"/cases/{filed}/board/runs/{own.pk}/").status_code == 200
    assert sign_in(BEIFANG).get(f"/cases/{filed}/board/runs/{own.pk}/").status_code == 404
