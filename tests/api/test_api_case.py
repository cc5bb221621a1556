"""A filing through the API: the same acts as on the pages, by programs of those concerned."""

from __future__ import annotations

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.api.programs import CLERK, EDITOR, NDRC, OFFICER, OWNER, RIVAL, SECOND, SYSTEM, Program, ProgramOf
from tests.instances import PEOPLED

from shencha.ledger.receipt import check, read
from shencha.ledger.verify import verified
from shencha.records import log
from shencha.records.log.auditing import audit_everything
from shencha.server.sample import instance as sample

PAPERS = ("declaration", "analysis_report", "listing_documents")


def code() -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(sample.TOTP_SECRET, int(time.time()) // 30))


def upload(name: str, body: bytes = b"sample") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def drafted(owner: Program) -> int:
    new = {"party": "yunqi", "ground": "foreign_listing", "title": "云栖赴纽约上市"}
    made = owner.act("/drafts", new | {"facts": sample.ANSWERS["foreign_listing"]})
    said = {"declaration": sample.who_files("yunqi")}
    assert owner.act(f"/drafts/{made['id']}", said, 200, "PATCH")["declaration"]["party"]
    for material in PAPERS:
        owner.send(f"/drafts/{made['id']}/papers", {"material": material, "file": upload(f"{material}.txt")})
    owner.act(f"/drafts/{made['id']}/check", status=200)
    return made["id"]


@pytest.fixture
def filed(program: ProgramOf) -> str:
    owner = program(OWNER)
    return owner.act(f"/drafts/{drafted(owner)}/file", {"code": code()})["case"]


def test_a_draft_is_checked_as_the_intake_desk_will_check_it(program):
    owner = program(OWNER)
    facts = {"listing": {"planned": "yes", "venue": "US"}, "actor": {"platform_operator": "yes"}}
    new = {"party": "yunqi", "ground": "foreign_listing", "title": "云栖", "facts": facts}
    made = owner.act("/drafts", new)
    seen = owner.get(f"/drafts/{made['id']}/check")
    assert not seen["complete"]
    assert {one["where"] for one in seen["faults"]} == set(PAPERS)
    assert "actor.users_with_personal_information" in seen["screening"]["missing"]
    refused = owner.ask("POST", f"/drafts/{made['id']}/check")
    assert (refused.status_code, len(refused.json()["faults"])) == (422, 3)
    changed = owner.act(f"/drafts/{made['id']}", {"title": "云栖（改）"}, 200, "PATCH")
    assert (changed["title"], changed["facts"]) == ("云栖（改）", facts)


def test_a_draft_and_its_papers_sent_again_with_the_same_key_are_there_once(program):
    owner = program(OWNER)
    new = {"party": "yunqi", "ground": "procurement", "title": "采购"}
    first = owner.act("/drafts", new, Idempotency_Key="begun")
    assert owner.act("/drafts", new, Idempotency_Key="begun")["id"] == first["id"]
    assert (
        owner.ask(
            "POST", "/drafts", {**new, "ground": "data_processing"}, Idempotency_Key="begun"
        ).status_code
        == 409
    )
    assert owner.act("/drafts", new, Idempotency_Key="another")["id"] != first["id"]
    papers = f"/drafts/{first['id']}/papers"

    def paper(content: bytes) -> dict[str, object]:
        return {"material": "other", "file": SimpleUploadedFile("a.txt", content)}

    sent = owner.send(papers, paper(b"one"), key="paper")
    assert owner.send(papers, paper(b"one"), key="paper")["id"] == sent["id"]
    owner.send(papers, paper(b"two"), status=409, key="paper")
    assert len(owner.get(f"/drafts/{first['id']}")["papers"]) == 1


def test_a_draft_belongs_to_its_party_alone(program):
    owner = program(OWNER)
    number = drafted(owner)
    assert program(EDITOR).get(f"/drafts/{number}")["id"] == number
    absent = program(RIVAL).ask("GET", "/drafts/999999").content
    for stranger in (RIVAL, OFFICER, SYSTEM):
        answer = program(stranger).ask("GET", f"/drafts/{number}")
        assert (answer.status_code, answer.content) == (404, absent)
        assert program(stranger).get("/drafts") == []


def test_state_secrets_are_refused_and_nothing_of_them_is_kept(program):
    owner = program(OWNER)
    new = {
        "party": "yunqi",
        "ground": "procurement",
        "title": "x",
        "facts": {"involves_state_secrets": "yes"},
    }
    assert owner.ask("POST", "/drafts", new).status_code == 422
    assert owner.get("/drafts") == []


def test_only_a_signatory_files_and_only_with_a_fresh_code_that_works_once(program):
    owner = program(OWNER)
    number = drafted(owner)
    wrong = owner.ask("POST", f"/drafts/{number}/file", {"code": "000000"}, Idempotency_Key="k1")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "second_factor")
    made = owner.act(f"/drafts/{number}/file", {"code": code()}, Idempotency_Key="k2")
    assert made["event"]["event"] == "filed"
    assert made["event"]["materials"] == list(PAPERS)
    assert made["event"]["answers"] == sample.ANSWERS["foreign_listing"]
    again = owner.act(f"/drafts/{number}/file", {"code": "000000"}, Idempotency_Key="k2")
    assert again == made
    assert len(owner.get("/cases")["cases"]) == 1
    assert owner.get(f"/drafts/{number}")["case"] == made["case"]


