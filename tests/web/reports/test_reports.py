"""Social supervision: from a report with or without a name to its answer, and who may see what of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.mailbox_server import mailbox

from shencha.records.acts import accounts, reminders
from shencha.records.clock import SHANGHAI, today
from shencha.records.log.kept import Order, kept
from shencha.records.models import CaseFile, Report, ReportEntry
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
NAME, CONTACT = "张匿名女士", "zhang.reporter@mail.example"
AUDITOR, SUPERVISOR = "auditor@audit.example", "supervisor@supervision.example"


def send(reader: Client, kind: str = "party", **more: object) -> tuple[Report, str]:
    """Report by the page, as a browser does."""
    page = reader.get(f"/report/{kind}/")
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key
    given = {"key": key[1], "about": "信源存储设备有限公司", "text": "承诺的技术支持已经中断。"} | more
    answer = reader.post(f"/report/{kind}/", given)
    assert answer.status_code == 200, answer.content.decode()
    code = re.search(r"<code>([A-Z2-7-]{23})</code>", answer.content.decode())
    assert code
    return Report.objects.latest("id"), code[1]


def colleague(desk: str, role: str) -> str:
    email = f"second.{desk}@{desk}.example"
    accounts.person(email, "同事", sample.PASSWORD)
    accounts.grant(email, desk, role)
    return email


def test_a_report_comes_back_with_its_answer(reader: Client, sign_in: SignIn) -> None:
    report, code = send(reader)
    desk = sign_in(SUPERVISOR)
    assert report.number in desk.get("/reports/").content.decode()
    reply = {"text": "已要求该单位说明情况。", "final": "yes", "key": "k" * 20}
    assert desk.post(f"/reports/{report.number}/reply/", reply).status_code == 302
    elsewhere = Client(HTTP_HOST="127.0.0.1")
    assert elsewhere.post("/report/follow/", {"code": code.lower().replace("-", " ")}).status_code == 302
    thread = elsewhere.get("/report/thread/").content.decode()
    assert "已要求该单位说明情况。" in thread
    assert "李静" not in thread
    assert "高远" not in thread


def test_a_form_sent_twice_is_one_report_with_one_code(reader: Client, settled: None) -> None:
    page = reader.get("/report/party/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    codes = set()
    for client in (reader, Client(HTTP_HOST="127.0.0.1")):  # the answer was lost, with its cookie
        sent = client.post("/report/party/", {"key": key[1], "about": "x", "text": "y"})
        codes |= set(re.findall(r"<code>([A-Z2-7-]{23})</code>", sent.content.decode()))
    assert (Report.objects.count(), len(codes)) == (1, 1)


def test_a_wrong_code_says_so_and_opens_nothing(reader: Client, settled: None) -> None:
    send(reader)
    other = Client(HTTP_HOST="127.0.0.1")
    assert other.post("/report/follow/", {"code": "AAAAA-BBBBB-CCCCC-DDDDD"}).status_code == 422
    assert other.get("/report/thread/").status_code == 302


def test_what_was_typed_stays_when_something_is_missing(reader: Client, settled: None) -> None:
    answer = reader.post("/report/party/", {"key": "k1", "about": "", "text": "承诺没有履行", "name": NAME})
    assert answer.status_code == 422
    assert "承诺没有履行" in answer.content.decode()
    assert NAME in answer.content.decode()
    assert not Report.objects.exists()


def test_the_two_kinds_go_to_different_desks(reader: Client, sign_in: SignIn) -> None:
    party, _ = send(reader, "party")
    review, _ = send(reader, "review", about="某承办人")
    for email, own, other in ((SUPERVISOR, party, review), (AUDITOR, review, party)):
        desk = sign_in(email)
        assert desk.get(f"/reports/{own.number}/").status_code == 200
        assert desk.get(f"/reports/{other.number}/").status_code == 404
    for email in (
        "officer@office.example",
        "head@office.example",
        "liaison@ndrc.example",
        "owner@yunqi.example",
    ):
        assert sign_in(email).get(f"/reports/{review.number}/").status_code == 404
        assert sign_in(email).get("/reports/").status_code == 404


def test_a_report_is_gone_for_the_person_it_concerns(reader: Client, sign_in: SignIn) -> None:
    report, _ = send(reader, "review", about="审计处沈明")
    second = colleague("audit", "auditor")
    desk = sign_in(second)
    assert desk.post(f"/reports/{report.number}/concerns/", {"email": AUDITOR}).status_code == 302
    concerned = sign_in(AUDITOR)
    assert concerned.get(f"/reports/{report.number}/").status_code == 404
    assert report.number not in concerned.get("/reports/").content.decode()
    assert desk.get(f"/reports/{report.number}/").status_code == 200


def test_who_reported_opens_by_two_and_once(reader: Client, sign_in: SignIn) -> None:
    report, _ = send(reader, name=NAME, contact=CONTACT)
    address = f"/reports/{report.number}/identity/"
    first = sign_in(SUPERVISOR)
    assert NAME not in first.post(address, {"step": "see"}, follow=True).content.decode()
    first.post(address, {"step": "ask", "reason": "需要核实现场"})
    first.post(address, {"step": "approve"})
    assert NAME not in first.post(address, {"step": "see"}, follow=True).content.decode()
    second = sign_in(colleague("supervision", "supervisor"))
    assert second.post(address, {"step": "approve"}).status_code == 302
    seen = first.post(address, {"step": "see"})
    assert NAME in seen.content.decode()
    assert NAME not in first.post(address, {"step": "see"}, follow=True).content.decode()
    steps = list(report.entries.exclude(what="seen").values_list("what", flat=True))
    assert steps == ["written", "identity_asked", "identity_approved", "identity_seen"]


def test_name_and_address_lie_nowhere_but_sealed(
    reader: Client, sign_in: SignIn, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    """Database, files, log and mail, after the desk has read, asked, linked, been reminded, and seen who it is."""
    upload = SimpleUploadedFile(f"{NAME}.docx", _signed_paper(NAME))
    report, code = send(reader, name=NAME, contact=CONTACT, files=[upload])
    desk, address = sign_in(SUPERVISOR), f"/reports/{report.number}/"
    desk.get(address)
    sample._ended(sample.Story(today()))
    case = CaseFile.objects.get(title="变电站安全网关采购").number
    desk.post(f"{address}link/", {"case": case, "obligation": "每季度报告备件库存"})
    desk.post(f"{address}identity/", {"step": "ask", "reason": "需要核实现场"})
    sign_in(colleague("supervision", "supervisor")).post(f"{address}identity/", {"step": "approve"})
    assert NAME in desk.post(f"{address}identity/", {"step": "see"}).content.decode()
    report.refresh_from_db()
    with mailbox(settings) as box:
        due = datetime.combine(report.due, time(10), SHANGHAI)
        assert reminders.work_once(due).sent > 0
        mailed = [message.as_bytes() for _, message in box.taken]
    wanted = [NAME, CONTACT, code, code.replace("-", "")]
    hidden = [word.encode() for word in wanted] + [json.dumps(NAME)[1:-1].encode()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                said = b" ".join(
                    bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in row
                )
                assert not any(word in said for word in hidden), table
    for path in Path(settings.DATA).rglob("*"):
        if path.is_file() and "sqlite" not in path.name:
            assert not any(word in content for content in _all_of(path) for word in hidden), path
    for entry in kept(Order()):
        told = json.dumps(entry.record, ensure_ascii=False).encode()
        assert not any(word in told for word in hidden)
    assert not any(word in caplog.text for word in wanted)
    assert not any(word in message for message in mailed for word in hidden)


def _signed_paper(author: str) -> bytes:
    """A Word file that names its author, as word processors do."""
    from docx import Document

    paper = Document()
    paper.add_paragraph("供货记录")
    paper.core_properties.author = paper.core_properties.last_modified_by = author
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _all_of(path: Path) -> list[bytes]:
    """The bytes of a file, and those of its parts if it is an archive."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return [content]
    with zipfile.ZipFile(path) as opened:
        return [content, *(opened.read(name) for name in opened.namelist())]


