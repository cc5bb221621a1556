"""A dossier carried in by page, API and command is the same draft and is filed with the same receipt; and out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pyotp
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.places import EXAMPLES

from shencha.documents.declaration import kept
from shencha.documents.dossier.archive import stream, verify
from shencha.documents.dossier.evidence import FINDINGS, INPUT
from shencha.documents.dossier.manifest import Broken, Manifest, Paper
from shencha.documents.dossier.seal import read_recipient, seal
from shencha.errors import BadInput, NotFound
from shencha.ledger.receipt import check, read
from shencha.records import files, log
from shencha.records.acts import analyses, drafts
from shencha.records.acts.accounts import token
from shencha.records.acts.carried import handed_in, take_in
from shencha.records.log import seals
from shencha.records.models import AnalysisRun, CaseFile, Draft, Membership, SpentCode, StoredFile
from shencha.records.reads.dossiers import given_out
from shencha.records.second_factor import WrongCode
from shencha.server import worker
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
OWNER, EDITOR, RIVAL, COUNSEL = (
    "owner@yunqi.example",
    "editor@yunqi.example",
    "signatory@haina.example",
    "counsel@zhengde.example",
)
OFFICER = "officer@office.example"
PARTY = "云栖出行科技有限公司（虚构）"
CONTENT = {
    ("declaration", "申报书.pdf"): b"%PDF-1.7 declaration",
    ("analysis_report", "分析报告.docx"): b"PK\x03\x04 analysis",
    ("listing_documents", "F-1.pdf"): b"%PDF-1.7 " + b"listing" * 300,
}


WHO = {key.partition(".")[2]: said for key, said in sample.who_files("yunqi").items()}


def built(content: dict[tuple[str, str], bytes] = CONTENT, **other: Any) -> bytes:
    """A dossier."""
    from hashlib import sha256

    papers = tuple(Paper(*named, len(raw), sha256(raw).hexdigest()) for named, raw in content.items())
    said = {"ground": "foreign_listing", "instrument": "measures-2022", "title": "云栖出行赴纽约上市"}
    said |= {"party": PARTY, "facts": {"listing": {"planned": "yes", "venue": "US"}}}
    said |= {"declaration": kept("foreign_listing", {"party": WHO})} | other
    raw = list(content.values())
    return b"".join(stream(Manifest(**said, papers=papers), lambda at, _: iter([raw[at]])))


def sealed(raw: bytes) -> bytes:
    """It, sealed to this instance."""
    out = BytesIO()
    seal(iter([raw]), out, read_recipient(seals.recipient(), "test"))
    return out.getvalue()


def held(email: str) -> Membership:
    """That person's membership."""
    return Membership.objects.select_related("person", "organisation").get(person__email=email)


def uploaded(client: Client, *raw: bytes, name: str = "d.dossier.tar", **fields: str) -> Any:
    """The page's answer to an upload."""
    named = [name] if len(raw) == 1 else [f"d.part-{n}-of-{len(raw)}" for n in range(1, len(raw) + 1)]
    sent = [SimpleUploadedFile(one, content) for one, content in zip(named, raw, strict=True)]
    return client.post("/party/dossiers/new/", {"file": sent, **fields})


def contents(draft: Draft) -> dict[tuple[str, str], bytes]:
    """The papers of a draft."""
    return {(one.material, one.name): b"".join(files.content(one.file)) for one in draft.papers.all()}


@pytest.mark.parametrize("how", ["plain", "sealed", "parts", "sealed parts"])
def test_a_dossier_becomes_a_draft_by_page(sign_in: SignIn, how: str) -> None:
    raw = built()
    if "sealed" in how:
        raw = sealed(raw)
    pieces = [raw[:1000], raw[1000:2500], raw[2500:]] if "parts" in how else [raw]
    response = uploaded(sign_in(EDITOR), *pieces)
    draft = Draft.objects.get()
    assert response["Location"] == f"/party/drafts/{draft.pk}/"
    assert contents(draft) == CONTENT
    assert (draft.title, draft.ground, draft.facts) == (
        "云栖出行赴纽约上市",
        "foreign_listing",
        {"listing": {"planned": "yes", "venue": "US"}},
    )
    assert not [one for one in Path(settings.DATA).glob("tmp*") if one.name != "tmp"]