def test_filing_asks_first_that_all_answers_were_looked_through(program):
    owner = program(OWNER)
    number = drafted(owner)
    owner.act(f"/drafts/{number}", {"title": "later"}, 200, "PATCH")
    refused = owner.ask("POST", f"/drafts/{number}/file", {"code": code()}, Idempotency_Key="k")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_allowed")


def test_a_receipt_verifies_with_the_published_key_and_nothing_else(program, filed):
    owner = program(OWNER)
    text = owner.get(f"/cases/{filed}/events/1/receipt").content.decode()
    published = owner.get("/log")
    assert PEOPLED < check(read(text), log.verifier()).size <= published["size"]
    proved = verified(text, published["key"])
    assert proved["record"]["case"] == filed
    assert {one["material"] for one in proved["record"]["papers"]} == {*PAPERS, "completeness"}
    assert owner.get("/log/checkpoint").content.decode() == published["checkpoint"]


def test_the_office_asks_and_the_party_answers_item_by_item(program, filed):
    clerk, owner = program(CLERK), program(OWNER)
    asked = ["股权结构图", "数据出境清单"]
    clerk.act(f"/cases/{filed}/events", {"event": "supplement_requested", "items": asked})
    bare = owner.ask(
        "POST",
        f"/cases/{filed}/events",
        {"event": "supplement_received", "items": asked[:1]},
        Idempotency_Key="bare",
    )
    assert bare.status_code == 409
    path = f"/cases/{filed}/supplements"
    owner.send(path, {"items": ["别的"], "files": [upload("a.txt")]}, 422)
    owner.send(path, {"items": asked, "files": [upload("a.txt")]}, 422)
    sent = {"items": [asked[0], asked[0]], "files": [upload("a.txt"), upload("b.txt", b"more")]}
    made = owner.send(path, sent, key="once")
    assert [paper["name"] for paper in made["papers"]] == ["a.txt", "b.txt"]
    again = {"items": asked[:1], "files": [upload("c.txt")]}
    assert owner.send(path, again, key="once") == made
    paper = clerk.get(f"/cases/{filed}/papers/{made['papers'][1]['id']}")
    assert b"".join(paper.streaming_content) == b"more"
    assert [todo["act"] for todo in owner.get(f"/cases/{filed}")["todos"]] == ["supplement_received"]


