"""What people open in a spreadsheet runs nothing and says what was written; LibreOffice reads the same text back."""

import csv
import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shencha.errors import BadInput
from shencha.stores.sheets import MOST_LETTERS, csv_of, guarded, unguarded, xlsx_of

WORDS = [
    '=HYPERLINK("http://x.example","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "＝1＋1",
    "'=1",
    "911101080000000000",
    "0013",
    "2026-1-2",
    "一行\n两行",
    '引"号,逗号',
    "_x0041_ 与 <b>&amp;",
    "网络安全审查",
    "  前后有空格  ",
]
HEADS = ["文字", "数", "日"]
ROWS = [(word, n, date(2026, 3, 1)) for n, word in enumerate(WORDS)]
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def cells(xlsx):
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        assert archive.testzip() is None
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return sheet, "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_a_sheet_holds_texts_and_no_formula():
    sheet, of = cells(xlsx_of("表", HEADS, ROWS))
    assert not list(sheet.iter(f"{of}f"))
    first = [row.find(f"{of}c/{of}is/{of}t").text for row in sheet.iter(f"{of}row")][1:]
    assert first == [word.replace("_x0041_", "_x005F_x0041_") for word in WORDS]


def test_the_same_table_gives_the_same_bytes():
    assert xlsx_of("表", HEADS, ROWS) == xlsx_of("表", HEADS, ROWS)


def test_csv_for_people_begins_with_its_mark_and_its_heads_and_no_cell_is_a_formula():
    written = csv_of(HEADS, ROWS)
    assert written.encode().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    assert lines[0] == HEADS
    assert not [
        line[0] for line in lines[1:] if line[0].startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋"))
    ]
    assert [unguarded(line[0]) for line in lines[1:]] == WORDS


@given(st.text(alphabet="'=+-@\t\r＝a1 "))
def test_what_is_guarded_comes_back(word):
    assert unguarded(guarded(word)) == word


def test_more_than_a_sheet_holds_is_told():
    with pytest.raises(BadInput, match="CSV"):
        xlsx_of("表", ["甲"], [("一" * (MOST_LETTERS + 1),)])


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_libreoffice_opens_it_and_reads_the_same_text_back(form, tmp_path):
    if SOFFICE is None:
        pytest.skip("soffice is not installed: whether it reads the same text back was not tried")
    file = tmp_path / f"given.{form}"
    file.write_bytes(xlsx_of("表", HEADS, ROWS) if form == "xlsx" else csv_of(HEADS, ROWS).encode())
    utf8 = "44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--infilter=CSV:44,34,76,1,1/2" if form == "csv" else "--norestore",
            "--convert-to",
            f"csv:Text - txt - csv (StarCalc):{utf8}",
            "--outdir",
            str(tmp_path / "read"),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (read,) = (tmp_path / "read").glob("*.csv")
    lines = list(csv.reader(io.StringIO(read.read_text("utf-8-sig"), newline="")))
    assert lines[0] == HEADS
    found = [line[0] for line in lines[1:]]
    assert found == WORDS if form == "xlsx" else [unguarded(one) for one in found] == WORDS
    assert [line[2] for line in lines[1:]] == ["2026-03-01"] * len(ROWS)