def test_a_file_that_cannot_be_cleaned_is_refused_and_nothing_is_kept(reader: Client, settled: None) -> None:
    page = reader.post(
        "/report/party/",
        {"key": "k2", "about": "某单位", "text": "见附件", "files": SimpleUploadedFile("run.exe", b"MZ")},
    )
    assert page.status_code == 422
    assert "run.exe" not in page.content.decode() or "PDF" in page.content.decode()
    assert not ReportEntry.objects.exists()


def test_an_answered_report_is_in_hand_again_when_more_arrives(reader: Client, sign_in: SignIn) -> None:
    report, _ = send(reader)
    sign_in(SUPERVISOR).post(
        f"/reports/{report.number}/reply/", {"text": "已核实", "final": "yes", "key": "k3"}
    )
    assert reader.post("/report/thread/", {"text": "又中断了", "key": "k4"}).status_code == 302
    report.refresh_from_db()
    assert report.state == Report.State.IN_HAND


def test_a_report_is_linked_only_to_a_case_that_the_reader_may_see(reader: Client, sign_in: SignIn) -> None:
    report, _ = send(reader)
    desk = sign_in(SUPERVISOR)
    desk.post(f"/reports/{report.number}/link/", {"case": "2026-9999"})
    report.refresh_from_db()
    assert report.case is None


