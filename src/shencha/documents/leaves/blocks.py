"""Word, spreadsheets, slides and plain text as headings, paragraphs and tables; leaf by leaf."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import IO, Any

from lxml import etree

from shencha.documents.leaves import MOST_CHARACTERS

MOST_UNPACKED = 50 * 2**20
MOST_LEAVES = 400
MOST_ROWS = 2_000
"""Of a sheet or table; what follows is left to the file itself."""
MOST_COLUMNS = 60
ROWS = 200
"""Rows of a table on one leaf."""
LINES = 60
"""Lines of plain text on one leaf without form feeds."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Block = dict[str, Any]
"""`{"h": words}`, `{"p": words}` or `{"rows": [[cell, …], …]}`."""
Leaf = list[Block]


class Cut(Exception):
    """There is more of a table than is told."""


def leaves(file: IO[bytes], kind: str) -> dict[str, Any]:
    """The leaves of a file, each a list of blocks, and whether more was left out.

    Raises:
        ValueError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError: of a file that has no words here.
    """
    if kind in ("text", "table"):
        found = _PLAIN[kind](_decoded(file.read(MOST_UNPACKED)))
        return _within(found)
    with zipfile.ZipFile(file) as given:
        if sum(one.file_size for one in given.infolist()) > 4 * MOST_UNPACKED:
            raise ValueError("too large")
        return _within(_OFFICE[kind](given))


def words_of(leaf: Leaf) -> str:
    """A leaf as plain text: a line for each paragraph and row."""
    said = []
    for block in leaf:
        if "rows" in block:
            said += ["\t".join(row) for row in block["rows"]]
        else:
            said.append(str(block.get("h", block.get("p", ""))))
    return "\n".join(said)


def _within(found: Iterable[Leaf]) -> dict[str, Any]:
    out: list[Leaf] = []
    length = 0
    try:
        for leaf in found:
            length += sum(len(str(block)) for block in leaf)
            if length > MOST_CHARACTERS or len(out) == MOST_LEAVES:
                raise Cut
            out.append(leaf)
    except Cut:
        return {"leaves": out, "cut": True}
    return {"leaves": out, "cut": False}


def _xml(given: zipfile.ZipFile, name: str) -> Any:
    with given.open(name) as opened:
        content = opened.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise ValueError("too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(content, parser)


def _word(given: zipfile.ZipFile) -> Iterator[Leaf]:
    """Leaves as the word processor last broke them; without such marks the whole is one leaf."""
    leaf: Leaf = []
    for node in _xml(given, "word/document.xml").iterfind(f"{_W}body/*"):
        if node.tag == f"{_W}tbl":
            leaf.append({"rows": list(_first(map(_cells, node.iter(f"{_W}tr"))))})
            continue
        for paragraph in node.iter(f"{_W}p"):
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            head = style is not None and re.match(r"(?i)heading|title|[1-9]$", style.get(f"{_W}val", ""))
            for at, words in enumerate(_parts(paragraph)):
                if at and leaf:
                    yield leaf
                    leaf = []
                if words:
                    leaf.append({"h" if head else "p": words})
    yield leaf


def _cells(row: Any) -> list[str]:
    cells = islice(row.iterchildren(f"{_W}tc"), MOST_COLUMNS + 1)
    return ["\n".join(filter(None, map(_said, cell.iter(f"{_W}p")))) for cell in cells]


def _parts(paragraph: Any) -> list[str]:
    """A paragraph, cut where a leaf ends in it."""
    said = [""]
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}lastRenderedPageBreak"):
        if node.tag == f"{_W}lastRenderedPageBreak" or node.get(f"{_W}type") == "page":
            said.append("")
        else:
            said[-1] += {f"{_W}tab": "\t", f"{_W}br": "\n"}.get(node.tag, node.text or "")
    return [one.strip() for one in said]


def _said(paragraph: Any) -> str:
    return " ".join(filter(None, _parts(paragraph)))