def test_an_item_with_a_structure_is_answered_in_words_and_files(program, filed):
    clerk, owner = program(CLERK), program(OWNER)
    about = {"material": "analysis_report", "file": "report.pdf", "page": 2}
    item = {
        "item": "S1",
        "about": about,
        "kind": "unclear",
        "ask": "写明接收方",
        "why": "据此评估",
        "due": "2150-01-04",
    }
    other = {
        "item": "S2",
        "about": {"material": "other"},
        "kind": "missing",
        "ask": "股权图",
        "why": "据此评估",
    }
    asked = {"event": "supplement_requested", "items": [item, other, "清单"]}
    bad = asked | {"items": [item | {"kind": "odd"}]}
    refused = clerk.ask("POST", f"/cases/{filed}/events", bad, Idempotency_Key="bad")
    assert refused.status_code == 422
    assert "items.0.kind" in refused.content.decode()
    clerk.act(f"/cases/{filed}/events", asked)
    path = f"/cases/{filed}/supplements"
    first, second, third = owner.get(path)
    assert (first["asked"], first["due"], third["asked"]) == (item, "2150-01-04", "清单")
    assert second["said"]["en"] == "other material: missing"
    assert owner.get(f"/cases/{filed}")["todos"][0]["due"] == "2150-01-04"
    owner.send(path, {"answered": ["S2"], "answers": ["随后"]}, 422)
    owner.send(path, {"answered": ["S1", "S1"], "answers": ["a", "b"]}, 422)
    owner.send(path, {"answered": ["S1"]}, 422)
    owner.send(path, {}, 422)
    sent = {"answered": ["S1"], "answers": ["甲公司"], "items": ["S2"], "files": [upload("图.txt")]}
    made = owner.send(path, sent, key="typed")
    assert made["event"]["replies"] == {"S1": "甲公司"}
    assert [paper["material"] for paper in made["papers"]] == ["other"]
    answered = clerk.get(path)
    assert [one["answer"] is None for one in answered] == [False, False, True]
    assert answered[0]["answer"]["text"] == "甲公司"
    assert answered[1]["answer"]["papers"][0]["name"] == "图.txt"
    assert audit_everything().faults == ()


def test_two_deciders_at_once_make_one_decision(program, filed):
    clerk, officer = program(CLERK), program(OFFICER)
    seen = clerk.ask("GET", f"/cases/{filed}")["ETag"]
    officer.act(f"/cases/{filed}/events", {"event": "materials_accepted"}, If_Match=seen)
    late = clerk.ask(
        "POST",
        f"/cases/{filed}/events",
        {"event": "supplement_requested", "items": ["x"]},
        Idempotency_Key="late",
        If_Match=seen,
    )
    assert (late.status_code, late.json()["code"]) == (412, "overtaken")
    assert "acted before you" in late.json()["detail"]


def test_a_retry_with_the_same_key_is_the_same_act(program, filed):
    clerk = program(CLERK)
    first = clerk.act(f"/cases/{filed}/events", {"event": "materials_accepted"}, Idempotency_Key="same")
    again = clerk.act(f"/cases/{filed}/events", {"event": "materials_accepted"}, Idempotency_Key="same")
    assert again == first
    other = clerk.ask(
        "POST",
        f"/cases/{filed}/events",
        {"event": "supplement_requested", "items": ["x"]},
        Idempotency_Key="same",
    )
    assert other.status_code == 409


def test_a_decision_needs_a_second_person(program, filed):
    clerk, officer, second = program(CLERK), program(OFFICER), program(SECOND)
    path = f"/cases/{filed}/events"
    clerk.act(path, {"event": "materials_accepted"})
    decision = {"event": "determination_notified", "review": "yes"}
    assert officer.ask("POST", path, decision, Idempotency_Key="alone").status_code == 409
    officer.act(path, {"event": "decision_drafted", "decision": decision, "by": OFFICER})
    assert second.act(path, decision)["role"] == "second_officer"
    owner = program(OWNER)
    stands = owner.get(f"/cases/{filed}")
    assert stands["state"] == "preliminary"
    assert stands["clocks"][-1]["budget"] == 30
    names = [one["event"]["event"] for one in owner.get(path)]
    assert names == ["filed", "materials_accepted", "determination_notified"]
    assert owner.get(path)[-1]["by"] is None


