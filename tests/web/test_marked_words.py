"""A line that is the mark of a state secret is refused in every form and operation, and nothing of its box stays."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.api.programs import Program
from tests.web.party.test_party_pages import OFFICER, OWNER, begun, code, filed, office_asks, ready
from tests.web.supplier.test_supplier_parts import SUPPLIER, asked

from shencha.law.state_secrets import mark_typed
from shencha.records.acts import accounts, reports
from shencha.records.models import Draft, Membership, StoredFile
from shencha.web.uploads import NamelessFile

SignIn = Callable[[str], Client]
CANARY = "金丝雀七九四一"
MARKED = f"第一行\n机密★三年\n{CANARY}"
PLAIN = "不涉及绝密、机密、秘密级事项；商业秘密另行标注。"


def traces(words: str = CANARY) -> list[str]:
    """Where the words lie: tables, files under the data folder, mail."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            cells = (cell for row in cursor.fetchall() for cell in row)
            said = (bytes(c) if isinstance(c, bytes) else str(c).encode() for c in cells)
            if any(words.encode() in one or words.encode("unicode-escape") in one for one in said):
                found.append(table)
    for path in Path(settings.DATA).rglob("*"):
        if path.is_file() and words.encode() in path.read_bytes():
            found.append(str(path))
    return found + [one.subject for one in mail.outbox if words in f"{one.subject}{one.body}"]


def refused(answer: Any, where: str = "") -> None:
    """Told with its place, the mark and where such matters belong; nothing kept."""
    page = answer.content.decode()
    assert answer.status_code in (400, 422), page
    assert where in page
    assert "机密★" in page
    assert CANARY not in page
    assert not traces()


@pytest.mark.parametrize(
    "line", ["机密★三年", "ＴＯＰ　ＳＥＣＲＥＴ", "密級：絕密", "  【秘密】  ", "机 密 ★ 长期"]
)
def test_a_mark_is_known_wherever_it_stands_in_what_is_typed(line: str):
    assert mark_typed("\n" * 400 + f"{PLAIN}\r\n{line}\r\n{PLAIN}")
    assert mark_typed(PLAIN * 50) is None


def test_what_a_party_writes_before_it_files(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    draft = begun(owner)
    said = {"party": "yunqi", "ground": "procurement", "title": MARKED}
    refused(owner.post("/party/drafts/new/", said))
    refused(owner.post(f"{draft}declaration/", {"foreign_listing.business": MARKED}))
    asks = {"supplier": SUPPLIER, "product": "阵列", "wanted_by": "2030-01-02", "note": MARKED}
    refused(owner.post(f"{draft}suppliers/", asks))
    refused(owner.post(f"{draft}evidence/factors/F5/", {"text": MARKED}))
    assert Draft.objects.count() == 1


def test_the_rest_of_a_refused_form_waits_and_the_marked_box_is_empty(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = f"{begun(owner)}declaration/"
    sent = {"party.contact": "周敏等候", "foreign_listing.business": MARKED}
    refused(owner.post(address, sent, HTTP_REFERER=f"http://127.0.0.1{address}"))
    page = owner.get(address).content.decode()
    assert "周敏等候" in page
    assert CANARY not in page


def test_a_suppliers_part(sign_in: SignIn) -> None:
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    part = asked(owner, begun(owner))
    refused(supplier.post(f"/supplies/{part}/", {"description": MARKED, "seen": "0"}))
    Draft.objects.update(facts={"involves_state_secrets": "yes"})
    sent = {"file": SimpleUploadedFile("a.txt", b"plain")}
    assert supplier.post(f"/supplies/{part}/files/", sent).status_code == 409
    assert supplier.post(f"/supplies/{part}/", {"description": "无", "seen": "0"}).status_code == 409
    assert not StoredFile.objects.exists()


def test_answers_to_the_office_and_a_withdrawal(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    office_asks(number, "analysis_report")
    address = f"/party/cases/{number}/supplement/"
    refused(owner.post(address, {"item-0": "analysis_report", "text-0": MARKED, "key": "k"}))
    paper = SimpleUploadedFile("a.txt", MARKED.encode())
    refused(owner.post(address, {"item-0": "analysis_report", "file-0": paper, "key": "k"}), "a.txt")
    refused(owner.post(f"/party/cases/{number}/withdraw/", {"reason": MARKED, "key": "k"}))
    refused(sign_in(OFFICER).post(f"/cases/{number}/do/withdrawn/", {"reason": MARKED}))


def test_a_report_of_anyone(reader: Client, settled: None) -> None:
    said = {"key": reports.fresh_form(), "about": "某单位", "text": "正文"}
    refused(reader.post("/report/party/", said | {"text": MARKED}))
    refused(reader.post("/report/party/", said | {"about": MARKED}))
    paper = SimpleUploadedFile("a.txt", MARKED.encode())
    refused(reader.post("/report/party/", said | {"files": [paper]}))


def test_a_program(settled: None) -> None:
    held = Membership.objects.get(person__email=OWNER)
    program = Program({"Authorization": f"Bearer {accounts.token(held, 'test')}"})
    said = {"party": "yunqi", "ground": "procurement", "title": "采购", "facts": {"note": MARKED}}
    refused(program.ask("POST", "/drafts", said, "zh", Idempotency_Key="k"), "facts.note")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("size", [100, 3 * 2**20])
def test_a_marked_paper_never_has_a_name_on_the_disk(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, size: int
):
    """What is written before the verdict lies where no name leads to it, in the form's upload and at the door."""
    seen: list[list[str]] = []
    real = NamelessFile.chunks

    def looked(self: NamelessFile, chunk_size: int | None = None) -> Any:
        seen.append(traces())
        return real(self, chunk_size)

    monkeypatch.setattr(NamelessFile, "chunks", looked)
    owner = sign_in(OWNER)
    address = begun(owner)
    content = MARKED.encode() + b"\n" * size
    answer = owner.post(f"{address}papers/other/", {"file": SimpleUploadedFile("a.txt", content)})
    refused(answer, "a.txt")
    assert seen == ([[]] if size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE else [])


def test_a_draft_that_is_stopped_takes_nothing_more_and_signs_nothing(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = ready(owner)
    Draft.objects.update(facts={"involves_state_secrets": "yes"})
    for page, sent in (
        ("papers/other/", {"file": io.BytesIO(b"x")}),
        ("declaration/", {"party.contact": "周敏"}),
        ("sign/", {"key": "k", "code": code()}),
    ):
        assert owner.post(f"{address}{page}", sent).status_code in (302, 409, 422)
    assert Draft.objects.get().case is None
