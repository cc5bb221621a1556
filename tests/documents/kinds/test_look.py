"""Files are what they say: each kind is known by its content, what may not come is refused, and marks are told."""

from __future__ import annotations

import zipfile

import pikepdf
import pytest
from tests.documents.kinds.makers import (
    TYPES,
    compound,
    docx,
    odf,
    office,
    pdf,
    picture,
    related,
    zipped,
)

from shencha.documents.kinds.look import look
from shencha.documents.kinds.marks import MARKS, told
from shencha.documents.kinds.table import ANY, BY_ENDING, KINDS, SIGNED, allowed, taken
from shencha.errors import BadInput
from shencha.law.measures.materials import MATERIALS

MAIL = b"From: a@b.example\r\nSubject: =?utf-8?b?5ZCI5ZCM?=\r\nMIME-Version: 1.0\r\n\r\nhello\r\n"
HTML = b"<!DOCTYPE html><html><body>hello</body></html>"
PLAIN = {
    "a.pdf": pdf(),
    "a.docx": docx(),
    "a.docm": docx(),
    "a.wps": compound("WpsDocument"),
    "a.doc": compound("WordDocument"),
    "b.doc": b"{\\rtf1 hello}",
    "c.doc": docx(),
    "a.rtf": b"{\\rtf1 hello}",
    "a.odt": odf("opendocument.text"),
    "a.xlsx": office("xl"),
    "a.xls": compound("Workbook"),
    "a.et": compound("Book"),
    "a.ods": odf("opendocument.spreadsheet"),
    "a.pptx": office("ppt"),
    "a.ppt": compound("PowerPoint Document"),
    "a.odp": odf("opendocument.presentation"),
    "a.ofd": zipped({"OFD.xml": "<a/>"}),
    "a.png": picture("PNG"),
    "a.JPG": picture("JPEG"),
    "a.tif": picture("TIFF"),
    "a.bmp": picture("BMP"),
    "a.webp": picture("WEBP"),
    "a.gif": picture("GIF"),
    "a.txt": "申报书".encode(),
    "b.txt": "申报书".encode("gb18030"),
    "c.txt": "申报书".encode("utf-16"),
    "BMW.txt": b"BMW and MZ",
    "a.csv": b"a,b\n1,2\n",
    "a.yaml": b"statements: []\n",
    "a.xml": b'<?xml version="1.0"?><bom/>',
    "a.zip": zipped({"a.txt": "hello", "合同.docx": docx()}),
    "a.eml": MAIL,
    "a.msg": compound("__properties_version1.0"),
}
REFUSED = {
    "a.exe": b"MZ\x90\x00\x03",
    "申报书.pdf": b"MZ\x90\x00\x03",
    "b.pdf": b"\x7fELF\x02\x01",
    "a.txt": b"#!/bin/sh\nrm",
    "lnk.doc": b"\x4c\x00\x00\x00\x01\x14\x02\x00\x00",
    "a.html": HTML,
    "c.pdf": HTML,
    "b.txt": b"\xef\xbb\xbf <html>",
    "c.txt": "<script>".encode("utf-16"),
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a.png": b'<?xml version="1.0"?><!-- x --><svg onload="a()"/>',
    "gif.pdf": picture("GIF"),
    "a.gif": pdf(),
    "a.docx": pdf(),
    "xlsx.docx": office("xl"),
    "zip.docx": zipped({"a.txt": "a"}),
    "docx.zip": docx(),
    "a.doc": compound("Workbook"),
    "unknown.doc": compound("Something"),
    "a.rar": b"Rar!\x1a\x07\x01\x00",
    "a.7z": b"7z\xbc\xaf\x27\x1c",
    "noending": b"hello",
    "a.eml": b"hello, this is no mail",
    "noise.txt": bytes(range(256)),
    "a.jar": zipped({"META-INF/MANIFEST.MF": "a"}),
    "program.zip": zipped({"dir/setup.EXE": "a"}),
    "hidden.zip": zipped({"photo.jpg": b"MZ\x90\x00\x03\x00"}),
    "page.zip": zipped({"index.htm": "a"}),
    "masked.zip": zipped({"readme.txt": HTML}),
    "nested.zip": zipped({"inner.zip": zipped({"a.bat": "a"})}),
    "attached.eml": MAIL.replace(b"\r\n\r\nhello", b"\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Disposition: attachment; filename=a.exe\r\n\r\nMZ\r\n--x--"),
}  # fmt: skip
FIELD = '<w:r xmlns:w="w"><w:instrText>IN</w:instrText></w:r><w:r><w:instrText>CLUDEPICTURE "http://x"</w:instrText></w:r>'
MARKED = {
    "macros": {
        "a.docm": office("word", {"word/vbaProject.bin": "x"}),
        "a.xlsm": office("xl", {"xl/macrosheets/sheet1.xml": "<a/>"}),
        "b.docm": zipped(
            {
                "[Content_Types].xml": TYPES.format('<Override ContentType="x.macroEnabled.main"/>'),
                "word/a.xml": "",
            }
        ),
        "a.doc": compound("WordDocument", "_VBA_PROJECT"),
        "a.odt": odf("opendocument.text", {"Basic/Standard/Module1.xml": "<a/>"}),
        "a.zip": zipped({"a.docm": office("word", {"word/vbaProject.bin": "x"})}),
    },
    "outside": {
        "a.docx": office("word", {"word/_rels/settings.xml.rels": related("attachedTemplate", "http://x/a.dotm")}),
        "a.xlsx": office("xl", {"xl/externalLinks/externalLink1.xml": "<a/>"}),
        "b.docx": docx(FIELD),
        "a.rtf": b"{\\rtf1 {\\*\\template http://x}}",
        "a.odt": odf("opendocument.text", {"content.xml": '<a><draw:image xlink:href="http://x/a.png"/></a>'}),
        "a.pdf": pdf({"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F=pikepdf.String("cmd"))}),
    },
    "script": {
        "a.pdf": pdf({"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("a"))}),
        "b.pdf": pdf({"/AcroForm": pikepdf.Dictionary(XFA=pikepdf.String("a"))}),
        "c.pdf": pdf(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("a"))},
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
        "a.docx": office("word", {"word/activeX/activeX1.xml": "<a/>"}),
        "a.eml": MAIL + b"<script>",
    },
    "embedded": {
        "a.docx": office("word", {"word/embeddings/oleObject1.bin": "x"}),
        "a.doc": compound("WordDocument", "ObjectPool"),
        "a.rtf": b"{\\rtf1 {\\object\\objemb}}",
        "a.pdf": pdf({"/Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())}),
    },
    "locked": {
        "a.docx": compound("EncryptedPackage", "EncryptionInfo"),
        "a.doc": compound(own=("WordDocument", b"\xec\xa5" + bytes(9) + b"\x01")),
        "a.xls": compound(own=("Workbook", b"\x09\x08\x04\x00abcd\x2f\x00")),
        "a.pdf": pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        "a.odt": odf("opendocument.text", {"META-INF/manifest.xml": "<a><b:encryption-data/></a>"}),
    },
    "protected": {"a.pdf": pdf(encryption=pikepdf.Encryption(user="", owner="y"))},
    "damaged": {"a.pdf": b"%PDF-1.7 and no more", "a.docx": b"PK\x03\x04 and no more"},
    "unlooked": {"a.zip": zipped({f"{at}.txt": "" for at in range(2_001)})},
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_each_kind_is_known_by_its_content_and_bears_no_mark(tmp_path, name):
    (tmp_path / "x").write_bytes(PLAIN[name])
    seen = look(tmp_path / "x", name, ANY)
    assert (seen.kind, seen.marks) == (BY_ENDING["." + name.rpartition(".")[2].lower()].id, ())


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_what_it_says_is_refused_with_what_would_be_right(tmp_path, name):
    (tmp_path / "x").write_bytes(REFUSED[name])
    with pytest.raises(BadInput) as refused:
        look(tmp_path / "x", name, ANY)
    (fault,) = refused.value.faults
    assert fault.file == name
    assert "PDF" in fault.right.zh
    assert "ZIP" in fault.right.en


@pytest.mark.parametrize(("mark", "name"), [(mark, name) for mark, of in MARKED.items() for name in of])
def test_what_a_reader_should_know_is_marked(tmp_path, mark, name):
    (tmp_path / "x").write_bytes(MARKED[mark][name])
    assert mark in look(tmp_path / "x", name, ANY).marks


def test_a_link_that_one_must_click_is_no_mark(tmp_path):
    linked = office("word", {"word/_rels/document.xml.rels": related("hyperlink", "https://x")})
    (tmp_path / "x").write_bytes(linked)
    assert look(tmp_path / "x", "a.docx", ANY).marks == ()


def test_locked_members_of_an_archive_are_told(tmp_path):
    content = bytearray(zipped({"a.txt": "hello"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "x").write_bytes(content)
    assert look(tmp_path / "x", "a.zip", ANY).marks == ("locked",)


def test_a_bomb_is_told_as_not_looked_into_and_stops_nobody(tmp_path):
    with zipfile.ZipFile(tmp_path / "x", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES.format(""))
        for at in range(30):
            made.writestr(f"word/part{at}.xml", bytes(2**23))
    assert "unlooked" in look(tmp_path / "x", "a.docx", ANY).marks


def test_a_material_says_which_kinds_it_may_be(tmp_path):
    (tmp_path / "x").write_bytes(zipped({"a.txt": "hello"}))
    for material in ("declaration", SIGNED):
        with pytest.raises(BadInput) as refused:
            look(tmp_path / "x", "a.zip", material)
        assert refused.value.faults[0].right.zh.endswith(taken(material).zh)
    assert look(tmp_path / "x", "a.zip", "analysis_report").kind == "zip"
    for material in MATERIALS:
        assert allowed(material)
    assert set(allowed(ANY)) == set(KINDS.values())


def test_marks_are_told_in_words_and_later_keys_passed_over():
    assert [one.zh for one in told(["of a later version", "macros"], "large")] == [
        MARKS["macros"].zh,
        "超过病毒检查的大小上限，未作检查",
    ]
    assert told([], "clean") == told([], "") == []
    assert "Eicar" in told([], "found:Eicar")[0].en