def _sheets(given: zipfile.ZipFile) -> Iterator[Leaf]:
    strings, days = _strings(given), _days(given)
    places = {
        one.get("Id"): one.get("Target", "").lstrip("/").removeprefix("xl/")
        for one in _xml(given, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _xml(given, "xl/workbook.xml").iter(f"{_S}sheet"):
        place = f"xl/{places.get(sheet.get(f'{_R}id'), '')}"
        if place in given.namelist():
            rows = (_row(one, strings, days) for one in _xml(given, place).iter(f"{_S}row"))
            yield from _tables(rows, sheet.get("name", ""))


def _tables(rows: Iterable[list[str]], name: str = "") -> Iterator[Leaf]:
    """A table on as many leaves as it needs."""
    head: Leaf = [{"h": name}] if name else []
    held: list[list[str]] = []
    several = False
    for row in _first(rows):
        held.append(row if len(row) <= MOST_COLUMNS else [*row[:MOST_COLUMNS], "…"])
        if len(held) == ROWS:
            yield [*head, {"rows": held}]
            held, several = [], True
    if held or not several:
        yield [*head, {"rows": held}]


def _first(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise Cut
        yield row


def _strings(given: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in given.namelist():
        return []
    items = _xml(given, "xl/sharedStrings.xml").iter(f"{_S}si")
    return ["".join(one.text or "" for one in item.iter(f"{_S}t")) for item in items]


def _row(row: Any, strings: list[str], days: frozenset[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_S}c"):
        at = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        cells += [""] * (min(at, MOST_COLUMNS) - len(cells))
        cells.append(_value(cell, strings, days))
        if at >= MOST_COLUMNS:
            break
    return cells


def _column(reference: str) -> int:
    """From 0: `AB12` is 27."""
    found = 0
    for letter in re.sub(r"[^A-Z]", "", reference)[:3]:
        found = found * 26 + ord(letter) - 64
    return max(found - 1, 0)


def _value(cell: Any, strings: list[str], days: frozenset[str]) -> str:
    value = str(cell.findtext(f"{_S}v") or "")
    if cell.get("t") == "s":
        return (
            strings[int(value)] if len(value) < 10 and value.isdecimal() and int(value) < len(strings) else ""
        )
    if cell.get("t") == "inlineStr":
        return "".join(one.text or "" for one in cell.iter(f"{_S}t"))
    if cell.get("t") == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    return _day(value) if cell.get("s", "0") in days and cell.get("t", "n") == "n" else value


def _days(given: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of those cell styles that show a number as a day (ECMA-376 part 1, 18.8.30)."""
    if "xl/styles.xml" not in given.namelist():
        return frozenset()
    styles = _xml(given, "xl/styles.xml")
    own = {
        one.get("numFmtId"): re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", one.get("formatCode", ""))
        for one in styles.iter(f"{_S}numFmt")
    }
    shown = [one.get("numFmtId", "0") for of in styles.iter(f"{_S}cellXfs") for one in of]
    return frozenset(
        str(at)
        for at, number in enumerate(shown)
        if number in _DAYS or re.search(r"(?i)[yd]|m{3}", own.get(number, ""))
    )


def _day(value: str) -> str:
    """A day as Excel counts it, from 1900 on; its time where it has one."""
    if not re.fullmatch(r"\d{1,7}(?:\.\d{1,20})?", value):
        return value
    try:
        found = datetime(1899, 12, 30) + timedelta(days=float(value))  # noqa: DTZ001  (a sheet knows no zone)
    except OverflowError:
        return value
    return f"{found:%Y-%m-%d}" if "." not in value else f"{found:%Y-%m-%d %H:%M}"


_DAYS = frozenset(map(str, (*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58)))
"""Formats that every workbook knows; those from 27 on are of Chinese and other eastern ones."""


def _slides(given: zipfile.ZipFile) -> Iterator[Leaf]:
    names = [name for name in given.namelist() if re.fullmatch(r"ppt/slides/slide\d{1,6}\.xml", name)]
    for name in sorted(names, key=lambda one: int(re.sub(r"\D", "", one))):
        paragraphs = (
            "".join(one.text or "" for one in each.iter(f"{_A}t"))
            for each in _xml(given, name).iter(f"{_A}p")
        )
        yield [{"p": words} for words in paragraphs if words.strip()]


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise ValueError("no text")


def _lines(text: str) -> Iterator[Leaf]:
    for part in text.split("\f"):
        lines = part.splitlines()
        for begin in range(0, max(len(lines), 1), LINES):
            yield [{"p": "\n".join(lines[begin : begin + LINES])}]


def _rows(text: str) -> Iterator[Leaf]:
    csv.field_size_limit(MOST_CHARACTERS)
    head = text[:4096]
    mark = max(",;\t", key=head.count)
    return _tables(csv.reader(text.splitlines(), delimiter=mark))


_PLAIN: Mapping[str, Callable[[str], Iterator[Leaf]]] = {"text": _lines, "table": _rows}
_OFFICE: Mapping[str, Callable[[zipfile.ZipFile], Iterator[Leaf]]] = {
    "word": _word,
    "sheet": _sheets,
    "slides": _slides,
}
