"""After a report nothing in database, files, mail or log says who reported, at what moment, from which account."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from docx import Document
from PIL import Image

from shencha.records.clock import SHANGHAI, today
from shencha.records.models import Arrival, Report, ReportEntry, ReportFile

SignIn = Callable[[str], Client]
OFFICER = "officer@office.example"
NAME = "Zhang-Sanfeng-1"


def _photo() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = NAME
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def _document() -> bytes:
    """A photograph, a comment, a change, a link and a note of the tool inside a Word file."""
    made = Document()
    made.core_properties.author = NAME
    said = made.add_paragraph("供货已经中断。")
    made.add_comment(said.runs, text="请核实", author=NAME, initials="ZSF")
    made.add_picture(io.BytesIO(_photo()))
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    change = f"<w:p w:rsidR='00AB12CD'><w:ins w:author='{NAME}' w:id='9' w:date='2026-01-02T03:04:05Z'><w:r><w:t>改</w:t></w:r></w:ins>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", change.encode(), 1)
    link = b'<Relationship Id="rId99" Type="x" Target="https://watches.example/" TargetMode="External"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link + b"</Relationships>")
    parts |= {"customXml/item9.xml": NAME.encode(), "word/embeddings/o.bin": NAME.encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made_again:
        for name, content in parts.items():
            made_again.writestr(name, content)
    return out.getvalue()


def _pdf() -> bytes:
    """A photograph, a comment's author and an attachment inside a PDF."""
    made = pikepdf.new()
    made.add_blank_page()
    picture = pikepdf.Stream(made, _photo())
    picture.write(_photo(), filter=pikepdf.Name("/DCTDecode"))
    picture.Type, picture.Subtype = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
    picture.Width, picture.Height, picture.BitsPerComponent = 40, 30, 8
    picture.ColorSpace = pikepdf.Name("/DeviceRGB")
    page: Any = made.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pikepdf.Stream(made, b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    note = {"Type": pikepdf.Name("/Annot"), "Subtype": pikepdf.Name("/Text"), "Rect": [0, 0, 9, 9]}
    page.Annots = pikepdf.Array([pikepdf.Dictionary(**note, T=NAME, Contents="x", NM=NAME)])
    made.docinfo["/Author"] = NAME
    made.attachments["a.txt"] = NAME.encode()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _report(client: Client, kind: str) -> str:
    """Report by the page with three files; its code."""
    page = client.get(f"/report/{kind}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    made = {"现场.jpg": _photo(), f"{NAME}.docx": _document(), "b.pdf": _pdf()}
    files = [SimpleUploadedFile(name, content) for name, content in made.items()]
    said = {"key": key[1], "about": "某单位", "text": "没有客观公正", "files": files}
    answer = client.post(f"/report/{kind}/", said)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"<code>([A-Z2-7-]{23})</code>", answer.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("kind", ["party", "review"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_nothing_is_left_of_who_reported(
    reader: Client,
    sign_in: SignIn,
    caplog: pytest.LogCaptureFixture,
    settings: Any,
    tmp_path: Path,
    kind: str,
    signed_in: bool,
) -> None:
    settings.FILES = tmp_path / "files"  # what other tests left lies elsewhere
    client = sign_in(OFFICER) if signed_in else reader
    code = _report(client, kind)
    assert client.get("/report/thread/").status_code == 200
    assert client.get("/calendar/").status_code == (200 if signed_in else 302), "the account is as it was"
    hidden = [NAME.encode(), code.encode(), code.replace("-", "").encode(), b"watches.example", b"00AB12CD"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                said = b" ".join(bytes(c) if isinstance(c, bytes) else str(c).encode() for c in row)
                assert not any(word in said for word in hidden), table
    for path in Path(settings.FILES).rglob("*"):
        if path.is_file():
            assert not any(word in part for part in _all_of(path) for word in hidden), path
    assert not any(word.decode() in caplog.text for word in hidden)
    assert not mail.outbox
    assert not Arrival.objects.exists()
    for one in Session.objects.all():
        assert "report" not in json.dumps(one.get_decoded())
    day = datetime.combine(today(), time(), SHANGHAI)
    assert [one.at for one in ReportEntry.objects.all()] == [day]
    for one in ReportFile.objects.all():
        assert one.file.kept_at == day
        path = Path(settings.FILES) / one.file.digest[:2] / one.file.digest
        assert path.stat().st_mtime == day.timestamp()


def test_a_code_cannot_be_computed_from_what_is_kept(reader: Client, settled: None) -> None:
    code = _report(reader, "party")
    report = Report.objects.get()
    kept = [one.read_bytes() for one in Path(settings.DATA).glob("*.key")]
    assert not any(code.encode() in one or report.key.encode() in one for one in kept)
    other = Client(HTTP_HOST="127.0.0.1")
    assert other.post("/report/follow/", {"code": code}).status_code == 302
    assert other.get("/report/thread/").status_code == 200


def test_the_cookie_of_a_report_belongs_to_its_pages(reader: Client, settled: None) -> None:
    _report(reader, "party")
    cookie = reader.cookies["report"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/report/", True, "Strict")
    assert not Session.objects.exists()


def test_whoever_is_signed_in_is_told_that_the_page_knows_no_account(sign_in: SignIn) -> None:
    assert "本页与账户无关" in sign_in(OFFICER).get("/report/review/").content.decode()


@pytest.mark.parametrize(
    "address", ["/report/", "/report/party/", "/report/follow/", "/accounts/login/", "/due/", "/search/?q=a"]
)
def test_what_a_reader_types_or_is_told_is_in_no_cache(reader: Client, settled: None, address: str) -> None:
    assert (
        reader.get(address).headers["Cache-Control"].startswith(("no-store", "max-age=0, no-cache, no-store"))
    )


def test_a_page_for_everyone_may_be_kept(reader: Client, settled: None) -> None:
    assert "no-store" not in reader.get("/law/").headers.get("Cache-Control", "")


def _all_of(path: Path) -> list[bytes]:
    """The bytes of a kept file, those of its parts if it is an archive, and of its streams if it is a PDF."""
    content = path.read_bytes()
    found = [content]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as opened:
            found += [opened.read(name) for name in opened.namelist()]
    if content.startswith(b"%PDF"):
        out = io.BytesIO()
        with pikepdf.open(path) as read:
            level = pikepdf.StreamDecodeLevel.generalized
            read.save(out, stream_decode_level=level, compress_streams=False)
        found.append(out.getvalue())
    return found
