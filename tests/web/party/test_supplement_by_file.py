"""Answers to a request prepared elsewhere are brought in as one file, looked at, and handed in as typed ones are."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.party.test_dossiers import built as dossier
from tests.web.party.test_party_pages import OTHER, OWNER, code, filed, office_asks

from shencha.documents.dossier.archive import stream
from shencha.documents.dossier.manifest import Paper
from shencha.documents.dossier.supplement import Answer, Supplement
from shencha.documents.dossier.supplement_folder import read
from shencha.procedure.acts import SupplementReceived, event_from
from shencha.records.acts.carried import supplement_handed_in
from shencha.records.models import SpentCode, StoredEvent, StoredFile, SupplementReply

SignIn = Callable[[str], Client]
ITEMS = ("analysis_report", "用户数量")


def answers(client: Client, number: str, folder: Path, *, text: str = "三百五十万") -> bytes:
    """The file, made from the sheet that the page gives out."""
    given = client.get(f"/party/cases/{number}/supplement/supplement.yaml").content.decode()
    assert all(one in given for one in ITEMS)
    given = given.replace('text: ""\n    files: []', "files: [报告.txt]", 1).replace(
        'text: ""', f'text: "{text}"'
    )
    (folder / "files").mkdir(parents=True, exist_ok=True)
    (folder / "files" / "报告.txt").write_bytes(b"report two")
    (folder / "supplement.yaml").write_text(given, "utf-8")
    found = read(folder)
    return b"".join(stream(found.manifest, found.content))


def brought(client: Client, raw: bytes) -> object:
    return client.post("/party/dossiers/new/", {"file": SimpleUploadedFile("a.tar", raw)})


def test_it_is_brought_in_looked_at_and_handed_in(sign_in: SignIn, tmp_path: Path) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    office_asks(number, *ITEMS)
    raw = answers(owner, number, tmp_path / "a")
    address = f"/party/cases/{number}/supplement/"
    for _ in range(2):
        assert brought(owner, raw)["Location"] == address  # type: ignore[index]
    page = owner.get(address).content.decode()
    assert "报告.txt" in page
    assert "三百五十万" in page
    assert not StoredEvent.objects.filter(name="supplement_received").exists()
    sent = {"do": "send", "key": "k2"}
    assert owner.post(address, sent).status_code == 302
    stored = StoredEvent.objects.get(name="supplement_received")
    event = event_from(stored.payload)
    assert isinstance(event, SupplementReceived)
    assert event.items == ITEMS
    assert dict(event.replies) == {"用户数量": "三百五十万"}
    assert [one.name for one in stored.papers.all()] == ["报告.txt"]


def test_a_changed_file_a_strange_case_and_an_item_not_asked_keep_nothing(
    sign_in: SignIn, tmp_path: Path
) -> None:
    owner, other = sign_in(OWNER), sign_in(OTHER)
    number = filed(owner)
    office_asks(number, *ITEMS)
    raw = answers(owner, number, tmp_path / "a")
    assert brought(owner, raw[:-600] + b"x" + raw[-599:]).status_code == 422  # type: ignore[attr-defined]
    assert brought(other, raw).status_code == 404  # type: ignore[attr-defined]
    assert other.get(f"/party/cases/{number}/supplement/supplement.yaml").status_code == 404
    (tmp_path / "a" / "supplement.yaml").write_text(
        f'case: "{number}"\nanswers: [{{item: S9, text: a}}]\n', "utf-8"
    )
    (tmp_path / "a" / "files" / "报告.txt").unlink()
    found = read(tmp_path / "a")
    assert brought(owner, b"".join(stream(found.manifest, found.content))).status_code == 409  # type: ignore[attr-defined]
    assert not SupplementReply.objects.exists()


def test_a_marked_paper_in_it_is_refused_and_nothing_of_it_is_prepared(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    office_asks(number, *ITEMS)
    marked = "机密★三年\n报告".encode()
    paper = Paper("analysis_report", "报告.txt", len(marked), sha256(marked).hexdigest())
    made = Supplement(number, (Answer("analysis_report", "见附件"),), (paper,))
    raw = b"".join(stream(made, lambda at, _: iter([marked])))
    refused = brought(owner, raw)
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "机密★" in refused.content.decode()  # type: ignore[attr-defined]
    assert not SupplementReply.objects.exists()
    assert not StoredFile.objects.filter(digest=paper.sha256).exists()


def test_by_command_it_is_prepared_or_with_a_code_handed_in_once(sign_in: SignIn, tmp_path: Path) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    SpentCode.objects.all().delete()
    office_asks(number, *ITEMS)
    path = tmp_path / "a.tar"
    path.write_bytes(answers(owner, number, tmp_path / "a"))
    file, event = supplement_handed_in([path], email=OWNER)
    assert (file.number, event) == (number, None)
    assert SupplementReply.objects.count() == 2
    _, event = supplement_handed_in([path], email=OWNER, code=code())
    assert event is not None
    assert supplement_handed_in([path], email=OWNER, code="000000")[1] == event, (
        "sent twice it is handed in once"
    )
    assert dossier() != path.read_bytes()
