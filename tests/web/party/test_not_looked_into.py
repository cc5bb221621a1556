"""Papers in which no mark of secrecy can be looked for: told to the party, confirmed with its signature, told the office."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFont
from tests.web.party.test_party_pages import OFFICER, OWNER, code, office_asks, paper, ready

from shencha.documents.covers import looked
from shencha.documents.leaves import asking
from shencha.procedure.acts import Filed, SupplementReceived, event_from
from shencha.records import files
from shencha.records.acts import readings
from shencha.records.models import CaseFile, DraftPaper, Reading, RecognisedLeaf, StoredEvent

SignIn = Callable[[str], Client]
CONFIRMED = "申报单位确认其中不含国家秘密"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def scan(pages: int = 1, *, password: str = "") -> bytes:
    """A PDF whose pages are pictures, or empty ones with a password."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page()
        picture = pikepdf.Stream(made, bytes(3))
        picture.Type, picture.Subtype = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
        picture.Width, picture.Height, picture.BitsPerComponent = 1, 1, 8
        picture.ColorSpace = pikepdf.Name("/DeviceRGB")
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        page.obj.Contents = pikepdf.Stream(made, b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(user=password, owner=password) if password else None)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "unseen"),
    [
        (b"plain words", set()),
        (picture(), {"scan"}),
        (scan(), {"scan"}),
        (scan(61), {"scan"}),
        (scan(password="x"), {"locked"}),
        (b"%PDF-1.7 broken", {"unlooked"}),
        (zipped(a_txt=b"words"), set()),
        (zipped(a_png=picture()), {"scan"}),
        (zipped(a_pdf=scan()), {"scan"}),
        (zipped(mimetype=b"x", a_png=picture()), set()),
        (b"PK\x03\x04 broken", {"unlooked"}),
    ],
    ids=[
        "text",
        "picture",
        "scan",
        "long",
        "locked",
        "broken",
        "zip",
        "zip-png",
        "zip-scan",
        "office",
        "broken-zip",
    ],
)
def test_what_could_not_be_looked_into_is_said(tmp_path: Path, content: bytes, unseen: set[str]):
    (tmp_path / "a").write_bytes(content)
    assert looked(tmp_path / "a", "a") == (None, unseen)


def test_a_mark_beside_a_scan_is_a_mark(tmp_path: Path):
    (tmp_path / "a").write_bytes(zipped(a_png=picture(), b_txt="绝密".encode()))
    assert looked(tmp_path / "a", "a")[0]


def test_it_is_confirmed_with_the_signature_and_stands_in_the_record(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = ready(owner)
    assert 'name="clean"' not in owner.get(f"{address}sign/").content.decode()
    owner.post(f"{address}papers/other/", {"file": paper("合同扫描件.png", picture())})
    assert "无法查看其中有无密级标志" in owner.get(f"{address}papers/other/").content.decode()
    owner.post(f"{address}check/")
    page = owner.get(f"{address}sign/").content.decode()
    assert 'name="clean"' in page
    assert CONFIRMED in page
    owner.post(f"{address}sign/", {"key": "k1", "code": code()})
    assert "确认其中不含国家秘密" in owner.get(f"{address}sign/").content.decode()
    assert not CaseFile.objects.exists()
    owner.post(f"{address}sign/", {"key": "k1", "code": code(), "clean": "yes"})
    number = CaseFile.objects.get().number
    event = event_from(StoredEvent.objects.get().payload)
    assert isinstance(event, Filed)
    assert event.declaration
    assert event.declaration["confirmed"] == {"no_state_secrets_in": "合同扫描件.png"}
    office = sign_in(OFFICER).get(f"/cases/{number}/filing/").content.decode()
    assert CONFIRMED in office
    assert "无法查看其中有无密级标志" in office


def test_a_mark_on_a_scan_is_told_with_its_page_before_anybody_signs(sign_in: SignIn) -> None:
    if not asking.can_recognise():
        pytest.skip("the extra `scans` is not installed")
    owner = sign_in(OWNER)
    address = ready(owner)
    owner.post(
        f"{address}papers/other/", {"file": paper("会议纪要.pdf", stamped("CONFIDENTIAL", "机密★10年"))}
    )
    owner.post(f"{address}check/")
    assert "正在识别其中的文字" in owner.get(f"{address}sign/").content.decode()
    assert [readings.work_once() for _ in range(2)] == [True, False]
    for page in ("sign/", "papers/other/", "check/"):
        assert "第 2 页识别出密级标志" in owner.get(address + page).content.decode(), page
    assert "正在识别其中的文字" not in owner.get(f"{address}sign/").content.decode()
    brought = DraftPaper.objects.select_related("file").get(name="会议纪要.pdf")
    owner.post(f"{address}files/{brought.pk}/remove/")
    files.drop([brought.file])
    assert not Reading.objects.exists()
    assert not RecognisedLeaf.objects.exists()


def stamped(*words: str) -> bytes:
    """A PDF of pictures on which words stand, as on a scanned page."""
    file = subprocess.check_output(["fc-match", "-f", "%{file}", "Noto Serif CJK SC"], text=True)
    font = ImageFont.truetype(file, 60)
    pages = []
    for one in words:
        page = Image.new("RGB", (900, 600), "white")
        ImageDraw.Draw(page).text((80, 60), one, fill="black", font=font)
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def test_answers_with_scans_are_confirmed_item_by_item(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = ready(owner)
    owner.post(f"{address}sign/", {"key": "k1", "code": code()})
    number = CaseFile.objects.get().number
    office_asks(number, "股权结构图", "用户数量")
    form = f"/party/cases/{number}/supplement/"
    sent = {"item-0": "股权结构图", "item-1": "用户数量", "text-1": "三百万", "key": "k2", "do": "send"}
    asked = owner.post(form, sent | {"file-0": SimpleUploadedFile("股权.png", picture())})
    assert asked.status_code == 422
    assert 'name="clean"' in asked.content.decode()
    assert owner.post(form, sent | {"clean": "yes"}).status_code == 302
    event = event_from(StoredEvent.objects.get(name="supplement_received").payload)
    assert isinstance(event, SupplementReceived)
    replies = dict(event.replies)
    assert CONFIRMED in replies["股权结构图"]
    assert "股权.png" in replies["股权结构图"]
    assert replies["用户数量"] == "三百万"
