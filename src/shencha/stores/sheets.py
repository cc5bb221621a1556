"""Tables that people open in a spreadsheet: CSV and .xlsx, of which nothing runs; every export is written here.

CSV has a byte order mark where people open it, so that Excel reads Chinese, and an apostrophe before whatever would be
a formula. In .xlsx (ECMA-376) a text is kept as text whatever it begins with, so that codes of many digits stay whole.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from shencha.errors import BadInput, Fault
from shencha.text import Text

if TYPE_CHECKING:
    import polars as pl

Cell = str | int | float | date | None
FORMULA = "[=+\\-@\\t\\r＝＋－＠]"
"""What a spreadsheet takes for the beginning of a formula, in full width too."""
BOM = "\ufeff"
MOST_ROWS, MOST_LETTERS = 2**20, 32_767
"""Of a sheet and of a cell, by ECMA-376."""
_GUARD, _GUARDED = re.compile(f"^('*{FORMULA})"), re.compile(f"^'('*{FORMULA})")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SMALLEST_DAY = date(1900, 3, 1)
"""Before it spreadsheets do not agree which day is which."""
_EPOCH = date(1899, 12, 30)


def guarded(text: str) -> str:
    """A text of which a spreadsheet runs nothing."""
    return _GUARD.sub(r"'\1", text)


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return _GUARDED.sub(r"\1", text)


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool = True) -> str:
    """A table as CSV.

    Args:
        bom: False where a program reads it and no person opens it.
    """
    out = io.StringIO()
    if bom:
        out.write(BOM)
    lines = csv.writer(out, lineterminator="\r\n" if bom else "\n")
    lines.writerow([guarded(one) for one in heads])
    for row in rows:
        lines.writerow([guarded(one) if isinstance(one, str) else one for one in row])
    return out.getvalue()


def with_guards(table: pl.DataFrame) -> pl.DataFrame:
    """The table as it goes out in CSV, by column: as `guarded` does for each text.

    Whoever opens it sees the text, and `files.read_table` reads it back without.
    """
    return _replaced(table, _GUARD.pattern, "'$1")


def without_guards(table: pl.DataFrame) -> pl.DataFrame:
    """The table as it was before `with_guards`."""
    return _replaced(table, _GUARDED.pattern, "$1")


def xlsx_of(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as one sheet of .xlsx, its head in bold and held in place; the same bytes for the same table.

    Raises:
        BadInput: more rows, or a longer text, than a sheet holds.
    """
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, text in (*_PARTS, ("xl/workbook.xml", _workbook(name))):
            archive.writestr(ZipInfo(path), _XML + text)
        with archive.open(ZipInfo("xl/worksheets/sheet1.xml"), "w") as sheet:
            for piece in _sheet(heads, rows):
                sheet.write(piece.encode())
    return out.getvalue()


def _replaced(table: pl.DataFrame, pattern: str, by: str) -> pl.DataFrame:
    import polars as pl

    return table.with_columns(pl.col(pl.String).str.replace(pattern, by))


def _sheet(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{min(60, 6 + 2 * len(head))}" customWidth="1"/>'
        for n, head in enumerate(heads, 1)
    )
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield f"<cols>{widths}</cols><sheetData>"
    yield _row(1, heads, head=True)
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            wrong = Text(f"多于 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows")
            raise _too_much(wrong)
        yield _row(number, row)
    yield "</sheetData></worksheet>"


def _row(number: int, row: Sequence[Cell], *, head: bool = False) -> str:
    return f'<row r="{number}">{"".join(_cell(one, head) for one in row)}</row>'


def _cell(value: Cell, head: bool) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, date) and value >= _SMALLEST_DAY:
        return f'<c s="2"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15:
        return f"<c><v>{value!r}</v></c>"
    text = str(value)
    if len(text) > MOST_LETTERS:
        wrong = Text(f"一格多于 {MOST_LETTERS} 字", f"a cell of more than {MOST_LETTERS} characters")
        raise _too_much(wrong)
    kept = escape(_NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    style = 1 if head else 3
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{kept}</t></is></c>'


def _workbook(name: str) -> str:
    shown = re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "1"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><sheets>'
        f'<sheet name={quoteattr(shown)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _too_much(wrong: Text) -> BadInput:
    return BadInput([Fault(".xlsx", "sheet", wrong, Text("请改用 CSV", "take CSV instead"))])


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = (
    (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETS}.styles+xml"/></Types>',
    ),
    (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
    (
        "xl/styles.xml",
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>'
        '<xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/>'
        "</cellXfs></styleSheet>",
    ),
)
