"""Uploads in pieces, cut midway, gone on with, finished; and ordinary ones that were cut."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.web.party.test_party_pages import EDITOR, OTHER, OWNER, begun

from shencha.records.acts import arrivals
from shencha.records.clock import now
from shencha.records.files import arriving
from shencha.records.models import Arrival, DraftPaper, StoredFile
from shencha.server.wsgi import application

SignIn = Callable[[str], Client]
CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 40


def announced(
    client: Client, address: str, name: str = "声明.pdf", size: int = len(CONTENT), stamp: str = "1"
) -> str:
    """A file is announced for the page of a paper; where to put it."""
    answer = client.post("/uploads/", announcement(address, name=name, size=size, stamp=stamp))
    assert answer.status_code == 201, answer.content
    return str(answer.json()["address"])


def announcement(address: str, **given: object) -> dict[str, object]:
    """What the script of a page says first."""
    said: dict[str, object] = {"place": f"{address}papers/declaration/", "field": "file"}
    return said | {"name": "声明.pdf", "size": len(CONTENT), "stamp": "1"} | given


def sent_with(client: Client, address: str, place: str, **more: str) -> HttpResponse:
    """The form is sent with what has arrived."""
    sent = {"arrived-file": place.rstrip("/").rpartition("/")[2]} | more
    return client.post(f"{address}papers/declaration/", sent)  # type: ignore[return-value]


def put(client: Client, address: str, first: int, piece: bytes, total: int = len(CONTENT)) -> object:
    """One range."""
    span = f"bytes {first}-{first + len(piece) - 1}/{total}"
    return client.put(address, piece, "application/octet-stream", HTTP_CONTENT_RANGE=span)


def lying() -> list[Path]:
    """Bytes that wait."""
    folder = Path(settings.DATA) / "arriving"
    return [one for one in folder.rglob("*") if one.is_file()] if folder.exists() else []


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    for one in lying():
        one.unlink()


def test_a_file_in_pieces_is_attached_once_it_is_whole(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    draft = begun(client)
    place = announced(client, draft)
    put(client, place, 0, CONTENT[:5000])
    early = sent_with(client, draft, place)
    assert early.status_code == 422
    assert "没有传完" in early.content.decode()
    assert not DraftPaper.objects.exists()
    assert put(client, place, 5000, CONTENT[5000:]).json() == {"received": len(CONTENT)}
    (waiting,) = client.get("/uploads/", {"place": f"{draft}papers/declaration/"}).json()["arrivals"]
    assert (waiting["name"], waiting["received"]) == ("声明.pdf", len(CONTENT))
    for _ in range(2):  # a double click
        assert sent_with(client, draft, place)["Location"] == f"{draft}papers/declaration/"
    assert client.get("/uploads/", {"place": f"{draft}papers/declaration/"}).json() == {"arrivals": []}
    paper = DraftPaper.objects.get()
    assert client.get(f"{draft}files/{paper.pk}/").getvalue() == CONTENT
    assert not lying()


def test_the_same_file_is_gone_on_with_and_another_of_that_name_is_not(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    draft = begun(client)
    place = announced(client, draft)
    put(client, place, 0, CONTENT[:100])
    assert announced(client, draft) == place
    assert client.get(place)["Upload-Offset"] == "100"
    assert announced(client, draft, stamp="2") != place


def test_a_range_that_does_not_follow_on_is_refused_and_says_where_to_go_on(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    place = announced(client, begun(client))
    put(client, place, 0, CONTENT[:100])
    for first in (0, 50, 200):
        late = put(client, place, first, CONTENT[first : first + 10])
        assert late.status_code == 409
        assert late["Upload-Offset"] == "100"
    assert arrivals.received(Arrival.objects.get()) == 100


@pytest.mark.parametrize(
    "span", ["", "bytes 0-8/10240", "bytes 0-9/11", "bytes -1-8/10240", "items 0-9/10240"]
)
def test_a_range_that_is_none_is_refused(sign_in: SignIn, span: str) -> None:
    client = sign_in(OWNER)
    place = announced(client, begun(client))
    assert (
        client.put(place, b"0123456789", "application/octet-stream", HTTP_CONTENT_RANGE=span).status_code
        == 422
    )


def test_an_upload_is_there_for_whoever_began_it_alone(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    place = announced(owner, begun(owner))
    for who in (EDITOR, OTHER, "officer@office.example"):
        assert sign_in(who).get(place).status_code == 404
        assert put(sign_in(who), place, 0, b"x").status_code == 404


@pytest.mark.parametrize(("name", "size"), [("绝密.pdf", 3), ("a.pdf", 0), ("a.pdf", 2**31 + 1)])
def test_what_may_not_come_is_refused_before_a_byte_is_sent(sign_in: SignIn, name: str, size: int) -> None:
    client = sign_in(OWNER)
    sent = announcement(begun(client), name=name, size=size)
    assert client.post("/uploads/", sent).status_code == 422
    assert not Arrival.objects.exists()


def test_a_marked_paper_leaves_nothing_behind(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    content = "机密★3年\n申报书".encode()
    draft = begun(client)
    place = announced(client, draft, size=len(content))
    put(client, place, 0, content[:4], len(content))
    answer = put(client, place, 4, content[4:], len(content))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "没有留存" in answer.json()["text"]  # type: ignore[attr-defined]
    assert not lying()
    assert not StoredFile.objects.exists()
    assert not Arrival.objects.exists()


def test_a_name_that_climbs_out_of_its_folder_stays_in(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    draft = begun(client)
    place = announced(client, draft, name="../../etc/声明\u202e.pdf")
    put(client, place, 0, CONTENT)
    sent_with(client, draft, place)
    assert DraftPaper.objects.get().name == "声明.pdf"


def test_what_nobody_goes_on_with_is_removed(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    place = announced(client, begun(client))
    put(client, place, 0, CONTENT[:100])
    Arrival.objects.update(begun_at=now() - timedelta(days=2))
    assert arrivals.sweep() == 1
    assert not lying()


def test_what_lay_there_before_the_machine_started_is_not_trusted(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(OWNER)
    draft = begun(client)
    place = announced(client, draft)
    put(client, place, 0, CONTENT[:100])
    monkeypatch.setattr(arriving, "_boot", lambda: "after-a-power-cut")
    assert client.get(place)["Upload-Offset"] == "0"
    assert announced(client, draft) == place
    assert not lying(), "what is not trusted is gone"
    put(client, place, 0, CONTENT)
    assert sent_with(client, draft, place).status_code == 302
    assert DraftPaper.objects.get().file.size == len(CONTENT)


@pytest.mark.parametrize("flushes", [True, False])
def test_where_the_system_does_not_say_when_it_started_each_range_is_flushed(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, flushes: bool
) -> None:
    flushed: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (flushed.append(file), real(file))[1])
    if flushes:
        monkeypatch.setattr(arriving, "_boot", lambda: "")
    client = sign_in(OWNER)
    place = announced(client, begun(client))
    flushed.clear()
    put(client, place, 0, CONTENT)
    assert bool(flushed) is flushes


def test_what_arrived_for_one_form_comes_with_no_other(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    draft = begun(client)
    place = announced(client, draft)
    put(client, place, 0, CONTENT)
    key = place.rstrip("/").rpartition("/")[2]
    assert client.post(f"{draft}papers/other/", {"arrived-file": key}).status_code == 422
    assert client.post(f"{draft}papers/declaration/", {"arrived-other": key}).status_code == 422
    assert sign_in(EDITOR).post(f"{draft}papers/declaration/", {"arrived-file": key}).status_code == 422
    assert not DraftPaper.objects.exists()


def test_an_error_in_the_form_keeps_what_arrived(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    address = f"{begun(client)}evidence/add/control/"
    content = b"[]"
    said = {"place": address, "field": "statements", "name": "a.json", "size": 2, "stamp": "1"}
    place = client.post("/uploads/", said).json()["address"]
    put(client, place, 0, content, 2)
    key = place.rstrip("/").rpartition("/")[2]
    for _ in range(2):
        assert client.post(address, {"arrived-statements": key, "of": ""}).status_code == 422
        assert len(client.get("/uploads/", {"place": address}).json()["arrivals"]) == 1
    assert client.post(address, {"arrived-statements": key, "of": "a"}).status_code == 302
    assert client.get("/uploads/", {"place": address}).json() == {"arrivals": []}


def test_an_upload_is_taken_back(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    place = announced(client, begun(client))
    put(client, place, 0, CONTENT)
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404
    assert not lying()


def test_a_form_that_knows_no_account_keeps_no_upload(reader: Client, sign_in: SignIn) -> None:
    said = {"place": "/report/party/", "field": "files", "name": "张三的证据.txt", "size": 3, "stamp": "77"}
    for client in (reader, sign_in(OWNER)):
        for place in ("/report/party/", "/report/thread/"):
            assert client.post("/uploads/", said | {"place": place}).status_code in (401, 404)
    assert not Arrival.objects.exists()
    assert reader.get("/uploads/?place=/party/").status_code == 401


def sent_raw(
    client: Client, path: str, body: bytes, arrives: int, kind: str = "multipart/form-data; boundary=b"
) -> str:
    """The status of a form of which only some bytes arrive, though its length promises all."""
    token = "a" * 32
    cookies = "; ".join(f"{one.key}={one.value}" for one in client.cookies.values() if one.key != "csrftoken")
    environ = client._base_environ(  # type: ignore[attr-defined]
        REQUEST_METHOD="POST",
        PATH_INFO=path,
        CONTENT_TYPE=kind,
        CONTENT_LENGTH=str(len(body)),
        HTTP_COOKIE=f"{cookies}; csrftoken={token}",
        HTTP_X_CSRFTOKEN=token,
    )
    environ["wsgi.input"] = io.BytesIO(body[:arrives])
    answers: list[str] = []
    b"".join(application(environ, lambda status, headers: answers.append(status)))
    return answers[0][:3]


def test_an_ordinary_upload_that_was_cut_is_refused_whole(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    path = f"{begun(client)}papers/other/"
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    body = head + b"x" * 5000 + b"\r\n--b--\r\n"
    for arrives in (len(head) - 5, 3000, len(body) - 3):
        assert sent_raw(client, path, body, arrives)[0] == "4"
        assert not DraftPaper.objects.exists()
    assert sent_raw(client, path, body, len(body)) == "302"
    assert DraftPaper.objects.get().file.size == 5000


def test_a_form_without_files_that_was_cut_is_refused_too(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    path, kind = f"{begun(client)}facts/critical/", "application/x-www-form-urlencoded"
    assert sent_raw(client, path, b"answer=no&seen=0", 9, kind)[0] == "4"
    assert sent_raw(client, path, b"answer=no&seen=0", 16, kind) == "302"