def test_a_report_is_put_before_a_unit_which_raises_a_concern_of_it(reader: Client, sign_in: SignIn) -> None:
    report, _ = send(reader, name=NAME, contact=CONTACT)
    desk, miit = sign_in(SUPERVISOR), sign_in("liaison@miit.example")
    address = f"/reports/{report.number}/refer/"
    for wrong in ({"unit": "nobody", "words": "x"}, {"unit": "miit", "words": " "}):
        page = desk.post(address, wrong)
        assert page.status_code == 422
        assert "转交" in page.content.decode()
    assert report.number not in miit.get("/work/concern/").content.decode()
    words = {"unit": "miit", "words": "供应商中断技术支持，可能影响供应链安全。"}
    assert desk.post(address, words).status_code == 302
    assert "有 1 件举报转交贵单位" in miit.get("/work/").content.decode()
    page = miit.get("/work/concern/").content.decode()
    assert words["words"] in page
    for kept_apart in (NAME, CONTACT, "承诺的技术支持已经中断。"):
        assert kept_apart not in page
    other = sign_in("liaison@mps.example")
    assert report.number not in other.get("/work/concern/").content.decode()
    key = re.search(r'name="key"[^>]* value="([^"]+)"|value="([^"]+)"[^>]* name="key"', page)
    assert key
    given = {
        "key": key[1] or key[2],
        "title": "存储设备",
        "subject": "products_services",
        "report": report.number,
    }
    assert other.post("/work/concern/", given | {"key": "another"}).status_code == 302
    assert Report.objects.get(pk=report.pk).case is None, "it was not put before that unit"
    answer = miit.post("/work/concern/", given)
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.case is not None
    assert answer.headers["Location"] == f"/cases/{report.case.number}/"
    assert report.number not in miit.get("/work/concern/").content.decode()
    assert report.case.number in desk.get(f"/reports/{report.number}/").content.decode()


def test_a_report_on_the_review_is_put_before_no_unit(reader: Client, sign_in: SignIn) -> None:
    report, _ = send(reader, kind="review")
    auditor = sign_in(AUDITOR)
    assert auditor.post(f"/reports/{report.number}/refer/", {"unit": "miit", "words": "x"}).status_code == 302
    assert "对审查工作的举报不转交成员单位" in auditor.get(f"/reports/{report.number}/").content.decode()
    assert not Report.objects.get(pk=report.pk).referred_to
    assert "转交成员单位" not in sign_in(AUDITOR).get(f"/reports/{report.number}/").content.decode()
