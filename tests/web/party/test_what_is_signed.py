"""Every word that a party signs reaches the office, the receipt and whoever verifies it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.documents.kinds.makers import pdf
from tests.web.party.test_party_pages import OWNER, begun, code, paper
from typer.testing import CliRunner

from shencha.canonical import digest_of
from shencha.cli.main import app
from shencha.law.measures.promises import PROMISES
from shencha.ledger.receipt import read
from shencha.procedure.acts import Filed, event_from
from shencha.records import log
from shencha.records.acts import analyses, drafts
from shencha.records.clock import today
from shencha.records.models import CaseFile, Draft, Membership, StoredEvent, SupplierPart
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
SUPPLIER, OFFICER, LIAISON = "supplier@xinyuan.example", "officer@office.example", "liaison@ndrc.example"
FACTS = {
    "actor": {
        "ciio": "no",
        "platform_operator": "yes",
        "users_with_personal_information": {"at_least": 3_500_000, "at_most": 3_600_001},
    },
    "listing": {"planned": "yes", "venue": "GB", "application_submitted_on": "2027-03-02"},
    "involves_state_secrets": "no",
}


class Signed(HTMLParser):
    """The words that stand in lists of terms, in cells of tables and in code: what a signature is put under."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._within = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within += tag in ("dd", "td", "code")

    def handle_endtag(self, tag: str) -> None:
        self._within -= tag in ("dd", "td", "code")

    def handle_data(self, data: str) -> None:
        if self._within and data.strip():
            self.words.append(data.strip())


def signed(sign_in: SignIn) -> tuple[list[str], StoredEvent]:
    """A filing with answers, papers, a judgement and a supplier's part; the words of its sign page, and its event."""
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner)
    asked = {"supplier": SUPPLIER, "product": "存储阵列", "wanted_by": (today() + timedelta(9)).isoformat()}
    owner.post(f"{address}suppliers/", asked)
    part = SupplierPart.objects.get()
    supplier.post(f"/supplies/{part.pk}/files/", {"file": SimpleUploadedFile("测试报告.pdf", pdf())})
    said = {f"says-{name}": "yes" for name in PROMISES} | {
        "description": "双控制器",
        "act": "hand_in",
        "seen": "0",
    }
    supplier.post(f"/supplies/{part.pk}/", said)
    for material in ("declaration", "analysis_report", "listing_documents"):
        owner.post(f"{address}papers/{material}/", {"file": paper(f"{material}.pdf", material.encode())})
    by = Membership.objects.select_related("person", "organisation").get(person__email=OWNER)
    draft = Draft.objects.get()
    drafts.answer(draft, by=by, facts=FACTS)
    analyses.judge(draft, by=by, factor="F5", text="数据留在境内")
    drafts.declare(draft, by=by, written=sample.who_files("yunqi") | {"foreign_listing.kind": "first"})
    owner.post(f"{address}check/")
    page = owner.get(f"{address}sign/").content.decode()
    assert owner.post(f"{address}sign/", {"key": "k", "code": code()}).status_code == 302
    return Signed(page).words, StoredEvent.objects.get(name="filed")


def test_every_word_signed_is_on_the_pages_of_those_who_may_read_it(sign_in: SignIn) -> None:
    words, event = signed(sign_in)
    assert {"3,500,000 至 3,600,001 人", "英国", "2027年3月2日", "010-66000001", "测试报告.pdf"} <= set(words)
    for reader in (OFFICER, OWNER):
        page = unescape(sign_in(reader).get(f"/cases/{event.case.number}/filing/").content.decode())
        assert [one for one in words if one not in page and one not in ("林晓 · 当事人负责人",)] == []
        case = sign_in(reader).get(f"/cases/{event.case.number}/").content.decode()
        case = case or sign_in(reader).get(f"/party/cases/{event.case.number}/").content.decode()
        assert f"/cases/{event.case.number}/filing/" in case
    assert sign_in("owner@beifang.example").get(f"/cases/{event.case.number}/filing/").status_code == 404


def test_the_record_holds_it_and_the_verifier_tells_it(sign_in: SignIn, tmp_path) -> None:
    words, event = signed(sign_in)
    receipt = tmp_path / "filing.tlog-proof"
    receipt.write_text(log.receipt(event))
    payload = read(receipt.read_text()).payload
    assert payload is not None
    filed = event_from(payload.record["event"])
    assert isinstance(filed, Filed)
    assert (filed.party, filed.title, filed.ground) == ("yunqi", event.case.title, "foreign_listing")
    assert filed.answers == FACTS
    assert filed.answers_digest == digest_of(FACTS)
    done = CliRunner().invoke(
        app, ["log", "verify", str(receipt), "--key", str(log.verifier()), "--lang", "zh"]
    )
    assert done.exit_code == 0, done.output
    sizes = {f"{one.file.size}" for one in event.papers.all()}
    units = ("字节", "bytes", "KB")
    missing = [one for one in words if one not in done.output and not any(unit in one for unit in units)]
    assert missing == ["林晓 · 当事人负责人"], "the record names its signatory by the address"
    assert all(f" {one} B " in done.output for one in sizes)


def test_replay_takes_the_stored_filing_as_it_is(sign_in: SignIn, tmp_path) -> None:
    _, event = signed(sign_in)
    story = {"case": event.case.number, "ground": "foreign_listing", "events": [event.payload]}
    (tmp_path / "case.json").write_text(json.dumps(story, ensure_ascii=False))
    done = CliRunner().invoke(app, ["replay", str(tmp_path / "case.json"), "--json"])
    assert done.exit_code == 0, done.output
    story["events"][0]["answers"] = FACTS | {"involves_state_secrets": "unknown"}
    (tmp_path / "case.json").write_text(json.dumps(story, ensure_ascii=False))
    done = CliRunner().invoke(app, ["replay", str(tmp_path / "case.json"), "--json"])
    assert "answers_digest" in str(done.exception)


def test_a_draft_changed_after_the_filing_changes_nothing_that_was_filed(sign_in: SignIn) -> None:
    _, event = signed(sign_in)
    Draft.objects.update(facts={"actor": {"users_with_personal_information": 900_000}})
    page = sign_in(OFFICER).get(f"/cases/{event.case.number}/filing/").content.decode()
    assert "3,500,000" in page
    assert "900,000" not in page
    from shencha.records.acts.registers import facts_before

    assert facts_before(CaseFile.objects.get()) == FACTS