def test_sent_twice_it_is_one_draft_and_changed_since_it_is_two(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    first = uploaded(client, built())["Location"]
    assert uploaded(client, sealed(built()))["Location"] == first
    by = held(OWNER)
    drafts.attach(Draft.objects.get(), by=by, material="other", name="more.txt", chunks=[b"more"])
    assert uploaded(client, built())["Location"] != first


def test_by_page_by_program_and_by_command_the_filing_and_its_receipt_are_the_same(
    sign_in: SignIn, tmp_path: Path
) -> None:
    client = sign_in(OWNER)
    address = uploaded(client, built(title="一"))["Location"]
    assert client.post(f"{address}check/")["Location"] == f"{address}sign/"
    code = pyotp.TOTP(sample.TOTP_SECRET).now
    assert client.post(f"{address}sign/", {"key": "k1", "code": code(), "clean": "yes"}).status_code == 302
    forget_codes()

    bearer = {"Authorization": f"Bearer {token(held(OWNER), 'test')}"}
    program = Client(headers=bearer, HTTP_HOST="127.0.0.1")
    answer = program.post("/api/dossiers", {"file": [SimpleUploadedFile("d.tar", sealed(built(title="二")))]})
    assert answer.status_code == 201, answer.content
    at = answer["Location"]
    assert program.post(f"{at}/check").status_code == 200
    forget_codes()
    sent = program.post(
        f"{at}/file",
        {"code": code(), "clean": True},
        content_type="application/json",
        HTTP_IDEMPOTENCY_KEY="k2",
    )
    assert sent.status_code == 201, sent.content

    forget_codes()
    file = tmp_path / "d.dossier.tar"
    file.write_bytes(built(title="三"))
    _, event = handed_in([file], email=OWNER, code=code(), clean=True)
    assert event is not None

    records = []
    for case in CaseFile.objects.order_by("number"):
        stored = case.events.get()
        proof = read(log.receipt(stored))
        check(proof, log.verifier())
        assert proof.payload is not None
        records.append(proof.payload.record)
    assert len(records) == 3
    for record in records:
        assert record["event"] | {"title": ""} == records[0]["event"] | {"title": ""}
        assert record["papers"] == records[0]["papers"]
        assert (record["by"], record["role"]) == (OWNER, "party_owner")
        assert "confirmed_at" in record


def forget_codes() -> None:
    """So that the same half minute's code may confirm once more."""
    SpentCode.objects.all().delete()


def test_given_out_and_taken_in_again_it_is_the_same_dossier(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = uploaded(client, built())["Location"]
    response = client.get(f"{address}dossier/")
    raw = b"".join(response.streaming_content)
    assert int(response["Content-Length"]) == len(raw)
    assert raw == built()
    assert b"".join(client.get(f"{address}dossier/").streaming_content) == raw
    assert uploaded(client, raw)["Location"] == address
    assert Draft.objects.count() == 1


def test_analyses_and_judgements_go_out_and_come_back_in_and_are_run_again(sign_in: SignIn) -> None:
    client, by = sign_in(OWNER), held(OWNER)
    draft = take_in([("d.tar", BytesIO(built()))], by=by)
    given = [
        analyses.Given(
            "flows",
            "出境清单.yaml",
            [(EXAMPLES / "flows" / "platform.yaml").read_bytes()],
            made_on=date(2026, 1, 31),
        )
    ]
    analyses.ask(draft, by=by, kind="flows", given=given, key="k", file_inputs=True)
    analyses.judge(draft, by=by, factor="F5", text="数据留在境内", measures="每年复查")
    assert worker.work_once("here:1")
    first = AnalysisRun.objects.get()
    assert first.state == AnalysisRun.State.DONE
    raw = b"".join(client.get(f"/party/drafts/{draft.pk}/dossier/").streaming_content)
    manifest = verify(BytesIO(raw), "d.tar")
    assert [one.material for one in manifest.papers[-2:]] == [FINDINGS, INPUT]
    draft.delete()
    address = uploaded(client, raw)["Location"]
    again = Draft.objects.get()
    assert contents(again) == CONTENT
    assert worker.work_once("here:1")
    run = AnalysisRun.objects.get()
    assert (run.kind, run.file_inputs, run.answer) == (first.kind, True, first.answer)
    assert run.inputs.get().made_on == date(2026, 1, 31)
    assert (again.judgements.get().text, again.judgements.get().measures) == ("数据留在境内", "每年复查")
    assert "数据留在境内" in client.get(f"{address}evidence/").content.decode()
    assert uploaded(client, raw)["Location"] == address, "the same dossier is the same draft"
    assert verify(BytesIO(b"".join(given_out(again)[0])), "d.tar").evidence == manifest.evidence


@pytest.mark.parametrize(
    "evidence",
    [
        {"analyses": {}},
        {"analyses": [{"kind": "flows"}]},
        {"judgements": [{"factor": "F5", "text": "机密★5年", "measures": "", "source": ""}]},
        {
            "analyses": [
                {
                    "kind": "flows",
                    "parameters": {},
                    "file_inputs": True,
                    "inputs": [{"role": "flows", "name": "x", "sha256": "0" * 64}],
                }
            ]
        },
        {"more": []},
    ],
)
def test_evidence_that_cannot_stand_is_refused_with_its_place(
    settled: None, evidence: dict[str, Any]
) -> None:
    with pytest.raises(Broken) as refused:
        take_in([("d.tar", BytesIO(built(evidence=evidence)))], by=held(OWNER))
    assert all(one.where.startswith("evidence") for one in refused.value.faults)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "evidence",
    [
        {"judgements": [{"factor": "F99", "text": "x", "measures": "", "source": ""}]},
        {"analyses": [{"kind": "magic", "parameters": {}, "file_inputs": True, "inputs": []}]},
        {"analyses": [{"kind": "flows", "parameters": {}, "file_inputs": True, "inputs": []}]},
    ],
)
def test_an_analysis_that_there_is_not_keeps_nothing(settled: None, evidence: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        take_in([("d.tar", BytesIO(built(evidence=evidence)))], by=held(OWNER))
    assert not Draft.objects.exists()


def test_a_dossier_of_the_older_version_keeps_it_and_says_so(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = uploaded(client, built(ground="procurement", instrument="measures-2020"))["Location"]
    draft = Draft.objects.get()
    assert draft.instrument == "measures-2020"
    assert "2020" in client.get(address).content.decode()
    assert verify(BytesIO(b"".join(given_out(draft)[0])), "d.tar").instrument == "measures-2020"


def test_a_program_takes_its_draft_out(sign_in: SignIn) -> None:
    draft = take_in([("d.tar", BytesIO(built()))], by=held(OWNER))
    program = Client(headers={"Authorization": f"Bearer {token(held(OWNER), 't')}"}, HTTP_HOST="127.0.0.1")
    answer = program.get(f"/api/drafts/{draft.pk}/dossier")
    assert b"".join(answer.streaming_content) == b"".join(given_out(draft)[0])
    assert program.get("/api/dossiers/key").json() == {"recipient": seals.recipient()}
    other = Client(headers={"Authorization": f"Bearer {token(held(RIVAL), 't')}"}, HTTP_HOST="127.0.0.1")
    assert other.get(f"/api/drafts/{draft.pk}/dossier").status_code == 404
    assert other.post("/api/dossiers", {"file": [SimpleUploadedFile("d.tar", built())]}).status_code == 422
    broken = program.post("/api/dossiers", {"file": [SimpleUploadedFile("d.tar", built()[:-1])]})
    assert (broken.status_code, broken.json()["code"]) == (422, "broken_dossier")


def test_nobody_else_has_the_page_or_the_draft(sign_in: SignIn) -> None:
    address = uploaded(sign_in(OWNER), built())["Location"]
    for who in (RIVAL, OFFICER):
        assert sign_in(who).get(f"{address}dossier/").status_code == 404
    assert sign_in(OFFICER).get("/party/dossiers/new/").status_code == 404
    assert Client(HTTP_HOST="127.0.0.1").get("/party/dossiers/new/").status_code == 302


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (built()[:-1], "不完整"),
        (built().replace(b"analysis", b"Analysis"), "已被改动"),
        (b"nonsense", "不是卷宗文件"),
        (built({("declaration", "绝密★.pdf"): b"1"}), "保密"),
        (built(facts={"involves_state_secrets": "yes"}), "保密"),
        (built(party="别的公司"), "不是贵方的单位"),
        (built(ground="merger"), "没有这种事由"),
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_what_does_not_verify_or_is_a_secret_is_refused_and_nothing_of_it_is_kept(
    sign_in: SignIn, raw: bytes, said: str, closed: bool
) -> None:
    sent = sealed(raw) if closed else raw
    seals.recipient()  # the office's key is made when it is first needed
    before = sorted(Path(settings.DATA).rglob("*"))
    response = uploaded(sign_in(OWNER), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()
    assert [one for one in Path(settings.DATA).rglob("*") if one not in before] == []


def test_a_part_that_is_missing_is_named_on_the_page(sign_in: SignIn) -> None:
    response = uploaded(sign_in(OWNER), built()[:1000], name="d.part-1-of-2")
    assert response.status_code == 422
    assert "缺少第 2 卷" in response.content.decode()
    assert uploaded(sign_in(OWNER)).status_code == 422


def test_counsel_carries_in_for_the_party_that_the_dossier_names(sign_in: SignIn) -> None:
    draft = take_in([("d", BytesIO(built(party="海纳互动网络有限公司（虚构）")))], by=held(COUNSEL))
    assert draft.party.key == "haina"
    with pytest.raises(BadInput):
        take_in([("d", BytesIO(built()))], by=held(COUNSEL), party_key="haina")
    with pytest.raises(BadInput):
        take_in([("d", BytesIO(built()))], by=held(OFFICER))


def test_a_command_without_a_code_makes_a_draft_and_with_a_wrong_one_keeps_nothing(
    settled: None, tmp_path: Path
) -> None:
    file = tmp_path / "d.tar"
    file.write_bytes(built())
    with pytest.raises(WrongCode):
        handed_in([file], email=OWNER, code="000000")
    assert not Draft.objects.exists()
    draft, event = handed_in([file], email=EDITOR)
    assert (draft.case, event) == (None, None)
    with pytest.raises(NotFound):
        handed_in([file], email=OFFICER)
    with pytest.raises(NotFound):
        handed_in([file], email=EDITOR, code="123456")
    file.write_bytes(built()[:-10])
    with pytest.raises(Broken):
        handed_in([file], email=OWNER)


def test_an_incomplete_dossier_is_a_draft_but_is_not_filed(settled: None, tmp_path: Path) -> None:
    file = tmp_path / "d.tar"
    file.write_bytes(built({("declaration", "申报书.pdf"): b"%PDF-1"}))
    with pytest.raises(BadInput):
        handed_in([file], email=OWNER, code=pyotp.TOTP(sample.TOTP_SECRET).now())
    assert not CaseFile.objects.exists()
    assert len(drafts.incomplete(handed_in([file], email=OWNER)[0])) == 2


def test_a_paper_whose_name_bears_a_mark_is_refused_at_the_page_too(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = uploaded(client, built())["Location"]
    kept = StoredFile.objects.count()
    response = client.post(f"{address}papers/other/", {"file": SimpleUploadedFile("机密★.pdf", b"secret")})
    assert response.status_code == 422
    assert "保密" in response.content.decode()
    assert StoredFile.objects.count() == kept


def test_the_instance_keeps_its_key_to_itself(settled: None) -> None:
    key = Path(settings.DATA) / "dossier.key"
    assert seals.recipient().startswith("age1")
    published = Client(HTTP_HOST="127.0.0.1").get("/dossier/key").content.decode()
    assert published.strip() == seals.recipient()
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_text() == seals.identity()
