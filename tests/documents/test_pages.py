"""The text of papers, page by page: what is read, what is refused, and with which words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shencha.documents.leaves import asking, blocks
from shencha.documents.leaves.asking import BROKEN, SLOW, UNKNOWN
from shencha.documents.reading import PICTURES, Pages, pages_of


def pdf_of(path: Path, texts: list[str]) -> Path:
    """A small PDF, written by hand, with one line a page."""
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(texts)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(texts)}>>"]
    for n, text in enumerate(texts):
        stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET" if text else ""
        font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources{font}/Contents {4 + 2 * n} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body, places = "%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    path.write_bytes((body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}").encode())
    return path


def docx_of(path: Path) -> Path:
    from docx import Document
    from docx.enum.text import WD_BREAK

    document = Document()
    document.add_paragraph("第一页的话").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("第二页的话")
    document.save(str(path))
    return path


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    made = pdf_of(tmp_path / "a", ["first page", "second page"])
    assert pages_of(made, "报告.PDF") == Pages(("first page", "second page"), count=2)


def test_a_docx_breaks_where_its_author_broke_it(tmp_path: Path) -> None:
    assert pages_of(docx_of(tmp_path / "a"), "报告.docx") == Pages(("第一页的话", "第二页的话"), count=2)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_in_the_codings_in_use(tmp_path: Path, coding: str) -> None:
    (tmp_path / "a").write_bytes("甲\n乙\f丙".encode(coding))
    assert pages_of(tmp_path / "a", "a.txt") == Pages(("甲\n乙", "丙"), count=2)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ", UNKNOWN),
        ("a", b"x", UNKNOWN),
        ("a.pdf", b"no pdf at all", BROKEN),
        ("a.docx", b"PK\x03\x04 cut", BROKEN),
        ("a.txt", b"a\0b", BROKEN),
        ("a.txt", b" \n", PICTURES),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: object) -> None:
    (tmp_path / "a").write_bytes(content)
    assert pages_of(tmp_path / "a", name).reason == reason


def test_a_scan_has_no_text_and_says_so(tmp_path: Path) -> None:
    assert pages_of(pdf_of(tmp_path / "a", [""]), "扫描.pdf").reason == PICTURES


def test_a_long_paper_is_cut_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("行\n" * blocks.LINES * (blocks.MOST_LEAVES + 5))
    found = pages_of(tmp_path / "a", "a.txt")
    assert (len(found.pages), found.cut) == (blocks.MOST_LEAVES, True)


def test_a_reading_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BOUNDS", replace(asking.BOUNDS, seconds=0))
    (tmp_path / "a").write_text("x")
    assert pages_of(tmp_path / "a", "a.txt").reason == SLOW


def test_a_document_that_unpacks_without_end_is_given_up(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(docx_of(tmp_path / "a"), "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"<w>" + b" " * (asking.BOUNDS.memory // 8) + b"</w>")
    assert pages_of(tmp_path / "a", "a.docx").reason in (BROKEN, SLOW, PICTURES)
