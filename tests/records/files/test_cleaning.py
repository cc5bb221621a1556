"""What a file says of its author is gone; what cannot be cleaned is refused with the way out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image

from shencha.errors import BadInput
from shencha.records.files.cleaning import clean

AUTHOR = "举报人张三丰"
ASCII = "Zhang-Sanfeng-1"


def cleaned(folder: Path, name: str, content: bytes) -> bytes:
    source, target = folder / "in", folder / "out"
    source.write_bytes(content)
    clean(source, target, name)
    return target.read_bytes()


def picture(suffix: str) -> bytes:
    made = Image.new("RGB", (40, 30), (200, 30, 30))
    exif = Image.Exif()
    exif[0x013B] = ASCII  # artist
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 0.0)}  # a place
    out = io.BytesIO()
    made.save(out, suffix, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "name"), [("JPEG", "现场.jpg"), ("PNG", "a.png"), ("WEBP", "b.webp")])
def test_a_picture_keeps_its_pixels_and_nothing_else(tmp_path: Path, suffix: str, name: str) -> None:
    before = picture(suffix)
    assert ASCII.encode() in before
    after = cleaned(tmp_path, name, before)
    assert ASCII.encode() not in after
    with Image.open(io.BytesIO(after)) as found:
        assert found.size == (40, 30)
        assert not dict(found.getexif())


def document() -> bytes:
    made = docx.Document()
    made.core_properties.author = AUTHOR
    made.core_properties.last_modified_by = AUTHOR
    comment = made.add_paragraph("供货已经中断。")
    made.add_comment(comment.runs, text="请核实", author=AUTHOR, initials="ZSF")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_document_keeps_its_words_and_loses_its_author(tmp_path: Path) -> None:
    after = cleaned(tmp_path, "说明.docx", document())
    with zipfile.ZipFile(io.BytesIO(after)) as parts:
        for part in parts.namelist():
            assert AUTHOR.encode() not in parts.read(part), part
    again = docx.Document(io.BytesIO(after))
    assert next(p.text for p in again.paragraphs) == "供货已经中断。"


def test_a_pdf_keeps_its_pages_and_loses_its_author(tmp_path: Path) -> None:
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = AUTHOR
    with made.open_metadata() as meta:
        meta["dc:creator"] = [AUTHOR]
    made.attachments["secret.txt"] = AUTHOR.encode()
    out = io.BytesIO()
    made.save(out)
    after = cleaned(tmp_path, "a.pdf", out.getvalue())
    with pikepdf.open(io.BytesIO(after)) as found:
        assert len(found.pages) == 1
        assert not list(found.docinfo)
        assert "/Metadata" not in found.Root
        assert not list(found.attachments)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("no_extension", b"x"),
        ("not_a_picture.png", b"hello"),
        ("not_a_pdf.pdf", b"hello"),
        ("not_a_document.docx", b"hello"),
        ("other_encoding.txt", "举报".encode("gb18030")),
    ],
)
def test_what_cannot_be_cleaned_is_refused_by_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(tmp_path, name, content)
    assert refused.value.faults[0].file == name
    assert not (tmp_path / "out").exists()


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"0" * (401 * 2**20))
    with pytest.raises(BadInput, match="large"):
        cleaned(tmp_path, "bomb.docx", out.getvalue())


def test_a_small_file_of_a_hundred_million_pixels_is_refused_before_one_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (10_900, 10_900)).save(out, "PNG")
    assert len(out.getvalue()) < 2**20
    with pytest.raises(BadInput, match="25 million pixels"):
        cleaned(tmp_path, "a.png", out.getvalue())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("[Content_Types].xml", b'<!DOCTYPE a [<!ENTITY b "c">]><Types/>'),
        ("word/document.xml", b"<not closed"),
        ("../../../../tmp/x", b"x"),
    ],
)
def test_an_office_file_that_is_none_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part, body in ({"[Content_Types].xml": b"<Types/>"} | {name: content}).items():
            made.writestr(part, body)
    with pytest.raises(BadInput):
        cleaned(tmp_path, "a.docx", out.getvalue())
