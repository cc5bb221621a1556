"""Leaves of papers: what is drawn, what is told as words and tables, and what harms nobody."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from tests.documents.test_pages import docx_of, pdf_of

from shencha.documents.leaves import asking, blocks
from shencha.text import Text

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(path: Path, rows: str) -> Path:
    """The smallest workbook with one sheet, two strings, and what is given as its rows."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="供应商" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="x">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}"><si><t>名称</t></si><si><r><t>云</t></r><r><t>栖</t></r></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def picture(path: Path, size: tuple[int, int] = (60, 30), mode: str = "RGB") -> Path:
    Image.new(mode, size).save(path, "PNG")
    return path


def seen(content: bytes | Text) -> Image.Image:
    assert isinstance(content, bytes), content
    return Image.open(io.BytesIO(content))


def test_a_page_is_drawn_as_wide_as_asked_and_stamped_on_its_foot(tmp_path: Path) -> None:
    made = pdf_of(tmp_path / "a", ["first page", "second page"])
    plain, stamped = (seen(asking.drawn(made, "pdf", 2, 900, stamp)) for stamp in ("", "2026-0001   No. 1-2"))
    assert plain.size == stamped.size == (900, 900)
    changed = [
        (x, y)
        for x in range(0, 900, 3)
        for y in range(0, 900, 3)
        if plain.getpixel((x, y)) != stamped.getpixel((x, y))
    ]
    assert changed
    assert min(x for x, _ in changed) > 450
    assert min(y for _, y in changed) > 800
    said = asking.words(made, "pdf", 2, 2)
    assert said == asking.Words(2, ("second page",), ((200.0, 200.0),))


def test_a_picture_is_drawn_upright_on_white(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 30), "red").save(tmp_path / "a.jpg", exif=exif)
    assert seen(asking.drawn(tmp_path / "a.jpg", "picture", 1, 900)).size == (30, 60)
    said = asking.words(tmp_path / "a.jpg", "picture", 1, 1)
    assert said == asking.Words(1, ("",), ((30, 60),))
    clear = picture(tmp_path / "b", mode="RGBA")
    assert seen(asking.drawn(clear, "picture", 1, 900)).getpixel((5, 5)) == (255, 255, 255)


def test_a_sheet_is_told_as_a_table_with_each_value_in_its_column(tmp_path: Path) -> None:
    rows = '<row><c r="A1" t="s"><v>0</v></c><c r="C1"><v>3.5</v></c></row><row><c t="s"><v>1</v></c></row>'
    said = asking.blocks(workbook(tmp_path / "a", rows), "sheet")
    assert said == {"leaves": [[{"h": "供应商"}, {"rows": [["名称", "", "3.5"], ["云栖"]]}]], "cut": False}


def test_days_in_a_sheet_are_days_and_other_numbers_stay(tmp_path: Path) -> None:
    rows = '<row><c s="1"><v>46112</v></c><c s="2"><v>46112.5</v></c><c s="0"><v>46112</v></c><c t="b"><v>1</v></c></row>'
    made = workbook(tmp_path / "a", rows)
    with zipfile.ZipFile(made, "a") as more:
        formats = '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.0"/></numFmts>'
        styles = "".join(f'<xf numFmtId="{one}"/>' for one in (0, 14, 164, 165))
        more.writestr(
            "xl/styles.xml", f'<styleSheet xmlns="{SHEET}">{formats}<cellXfs>{styles}</cellXfs></styleSheet>'
        )
    said = asking.blocks(made, "sheet")
    assert isinstance(said, dict)
    assert said["leaves"][0][1]["rows"] == [["2026-03-31", "2026-03-31 12:00", "46112", "TRUE"]]


def test_a_word_file_keeps_headings_tables_and_its_own_breaks(tmp_path: Path) -> None:
    from docx import Document

    document = Document(str(docx_of(tmp_path / "a")))
    document.add_heading("二、供应商", level=1)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    document.save(str(tmp_path / "a"))
    said = asking.blocks(tmp_path / "a", "word")
    assert said == {
        "leaves": [
            [{"p": "第一页的话"}],
            [{"p": "第二页的话"}, {"h": "二、供应商"}, {"rows": [["甲", "乙"]]}],
        ],
        "cut": False,
    }


def test_rows_with_commas_are_a_table(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('名称,说明\n云栖,"一,二"\n')
    assert asking.kind_of("供应商.CSV", "text") == "table"
    said = asking.blocks(tmp_path / "a", "table")
    assert said == {"leaves": [[{"rows": [["名称", "说明"], ["云栖", "一,二"]]}]], "cut": False}


def test_what_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a,b\n" * (blocks.MOST_ROWS + 1))
    said = asking.blocks(tmp_path / "a", "table")
    assert isinstance(said, dict)
    assert said["cut"]
    assert sum(len(leaf[0]["rows"]) for leaf in said["leaves"]) == blocks.MOST_ROWS
    wide = workbook(tmp_path / "b", "<row>" + "<c><v>1</v></c>" * 5_000 + "</row>")
    said = asking.blocks(wide, "sheet")
    assert isinstance(said, dict)
    assert said["leaves"][0][1]["rows"][0] == [*["1"] * blocks.MOST_COLUMNS, "…"]


@pytest.mark.parametrize("told", ["zip", "mail", "ofd", ""])
def test_other_kinds_are_not_shown(told: str) -> None:
    assert asking.kind_of("a.bin", told) == ""


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf", "a.xls", "a.et", "a.odp"])
def test_office_files_of_before_are_not_called_broken(name: str) -> None:
    assert asking.kind_of(name) == ""


@pytest.mark.skipif(not asking.can_recognise(), reason="the extra `scans` is not installed")
def test_the_characters_of_a_scan_are_recognised_offline(tmp_path: Path) -> None:
    from tests.documents.leaves.scans import scan_of

    read = asking.recognised(scan_of(tmp_path / "a.png", ["网络安全审查申报书"]), "picture", 1, 1)
    assert read == ["网络安全审查申报书"]