def test_a_member_answers_in_its_own_name_and_sees_no_other_opinion(program, filed):
    clerk, officer, second = program(CLERK), program(OFFICER), program(SECOND)
    path = f"/cases/{filed}/events"
    decision = {"event": "determination_notified", "review": "yes"}
    clerk.act(path, {"event": "materials_accepted"})
    officer.act(path, {"event": "decision_drafted", "decision": decision, "by": OFFICER})
    second.act(path, decision)
    ndrc = program(NDRC)
    assert ndrc.ask("GET", f"/cases/{filed}").status_code == 404
    officer.act(path, {"event": "proposal_sent", "proposal": "not_affecting", "to": ["ndrc", "miit"]})
    assert [line["act"] for part in ndrc.get("/worklist")["parts"] for line in part["lines"]] == [
        "opinion_received"
    ]
    ndrc.act(f"/cases/{filed}/opinion", {"opinion": "agree", "reason": "风险可控"})
    miit = program("liaison@miit.example")
    assert [clock["consultee"] for clock in miit.get(f"/cases/{filed}")["clocks"] if clock["consultee"]] == [
        "miit"
    ]
    assert all(one["event"].get("from") != "ndrc" for one in miit.get(path))
    again = ndrc.ask("POST", f"/cases/{filed}/opinion", {"opinion": "disagree"}, Idempotency_Key="again")
    assert again.status_code == 409
    assert audit_everything().faults == ()


def test_a_concern_begins_a_case_of_its_own(program):
    ndrc, owner = program(NDRC), program(OWNER)
    made = ndrc.act("/concerns", {"title": "某路由器", "subject": "products_services"})
    assert ndrc.get(f"/cases/{made['case']}")["state"] == "proposed"
    refused = owner.ask("POST", "/concerns", {"title": "x", "subject": "y"}, Idempotency_Key="k")
    assert refused.status_code == 404


def test_the_first_opening_of_a_notice_is_its_receipt(program, filed):
    program(CLERK).act(f"/cases/{filed}/events", {"event": "supplement_requested", "items": ["股权结构图"]})
    owner = program(OWNER)
    line = owner.get("/notices")[0]
    assert (line["notice"], line["received_on"]) == ("supplement_requested", None)
    read_ = owner.act(f"/notices/{line['id']}/open", status=200)
    assert read_["received_on"] == read_["issued_on"]
    assert program(RIVAL).ask("POST", f"/notices/{line['id']}/open").status_code == 404


def test_what_is_not_yours_is_not_there(program, filed):
    rival = program(RIVAL)
    for path in ("", "/events", "/events/1", "/events/1/receipt", "/papers", "/papers/1"):
        theirs = rival.ask("GET", f"/cases/{filed}{path}")
        absent = rival.ask("GET", f"/cases/1999-0001{path}")
        assert theirs.status_code == absent.status_code == 404
        assert theirs.content == absent.content.replace(b"1999-0001", filed.encode())
    assert rival.get("/cases") == {"cases": [], "next": None, "total": 0, "more": False}


def test_lists_are_read_page_by_page(program):
    ndrc = program(NDRC)
    made = [ndrc.act("/concerns", {"title": f"{n}", "subject": "y"})["case"] for n in range(5)]
    office, found, before = program(OFFICER), [], ""
    while True:
        page = office.get(f"/cases?limit=2{before}")
        found += [one["case"] for one in page["cases"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert found == made[::-1]


def test_the_log_only_grows_and_proves_it(program, filed):
    owner, clerk = program(OWNER), program(CLERK)
    older = owner.get(f"/cases/{filed}/events/1/receipt").content.decode()
    clerk.act(f"/cases/{filed}/events", {"event": "materials_accepted"})
    first, second = read(older).index + 1, owner.get("/log")["size"]
    assert second > first
    lines = owner.get(f"/log/consistency?first={first}&second={second}").content.decode().split()
    import base64

    proof = [base64.b64decode(line) for line in lines]
    newer = owner.get("/log/checkpoint").content.decode()
    assert check(read(older), log.verifier(), newer, proof).size == first
    assert owner.ask("GET", f"/log/consistency?first={second}&second={second + 1}").status_code == 422


def test_lists_are_given_page_by_page(program, monkeypatch):
    monkeypatch.setattr("shencha.api.headers.A_PAGE", 2)
    owner = program(OWNER)
    made = [
        owner.act("/drafts", {"party": "yunqi", "ground": "procurement", "title": f"采购{n}"})["id"]
        for n in range(3)
    ]
    pages = [[one["id"] for one in owner.get(f"/drafts?page={n}")] for n in (1, 2, 3)]
    assert pages == [made[:0:-1], made[:1], []]
    assert owner.get("/notices?page=2") == []
    for wrong in ("0", "x", "10001"):
        assert owner.ask("GET", f"/drafts?page={wrong}").status_code == 422
